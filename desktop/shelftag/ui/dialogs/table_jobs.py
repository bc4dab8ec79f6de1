"""Asks the engine what a table holds and what would become of it; the latest question counts."""

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from shelftag.importing.tables.mapping import TableOrder
from shelftag.ui.jobs import Inquiry
from shelftag.ui.session import Session

_PAUSE_MS = 250
"""The owner may change several things in a row: only the last is looked at."""


class TableJobs(QObject):
    """The questions of one dialog.

    Signals:
        previewed: What a table holds: the result of `shelftag.importing.tables.preview`.
        checked: What would become of it: a `TableResult` as plain values.
        failed: A ShelftagError.
    """

    previewed = Signal(object)
    checked = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._inquiry: Inquiry | None = None
        self._next: TableOrder | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._check_now)

    def preview(self, order: TableOrder) -> None:
        """Asks what a table holds."""
        self._ask("preview_table", order, self.previewed)

    def check(self, order: TableOrder) -> None:
        """Asks what would become of it, in a moment."""
        self._next = order
        self._timer.start()

    def stop(self) -> None:
        """Asks nothing any more; no signal follows."""
        self._timer.stop()
        if self._inquiry is not None:
            self._inquiry.cancel()
            self._inquiry = None

    def _check_now(self) -> None:
        if self._next is not None:
            self._ask("check_table", self._next, self.checked)

    def _ask(self, kind: str, order: TableOrder, answer: SignalInstance) -> None:
        self.stop()
        made = self._inquiry = self._session.inquire(kind, self, table=order.to_json())
        if made is None:
            return
        made.finished.connect(self._forget)
        made.finished.connect(answer)
        made.failed.connect(self._forget)
        made.failed.connect(self.failed)

    def _forget(self) -> None:
        """The question was answered: there is nothing to cancel any more."""
        self._inquiry = None
