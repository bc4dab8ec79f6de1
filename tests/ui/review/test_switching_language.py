"""The language is switched in the middle of a review, as the owner does it: by the menu."""

import gc
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from settling import settle

from shelftag.ui.app import Desk
from shelftag.ui.main_window import MainWindow

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Application:
    """The application with a shop open, and the owner at its keyboard."""

    def __init__(self, qtbot, desk: Desk) -> None:
        self.qtbot, self.desk = qtbot, desk

    @property
    def window(self) -> MainWindow:
        assert isinstance(self.desk.window, MainWindow)
        return self.desk.window

    @property
    def review(self):
        return self.window.review

    @property
    def opened(self):
        assert self.review.flow.open is not None
        return self.review.flow.open

    def press(self, *keys: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)
            self.settle()

    def settle(self) -> None:
        settle(self.qtbot, self.window)

    def switch(self, name: str) -> None:
        """Chooses a language in the menu."""
        before = self.window
        actions = [
            action
            for menu in before.menuBar().actions()
            for entry in menu.menu().actions()
            if entry.menu() is not None
            for action in entry.menu().actions()
            if action.text() == name
        ]
        actions[0].trigger()
        self.qtbot.waitUntil(lambda: self.desk.window is not before)
        self.settle()


@pytest.fixture
def application(qtbot, monkeypatch, shop_folder):
    monkeypatch.setattr("shelftag.ui.app.ENGINE_JOBS", "review_jobs:JOBS")
    desk = Desk()
    assert desk.open(shop_folder)
    made = Application(qtbot, desk)
    made.window.activateWindow()
    made.settle()
    yield made
    made.window.close()
    made.window.deleteLater()


def test_the_page_its_picks_and_where_one_was_on_it_are_there_in_the_other_language(application):
    application.press(Key.Key_E, modifier=CONTROL)
    application.press(Key.Key_Return)
    confirmed = application.window.session.overview.everything.confirmed
    application.press(Key.Key_X, Key.Key_Right, Key.Key_X, Key.Key_Right)
    application.press(Key.Key_Right, modifier=SHIFT)
    application.press(Key.Key_W)
    opened, review = application.opened, application.review
    ids, out = opened.sheet.ids, set(opened.out)
    current, selected = review.grid.current_id(), review.grid.selected_ids()
    assert len(out) == len(selected) == 2 and not review.side.why.isHidden()

    application.switch("简体中文")
    review = application.review
    assert application.window.reviewing and review.grid.hasFocus()
    assert review.keys.hints["confirm"].text() == "确认"
    assert review.headline.button.text().strip().startswith("确认")
    assert review.strip.waiting.text() == f"{60 - confirmed} 件待审核"
    assert application.opened.sheet.ids == ids and application.opened.out == out
    assert review.grid.current_id() == current
    assert review.grid.selected_ids() == selected
    assert not review.side.why.isHidden()

    application.press(Key.Key_Escape)  # the selection
    application.press(Key.Key_Return)
    now = application.window.session.overview.everything.confirmed
    assert now == confirmed + len(ids) - len(out)
    application.switch("English")
    assert application.review.keys.hints["confirm"].text() == "Confirm"


def test_undo_goes_back_over_the_switch_to_pages_skipped_and_decided_before(application):
    application.press(Key.Key_E, modifier=CONTROL)
    first = application.opened.sheet.ids
    application.press(Key.Key_X, Key.Key_S)
    second = application.opened.sheet.ids
    application.press(Key.Key_Return)
    application.switch("简体中文")
    assert application.window.actions_by_name["undo"].isEnabled()
    application.press(Key.Key_Z, modifier=CONTROL)
    assert application.opened.sheet.ids == second
    assert application.window.actions_by_name["undo"].text() == "撤销：跳过一页"
    application.press(Key.Key_Z, modifier=CONTROL)
    assert application.opened.sheet.ids == first
    assert application.opened.out == {first[0]}


def test_a_page_that_is_on_its_way_comes_into_the_new_window(application, qtbot):
    application.press(Key.Key_E, modifier=CONTROL)
    application.press(Key.Key_W)
    application.review.flow._ahead.clear()
    first = application.opened.sheet.ids
    QTest.keyClick(application.review.grid, Key.Key_Right)  # its look-alikes are asked for
    QTest.keyClick(application.review.grid, Key.Key_S)
    application.switch("简体中文")
    assert application.opened.sheet.ids != first
    assert application.review.grid.model().rowCount() == len(application.opened.sheet.ids)


def test_the_place_in_the_catalogue_is_kept_as_well(application):
    application.window.navigation.open_shelf("review")
    application.window.navigation.set_search("Socks")
    application.settle()
    found = application.window.center.model.ids
    application.press(Key.Key_E, modifier=CONTROL)
    application.switch("简体中文")
    application.press(Key.Key_Escape)
    window = application.window
    assert not window.reviewing and window.center.grid.hasFocus()
    assert window.navigation.place.states == "review"
    assert window.center.top_bar.search.text() == "Socks"
    assert window.center.model.ids == found


def test_no_window_is_left_behind(application, qtbot):
    application.press(Key.Key_E, modifier=CONTROL)
    before = [weakref.ref(application.window), weakref.ref(application.review)]
    count = len(QApplication.topLevelWidgets())
    for name in ("简体中文", "English", "简体中文"):
        application.switch(name)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.unfreeze()  # the application keeps the collector away from what was there
    gc.collect()
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    assert windows == [application.window]
    assert len(QApplication.topLevelWidgets()) == count
    for left in before:
        alive = left()
        assert alive is None or not shiboken6.isValid(alive)
