"""The category tree edited by keys, by its menu and by dragging; each step can be taken back."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import (
    QCursor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from shelftag.ui.category_drops import Spot
from shelftag.ui.dialogs import DeleteCategoryDialog
from shelftag.ui.dragging import CATEGORY, PRODUCTS, dragged_ids, mime_of

Key = Qt.Key
Alt = Qt.KeyboardModifier.AltModifier
Control = Qt.KeyboardModifier.ControlModifier
BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


@pytest.fixture
def view(owner):
    return owner.window.sidebar.categories


def paths(owner) -> list[str]:
    tree = owner.window.session.tree
    return [tree.path_text(category) for category in tree.nodes]


def below(owner, parent: int | None) -> list[str]:
    return [node.name for node in owner.window.session.tree.children(parent)]


def open_category(owner, view, category_id: int) -> None:
    view.setCurrentIndex(view.categories.index_of(category_id))
    view.setFocus()
    owner.settle()


def at(view, category_id: int | None, share: float = 0.5) -> QPoint:
    if category_id is None:
        return QPoint(60, view.viewport().height() - 4)
    rect = view.visualRect(view.categories.index_of(category_id))
    return QPoint(rect.left() + 30, round(rect.top() + rect.height() * share))


def drag(view, data: QMimeData, position: QPoint, modifier=Qt.KeyboardModifier.NoModifier) -> bool:
    """Holds something over a place; says whether it would be taken."""
    button = Qt.MouseButton.LeftButton
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = kind(position, BOTH, data, button, modifier)
        event.ignore()
        QApplication.sendEvent(view.viewport(), event)
    return event.isAccepted()


def drop(owner, view, data, position, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    assert drag(view, data, position, modifier)
    event = QDropEvent(position, BOTH, data, Qt.MouseButton.LeftButton, modifier)
    QApplication.sendEvent(view.viewport(), event)
    owner.settle()
    assert view.spot is None


class TestKeys:
    def test_alt_and_arrows_move_within_and_between_levels(self, owner, view, categories):
        open_category(owner, view, categories["Bread"])
        owner.press(Key.Key_Up, modifier=Alt)
        assert below(owner, categories["Food"]) == ["Bread", "Fruit"]
        owner.press(Key.Key_Down, modifier=Alt)
        assert below(owner, categories["Food"]) == ["Fruit", "Bread"]
        owner.press(Key.Key_Right, modifier=Alt)
        assert "Food > Fruit > Bread" in paths(owner)
        assert view.current_id() == categories["Bread"]
        assert view.isExpanded(view.categories.index_of(categories["Fruit"]))
        owner.press(Key.Key_Left, Key.Key_Left, modifier=Alt)
        assert below(owner, None)[:3] == ["Food", "Bread", "Clothing"]
        for _ in range(5):
            owner.control(Key.Key_Z)
        assert paths(owner)[:3] == ["Food", "Food > Fruit", "Food > Bread"]

    @pytest.mark.parametrize("key", [Key.Key_Up, Key.Key_Left, Key.Key_Right])
    def test_at_the_edge_nothing_happens(self, owner, view, categories, key):
        open_category(owner, view, categories["Food"])
        before = paths(owner)
        owner.press(key, modifier=Alt)
        assert paths(owner) == before
        assert owner.notice == ""

    def test_categories_that_are_hidden_are_stepped_over(self, owner, view, categories):
        owner.window.sidebar.editing.move(categories["Tools"], None, categories["Clothing"])
        owner.settle()
        open_category(owner, view, categories["Clothing"])
        owner.press(Key.Key_Up, modifier=Alt)
        assert below(owner, None)[0] == "Clothing"

    @pytest.mark.parametrize("how", ["Insert", "Ctrl+Shift+N"])
    def test_a_category_is_added_below_the_open_one(self, owner, view, categories, qtbot, how):
        open_category(owner, view, categories["Socks"])
        if how == "Insert":
            owner.press(Key.Key_Insert)
        else:
            owner.control(Key.Key_N, shift=True)
        field = view.findChild(QLineEdit)
        qtbot.keyClicks(field, "Knee socks")
        qtbot.keyClick(field, Key.Key_Return)
        owner.settle()
        assert "Clothing > Socks > Knee socks" in paths(owner)

    def test_keys_for_the_tree_edit_the_name_while_one_is_typed(
        self, owner, view, categories, qtbot
    ):
        open_category(owner, view, categories["Socks"])
        owner.press(Key.Key_F2)
        field = view.findChild(QLineEdit)
        qtbot.keyClick(field, Key.Key_Home)
        qtbot.keyClick(field, Key.Key_Delete)
        qtbot.keyClick(field, Key.Key_Up, Alt)
        qtbot.keyClick(field, Key.Key_Return)
        owner.settle()
        assert below(owner, categories["Clothing"]) == ["T-shirts", "ocks"]

    def test_delete_tells_what_becomes_of_the_products_and_moves_them(
        self, owner, view, categories, qtbot
    ):
        open_category(owner, view, categories["Fruit"])
        owner.press(Key.Key_Delete)
        dialog = owner.window.findChild(DeleteCategoryDialog)
        assert dialog.what == "“Fruit” is deleted. 5 products move to “Food”."
        dialog.reject()
        owner.settle()
        assert "Food > Fruit" in paths(owner)
        owner.press(Key.Key_Delete)
        qtbot.keyClick(owner.window.findChild(DeleteCategoryDialog), Key.Key_Return)
        owner.settle()
        assert "Food > Fruit" not in paths(owner)
        assert owner.window.navigation.place.category_id == categories["Food"]
        owner.window.activateWindow()  # as a window system does once a dialog is gone
        owner.settle()
        owner.control(Key.Key_Z)
        assert "Food > Fruit" in paths(owner)

    def test_a_department_s_products_go_back_to_review(self, owner, view, categories):
        open_category(owner, view, categories["Food"])
        owner.press(Key.Key_Delete)
        dialog = owner.window.findChild(DeleteCategoryDialog)
        assert "2 categories below it" in dialog.what
        assert "wait for review again" in dialog.what
        dialog.accept()
        owner.settle()
        assert owner.window.navigation.place.shelf == "all"
        assert not [path for path in paths(owner) if path.startswith("Food")]


class TestMerging:
    def test_by_the_menu_and_the_picker(self, owner, view, categories, qtbot):
        open_category(owner, view, categories["Bread"])
        counts = owner.window.session.overview.counts
        together = counts(categories["Bread"]).total + counts(categories["Fruit"]).total
        owner.window.actions_by_name["merge_category"].trigger()
        picker = owner.window.target_picker
        assert picker.field.placeholderText() == "Merge into which category?"
        shown = [picker.list.item(row).text() for row in range(picker.list.count())]
        assert "Bread" not in shown
        owner.type("fru")
        assert picker.list.count() == 1  # nothing new can be made here
        owner.press(Key.Key_Return)
        assert "Food > Bread" not in paths(owner)
        assert owner.notice.startswith("“Bread” is a part of “Fruit” now")
        assert owner.window.navigation.place.category_id == categories["Fruit"]
        assert owner.window.session.overview.counts(categories["Fruit"]).total == together
        owner.control(Key.Key_Z)
        assert "Food > Bread" in paths(owner)

    def test_with_control_while_dragging(self, owner, view, categories):
        data, place = mime_of(CATEGORY, [categories["Socks"]]), at(view, categories["T-shirts"])
        drag(view, data, place, Control)
        assert view.spot == Spot(categories["T-shirts"], merge=True)
        drop(owner, view, data, place, Control)
        assert below(owner, categories["Clothing"]) == ["T-shirts"]


class TestDraggingCategories:
    def test_onto_another_they_go_below_it(self, owner, view, categories):
        drop(owner, view, mime_of(CATEGORY, [categories["Socks"]]), at(view, categories["Food"]))
        assert "Food > Socks" in paths(owner)
        assert owner.notice == "Category “Socks” moved"

    @pytest.mark.parametrize(
        ("share", "order"), [(0.1, ["Socks", "Fruit", "Bread"]), (0.9, ["Fruit", "Socks", "Bread"])]
    )
    def test_between_two_they_go_there(self, owner, view, categories, share, order):
        data = mime_of(CATEGORY, [categories["Socks"]])
        drop(owner, view, data, at(view, categories["Fruit"], share))
        assert below(owner, categories["Food"]) == order

    def test_into_the_room_below_they_become_departments(self, owner, view, categories):
        drop(owner, view, mime_of(CATEGORY, [categories["Socks"]]), at(view, None))
        assert below(owner, None)[-1] == "Socks"

    @pytest.mark.parametrize("target", ["Food", "Fruit"])
    def test_into_themselves_they_do_not_go(self, view, categories, target):
        assert not drag(view, mime_of(CATEGORY, [categories["Food"]]), at(view, categories[target]))
        assert view.spot is None

    def test_the_target_is_lit_until_the_pointer_leaves(self, view, categories):
        drag(view, mime_of(CATEGORY, [categories["Socks"]]), at(view, categories["Food"]))
        before = view.grab().toImage()
        QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
        assert view.spot is None
        assert view.grab().toImage() != before

    def test_a_folded_category_opens_when_waited_at(self, view, categories, qtbot):
        index = view.categories.index_of(categories["Food"])
        view.collapse(index)
        place = at(view, categories["Food"])
        QCursor.setPos(view.viewport().mapToGlobal(place))
        QApplication.processEvents()  # the pointer's arrival, as it comes before a drag
        drag(view, mime_of(CATEGORY, [categories["Socks"]]), place)
        qtbot.waitUntil(lambda: view.isExpanded(index), timeout=5_000)


class TestDraggingProducts:
    def test_onto_a_category_they_get_it_as_one_step(self, owner, view, categories):
        grid = owner.window.center.grid
        ids = owner.window.center.model.ids[:4]
        drop(owner, view, mime_of(PRODUCTS, ids), at(view, categories["Bread"], 0.1))
        assert owner.notice == "4 products are now Bread"
        for product in ids:
            card = owner.card(product)
            assert (card.state, card.shown_category_id) == ("confirmed", categories["Bread"])
        grid.setFocus()
        owner.control(Key.Key_Z)
        assert {owner.card(product).shown_category_id for product in ids} != {categories["Bread"]}

    def test_beside_all_categories_they_are_not_taken(self, owner, view):
        assert not drag(view, mime_of(PRODUCTS, owner.window.center.model.ids[:2]), at(view, None))

    @pytest.mark.parametrize("data", [b"", b"1;drop", b"\xff\xfe", b"9" * 40])
    def test_what_another_program_made_up_is_not_taken(self, view, categories, data):
        for kind in (PRODUCTS, CATEGORY):
            mime = QMimeData()
            mime.setData(kind, data)
            assert not drag(view, mime, at(view, categories["Bread"]))

    def test_folders_are_left_to_the_window(self, owner, view, categories, tmp_path):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(tmp_path))])
        event = QDragEnterEvent(
            at(view, categories["Bread"]), BOTH, mime, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)
        assert event.isAccepted()  # by the window, further up
        assert view.spot is None

    def test_the_grid_gives_out_its_selection_with_a_picture_of_it(self, owner, qtbot, monkeypatch):
        grid, model = owner.window.center.grid, owner.window.center.model
        grid.setFocus()
        owner.control(Key.Key_A)
        dragged = []
        monkeypatch.setattr(
            QDrag, "exec", lambda drag, _actions: dragged.append((drag.mimeData(), drag.pixmap()))
        )
        first, second = (grid.visualRect(model.index(row)).center() for row in (0, 1))
        qtbot.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=first)
        qtbot.mouseMove(grid.viewport(), second)
        grid.startDrag(Qt.DropAction.CopyAction)
        qtbot.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=second)
        assert dragged_ids(dragged[-1][0], PRODUCTS) == model.ids
        assert 80 < dragged[-1][1].deviceIndependentSize().width() < 120


def test_the_menu_names_every_command_with_its_key(owner, view, categories):
    open_category(owner, view, categories["Food"])
    menu = QMenu()
    owner.window.sidebar._fill_menu(menu, categories["Food"])
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == [
        "Rename\tF2", "Add category inside\tIns", "Add category beside", "Move to…",
        "Make it a department", "Merge into…", "Delete\tDel",
    ]  # fmt: skip
    enabled = {action.text(): action.isEnabled() for action in menu.actions()}
    assert not enabled["Make it a department"]


def test_a_category_is_moved_by_picker(owner, view, categories):
    owner.window.sidebar.editing.choose_parent(categories["Socks"])
    picker = owner.window.target_picker
    shown = {picker.list.item(row).text() for row in range(picker.list.count())}
    assert not shown & {"Socks", "Clothing"}
    owner.type("garden")
    owner.press(Key.Key_Return)
    assert "Garden > Socks" in paths(owner)
