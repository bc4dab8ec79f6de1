"""Every control of every view and dialog has a name that a screen reader can say."""

import pytest
from every_dialog import OPENERS, opened_dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QWidget,
)

from shelftag.ui.inspector.suggestions import SuggestionButton

KINDS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
)


def nameless(top: QWidget) -> list[str]:
    """Tells which visible controls have neither a name nor words of their own."""
    found = {part for kind in KINDS for part in top.findChildren(kind)}
    return [
        f"{type(part).__name__} {part.objectName()} in {type(part.parent()).__name__}"
        for part in found
        if part.isVisible() and not _inner(part) and not _name(part)
    ]


def _inner(part: QWidget) -> bool:
    """Whether it is a piece of a control, which has the name, or an empty place."""
    if isinstance(part, SuggestionButton) and not part.isEnabled():
        return True
    around = part.parentWidget()
    while around is not None and not around.isWindow():
        if isinstance(around, QComboBox | QAbstractSpinBox):
            return True
        around = around.parentWidget()
    return False


def _name(part: QWidget) -> str:
    words = part.text() if isinstance(part, QAbstractButton) else ""
    return part.accessibleName() or words


def test_the_catalogue(owner):
    window = owner.window
    assert nameless(window) == []
    owner.control(Qt.Key.Key_A)
    window.center.top_bar.filter_button.open_panel()
    owner.settle()
    panel = window.center.top_bar.filter_button.panel
    assert nameless(panel) == []
    panel.hide()


def test_the_review(owner):
    window = owner.window
    window.open_review()
    owner.settle()
    owner.press(Qt.Key.Key_W)
    assert nameless(window.review) == []
    assert nameless(window.review.goals) == []
    window.leave_review()


@pytest.mark.parametrize("name", OPENERS)
def test_a_dialog(qtbot, window, name):
    with opened_dialog(qtbot, window, name) as dialog:
        found = nameless(dialog)
    assert found == []
