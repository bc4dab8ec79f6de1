"""The middle of the window: top bar, grid, and what stands in its place while it is empty."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from shelftag.catalog import queries
from shelftag.catalog.queries import ProductCard
from shelftag.ui.changes import ChangeSet
from shelftag.ui.empty_states import EmptyState
from shelftag.ui.grid import ProductGrid
from shelftag.ui.navigation import Navigation
from shelftag.ui.product_model import ProductModel
from shelftag.ui.session import Session
from shelftag.ui.thumbnails import ThumbnailStore
from shelftag.ui.toasts import Toast
from shelftag.ui.top_bar import TopBar

_FEW = 1_000
"""So many changed products are looked at one by one; for more the shelf is read anew."""


class Center(QWidget):
    """Shows the products of the place.

    Attributes:
        model: The products.
        grid: Their cards.
        top_bar: The bar over the grid.
        empty: What stands in place of the grid.
        toast: The latest notice.
        thumbnails: The photos on the cards.
    """

    def __init__(
        self, session: Session, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("center")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._navigation = session, navigation
        self._moved = True
        self.model = ProductModel(session, self)
        self.thumbnails = ThumbnailStore(session.catalog, self)
        self.grid = ProductGrid(self.model, self.thumbnails)
        self.grid.set_card_width(session.preferences.card_size)
        self.grid.setAccessibleName(session.text("ui.grid"))
        self.top_bar = TopBar(session, navigation)
        self.empty = EmptyState(session)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top_bar)
        layout.addWidget(self._stack, 1)
        self.toast = Toast(session, self)
        self.top_bar.card_size_changed.connect(self._resize_cards)
        self.top_bar.left_search.connect(self.grid.setFocus)
        self.empty.shelf_requested.connect(lambda: navigation.open_shelf("all"))
        self.empty.clear_requested.connect(navigation.clear)
        navigation.moved.connect(self._move)
        session.changed.connect(self._changed)
        self.model.loaded.connect(self._loaded)
        self._reload()

    def _move(self) -> None:
        self._moved = True
        self._reload()

    def _reload(self) -> None:
        self.model.reload(self._navigation.place.filter(self._session.tree))

    def _changed(self, change: ChangeSet) -> None:
        if change.products is None:
            self.thumbnails.forget_missing()
        self.model.invalidate(change)
        if not change.membership:
            return
        few = change.products is not None and len(change.products) <= _FEW
        if few and not change.categories and not self._navigation.place.narrowed:
            self._refit(sorted(change.products or ()))
        else:
            self._reload()

    def _refit(self, changed: list[int]) -> None:
        """Takes out what has left the shelf, without asking for all of it again."""
        place, tree, model = self._navigation.place, self._session.tree, self.model

        def show(cards: dict[int, ProductCard]) -> None:
            if place != self._navigation.place:
                return
            left = {i for i in changed if i not in cards or not place.holds(cards[i], tree)}
            came = any(i not in left and model.row_of(i) is None for i in changed)
            if came or model.reloading:
                self._reload()
            elif left:
                model.set_ids([i for i in model.ids if i not in left])

        self._session.read(lambda reader: queries.product_cards(reader, changed), show, self)

    def _loaded(self) -> None:
        """Shows the grid, or says why it is empty; a new place starts at its first product."""
        count = len(self.model.ids)
        if self._moved:
            self._moved = False
            self.grid.verticalScrollBar().setValue(0)
            self.grid.select_row(0)
        self.top_bar.show_count(count)
        if not count:
            self.empty.show_kind(self._reason())
        shown: QWidget = self.grid if count else self.empty
        if shown is not self._stack.currentWidget():
            typing = self.top_bar.search.hasFocus()
            self._stack.setCurrentWidget(shown)
            if not typing:
                shown.setFocus()

    def _reason(self) -> str:
        place = self._navigation.place
        if place.narrowed:
            return "search"
        if not self._session.overview.everything.total:
            return "catalog"
        return "review" if place.states == "review" else "shelf"

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for has come."""
        return self.model.idle and self.thumbnails.idle and self.top_bar.idle

    def _resize_cards(self, width: int) -> None:
        self._session.preferences.card_size = width
        self.grid.set_card_width(width)
