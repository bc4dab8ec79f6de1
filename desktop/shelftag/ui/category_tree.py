"""The category tree of the sidebar: rows with counts, renamed and added in place."""

from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QKeyCombination,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from shelftag.ui import icons
from shelftag.ui.category_drops import ON, DropTree, Spot
from shelftag.ui.category_model import COUNTS_ROLE, ID_ROLE, CategoryModel
from shelftag.ui.overview import NOTHING, Overview, StateCounts
from shelftag.ui.session import Session
from shelftag.ui.state_bar import paint_state_bar
from shelftag.ui.theme import font, theme
from shelftag.ui.tokens import BODY, RADIUS, SMALL
from shelftag.ui.translation import number

ROW_HEIGHT = 32
_BAR_WIDTH = 28
_COUNT_WIDTH = 40
_EXPAND_UP_TO = 80
"""A tree of no more rows than this starts unfolded."""
KEYS = {
    QKeyCombination(Qt.Key.Key_Insert): "add",
    QKeyCombination(Qt.Key.Key_Delete): "delete",
    QKeyCombination(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Up): "up",
    QKeyCombination(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Down): "down",
    QKeyCombination(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Left): "out",
    QKeyCombination(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Right): "in",
}
"""What keys mean on a category."""
_Index = QModelIndex | QPersistentModelIndex


