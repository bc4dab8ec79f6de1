"""Regrouping in the window: making products one, photos products of their own, undoing both."""

from PySide6.QtCore import Qt

Key = Qt.Key


def select(owner, *rows: int) -> list[int]:
    """Selects products of the grid; returns their ids."""
    grid, model = owner.window.center.grid, owner.window.center.model
    selection = grid.selectionModel()
    grid.setCurrentIndex(model.index(rows[0]))
    selection.clearSelection()
    for row in rows:
        selection.select(model.index(row), selection.SelectionFlag.Select)
    owner.settle()
    return [model.ids[row] for row in rows]


def photos(owner, product: int) -> list[str]:
    return [photo.sha256 for photo in owner.detail(product).photos]


def test_a_key_makes_the_selected_products_one_and_undo_takes_it_back(owner):
    first, second, third = select(owner, 0, 1, 4)
    every = photos(owner, first) + photos(owner, second) + photos(owner, third)
    count = len(owner.window.center.model.ids)

    owner.press(Key.Key_M)

    assert owner.notice == "3 products are one now"
    assert photos(owner, first) == every
    assert owner.detail(second) is owner.detail(third) is None
    assert len(owner.window.center.model.ids) == count - 2
    assert owner.window.center.grid.selected_ids() == [first]

    owner.control(Key.Key_Z)
    assert len(owner.window.center.model.ids) == count
    assert photos(owner, second)
    owner.control(Key.Key_Z, shift=True)
    assert photos(owner, first) == every


def test_the_button_for_several_products_does_the_same(owner, qtbot):
    first, second = select(owner, 2, 3)
    many = owner.window.inspector.many
    assert many.isVisible()
    qtbot.mouseClick(many.merge_button, Qt.MouseButton.LeftButton)
    owner.settle()
    assert owner.detail(second) is None
    assert len(photos(owner, first)) == 2


def test_one_product_cannot_be_made_one(owner):
    select(owner, 0)
    assert not owner.window.actions_by_name["merge"].isEnabled()


def test_a_photo_becomes_a_product_of_its_own(owner, qtbot):
    (product,) = select(owner, 0)
    before = photos(owner, product)
    assert len(before) == 3
    pane = owner.window.inspector.one.photos
    pane._show(1)
    assert owner.window.actions_by_name["split"].isEnabled()

    qtbot.mouseClick(pane.split_button, Qt.MouseButton.LeftButton)
    owner.settle()

    assert owner.notice == "The photo is a product of its own now"
    assert photos(owner, product) == [before[0], before[2]]
    newest = owner.window.center.model.ids[0]
    assert photos(owner, newest) == [before[1]]
    assert owner.card(newest).title == owner.card(product).title
    owner.control(Key.Key_Z)
    assert photos(owner, product) == before


def test_another_photo_is_put_first(owner, qtbot):
    (product,) = select(owner, 0)
    before = photos(owner, product)
    pane = owner.window.inspector.one.photos
    assert not pane.first_button.isEnabled()
    pane._show(2)
    qtbot.mouseClick(pane.first_button, Qt.MouseButton.LeftButton)
    owner.settle()
    assert photos(owner, product) == [before[2], before[0], before[1]]
    assert owner.card(product).thumbnail == before[2]


def test_a_single_photo_offers_no_regrouping(owner):
    select(owner, 5)
    assert not owner.window.inspector.one.photos.split_button.isVisible()
    assert not owner.window.actions_by_name["split"].isEnabled()
