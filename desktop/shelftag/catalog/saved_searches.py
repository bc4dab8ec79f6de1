"""Saved searches: kept under a name, renamed, reordered, deleted; each an operation."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shelftag.catalog.models import SavedSearch
from shelftag.catalog.product_query import ProductQuery
from shelftag.catalog.scope import OperationScope
from shelftag.catalog.tree import resolve
from shelftag_api.errors import ShelftagError

SAVE, CHANGE, RENAME, DELETE, ORDER = (
    "save_search", "change_search", "rename_search", "delete_search", "order_searches",
)  # fmt: skip
MAX_NAME = 60


@dataclass(frozen=True)
class SavedView:
    """A saved search.

    Attributes:
        id: Its number.
        name: What the owner calls it.
        query: What it looks for.
    """

    id: int
    name: str
    query: ProductQuery


def saved_searches(session: Session) -> list[SavedView]:
    """Returns the saved searches in the owner's order."""
    rows = session.scalars(
        select(SavedSearch)
        .where(SavedSearch.deleted.is_(False))
        .order_by(SavedSearch.position, SavedSearch.id)
    )
    return [SavedView(row.id, row.name, _query(session, row)) for row in rows]


def _query(session: Session, row: SavedSearch) -> ProductQuery:
    """Reads a query; a category that was merged since stands for the one that holds it now."""
    query = ProductQuery.from_json(row.query)
    if query.category_id is None:
        return query
    return replace(query, category_id=resolve(session, query.category_id))


def find_saved(session: Session, name: str) -> SavedView:
    """Finds a saved search by its name, in any case.

    Raises:
        ShelftagError: There is none (``searches.not_found``).
    """
    wanted = _tidy(name).casefold()
    for found in saved_searches(session):
        if found.name.casefold() == wanted:
            return found
    raise ShelftagError("searches.not_found", name=name)


def save(scope: OperationScope, name: str, query: ProductQuery) -> int:
    """Saves a search under a new name.

    Raises:
        ShelftagError: The name is empty, too long or taken.
    """
    name = _checked(scope.session, name)
    last = scope.session.scalar(select(func.max(SavedSearch.position)))
    row = SavedSearch(name=name, query=query.to_json(), position=0 if last is None else last + 1)
    scope.created(row)
    scope.params["name"] = name
    return row.id


def change(scope: OperationScope, search_id: int, query: ProductQuery) -> None:
    """Has a saved search look for something else."""
    row = _existing(scope.session, search_id)
    scope.change(row, query=query.to_json())
    scope.params["name"] = row.name


def rename(scope: OperationScope, search_id: int, name: str) -> None:
    """Gives a saved search another name.

    Raises:
        ShelftagError: The name is empty, too long or taken.
    """
    row = _existing(scope.session, search_id)
    name = _checked(scope.session, name, search_id)
    scope.params |= {"old": row.name, "name": name}
    scope.change(row, name=name)


def delete(scope: OperationScope, search_id: int) -> None:
    """Deletes a saved search; its products stay as they are."""
    row = _existing(scope.session, search_id)
    scope.params["name"] = row.name
    scope.change(row, deleted=True)


def reorder(scope: OperationScope, search_ids: Sequence[int]) -> None:
    """Puts the saved searches in an order; those that are not named stay behind."""
    known = [saved.id for saved in saved_searches(scope.session)]
    wanted = [i for i in search_ids if i in known]
    wanted += [i for i in known if i not in wanted]
    scope.change_each(SavedSearch, {i: {"position": place} for place, i in enumerate(wanted)})


def _existing(session: Session, search_id: int) -> SavedSearch:
    row = session.get(SavedSearch, search_id)
    if row is None or row.deleted:
        raise ShelftagError("searches.unknown")
    return row


def _tidy(name: str) -> str:
    plain = unicodedata.normalize("NFC", name)
    return " ".join("".join(c if c.isprintable() else " " for c in plain).split())


def _checked(session: Session, name: str, own: int | None = None) -> str:
    """Returns a name that can be used."""
    name = _tidy(name)
    if not name:
        raise ShelftagError("searches.empty_name")
    if len(name) > MAX_NAME:
        raise ShelftagError("searches.long_name", limit=MAX_NAME)
    for saved in saved_searches(session):
        if saved.name.casefold() == name.casefold() and saved.id != own:
            raise ShelftagError("searches.name_taken", name=saved.name)
    return name
