"""The application's side of the engine: submit jobs, hear of them, close."""

import itertools
import logging
import threading
from collections.abc import Callable
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from types import TracebackType
from typing import Self

from shelftag.engine.job import Job
from shelftag.engine.protocol import Event
from shelftag.engine.supervisor import Patience, Supervisor
from shelftag_api.errors import ShelftagError

JOBS = "shelftag.engine.jobs:JOBS"
"""The registry of the application's own jobs."""
GOES_ON = frozenset({"import", "read_codes", "tag"})
"""Of these, those that go on where they were when the worker process dies under them."""
QUESTIONS = frozenset(
    {
        "explain",
        "preview_import",
        "preview_photos",
        "preview_table",
        "check_table",
        "preview_taxonomy",
    }
)
"""Of these, those that write nothing, which a second process may answer beside a long one."""
EventCallback = Callable[[Job, Event], None]

_log = logging.getLogger(__name__)


class Engine:
    """Runs jobs on one catalogue, one after the other, in a process of their own.

    The process starts with the first job and stays. When it dies (a native crash, a kill) or a job
    hangs, the running job fails with ``engine.crashed`` or ``engine.hung``, or is started again
    where it was submitted so; the jobs behind it go on in a new process.
    """

    def __init__(
        self,
        folder: Path,
        jobs: str = JOBS,
        patience: Patience | None = None,
        *,
        beside: bool = False,
    ) -> None:
        """Prepares an engine; starts nothing.

        Args:
            folder: The catalogue's folder.
            jobs: Where the registry of jobs is, see `shelftag.engine.context.load_jobs`.
            patience: When a job counts as hung, and how often it is started again.
            beside: Whether another engine may be at work on the catalogue: this one is only asked
                what writes nothing (`QUESTIONS`).
        """
        self._folder = folder
        self._jobs = jobs
        self._patience = patience or Patience()
        self._beside = beside
        self._lock = threading.Lock()
        self._callbacks: list[EventCallback] = []
        self._numbers = itertools.count(1)
        self._supervisor: Supervisor | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def closed(self) -> bool:
        """Whether it takes no more jobs."""
        return self._closed

    @property
    def process_id(self) -> int | None:
        """The worker process's id, or None while there is none. For logs and `shelftag doctor`."""
        supervisor = self._supervisor
        process = supervisor.process if supervisor else None
        return process.process_id if process else None

    def submit(self, kind: str, /, *, restart: bool = False, **args: object) -> Job:
        """Queues a job.

        Args:
            kind: Its name in the registry.
            restart: Start it again, with `JobContext.attempt` counted up, when the process dies
                under it: for jobs that go on where they were.
            args: Passed to the job; must pickle.

        Raises:
            ShelftagError: The engine is closed (``engine.closed``).
        """
        ForkingPickler.dumps(args)  # raises here, at the one who made the mistake
        with self._lock:
            if self._closed:
                raise ShelftagError("engine.closed")
            if self._supervisor is None or not self._supervisor.is_alive():
                self._supervisor = Supervisor(
                    self._folder, self._jobs, self._patience, self._dispatch, beside=self._beside
                )
                self._supervisor.start()
            job = Job(next(self._numbers), kind, args, restart, self._supervisor.ask)
            self._supervisor.submit(job)
        return job

    def on_event(self, callback: EventCallback) -> Callable[[], None]:
        """Has a function called with each event of each job; returns what ends that.

        It is called in the engine's thread, one event at a time, and should return at once. What it
        raises is logged.
        """
        with self._lock:
            self._callbacks.append(callback)

        def forget() -> None:
            with self._lock:
                if callback in self._callbacks:
                    self._callbacks.remove(callback)

        return forget

    def close(self, *, wait: bool = True) -> None:
        """Cancels all jobs, waits for their clean-up, ends process and thread. May be repeated.

        Args:
            wait: False: all that happens without the caller; a second call waits for it.
        """
        with self._lock:
            self._closed = True
            supervisor = self._supervisor
        if supervisor is None:
            return
        supervisor.stop()
        if wait and supervisor is not threading.current_thread():
            supervisor.join()

    def _dispatch(self, job: Job, event: Event) -> None:
        job.dispatch(event)
        with self._lock:
            callbacks = list(self._callbacks)
        for callback in callbacks:
            try:
                callback(job, event)
            except Exception:
                _log.exception("a listener of the engine failed")
