"""The rate and the time left are those of the last seconds."""

import pytest

from shelftag.importing.pace import WINDOW_SECONDS, Pace


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def report(pace, done):
    (progress,) = pace.report(done)
    return progress


def test_the_rate_is_that_of_the_last_seconds_not_of_the_whole_job(clock):
    pace = Pace("phase.import", 1_000, clock=clock)
    for done in range(1, 61):
        clock.now += 1
        last = report(pace, done)
    assert last.rate == pytest.approx(1)
    for done in range(70, 370, 10):
        clock.now += 1
        last = report(pace, done)
    assert last.rate == pytest.approx(10)
    assert last.seconds_left == pytest.approx((1_000 - 360) / 10)


def test_nothing_is_said_before_there_is_anything_to_say(clock):
    pace = Pace("phase.import", 10, clock=clock)
    assert report(pace, 0).rate is None
    clock.now += 0.2
    first = report(pace, 1)
    assert first.rate == pytest.approx(5)
    assert first.seconds_left is None


def test_time_in_which_the_job_is_held_does_not_count(clock):
    pace = Pace("phase.import", 100, clock=clock)
    for done in (10, 20):
        clock.now += 1
        for _ in pace.report(done):
            clock.now += 3_600
    clock.now += 1
    assert report(pace, 30).rate == pytest.approx(10)


def test_one_slow_photo_does_not_empty_the_window(clock):
    pace = Pace("phase.import", 100, clock=clock)
    clock.now += 5 * WINDOW_SECONDS
    assert report(pace, 6).rate == pytest.approx(0.1)
