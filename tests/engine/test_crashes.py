"""The process dies, hangs or loses its application: what is restarted, what fails, what stays."""

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from shelftag.engine.job import JobCancelledError
from shelftag.engine.protocol import JobCancelled, JobStarted
from shelftag_api.errors import ShelftagError

HERE = Path(__file__).parent
JOBS = "sample_jobs:JOBS"


@pytest.mark.parametrize("how", ["exit", "kill", "segfault"])
def test_a_job_that_resumes_is_started_again_after_a_crash(engine, how):
    if how == "kill" and sys.platform == "win32":
        pytest.skip("no SIGKILL")
    job = engine.submit("resume", restart=True, how=how, deaths=2)
    assert job.wait(timeout=60) == {"attempt": 3, "started_at": 6, "done": 10}
    assert job.attempt == 3


def test_each_attempt_starts_anew_for_those_who_watch(engine):
    attempts = []
    engine.on_event(
        lambda job, event: attempts.append(event.attempt) if isinstance(event, JobStarted) else None
    )
    engine.submit("resume", restart=True, how="exit", deaths=1).wait(timeout=60)
    assert attempts == [1, 2]


def test_a_job_that_keeps_crashing_is_given_up(make_engine):
    engine = make_engine(restarts=2)
    job = engine.submit("gets_nowhere", restart=True)
    with pytest.raises(ShelftagError) as caught:
        job.wait(timeout=60)
    assert caught.value.message_id == "engine.crashed"
    assert caught.value.params == {"job": "gets_nowhere", "code": 139}
    assert job.attempt in (3, 4)  # the first time, it got as far as 1


def test_a_job_that_gets_further_each_time_is_not_given_up(make_engine):
    job = make_engine(restarts=1).submit("resume", restart=True, how="exit", deaths=4)
    assert job.wait(timeout=60)["done"] == 10
    assert job.attempt == 5


def test_a_job_that_does_not_resume_fails_and_those_behind_it_run(engine):
    first = engine.submit("resume", how="exit", deaths=1)
    second = engine.submit("count", to=2)
    assert second.wait(timeout=60)["counted"] == 2
    with pytest.raises(ShelftagError, match=r"engine\.crashed"):
        first.wait()


def test_a_process_killed_while_idle_is_replaced(engine, wait_until):
    first = engine.submit("count", to=1).wait(timeout=30)
    psutil.Process(first["pid"]).kill()
    wait_until(lambda: engine.process_id is None)
    assert engine.submit("count", to=1).wait(timeout=30)["pid"] != first["pid"]


def test_a_job_that_hangs_is_killed_and_started_again(make_engine):
    engine = make_engine(hang_seconds=5)
    job = engine.submit("resume", restart=True, how="hang", deaths=1)
    assert job.wait(timeout=60) == {"attempt": 2, "started_at": 5, "done": 10}


def test_a_hang_without_restart_says_so(make_engine):
    engine = make_engine(hang_seconds=5)
    with pytest.raises(ShelftagError) as caught:
        engine.submit("resume", how="hang", deaths=1).wait(timeout=60)
    assert caught.value.message_id == "engine.hung"


def test_a_cancelled_job_that_hangs_counts_as_cancelled(make_engine):
    job = make_engine(hang_seconds=5).submit("ignores_cancel", restart=True)
    next(job.events(30))
    job.cancel()
    with pytest.raises(JobCancelledError):
        job.wait(timeout=60)


@pytest.mark.parametrize("tree", [False, True])
def test_a_full_disk_is_told_as_such(engine, tree):
    with pytest.raises(ShelftagError) as caught:
        engine.submit("fill_the_disk", tree=tree).wait(timeout=60)
    assert caught.value.message_id == "catalog.disk_full"


def test_close_while_running_cleans_up_and_cancels_what_waits(
    engine, wait_until, workers, tmp_path
):
    running, queued = engine.submit("until_cancelled"), engine.submit("count", to=1)
    wait_until(lambda: running.progress is not None)
    engine.close()
    engine.close()
    assert (tmp_path / "cleaned").exists()
    assert list(running.events())[-1] == JobCancelled(running.id)
    assert list(queued.events()) == [JobCancelled(queued.id)]
    assert workers() == []
    with pytest.raises(ShelftagError, match=r"engine\.closed"):
        engine.submit("count", to=1)


def test_close_does_not_wait_for_ever(make_engine, wait_until, workers):
    engine = make_engine(grace_seconds=1)
    job = engine.submit("ignores_cancel")
    wait_until(lambda: job.progress is not None)
    began = time.monotonic()
    engine.close()
    assert time.monotonic() - began < 5
    assert workers() == []


def test_close_before_the_first_job(make_engine):
    make_engine().close()


@pytest.mark.parametrize("kind", ["until_cancelled", "ignores_cancel"])
def test_the_process_ends_when_the_application_is_killed(tmp_path: Path, wait_until, kind: str):
    script = tmp_path / "application.py"
    script.write_text(
        "import sys, time\n"
        "from pathlib import Path\n"
        "from shelftag.engine.client import Engine\n"
        "if __name__ == '__main__':\n"
        f"    sys.path.insert(0, {str(HERE)!r})\n"
        f"    engine = Engine(Path({str(tmp_path)!r}), {JOBS!r})\n"
        f"    job = engine.submit({kind!r})\n"
        "    next(event for event in job.events() if hasattr(event, 'progress'))\n"
        "    print(engine.process_id, flush=True)\n"
        "    time.sleep(600)\n"
    )
    application = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    assert application.stdout is not None
    with application.stdout:
        worker = int(application.stdout.readline())
    assert psutil.pid_exists(worker)
    application.kill()
    application.wait()
    wait_until(lambda: not alive(worker))
    assert (tmp_path / "cleaned").exists() == (kind == "until_cancelled")


def alive(process_id: int) -> bool:
    """Whether it runs; an orphan that nobody collects stays as a zombie in some containers."""
    try:
        return psutil.Process(process_id).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
