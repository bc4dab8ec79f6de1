"""Runs a bulk edit: one operation in batches, that is whole or not at all; and its preview."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog.bulk_edits import BulkEdit, Plan
from shelftag.catalog.database import Database, chunks
from shelftag.catalog.models import Product
from shelftag.catalog.operations import OWNER, finish, start, take_back
from shelftag.catalog.scope import OperationScope
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

BATCH = 1_000
"""Products in one transaction: other writers wait no longer than for these."""
EXAMPLES = 3


@dataclass(frozen=True)
class Example:
    """A product before and after."""

    title: str
    before: Any
    after: Any


@dataclass(frozen=True)
class BulkPreview:
    """What a bulk edit would do.

    Attributes:
        products: Products that it is about.
        count: Of them, those that would change.
        examples: The first few of these.
    """

    products: int
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class BulkResult:
    """What a bulk edit did: its operation, and how many products are different now."""

    operation_id: int
    count: int


def preview(session: Session, edit: BulkEdit, product_ids: Sequence[int]) -> BulkPreview:
    """Tells what a bulk edit would do; changes nothing.

    Raises:
        ShelftagError: It cannot be done; see `BulkEdit.check`.
    """
    edit.check(session)
    count, first = 0, Plan()
    for chunk in chunks(product_ids):
        plan = edit.plan(session, chunk)
        count += len(plan)
        for product in chunk:
            if len(first) == EXAMPLES:
                break
            if product in plan:
                first[product] = plan[product]
    titles = {
        row.id: row.title or row.sku
        for row in session.scalars(select(Product).where(Product.id.in_(first)))
    }
    examples = tuple(Example(titles[i], before, after) for i, (before, after) in first.items())
    return BulkPreview(len(product_ids), count, examples)


def run(
    database: Database, edit: BulkEdit, product_ids: Sequence[int]
) -> Generator[Progress, None, BulkResult]:
    """Changes products as one operation.

    Where it is cancelled, breaks, or its process is killed, it is taken back as a whole.

    Args:
        database: The catalogue's database.
        edit: What to change.
        product_ids: The products.

    Raises:
        ShelftagError: It cannot be done, or nothing would change (``searches.nothing_changes``).
    """
    with database.read() as session:
        edit.check(session)
    operation_id: int | None = None
    count = done = 0
    yield Progress("phase.bulk_edit", 0, len(product_ids))
    try:
        for first in range(0, len(product_ids), BATCH):
            batch = product_ids[first : first + BATCH]
            with database.write() as session:
                plan = edit.plan(session, batch)
                if plan:
                    scope = _scope(session, edit, operation_id)
                    edit.apply(scope, plan)
                    operation_id = scope.id
            count, done = count + len(plan), done + len(batch)
            yield Progress("phase.bulk_edit", done, len(product_ids))
    except BaseException:
        if operation_id is not None:
            take_back(database, operation_id)
        raise
    if operation_id is None:
        raise ShelftagError("searches.nothing_changes")
    with database.write() as session:
        finish(OperationScope(session, operation_id, edit.params() | {"count": count}))
    return BulkResult(operation_id, count)


def _scope(session: Session, edit: BulkEdit, operation_id: int | None) -> OperationScope:
    if operation_id is None:
        return start(session, edit.kind, OWNER, edit.params() | {"count": 0})
    return OperationScope(session, operation_id, edit.params())
