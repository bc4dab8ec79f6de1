"""A whole review by keyboard, all of it undone, and what can go wrong on the way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from shelftag.catalog.database import Database
from shelftag_api.errors import ShelftagError

Key = Qt.Key


def decide_page(reviewer) -> None:
    """Puts what does not belong right, then goes on, as an owner does who knows the truth."""
    sheet = reviewer.sheet
    named = reviewer.name(sheet.category) if sheet.category else None
    for product in sheet.ids:
        if not reviewer.flow.open or reviewer.sheet.ids != sheet.ids:
            return
        kind = reviewer.kind(product)
        if sheet.kind == "check":
            named = reviewer.name(sheet.best(product))
        if kind == named or product not in reviewer.here:
            continue
        reviewer.go_to(product)
        reviewer.press(Key.Key_Space, modifier=Qt.KeyboardModifier.ControlModifier)
        reviewer.press(Key.Key_C)
        reviewer.pick(kind)
    if reviewer.flow.open and reviewer.sheet.ids == sheet.ids:
        reviewer.press(Key.Key_Return)


def test_everything_is_confirmed_by_keyboard_alone_and_undone_to_the_start(reviewer):
    before = {product: reviewer.owner.card(product) for product in reviewer.waiting()}
    pages = 0
    while reviewer.flow.open is not None:
        decide_page(reviewer)
        pages += 1
        assert pages < 40
    assert not reviewer.waiting() and len(reviewer.products("confirmed")) == len(before)
    for product in before:
        assert reviewer.name(reviewer.category(product)) == reviewer.kind(product)
    assert reviewer.view.empty.isVisible()
    assert reviewer.view.empty.headline.text() == "Everything is reviewed"
    assert reviewer.flow.progress.standing.met

    steps = 0
    while reviewer.products("confirmed"):
        reviewer.undo()
        steps += 1
        assert steps < 200
    assert {product: reviewer.owner.card(product) for product in before} == before
    assert reviewer.flow.open is not None and reviewer.here


def test_a_write_that_fails_is_told_and_the_page_comes_back(reviewer, monkeypatch):
    sheet = reviewer.sheet
    real = Database.write

    def full(_database):
        raise ShelftagError("catalog.disk_full", path="/shop")

    monkeypatch.setattr(Database, "write", full)
    reviewer.press(Key.Key_Return)
    monkeypatch.setattr(Database, "write", real)
    assert reviewer.sheet.ids == sheet.ids and reviewer.here == list(sheet.ids)
    assert "full" in reviewer.view.toast.sentence.text()
    assert not reviewer.products("confirmed")
    reviewer.press(Key.Key_Return)
    assert set(reviewer.products("confirmed")) == set(sheet.ids)


def test_every_control_has_a_name_and_every_card_is_told_in_words(reviewer):
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QAbstractButton, QSlider

    view = reviewer.view
    for kind in (QAbstractButton, QSlider):
        for control in view.findChildren(kind):
            if control.isVisible() and control.isEnabled():
                assert control.accessibleName(), control
    product = reviewer.grid.current_id()
    card = QAccessible.queryAccessibleInterface(view.grid)
    assert card.text(QAccessible.Text.Name) == "Products of this page"
    words = view.grid.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith(reviewer.owner.card(product).title)
    reviewer.press(Key.Key_X)
    words = view.grid.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.endswith("taken out")


@pytest.mark.parametrize("shop_folder", ["empty_template"], indirect=True)
def test_a_catalogue_without_products_says_what_to_do(reviewer):
    assert reviewer.view.empty.headline.text() == "No model yet"
    reviewer.press(Key.Key_Space)  # the button has the focus
    assert QApplication.activeModalWidget() is not None
    QApplication.activeModalWidget().close()
    reviewer.settle()
