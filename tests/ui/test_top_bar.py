"""The top bar in windows of every width: nothing overlaps, everything stays within reach."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSlider

SIZES = [(960, 600), (1100, 700), (1280, 720), (1440, 900)]


def places(bar) -> list[QRect]:
    kinds = (QAbstractButton, QLineEdit, QSlider)
    parts = [part for kind in kinds for part in bar.findChildren(kind) if part.isVisible()]
    outer = [part for part in parts if not isinstance(part.parent(), QLineEdit)]
    return [QRect(part.mapTo(bar, QPoint(0, 0)), part.size()) for part in outer]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_overlaps_or_sticks_out(owner, size):
    owner.window.resize(*size)
    owner.settle()
    bar = owner.window.center.top_bar
    found = places(bar)
    assert len(found) >= 5
    assert all(bar.rect().contains(place) for place in found)
    assert not [pair for pair in combinations(found, 2) if pair[0].intersects(pair[1])]
    headline = bar._headline
    assert headline.isVisible() and headline.width() > 60


def test_in_a_narrow_window_one_chip_stands_for_all(owner, qtbot):
    window = owner.window
    window.resize(960, 600)
    owner.settle()
    states = window.center.top_bar.states
    assert states.folded and states.chosen.accessibleName() == "All  60"
    assert states.chosen.focusPolicy() & Qt.FocusPolicy.TabFocus
    review = states.chosen.menu().actions()[1]
    assert review.text().startswith("To review")
    review.trigger()
    owner.settle()
    assert window.navigation.place.states == "review" and review.isChecked()
    assert states.chosen.accessibleName() == review.text()
    window.resize(1440, 900)
    owner.settle()
    assert not states.folded and states.chips["review"].isChecked()


def test_the_focus_stays_on_the_chips_when_they_become_one(owner):
    states = owner.window.center.top_bar.states
    assert not states.folded
    states.chips["all"].setFocus()
    owner.window.resize(960, 600)
    owner.settle()
    assert states.chosen.hasFocus()
    owner.window.resize(1440, 900)
    owner.settle()
    assert states.chips["all"].hasFocus()


def test_words_that_are_left_out_are_tool_tips_and_names(owner):
    owner.window.resize(960, 600)
    owner.settle()
    bar = owner.window.center.top_bar
    assert bar.retrain_button.text() == ""
    assert bar.retrain_button.accessibleName().startswith("Retrain")
    assert bar._order.toolTip() == "Order: Newest first" == bar._order.accessibleName()


def test_the_button_that_empties_the_search_has_a_name(owner):
    field = owner.window.center.top_bar.search
    names = [button.accessibleName() or button.text() for button in field.findChildren(
        QAbstractButton)]  # fmt: skip
    assert "Clear the search" in names and "" not in names
