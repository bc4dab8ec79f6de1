"""The grid: virtual, quick, and true to the selection."""

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from sqlalchemy import insert

from shelftag.catalog.models import Product
from shelftag.catalog.operations import operation
from shelftag.ui.product_model import PAGE

Key = Qt.Key
MANY = 20_000


@pytest.fixture
def large_window(open_window, shop_folder):
    from shelftag.catalog.catalog import Catalog

    with Catalog.open(shop_folder) as catalog, operation(catalog.database, "import") as scope:
        scope.session.execute(
            insert(Product),
            [
                {"sku": f"P{n}", "title": f"Product {n}", "operation_id": scope.id}
                for n in range(MANY)
            ],
        )
    return open_window(shop_folder)


def test_only_what_is_visible_is_fetched(large_window):
    model = large_window.center.model
    assert len(model.ids) == MANY + 60
    assert 0 < model.fetched <= 3 * PAGE


def test_far_down_the_cards_there_are_fetched(large_window, qtbot):
    from settling import settle

    model, grid = large_window.center.model, large_window.center.grid
    before = model.fetched
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    settle(qtbot, large_window)
    assert model.card(len(model.ids) - 1) is not None
    assert model.fetched - before <= 3 * PAGE


def test_a_frame_is_painted_quickly_while_scrolling(large_window, qtbot):
    from settling import settle

    grid = large_window.center.grid
    target = QPixmap(grid.viewport().size())
    frames = []
    for step in range(40):
        grid.verticalScrollBar().setValue(step * 90)
        settle(qtbot, large_window) if step % 10 == 0 else None
        start = time.perf_counter()
        grid.viewport().render(target)
        frames.append(time.perf_counter() - start)
    assert sorted(frames)[len(frames) // 2] < 0.05


def test_selecting_everything_is_quick_even_with_many_products(large_window, qtbot):
    start = time.perf_counter()
    large_window.center.grid.selectAll()
    assert len(large_window.center.grid.selected_ids()) == MANY + 60
    assert time.perf_counter() - start < 0.5


def test_arrow_keys_move_through_lines_and_ends(owner):
    grid = owner.window.center.grid
    columns, ids = grid.columns, owner.window.center.model.ids
    owner.press(Key.Key_Right)
    assert grid.current_id() == ids[1]
    owner.press(Key.Key_Down)
    assert grid.current_id() == ids[1 + columns]
    owner.press(Key.Key_Up, Key.Key_Up)
    assert grid.current_id() == ids[1]
    owner.press(Key.Key_End)
    assert grid.current_id() == ids[-1]
    assert grid.viewport().rect().intersects(grid.visualRect(grid.currentIndex()))
    owner.press(Key.Key_Home)
    assert grid.current_id() == ids[0]


def test_a_rubber_band_selects_what_it_touches(owner, qtbot):
    grid = owner.window.center.grid
    second = grid.visualRect(grid.model().index(1))
    start = QPoint(second.right() + 6, second.top() + 20)
    assert not grid.indexAt(start).isValid()
    end = QPoint(second.left() + 20, second.top() + 60)
    qtbot.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(grid.viewport(), end + QPoint(10, 0))
    qtbot.mouseMove(grid.viewport(), end)
    qtbot.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert grid.selected_ids() == [owner.window.center.model.ids[1]]


def test_control_click_adds_and_takes_out(owner, qtbot):
    grid = owner.window.center.grid
    for row in (2, 3, 2):
        qtbot.mouseClick(
            grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier,
            grid.visualRect(grid.model().index(row)).center(),
        )  # fmt: skip
    ids = owner.window.center.model.ids
    assert grid.selected_ids() == [ids[0], ids[3]]


def test_the_selection_survives_a_change_of_order(owner):
    grid = owner.window.center.grid
    owner.press(Key.Key_Right, modifier=Qt.KeyboardModifier.ShiftModifier)
    chosen = set(grid.selected_ids())
    owner.window.center.model.set_ids(list(reversed(owner.window.center.model.ids)))
    assert set(grid.selected_ids()) == chosen


def test_larger_cards_make_fewer_columns(owner):
    grid = owner.window.center.grid
    before = grid.columns
    owner.control(Key.Key_Plus)
    owner.control(Key.Key_Plus)
    owner.control(Key.Key_Plus)
    assert grid.columns < before
    assert owner.window.session.preferences.card_size == 172 + 3 * 24


def test_a_screen_reader_hears_title_state_category_and_confidence(owner):
    model = owner.window.center.model
    words = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("Wool socks 59, From trusted folders, Socks")
