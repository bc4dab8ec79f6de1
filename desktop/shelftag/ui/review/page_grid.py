"""The products of a page as a grid of cards that stay in their places."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from shelftag.ui.card_view import CardView, Index
from shelftag.ui.review.page_cards import Mark, PageCardPainter, PageCardStyle
from shelftag.ui.review.page_layout import PageLayout
from shelftag.ui.review.page_model import PageModel
from shelftag.ui.review.sheets import DOUBTS, OpenSheet
from shelftag.ui.theme import theme
from shelftag.ui.thumbnails import ThumbnailStore
from shelftag.ui.tokens import RADIUS

FADE_MS = 140
_Select = QItemSelectionModel.SelectionFlag
_Move = QAbstractItemView.CursorAction
_MOVES = {
    Qt.Key.Key_Up: _Move.MoveUp, Qt.Key.Key_Down: _Move.MoveDown, Qt.Key.Key_Left: _Move.MoveLeft,
    Qt.Key.Key_Right: _Move.MoveRight, Qt.Key.Key_Home: _Move.MoveHome,
    Qt.Key.Key_End: _Move.MoveEnd, Qt.Key.Key_PageUp: _Move.MovePageUp,
    Qt.Key.Key_PageDown: _Move.MovePageDown,
}  # fmt: skip
Marks = Callable[[OpenSheet, int], tuple[Mark | None, Mark | None]]
"""Tells what stands on a product's photo, and what below its title."""


