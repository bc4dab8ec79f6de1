"""The products of a page as Qt and screen readers see them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from shelftag.catalog.queries import ProductCard
from shelftag.ui.review.sheets import OpenSheet

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class PageModel(QAbstractListModel):
    """The products of the page, with words for screen readers.

    Attributes:
        opened: The page, or None.
    """

    def __init__(
        self, describe: Callable[[OpenSheet, ProductCard], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._describe = describe
        self.opened: OpenSheet | None = None

    def show(self, opened: OpenSheet | None) -> None:
        """Shows another page."""
        self.beginResetModel()
        self.opened = opened
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Returns how many places the page has."""
        return 0 if parent.isValid() or self.opened is None else len(self.opened.sheet.ids)

    def product(self, row: int) -> int:
        """Returns the product in a place."""
        assert self.opened is not None
        return self.opened.sheet.ids[row]

    def here(self, row: int) -> bool:
        """Whether the product in a place is still there."""
        return self.opened is not None and self.product(row) not in self.opened.gone

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """An empty place can be neither reached nor selected."""
        if not index.isValid() or not self.here(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Returns the title; as a tip with the SKU; for screen readers the whole card in words."""
        if not index.isValid() or self.opened is None:
            return None
        card = self.opened.sheet.cards.get(self.product(index.row()))
        if card is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title or card.sku
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._describe(self.opened, card)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(dict.fromkeys(filter(None, (card.title, card.sku))))
        return None
