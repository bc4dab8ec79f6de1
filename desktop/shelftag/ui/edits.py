"""Long edits as jobs of the window's own writer: the owner works on, and may cancel them."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Signal

from shelftag.ui.background import Background
from shelftag.ui.jobs import JobState
from shelftag.ui.serial_job import SerialJob
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress


@dataclass(eq=False)
class EditState:
    """An edit and what is known of it; windows show it as they show the engine's jobs.

    Attributes:
        job: Its steps.
        kind: ``bulk_edit``.
        progress: The latest progress, or None.
        result: What it returned, once it has.
        error: Why it failed; None where it did not, or was cancelled.
        cancelling: Whether its end was asked for.
        paused: An edit is never paused.
    """

    job: SerialJob
    kind: str
    progress: Progress | None = None
    result: Any = None
    error: ShelftagError | None = None
    cancelling: bool = False
    paused: ClassVar[bool] = False

    def cancel(self) -> None:
        """Asks the edit to end; what it has written is taken back."""
        if not self.cancelling:
            self.cancelling = True
            self.job.cancel()


AnyJob = JobState | EditState


class Edits(QObject):
    """Runs edits one after the other, step by step between the owner's decisions.

    Attributes:
        active: Edits that have not ended, the oldest first.

    Signals:
        started: An edit (`EditState`) was submitted.
        progressed: It has news.
        finished: It is done.
        failed: It failed or was cancelled.
    """

    started = Signal(object)
    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self.active: list[EditState] = []

    def submit(self, kind: str, steps: Generator[Progress, None, Any]) -> EditState:
        """Starts an edit, or queues it behind those before it.

        Args:
            kind: What ``ui.job.KIND`` words.
            steps: Writes; each of its steps is a transaction of its own, and closing it takes back
                what was written.
        """
        job = SerialJob(self._background, steps, self)
        state = EditState(job, kind)
        job.progressed.connect(lambda progress: self._tell(state, progress))
        job.finished.connect(lambda result: self._end(state, result=result))
        job.failed.connect(lambda error: self._end(state, error=error))
        job.cancelled.connect(lambda: self._end(state))
        self.active.append(state)
        self.started.emit(state)
        if len(self.active) == 1:
            job.start()
        return state

    def _tell(self, state: EditState, progress: Progress) -> None:
        state.progress = progress
        self.progressed.emit(state)

    def _end(
        self, state: EditState, *, result: Any = None, error: ShelftagError | None = None
    ) -> None:
        state.result, state.error = result, error
        self.active.remove(state)
        state.job.deleteLater()
        if self.active and not self.active[0].job.running:
            self.active[0].job.start()
        (self.failed if result is None else self.finished).emit(state)

    def close(self) -> None:
        """Takes back what is under way."""
        for state in self.active:
            state.cancel()
