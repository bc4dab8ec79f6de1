"""The first rows of a table, with a choice above each column: what it holds."""

from collections.abc import Mapping, Sequence, Set

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableView, QWidget

from shelftag.importing.tables.fields import TableField
from shelftag.ui.dialogs.frame import Text
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.table import ROW_HEIGHT, Index
from shelftag.ui.theme import mark, theme

_COMBO_HEIGHT = 32
_WIDTH = 168
_ROOT = QModelIndex()


class TableGrid(QTableView):
    """The preview of a table.

    Attributes:
        choices: The choice above each column.

    Signals:
        chosen: The owner chose another use of a column: its name, and a TableField or None.
    """

    chosen = Signal(str, object)

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text
        self._model = _Cells(self)
        self._header = _Choices(self)
        self.choices: list[_Choice] = []
        self.setModel(self._model)
        self.setHorizontalHeader(self._header)
        self.setAccessibleName(text("dialogs.table_import.preview"))
        self._header.setAccessibleName(self.accessibleName())
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT - 4)
        self.horizontalScrollBar().valueChanged.connect(lambda: self._header.place())

    def show_table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Shows the beginning of a table; no column has a use yet."""
        for choice in self.choices:
            choice.hide()
            choice.deleteLater()
        self._model.show_cells(columns, rows)
        self.choices = [self._choice(number, name) for number, name in enumerate(columns)]
        self._header.choices = self.choices
        for number in range(len(columns)):
            self.setColumnWidth(number, _WIDTH)
        self._header.place()

    def show_uses(self, uses: Mapping[str, TableField], guessed: Set[str]) -> None:
        """Shows what the columns hold.

        Args:
            uses: Field by column.
            guessed: Columns whose use nobody has chosen.
        """
        for choice in self.choices:
            held = uses.get(choice.column)
            choice.show_use(held, guessed=held is not None and choice.column in guessed)
        self._model.show_used({n for n, c in enumerate(self._model.columns) if c in uses})

    def _choice(self, number: int, column: str) -> "_Choice":
        choice = _Choice(self._text, column, self._header)
        choice.activated.connect(lambda: self.chosen.emit(column, choice.held))
        choice.focused.connect(lambda: self._reveal(number))
        return choice

    def _reveal(self, number: int) -> None:
        """Scrolls to the column whose choice has the focus."""
        self.scrollTo(self._model.index(0, number))
        self._header.place()


class _Cells(QAbstractTableModel):
    """The cells of the first rows; columns that are not used are grey.

    Attributes:
        columns: The columns' names.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.columns: list[str] = []
        self._rows: list[Sequence[str]] = []
        self._used: set[int] = set()

    def show_cells(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Shows other cells."""
        self.beginResetModel()
        self.columns, self._rows, self._used = list(columns), list(rows), set()
        self.endResetModel()

    def show_used(self, used: set[int]) -> None:
        """Shows which columns are used."""
        self._used = used
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Returns the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Returns the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Returns what a cell shows: one line of it, all of it as its tool tip."""
        cell = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(cell.split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell
        if role == Qt.ItemDataRole.ForegroundRole and index.column() not in self._used:
            return QColor(theme().tokens.muted)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Returns a column's name."""
        if orientation == Qt.Orientation.Horizontal and role in (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole,
        ):  # fmt: skip
            return self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        return None


class _Choices(QHeaderView):
    """A header with a choice above each name.

    Attributes:
        choices: The choices.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.choices: list[_Choice] = []
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(120)
        self.sectionResized.connect(lambda: self.place())

    def sizeHint(self) -> QSize:
        """Returns room for the choices above the names."""
        hint = super().sizeHint()
        return QSize(hint.width(), _COMBO_HEIGHT + GAP + ROW_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the choices in their places again."""
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Puts each choice above its column."""
        for number, choice in enumerate(self.choices):
            left = self.sectionViewportPosition(number)
            width = self.sectionSize(number)
            choice.setGeometry(left + GAP // 2, GAP // 2, width - GAP, _COMBO_HEIGHT)
            choice.show()


class _Choice(QComboBox):
    """What one column holds.

    Attributes:
        column: Its name.

    Signals:
        focused: The keyboard has come here.
    """

    focused = Signal()

    def __init__(self, text: Text, column: str, parent: _Choices) -> None:
        super().__init__(parent.viewport())
        self._text = text
        self.column = column
        self.addItem(text("tables.field.none"), None)
        for held in TableField:
            self.addItem(text(f"tables.field.{held.value}"), held.value)
        self.setMaxVisibleItems(self.count())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def held(self) -> TableField | None:
        """What the column holds as it is shown, or None where it is not used."""
        name = self.currentData()
        return TableField(name) if name else None

    def show_use(self, held: TableField | None, *, guessed: bool) -> None:
        """Shows what the column holds."""
        self.setCurrentIndex(self.findData(held.value) if held else 0)
        mark(self, kind="field", used=held is not None, guessed=guessed)
        state = "guessed_column" if guessed else "column_use"
        self.setAccessibleName(self._text(f"dialogs.table_import.{state}", column=self.column))
        self.setToolTip(self.accessibleName())

    def event(self, event: QEvent) -> bool:
        """Tells when the keyboard comes here."""
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the table: nobody changes a choice by scrolling."""
        event.ignore()
