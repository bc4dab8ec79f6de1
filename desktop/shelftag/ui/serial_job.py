"""Runs a generator that writes, one step after another in the writer thread: clicks get between."""

from collections.abc import Generator
from typing import Any

from PySide6.QtCore import QObject, Signal

from shelftag.ui.background import Background
from shelftag_api.errors import ShelftagError


class SerialJob(QObject):
    """A job in steps, each of them a transaction that others wait no longer than for.

    Signals:
        progressed: What a step yielded.
        finished: What the generator returned.
        failed: The ShelftagError that ended it.
        cancelled: It was cancelled, and what it had written is taken back.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(
        self, background: Background, job: Generator[Any, None, Any], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._job = job
        self._outcome: tuple[bool, Any] = (False, None)  # of the latest step, in the writer thread
        self._over = False
        self.running = False

    def start(self) -> None:
        """Begins with the first step."""
        if not self._over:
            self.running = True
            self._next()

    def cancel(self) -> None:
        """Closes the generator after the step under way; one that waits never begins.

        Where that step was the last one, the job has finished.
        """
        if not self._over:
            self.running, self._over = False, True
            self._background.write(self._close, self._closed, self.failed.emit, self)

    def _close(self) -> tuple[bool, Any]:
        self._job.close()
        return self._outcome

    def _closed(self, outcome: tuple[bool, Any]) -> None:
        over, value = outcome
        if over:
            self.finished.emit(value)
        else:
            self.cancelled.emit()

    def _next(self) -> None:
        self._background.write(self._step, self._told, self._fail, self)

    def _step(self) -> tuple[bool, Any]:
        """Runs to the next yield; says whether it was the end."""
        try:
            self._outcome = False, next(self._job)
        except StopIteration as end:
            self._outcome = True, end.value
        return self._outcome

    def _told(self, outcome: tuple[bool, Any]) -> None:
        over, value = outcome
        if not self.running:
            return
        if over:
            self.running, self._over = False, True
            self.finished.emit(value)
            return
        self.progressed.emit(value)
        if self.running:
            self._next()

    def _fail(self, error: ShelftagError) -> None:
        if self.running:
            self.running, self._over = False, True
            self.failed.emit(error)
