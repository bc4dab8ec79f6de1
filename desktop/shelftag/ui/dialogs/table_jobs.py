"""Asks the engine what a table holds and what would become of it; the latest question counts."""

from PySide6.QtCore import QObject, QTimer, Signal

from shelftag.importing.tables.mapping import TableOrder
from shelftag.ui.jobs import JobState
from shelftag.ui.session import Session

_PAUSE_MS = 250
"""The owner may change several things in a row: only the last is looked at."""


class TableJobs(QObject):
    """The questions of one dialog.

    Signals:
        previewed: What a table holds: the result of `shelftag.importing.tables.preview`.
        checked: What would become of it: a `TableResult` as plain values.
        failed: A ShelftagError.
        waiting: Another job is under way, so the answer takes its time.
    """

    previewed = Signal(object)
    checked = Signal(object)
    failed = Signal(object)
    waiting = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._job: JobState | None = None
        self._next: TableOrder | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._check_now)
        session.job_finished.connect(self._finished)
        session.job_failed.connect(self._failed)

    def preview(self, order: TableOrder) -> None:
        """Asks what a table holds."""
        self._ask("preview_table", order)

    def check(self, order: TableOrder) -> None:
        """Asks what would become of it, in a moment."""
        self._next = order
        self._timer.start()

    def stop(self) -> None:
        """Asks nothing any more; no signal follows."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _check_now(self) -> None:
        if self._next is not None:
            self._ask("check_table", self._next)

    def _ask(self, kind: str, order: TableOrder) -> None:
        self.stop()
        busy = self._session.busy
        self._job = self._session.submit(kind, table=order.to_json())
        if busy:
            self.waiting.emit()

    def _finished(self, job: JobState) -> None:
        if job is self._job:
            self._job = None
            (self.previewed if job.kind == "preview_table" else self.checked).emit(job.result)

    def _failed(self, job: JobState) -> None:
        if job is self._job:
            self._job = None
            if job.error is not None:
                self.failed.emit(job.error)
