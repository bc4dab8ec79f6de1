"""What the views are told: which data changed, and what there is to say about it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ChangeSet:
    """What a committed operation changed, so that each view refreshes only its part.

    Attributes:
        products: Ids of the products whose data changed, or None for any of them.
        categories: Whether the tree changed.
        models: Whether model versions changed.
        membership: Whether products may have come, gone or moved between shelves.
    """

    products: frozenset[int] | None = frozenset()
    categories: bool = False
    models: bool = False
    membership: bool = True

    @classmethod
    def everything(cls) -> "ChangeSet":
        """Everything may have changed: another process wrote, or a step was undone."""
        return cls(products=None, categories=True, models=True)

    @classmethod
    def of_products(cls, ids: Iterable[int], *, membership: bool = True) -> "ChangeSet":
        """Some products changed."""
        return cls(products=frozenset(ids), membership=membership)

    @classmethod
    def of_categories(cls) -> "ChangeSet":
        """The tree changed: names on every card may be different."""
        return cls(products=None, categories=True, membership=False)

    def touches(self, product_id: int) -> bool:
        """Whether a product's data may have changed."""
        return self.products is None or product_id in self.products


@dataclass(frozen=True)
class Notice:
    """A short message that fades away again.

    Attributes:
        message_id: Its sentence.
        params: Values for the sentence.
        undo: Id of the operation that its Undo button takes back, or None for no button.
        details: Opens more about it; None for no button.
        details_text: What the button for it says.
        is_error: Whether it reports something that did not work.
    """

    message_id: str
    params: Mapping[str, Any] = field(default_factory=dict)
    undo: int | None = None
    details: Callable[[], None] | None = None
    details_text: str = "ui.details"
    is_error: bool = False
