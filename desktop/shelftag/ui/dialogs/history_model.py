"""The steps of the history grouped by day, read page by page while one scrolls."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from shelftag.catalog import history
from shelftag.catalog.history import PAGE, Word
from shelftag.catalog.operations import HistoryEntry
from shelftag.ui.session import Session
from shelftag.ui.translation import locale

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
"""Role of what a line is: a `HistoryEntry`, or the date of the steps below."""


class HistoryModel(QAbstractListModel):
    """Steps and the days that they belong to; more come when the view nears the end.

    Attributes:
        rows: What has been read: days and steps, newest first.

    Signals:
        loaded: A page has come.
    """

    loaded = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: list[HistoryEntry | date] = []
        self._group = ""
        self._typed = ""
        self._asked = 0
        self._more = True
        self._reading = False

    def search(self, group: str, typed: str) -> None:
        """Looks for steps of one of `history.GROUPS` (or all) whose sentence holds some words."""
        self._group, self._typed = group, typed
        self._read([])

    def refresh(self) -> None:
        """Reads anew what has been read so far."""
        self._read([], max(len(self.entries()), PAGE))

    def entries(self) -> list[HistoryEntry]:
        """Returns the steps that have been read."""
        return [row for row in self.rows if isinstance(row, HistoryEntry)]

    def _read(self, known: list[HistoryEntry], limit: int = PAGE) -> None:
        self._asked += 1
        self._reading = True
        asked, group, typed = self._asked, self._group, self._typed
        before = known[-1].id if known else None
        language = self._session.language

        def query(reader: Any) -> list[HistoryEntry]:
            kinds = history.kinds(reader) if group or typed else frozenset()
            wanted = {kind for kind in kinds if history.group_of(kind) == group} if group else None
            words: Sequence[Word] = history.words(typed, kinds, language) if typed else ()
            return history.page(reader, before=before, kinds=wanted, words=words, limit=limit)

        def show(found: list[HistoryEntry]) -> None:
            if asked == self._asked:
                self._reading = False
                self._more = len(found) == limit
                if known:
                    self._append(found)
                else:
                    self._replace(found)
                self.loaded.emit()

        self._session.read(query, show, self)

    def _replace(self, entries: list[HistoryEntry]) -> None:
        """Shows steps from the newest on; lines that are the same stay where they are."""
        rows = _with_days(entries, None)
        if [_key(row) for row in rows] == [_key(row) for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def _append(self, entries: list[HistoryEntry]) -> None:
        known = self.entries()
        rows = _with_days(entries, _day(known[-1]) if known else None)
        if rows:
            self.beginInsertRows(_NO_INDEX, len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()

    def canFetchMore(self, _parent: _Index = _NO_INDEX) -> bool:
        """Whether there may be older steps."""
        return self._more and not self._reading

    def fetchMore(self, _parent: _Index = _NO_INDEX) -> None:
        """Reads the next page beside the window."""
        if self.canFetchMore():
            self._read(self.entries())

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Returns the number of lines."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Days cannot be chosen."""
        if index.isValid() and isinstance(self.rows[index.row()], date):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Returns a line, and its words for screen readers and tool tips."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, HistoryEntry):
            return self._session.operation_text(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(row)
        return None

    def words(self, row: HistoryEntry | date) -> str:
        """Says what a line shows."""
        if isinstance(row, date):
            return day_text(row, self._session)
        return ", ".join(part for part in self.parts(row) if part)

    def parts(self, entry: HistoryEntry) -> tuple[str, str, str, str]:
        """Returns a step's sentence, state, who took it, and the time of day."""
        text = self._session.text
        state = "running" if not entry.finished else "undone" if entry.retracted else ""
        return (
            self._session.operation_text(entry),
            text(f"dialogs.history.{state}") if state else "",
            text(f"dialogs.history.{entry.origin}"),
            f"{entry.started_at.astimezone():%H:%M}",
        )


def _day(entry: HistoryEntry) -> date:
    return entry.started_at.astimezone().date()


def _key(row: HistoryEntry | date) -> object:
    return row.id if isinstance(row, HistoryEntry) else row


def _with_days(entries: Sequence[HistoryEntry], before: date | None) -> list[HistoryEntry | date]:
    """Puts each day in front of its steps."""
    rows: list[HistoryEntry | date] = []
    for entry in entries:
        if _day(entry) != before:
            before = _day(entry)
            rows.append(before)
        rows.append(entry)
    return rows


def day_text(day: date, session: Session) -> str:
    """Writes a day: today, yesterday, or its date."""
    today = datetime.now().astimezone().date()
    if day >= today - timedelta(days=1):
        return session.text(
            "dialogs.history.today" if day >= today else "dialogs.history.yesterday"
        )
    shown = QDate(day.year, day.month, day.day)
    return locale(session.language).toString(shown, QLocale.FormatType.LongFormat)
