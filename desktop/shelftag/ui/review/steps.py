"""What undo takes back in a review: pages passed by, in one line with what changed data."""

from dataclasses import dataclass

from sqlalchemy.orm import Session as Reader

from shelftag.catalog import operations
from shelftag.catalog.database import Database
from shelftag.catalog.models.base import utc_now
from shelftag.catalog.operations import HistoryEntry
from shelftag.ui.review.sheets import OpenSheet

SKIP = "skip"
"""Kind of a step that passes a page by. It changes no data, so that it is in no history."""
_REMEMBERED = 100


@dataclass(frozen=True, eq=False)
class Skip:
    """A page that was passed by.

    Attributes:
        opened: The page.
        put_off: Whether its products wait until nothing else is left.
        entry: The step, as undo and redo name it. Its id is that of the operation before it.
    """

    opened: OpenSheet
    put_off: bool
    entry: HistoryEntry

    def before(self, entry: HistoryEntry | None) -> bool:
        """Whether an operation was made after this."""
        return entry is not None and entry.id > self.entry.id


Step = Skip | HistoryEntry | None
"""What was undone or restored: a page passed by, an operation, or nothing."""


class Steps:
    """The pages that were passed by. Changed in the writer thread alone, where decisions are."""

    def __init__(self) -> None:
        self._done: list[Skip] = []
        self._undone: list[Skip] = []

    def passed(self, reader: Reader, opened: OpenSheet, *, put_off: bool) -> None:
        """Remembers that a page was passed by."""
        latest = operations.next_undo(reader)
        at = latest.id if latest else 0
        entry = HistoryEntry(at, SKIP, operations.OWNER, {}, utc_now(), False, True)
        self._done.append(Skip(opened, put_off, entry))
        del self._done[:-_REMEMBERED]
        self._undone.clear()

    def next_undo(self, operation: HistoryEntry | None) -> HistoryEntry | None:
        """Returns the latest step.

        Args:
            operation: The latest operation of the owner's that counts.
        """
        skip = self._skip_to_undo(operation)
        return skip.entry if skip else operation

    def next_redo(
        self, operation: HistoryEntry | None, undone: HistoryEntry | None
    ) -> HistoryEntry | None:
        """Returns the step that was undone last, unless something was done since.

        Args:
            operation: The latest operation of the owner's that counts.
            undone: The operation that was undone last.
        """
        skip = self._skip_to_redo(operation, undone)
        return skip.entry if skip else undone

    def undo(self, database: Database) -> Step:
        """Takes the latest step back."""
        with database.read() as reader:
            skip = self._skip_to_undo(operations.next_undo(reader))
        if skip is None:
            return operations.undo(database)
        self._done.remove(skip)
        self._undone.append(skip)
        return skip

    def redo(self, database: Database) -> Step:
        """Restores the step that was undone last."""
        with database.read() as reader:
            latest, undone = operations.next_undo(reader), operations.next_redo(reader)
        skip = self._skip_to_redo(latest, undone)
        if skip is None:
            return operations.redo(database)
        self._undone.remove(skip)
        self._done.append(skip)
        return skip

    def _skip_to_undo(self, operation: HistoryEntry | None) -> Skip | None:
        skip = self._done[-1] if self._done else None
        return None if skip is None or skip.before(operation) else skip

    def _skip_to_redo(
        self, operation: HistoryEntry | None, undone: HistoryEntry | None
    ) -> Skip | None:
        skip = self._undone[-1] if self._undone else None
        if skip is None or skip.before(operation):
            return None
        return skip if undone is None or skip.before(undone) else None
