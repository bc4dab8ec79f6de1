"""Runs a generator that writes, one step after another in the writer thread: clicks get between."""

from collections.abc import Generator
from typing import Any

from PySide6.QtCore import QObject, Signal

from shelftag.ui.session import Session
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

    def __init__(self, session: Session, job: Generator[Any, None, Any], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._job = job
        self.running = False

    def start(self) -> None:
        """Begins with the first step."""
        self.running = True
        self._next()

    def cancel(self) -> None:
        """Closes the generator after the step under way."""
        if self.running:
            self.running = False
            self._session.background.write(
                self._job.close, lambda _nothing: self.cancelled.emit(), self.failed.emit, self
            )

    def _next(self) -> None:
        self._session.background.write(self._step, self._told, self._fail, self)

    def _step(self) -> tuple[bool, Any]:
        """Runs to the next yield; says whether it was the end."""
        try:
            return False, next(self._job)
        except StopIteration as end:
            return True, end.value

    def _told(self, outcome: tuple[bool, Any]) -> None:
        over, value = outcome
        if not self.running:
            return
        if over:
            self.running = False
            self.finished.emit(value)
            return
        self.progressed.emit(value)
        if self.running:
            self._next()

    def _fail(self, error: ShelftagError) -> None:
        if self.running:
            self.running = False
            self.failed.emit(error)
