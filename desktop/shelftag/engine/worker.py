"""The worker process: runs one job after the other, in its main thread."""

import contextlib
import errno
import faulthandler
import logging
import os
import queue
import signal
import sys
import threading
import time
import traceback
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from shelftag.engine.context import JobContext, load_jobs
from shelftag.engine.outbox import Outbox
from shelftag.engine.protocol import (
    CancelJob,
    Command,
    JobCancelled,
    JobFailed,
    JobFinished,
    JobPaused,
    JobProgress,
    JobStarted,
    PauseJob,
    ResumeJob,
    Shutdown,
    StartJob,
)
from shelftag_api.errors import ShelftagError

NICENESS = 10
"""How far the worker stands back behind the window, where the system counts so."""
GRACE_SECONDS = 5.0
"""How long a job may clean up after the application has gone, before the process just ends."""

_log = logging.getLogger(__name__)


def worker_main(connection: Connection, folder: str, jobs: str, beside: bool) -> None:
    """Runs the process until it is told to end or the application is gone.

    Args:
        connection: Commands come in, events go out.
        folder: The catalogue's folder.
        jobs: Where the registry is, see `load_jobs`.
        beside: See `JobContext`.
    """
    # Ctrl+C in a terminal reaches the whole process group, but the decision is the application's.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ValueError, OSError, RuntimeError, AttributeError):
        faulthandler.enable(sys.stderr)  # a native crash leaves its trace; no stderr: no trace
    _stand_back()
    outbox = Outbox(connection)
    inbox = _Inbox(connection)
    while (job := inbox.next_job()) is not None:
        reins = inbox.reins(job)
        context = JobContext(Path(folder), job.attempt, beside, reins.cancelled)
        _run(job, context, reins, outbox, jobs)
        inbox.forget(job)
    outbox.close(timeout=1.0)


def _stand_back() -> None:
    """Leaves the processor to the window whenever that has something to do."""
    import psutil

    process = psutil.Process()
    with contextlib.suppress(psutil.Error, OSError):
        if sys.platform == "win32":
            process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            process.nice(min(process.nice() + NICENESS, 19))


@dataclass(frozen=True)
class _Reins:
    """What holds a job: set ``cancelled`` ends it, ``going`` that is not set makes it wait."""

    cancelled: threading.Event = field(default_factory=threading.Event)
    going: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ends the job, a waiting one too."""
        self.cancelled.set()
        self.going.set()


class _Inbox:
    """Listens for commands, and for the application's death, in a thread of its own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._jobs: queue.SimpleQueue[StartJob | None] = queue.SimpleQueue()
        self._reins: dict[int, _Reins] = {}
        self._lock = threading.Lock()
        threading.Thread(target=self._listen, name="engine-inbox", daemon=True).start()

    def next_job(self) -> StartJob | None:
        """Waits for a job; None: there will be no more."""
        return self._jobs.get()

    def reins(self, job: StartJob) -> _Reins:
        """Returns what tells the job to end, to wait and to go on."""
        with self._lock:
            return self._reins[job.id]

    def forget(self, job: StartJob) -> None:
        """Lets go of a job that has ended."""
        with self._lock:
            del self._reins[job.id]

    def _listen(self) -> None:
        while True:
            try:
                command: Command = self._connection.recv()
            except (EOFError, OSError):
                self._cancel_all()
                time.sleep(GRACE_SECONDS)
                os._exit(1)  # the job has not ended, and nobody is left to kill us
            match command:
                case StartJob():
                    reins = _Reins()
                    reins.going.set()
                    with self._lock:
                        self._reins[command.id] = reins
                    self._jobs.put(command)
                case Shutdown():
                    self._cancel_all()
                case _:
                    with self._lock:
                        self._pull(command)

    def _pull(self, command: CancelJob | PauseJob | ResumeJob) -> None:
        reins = self._reins.get(command.id)
        if reins is None or reins.cancelled.is_set():
            return
        match command:
            case CancelJob():
                reins.cancel()
            case PauseJob():
                reins.going.clear()
            case ResumeJob():
                reins.going.set()

    def _cancel_all(self) -> None:
        with self._lock:
            for reins in self._reins.values():
                reins.cancel()
        self._jobs.put(None)


def _run(job: StartJob, context: JobContext, reins: _Reins, outbox: Outbox, jobs: str) -> None:
    """Runs one job; whatever happens, one final event goes out."""
    if context.cancelled.is_set():
        outbox.put(JobCancelled(job.id))
        return
    try:
        outbox.put(JobStarted(job.id, job.attempt))
        outbox.flush(timeout=1.0)  # a job that brings the process down has begun all the same
        _drive(job, context, reins, outbox, jobs)
    except ShelftagError as error:
        _put_failure(outbox, JobFailed(job.id, error.message_id, error.params))
    except OSError as error:
        if f"[Errno {errno.ENOSPC}]" not in str(error):  # a copied tree's error has only the text
            _put_bug(outbox, job, error)
            return
        place = Path(error.filename).parent if error.filename else context.folder
        _put_failure(outbox, JobFailed(job.id, "catalog.disk_full", {"path": str(place)}))
    except BaseException as error:  # SystemExit in a library is no reason to leave either
        _put_bug(outbox, job, error)


def _put_bug(outbox: Outbox, job: StartJob, error: BaseException) -> None:
    """Logs and sends what is our own fault."""
    _log.exception("job %s failed", job.kind)
    params = {"job": job.kind, "error": f"{type(error).__name__}: {error}"}
    _put_failure(outbox, JobFailed(job.id, "engine.bug", params, traceback.format_exc()))


def _drive(job: StartJob, context: JobContext, reins: _Reins, outbox: Outbox, jobs: str) -> None:
    generator = load_jobs(jobs)[job.kind](context, **job.args)
    while not context.cancelled.is_set():
        if not reins.going.is_set():
            outbox.put(JobPaused(job.id))
            reins.going.wait()
            outbox.put(JobPaused(job.id, paused=False))
            continue
        try:
            progress = next(generator)
        except StopIteration as end:
            outbox.put(JobFinished(job.id, end.value))
            return
        outbox.put(JobProgress(job.id, progress))
    generator.close()
    outbox.put(JobCancelled(job.id))


def _put_failure(outbox: Outbox, failure: JobFailed) -> None:
    """Sends a failure, with its parameters as text where they are something that cannot travel."""
    try:
        outbox.put(failure)
    except Exception:
        params = {key: str(value) for key, value in failure.params.items()}
        outbox.put(JobFailed(failure.id, failure.message_id, params, failure.traceback))
