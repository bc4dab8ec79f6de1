"""Which categories hold something, kept up while an undo or redo takes others away."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog.models import Category, Product


class Occupancy:
    """What each category holds: labelled products, categories, what was merged into it."""

    def __init__(self, session: Session) -> None:
        held = select(Product.category_id).where(Product.active).distinct()
        self._labelled = set(session.scalars(held))
        columns = (Category.id, Category.parent_id, Category.merged_into_id, Category.deleted)
        self._rows = {row.id: dict(row._mapping) for row in session.execute(select(*columns))}
        targets = {row["merged_into_id"] for row in self._rows.values()}
        self._merged = {i for i, row in self._rows.items() if row["merged_into_id"] or i in targets}
        self._below: Counter[int | None] = Counter()
        for category_id in self._rows:
            self._count(category_id, 1)

    def holds_something(self, category_id: int) -> bool:
        """Whether a category holds labelled products or other categories."""
        return category_id in self._labelled or self._below[category_id] > 0

    def is_merged(self, category_id: int) -> bool:
        """Whether it was merged into another, or another into it."""
        return category_id in self._merged

    def follow(self, category_id: int, values: Mapping[str, Any]) -> None:
        """Takes note of what becomes of a category."""
        self._count(category_id, -1)
        self._rows[category_id].update(values)
        self._count(category_id, 1)

    def _count(self, category_id: int, sign: int) -> None:
        row = self._rows[category_id]
        if not row["deleted"] and row["merged_into_id"] is None:
            self._below[row["parent_id"]] += sign
