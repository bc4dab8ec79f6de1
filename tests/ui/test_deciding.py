"""Deciding by keyboard: take a suggestion, confirm, pick any category, undo."""

from PySide6.QtCore import Qt

Key = Qt.Key


def test_a_number_key_gives_the_current_product_that_suggestion(owner):
    owner.open_shelf("review")
    product = owner.window.center.grid.current_id()
    second = owner.detail(product).candidates[1][0]

    owner.press(Key.Key_2)

    assert owner.card(product).state == "confirmed"
    assert owner.card(product).shown_category_id == second
    name = owner.window.session.tree.nodes[second].name
    assert owner.notice == f"Product is now {name}"


def test_enter_confirms_what_is_shown_and_review_moves_on_to_the_next_product(owner):
    owner.open_shelf("review")
    grid = owner.window.center.grid
    first, second, third = owner.window.center.model.ids[:3]
    shown = owner.card(first).shown_category_id

    owner.press(Key.Key_Return)
    assert owner.card(first).state == "confirmed"
    assert owner.card(first).shown_category_id == shown
    assert first not in owner.window.center.model.ids
    assert grid.current_id() == second

    owner.press(Key.Key_Return)
    assert grid.current_id() == third
    assert grid.selected_ids() == [third]


def test_outside_review_the_selection_stays(owner):
    grid = owner.window.center.grid
    product = grid.current_id()
    owner.press(Key.Key_1)
    assert grid.current_id() == product
    assert product in owner.window.center.model.ids


def test_undo_and_redo_walk_through_the_decisions_and_name_them(owner):
    owner.open_shelf("review")
    first, second = owner.window.center.model.ids[:2]
    owner.press(Key.Key_Return, Key.Key_2)
    assert owner.card(second).state == "confirmed"
    undo = owner.window.actions_by_name["undo"]
    assert undo.text().startswith("Undo: Label 1 product as ")

    owner.control(Key.Key_Z)
    assert owner.card(second).state == "review"
    assert owner.notice.startswith("Undone: Label 1 product as ")
    owner.control(Key.Key_Z)
    assert owner.card(first).state == "review"
    assert owner.window.center.model.ids[0] == first

    owner.control(Key.Key_Z, shift=True)
    assert owner.card(first).state == "confirmed"
    owner.control(Key.Key_Z, shift=True)
    assert owner.card(second).state == "confirmed"
    assert not owner.window.actions_by_name["redo"].isEnabled()


def test_the_undo_button_of_a_notice_takes_back_that_very_step(owner, qtbot):
    owner.open_shelf("review")
    first, second = owner.window.center.model.ids[:2]
    owner.press(Key.Key_Return)
    qtbot.mouseClick(owner.window.center.toast.button, Qt.MouseButton.LeftButton)
    owner.settle()
    assert owner.card(first).state == "review"
    assert owner.card(second).state == "review"


def test_a_selection_gets_one_category_in_one_step(owner):
    grid, ids = owner.window.center.grid, owner.window.center.model.ids
    owner.press(Key.Key_Right, Key.Key_Right, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert grid.selected_ids() == ids[:3]
    assert owner.window.inspector.many.headline.text() == "3 products selected"
    first = owner.window.inspector.many.suggestions.buttons[0].text()

    owner.press(Key.Key_1)

    tree = owner.window.session.tree
    assert {tree.nodes[owner.card(i).shown_category_id].name for i in ids[:3]} == {first}
    assert {owner.card(i).state for i in ids[:3]} == {"confirmed"}
    assert owner.notice == f"3 products are now {first}"
    owner.control(Key.Key_Z)
    assert {owner.card(i).state for i in ids[:3]} != {"confirmed"}


def test_everything_selected_is_confirmed_at_once(owner):
    owner.open_shelf("review")
    count = len(owner.window.center.model.ids)
    owner.control(Key.Key_A)
    owner.press(Key.Key_Return)
    assert owner.notice == f"{count} products confirmed"
    assert owner.window.center.model.ids == []
    assert owner.window.session.overview.everything.review == 0


def test_what_is_confirmed_already_says_so_and_leaves_no_step(owner):
    owner.open_shelf("confirmed")
    before = owner.window.session.overview.undo
    owner.window.center.grid.select_row(owner.window.center.model.ids.index(_confirmed(owner)))
    owner.press(Key.Key_Return)
    assert owner.notice == "This is confirmed already."
    assert owner.window.session.overview.undo == before


def _confirmed(owner) -> int:
    return next(i for i in owner.window.center.model.ids if owner.card(i).state == "confirmed")


def test_the_picker_finds_by_english_and_chinese_and_assigns(owner, categories):
    product = owner.window.center.grid.current_id()
    for typed, name in (("soc", "Socks"), ("工具", "Tools"), ("clothing t-sh", "T-shirts")):
        owner.press(Key.Key_C)
        owner.type(typed)
        owner.press(Key.Key_Return)
        assert owner.card(product).shown_category_id == categories[name]
    assert owner.window.center.grid.hasFocus()


def test_the_picker_creates_what_is_missing_and_one_undo_takes_both_back(owner):
    product = owner.window.center.grid.current_id()
    state = owner.card(product).state
    owner.press(Key.Key_Slash)
    owner.type("Food > Mangoes")
    assert owner.window.picker.list.currentItem().text() == "Create category “Mangoes”"
    owner.press(Key.Key_Return)
    tree = owner.window.session.tree
    node = tree.nodes[owner.card(product).shown_category_id]
    assert tree.path_text(node.id) == "Food > Mangoes"

    owner.control(Key.Key_Z)
    assert node.id not in owner.window.session.tree.nodes
    assert owner.card(product).state == state


def test_escape_closes_the_picker_without_a_decision(owner):
    product = owner.window.center.grid.current_id()
    before = owner.card(product)
    owner.press(Key.Key_C)
    owner.type("soc")
    owner.press(Key.Key_Escape)
    assert not owner.window.picker.isVisible()
    assert owner.card(product) == before


def test_space_shows_the_photos_large_and_the_arrows_go_through_them(owner):
    owner.press(Key.Key_Space)
    viewer = owner.window.photo_viewer
    assert viewer.isVisible()
    assert viewer.place_text.startswith("1 of 3")
    owner.press(Key.Key_Right)
    assert viewer.place_text.startswith("2 of 3")
    owner.press(Key.Key_Space)
    assert not viewer.isVisible()


def test_the_question_mark_shows_the_keys(owner):
    owner.press(Key.Key_Question)
    assert owner.window.keys_overlay.isVisible()
    owner.press(Key.Key_Escape)
    assert not owner.window.keys_overlay.isVisible()
    assert owner.window.center.grid.hasFocus()


def test_on_a_small_screen_nothing_about_a_selection_is_squeezed(owner):
    owner.window.resize(960, 600)
    owner.control(Key.Key_A)
    many = owner.window.inspector.many
    for part in (many.headline, *many.suggestions.buttons):
        assert part.height() >= part.minimumSizeHint().height()
    top = many.headline.geometry().top()
    assert top > many.widget().layout().itemAt(0).geometry().bottom()
