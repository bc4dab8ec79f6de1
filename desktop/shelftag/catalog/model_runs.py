"""Stores what a model run says: predictions, the model's labels, and what follows from both.

A run over 100,000 products has to be quick. So the derived columns of `Product` are not asked of
the database, as `labels.refresh_ids` does, but written from what is at hand; a test proves that
both come to the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from shelftag.catalog.database import execute_rows
from shelftag.catalog.models import Category, LabelEvent, Prediction, Product
from shelftag.catalog.models.labels import MODEL, RANKS
from shelftag.catalog.tombstones import merged_categories

_PRODUCT: Any = Product.__table__
_EVENT: Any = LabelEvent.__table__
_PREDICTION: Any = Prediction.__table__
_PREDICTION_COLUMNS = (
    "operation_id", "product_id", "model_version_id", "candidates", "category_id", "confidence",
    "accepted",
)  # fmt: skip
_EVENT_COLUMNS = (
    "operation_id", "product_id", "field", "category_id", "source", "rank", "method",
    "model_version_id", "confidence", "suggested_category_id",
)  # fmt: skip
_LATEST = ("label_event_id", "prediction_id", "suggested_category_id", "confidence")
_SHELF = ("category_id", "state", "shown_category_id")


@dataclass(frozen=True)
class Said:
    """What a model says of some products.

    Attributes:
        operation_id: The run: the latest operation that has predictions, and it counts.
        version_id: The model version.
        product_ids: The products.
        categories: For each its best categories, best first, int64 [products, candidates].
        confidences: Their confidences, float64 likewise.
        accepted: Whether the model's word becomes a label, bool [products].
    """

    operation_id: int
    version_id: int
    product_ids: Sequence[int]
    categories: NDArray[np.int64]
    confidences: NDArray[np.float64]
    accepted: NDArray[np.bool_]


@dataclass(frozen=True)
class Followed:
    """What a part of a run came to.

    Attributes:
        accepted: Products that got the model's label.
        changed: Products whose shown category is another one now.
    """

    accepted: int = 0
    changed: int = 0

    def __add__(self, other: "Followed") -> "Followed":
        return Followed(self.accepted + other.accepted, self.changed + other.changed)


def among(column: Any, ids: Sequence[int]) -> ColumnElement[bool]:
    """Returns a condition that lets all of some ids through, and perhaps others.

    Where they are close neighbours, as in a run over everything, it is a range, which is found
    faster than a list.
    """
    low, high = min(ids), max(ids)
    close = high - low < 2 * len(ids)
    found: ColumnElement[bool] = column.between(low, high) if close else column.in_(ids)
    return found


def record(session: Session, said: Said) -> Followed:
    """Stores a part of a run and brings the products up to date.

    A product with an owner's or a trusted label keeps it, and stays where it is; the others get the
    model's label where it is sure enough, and lose an earlier one where it no longer is.

    Args:
        session: A writing session.
        said: What the model says.
    """
    before = _before(session, said.product_ids)
    kept = [row for row, product in enumerate(said.product_ids) if product in before]
    products = [said.product_ids[row] for row in kept]
    best: list[int] = said.categories[kept, 0].tolist()
    sure: list[float] = said.confidences[kept, 0].tolist()
    accepts: list[bool] = said.accepted[kept].tolist()
    prediction_ids = _insert(session, said, _PREDICTION, _PREDICTION_COLUMNS, [
        (said.operation_id, product, said.version_id, candidates, category, confidence, accepted)
        for product, candidates, category, confidence, accepted in zip(
            products, _as_json(said, kept), best, sure, accepts, strict=True
        )
    ])  # fmt: skip
    labelled = {
        product: category if accepted else None
        for product, category, accepted in zip(products, best, accepts, strict=True)
        if _labels(before[product][0], before[product][1], accepted)
    }
    event_ids = _insert(session, said, _EVENT, _EVENT_COLUMNS, [
        (said.operation_id, product, "category", labelled[product], MODEL, RANKS[MODEL], "model",
         said.version_id, confidence, category)
        for product, category, confidence in zip(products, best, sure, strict=True)
        if product in labelled
    ])  # fmt: skip
    latest, moved, changed = [], [], 0
    holders = category_holders(session)
    for product, suggested, confidence in zip(products, best, sure, strict=True):
        _, was, event, category, was_shown = before[product]
        suggestion = holders.get(suggested)
        latest.append((
            event_ids.get(product, event), prediction_ids[product], suggestion,
            None if suggestion is None else confidence, product,
        ))  # fmt: skip
        label = holders.get(labelled[product]) if product in labelled else category
        state = was if product not in labelled else "accepted" if label else "review"
        shown = suggestion if label is None else label
        if (label, state, shown) != (category, was, was_shown):
            moved.append((label, state, shown, product))
            changed += shown != was_shown
    _update(session, _LATEST, latest)
    _update(session, _SHELF, moved)  # apart: these are indexed, and mostly stay as they are
    session.expire_all()
    return Followed(sum(category is not None for category in labelled.values()), changed)


def category_holders(session: Session) -> dict[int | None, int]:
    """Returns for each category that there is the one in which its products are shown now."""
    there = set(session.scalars(select(Category.id).where(Category.deleted.is_(False))))
    merged = merged_categories(session)
    return {
        category: holder
        for category in there | merged.keys()
        if (holder := merged.get(category, category)) in there
    }


def not_for_models(session: Session, product_ids: Sequence[int]) -> set[int]:
    """Returns those of some products, and perhaps others, that no model may label.

    The owner or a trusted import has said something of them, if only that they belong nowhere.
    """
    rows = session.scalars(
        select(_PRODUCT.c.id)
        .join(_EVENT, _EVENT.c.id == _PRODUCT.c.label_event_id)
        .where(among(_PRODUCT.c.id, product_ids), _EVENT.c.rank > RANKS[MODEL])
    )
    return set(rows)


def _before(session: Session, product_ids: Sequence[int]) -> dict[int, list[Any]]:
    """Reads products as they are.

    Returns:
        By product: rank of what decides its category, state, event, category, shown category.
    """
    rows = session.execute(
        select(
            _PRODUCT.c.id, _EVENT.c.rank, _PRODUCT.c.state, _PRODUCT.c.label_event_id,
            _PRODUCT.c.category_id, _PRODUCT.c.shown_category_id,
        )
        .outerjoin(_EVENT, _EVENT.c.id == _PRODUCT.c.label_event_id)
        .where(among(_PRODUCT.c.id, product_ids))
    )  # fmt: skip
    return {product: was for product, *was in rows}


def _labels(rank: int | None, state: str, accepted: bool) -> bool:
    """Whether the model's word becomes a label, or takes an earlier one of its own back."""
    return (rank or 0) <= RANKS[MODEL] and (accepted or state == "accepted")


