"""Pages by keyboard: confirm, take out, give, name, skip, undo, and the next page by itself."""

import pytest
from PySide6.QtCore import Qt

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_review_takes_the_place_of_the_grid_and_escape_goes_back(owner):
    window = owner.window
    owner.control(Key.Key_E)
    assert window.reviewing and not window.center.isVisible() and not window.inspector.isVisible()
    assert window.review.grid.hasFocus()
    assert window.sidebar.review_button.isChecked()
    owner.press(Key.Key_Escape)
    assert not window.reviewing and window.center.isVisible() and window.inspector.isVisible()
    assert window.center.grid.hasFocus()


def test_the_sidebar_says_how_many_wait_and_leads_in_and_out(owner, qtbot):
    window = owner.window
    assert window.sidebar.review_button.count == "60"
    qtbot.mouseClick(window.sidebar.review_button, Qt.MouseButton.LeftButton)
    owner.settle()
    assert window.reviewing
    owner.open_shelf("all")  # where one was before
    assert not window.reviewing


def test_a_page_shows_what_belongs_together_under_its_category(reviewer):
    sheet = reviewer.sheet
    assert sheet.category is not None
    assert reviewer.view.headline.name.text() == reviewer.name(sheet.category)
    assert reviewer.view.headline.reason.text().startswith("It comes now because")
    assert reviewer.grid.model().rowCount() == len(sheet.ids) >= 12
    assert reviewer.grid.current_id() == sheet.ids[0]


def test_enter_confirms_all_that_are_in_and_the_next_page_comes(reviewer):
    sheet = reviewer.sheet
    taken_out = reviewer.grid.current_id()
    reviewer.press(Key.Key_X, Key.Key_Return)

    assert reviewer.sheet is not sheet
    assert taken_out in reviewer.waiting()
    confirmed = reviewer.products("confirmed")
    assert set(confirmed) == set(sheet.ids) - {taken_out}
    assert {reviewer.category(product) for product in confirmed} == {sheet.category}
    assert reviewer.owner.detail(confirmed[0]).labels[0].method == "page"
    assert reviewer.view.toast.sentence.text() == f"{len(confirmed)} products confirmed"


