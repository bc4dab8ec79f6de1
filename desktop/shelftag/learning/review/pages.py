"""Pages: products that belong together, so that one decision is about many of them."""

from dataclasses import dataclass

import numpy as np

from shelftag.learning.review.beliefs import NONE, Beliefs, Ints
from shelftag.learning.review.looks import Floats, same_category

PAGE = 24
_LENGTHS = (12, 16, 20, 24)
"""A page that would become a jumble is cut shorter."""
_SEEDS = 256
"""Products around which pages are tried."""
_POOL = 20_000
"""Products that pages are made of, where there are more."""
_OPENING = 0.5
"""What a page costs by itself, in decisions."""
UNKNOWN, UNSURE, MANY = "unknown", "unsure", "many"


@dataclass(frozen=True)
class Page:
    """Products to be looked at together.

    Attributes:
        rows: The products, those that fit the proposal best first.
        category: The category that most of them seem to belong to, or `NONE`.
        confidence: How sure that is, over the page.
        reason: Why this page comes now: ``unknown`` (hardly anything is believed of them),
            ``unsure`` (many suggestions are probably wrong), ``many`` (one key settles many).
        gain: Suggestions that are expected to be wrong now.
        cost: Decisions that it is expected to take.
    """

    rows: Ints
    category: int
    confidence: float
    reason: str
    gain: float
    cost: float


def next_page(
    looks: Floats, beliefs: Beliefs, waiting: Ints, random: np.random.Generator
) -> Page | None:
    """Chooses the page that puts most right for each decision that it takes.

    Around some of the products, drawn at random, the likeliest companions are gathered: those that
    look alike, and those that the model gives the same category. The wrong suggestions among them
    are what can be put right; the number of different categories is what it costs.

    Args:
        looks: Of all products, float32 [products, size].
        beliefs: Of all products.
        waiting: Rows of the products that wait for a decision, int64 [n].
        random: Draws the products that pages are tried around.

    Returns:
        The page, or None where nothing waits.
    """
    if not len(waiting):
        return None
    pool = waiting
    if len(pool) > _POOL:
        pool = np.sort(random.choice(pool, _POOL, replace=False))
    seeds = random.choice(len(pool), min(_SEEDS, len(pool)), replace=False)
    size = min(PAGE, len(pool))
    near, shares = looks[pool], beliefs[pool].dense(beliefs.mentioned())
    doubts = 1 - beliefs.confidence[pool]
    cosines = near[seeds] @ near.T
    # A tenth of a percent of the cosine decides between equals.
    together = _together(cosines, shares[seeds] @ shares.T) + 1e-3 * cosines
    together[np.arange(len(seeds)), seeds] = 2.0  # it comes first
    members = np.argpartition(-together, size - 1, axis=1)[:, :size]
    order = np.argsort(-np.take_along_axis(together, members, axis=1), axis=1, kind="stable")
    members = np.take_along_axis(members, order, axis=1)
    looks_of, shares_of = near[members], shares[members]
    pairs = _together(
        looks_of @ looks_of.transpose(0, 2, 1), shares_of @ shares_of.transpose(0, 2, 1)
    )
    pairs[:, np.arange(size), np.arange(size)] = 1.0
    gains = np.cumsum(doubts[members], axis=1)
    best = (-1.0, 0, size, 0.0)
    for length in sorted({min(length, size) for length in _LENGTHS}):
        costs = (1 / pairs[:, :length, :length].sum(axis=2)).sum(axis=1)
        worth = gains[:, length - 1] / (costs + _OPENING)
        seed = int(worth.argmax())
        if worth[seed] > best[0]:
            best = (float(worth[seed]), seed, length, float(costs[seed]))
    _, seed, length, cost = best
    rows = pool[members[seed, :length]]
    return _describe(rows, beliefs[rows], float(gains[seed, length - 1]), cost)


def _together(cosines: Floats, agreement: Floats) -> Floats:
    """Probability that two products belong to one category, by looks and by suggestions."""
    return np.asarray((same_category(cosines) + agreement) / 2, np.float32)


def _describe(rows: Ints, beliefs: Beliefs, gain: float, cost: float) -> Page:
    """Says what a page is about."""
    known = beliefs.mentioned()
    if not len(known):
        return Page(rows, NONE, 0.0, UNKNOWN, gain, cost)
    shares = beliefs.dense(known)
    column = int(shares.sum(axis=0).argmax())
    fit = np.argsort(-shares[:, column], kind="stable")
    confidence = float(shares[:, column].mean())
    mean = float(beliefs.confidence.mean())
    reason = UNKNOWN if mean < 0.2 else UNSURE if mean < 0.7 else MANY
    return Page(rows[fit], int(known[column]), confidence, reason, gain, cost)
