"""The list of the history: a headline for each day, and a line for each step."""

from datetime import date

from PySide6.QtCore import (
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
from shelftag.catalog.operations import HistoryEntry
from shelftag.ui import icons
from shelftag.ui.dialogs.history_model import ROW, HistoryModel
from shelftag.ui.session import Session
from shelftag.ui.theme import font, theme
from shelftag.ui.tokens import BODY, CAPTION, RADIUS, SMALL
from shelftag.ui.translation import number

_Index = QModelIndex | QPersistentModelIndex
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
