"""What the model suggests for one product, or for several together."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Reader

from shelftag.catalog.models import Category, Prediction, Product
from shelftag.catalog.tombstones import gathered, merged_categories

SHOWN = 5
_LOOKED_AT = 500
"""Products of a selection that are asked; the sum over more would not look different."""


@dataclass(frozen=True)
class Suggestion:
    """A category that the model suggests.

    Attributes:
        category_id: The category.
        share: Confidence from 0 to 1; for several products, the mean.
    """

    category_id: int
    share: float


@dataclass(frozen=True)
class SelectionSummary:
    """What the inspector shows of several products.

    Attributes:
        ids: All of them.
        states: How many are in each state.
        suggestions: The common suggestions.
        thumbnails: Photos of the first few.
    """

    ids: tuple[int, ...]
    states: dict[str, int]
    suggestions: tuple[Suggestion, ...]
    thumbnails: tuple[str, ...]


def common_suggestions(reader: Reader, ids: Sequence[int]) -> tuple[Suggestion, ...]:
    """Returns the best suggestions for some products together, best first.

    For a single product these are its own. Categories deleted since are left out; those merged
    since count for what they went into.
    """
    asked = list(ids[:_LOOKED_AT])
    predictions = reader.scalars(
        select(Prediction.candidates)
        .join(Product, Product.prediction_id == Prediction.id)
        .where(Product.id.in_(asked))
    )
    said = (candidate for candidates in predictions for candidate in candidates)
    sums = gathered(said, merged_categories(reader))
    alive = set(
        reader.scalars(
            select(Category.id).where(Category.id.in_(list(sums)), Category.deleted.is_(False))
        )
    )
    best = [category_id for category_id in sums if category_id in alive][:SHOWN]
    return tuple(Suggestion(category_id, sums[category_id] / len(asked)) for category_id in best)


def read_summary(reader: Reader, ids: Sequence[int]) -> SelectionSummary:
    """Reads what the inspector shows of several products."""
    from shelftag.catalog.database import chunks
    from shelftag.catalog.queries import product_cards

    states: dict[str, int] = {}
    for chunk in chunks(ids):
        rows = reader.execute(
            select(Product.state, func.count()).where(Product.id.in_(chunk)).group_by(Product.state)
        )
        for state, count in rows:
            states[state] = states.get(state, 0) + count
    cards = product_cards(reader, ids[:4])
    photos = (cards[i].thumbnail for i in ids[:4] if i in cards)
    thumbnails = tuple(photo for photo in photos if photo)
    return SelectionSummary(tuple(ids), states, common_suggestions(reader, ids), thumbnails)
