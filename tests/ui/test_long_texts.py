"""Every view and dialog with sentences that are 40 % longer, and in Chinese: nothing is cut."""

from collections.abc import Iterator

import pytest
from every_dialog import OPENERS, opened_dialog
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QWidget

from shelftag.ui import translation
from shelftag.ui.controls import ElidedLabel
from shelftag.ui.preferences import Preferences
from shelftag_resources.messages import render

SIZES = [(960, 600), (1280, 720), (1440, 900)]
MORE = " lorem ipsum dolor sit amet consetetur sadipscing elitr sed diam nonumy eirmod tempor" * 9


def longer(text: str) -> str:
    """Makes a sentence longer by 40 %, as German and Finnish are: by words, or by a longer word."""
    core = text.rstrip(".…:")
    more = len(text) * 2 // 5
    added = MORE[: more + 1] if len(text) > 14 else "undvielesmehr"[:more]
    return core + added.rstrip() + text[len(core) :]


@pytest.fixture(params=["longer", "zh_CN"])
def speech(request, home, monkeypatch) -> Iterator[str]:
    """Has the program speak long English, or Chinese."""
    preferences = Preferences()
    preferences.language = "zh_CN" if request.param == "zh_CN" else "en"
    if request.param == "longer":
        monkeypatch.setattr(translation, "render", lambda *args: longer(render(*args)))
    yield request.param
    preferences.language = "en"


@pytest.fixture
def window(speech, open_window, shop_folder):
    return open_window(shop_folder)


def cut(top: QWidget) -> list[str]:
    """Names the labels and buttons that have less room than their words need."""
    parts = [*top.findChildren(QLabel), *top.findChildren(QAbstractButton)]
    return [
        f"{type(part).__name__} {part.text()[:60]!r}: {problem}"
        for part in parts
        if part.isVisible() and part.text() and not isinstance(part, ElidedLabel)
        if (problem := _problem(part, top))
    ]


def _problem(part: QLabel | QAbstractButton, top: QWidget) -> str:
    if isinstance(part, QLabel) and part.wordWrap():
        needed = part.heightForWidth(part.width())
        if needed > part.height() + 2:
            return f"{needed} high, has {part.height()}"
    elif part.sizeHint().width() > part.width() + 1:
        return f"{part.sizeHint().width()} wide, has {part.width()}"
    around = part.parentWidget()
    while around is not None and around is not top.parentWidget():
        place = QRect(part.mapTo(around, QPoint(0, 0)), part.size())
        if place.left() < -1 or place.right() > around.width() + 1:
            return f"{place.left()} to {place.right()} in {type(around).__name__} {around.width()}"
        if isinstance(around, QAbstractScrollArea) or around.isWindow():
            break
        around = around.parentWidget()
    return ""


@pytest.mark.parametrize("size", SIZES)
class TestTheWindow:
    def test_catalogue_and_inspector(self, owner, size):
        window = owner.window
        window.resize(*size)
        owner.settle()
        assert cut(window) == []
        owner.control(Qt.Key.Key_A)
        assert cut(window) == []
        window.center.top_bar.search.setText("zzz")
        owner.settle()
        assert cut(window) == []

    def test_review_with_reasons(self, owner, size):
        window = owner.window
        window.resize(*size)
        window.open_review()
        owner.settle()
        assert cut(window) == []
        owner.press(Qt.Key.Key_W)
        assert cut(window) == []
        window.leave_review()

    def test_picker_keys_and_photo(self, owner, size):
        window = owner.window
        window.resize(*size)
        owner.press(Qt.Key.Key_C)
        assert cut(window.picker) == []
        owner.press(Qt.Key.Key_Escape)
        window.keys_overlay.open()
        owner.settle()
        assert cut(window.keys_overlay) == []
        owner.press(Qt.Key.Key_Escape, Qt.Key.Key_Space)
        assert cut(window.photo_viewer) == []
        owner.press(Qt.Key.Key_Escape)


def test_goals_and_filter(owner):
    window = owner.window
    window.open_review()
    owner.settle()
    goals = window.review.goals
    goals.open_below(window.review.strip.goals_button)
    owner.settle()
    assert cut(goals) == []
    goals.hide()
    window.leave_review()
    window.center.top_bar.filter_button.open_panel()
    owner.settle()
    panel = window.center.top_bar.filter_button.panel
    assert cut(panel) == []
    panel.hide()


@pytest.mark.parametrize("name", OPENERS)
def test_a_dialog(qtbot, window, name):
    with opened_dialog(qtbot, window, name) as dialog:
        qtbot.wait(50)
        found = cut(dialog)
    assert found == []
