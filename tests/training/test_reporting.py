"""Progress lines and bars: what is left is told from what this run has done, not one before it."""

import io
from itertools import count

import pytest

from shelftag_api.progress import TrainerEvent
from shelftag_training.running.reporting import ConsoleReporter, JsonReporter

PHASE = "training.phase.train"


@pytest.fixture
def seconds(monkeypatch):
    """A clock that shows one second more each time."""
    ticks = count()
    monkeypatch.setattr("time.monotonic", lambda: float(next(ticks)))
    return ticks


def reported(steps):
    stream = io.StringIO()
    reporter = JsonReporter(stream)
    for phase, done in steps:
        reporter.progress(phase, done, 100)
    return [TrainerEvent.from_line(line).progress for line in stream.getvalue().splitlines()]


def test_a_run_that_goes_on_in_the_middle_does_not_count_what_was_done_before(seconds):
    lines = reported([(PHASE, 51), (PHASE, 52), (PHASE, 53)])
    assert [line.rate for line in lines] == [None, 1.0, 1.0]
    assert lines[-1].seconds_left == 47.0


def test_a_phase_that_begins_anew_is_timed_anew(seconds):
    lines = reported([(PHASE, 0), (PHASE, 90), (PHASE, 1), (PHASE, 2), ("training.phase.check", 5)])
    assert [line.rate for line in lines] == [None, 90.0, None, 1.0, None]


def test_the_bar_does_not_take_what_was_done_before_for_speed():
    reporter = ConsoleReporter()
    ticks = count()
    reporter._bar.get_time = lambda: float(next(ticks))
    for done in (500, 501, 502):
        reporter.progress(PHASE, done, 1000)
    reporter._bar.stop()
    (task,) = reporter._bar.tasks
    assert task.completed == 502
    assert task.speed is not None
    assert task.speed <= 1