class _RowDelegate(QStyledItemDelegate):
    """Paints a category's row and edits its name."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Returns the size of a row."""
        return QSize(100, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints name, bar and count."""
        tokens = theme().tokens
        rect = option.rect
        counts: StateCounts = index.data(COUNTS_ROLE) or NOTHING
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(BODY))
        painter.setPen(QColor(tokens.text if counts.total else tokens.muted))
        room = rect.width() - _BAR_WIDTH - _COUNT_WIDTH - 8
        name = QFontMetrics(painter.font()).elidedText(
            index.data(Qt.ItemDataRole.DisplayRole) or "", Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(rect.adjusted(4, 0, 0, 0), middle, name)
        if counts.total:
            left = rect.right() - _COUNT_WIDTH - _BAR_WIDTH
            top = rect.center().y() - 1
            bar = QRectF(left, top, _BAR_WIDTH, 4)
            paint_state_bar(painter, bar, counts, tokens)
        painter.setFont(font(SMALL))
        painter.setPen(QColor(tokens.muted))
        text = number(counts.total, self._language)
        painter.drawText(rect.adjusted(0, 0, -12, 0), middle | Qt.AlignmentFlag.AlignRight, text)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """Returns the field in which a name is typed."""
        return QLineEdit(parent)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Passes the typed name on; an empty one changes nothing."""
        text = cast(QLineEdit, editor).text().strip()
        if text:
            model.setData(index, text)


class CategoryTree(DropTree):
    """The tree.

    Attributes:
        categories: Its model.

    Signals:
        opened: A category was chosen.
        menu_requested: A context menu is wanted: category id or None, and where on the screen.
        key_pressed: A key of `KEYS` on a category: its id and what the key means.
    """

    opened = Signal(int)
    menu_requested = Signal(object, QPoint)
    key_pressed = Signal(int, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._hovered = QPersistentModelIndex()
        self._folded: set[int] = set()
        self._unfolded: set[int] = set()
        self.categories = CategoryModel(self)
        self.setObjectName("categories")
        self.setAccessibleName(session.text("ui.sidebar.categories"))
        self.setModel(self.categories)
        delegate = _RowDelegate(session.language, self)
        self.setItemDelegate(delegate)
        delegate.closeEditor.connect(lambda *_: QTimer.singleShot(0, self._drop_blank))
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        self.entered.connect(self._hover)
        self.expanded.connect(lambda index: self._remember_fold(index, folded=False))
        self.collapsed.connect(lambda index: self._remember_fold(index, folded=True))
        self.selectionModel().currentChanged.connect(self._chosen)
        self.clicked.connect(lambda index: self._chosen(index, QModelIndex()))

    def show_overview(self, overview: Overview, show_empty: bool) -> None:
        """Shows tree and counts; what is unfolded and chosen stays."""
        if self.state() == QAbstractItemView.State.EditingState:
            return
        current = self.current_id()
        self.blockSignals(True)
        rebuilt = self.categories.show_overview(overview, self._session.language, show_empty)
        if rebuilt:
            small = len(self.categories.shown_ids) <= _EXPAND_UP_TO
            for category_id in self.categories.shown_ids:
                if category_id in self._unfolded or (small and category_id not in self._folded):
                    self.expand(self.categories.index_of(category_id))
            self.choose(current)
        self.blockSignals(False)
        self.viewport().update()

    def current_id(self) -> int | None:
        """Returns the chosen category."""
        index = self.currentIndex()
        return index.data(ID_ROLE) if index.isValid() else None

    def choose(self, category_id: int | None) -> None:
        """Marks a category as the open one, without opening it again."""
        index = QModelIndex() if category_id is None else self.categories.index_of(category_id)
        self.blockSignals(True)
        self.selectionModel().blockSignals(True)
        self.setCurrentIndex(index)
        if not index.isValid():
            self.clearSelection()
        self.selectionModel().blockSignals(False)
        self.blockSignals(False)
        self.viewport().update()

    def rename(self, category_id: int) -> None:
        """Lets the name of a category be typed."""
        self.edit(self.categories.index_of(category_id))

    def add(self, parent_id: int | None) -> None:
        """Adds a row and lets its name be typed."""
        index = self.categories.add_blank(parent_id)
        self.expand(index.parent())
        self.scrollTo(index)
        self.edit(index)

    def unfold(self, category_id: int | None) -> None:
        """Has a category's sub-categories shown, also once it has got its first."""
        if category_id is not None:
            self._unfolded.add(category_id)
            self._folded.discard(category_id)
            self.expand(self.categories.index_of(category_id))

    def may_drop(self, category_id: int, spot: Spot) -> bool:
        """Whether a category can go there: not into itself, nor to where it is."""
        nodes = self._session.tree.nodes
        node, target = nodes.get(category_id), nodes.get(spot.category_id or 0)
        if node is None or spot.category_id == category_id:
            return False
        if target is None:
            return spot.category_id is None and not spot.merge and node.parent_id is not None
        if spot.merge:
            return category_id not in target.path
        if spot.place == ON:
            return category_id not in target.path and target.id != node.parent_id
        return category_id not in target.path[:-1]

    def _drop_blank(self) -> None:
        """Shows the tree as it is stored, without a row that got no name."""
        self.show_overview(self._session.overview, self._session.preferences.show_empty)

    def _remember_fold(self, index: _Index, folded: bool) -> None:
        category_id = index.data(ID_ROLE)
        into, out = (self._folded, self._unfolded) if folded else (self._unfolded, self._folded)
        into.add(category_id)
        out.discard(category_id)

    def _chosen(self, index: _Index, _previous: _Index) -> None:
        category_id = index.data(ID_ROLE) if index.isValid() else None
        if category_id is not None:
            self.opened.emit(category_id)

    def _ask_for_menu(self, position: QPoint) -> None:
        index = self.indexAt(position)
        category_id = index.data(ID_ROLE) if index.isValid() else None
        self.menu_requested.emit(category_id, self.viewport().mapToGlobal(position))

    def _hover(self, index: _Index) -> None:
        self._hovered = QPersistentModelIndex(index)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edits the tree; a name that is being typed gets its keys itself."""
        meaning = KEYS.get(event.keyCombination())
        current = self.current_id()
        editing = self.state() == QAbstractItemView.State.EditingState
        if meaning is None or current is None or editing:
            super().keyPressEvent(event)
        else:
            self.key_pressed.emit(current, meaning)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Folds where the little arrow is; elsewhere opens."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.categories.hasChildren(index):
            left = self.visualRect(index).left()
            if left - 18 <= event.position().x() < left:
                self.setExpanded(index, not self.isExpanded(index))
                return
        super().mousePressEvent(event)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints background, arrow and content of a row."""
        tokens = theme().tokens
        rect = option.rect
        chosen = self.selectionModel().isSelected(index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or (self._hovered == index and self.underMouse()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft if chosen else tokens.hover))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), RADIUS, RADIUS)
        if chosen and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(tokens.accent))
            frame = QRectF(rect).adjusted(0.5, 1.5, -0.5, -1.5)
            painter.drawRoundedRect(frame, RADIUS, RADIUS)
        self.paint_spot(painter, rect, index)
        content = self.visualRect(index)
        if self.model().hasChildren(index):
            name = "ph.caret-down-bold" if self.isExpanded(index) else "ph.caret-right-bold"
            icons.paint(
                painter, name, tokens.muted, content.left() - 13, content.center().y() - 5, 12
            )
        inner = QStyleOptionViewItem(option)
        inner.rect = content
        self.itemDelegate().paint(painter, inner, index)
        self.paint_merge(painter, rect, index)
