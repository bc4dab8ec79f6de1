"""Looks for labels that seem wrong, beside the work, after every few decisions."""

from PySide6.QtCore import QObject, Signal

from shelftag.learning.review.desk import Desk
from shelftag.learning.review.doubted import DoubtedLabel, doubted_labels
from shelftag.ui.review.desk_work import DeskWork
from shelftag.ui.review.progress import Progress
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError

_FEWEST = 30
"""Decisions before the first look: fewer say little about one another."""
_EVERY = 24


class DoubtFinder(QObject):
    """Knows which labels look wrong.

    Attributes:
        found: These, the surest first.

    Signals:
        changed: `found` is different now.
    """

    changed = Signal()

    def __init__(self, session: Session, work: DeskWork, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._work = session, work
        self._looked_at = 0
        self._looking = False
        self.found: list[DoubtedLabel] = []

    def consider(self, progress: Progress) -> None:
        """Looks again where enough was decided, or undone, since the last time."""
        decided = progress.standing.decided
        if decided < _FEWEST:
            self._looked_at = 0
            self._take([])
        elif abs(decided - self._looked_at) >= _EVERY:
            self._looked_at = decided
            self.look()

    def look(self) -> None:
        """Looks again."""
        if not self._looking:
            self._looking = True
            self._work.run(lambda _reader, desk: desk.copy(), self._compare, self._stop)

    def _compare(self, desk: Desk) -> None:
        """Compares all labels with one another, in a thread that reads: it takes a while."""
        session = self._session
        session.background.read(
            lambda: session.read_now(lambda reader: doubted_labels(reader, desk)),
            self._take, self._stop, self,
        )  # fmt: skip

    def _stop(self, _error: ShelftagError) -> None:
        self._looking = False

    def _take(self, found: list[DoubtedLabel]) -> None:
        self._looking = False
        if found != self.found:
            self.found = found
            self.changed.emit()