class PageGrid(CardView):
    """Shows a page. One product is the current one; some may be selected besides.

    Signals:
        moved: The current product or the selection changed.
        clicked_product: A product was clicked, without Ctrl and Shift.
    """

    moved = Signal()
    clicked_product = Signal(int)

    def __init__(
        self,
        model: PageModel,
        thumbnails: ThumbnailStore,
        marks: Marks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = model
        self._thumbnails = thumbnails
        self._marks = marks
        self._anchor = 0
        self._leaving: set[int] = set()
        self._painter = PageCardPainter(theme().tokens)
        self.setObjectName("grid")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(False)
        self.viewport().setMouseTracking(True)
        self._fade = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=FADE_MS)
        self._fade.valueChanged.connect(lambda _value: self.viewport().update())
        self._fade.finished.connect(self._faded)
        self.setModel(model)
        thumbnails.loaded.connect(self.viewport().update)
        theme().changed.connect(self._restyle)

    # What is on the page

    def show_page(self, opened: OpenSheet | None) -> None:
        """Shows another page; its first product becomes the current one."""
        self._fade.stop()
        self._leaving.clear()
        self._page.show(opened)
        self.verticalScrollBar().setValue(0)
        self.updateGeometries()
        self.go_on()

    def settle(self, left: Iterable[int]) -> None:
        """Lets products that have just left fade, and goes on to the next one that is here."""
        self._leaving = set(left)
        if self._leaving:
            self._fade.start()
        self.go_on()
        self.viewport().update()
        if (count := self._page.rowCount()) > 0:
            self._page.dataChanged.emit(self._page.index(0), self._page.index(count - 1))

    def go_on(self) -> None:
        """Makes sure that the current product and the selected ones are here."""
        selection, page = self.selectionModel(), self._page
        for index in selection.selectedIndexes():
            if not page.here(index.row()):
                selection.select(index, _Select.Deselect)
        row, count = self.currentIndex().row(), page.rowCount()
        if 0 <= row < count and page.here(row):
            self.moved.emit()
            return
        start = max(row, 0)
        rows = [*range(start, count), *range(start - 1, -1, -1)]
        target = next((candidate for candidate in rows if page.here(candidate)), None)
        index = QModelIndex() if target is None else page.index(target)
        selection.setCurrentIndex(index, _Select.NoUpdate)
        self._anchor = max(index.row(), 0)
        self.moved.emit()

    def show_current(self, product_id: int | None) -> None:
        """Makes a product the current one, if it is here."""
        for row in range(self._page.rowCount()):
            if self._page.product(row) == product_id and self._page.here(row):
                self.selectionModel().setCurrentIndex(self._page.index(row), _Select.NoUpdate)
                self._anchor = row

    def current_id(self) -> int | None:
        """Returns the current product."""
        index = self.currentIndex()
        return self._page.product(index.row()) if index.isValid() else None

    def selected_ids(self) -> list[int]:
        """Returns the products that were selected besides."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._page.product(row) for row in rows]

    def select_ids(self, product_ids: Iterable[int]) -> None:
        """Selects products."""
        wanted = set(product_ids)
        selection = QItemSelection()
        for row in range(self._page.rowCount()):
            if self._page.product(row) in wanted and self._page.here(row):
                selection.select(self._page.index(row), self._page.index(row))
        self.selectionModel().select(selection, _Select.ClearAndSelect)

    def settled(self) -> None:
        """Tells the view around."""
        self.moved.emit()

    @property
    def idle(self) -> bool:
        """Whether nothing is fading."""
        return self._fade.state() != QVariantAnimation.State.Running

    def _faded(self) -> None:
        self._leaving.clear()
        self.viewport().update()

    # Layout

    @property
    def card_layout(self) -> PageLayout:
        """Where the cards are."""
        size, opened = self.contentsRect().size(), self._page.opened
        needed = 1 if opened is not None and opened.sheet.kind == DOUBTS else 0
        return PageLayout(size.width(), size.height(), self._page.rowCount(), needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the current card in sight."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Returns the product at a point of the viewport."""
        row = self.card_layout.row_at(point + QPoint(0, self.verticalOffset()))
        if row is None or not self._page.here(row):
            return QModelIndex()
        return self._page.index(row)

    def scrollTo(
        self,
        index: Index,
        _hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scrolls just as far as needed."""
        if not index.isValid():
            return
        cell, bar = self.card_layout.cell(index.row()), self.verticalScrollBar()
        height = self.viewport().height()
        bar.setValue(min(max(bar.value(), cell.bottom() + 8 - height), cell.top() - 8))

    def isIndexHidden(self, index: Index) -> bool:
        """A place whose product has left is empty."""
        return not self._page.here(index.row())

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Moves by arrow keys, Home and End, over places that are empty."""
        count, row = self._page.rowCount(), self.currentIndex().row()
        layout = self.card_layout
        columns, page = layout.columns, layout.page(self.viewport().height())
        steps = {
            _Move.MoveUp: -columns, _Move.MovePageUp: columns, _Move.MoveDown: columns,
            _Move.MovePageDown: -columns, _Move.MoveLeft: -1, _Move.MovePrevious: -1,
            _Move.MoveRight: 1, _Move.MoveNext: 1, _Move.MoveHome: 1, _Move.MoveEnd: -1,
        }  # fmt: skip
        step = steps[action]
        column = row % columns
        starts = {
            _Move.MoveHome: 0, _Move.MoveEnd: count - 1,
            _Move.MovePageUp: max(row - page, column),
            _Move.MovePageDown: min(row + page, column + (count - 1 - column) // columns * columns),
        }  # fmt: skip
        start = starts.get(action, row + step)
        for target in range(start, count if step > 0 else -1, step):
            if self._page.here(target):
                return self._page.index(target)
        return self.currentIndex()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Selects the card in a rectangle's corner: there is no rubber band."""
        index = self.indexAt(rect.topLeft())
        if index.isValid():
            self.selectionModel().select(index, command)

    # Pointer and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """With Ctrl or Shift one selects; a plain click is told of."""
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        self._go(index, event.modifiers())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.selectionModel().select(index, _Select.Toggle)
        elif event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.clicked_product.emit(self._page.product(index.row()))

    def _go(self, index: QModelIndex, modifiers: Qt.KeyboardModifier) -> None:
        """Makes a product the current one. With Shift all from where one began are selected."""
        selection = self.selectionModel()
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            first, last = sorted((self._anchor, index.row()))
            rows = QItemSelection(self._page.index(first), self._page.index(last))
            selection.setCurrentIndex(index, _Select.NoUpdate)
            selection.select(rows, _Select.ClearAndSelect)
            return
        control = modifiers & Qt.KeyboardModifier.ControlModifier
        selection.setCurrentIndex(index, _Select.NoUpdate if control else _Select.Clear)
        self._anchor = index.row()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """All is done when the button goes down."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lights up the card under the pointer; dragging selects nothing."""
        self._hover(self.indexAt(event.position().toPoint()).row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks are two clicks."""
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves; Ctrl+Space selects. What decides belongs to the view around."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.selectionModel().select(self.currentIndex(), _Select.Toggle)
        elif key in _MOVES:
            target = self.moveCursor(_MOVES[key], event.modifiers())
            if target.isValid():
                self._go(target, event.modifiers())
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    # Painting

    def _restyle(self) -> None:
        self._painter = PageCardPainter(theme().tokens)
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the cards."""
        opened = self._page.opened
        if opened is None:
            return
        painter = QPainter(self.viewport())
        layout, offset = self.card_layout, self.verticalOffset()
        for row, product in enumerate(opened.sheet.ids):
            if product in opened.gone:
                if product not in self._leaving:
                    continue
                painter.setOpacity(float(self._fade.currentValue()))
            else:
                painter.setOpacity(1.0)
            cell = layout.cell(row).translated(0, -offset)
            self._paint_card(painter, cell, row, opened, layout.lines)

    def _paint_card(
        self, painter: QPainter, rect: QRect, row: int, opened: OpenSheet, lines: int
    ) -> None:
        product = opened.sheet.ids[row]
        card = opened.sheet.cards.get(product)
        photo = None
        if card is not None and card.thumbnail is not None:
            edge = self._painter.tile_rect(rect).width()
            photo = self._thumbnails.tile(card.thumbnail, edge, RADIUS, self.devicePixelRatioF())
        on_photo, below = self._marks(opened, product)
        style = PageCardStyle(
            selected=self.selectionModel().isRowSelected(row, QModelIndex()),
            current=row == self.currentIndex().row(),
            hovered=row == self._hovered,
            focused=self.hasFocus(),
            out=product in opened.out,
            on_photo=on_photo if lines else on_photo or below,
            below=below,
            lines=lines,
        )
        self._painter.paint_card(painter, rect, card, photo, style)
