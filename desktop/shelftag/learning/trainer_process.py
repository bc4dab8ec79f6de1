"""Runs the trainer: a subprocess that reports its progress as JSON lines."""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Sequence
from typing import IO, Any

from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress, TrainerEvent

GRACE_SECONDS = 10.0
KEPT_CHARACTERS = 400


def run_trainer(
    command: Sequence[str], *, phase: str = "phase.retrain", wait: bool = True
) -> Generator[Progress, None, dict[str, Any]]:
    """Runs a trainer command to its end.

    Args:
        command: The whole command line; ``--json`` included.
        phase: Shown until the trainer reports its own.
        wait: Whether to wait, after its result, until the process is gone: it may hold the
            graphics card. One that uses none ends by itself meanwhile.

    Returns:
        The parameters of its ``result`` event.

    Raises:
        ShelftagError: It could not be started (``trainer.cannot_start``), reported an error (that
            very message), or ended without a result (``trainer.failed``).
    """
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            start_new_session=sys.platform != "win32",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0)
            if sys.platform == "win32"
            else 0,
        )
    except OSError as error:
        raise ShelftagError("trainer.cannot_start", command=command[0], why=str(error)) from error
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    chatter: list[str] = []
    assert process.stdout and process.stderr
    readers = [
        threading.Thread(target=_forward, args=(process.stdout, lines), daemon=True),
        threading.Thread(target=_collect, args=(process.stderr, chatter), daemon=True),
    ]
    for reader in readers:
        reader.start()
    latest = Progress(phase)
    reported = False
    try:
        yield latest
        while True:
            try:
                line = lines.get(timeout=0.2)
            except queue.Empty:
                yield latest
                continue
            if line is None:
                break
            event = TrainerEvent.from_line(line)
            if event is None:
                chatter.append(line)
            elif event.kind == "progress" and event.progress:
                latest = event.progress
                yield latest
            elif event.kind == "error":
                raise ShelftagError(event.message_id, **event.params)
            elif event.kind == "result":
                reported = True
                return event.params
        process.wait()
        for reader in readers:  # what it said last is what matters
            reader.join(GRACE_SECONDS)
        words = "".join(chatter).encode(errors="replace").decode().split()
        detail = "".join(c for c in " ".join(words) if c.isprintable())[-KEPT_CHARACTERS:]
        raise ShelftagError("trainer.failed", code=process.returncode, detail=detail)
    finally:
        if reported and not wait:  # all is written; TensorFlow takes itself apart for a while
            ending = threading.Thread(target=_end, args=(process, readers), daemon=True)
            ending.start()
        else:
            _end(process, readers)


def _end(process: subprocess.Popen[str], readers: Sequence[threading.Thread]) -> None:
    """Ends the process, and lets go of its pipes."""
    _stop(process)
    for reader in readers:
        reader.join(GRACE_SECONDS)
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()


def _forward(stream: IO[str], lines: "queue.SimpleQueue[str | None]") -> None:
    with contextlib.suppress(ValueError):
        for line in stream:
            lines.put(line)
    lines.put(None)


def _collect(stream: IO[str], chatter: list[str]) -> None:
    with contextlib.suppress(ValueError):
        for line in stream:
            chatter.append(line)
            del chatter[:-200]


def _stop(process: subprocess.Popen[str]) -> None:
    """Lets a process that has reported end by itself; asks, then forces, one that goes on."""
    try:
        process.wait(0.5 if process.poll() is None else 0)
        return
    except subprocess.TimeoutExpired:
        _signal(process, force=False)
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        _signal(process, force=True)
        process.wait()


def _signal(process: subprocess.Popen[str], *, force: bool) -> None:
    """Ends the trainer with all that it has started: it may be a script around the real one."""
    if sys.platform == "win32":
        process.kill() if force else process.terminate()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL if force else signal.SIGTERM)
