"""Merged categories: which category holds now what was labelled with one that is no more."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import CTE, ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from shelftag.catalog.models import Category
from shelftag_api.errors import ShelftagError


def _steps() -> CTE:
    """Pairs of a merged category and each one that it went into, the next and the last alike."""
    first = (
        select(Category.id.label("merged_id"), Category.merged_into_id.label("holder_id"))
        .where(Category.merged_into_id.is_not(None))
        .cte("merged_category", recursive=True)
    )
    between = aliased(Category)
    return first.union(
        select(first.c.merged_id, between.merged_into_id)
        .join(between, between.id == first.c.holder_id)
        .where(between.merged_into_id.is_not(None))
    )


_STEPS = _steps()


def holder_of(category_id: Any) -> ColumnElement[Any]:
    """Returns, for a column of category ids, the category that each one's products are in now."""
    last = aliased(Category)
    holder = (
        select(_STEPS.c.holder_id)
        .join(last, last.id == _STEPS.c.holder_id)
        .where(_STEPS.c.merged_id == category_id, last.merged_into_id.is_(None))
        .scalar_subquery()
    )
    return func.coalesce(holder, category_id)


def merged_categories(session: Session) -> dict[int, int]:
    """Returns the merged categories with those that hold their products now.

    Raises:
        ShelftagError: They go round in a circle (``category.cycle``): the file was tampered with.
    """
    return {category_id: way[-1] for category_id, way in _ways(session).items()}


def merged_into(session: Session, category_ids: Collection[int]) -> list[int]:
    """Returns the categories whose products some others hold now, or held on their way."""
    wanted = set(category_ids)
    return [category_id for category_id, way in _ways(session).items() if wanted & set(way)]


def _ways(session: Session) -> dict[int, list[int]]:
    """Returns for each merged category those that it went into, one after the other."""
    query = select(Category.id, Category.merged_into_id).where(Category.merged_into_id.is_not(None))
    steps: dict[int, int] = {row.id: row.merged_into_id for row in session.execute(query)}
    ways: dict[int, list[int]] = {}
    for category_id in steps:
        way = [steps[category_id]]
        while way[-1] in steps:
            way.append(steps[way[-1]])
            if len(way) > len(steps):
                raise ShelftagError("category.cycle")
        ways[category_id] = way
    return ways


def gathered(candidates: Iterable[Sequence[float]], merged: Mapping[int, int]) -> dict[int, float]:
    """Adds up confidences by the categories that hold the products now, the surest first.

    Args:
        candidates: Pairs of category and confidence, as a model run said.
        merged: What `merged_categories` returns.
    """
    sums: dict[int, float] = {}
    for category_id, share in candidates:
        holder = merged.get(int(category_id), int(category_id))
        sums[holder] = sums.get(holder, 0.0) + float(share)
    return dict(sorted(sums.items(), key=lambda item: -item[1]))
