"""Finding what looks like a product, by its picture."""

from PySide6.QtCore import Qt

Key = Qt.Key


def kinds(owner) -> list[str]:
    model = owner.window.center.model
    return [owner.card(product).title.rsplit(" ", 1)[0] for product in model.ids]


def test_f_shows_what_looks_most_like_the_current_product_and_the_chip_leads_back(owner, qtbot):
    window, grid = owner.window, owner.window.center.grid
    owner.open_shelf("review")
    product = grid.current_id()
    before = window.navigation.place
    owner.press(Key.Key_F)

    assert window.navigation.place.shelf == "similar"
    assert window.center.model.ids[0] == product
    assert len(window.center.model.ids) == 60
    assert len(set(kinds(owner)[:12])) == 1  # all of its kind come first
    bar = window.center.top_bar
    assert (
        bar._headline.toolTip() or bar._headline.text()
    ) == f"Looks like {owner.card(product).title}"
    assert bar.similar_chip.isVisible() and not bar.states.chips["all"].isVisible()
    qtbot.mouseClick(bar.similar_chip, Qt.MouseButton.LeftButton)
    owner.settle()
    assert window.navigation.place == before
    assert not bar.similar_chip.isVisible() and bar.states.chips["all"].isVisible()


def test_what_is_decided_there_stays_there(owner):
    owner.press(Key.Key_F)
    ids = owner.window.center.model.ids
    owner.press(Key.Key_1)
    assert owner.window.center.model.ids == ids
    assert owner.card(ids[0]).state == "confirmed"


def test_the_sidebar_leads_out(owner):
    owner.press(Key.Key_F)
    owner.open_shelf("all")
    assert owner.window.navigation.place.similar is None
