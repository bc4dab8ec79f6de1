"""The list of the history: steps grouped by day, read page by page while one scrolls."""

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
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from shelftag.catalog import history
from shelftag.catalog.history import PAGE, Word
from shelftag.catalog.operations import HistoryEntry
from shelftag.ui import icons
from shelftag.ui.session import Session
from shelftag.ui.theme import font, theme
from shelftag.ui.tokens import BODY, CAPTION, RADIUS, SMALL
from shelftag.ui.translation import locale, number

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
"""Role of what a line is: a `HistoryEntry`, or the date of the steps below."""
_ICONS = {
    "labels": "ph.tag",
    "edits": "ph.pencil-line",
    "products": "ph.arrows-in-line-horizontal",
    "categories": "ph.tree-structure",
    "imports": "ph.download-simple",
    "models": "ph.graduation-cap",
    "searches": "ph.bookmark-simple",
    "others": "ph.circle",
}
_OWN_ICONS = {
    "confirm": "ph.check-circle",
    "tag": "ph.sparkle",
    "import_table": "ph.table",
    "read_codes": "ph.barcode",
    "relink": "ph.link",
    "split": "ph.arrows-out-line-horizontal",
}


def icon_of(kind: str) -> str:
    """Returns the icon of a kind of operation."""
    return _OWN_ICONS.get(kind) or _ICONS[history.group_of(kind)]


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


class _StepDelegate(QStyledItemDelegate):
    """Paints a day as a headline, a step with icon, sentence, count, state, who and when."""

    def __init__(self, model: HistoryModel, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._language = language

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Returns the size of a line."""
        return QSize(200, 34 if isinstance(index.data(ROW), date) else 40)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints a line."""
        row, rect = index.data(ROW), option.rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, date):
            painter.setFont(font(CAPTION, QFont.Weight.DemiBold))
            painter.setPen(QColor(theme().tokens.muted))
            bottom = Qt.AlignmentFlag.AlignBottom
            painter.drawText(rect.adjusted(12, 0, -12, -6), bottom, self._model.words(row))
        elif row is not None:
            self._paint_step(painter, option, rect, row)

    def _paint_step(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, entry: HistoryEntry
    ) -> None:
        tokens = theme().tokens
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), RADIUS, RADIUS)
        color = tokens.muted if entry.retracted else _color(entry)
        middle = Qt.AlignmentFlag.AlignVCenter
        icons.paint(
            painter, icon_of(entry.kind), color, rect.left() + 16, rect.center().y() - 9, 18
        )
        sentence, state, who, time = self._model.parts(entry)
        right = rect.right() - 16
        painter.setFont(font(SMALL))
        painter.setPen(QColor(tokens.muted))
        for part, width in ((time, 44), (who, 64)):
            painter.drawText(QRect(right - width, rect.top(), width, rect.height()),
                             middle | Qt.AlignmentFlag.AlignRight, part)  # fmt: skip
            right -= width + 8
        if state:
            colors = (tokens.review, tokens.review_soft)
            right = _pill(painter, state, right, rect, *colors)
        count = entry.params.get("count")
        if isinstance(count, int) and count > 1:
            shown = number(count, self._language)
            right = _pill(painter, shown, right, rect, tokens.muted, tokens.hover)
        made = font(BODY)
        made.setStrikeOut(entry.retracted)
        painter.setFont(made)
        painter.setPen(QColor(tokens.muted if entry.retracted else tokens.text))
        place = QRect(rect.left() + 46, rect.top(), right - rect.left() - 54, rect.height())
        shown = QFontMetrics(made).elidedText(sentence, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, middle, shown)


def _color(entry: HistoryEntry) -> str:
    tokens = theme().tokens
    return tokens.accepted if entry.origin == "model" else tokens.accent_text


def _pill(
    painter: QPainter, text: str, right: int, rect: QRect, color: str, background: str
) -> int:
    """Paints a short text on a pill that ends at a place; returns where it begins, less a gap."""
    painter.setFont(font(CAPTION, QFont.Weight.DemiBold))
    width = painter.fontMetrics().horizontalAdvance(text) + 16
    box = QRectF(right - width, rect.center().y() - 9, width, 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(background))
    painter.drawRoundedRect(box, 10, 10)
    painter.setPen(QColor(color))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return right - width - 8


class HistoryView(QListView):
    """The list itself.

    Signals:
        chosen: The chosen step, or None.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, model: HistoryModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_StepDelegate(model, session.language, self))
        self.setAccessibleName(session.text("dialogs.history.title"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)
        self._kept: int | None = None
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        model.loaded.connect(self._first)
        self.selectionModel().currentRowChanged.connect(lambda: self._tell())

    def current(self) -> HistoryEntry | None:
        """Returns the chosen step."""
        row = self.currentIndex().data(ROW) if self.currentIndex().isValid() else None
        return row if isinstance(row, HistoryEntry) else None

    def choose(self, operation_id: int) -> None:
        """Chooses a step that has been read."""
        for place, row in enumerate(self._model.rows):
            if isinstance(row, HistoryEntry) and row.id == operation_id:
                self.setCurrentIndex(self._model.index(place))

    def _keep(self) -> None:
        current = self.current()
        self._kept = current.id if current else None

    def _restore(self) -> None:
        if self._kept is not None:
            self.choose(self._kept)

    def _first(self) -> None:
        """Chooses the newest step where none is chosen; tells what the chosen one is now."""
        entries = self._model.entries()
        if self.current() is None and entries:
            self.choose(entries[0].id)
        self._tell()

    def _tell(self) -> None:
        self.chosen.emit(self.current())
