"""The owner's decisions about products: confirm, take a suggestion, give a category."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from sqlalchemy import select

from shelftag.catalog import labels, tree
from shelftag.catalog.database import chunks
from shelftag.catalog.models import Product
from shelftag.catalog.scope import OperationScope
from shelftag.ui.changes import ChangeSet
from shelftag.ui.grid import ProductGrid
from shelftag.ui.navigation import Navigation
from shelftag.ui.session import Session
from shelftag.ui.suggestions import common_suggestions
from shelftag_api.errors import ShelftagError


class Decisions(QObject):
    """Turns keys and clicks into operations on the selected products.

    In the shelf of what is to review, the selection moves on to the next product after each.
    """

    def __init__(
        self, session: Session, navigation: Navigation, grid: ProductGrid, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._navigation = navigation
        self._grid = grid

    def targets(self) -> list[int]:
        """Returns the products that a decision is about."""
        selected = self._grid.selected_ids()
        current = self._grid.current_id()
        return selected or ([current] if current is not None else [])

    def confirm(self) -> None:
        """Confirms the categories under which the products are shown."""
        ids = self.targets()
        if not ids:
            return
        language = self._session.language

        def write(scope: OperationScope) -> list[int]:
            wanted = _unconfirmed(scope, ids)
            confirmed = labels.confirm(scope, wanted, method=_method(ids)) if wanted else []
            if not confirmed:
                reason = "no_category" if wanted else "confirmed_already"
                raise ShelftagError(f"ui.error.{reason}")
            scope.params |= {"count": len(confirmed), **_words(scope, confirmed, language)}
            return confirmed

        self._decide("confirm", write, ids, "ui.notice.confirmed")

    def take(self, rank: int) -> None:
        """Gives the products a suggestion as the inspector shows it, 0 being the first."""
        ids = self.targets()
        if not ids:
            return
        language = self._session.language

        def write(scope: OperationScope) -> list[int]:
            suggestions = common_suggestions(scope.session, ids)
            if rank >= len(suggestions):
                raise ShelftagError("ui.error.no_suggestion", rank=rank + 1)
            _assign(scope, ids, suggestions[rank].category_id, language)
            return ids

        self._decide("label", write, ids, "ui.notice.labelled")

    def assign(self, category_id: int) -> None:
        """Gives the products a category."""
        self.assign_to(self.targets(), category_id)

    def assign_to(self, ids: list[int], category_id: int) -> None:
        """Gives some products a category: those dragged onto it, for instance."""
        if not ids:
            return
        language = self._session.language

        def write(scope: OperationScope) -> list[int]:
            _assign(scope, ids, category_id, language)
            return ids

        self._decide("label", write, ids, "ui.notice.labelled")

    def assign_new(self, path: Sequence[str]) -> None:
        """Creates a category, with what is missing above it, and gives it to the products."""
        ids = self.targets()
        language = self._session.language

        def write(scope: OperationScope) -> list[int]:
            category_id = tree.ensure_path(scope, path)
            _assign(scope, ids, category_id, language)
            return ids

        if ids:
            self._decide("label", write, ids, "ui.notice.labelled", new_category=True)

    def _decide(
        self,
        kind: str,
        write: Callable[[OperationScope], list[int]],
        ids: list[int],
        notice: str,
        *,
        new_category: bool = False,
    ) -> None:
        def changed(touched: list[int]) -> ChangeSet:
            return ChangeSet(frozenset(touched), categories=new_category)

        if self._navigation.place.states == "review":
            self._grid.select_after(ids)
        self._session.perform(kind, write, change=changed, notice=notice)


def _method(ids: Sequence[int]) -> str:
    return "single" if len(ids) == 1 else "bulk"


def _unconfirmed(scope: OperationScope, ids: Sequence[int]) -> list[int]:
    """Leaves out what the owner has confirmed already."""
    found: list[int] = []
    for chunk in chunks(ids):
        found += scope.session.scalars(
            select(Product.id).where(Product.id.in_(chunk), Product.state != "confirmed")
        )
    return found


def _assign(scope: OperationScope, ids: Sequence[int], category_id: int, language: str) -> None:
    """Assigns and words the operation."""
    node = tree.read_tree(scope.session).nodes.get(category_id)
    if node is None:
        raise ShelftagError("category.unknown")
    labels.assign(scope, ids, category_id, method=_method(ids))
    scope.params |= {"count": len(ids), **_words(scope, ids, language)}
    scope.params["category"] = node.label(language)


def _words(scope: OperationScope, ids: Sequence[int], language: str) -> dict[str, str]:
    """Returns what the history may say of a single product: its title and its category."""
    if len(ids) != 1:
        return {}
    product = scope.session.get_one(Product, ids[0])
    node = tree.read_tree(scope.session).nodes.get(product.shown_category_id or 0)
    return {
        "title": product.title or product.sku,
        "category": node.label(language) if node else "",
    }
