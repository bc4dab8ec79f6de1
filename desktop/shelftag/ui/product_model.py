"""The products of the grid: ids of all of them, cards only of those that are looked at."""

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from shelftag.catalog import queries
from shelftag.catalog.queries import ProductCard, ProductFilter
from shelftag.ui.changes import ChangeSet
from shelftag.ui.session import Session
from shelftag.ui.translation import percent

PAGE = 60
"""Cards in one query."""
_PAGES_AT_ONCE = 6
"""Pages fetched together; older wishes are dropped, since the view has scrolled on."""
_KEPT_CARDS = 6_000
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class ProductModel(QAbstractListModel):
    """Products of one view, in its order.

    Attributes:
        ids: Product ids, one a row.
        fetched: Cards read from the database so far.
        reloading: Whether a query for the rows is under way.

    Signals:
        loaded: A query has come back, whether or not it changed the rows.
    """

    loaded = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.ids: list[int] = []
        self.fetched = 0
        self.reloading = False
        self._rows: dict[int, int] | None = None
        self._cards: OrderedDict[int, tuple[ProductCard, int]] = OrderedDict()
        self._age = 0
        self._asked = 0
        self._wanted: list[int] = []
        self._under_way: set[int] = set()
        self._fetch = QTimer(self, interval=0, singleShot=True)
        self._fetch.timeout.connect(self._fetch_wanted)

    # Rows

    def reload(self, wanted: ProductFilter) -> None:
        """Finds the products of a view beside the window; the latest request wins."""
        self._asked += 1
        asked = self._asked
        self.reloading = True

        def show(ids: list[int]) -> None:
            if asked == self._asked:
                self.reloading = False
                self.set_ids(ids)

        self._session.read(lambda reader: queries.product_ids(reader, wanted), show, self)

    def set_ids(self, ids: list[int]) -> None:
        """Shows these products. Nothing jumps where they are the same as before."""
        if ids != self.ids:
            self.beginResetModel()
            self.ids = ids
            self._rows = None
            self._wanted.clear()
            self._under_way.clear()
            self.endResetModel()
        self.loaded.emit()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Returns how many products there are."""
        return 0 if parent.isValid() else len(self.ids)

    def row_of(self, product_id: int) -> int | None:
        """Returns the row of a product."""
        if self._rows is None:
            self._rows = {product_id: row for row, product_id in enumerate(self.ids)}
        return self._rows.get(product_id)

    @property
    def idle(self) -> bool:
        """Whether no card is waited for."""
        return not self._fetch.isActive() and not self._wanted

    # Cards

    def card(self, row: int) -> ProductCard | None:
        """Returns the card of a row; where it is missing or old, its page is fetched."""
        known = self._cards.get(self.ids[row])
        if known is None or known[1] != self._age:
            self._want(row // PAGE)
        return known[0] if known else None

    def invalidate(self, change: ChangeSet) -> None:
        """Has changed cards read anew when they are next painted; until then they stay."""
        if change.products is None:
            self._age += 1
        else:
            for product_id in change.products:
                if product_id in self._cards:
                    self._cards[product_id] = (self._cards[product_id][0], -1)
        self._under_way.clear()
        if self.ids:
            self.dataChanged.emit(self.index(0), self.index(len(self.ids) - 1))

    def _want(self, page: int) -> None:
        if page not in self._under_way and page not in self._wanted:
            self._wanted.append(page)
            del self._wanted[:-_PAGES_AT_ONCE]
            self._fetch.start()

    def _fetch_wanted(self) -> None:
        for page in self._wanted:
            self._under_way.add(page)
            self._fetch_page(page, self.ids[page * PAGE : (page + 1) * PAGE], self._age)
        self._wanted.clear()

    def _fetch_page(self, page: int, ids: list[int], age: int) -> None:
        def show(cards: dict[int, ProductCard]) -> None:
            self._under_way.discard(page)
            self.fetched += len(cards)
            for product_id, card in cards.items():
                self._cards[product_id] = (card, age)
                self._cards.move_to_end(product_id)
            while len(self._cards) > _KEPT_CARDS:
                self._cards.popitem(last=False)
            first = page * PAGE
            if self.ids[first : first + 1] == ids[:1]:
                last = min(first + PAGE, len(self.ids)) - 1
                self.dataChanged.emit(self.index(first), self.index(last))

        self._session.read(lambda reader: queries.product_cards(reader, ids), show, self)

    # Texts, for screen readers

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Products can be dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Returns the title, and for screen readers the whole card in words."""
        if not index.isValid():
            return None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        card = self.card(index.row())
        if card is None:
            return None
        title = card.title or card.sku
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        words = [title, self._session.text(f"state.{card.state}"), self.category_name(card)]
        if card.confidence is not None:
            words.append(percent(card.confidence))
        if card.missing:
            words.append(self._session.text("ui.missing.mark"))
        return ", ".join(words)

    def category_name(self, card: ProductCard) -> str:
        """Returns the name of the category under which a product is shown."""
        node = self._session.tree.nodes.get(card.shown_category_id or 0)
        return node.label(self._session.language) if node else self._session.text("ui.no_category")
