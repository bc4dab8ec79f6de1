"""The category tree: rename, add and delete in place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from shelftag.ui.category_model import ID_ROLE

Key = Qt.Key


def names(owner) -> list[str]:
    model = owner.window.sidebar.categories.categories
    found: list[str] = []

    def walk(parent) -> None:
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            found.append(index.data())
            walk(index)

    walk(model.index(-1, -1))
    return found


def open_category(owner, category_id: int) -> None:
    tree = owner.window.sidebar.categories
    tree.setCurrentIndex(tree.categories.index_of(category_id))
    owner.settle()


def type_name(owner, qtbot, name: str) -> None:
    field = owner.window.sidebar.categories.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, name)
    qtbot.keyClick(field, Key.Key_Return)
    owner.settle()


def test_f2_renames_the_open_category(owner, qtbot, categories):
    open_category(owner, categories["Socks"])
    owner.press(Key.Key_F2)
    type_name(owner, qtbot, "Warm socks")
    assert "Warm socks" in names(owner)
    assert owner.notice == "“Socks” is now “Warm socks”"
    assert owner.window.session.tree.nodes[categories["Socks"]].name == "Warm socks"
    owner.control(Key.Key_Z)
    assert "Socks" in names(owner)


def test_a_name_that_is_taken_is_refused_with_a_sentence(owner, qtbot, categories):
    open_category(owner, categories["Socks"])
    owner.press(Key.Key_F2)
    type_name(owner, qtbot, "T-shirts")
    assert "“T-shirts” here already" in owner.notice
    assert names(owner).count("T-shirts") == 1


def test_a_category_added_inside_another_is_shown_though_it_is_empty(owner, qtbot, categories):
    owner.window.sidebar.categories.add(categories["Clothing"])
    type_name(owner, qtbot, "Hats")
    assert "Hats" in names(owner)
    added = next(n for n in owner.window.session.tree.nodes.values() if n.name == "Hats")
    assert added.parent_id == categories["Clothing"]


def test_escape_while_adding_leaves_nothing_behind(owner, qtbot):
    before = names(owner)
    owner.window.sidebar.add_category()
    field = owner.window.sidebar.categories.findChild(QLineEdit)
    qtbot.keyClick(field, Key.Key_Escape)
    qtbot.waitUntil(lambda: names(owner) == before)


def test_empty_starter_categories_show_only_on_demand(owner):
    assert "Tools" not in names(owner)
    owner.window.actions_by_name["show_empty"].trigger()
    assert "Tools" in names(owner)
    owner.window.actions_by_name["show_empty"].trigger()
    assert "Garden" not in names(owner)


def test_an_empty_category_can_be_deleted_and_comes_back_with_undo(owner, categories):
    owner.window.actions_by_name["show_empty"].trigger()
    owner.window.sidebar.editing.delete(categories["Tools"])
    owner.settle()
    assert "Tools" not in names(owner)
    owner.control(Key.Key_Z)
    assert "Tools" in names(owner)


@pytest.mark.parametrize("key", [Key.Key_Down, Key.Key_Up])
def test_the_tree_opens_categories_by_arrow_keys(owner, categories, key):
    tree = owner.window.sidebar.categories
    open_category(owner, categories["Bread"])
    tree.setFocus()
    owner.press(key)
    chosen = tree.currentIndex().data(ID_ROLE)
    assert chosen != categories["Bread"]
    assert owner.window.navigation.place.category_id == chosen


def test_in_chinese_the_tree_shows_chinese_names(open_window, shop_folder):
    from shelftag.ui.preferences import Preferences

    Preferences().language = "zh_CN"
    window = open_window(shop_folder)
    model = window.sidebar.categories.categories
    assert model.index(0, 0).data() == "食品"
    assert window.sidebar.import_button.accessibleName() == "导入文件夹"
