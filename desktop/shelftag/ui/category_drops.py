"""A tree onto which products and categories are dragged, and which shows where they would go."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from shelftag.ui import icons
from shelftag.ui.category_model import ID_ROLE
from shelftag.ui.dragging import CATEGORY, PRODUCTS, category_chip, dragged_ids, start_drag
from shelftag.ui.theme import theme
from shelftag.ui.tokens import RADIUS

ON, BEFORE, AFTER = "on", "before", "after"
_OPEN_AFTER_MS = 600
_EDGE = 0.25
"""The share of a row at its top and its bottom that means: between two rows."""
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Spot:
    """Where a drag would end.

    Attributes:
        category_id: The category under the pointer; None for the room below all of them.
        place: ``on`` it, ``before`` or ``after`` it.
        merge: Whether a category would become a part of it instead of going below it.
    """

    category_id: int | None
    place: str = ON
    merge: bool = False


class DropTree(QTreeView):
    """The part of the tree that knows about dragging.

    Signals:
        products_dropped: Products were dropped on a category: their ids and its id.
        category_dropped: A category was dropped: its id and a `Spot`.
    """

    products_dropped = Signal(object, int)
    category_dropped = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spot: Spot | None = None
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setAutoExpandDelay(_OPEN_AFTER_MS)
        self.setAutoScrollMargin(32)

    def may_drop(self, category_id: int, spot: Spot) -> bool:
        """Whether a category can go there."""
        raise NotImplementedError

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drags the chosen category."""
        index = self.currentIndex()
        category_id = index.data(ID_ROLE) if index.isValid() else None
        if category_id is None:
            return
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        picture = category_chip(name, self.devicePixelRatioF())
        actions = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
        start_drag(self, CATEGORY, [category_id], picture, actions)
        self._show(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes what comes from this window; folders and tables are for the window."""
        if self._is_ours(event):
            self.setState(QAbstractItemView.State.DraggingState)  # or no row would open by itself
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Shows where it would go; scrolls at the edges, and opens rows that are waited at."""
        super().dragMoveEvent(event)
        spot = self._spot(event)
        self._show(spot)
        if spot is None:
            event.ignore()
        else:
            event.setDropAction(self._action(event, spot))
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Shows nothing any more."""
        super().dragLeaveEvent(event)
        self._show(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tells what was dropped where."""
        spot = self._spot(event)
        self._show(None)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        if spot is None:
            event.ignore()
            return
        event.setDropAction(self._action(event, spot))
        event.accept()
        products = dragged_ids(event.mimeData(), PRODUCTS)
        if products:
            self.products_dropped.emit(products, spot.category_id)
        else:
            self.category_dropped.emit(dragged_ids(event.mimeData(), CATEGORY)[0], spot)

    def _is_ours(self, event: QDropEvent) -> bool:
        return event.mimeData().hasFormat(PRODUCTS) or event.mimeData().hasFormat(CATEGORY)

    def _action(self, event: QDropEvent, spot: Spot) -> Qt.DropAction:
        """The action by which the pointer shows what would happen."""
        wanted = Qt.DropAction.MoveAction
        if spot.merge or event.mimeData().hasFormat(PRODUCTS):
            wanted = Qt.DropAction.CopyAction
        return wanted if wanted & event.possibleActions() else event.proposedAction()

    def _spot(self, event: QDropEvent) -> Spot | None:
        """Returns where a drag would end; None where it cannot."""
        if not self._is_ours(event):
            return None
        position = event.position().toPoint()
        index = self.indexAt(position)
        category_id = index.data(ID_ROLE) if index.isValid() else None
        if event.mimeData().hasFormat(PRODUCTS):
            known = dragged_ids(event.mimeData(), PRODUCTS) and category_id is not None
            return Spot(category_id) if known else None
        dragged = dragged_ids(event.mimeData(), CATEGORY)
        if not dragged or (index.isValid() and category_id is None):
            return None
        spot = Spot(category_id)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            spot = Spot(category_id, merge=True)
        elif category_id is not None:
            spot = Spot(category_id, self._place(index, position))
        return spot if self.may_drop(dragged[0], spot) else None

    def _place(self, index: QModelIndex, position: QPoint) -> str:
        rect = self.visualRect(index)
        share = (position.y() - rect.top()) / max(rect.height(), 1)
        if share < _EDGE:
            return BEFORE
        open_below = self.isExpanded(index) and self.model().hasChildren(index)
        return AFTER if share > 1 - _EDGE and not open_below else ON

    def _show(self, spot: Spot | None) -> None:
        if spot != self.spot:
            self.spot = spot
            self.viewport().update()

    def paint_spot(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """Paints on a row that something would go there."""
        spot = self.spot
        if spot is None or spot.category_id is None or index.data(ID_ROLE) != spot.category_id:
            return
        accent = QColor(theme().tokens.accent)
        if spot.place == ON:
            painter.setPen(QPen(accent, 2))
            painter.setBrush(QColor(theme().tokens.accent_soft))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 2, -1, -2), RADIUS, RADIUS)
            return
        left = self.visualRect(index).left()
        y = rect.top() + 1 if spot.place == BEFORE else rect.bottom()
        painter.setPen(QPen(accent, 2))
        painter.setBrush(QColor(theme().tokens.sidebar))
        painter.drawLine(left + 4, y, rect.right() - 8, y)
        painter.drawEllipse(QPoint(left, y), 3, 3)

    def paint_merge(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """Paints on a row that a category would become a part of it."""
        spot = self.spot
        if spot is not None and spot.merge and index.data(ID_ROLE) == spot.category_id:
            x, y = rect.right() - 24, rect.center().y() - 8
            painter.fillRect(QRect(x - 8, rect.top() + 4, 28, rect.height() - 8),
                             QColor(theme().tokens.accent_soft))  # fmt: skip
            icons.paint(painter, "ph.git-merge-bold", theme().tokens.accent_text, x, y, 16)
