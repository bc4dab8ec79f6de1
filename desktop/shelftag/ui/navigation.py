"""Where the owner is: shelf, filter, search, conditions and order of what the grid shows."""

from dataclasses import dataclass, fields, replace

from PySide6.QtCore import QObject, Signal

from shelftag.catalog.conditions import NOTHING, Conditions
from shelftag.catalog.filtering import ProductFilter
from shelftag.catalog.product_query import STATES, ProductQuery
from shelftag.catalog.queries import ProductCard
from shelftag.catalog.tree import Tree
from shelftag.ui.overview import Overview, StateCounts

STATE_FILTERS = tuple(STATES)


@dataclass(frozen=True)
class Similar:
    """Products that look like one.

    Attributes:
        title: Of that one.
        ids: The products, the most similar first; that one itself leads.
    """

    title: str
    ids: tuple[int, ...]


@dataclass(frozen=True)
class Place(ProductQuery):
    """What the grid shows.

    Attributes:
        similar: What looks like a product, where that is open.
    """

    similar: Similar | None = None

    @property
    def shelf(self) -> str:
        """Name of the smart shelf, or ``category``, or ``similar``."""
        if self.similar is not None:
            return "similar"
        if self.category_id is not None:
            return "category"
        if self.missing:
            return "missing"
        return "none" if self.uncategorised else self.states

    def filter(self, tree: Tree) -> ProductFilter:
        """Returns the query that finds the products."""
        return replace(super().filter(tree), ids=self.similar.ids if self.similar else None)

    def holds(self, card: ProductCard, tree: Tree) -> bool:
        """Whether a product belongs here, leaving search and conditions aside."""
        states = STATES[self.states]
        if states and card.state not in states:
            return False
        if self.similar is not None:
            return card.id in self.similar.ids
        if self.missing:
            return card.missing
        if self.uncategorised:
            return card.shown_category_id is None
        if self.category_id is None:
            return True
        node = tree.nodes.get(card.shown_category_id or 0)
        return node is not None and self.category_id in node.path

    def counts(self, overview: Overview) -> StateCounts:
        """Returns how many products the shelf holds, whatever the filter and the search."""
        if self.category_id is not None:
            return overview.counts(self.category_id)
        if self.missing:
            return overview.missing
        return overview.uncategorised if self.uncategorised else overview.everything


class Navigation(QObject):
    """Holds the place and tells when it changes.

    Attributes:
        place: Where the owner is.

    Signals:
        moved: The place changed.
    """

    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = Place()
        self._before = Place()

    def go_to(self, other: "Navigation") -> None:
        """Goes to where another window was."""
        self._before = other._before
        if other.place != self.place:
            self.place = other.place
            self.moved.emit()

    def open_shelf(self, shelf: str) -> None:
        """Opens a smart shelf: one of `STATE_FILTERS`, ``none`` or ``missing``."""
        self._move(
            category_id=None,
            similar=None,
            uncategorised=shelf == "none",
            missing=shelf == "missing",
            states=shelf if shelf in STATE_FILTERS else "all",
        )

    def open_category(self, category_id: int) -> None:
        """Opens a category; the filter stays while going from category to category."""
        states = self.place.states if self.place.category_id is not None else "all"
        self._move(
            category_id=category_id, uncategorised=False, missing=False, similar=None, states=states
        )

    def open_similar(self, title: str, ids: tuple[int, ...]) -> None:
        """Opens what looks like a product, the most similar first."""
        if self.place.similar is None:
            self._before = self.place
        self._move(
            category_id=None, uncategorised=False, missing=False, states="all", search="",
            similar=Similar(title, ids),
        )  # fmt: skip

    def leave_similar(self) -> None:
        """Goes back to where one was before."""
        if self.place.similar is not None:
            self.place = self._before
            self.moved.emit()

    def set_states(self, states: str) -> None:
        """Filters by state."""
        self._move(states=states)

    def set_search(self, text: str) -> None:
        """Searches within the shelf."""
        self._move(search=text)

    def set_conditions(self, conditions: Conditions) -> None:
        """Says what else must hold."""
        self._move(conditions=conditions)

    def clear(self) -> None:
        """Shows the whole shelf: no search, no conditions."""
        self._move(search="", conditions=NOTHING)

    def open_query(self, query: ProductQuery) -> None:
        """Opens what was saved."""
        opened = {field.name: getattr(query, field.name) for field in fields(ProductQuery)}
        self._move(similar=None, **opened)

    def set_order(self, order: str) -> None:
        """Sorts."""
        self._move(order=order)

    def _move(self, **values: object) -> None:
        place = replace(self.place, **values)  # type: ignore[arg-type]
        if place != self.place:
            self.place = place
            self.moved.emit()
