"""How far the review is: the strip, the pace, the goal and what it means in products."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from shelftag.catalog.models import Operation
from shelftag.learning.review.spot_checks import GOAL_SETTING, RISK_SETTING
from shelftag.ui.review.progress import RETRAIN_SETTING, pace

Key = Qt.Key


def decided(reviewer, *moments: tuple[float, int]) -> float | None:
    """Writes decisions so many minutes ago, each about so many products; returns the pace."""
    now = datetime.now(UTC)
    with reviewer.window.session.catalog.database.write() as session:
        for minutes, count in moments:
            started = now - timedelta(minutes=minutes)
            params = {"count": count, "category": "Fruit"}
            session.add(Operation(kind="label", origin="owner", params=params, started_at=started))
    with reviewer.window.session.catalog.database.read() as session:
        return pace(session)


def test_the_pace_is_products_a_minute_without_pauses(reviewer):
    assert decided(reviewer) is None
    assert decided(reviewer, (60, 7)) is None
    # Two minutes of work for 10 and 20 products, then a pause of 50 minutes, then one for 12.
    found = decided(reviewer, (59, 10), (58, 20), (8, 30), (7, 12))
    assert found == pytest.approx((10 + 20 + 12) / 3, rel=0.01)


def test_a_break_changes_neither_the_pace_nor_the_time_left(reviewer):
    before = decided(reviewer, (243, 10), (242, 20), (241, 30), (240, 30))  # four hours ago
    assert before == pytest.approx(80 / 3, rel=0.01)
    strip = reviewer.view.strip
    reviewer.flow.measure()
    reviewer.settle()
    left = strip.pace.text()
    assert left.endswith("left at this pace")
    reviewer.press(Key.Key_2)  # back from lunch: one decision more, and no time that it took
    assert reviewer.flow.progress.per_minute == before
    assert strip.pace.text().endswith("left at this pace")
    assert strip.pace.text().split(" · ")[-1] == left.split(" · ")[-1]


def test_a_clock_that_was_set_back_is_no_pace(reviewer):
    assert decided(reviewer, (30, 5), (90, 5)) is None
    assert decided(reviewer, (89, 10)) == pytest.approx(10, rel=0.01)


def test_the_strip_says_what_waits_and_what_was_done_today(reviewer):
    strip = reviewer.view.strip
    assert strip.waiting.text() == "60 to review"
    assert not strip.right.isVisible()  # nothing is known before the first decision
    reviewer.press(Key.Key_Return)
    done = len(reviewer.products("confirmed"))
    assert strip.waiting.text() == f"{60 - done} to review"
    assert strip.pace.text().startswith("1 decision today")
    assert strip.right.text().startswith("Perhaps ")
    assert f"decided {done} of 60 products" in strip.right.toolTip()
    reviewer.undo()
    assert strip.waiting.text() == "60 to review" and strip.pace.text() == ""


def test_goal_and_risk_are_set_by_key_and_say_what_they_mean(reviewer, qtbot):
    view, catalog = reviewer.view, reviewer.window.session.catalog
    qtbot.mouseClick(view.strip.goals_button, Qt.MouseButton.LeftButton)
    goals = view.goals
    assert goals.isVisible()
    assert goals.goal.meaning.text().startswith("98\u202f% right: at most 1 of 60 products")
    qtbot.keyClick(goals.goal.slider, Key.Key_Home)
    qtbot.keyClick(goals.risk.slider, Key.Key_End)
    goals.retrains.click()
    reviewer.settle()
    assert goals.goal.meaning.text().startswith("90\u202f% right: at most 6 of 60 products")
    assert goals.risk.meaning.text().startswith("10\u202f%: at most about 6 of 60 products")
    assert not goals.accept_button.isVisible()  # no spot check has been made
    assert catalog.setting(GOAL_SETTING) == 0.9
    assert catalog.setting(RISK_SETTING) == 0.1
    assert catalog.setting(RETRAIN_SETTING) is False
    assert reviewer.flow.progress.standing.goal == 0.9
    goals.hide()
