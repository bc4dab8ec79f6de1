"""Labels of this catalogue that look wrong, and those that the owner keeps all the same."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from shelftag.catalog.models import LabelEvent, Operation, Product
from shelftag.catalog.models.labels import OWNER, RANKS
from shelftag.catalog.scope import OperationScope
from shelftag.learning.review.beliefs import NONE, Ints
from shelftag.learning.review.desk import Desk
from shelftag.learning.review.doubts import MOST, doubts
from shelftag.learning.review.looks import Floats

SURE = "flag:sure"
"""Field of the event by which the owner keeps a label; its value is the category."""


@dataclass(frozen=True)
class Labelled:
    """The decided products, apart from the desk: looking for suspects takes a while.

    Attributes:
        ids: int64 [labels].
        looks: float32 [labels, size].
        categories: int64 [labels].
        steps: The operation that decided each, int64 [labels].
        sure: Products and the categories that the owner keeps.
    """

    ids: Ints
    looks: Floats
    categories: Ints
    steps: Ints
    sure: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Suspect:
    """A label that is probably wrong.

    Attributes:
        product: The product.
        present: Its category.
        suggestion: The one that similar products have.
        confidence: How sure that is.
    """

    product: int
    present: int
    suggestion: int
    confidence: float


def labelled(session: Session, desk: Desk) -> Labelled:
    """Copies what is decided from the desk: the latest labels, of products with a photo."""
    step_of = dict(
        session.execute(
            select(Product.id, LabelEvent.operation_id)
            .join(LabelEvent, LabelEvent.id == Product.label_event_id)
            .where(Product.active)
        ).all()
    )
    rows = np.flatnonzero((desk.categories != NONE) & desk.looks.any(axis=1))
    steps = np.array([step_of.get(int(product), NONE) for product in desk.ids[rows]], np.int64)
    latest = np.sort(np.argsort(-steps, kind="stable")[:MOST])
    rows, steps = rows[latest], steps[latest]
    return Labelled(desk.ids[rows], desk.looks[rows], desk.categories[rows], steps, kept(session))


def suspects(labels: Labelled) -> list[Suspect]:
    """Finds labels that are probably wrong, the surest first; kept ones are left out."""
    found = [
        Suspect(
            int(labels.ids[doubt.row]),
            int(labels.categories[doubt.row]),
            doubt.suggestion,
            doubt.confidence,
        )
        for doubt in doubts(labels.looks, labels.categories, labels.steps)
    ]
    return [one for one in found if (one.product, one.present) not in labels.sure]


def keep(scope: OperationScope, categories: Mapping[int, int]) -> None:
    """Keeps labels for good: they are doubted no more.

    Args:
        scope: The owner's operation.
        categories: Category by product, as it is.
    """
    values = [
        {
            "operation_id": scope.id,
            "product_id": product,
            "field": SURE,
            "value": str(category),
            "source": OWNER,
            "rank": RANKS[OWNER],
            "method": "single" if len(categories) == 1 else "bulk",
        }
        for product, category in categories.items()
    ]
    if values:
        scope.session.execute(insert(LabelEvent), values)


def kept(session: Session) -> frozenset[tuple[int, int]]:
    """Returns the products and categories that the owner keeps."""
    rows = session.execute(
        select(LabelEvent.product_id, LabelEvent.value)
        .join(Operation, Operation.id == LabelEvent.operation_id)
        .where(LabelEvent.field == SURE, Operation.retracted_at.is_(None))
    )
    return frozenset((product, int(value)) for product, value in rows if value)
