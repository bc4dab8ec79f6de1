"""What a job and its submitter see of one another: progress, results, failures, cancellation."""

import os
import signal
import sys
import threading
import time

import psutil
import pytest

from shelftag.engine.job import JobBugError, JobCancelledError
from shelftag.engine.protocol import JobCancelled, JobFinished, JobProgress, JobStarted
from shelftag_api.errors import ShelftagError


def test_a_job_reports_its_progress_and_its_result(engine, tmp_path):
    seen = []
    result = engine.submit("count", to=5, pause=0.08).wait(seen.append, timeout=30)
    assert result["counted"] == 5
    assert result["folder"] == str(tmp_path)
    assert result["pid"] != os.getpid()
    assert [progress.done for progress in seen] == sorted({progress.done for progress in seen})
    assert (seen[0].done, seen[-1].done, seen[-1].phase) == (1, 5, "phase.scan")


def test_the_process_starts_with_the_first_job_and_stays(engine):
    assert engine.process_id is None
    first = engine.submit("count", to=1).wait(timeout=30)
    second = engine.submit("count", to=1).wait(timeout=30)
    assert first["pid"] == second["pid"] == engine.process_id


def test_progress_comes_at_most_twenty_times_a_second_and_the_last_one_always(engine):
    job = engine.submit("count", to=20_000)
    began = time.monotonic()
    seen = [event.progress for event in job.events(30) if isinstance(event, JobProgress)]
    seconds = time.monotonic() - began
    assert len(seen) <= 20 * seconds + 2
    assert seen[-1].done == 20_000


def test_slow_progress_is_not_held_back_until_the_next(engine):
    job = engine.submit("waits_for_cancel")
    assert any(isinstance(event, JobProgress) for event in take(job, 2))
    job.cancel()


def take(job, number):
    events = []
    for event in job.events(30):
        events.append(event)
        if len(events) == number:
            break
    return events


def test_events_come_in_order_to_all_readers_and_to_late_ones(engine):
    job = engine.submit("count", to=3)
    job.wait(timeout=30)
    late = list(job.events())
    assert isinstance(late[0], JobStarted)
    assert isinstance(late[-1], JobFinished)
    assert list(job.events()) == late


def test_cancel_runs_the_jobs_clean_up_before_it_says_so(engine, tmp_path):
    job = engine.submit("until_cancelled")
    take(job, 2)
    job.cancel()
    with pytest.raises(JobCancelledError):
        job.wait(timeout=30)
    assert (tmp_path / "cleaned").exists()
    job.cancel()  # harmless now
    assert engine.submit("count", to=1).wait(timeout=30)["counted"] == 1


def test_a_job_that_waits_can_see_that_it_is_cancelled(engine):
    job = engine.submit("waits_for_cancel")
    take(job, 2)
    began = time.monotonic()
    job.cancel()
    with pytest.raises(JobCancelledError):
        job.wait(timeout=30)
    assert time.monotonic() - began < 5


def test_a_queued_job_is_cancelled_at_once_and_never_starts(engine):
    running, queued = engine.submit("until_cancelled"), engine.submit("until_cancelled", marker="b")
    take(running, 2)
    queued.cancel()
    assert list(queued.events(10)) == [JobCancelled(queued.id)]
    assert not running.done
    running.cancel()


def test_jobs_run_one_after_the_other_in_order(engine):
    happened = []
    engine.on_event(lambda job, event: happened.append((job.id, type(event))))
    first, second = engine.submit("count", to=3, pause=0.1), engine.submit("count", to=1)
    second.wait(timeout=30)
    assert first.done
    assert happened.index((first.id, JobFinished)) < happened.index((second.id, JobStarted))


def test_an_error_keeps_its_message_id_and_parameters(engine):
    job = engine.submit("refuse", folder="D:/照片", depth=3)
    with pytest.raises(ShelftagError) as caught:
        job.wait(timeout=30)
    assert caught.value.message_id == "importing.folder_missing"
    assert caught.value.params == {"folder": "D:/照片", "depth": 3}
    assert not isinstance(caught.value, JobBugError)


def test_parameters_that_cannot_travel_arrive_as_text(engine):
    with pytest.raises(ShelftagError) as caught:
        engine.submit("unpicklable_params").wait(timeout=30)
    assert caught.value.message_id == "importing.folder_missing"
    assert "lock" in caught.value.params["folder"]


@pytest.mark.parametrize(
    ("kind", "trace"),
    [
        ("bug", 'return {}["missing"]'),
        ("leave", "SystemExit: 3"),
        ("unpicklable", "cannot pickle"),
        ("no_such_job", "KeyError: 'no_such_job'"),
    ],
)
def test_a_bug_keeps_its_traceback_and_the_engine_goes_on(engine, kind, trace):
    with pytest.raises(JobBugError) as caught:
        engine.submit(kind).wait(timeout=30)
    assert caught.value.message_id == "engine.bug"
    assert trace in caught.value.traceback
    assert engine.submit("count", to=1).wait(timeout=30)["counted"] == 1


def test_arguments_that_do_not_pickle_are_refused_where_they_are_given(engine):
    with pytest.raises(TypeError):
        engine.submit("count", to=threading.Lock())


def test_a_listener_that_fails_or_leaves_harms_nobody(engine, wait_until, caplog):
    heard = []
    engine.on_event(lambda job, event: 1 / 0)
    forget = engine.on_event(lambda job, event: heard.append(event))
    engine.submit("count", to=1).wait(timeout=30)
    wait_until(lambda: isinstance(heard[-1], JobFinished))
    forget()
    before = len(heard)
    engine.submit("count", to=1).wait(timeout=30)
    assert len(heard) == before
    assert "a listener of the engine failed" in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="signals go to consoles there")
def test_ctrl_c_is_the_applications_business(engine):
    job = engine.submit("count", to=5, pause=0.1)
    take(job, 2)
    os.kill(engine.process_id, signal.SIGINT)
    assert job.wait(timeout=30)["counted"] == 5


def test_the_process_stands_back_behind_the_application(engine):
    engine.submit("count", to=1).wait(timeout=30)
    worker, own = psutil.Process(engine.process_id), psutil.Process()
    if sys.platform == "win32":
        assert worker.nice() == psutil.BELOW_NORMAL_PRIORITY_CLASS
    else:
        assert worker.nice() == min(own.nice() + 10, 19)
