"""Finding products: shelves, filters, search, order."""

from PySide6.QtCore import Qt

Key = Qt.Key


def test_the_search_field_finds_words_and_chinese_inside_a_word(owner):
    owner.control(Key.Key_F)
    owner.type("rye")
    assert len(owner.window.center.model.ids) == 15
    owner.control(Key.Key_F)
    owner.type("短袖")
    titles = {owner.card(i).title for i in owner.window.center.model.ids}
    assert len(titles) == 15
    assert all("短袖" in title for title in titles)


def test_enter_leaves_the_search_field_for_the_grid(owner):
    owner.control(Key.Key_F)
    owner.type("rye")
    owner.press(Key.Key_Return)
    assert owner.window.center.grid.hasFocus()
    assert owner.notice == ""


def test_digits_typed_into_the_search_field_decide_nothing(owner):
    before = owner.window.session.overview.undo
    owner.control(Key.Key_F)
    owner.type("12")
    assert owner.window.center.top_bar.search.text() == "12"
    assert owner.window.session.overview.undo == before


def test_a_search_without_results_says_so_and_can_be_cleared(owner, qtbot):
    owner.control(Key.Key_F)
    owner.type("zzz")
    empty = owner.window.center.empty
    assert empty.isVisible()
    owner.window.center.top_bar.search.clearFocus()
    qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    owner.settle()
    assert len(owner.window.center.model.ids) == 60


def test_the_chips_filter_by_state_and_count(owner, qtbot):
    chips = owner.window.center.top_bar.states.chips
    assert chips["all"].text() == "All  60"
    assert chips["review"].text() == "To review  30"
    assert chips["confirmed"].text() == "Confirmed  20"
    qtbot.mouseClick(chips["accepted"], Qt.MouseButton.LeftButton)
    owner.settle()
    assert {owner.card(i).state for i in owner.window.center.model.ids} == {"accepted"}
    assert owner.window.sidebar.shelves.rows["accepted"].isChecked()
    owner.control(Key.Key_4)
    states = {owner.card(i).state for i in owner.window.center.model.ids}
    assert states == {"confirmed", "trusted"}


def test_a_category_shows_everything_below_it(owner, categories):
    owner.window.sidebar.categories.opened.emit(categories["Food"])
    owner.settle()
    shown = {owner.card(i).shown_category_id for i in owner.window.center.model.ids}
    assert shown == {categories["Fruit"], categories["Bread"]}
    assert not any(row.isChecked() for row in owner.window.sidebar.shelves.rows.values())


def test_the_filter_stays_from_category_to_category(owner, categories, qtbot):
    tree = owner.window.sidebar.categories
    tree.opened.emit(categories["Fruit"])
    qtbot.mouseClick(owner.window.center.top_bar.states.chips["review"], Qt.MouseButton.LeftButton)
    tree.opened.emit(categories["Bread"])
    owner.settle()
    assert owner.window.navigation.place.states == "review"
    owner.open_shelf("all")
    tree.opened.emit(categories["Bread"])
    assert owner.window.navigation.place.states == "all"


def test_the_order_least_sure_first_is_kept_over_shelves(owner):
    owner.window.navigation.set_order("unsure")
    owner.open_shelf("review")
    shares = [owner.card(i).confidence for i in owner.window.center.model.ids]
    assert shares == sorted(shares)


def test_review_done_is_celebrated(owner):
    owner.open_shelf("review")
    owner.control(Key.Key_A)
    owner.press(Key.Key_Return)
    assert owner.window.center.empty.isVisible()
    assert owner.window.center.empty.headline.text() == "All reviewed"


def test_counts_follow_each_decision(owner):
    rows = owner.window.sidebar.shelves.rows
    assert rows["review"].count == "30"
    owner.open_shelf("review")
    owner.press(Key.Key_Return)
    assert rows["review"].count == "29"
    assert rows["confirmed"].count == "21"
    assert owner.window.session.overview.new_labels == 21