def test_a_product_is_taken_out_and_put_back_by_key_and_by_click(reviewer, qtbot):
    product = reviewer.grid.current_id()
    reviewer.press(Key.Key_X)
    assert reviewer.flow.open.out == {product}
    where = reviewer.grid.visualRect(reviewer.grid.currentIndex()).center()
    qtbot.mouseClick(reviewer.grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert reviewer.flow.open.out == set()


def test_a_number_gives_the_current_product_another_category_and_the_others_stay(reviewer):
    sheet = reviewer.sheet
    product = reviewer.grid.current_id()
    second = sheet.beliefs[product][1].category_id
    places = [reviewer.grid.card_layout.cell(row) for row in range(len(sheet.ids))]
    reviewer.press(Key.Key_2)

    assert reviewer.category(product) == second
    assert product not in reviewer.here and len(reviewer.here) == len(sheet.ids) - 1
    assert reviewer.grid.current_id() == sheet.ids[1]
    assert reviewer.sheet.ids == sheet.ids
    cells = [reviewer.grid.card_layout.cell(row) for row in range(len(sheet.ids))]
    assert cells == places


def test_arrows_pass_over_empty_places(reviewer):
    ids = reviewer.sheet.ids
    reviewer.press(Key.Key_Right, Key.Key_1, Key.Key_Left)
    assert reviewer.grid.current_id() == ids[0]
    reviewer.press(Key.Key_Right)
    assert reviewer.grid.current_id() == ids[2]


def test_several_products_get_a_category_in_one_step(reviewer):
    ids = reviewer.sheet.ids
    reviewer.press(Key.Key_Right, Key.Key_Right, modifier=SHIFT)
    assert reviewer.grid.selected_ids() == list(ids[:3])
    wanted = reviewer.sheet.common(ids[:3])[1].category_id
    reviewer.press(Key.Key_2)
    assert {reviewer.category(product) for product in ids[:3]} == {wanted}
    assert reviewer.window.session.overview.undo.params["count"] == 3


def test_a_selects_what_looks_like_the_current_product_and_escape_only_clears_that(reviewer):
    current = reviewer.grid.current_id()
    reviewer.press(Key.Key_A)
    chosen = reviewer.grid.selected_ids()
    assert current in chosen
    assert {reviewer.kind(product) for product in chosen} == {reviewer.kind(current)}
    reviewer.press(Key.Key_Escape)
    assert not reviewer.grid.selected_ids() and reviewer.window.reviewing


def test_any_category_can_be_picked_for_the_page_or_for_a_selection(reviewer):
    first, second, *_ = ids = reviewer.sheet.ids
    reviewer.press(Key.Key_Right, modifier=SHIFT)
    reviewer.press(Key.Key_C)
    reviewer.pick("Socks")
    assert reviewer.name(reviewer.category(first)) == "Socks"
    assert reviewer.name(reviewer.category(second)) == "Socks"
    reviewer.press(Key.Key_Slash)
    reviewer.pick("Garden > Plants")
    assert {reviewer.name(reviewer.category(product)) for product in ids[2:]} == {"Plants"}
    assert not set(ids) & set(reviewer.here)  # the next page came by itself


def test_space_looks_closer(reviewer):
    title = reviewer.owner.card(reviewer.grid.current_id()).title
    reviewer.press(Key.Key_Space)
    assert reviewer.view.viewer.isVisible()
    assert reviewer.view.viewer._title.text() == title
    reviewer.press(Key.Key_Space)
    assert not reviewer.view.viewer.isVisible() and reviewer.grid.hasFocus()


def test_a_skipped_page_comes_again_when_nothing_else_is_left(reviewer):
    skipped = set(reviewer.sheet.ids)
    reviewer.press(Key.Key_S)
    seen: set[int] = set()
    while not skipped & set(reviewer.here):
        seen |= set(reviewer.here)
        reviewer.press(Key.Key_Return)
    assert seen and not seen & skipped
    assert skipped & set(reviewer.waiting())


def test_undo_brings_a_skipped_page_back_with_what_was_taken_out(reviewer):
    undo = reviewer.window.actions_by_name["undo"]
    assert not undo.isEnabled()
    first, out = reviewer.sheet, reviewer.grid.current_id()
    reviewer.press(Key.Key_X, Key.Key_S)
    second = reviewer.sheet
    assert second.ids != first.ids
    assert undo.isEnabled() and undo.text() == "Undo: Skip a page"
    reviewer.undo()
    assert reviewer.sheet.ids == first.ids and reviewer.flow.open.out == {out}
    assert reviewer.view.toast.sentence.text() == "Undone: Skip a page"
    assert not undo.isEnabled()
    reviewer.press(Key.Key_Return)  # it is decided as if it had never been away
    assert set(reviewer.products("confirmed")) == set(first.ids) - {out}
    assert reviewer.sheet.ids == second.ids


def test_undo_and_redo_go_through_skips_and_decisions_in_their_order(reviewer):
    pages = [reviewer.sheet.ids]
    for key in (Key.Key_S, Key.Key_Return):
        reviewer.press(key)
        pages.append(reviewer.sheet.ids)
    reviewer.press(Key.Key_S)  # what comes now may hold some of the first page again
    decided = [set(), set(), {*pages[1]}]
    for step in (2, 1, 0):
        reviewer.undo()
        assert reviewer.sheet.ids == pages[step]
        assert set(reviewer.products("confirmed")) == decided[step]
    reviewer.undo()  # there is nothing before
    assert reviewer.sheet.ids == pages[0]
    for step in (1, 2):
        reviewer.redo()
        assert reviewer.sheet.ids == pages[step]
        assert set(reviewer.products("confirmed")) == decided[step]
    reviewer.redo()
    assert not set(reviewer.here) & {*pages[1], *pages[2]}


def test_a_page_that_came_again_because_nothing_else_was_left_is_not_asked_about_twice(reviewer):
    while len(reviewer.waiting()) > len(reviewer.here):
        reviewer.press(Key.Key_Return)
    last = set(reviewer.here)
    reviewer.press(Key.Key_S)
    assert set(reviewer.here) & last  # there is nothing else
    reviewer.undo()
    assert set(reviewer.here) == last
    reviewer.press(Key.Key_Return)
    assert reviewer.flow.open is None and not reviewer.waiting()
    reviewer.undo()
    assert set(reviewer.here) == last == set(reviewer.waiting())


def test_a_product_given_before_the_skip_comes_back_after_the_page(reviewer):
    ids = reviewer.sheet.ids
    reviewer.press(Key.Key_2, Key.Key_S)
    reviewer.undo()
    assert reviewer.sheet.ids == ids and reviewer.here == list(ids[1:])
    reviewer.undo()
    assert reviewer.sheet.ids == ids and reviewer.here == list(ids)


def test_what_is_done_after_a_skip_was_undone_ends_what_could_be_restored(reviewer):
    first = reviewer.sheet.ids
    reviewer.press(Key.Key_S)
    reviewer.undo()
    reviewer.press(Key.Key_Return)
    page = reviewer.sheet.ids
    assert not reviewer.window.actions_by_name["redo"].isEnabled()
    reviewer.redo()
    assert reviewer.sheet.ids == page
    reviewer.undo()
    assert reviewer.sheet.ids == first


def test_outside_the_review_undo_is_about_data_alone(reviewer):
    reviewer.press(Key.Key_Return, Key.Key_S)
    skipped = reviewer.sheet.ids
    reviewer.press(Key.Key_Escape)
    assert reviewer.window.actions_by_name["undo"].text().startswith("Undo: Confirm")
    reviewer.undo()
    assert not reviewer.products("confirmed")
    reviewer.owner.control(Key.Key_E)
    assert reviewer.sheet.ids != skipped


def test_undo_brings_the_page_back_and_redo_the_next_one(reviewer):
    first = reviewer.sheet
    out = reviewer.grid.current_id()
    reviewer.press(Key.Key_X, Key.Key_Return)
    second = reviewer.sheet.ids
    reviewer.undo()
    assert reviewer.sheet.ids == first.ids
    assert reviewer.flow.open.out == {out} and reviewer.here == list(first.ids)
    reviewer.redo()
    assert reviewer.sheet.ids == second
    assert set(reviewer.products("confirmed")) == set(first.ids) - {out}


def test_undo_puts_a_given_product_back_in_its_place(reviewer):
    ids = reviewer.sheet.ids
    reviewer.press(Key.Key_2)
    assert reviewer.here == list(ids[1:])
    reviewer.undo()
    assert reviewer.here == list(ids)
    assert ids[0] in reviewer.waiting()


def test_what_is_decided_elsewhere_leaves_the_page(reviewer):
    window, product = reviewer.window, reviewer.grid.current_id()
    reviewer.press(Key.Key_Escape)
    window.center.grid.select_row(window.center.model.row_of(product))
    reviewer.press(Key.Key_Return)
    reviewer.owner.control(Key.Key_E)
    assert product not in reviewer.here


@pytest.mark.parametrize("shop_folder", ["bare_template"], indirect=True)
def test_day_zero_asks_for_a_name_and_enter_opens_the_picker(reviewer):
    assert reviewer.view.headline.name.text() == "These look alike"
    ids = reviewer.sheet.ids
    reviewer.press(Key.Key_Return)
    reviewer.pick("Fruit")
    assert {reviewer.name(reviewer.category(product)) for product in ids} == {"Fruit"}
    assert set(ids).isdisjoint(reviewer.here)
