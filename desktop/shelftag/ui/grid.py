"""The grid of cards: lays out any number of products by arithmetic and paints what is visible."""

from dataclasses import dataclass, field

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from shelftag.ui.card_view import CardView, Index
from shelftag.ui.cards import CardPainter, CardStyle
from shelftag.ui.dragging import PRODUCTS, STACKED, stack_of_photos, start_drag
from shelftag.ui.grid_layout import MARGIN, TOP, GridLayout
from shelftag.ui.product_model import ProductModel
from shelftag.ui.smooth_scroll import SmoothScroll
from shelftag.ui.theme import theme
from shelftag.ui.thumbnails import ThumbnailStore
from shelftag.ui.tokens import RADIUS

_Select = QItemSelectionModel.SelectionFlag
_Move = QAbstractItemView.CursorAction


@dataclass
class _Kept:
    """What is kept while the rows change.

    Attributes:
        selected: Ids of the selected products.
        current: Id of the current one.
        row: Its row.
        top: Ids from the first visible line on; empty while the grid shows its very top.
        offset: How far that line is scrolled out.
    """

    selected: list[int] = field(default_factory=list)
    current: int | None = None
    row: int = 0
    top: list[int] = field(default_factory=list)
    offset: int = 0


class ProductGrid(CardView):
    """Shows products as cards.

    Signals:
        selection_settled: The selection or the current product changed, or the rows did.
        open_requested: A product was double-clicked.
    """

    selection_settled = Signal()
    open_requested = Signal()

    def __init__(
        self, model: ProductModel, thumbnails: ThumbnailStore, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._products = model
        self._thumbnails = thumbnails
        self._wanted_width = 172
        self._band_start: QPoint | None = None
        self._band_end = QPoint()
        self._kept = _Kept()
        self._painter = CardPainter(theme().tokens)
        self.setObjectName("grid")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.viewport().setMouseTracking(True)
        SmoothScroll(self)
        model.modelAboutToBeReset.connect(self._remember)
        self.setModel(model)
        model.modelReset.connect(self._restore)
        self.doubleClicked.connect(lambda _index: self.open_requested.emit())
        thumbnails.loaded.connect(self.viewport().update)
        theme().changed.connect(self._restyle)

    # What is selected

    def selected_ids(self) -> list[int]:
        """Returns the ids of the selected products, in the order shown."""
        selection = self.selectionModel().selection()
        parts = (selection.at(position) for position in range(selection.count()))
        ranges = sorted((part.top(), part.bottom()) for part in parts)
        return [self._products.ids[row] for top, bottom in ranges for row in range(top, bottom + 1)]

    def current_id(self) -> int | None:
        """Returns the product with the focus."""
        index = self.currentIndex()
        return self._products.ids[index.row()] if index.isValid() else None

    def select_row(self, row: int) -> None:
        """Selects one product alone and scrolls to it."""
        if 0 <= row < len(self._products.ids):
            self.selectionModel().setCurrentIndex(self._products.index(row), _Select.ClearAndSelect)

    def select_after(self, decided: list[int]) -> None:
        """Goes to the next product that is not among those just decided, or to the one before."""
        gone = set(decided)
        ids = self._products.ids
        start = self.currentIndex().row()
        after = (row for row in range(max(start, 0), len(ids)) if ids[row] not in gone)
        before = (row for row in range(start - 1, -1, -1) if ids[row] not in gone)
        row = next(after, None)
        row = next(before, None) if row is None else row
        if row is not None:
            self.select_row(row)

    def _remember(self) -> None:
        """Keeps selection and scroll position by product before the rows change."""
        top = self.card_layout.row_at(self.verticalOffset() + TOP)
        self._kept = _Kept(
            self.selected_ids(),
            self.current_id(),
            self.currentIndex().row(),
            self._products.ids[top : top + 200] if self.verticalOffset() else [],
            self.verticalOffset() - self.card_layout.cell(top).top(),
        )

    def _restore(self) -> None:
        """Brings them back; where the current product is gone, its place is taken by the next."""
        kept, row_of = self._kept, self._products.row_of
        self.setAutoScroll(False)
        rows = sorted(r for r in map(row_of, kept.selected) if r is not None)
        self.selectionModel().select(self._ranges(rows), _Select.ClearAndSelect)
        row = row_of(kept.current) if kept.current is not None else None
        count = len(self._products.ids)
        if row is not None:
            flag = _Select.NoUpdate if rows else _Select.ClearAndSelect
            self.selectionModel().setCurrentIndex(self._products.index(row), flag)
        elif count:
            self.select_row(min(max(kept.row, 0), count - 1))
        self.setAutoScroll(True)
        self.updateGeometries()
        top = next((r for r in map(row_of, kept.top) if r is not None), None)
        if top is not None:
            self.verticalScrollBar().setValue(self.card_layout.cell(top).top() + kept.offset)
        self.selection_settled.emit()

    def _ranges(self, rows: list[int]) -> QItemSelection:
        selection = QItemSelection()
        start = 0
        for position in range(1, len(rows) + 1):
            if position == len(rows) or rows[position] != rows[position - 1] + 1:
                first, last = (
                    self._products.index(rows[start]),
                    self._products.index(rows[position - 1]),
                )
                selection.select(first, last)
                start = position
        return selection

    def settled(self) -> None:
        """Tells the inspector."""
        self.selection_settled.emit()

    # Layout

    def set_card_width(self, width: int) -> None:
        """Changes the wanted width of cards; the product at the top stays there."""
        anchor = self.card_layout.row_at(self.verticalOffset() + TOP)
        self._wanted_width = width
        self.updateGeometries()
        self.verticalScrollBar().setValue(max(0, self.card_layout.cell(anchor).top() - TOP))
        self.viewport().update()

    @property
    def columns(self) -> int:
        """How many cards stand side by side."""
        return self.card_layout.columns

    @property
    def card_layout(self) -> GridLayout:
        """Where the cards are now."""
        return GridLayout(self.width(), self._wanted_width, len(self._products.ids))

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Returns the product at a point of the viewport."""
        at = point + QPoint(0, self.verticalOffset())
        layout = self.card_layout
        for row in layout.rows_in(QRect(at, at)):
            if layout.cell(row).contains(at):
                return self._products.index(row)
        return QModelIndex()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scrolls just as far as needed."""
        if not index.isValid():
            return
        cell = self.card_layout.cell(index.row())
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(cell.center().y() - height // 2)
        elif cell.top() - TOP < bar.value():
            bar.setValue(cell.top() - TOP)
        elif cell.bottom() + MARGIN > bar.value() + height:
            bar.setValue(cell.bottom() + MARGIN - height)

    def isIndexHidden(self, _index: Index) -> bool:
        """No card is hidden."""
        return False

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Moves by arrow keys, page keys, Home and End."""
        count = len(self._products.ids)
        if not count:
            return QModelIndex()
        row = self.currentIndex().row()
        if row < 0:
            return self._products.index(0)
        page = self.card_layout.page(self.viewport().height())
        steps = {
            _Move.MoveUp: -self.columns, _Move.MoveDown: self.columns,
            _Move.MoveLeft: -1, _Move.MovePrevious: -1, _Move.MoveRight: 1, _Move.MoveNext: 1,
            _Move.MovePageUp: -page, _Move.MovePageDown: page,
            _Move.MoveHome: -count, _Move.MoveEnd: count,
        }  # fmt: skip
        target = row + steps[action]
        if action == _Move.MoveUp and target < 0:
            target = row
        return self._products.index(min(max(target, 0), count - 1))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Selects the cards that a rectangle of the viewport touches."""
        area = rect.normalized().translated(0, self.verticalOffset())
        layout = self.card_layout
        rows = [row for row in layout.rows_in(area) if layout.cell(row).intersects(area)]
        self.selectionModel().select(self._ranges(rows), command)

    # Pointer and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Starts a rubber band where there is no card."""
        super().mousePressEvent(event)
        position = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and not self.indexAt(position).isValid():
            self._band_start = position + QPoint(0, self.verticalOffset())
            if not event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            ):
                self.clearSelection()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Stretches the rubber band, or lights up the card under the pointer."""
        super().mouseMoveEvent(event)
        position = event.position().toPoint()
        self._band_end = position + QPoint(0, self.verticalOffset())
        self._hover(self.indexAt(position).row() if not event.buttons() else -1)
        if self._band_start is not None:
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends the rubber band."""
        super().mouseReleaseEvent(event)
        self._band_start = None
        self.viewport().update()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drags the selected products: onto a category, which they get."""
        ids = self.selected_ids()
        ratio = self.devicePixelRatioF()
        rows = (self._products.row_of(product) for product in ids[:STACKED])
        tiles = (self._tile(row, ratio) for row in rows if row is not None)
        picture = stack_of_photos([tile for tile in tiles if tile is not None], len(ids), ratio)
        if ids:
            start_drag(self, PRODUCTS, ids, picture, Qt.DropAction.CopyAction)

    def _tile(self, row: int, ratio: float) -> QPixmap | None:
        """Returns a product's photo as its card shows it, or None where it is not loaded."""
        card = self._products.card(row)
        if card is None or card.thumbnail is None:
            return None
        edge = self._painter.tile_rect(self.card_layout.cell(row)).width()
        return self._thumbnails.tile(card.thumbnail, edge, RADIUS, ratio)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves Escape to the window."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    # Painting

    def _restyle(self) -> None:
        self._painter = CardPainter(theme().tokens)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the cards of the exposed part."""
        painter = QPainter(self.viewport())
        offset = self.verticalOffset()
        area = event.rect().translated(0, offset)
        current = self.currentIndex().row()
        selection = self.selectionModel()
        ratio = self.devicePixelRatioF()
        layout = self.card_layout
        for row in layout.rows_in(area):
            cell = layout.cell(row)
            if not cell.intersects(area):
                continue
            rect = cell.translated(0, -offset)
            card = self._products.card(row)
            photo = self._tile(row, ratio)
            category = self._products.category_name(card) if card else ""
            style = CardStyle(
                selection.isRowSelected(row, QModelIndex()), row == current, row == self._hovered,
                self.hasFocus(),
            )  # fmt: skip
            self._painter.paint(painter, rect, card, category, photo, style)
        if self._band_start is not None:
            self._paint_band(painter, offset)

    def _paint_band(self, painter: QPainter, offset: int) -> None:
        assert self._band_start is not None
        band = QRect(self._band_start, self._band_end).normalized().translated(0, -offset)
        color = QColor(theme().tokens.accent)
        painter.setPen(QPen(color, 1))
        color.setAlphaF(0.15)
        painter.setBrush(color)
        painter.drawRoundedRect(band, 4, 4)
