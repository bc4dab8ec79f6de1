"""Pages: products that belong together, so that one decision is about many of them."""

from dataclasses import dataclass

import numpy as np

from shelftag.learning.review.beliefs import NONE, Beliefs, Ints, leading
from shelftag.learning.review.looks import Floats, same_category

PAGE = 24
_LENGTHS = (12, 16, 20, 24)
"""A page that would become a jumble is cut shorter."""
_SEEDS = 128
"""Products around which pages are tried."""
_COMPANIONS = 72
"""Products that each page is chosen from."""
_POOL = 20_000
"""Products that pages are made of, where there are more."""
_LEAST = 1e-4
"""Nothing is less probable than this, nor more probable than the rest of 1."""
_SURE = 0.7
"""Confidence of another category with which a product stays off a page."""
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
    look alike, and those that the model gives the same category. A page grows from its product by
    the companion that belongs best to all that are on it. The wrong suggestions among them are what
    can be put right; the number of different categories is what it costs.

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
    near, shares = looks[pool], beliefs[pool].dense(beliefs.mentioned())
    companions = _companions(near, shares, seeds)
    pairs = _together(near[companions], near[companions], shares[companions], shares[companions])
    each = np.arange(pairs.shape[1])
    pairs[:, each, each] = 1.0
    chosen = _grown(pairs, min(PAGE, len(pool)))
    members = np.take_along_axis(companions, chosen, axis=1)
    tried = np.arange(len(seeds))[:, None, None]
    pairs = pairs[tried, chosen[:, :, None], chosen[:, None, :]]
    gains = np.cumsum(1 - beliefs.confidence[pool[members]], axis=1)
    best = (-1.0, 0, 0, 0.0)
    for length in sorted({min(length, members.shape[1]) for length in _LENGTHS}):
        costs = (1 / pairs[:, :length, :length].sum(axis=2)).sum(axis=1)
        worth = gains[:, length - 1] / (costs + _OPENING)
        seed = int(worth.argmax())
        if worth[seed] > best[0]:
            best = (float(worth[seed]), seed, length, float(costs[seed]))
    _, seed, length, cost = best
    rows = pool[members[seed, :length]]
    return _about_one(rows, beliefs[rows], cost)


def _together(looks: Floats, others: Floats, shares: Floats, other_shares: Floats) -> Floats:
    """Probability that products belong to one category, by their looks and by what is believed.

    The mean of both log-odds. What is not believed of a product is left to the looks.

    Args:
        looks: float32 [..., n, size].
        others: float32 [..., m, size].
        shares: Probabilities of the categories, float32 [..., n, categories].
        other_shares: float32 [..., m, categories].

    Returns:
        float32 [..., n, m].
    """
    alike = same_category(looks @ _turned(others))
    believed = shares.sum(axis=-1)[..., :, None] * other_shares.sum(axis=-1)[..., None, :]
    agreed = shares @ _turned(other_shares) + (1 - believed) * alike
    odds = _odds(alike) * _odds(agreed)
    return np.asarray(1 - 1 / (1 + np.sqrt(odds)), np.float32)


def _turned(rows: Floats) -> Floats:
    return np.swapaxes(rows, -1, -2)


def _odds(probabilities: Floats) -> Floats:
    certain = np.clip(probabilities, _LEAST, 1 - _LEAST)
    return np.asarray(certain / (1 - certain), np.float32)


def _companions(looks: Floats, shares: Floats, seeds: Ints) -> Ints:
    """Returns each seed and what belongs to it most likely, best first: int64 [seeds, n]."""
    count = min(_COMPANIONS, len(looks))
    likely = _together(looks[seeds], looks, shares[seeds], shares)
    likely[np.arange(len(seeds)), seeds] = 2.0  # it comes first
    return leading(likely, count)


def _grown(pairs: Floats, size: int) -> Ints:
    """Grows pages from the first of some companions: int64 [pages, size], places among them.

    Args:
        pairs: Probability that two companions belong together, float32 [pages, n, n].
        size: Products on a page.
    """
    pages = np.arange(len(pairs))
    chosen = np.zeros((len(pairs), size), np.intp)
    belonging = pairs[:, 0].copy()
    belonging[:, 0] = -np.inf
    for place in range(1, size):
        chosen[:, place] = belonging.argmax(axis=1)
        belonging += pairs[pages, chosen[:, place]]
        belonging[pages, chosen[:, place]] = -np.inf
    return chosen


def _about_one(rows: Ints, beliefs: Beliefs, cost: float) -> Page:
    """Says what a page is about, and leaves out what is surely something else."""
    known = beliefs.mentioned()
    if not len(known):
        return Page(rows, NONE, 0.0, UNKNOWN, float(len(rows)), cost)
    category = int(known[beliefs.dense(known).sum(axis=0).argmax()])
    fits = np.flatnonzero((beliefs.best == category) | (beliefs.confidence <= _SURE))
    rows, beliefs = rows[fits], beliefs[fits]
    shares = np.where(beliefs.categories == category, beliefs.shares, 0).sum(axis=1)
    mean = float(beliefs.confidence.mean())
    return Page(
        rows=rows[np.argsort(-shares, kind="stable")],
        category=category,
        confidence=float(shares.mean()),
        reason=UNKNOWN if mean < 0.2 else UNSURE if mean < 0.7 else MANY,
        gain=float((1 - beliefs.confidence).sum()),
        cost=cost,
    )
