"""Labels of the owner that look wrong: those that everything similar speaks against.

The idea of confident learning (Northcutt, Jiang and Chuang, JAIR 70, 2021): a label is suspect
where what has not seen it is surer of another category, or less sure of its own than is usual for
that category. Here the similar products speak, without those that were decided by the same step: a
wrong key gives a whole page the wrong category, and its products would vouch for one another.
"""

from dataclasses import dataclass

import numpy as np

from shelftag.learning.review.beliefs import Ints, votes
from shelftag.learning.review.looks import Floats, same_category

LEAST = 0.8
"""Confidence from which a label is doubted: of 1,000 right ones on grocery photos 21 are."""
_BLOCK = 1_024
_UNSEEN = -2.0
"""In the place of the cosine with what was decided by the same step."""
MOST = 20_000
"""So many labels are compared with one another: those of the newest products."""


@dataclass(frozen=True)
class Doubt:
    """A label that is probably wrong.

    Attributes:
        row: Its row among those that were asked about.
        suggestion: The category that similar products have.
        confidence: How probably the label is wrong, times the mean of that over all that the same
            step gave the same category: a wrong step is doubted as a whole, a single odd product
            less.
    """

    row: int
    suggestion: int
    confidence: float


def doubts(looks: Floats, categories: Ints, steps: Ints, least: float = LEAST) -> list[Doubt]:
    """Finds labels that are probably wrong, the surest first.

    Args:
        looks: Of the labelled products, float32 [labels, size].
        categories: Their categories, int64 [labels].
        steps: The step that decided each, int64 [labels].
        least: Confidence below which nothing is doubted.
    """
    if not len(looks):
        return []
    known, columns = np.unique(categories, return_inverse=True)
    order = np.argsort(columns, kind="stable")
    starts = np.flatnonzero(np.diff(columns[order], prepend=-1))
    claimed, alike = np.zeros(len(looks), np.float32), np.zeros(len(looks), np.float32)
    others = np.zeros(len(looks), np.int64)
    for start in range(0, len(looks), _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, len(looks)))
        each = np.arange(len(rows))
        cosines = looks[rows] @ looks[order].T
        cosines[steps[rows, None] == steps[None, order]] = _UNSEEN
        spoken = np.add.reduceat(votes(cosines), starts, axis=1)
        nearest = np.maximum.reduceat(cosines, starts, axis=1)
        own = spoken[each, columns[rows]]
        spoken[each, columns[rows]] = 0
        others[rows] = spoken.argmax(axis=1)
        against = spoken.max(axis=1)
        near = same_category(nearest[each, others[rows]])
        claimed[rows] = near * against / np.maximum(against + own, 1e-30)
        own_nearest = nearest[each, columns[rows]]
        alike[rows] = np.where(own_nearest == _UNSEEN, np.nan, same_category(own_nearest))
    sure = 1 - (1 - claimed) * _usual(alike, columns)
    _, groups = np.unique(np.stack([steps, columns]), axis=1, return_inverse=True)
    groups = groups.ravel()
    means = np.bincount(groups, sure) / np.maximum(np.bincount(groups), 1)
    confidence = sure * means[groups]
    return [
        Doubt(int(row), int(known[others[row]]), float(confidence[row]))
        for row in np.argsort(-confidence, kind="stable")
        if confidence[row] >= least
    ]


def _usual(alike: Floats, columns: Ints) -> Floats:
    """Compares how alike labels are to their own category with what is usual there.

    Args:
        alike: Probability that each belongs to its category, by its likest product there; NaN where
            that has no other, float32 [labels].
        columns: Number of each label's category, int64 [labels].

    Returns:
        From 0, like nothing there, to 1, as usual; float32 [labels].
    """
    known = ~np.isnan(alike)
    counts = np.bincount(columns[known], minlength=columns.max() + 1)
    means = np.bincount(columns[known], alike[known], len(counts)) / np.maximum(counts, 1)
    shares = np.minimum(1, alike / np.maximum(means[columns], 1e-6))
    return np.where(known, shares, 1).astype(np.float32)
