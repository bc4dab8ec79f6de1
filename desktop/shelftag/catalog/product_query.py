"""What the owner looks for: shelf, state, search, conditions and order, as it can be stored."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from shelftag.catalog.conditions import NOTHING, Conditions
from shelftag.catalog.filtering import ProductFilter
from shelftag.catalog.search_words import read_words
from shelftag.catalog.tree import Tree

STATES = {
    "all": frozenset[str](),
    "review": frozenset({"review"}),
    "accepted": frozenset({"accepted"}),
    "confirmed": frozenset({"confirmed", "trusted"}),
}
ORDERS = ("newest", "title", "unsure", "sure")


@dataclass(frozen=True)
class ProductQuery:
    """What is looked for.

    Attributes:
        category_id: The category opened in the tree, or None.
        uncategorised: Whether the shelf without category is open.
        missing: Whether the shelf of products whose photo files are gone is open.
        states: One of `STATES`.
        search: What was typed into the search field.
        order: One of `ORDERS`.
        conditions: What else must hold.
    """

    category_id: int | None = None
    uncategorised: bool = False
    missing: bool = False
    states: str = "all"
    search: str = ""
    order: str = "newest"
    conditions: Conditions = NOTHING

    def filter(self, tree: Tree) -> ProductFilter:
        """Returns the query that finds the products."""
        categories = None if self.category_id is None else frozenset(tree.subtree(self.category_id))
        typed, conditions = read_words(self.search)
        return ProductFilter(
            categories=categories,
            uncategorised=self.uncategorised,
            missing=self.missing,
            states=STATES[self.states],
            text=typed,
            conditions=tuple(c for c in (self.conditions, conditions) if c),
            order=self.order,
        )

    @property
    def narrowed(self) -> bool:
        """Whether more than the shelf and the state decides what is found."""
        return bool(self.search.strip() or self.conditions)

    def to_json(self) -> dict[str, Any]:
        """Writes it as plain values."""
        told = {field.name: getattr(self, field.name) for field in fields(ProductQuery)}
        return told | {"conditions": self.conditions.to_json()}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Reads it again; what makes no sense is left out."""
        known = {name: value[name] for name in value.keys() & _READABLE.keys()}
        read = {name: found for name, found in known.items() if _READABLE[name](found)}
        conditions = value.get("conditions")
        if isinstance(conditions, dict):
            read["conditions"] = Conditions.from_json(conditions)
        return cls(**read)

    def plain(self) -> "ProductQuery":
        """Returns it without what a view adds to it."""
        return ProductQuery(
            **{field.name: getattr(self, field.name) for field in fields(ProductQuery)}
        )


_READABLE: dict[str, Any] = {
    "category_id": lambda value: value is None or (isinstance(value, int) and 0 < value < 2**63),
    "uncategorised": lambda value: isinstance(value, bool),
    "missing": lambda value: isinstance(value, bool),
    "states": lambda value: isinstance(value, str) and value in STATES,
    "search": lambda value: isinstance(value, str),
    "order": lambda value: value in ORDERS,
}
