"""A job is held at its next yield: what still works meanwhile, and what counts as a hang."""

import threading
import time

import psutil
import pytest

from shelftag.engine.job import JobCancelledError
from shelftag.engine.protocol import JobFinished, JobPaused, JobStarted


def paused(job, wait_until):
    """Pauses a job that is under way."""
    wait_until(lambda: job.progress is not None)
    job.pause()
    wait_until(lambda: job.paused)
    return job


def test_a_paused_job_stands_still_until_it_is_resumed(engine, wait_until):
    job = paused(engine.submit("count", to=50, pause=0.02), wait_until)
    before = job.progress
    time.sleep(0.3)
    assert job.progress == before
    assert job.held
    assert not job.done
    job.resume()
    assert job.wait(timeout=30)["counted"] == 50
    assert not job.paused


def test_all_who_listen_hear_of_the_pause_and_of_its_end(engine, wait_until):
    heard = []
    engine.on_event(
        lambda job, event: heard.append(event.paused) if isinstance(event, JobPaused) else None
    )
    job = paused(engine.submit("count", to=50, pause=0.02), wait_until)
    job.resume()
    job.wait(timeout=30)
    assert heard == [True, False]


def test_a_paused_job_is_no_hang(make_engine, wait_until):
    engine = make_engine(hang_seconds=2)
    job = paused(engine.submit("count", to=50, pause=0.02), wait_until)
    time.sleep(4)
    job.resume()
    assert job.wait(timeout=30)["counted"] == 50
    assert job.attempt == 1


def test_a_job_that_hangs_before_the_pause_takes_hold_is_still_found_out(make_engine, wait_until):
    engine = make_engine(hang_seconds=2)
    job = engine.submit("resume", restart=True, how="hang", deaths=1)
    wait_until(lambda: job.progress is not None and job.progress.done == 5)
    job.pause()
    wait_until(lambda: job.attempt == 2 and job.paused)
    job.resume()
    assert job.wait(timeout=60)["done"] == 10


def test_cancel_ends_a_paused_job_with_its_clean_up(engine, wait_until, tmp_path):
    job = paused(engine.submit("until_cancelled"), wait_until)
    job.cancel()
    with pytest.raises(JobCancelledError):
        job.wait(timeout=30)
    assert (tmp_path / "cleaned").exists()
    assert engine.submit("count", to=1).wait(timeout=30)["counted"] == 1


def test_close_ends_a_paused_job_with_its_clean_up(engine, wait_until, tmp_path, workers):
    paused(engine.submit("until_cancelled"), wait_until)
    engine.close()
    assert (tmp_path / "cleaned").exists()
    assert workers() == []


def test_a_paused_job_whose_process_is_killed_comes_back_paused(engine, wait_until):
    job = engine.submit("count", restart=True, to=50, pause=0.02)
    paused(job, wait_until)
    psutil.Process(engine.process_id).kill()
    wait_until(lambda: job.attempt == 2 and job.paused)
    job.resume()
    assert job.wait(timeout=30)["counted"] == 50


def test_a_job_that_waits_for_its_turn_can_be_paused_beforehand(engine, wait_until):
    first, second = engine.submit("until_cancelled"), engine.submit("count", to=3)
    second.pause()
    wait_until(lambda: first.progress is not None)
    first.cancel()
    wait_until(lambda: second.paused)
    assert not second.done
    second.resume()
    assert second.wait(timeout=30)["counted"] == 3


def test_pausing_what_has_ended_does_nothing(engine):
    job = engine.submit("count", to=1)
    job.wait(timeout=30)
    job.pause()
    assert engine.submit("count", to=1).wait(timeout=30)["counted"] == 1
    assert not job.paused


def test_a_job_in_a_hurry_comes_before_all_that_wait(engine, wait_until):
    order = []
    engine.on_event(
        lambda job, event: order.append(job.id) if isinstance(event, JobStarted) else None
    )
    running = engine.submit("until_cancelled")
    wait_until(lambda: running.started)
    ended = threading.Event()
    engine.on_event(lambda job, event: ended.set() if isinstance(event, JobFinished) else None)
    waiting, late = engine.submit("count", to=1), engine.submit("count", to=1)
    late.hurry()
    running.hurry()  # it has its turn already
    running.cancel()
    waiting.wait(timeout=30)
    assert order == [running.id, late.id, waiting.id]
    assert ended.is_set()
