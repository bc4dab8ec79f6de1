"""A page in windows of all sizes: all cards at once, large photos, and nothing covered."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt

from shelftag.ui.changes import Notice
from shelftag.ui.review.page_layout import PADDING, PageLayout
from shelftag.ui.review.sheets import CHECK

Key = Qt.Key
PAGE = 24


def sized(reviewer, qtbot, width: int, height: int) -> None:
    reviewer.window.resize(width, height)
    qtbot.waitUntil(lambda: reviewer.window.width() == width)
    reviewer.settle()


def of_a_whole_page(reviewer) -> PageLayout:
    """The layout of 24 cards in the window as it is."""
    room = reviewer.grid.contentsRect()
    return PageLayout(room.width(), room.height(), PAGE)


@pytest.mark.parametrize(
    ("size", "photo"),
    [
        ((1280, 720), 96),
        ((1366, 768), 108),
        ((1440, 900), 116),
        ((1920, 1080), 150),
        ((2560, 1440), 230),
    ],
)
def test_a_whole_page_is_seen_at_once_with_photos_as_large_as_there_is_room(
    reviewer, qtbot, size, photo
):
    sized(reviewer, qtbot, *size)
    layout = of_a_whole_page(reviewer)
    view = QRect(QPoint(0, 0), reviewer.grid.contentsRect().size())
    cells = [layout.cell(row) for row in range(PAGE)]
    assert all(view.contains(cell) for cell in cells)
    assert layout.height_of_all <= view.height()
    assert not any(a.intersects(b) for a in cells for b in cells if a is not b)
    assert layout.card_width - 2 * PADDING >= photo
    assert not reviewer.grid.verticalScrollBar().isVisible()


def test_words_give_way_to_photos_only_where_there_is_little_room():
    assert PageLayout(760, 485, PAGE).lines == 0
    assert PageLayout(760, 485, PAGE, needed=1).lines >= 1
    assert PageLayout(920, 665, PAGE).lines == 1
    assert PageLayout(1400, 845, PAGE).lines == 2


@pytest.mark.parametrize("size", [(440, 370), (690, 456), (760, 485), (920, 665), (1400, 845)])
def test_whether_there_are_words_depends_on_the_window_alone(size):
    assert len({PageLayout(*size, count).lines for count in range(1, PAGE)}) == 1


@pytest.mark.parametrize("size", [(0, 0), (20, 900), (900, 5)])
@pytest.mark.parametrize("count", [0, 1, PAGE])
def test_a_view_of_hardly_any_size_has_a_layout_as_well(size, count):
    layout = PageLayout(*size, count)
    assert layout.columns >= 1 and layout.card_width > 0 and layout.height_of_all > 0
    assert layout.page(size[1]) >= 1


def test_in_a_very_small_window_the_keyboard_scrolls_and_the_current_card_stays_in_sight(
    reviewer, qtbot
):
    sized(reviewer, qtbot, 960, 600)
    grid, count = reviewer.grid, len(reviewer.sheet.ids)
    assert grid.verticalScrollBar().maximum() > 0

    def in_sight() -> bool:
        return grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))

    columns = grid.card_layout.columns
    reviewer.press(Key.Key_PageDown)
    assert grid.currentIndex().row() >= columns and in_sight()
    for _ in range(count):
        reviewer.press(Key.Key_PageDown)
    assert grid.currentIndex().row() % columns == 0 and in_sight()
    reviewer.press(Key.Key_End)
    assert grid.currentIndex().row() == count - 1 and in_sight()
    sized(reviewer, qtbot, 960, 640)
    assert in_sight()
    for _ in range(count):
        reviewer.press(Key.Key_PageUp)
    assert grid.currentIndex().row() < columns and in_sight()


def test_a_card_tells_title_and_sku_where_it_has_no_room_for_them(reviewer):
    card = reviewer.owner.card(reviewer.grid.current_id())
    tip = reviewer.grid.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    assert tip == f"{card.title}\n{card.sku}"


@pytest.mark.parametrize("size", [(1280, 720), (1280, 800), (1920, 1080)])
def test_a_notice_covers_neither_cards_nor_keys_nor_suggestions(reviewer, qtbot, size):
    sized(reviewer, qtbot, *size)
    view = reviewer.view
    reviewer.press(Key.Key_2)
    assert view.toast.isVisible() and view.toast.button.isVisible()

    def place(widget) -> QRect:
        return QRect(widget.mapTo(view, QPoint(0, 0)), widget.size())

    notice = place(view.toast)
    assert view.rect().contains(notice)
    needed = [view.grid, view.keys, view.headline, view.strip, view.side.photo, view.side.title]
    needed += [button for button in view.side.suggestions.buttons if button.isVisible()]
    for widget in needed:
        assert not notice.intersects(place(widget)), widget


def test_a_long_notice_is_shown_whole_with_its_buttons_below(reviewer):
    params = {"number": 4, "count": 120, "changed": 31}
    reviewer.window.session.notice.emit(
        Notice("ui.done.retrain", params, undo=1, details=lambda: None)
    )
    reviewer.settle()
    toast = reviewer.view.toast
    assert toast.sentence.height() >= toast.sentence.heightForWidth(toast.sentence.width())
    assert toast.button.geometry().top() > toast.sentence.geometry().bottom()
    assert toast.rect().contains(toast.undo_button.geometry())
    assert not toast.geometry().intersects(reviewer.view.keys.geometry())


def test_the_last_notice_is_there_when_nothing_is_left(reviewer):
    while reviewer.flow.open is not None:
        reviewer.press(Key.Key_Return)
        if reviewer.flow.open and reviewer.sheet.kind == CHECK:
            reviewer.press(Key.Key_Return)
    toast = reviewer.view.toast
    assert toast.isVisible() and reviewer.view.rect().contains(toast.geometry())


def test_the_reasons_are_scrolled_by_keyboard_where_they_do_not_fit(reviewer, qtbot):
    sized(reviewer, qtbot, 1280, 640)
    side, bar = reviewer.view.side, reviewer.view.side.verticalScrollBar()
    assert side.accessibleName() == "Current product, suggestions and reasons"
    reviewer.press(Key.Key_Return, Key.Key_W)
    assert bar.maximum() > 0
    reviewer.press(Key.Key_Tab)
    assert side.hasFocus()
    reviewer.press(Key.Key_PageDown)
    assert bar.value() > 0
    reviewer.press(Key.Key_Home)
    assert bar.value() == 0
    reviewer.press(Key.Key_Down)
    assert 0 < bar.value() < bar.maximum()
    reviewer.press(Key.Key_End)
    assert bar.value() == bar.maximum()
    shown = reviewer.view.side.why.visibleRegion().boundingRect()
    assert shown.bottom() == reviewer.view.side.why.rect().bottom()

    product = reviewer.grid.current_id()
    reviewer.press(Key.Key_2)  # what decides works here too
    assert product not in reviewer.waiting()
    reviewer.press(Key.Key_Escape)
    assert reviewer.grid.hasFocus() and reviewer.window.reviewing


def test_a_panel_that_is_seen_as_a_whole_is_no_stop_for_tab(reviewer, qtbot):
    sized(reviewer, qtbot, 1440, 900)
    assert reviewer.view.side.verticalScrollBar().maximum() == 0
    reviewer.press(Key.Key_Tab)
    assert reviewer.view.side.suggestions.buttons[0].hasFocus()


def test_closing_the_reasons_gives_the_keyboard_on_when_nothing_is_left_to_scroll(reviewer, qtbot):
    sized(reviewer, qtbot, 1280, 800)
    reviewer.press(Key.Key_Return, Key.Key_W)
    reviewer.press(Key.Key_Tab)
    assert reviewer.view.side.hasFocus()
    reviewer.press(Key.Key_W)
    assert reviewer.view.side.why.isHidden() and not reviewer.view.side.hasFocus()
    assert reviewer.view.isAncestorOf(reviewer.window.focusWidget())
