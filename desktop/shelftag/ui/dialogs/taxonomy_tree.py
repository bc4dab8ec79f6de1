"""What a taxonomy would add to the shop's categories: as a tree to choose a part of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QVBoxLayout, QWidget

from shelftag.catalog.tree import CategoryNode, Tree
from shelftag.ui import icons
from shelftag.ui.dialogs.frame import Text
from shelftag.ui.dialogs.pieces import label
from shelftag.ui.theme import theme

_ROW_HEIGHT = 30
_FIGURE_WIDTH = 104
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PATH = Qt.ItemDataRole.UserRole
CategoryPath = tuple[str, ...]


@dataclass(frozen=True)
class FoundTaxonomy:
    """What the engine found in a file.

    Attributes:
        kind: ``google``, ``shopify`` or ``plain``.
        paths: Its categories, parents before children.
        codes: Their ids; empty for one without.
        known: Whether the shop has each of them.
        guesses: Category of the shop, place in ``paths`` and confidence.
        problems: Lines that could not be used: line, message id and parameters.
        problem_count: How many there are.
    """

    kind: str
    paths: Sequence[CategoryPath]
    codes: Sequence[str]
    known: Sequence[bool]
    guesses: Sequence[tuple[int, int, float]]
    problems: Sequence[tuple[int, str, dict[str, Any]]]
    problem_count: int

    @classmethod
    def of(cls, result: dict[str, Any]) -> "FoundTaxonomy":
        """Takes the result of the job ``preview_taxonomy``."""
        return cls(**{**result, "paths": [tuple(path) for path in result["paths"]]})

    @cached_property
    def tree(self) -> Tree:
        """Its categories as a tree, so that they can be searched like the shop's own.

        The id of a category is its place in ``paths`` and one.
        """
        ids: dict[CategoryPath, tuple[int, ...]] = {(): ()}
        nodes: dict[int, CategoryNode] = {}
        for number, path in enumerate(self.paths, 1):
            above = ids[path[:-1]]
            ids[path] = (*above, number)
            nodes[number] = CategoryNode(
                number, UUID(int=number), above[-1] if above else None, path[-1], {}, (),
                ids[path], None,
            )  # fmt: skip
        return Tree(nodes)


class ImportPage(QWidget):
    """The taxonomy as a tree; what is chosen in it is what would be added.

    Attributes:
        under: Path of the chosen category; empty for the whole taxonomy.
        view: The tree.

    Signals:
        changed: Another part was chosen.
    """

    changed = Signal()

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text
        self._found: FoundTaxonomy | None = None
        self.under: CategoryPath = ()
        self._model = QStandardItemModel(self)
        self.view = QTreeView()
        self.view.setObjectName("taxonomy")
        self.view.setAccessibleName(text("dialogs.taxonomy.tree"))
        self.view.setModel(self._model)
        self.view.setUniformRowHeights(True)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.selectionModel().currentRowChanged.connect(lambda: self._choose())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(text("dialogs.taxonomy.choose_part"), "muted", wrap=True))
        layout.addWidget(self.view, 1)

    def show_taxonomy(self, found: FoundTaxonomy) -> None:
        """Shows a taxonomy; the whole of it is chosen."""
        self._found, self.under = found, ()
        total, known = _counts(found)
        self._model.clear()
        self._model.setHorizontalHeaderLabels(
            [self._text(f"dialogs.taxonomy.{name}") for name in ("category", "number", "new")]
        )
        root = self._row((), self._text("dialogs.taxonomy.whole"), total[()], total[()] - known[()])
        self._model.invisibleRootItem().appendRow(root)
        items: dict[CategoryPath, QStandardItem] = {(): root[0]}
        for path in found.paths:
            row = self._row(path, path[-1], total[path], total[path] - known[path])
            items[path[:-1]].appendRow(row)
            items[path] = row[0]
        header = self.view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, _FIGURE_WIDTH)
            self._model.horizontalHeaderItem(column).setTextAlignment(_RIGHT)
        top = self._model.index(0, 0)
        self.view.expand(top)
        self.view.setCurrentIndex(top)

    def _row(self, path: CategoryPath, name: str, total: int, new: int) -> list[QStandardItem]:
        first = QStandardItem(name)
        first.setData(path, _PATH)
        tokens = theme().tokens
        icon = ("ph.plus-circle", tokens.accent_text) if new else ("ph.check-circle", tokens.muted)
        first.setIcon(icons.icon(*icon))
        first.setSizeHint(QSize(0, _ROW_HEIGHT))
        cells = [first]
        for figure in (total, new):
            cell = QStandardItem(f"{figure:,}" if figure else "–")
            cell.setTextAlignment(_RIGHT)
            cells.append(cell)
        return cells

    def _choose(self) -> None:
        index = self.view.currentIndex().siblingAtColumn(0)
        path = index.data(_PATH) if index.isValid() else ()
        self.under = tuple(path or ())
        self.changed.emit()

    def told(self) -> tuple[str, str, bool]:
        """Returns what would happen, more about it, and whether it is anything."""
        if self._found is None:
            return "", "", False
        depth = len(self.under)
        new = here = 0
        for path, known in zip(self._found.paths, self._found.known, strict=True):
            if path[:depth] == self.under or path == self.under[: len(path)]:
                new += not known
                here += known
        text = self._text
        details = text("dialogs.taxonomy.here", count=here) if here else ""
        if not new:
            return text("dialogs.taxonomy.nothing_new"), "", False
        return text("dialogs.taxonomy.would_add", count=new), details, True


def _counts(found: FoundTaxonomy) -> tuple[Counter[CategoryPath], Counter[CategoryPath]]:
    """Counts all categories, and those that the shop has, of each with all below it."""
    total: Counter[CategoryPath] = Counter()
    known: Counter[CategoryPath] = Counter()
    for path, here in zip(found.paths, found.known, strict=True):
        for end in range(len(path) + 1):
            total[path[:end]] += 1
            known[path[:end]] += here
    return total, known