def _as_json(said: Said, rows: Sequence[int]) -> list[str]:
    """Writes candidates as `Prediction.candidates` holds them."""
    columns: list[list[str]] = []
    for place in range(said.categories.shape[1]):
        columns.append(_texts("[%d, ", said.categories[rows, place]))
        columns.append(_texts("%s]", said.confidences[rows, place]))
    pattern = f"[{', '.join(['%s%s'] * said.categories.shape[1])}]"
    return [pattern % row for row in zip(*columns, strict=True)]


def _texts(pattern: str, numbers: NDArray[Any]) -> list[str]:
    """Formats numbers, each that there is once: there are far fewer than predictions."""
    values, places = np.unique(numbers, return_inverse=True)
    texts = np.array([pattern % value for value in values.tolist()], object)
    found: list[str] = texts[places].tolist()
    return found


def _insert(
    session: Session, said: Said, table: Any, columns: Sequence[str], rows: Sequence[Any]
) -> dict[int, int]:
    """Inserts rows of the run; returns their ids by product."""
    if not rows:
        return {}
    newest = session.scalar(select(func.max(table.c.id))) or 0
    execute_rows(session, insert(table), columns, rows)
    found = session.execute(
        select(table.c.product_id, table.c.id).where(
            table.c.id > newest, table.c.operation_id == said.operation_id
        )
    )
    return dict(found.all())


def _update(session: Session, columns: Sequence[str], rows: Sequence[Any]) -> None:
    """Sets columns of products; the last value of each row is the product."""
    values: dict[str, Any] = {name: bindparam(name) for name in columns}
    statement = update(_PRODUCT).where(_PRODUCT.c.id == bindparam("product")).values(values)
    execute_rows(session, statement, [*columns, "product"], rows)
