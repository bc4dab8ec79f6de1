"""Labels of a catalogue that look wrong, and the owner's answers to that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog import marks
from shelftag.catalog.database import chunks
from shelftag.catalog.models import LabelEvent, Operation, Product
from shelftag.catalog.scope import OperationScope
from shelftag.learning.review.beliefs import NONE
from shelftag.learning.review.desk import Desk
from shelftag.learning.review.doubts import MOST, doubts

SURE = "flag:sure"
"""Field of the owner's word that a label is right whatever speaks against it; its value is the
category that it holds for."""


@dataclass(frozen=True)
class DoubtedLabel:
    """A label that looks wrong.

    Attributes:
        product: The product.
        category: Its label.
        suggestion: What similar products are.
        confidence: How sure that is, 0 to 1.
    """

    product: int
    category: int
    suggestion: int
    confidence: float


def doubted_labels(session: Session, desk: Desk) -> list[DoubtedLabel]:
    """Finds labels that look wrong, the surest first; those the owner is sure of are left out."""
    rows = np.flatnonzero((desk.categories != NONE) & desk.looks.any(axis=1))[-MOST:]
    steps = dict(
        session.execute(
            select(Product.id, LabelEvent.operation_id).join(
                LabelEvent, LabelEvent.id == Product.label_event_id
            )
        ).all()
    )
    products = desk.ids[rows].tolist()
    of = np.array([steps.get(product, 0) for product in products], np.int64)
    sure = sure_of(session, products)
    found = [
        DoubtedLabel(
            int(products[doubt.row]),
            int(desk.categories[rows[doubt.row]]),
            doubt.suggestion,
            doubt.confidence,
        )
        for doubt in doubts(desk.looks[rows], desk.categories[rows], of)
    ]
    return [one for one in found if sure.get(one.product) != one.category]


def keep(scope: OperationScope, categories: Mapping[int, int]) -> None:
    """Notes that the owner is sure of some labels, for as long as these stand.

    Args:
        scope: The owner's operation.
        categories: The label by product.
    """
    for category in set(categories.values()):
        products = [product for product, own in categories.items() if own == category]
        marks.set_value(scope, products, SURE, str(category), method="single")
    scope.params["count"] = len(categories)


def sure_of(session: Session, products: Sequence[int]) -> dict[int, int]:
    """Returns of which category the owner is sure, by product; the latest word counts."""
    found: dict[int, int] = {}
    for chunk in chunks(products):
        rows = session.execute(
            select(LabelEvent.product_id, LabelEvent.value)
            .join(Operation, Operation.id == LabelEvent.operation_id)
            .where(
                LabelEvent.field == SURE,
                LabelEvent.product_id.in_(chunk),
                Operation.retracted_at.is_(None),
            )
            .order_by(LabelEvent.id)
        )
        found |= {product: int(value) for product, value in rows if value and value.isdecimal()}
    return found
