"""Looking closer at a product of the page, with a photo and without one."""

from PySide6.QtCore import Qt

from shelftag.catalog.models import ProductPhoto

Key = Qt.Key


def test_space_shows_the_photo_and_escape_closes_it(reviewer):
    reviewer.press(Key.Key_Space)
    assert reviewer.view.viewer.isVisible()
    reviewer.press(Key.Key_Escape)
    assert not reviewer.view.viewer.isVisible() and reviewer.window.reviewing


def test_of_a_product_without_a_photo_it_says_so_and_escape_stays_in_the_review(reviewer):
    product = reviewer.grid.current_id()
    with reviewer.window.session.catalog.database.write() as session:
        session.query(ProductPhoto).filter_by(product_id=product).delete()
    title = reviewer.owner.card(product).title
    reviewer.press(Key.Key_Space)
    view = reviewer.view
    assert not view.viewer.isVisible()
    assert view.toast.isVisible()
    assert view.toast.sentence.text() == f"“{title}” has no photo to look at."
    reviewer.press(Key.Key_Escape)
    assert reviewer.window.reviewing and not view.toast.isVisible()
    reviewer.press(Key.Key_Escape)
    assert not reviewer.window.reviewing


def test_the_picker_has_the_pages_category_ready(reviewer):
    suggested = reviewer.name(reviewer.sheet.common(reviewer.here)[0].category_id)
    reviewer.press(Key.Key_C)
    assert reviewer.view.picker.list.currentItem().text() == suggested
    reviewer.press(Key.Key_Escape)
