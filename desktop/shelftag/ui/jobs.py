"""The engine's jobs as the window sees them: started, under way, done, failed."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from shelftag.engine.client import GOES_ON, JOBS, QUESTIONS, Engine
from shelftag.engine.job import Job, JobCancelledError
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

_POLL_MS = 80


@dataclass(eq=False)
class JobState:
    """A job and what is known of it.

    Attributes:
        job: The engine's handle.
        kind: ``prepare``, ``import``, ``retrain`` and others.
        arguments: What it was started with.
        started: Moment of the start, by `time.monotonic`.
        progress: The latest progress, or None.
        result: What it returned, once it has.
        error: Why it failed; None where it did not, or was cancelled.
        cancelling: Whether its end was asked for.
        still: Whether it stands still, when it was last looked at.
    """

    job: Job
    kind: str
    arguments: dict[str, Any]
    started: float = field(default_factory=time.monotonic)
    progress: Progress | None = None
    result: Any = None
    error: ShelftagError | None = None
    cancelling: bool = False
    still: bool = False

    def cancel(self) -> None:
        """Asks the job to end; what it has stored stays."""
        self.cancelling = True
        self.job.cancel()

    @property
    def paused(self) -> bool:
        """Whether the job was asked to stand still."""
        return self.job.held

    def pause(self, paused: bool) -> None:
        """Has the job stand still, or go on."""
        if paused:
            self.job.pause()
        else:
            self.job.resume()


class Inquiry(QObject):
    """A question to the engine: no job for the status bar, and nothing is said at its end.

    Signals:
        progressed: A `Progress`.
        finished: What the job returned.
        failed: The ShelftagError that ended it.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, job: Job, parent: QObject) -> None:
        super().__init__(parent)
        self._job = job
        self._seen: Progress | None = None
        self._timer = QTimer(self, interval=_POLL_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def cancel(self) -> None:
        """Asks no more; no signal follows."""
        self._timer.stop()
        self._job.cancel()
        self.deleteLater()

    def _look(self) -> None:
        progress = self._job.progress
        if progress is not None and progress is not self._seen:
            self._seen = progress
            self.progressed.emit(progress)
        if not self._job.done:
            return
        self._timer.stop()
        self.deleteLater()
        try:
            result = self._job.wait(timeout=1)
        except ShelftagError as error:
            self.failed.emit(error)
        else:
            self.finished.emit(result)


class Jobs(QObject):
    """Submits jobs and follows them from the Qt thread.

    While there are jobs, questions are answered by a second process, which ends after them.

    Attributes:
        active: Jobs that have not ended, the oldest first.

    Signals:
        started: A job was submitted.
        progressed: A job has news.
        finished: A job is done.
        failed: A job failed or was cancelled.
    """

    started = Signal(object)
    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None, *, jobs: str = JOBS) -> None:
        super().__init__(parent)
        self._folder, self._registry = folder, jobs
        self._engine = Engine(folder, jobs=jobs)
        self._beside = Engine(folder, jobs=jobs, beside=True)
        self._questions: list[Job] = []
        self.active: list[JobState] = []
        self._timer = QTimer(self, interval=_POLL_MS)
        self._timer.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether there is a job."""
        return bool(self.active)

    def has(self, kind: str) -> bool:
        """Whether there is a job of a kind."""
        return any(state.kind == kind for state in self.active)

    def submit(self, kind: str, **arguments: Any) -> JobState:
        """Starts a job, or queues it behind those before it."""
        job = self._engine.submit(kind, restart=kind in GOES_ON, **arguments)
        state = JobState(job, kind, arguments)
        self.active.append(state)
        self._timer.start()
        self.started.emit(state)
        return state

    def hurry(self, state: JobState) -> None:
        """Puts a job that waits ahead of the others that do."""
        state.job.hurry()
        self.active.remove(state)
        begun = sum(other.job.started for other in self.active)
        self.active.insert(begun, state)

    def inquire(self, kind: str, parent: QObject, **arguments: Any) -> "Inquiry":
        """Asks the engine something that changes nothing, without waiting for jobs if it can.

        Args:
            kind: The job.
            parent: Who asks; the answer goes with it.
            arguments: Of the job.
        """
        if self.active and kind in QUESTIONS:
            job = self._engine_beside().submit(kind, **arguments)
            self._questions.append(job)
        else:
            job = self._engine.submit(kind, **arguments)
        job.hurry()
        return Inquiry(job, parent)

    def _engine_beside(self) -> Engine:
        if self._beside.closed:
            self._beside.close()  # its process has ended in the meantime
            self._beside = Engine(self._folder, jobs=self._registry, beside=True)
        return self._beside

    def _look(self) -> None:
        for state in list(self.active):
            progress, still = state.job.progress, state.job.paused
            if (progress is not None and progress != state.progress) or still != state.still:
                state.progress, state.still = progress, still
                self.progressed.emit(state)
            if state.job.done:
                self.active.remove(state)
                self._end(state)
        self._questions = [job for job in self._questions if not job.done]
        if not self.active and not self._questions:
            self._timer.stop()
            self._beside.close(wait=False)

    def _end(self, state: JobState) -> None:
        try:
            state.result = state.job.wait(timeout=1)
        except JobCancelledError:
            self.failed.emit(state)
        except ShelftagError as error:
            state.error = error
            self.failed.emit(state)
        else:
            self.finished.emit(state)

    def close(self) -> None:
        """Ends the worker processes."""
        self._timer.stop()
        self._beside.close()
        self._engine.close()
