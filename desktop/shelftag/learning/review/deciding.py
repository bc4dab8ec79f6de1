"""Decisions on the desk: written to the catalogue, with what moves because of them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert

from shelftag.catalog import labels
from shelftag.catalog.models import Prediction
from shelftag.catalog.scope import OperationScope
from shelftag.learning.review.beliefs import NONE, Ints
from shelftag.learning.review.desk import Desk


def decide(scope: OperationScope, desk: Desk, decided: Mapping[int, int], method: str) -> list[int]:
    """Gives products their categories; the suggestions of what looks like them follow at once.

    The suggestions that move belong to the same operation: undoing it brings back both.

    Args:
        scope: The owner's operation.
        desk: The products.
        decided: Category by product.
        method: ``single``, ``page``, ``bulk`` or ``audit``.

    Returns:
        The products whose suggestion moved.
    """
    labels.assign_each(scope, dict(decided), method=method)
    moved = desk.decide(decided)
    _write_suggestions(scope, desk, moved)
    return [int(product) for product in desk.ids[moved]]


def _write_suggestions(scope: OperationScope, desk: Desk, rows: Ints) -> None:
    beliefs = desk.beliefs[rows]
    values: list[dict[str, Any]] = [
        {
            "operation_id": scope.id,
            "product_id": int(product),
            "model_version_id": desk.version_id,
            "candidates": [
                [int(category), round(float(share), 4)]
                for category, share in zip(categories, shares, strict=True)
                if category != NONE
            ],
            "category_id": int(categories[0]),
            "confidence": round(float(shares[0]), 4),
            "accepted": False,
        }
        for product, categories, shares in zip(
            desk.ids[rows], beliefs.categories, beliefs.shares, strict=True
        )
    ]
    if values:
        scope.session.execute(insert(Prediction), values)
        labels.refresh_ids(scope.session, [value["product_id"] for value in values])
