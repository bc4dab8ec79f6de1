"""Products as small photos with their titles, read as far as they are looked at."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shelftag.catalog import queries
from shelftag.catalog.queries import ProductCard
from shelftag.ui import icons
from shelftag.ui.dialogs.paged_rows import Deliver, PagedRows
from shelftag.ui.session import Session
from shelftag.ui.theme import font, theme
from shelftag.ui.thumbnails import ThumbnailStore
from shelftag.ui.tokens import RADIUS_SMALL, SMALL

EDGE = 104
_PADDING, _LINE = 6, 20
_CARD = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class _Products(QAbstractListModel):
    """The products by their place."""

    def __init__(self, session: Session, parent: QListView) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: Sequence[Any] = ()

    def show(self, ids: Sequence[int]) -> None:
        """Shows other products."""
        self.beginResetModel()
        self.rows = PagedRows(ids, self._fetch, self._arrived)
        self.endResetModel()

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        def done(cards: dict[int, ProductCard]) -> None:
            deliver([cards.get(product) for product in ids])

        self._session.read(lambda reader: queries.product_cards(reader, ids), done, self)

    def _arrived(self, first: int, last: int) -> None:
        last = min(last, len(self.rows) - 1)
        if first <= last:
            self.dataChanged.emit(self.index(first), self.index(last))

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Returns the number of products."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Returns the title of a product, or its card."""
        card: ProductCard | None = self.rows[index.row()]
        if role == _CARD:
            return card
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        return (card.title or card.sku) if card is not None and role in spoken else None


class _TileDelegate(QStyledItemDelegate):
    """Paints a photo with the title below it."""

    def __init__(self, store: ThumbnailStore, parent: QListView) -> None:
        super().__init__(parent)
        self._store = store

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Returns the size of a tile."""
        return QSize(EDGE + 2 * _PADDING, EDGE + _LINE + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints the tile; one that is still being read shows its empty frame."""
        tokens = theme().tokens
        card: ProductCard | None = index.data(_CARD)
        whole: QRect = option.rect
        box = QRect(whole.left() + _PADDING, whole.top() + _PADDING, EDGE, EDGE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 1.5))
            painter.drawRoundedRect(whole.adjusted(1, 1, -2, -2), RADIUS_SMALL, RADIUS_SMALL)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.tile))
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        if card is None:
            return
        ratio = painter.device().devicePixelRatioF()
        photo = (
            self._store.tile(card.thumbnail, EDGE, RADIUS_SMALL, ratio) if card.thumbnail else None
        )
        if photo is not None:
            painter.drawPixmap(box, photo)
        elif not card.thumbnail:
            middle = box.center()
            icons.paint(
                painter, "ph.image", tokens.border_strong, middle.x() - 14, middle.y() - 14, 28
            )
        painter.setFont(font(SMALL))
        painter.setPen(QColor(tokens.text))
        line = QRect(box.left(), box.bottom() + 2, EDGE, _LINE)
        shown = QFontMetrics(painter.font()).elidedText(
            card.title or card.sku, Qt.TextElideMode.ElideRight, EDGE
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)


class ProductTiles(QListView):
    """The tiles.

    Args:
        session: The catalogue.
        name: What a screen reader says.
    """

    def __init__(self, session: Session, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._store = ThumbnailStore(session.catalog, self)
        self._store.loaded.connect(self.viewport().update)
        self._products = _Products(session, self)
        self.setModel(self._products)
        self.setItemDelegate(_TileDelegate(self._store, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_products(self, ids: Sequence[int]) -> None:
        """Shows other products."""
        self._products.show(ids)
        self.scrollToTop()

    @property
    def count(self) -> int:
        """How many there are."""
        return self._products.rowCount()

    def close_store(self) -> None:
        """Lets the threads that load photos finish."""
        self._store.close()
