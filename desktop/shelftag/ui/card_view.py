"""What views of cards share: they scroll up and down only, and their layout is arithmetic."""

from typing import Protocol

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
)
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

Index = QModelIndex | QPersistentModelIndex
_STEP = 40


class CardLayout(Protocol):
    """Where cards lie, from the top of all of them."""

    @property
    def columns(self) -> int:
        """How many cards stand side by side."""

    @property
    def height_of_all(self) -> int:
        """Height of all cards with their margins."""

    def cell(self, row: int) -> QRect:
        """Returns where a row's card lies."""


class CardView(QAbstractItemView):
    """A view of cards; the one under the pointer is lit up."""

    _hovered = -1

    @property
    def card_layout(self) -> CardLayout:
        """Where the cards are now."""
        raise NotImplementedError

    def settled(self) -> None:
        """Is called when the selection or the current card is another one."""
        raise NotImplementedError

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Repaints and tells."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        self.settled()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Repaints and tells."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self.settled()

    def updateGeometries(self) -> None:
        """Fits the scroll bar to the cards."""
        super().updateGeometries()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self.card_layout.height_of_all - height))
        bar.setPageStep(height)
        bar.setSingleStep(_STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays the cards out anew."""
        super().resizeEvent(event)
        self.updateGeometries()

    def visualRect(self, index: Index) -> QRect:
        """Returns where a card is in the viewport."""
        if not index.isValid():
            return QRect()
        return self.card_layout.cell(index.row()).translated(0, -self.verticalOffset())

    def horizontalOffset(self) -> int:
        """Nothing scrolls sideways."""
        return 0

    def verticalOffset(self) -> int:
        """Returns how far it is scrolled."""
        return self.verticalScrollBar().value()

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        """Repaints all that is visible: selections may be large, the viewport is not."""
        return QRegion(self.viewport().rect())

    def viewportEvent(self, event: QEvent) -> bool:
        """Forgets the lit card when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        """Lights up the card of a row; -1 for none."""
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands here; finding by title is what the search field does."""
