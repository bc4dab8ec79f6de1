"""Running a trainer: real processes that report, fail, chatter, or do not end."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from shelftag.learning.trainer_process import run_trainer
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress


@pytest.fixture
def script(tmp_path) -> Callable[[str], list[str]]:
    def write(text: str) -> list[str]:
        path = tmp_path / "trainer.py"
        path.write_text(text)
        return [sys.executable, str(path)]

    return write


def finish(command: list[str], **more: bool) -> tuple[list[Progress], dict[str, object]]:
    job = run_trainer(command, **more)
    seen: list[Progress] = []
    try:
        while True:
            seen.append(next(job))
    except StopIteration as end:
        return seen, end.value


def test_progress_and_result_are_read_between_chatter(script):
    seen, result = finish(
        script(
            "print('chatter')\n"
            'print(\'{"kind": "progress", "progress": {"phase": "phase.x", "done": 3}}\')\n'
            'print(\'{"kind": "result", "params": {"bundle": "here"}}\')\n'
        )
    )
    assert [item.done for item in seen if item.phase == "phase.x"] == [3]
    assert result == {"bundle": "here"}


def test_nobody_waits_for_one_that_has_reported_and_it_is_ended_all_the_same(script, tmp_path):
    mark = tmp_path / "pid"
    _, result = finish(
        script(
            "import os, time\n"
            f"open({str(mark)!r}, 'w').write(str(os.getpid()))\n"
            'print(\'{"kind": "result", "params": {"bundle": "here"}}\', flush=True)\n'
            "time.sleep(60)\n"
        ),
        wait=False,
    )
    assert result == {"bundle": "here"}
    deadline = time.monotonic() + 20
    while _alive(int(mark.read_text())) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(int(mark.read_text()))


def test_its_error_is_passed_on(script):
    line = '{"kind": "error", "message_id": "training.no_rows", "params": {"n": 1}}'
    with pytest.raises(ShelftagError) as caught:
        finish(script(f"print('{line}')\nraise SystemExit(1)"))
    assert (caught.value.message_id, caught.value.params) == ("training.no_rows", {"n": 1})


def test_an_end_without_a_result_is_a_failure_with_its_last_words(script):
    with pytest.raises(ShelftagError) as caught:
        finish(script("import sys\nsys.exit('out of luck')"))
    assert caught.value.message_id == "trainer.failed"
    assert "out of luck" in str(caught.value.params["detail"])


def test_a_program_that_is_not_there(tmp_path):
    with pytest.raises(ShelftagError) as caught:
        finish([str(tmp_path / "nothing")])
    assert caught.value.message_id == "trainer.cannot_start"


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are of POSIX systems")
def test_cancelling_ends_the_trainer_and_what_it_started(script, tmp_path):
    mark = tmp_path / "pid"
    job = run_trainer(
        script(
            "import subprocess, sys, time\n"
            "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
            f"open({str(mark)!r}, 'w').write(str(child.pid))\n"
            "time.sleep(60)\n"
        )
    )
    while not mark.exists() or not mark.read_text():
        next(job)
    child = int(mark.read_text())
    job.close()
    deadline = time.monotonic() + 20
    while _alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(child)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().split()[2] == "Z")
