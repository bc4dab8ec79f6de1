"""Tables of plain values: a model over a list, its view, and what an empty one shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from shelftag.ui import icons
from shelftag.ui.dialogs.paged_rows import PagedRows
from shelftag.ui.dialogs.pieces import EmptyState
from shelftag.ui.theme import theme

ROW_HEIGHT = 36
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        title: Its header.
        text: What a row shows there.
        icon: Icon name and theme token in front of it, or None.
        picture: A picture in place of the icon; None for a row that has none (yet).
        tone: Theme token of the text colour, or "" for the usual one.
        strong: Whether the text is set in semibold.
        right: Whether it is aligned to the right, as figures are.
        wide: Its share of the room that the others leave; 0 for one as wide as its texts.
        sentence: Whether it holds sentences, which lose their end; paths lose their middle.
    """

    title: str
    text: Callable[[Any], str]
    icon: Callable[[Any], tuple[str, str] | None] | None = None
    tone: Callable[[Any], str] | None = None
    strong: bool = False
    right: bool = False
    wide: int = 0
    sentence: bool = False
    picture: Callable[[Any], QPixmap | None] | None = None


class Rows(QAbstractTableModel):
    """A list of values as a table.

    Attributes:
        columns: Its columns.
        rows: The values.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.rows: Sequence[Any] = []

    def show(self, rows: Sequence[Any]) -> None:
        """Shows other values."""
        self.beginResetModel()
        self.rows = rows if isinstance(rows, PagedRows) else list(rows)
        self.endResetModel()

    def tell_arrived(self, first: int, last: int) -> None:
        """Has rows shown that were fetched."""
        last = min(last, len(self.rows) - 1)
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Returns the number of values."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Returns the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Returns what a cell shows."""
        column, row = self.columns[index.column()], self.rows[index.row()]
        if row is None:  # it is being fetched
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == Qt.ItemDataRole.DecorationRole and column.picture:
            picture = column.picture(row)
            if picture is not None:
                return picture
        if role == Qt.ItemDataRole.DecorationRole and column.icon:
            found = column.icon(row)
            return icons.icon(found[0], getattr(theme().tokens, found[1])) if found else None
        if role == Qt.ItemDataRole.ForegroundRole and column.tone and (tone := column.tone(row)):
            return QColor(getattr(theme().tokens, tone))
        if role == Qt.ItemDataRole.FontRole and column.strong:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Returns a column's title."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    def as_texts(self) -> list[list[str]]:
        """Returns all cells, for the clipboard and for files."""
        return [[column.text(row) for column in self.columns] for row in self.rows]


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class Table(QStackedWidget):
    """A table, or what stands in its place while it has no rows.

    Attributes:
        model: Its rows.
        view: The table itself.

    Signals:
        chosen: The chosen row is another one; its value, or None.
    """

    chosen = Signal(object)

    def __init__(
        self, name: str, columns: Sequence[Column], empty: EmptyState | None = None
    ) -> None:
        super().__init__()
        self.model = Rows(columns)
        self.model.setParent(self)
        self.view = _View(columns)
        self.view.setModel(self.model)
        self.view.setAccessibleName(name)
        self.view.horizontalHeader().setAccessibleName(name)
        _prepare(self.view, columns)
        self.addWidget(self.view)
        if empty is not None:
            self.addWidget(empty)
        self.view.selectionModel().currentRowChanged.connect(lambda: self._tell())

    def show_rows(self, rows: Sequence[Any], *, key: Callable[[Any], Any] | None = None) -> None:
        """Shows other values; the choice stays where the value with the same key is."""
        before = self.current()
        self.model.show(rows)
        self.setCurrentIndex(1 if not rows and self.count() > 1 else 0)
        self.view.share_room()
        if before is not None and key is not None:
            for number, row in enumerate(rows):
                if key(row) == key(before):
                    self.view.selectRow(number)
        self._tell()

    def current(self) -> Any:
        """Returns the chosen value, or None."""
        number = self.view.currentIndex().row()
        return self.model.rows[number] if 0 <= number < len(self.model.rows) else None

    def _tell(self) -> None:
        self.chosen.emit(self.current())


def _prepare(view: QTableView, columns: Sequence[Column]) -> None:
    """Makes a table of rows out of Qt's table of cells."""
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    view.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionsClickable(False)
    header.setFixedHeight(ROW_HEIGHT)
    header.setResizeContentsPrecision(100)
    for number, column in enumerate(columns):
        mode = QHeaderView.ResizeMode
        header.setSectionResizeMode(number, mode.Fixed if column.wide else mode.ResizeToContents)
        view.setItemDelegateForColumn(number, _Elision(column.sentence, view))


class _Elision(QStyledItemDelegate):
    """Shortens what does not fit: sentences at the end, names and paths in the middle."""

    def __init__(self, sentence: bool, parent: QTableView) -> None:
        super().__init__(parent)
        elide = Qt.TextElideMode
        self._mode = elide.ElideRight if sentence else elide.ElideMiddle

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Sets how a cell is shortened."""
        super().initStyleOption(option, index)
        option.textElideMode = self._mode


class _View(QTableView):
    """A table view whose wide columns share the room that the others leave.

    Attributes:
        columns: Its columns.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the room anew."""
        super().resizeEvent(event)
        self.share_room()

    def share_room(self) -> None:
        """Gives each wide column its share."""
        header = self.horizontalHeader()
        shown = [i for i in range(len(self.columns)) if not header.isSectionHidden(i)]
        wide = [i for i in shown if self.columns[i].wide]
        room = self.viewport().width() - sum(header.sectionSize(i) for i in shown if i not in wide)
        shares = sum(self.columns[i].wide for i in wide)
        for i in wide:
            width = max(room, 0) * self.columns[i].wide // shares
            header.resizeSection(i, max(width, 64))
