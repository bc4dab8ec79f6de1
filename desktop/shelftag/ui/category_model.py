"""The category tree as a Qt model: names, counts, and names being typed."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel

from shelftag.catalog.tree import CategoryNode, Tree
from shelftag.ui.overview import NOTHING, Overview

ID_ROLE = Qt.ItemDataRole.UserRole
COUNTS_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


class CategoryModel(QStandardItemModel):
    """Categories that hold products or are the owner's own; the starter's empty ones on demand.

    Signals:
        renamed: A new name was typed for a category: id and name.
        named: A name was typed for a new category: parent id or None, and name.
    """

    renamed = Signal(int, str)
    named = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: list[tuple[int, int | None]] = []
        self._items: dict[int, QStandardItem] = {}

    def show_overview(self, overview: Overview, language: str, show_empty: bool) -> bool:
        """Shows tree and counts; returns whether rows came, went or moved."""
        nodes = list(_visible(overview, show_empty))
        shown = [(node.id, node.parent_id) for node in nodes]
        rebuilt = shown != self._shown
        if rebuilt:
            self._rebuild(nodes)
            self._shown = shown
        for node in nodes:
            item = self._items[node.id]
            name = node.label(language)
            counts = overview.counts(node.id)
            if item.text() != name:
                item.setText(name)
            if item.data(COUNTS_ROLE) != counts:
                item.setData(counts, COUNTS_ROLE)
        return rebuilt

    def _rebuild(self, nodes: list[CategoryNode]) -> None:
        self.clear()
        self._items = {}
        for node in nodes:
            item = _item(node.id)
            parent = self._items.get(node.parent_id or 0, self.invisibleRootItem())
            parent.appendRow(item)
            self._items[node.id] = item

    @property
    def shown_ids(self) -> list[int]:
        """Ids of the categories that are shown, parents before children."""
        return list(self._items)

    def index_of(self, category_id: int) -> QModelIndex:
        """Returns where a category is; invalid where it is not shown."""
        item = self._items.get(category_id)
        return self.indexFromItem(item) if item else QModelIndex()

    def add_blank(self, parent_id: int | None) -> QModelIndex:
        """Adds a row without a name, to be typed into."""
        parent = self._items.get(parent_id or 0, self.invisibleRootItem())
        item = _item(None)
        item.setData(NOTHING, COUNTS_ROLE)
        parent.appendRow(item)
        self._shown = []
        return self.indexFromItem(item)

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Passes on a name that was typed; the tree is shown anew once it is stored."""
        if role != Qt.ItemDataRole.EditRole:
            return super().setData(index, value, role)
        category_id = index.data(ID_ROLE)
        if category_id is None:
            self.named.emit(index.parent().data(ID_ROLE), str(value))
        elif str(value) != index.data(Qt.ItemDataRole.DisplayRole):
            self.renamed.emit(category_id, str(value))
        return True


def _item(category_id: int | None) -> QStandardItem:
    item = QStandardItem()
    item.setData(category_id, ID_ROLE)
    item.setEditable(True)
    return item


def _visible(overview: Overview, show_empty: bool) -> Iterator[CategoryNode]:
    """Yields the categories to show, parents before children.

    A category without translations was named by the owner: it shows even while it is empty.
    """
    tree: Tree = overview.tree
    wanted: set[int] = set()
    for node in tree.nodes.values():
        if show_empty or overview.counts(node.id).total or not node.names:
            wanted.update(node.path)
    return (node for node in tree.nodes.values() if node.id in wanted)
