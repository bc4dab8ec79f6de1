"""The application's handle of a job that runs in the worker process."""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from shelftag.engine.protocol import (
    Event,
    FinalEvent,
    JobCancelled,
    JobFailed,
    JobFinished,
    JobPaused,
    JobProgress,
    JobStarted,
)
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

Request = Literal["cancel", "pause", "resume", "hurry"]
"""What a job can be asked for."""
_POLL_SECONDS = 0.5  # a wait without end cannot be interrupted by Ctrl+C on Windows


class JobCancelledError(ShelftagError):
    """The job was cancelled."""


class JobBugError(ShelftagError):
    """The job failed through a fault of the program, not of the environment.

    Attributes:
        traceback: Where, in the worker process.
    """

    traceback: str = ""


class Job:
    """One job: what it is doing, how it ended. All of it may be used from any thread.

    Attributes:
        id: Number of the job.
        kind: Name of the job.
        args: Arguments of the job.
        restart: Whether it is started again when the process dies under it.
        attempt: Which start this is, from 1.
        held: Whether it was asked to pause, and not yet to go on.
    """

    def __init__(
        self,
        number: int,
        kind: str,
        args: Mapping[str, Any],
        restart: bool,
        ask: Callable[["Job", Request], None],
    ) -> None:
        self.id = number
        self.kind = kind
        self.args = args
        self.restart = restart
        self.attempt = 1
        self.held = False
        self._ask = ask
        self._lock = threading.Lock()
        self._started: JobStarted | None = None
        self._progress: JobProgress | None = None
        self._paused = False
        self._final: FinalEvent | None = None
        self._readers: list[queue.SimpleQueue[Event]] = []

    @property
    def done(self) -> bool:
        """Whether the job has ended, however it did."""
        return self._final is not None

    @property
    def progress(self) -> Progress | None:
        """The latest progress, or None."""
        latest = self._progress
        return latest.progress if latest else None

    @property
    def started(self) -> bool:
        """Whether the job has begun; before, it waits for those ahead of it."""
        return self._started is not None

    @property
    def paused(self) -> bool:
        """Whether the job stands still because it was asked to."""
        return self._paused

    def cancel(self) -> None:
        """Asks the job to end at its next ``yield``; does not wait. Harmless once it is done."""
        self._ask(self, "cancel")

    def pause(self) -> None:
        """Asks the job to stand still at its next ``yield``, and the jobs behind it with it."""
        self.held = True
        self._ask(self, "pause")

    def resume(self) -> None:
        """Lets the job go on."""
        self.held = False
        self._ask(self, "resume")

    def hurry(self) -> None:
        """Puts the job ahead of all others that have not begun."""
        self._ask(self, "hurry")

    def events(self, timeout: float | None = None) -> Iterator[Event]:
        """Yields what happens until the job has ended, its final event last.

        One who comes late gets the start and the latest progress first. Every caller gets all.

        Raises:
            TimeoutError: The job has not ended within ``timeout`` seconds.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        inbox: queue.SimpleQueue[Event] = queue.SimpleQueue()
        with self._lock:
            for past in (self._started, self._progress, self._final):
                if past is not None:
                    inbox.put(past)
            self._readers.append(inbox)
        try:
            while True:
                left = _POLL_SECONDS if deadline is None else deadline - time.monotonic()
                try:
                    event = inbox.get(timeout=max(0.0, min(left, _POLL_SECONDS)))
                except queue.Empty:
                    if left <= 0:
                        raise TimeoutError from None
                    continue
                yield event
                if isinstance(event, FinalEvent):
                    return
        finally:
            with self._lock:
                self._readers.remove(inbox)

    def wait(
        self,
        on_progress: Callable[[Progress], None] | None = None,
        timeout: float | None = None,
    ) -> Any:
        """Waits for the job's end and returns its result.

        Args:
            on_progress: Called in this thread.
            timeout: Seconds, or None for as long as it takes.

        Raises:
            JobCancelledError: It was cancelled.
            JobBugError: A bug ended it; the error knows the traceback.
            ShelftagError: It failed otherwise.
            TimeoutError: It has not ended in time. It goes on.
        """
        for event in self.events(timeout):
            match event:
                case JobProgress(progress=progress) if on_progress is not None:
                    on_progress(progress)
                case JobFinished(result=result):
                    return result
                case JobCancelled():
                    raise JobCancelledError("engine.cancelled", job=self.kind)
                case JobFailed():
                    raise _error(event)
        raise AssertionError("a job's events end with a final one")

    def dispatch(self, event: Event) -> None:
        """Takes in an event. For the engine."""
        with self._lock:
            match event:
                case JobStarted():
                    self._started = event
                    self._paused = False
                case JobProgress():
                    self._progress = event
                case JobPaused():
                    self._paused = event.paused
                case _:
                    self._final = event
            for reader in self._readers:
                reader.put(event)


def _error(failure: JobFailed) -> ShelftagError:
    if failure.traceback is None:
        return ShelftagError(failure.message_id, **failure.params)
    bug = JobBugError(failure.message_id, **failure.params)
    bug.traceback = failure.traceback
    return bug
