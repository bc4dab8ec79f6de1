"""What is believed of products: a few categories each, with their probabilities."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shelftag.learning.review.looks import EVEN, Floats, same_category

Ints = NDArray[np.int64]

TOP = 5
NONE = -1
SHARPNESS = 20.0
"""How fast a confirmed product's word fades: a cosine less by 0.05 counts e times less."""
_NEW = 8.0
"""How much more a decision counts for a category that the model never mentions: it cannot say it
itself, so that its own share always speaks for another."""


@dataclass(frozen=True)
class Beliefs:
    """The likeliest categories of some products, best first.

    Attributes:
        categories: int64 [products, `TOP`]; `NONE` fills up.
        shares: float32, the same shape: their probabilities; they need not sum to 1.
    """

    categories: Ints
    shares: Floats

    @classmethod
    def nothing(cls, count: int) -> "Beliefs":
        """Nothing is believed of so many products."""
        return cls(np.full((count, TOP), NONE, np.int64), np.zeros((count, TOP), np.float32))

    @property
    def best(self) -> Ints:
        """The likeliest category of each, `NONE` without any: int64 [products]."""
        return self.categories[:, 0]

    @property
    def confidence(self) -> Floats:
        """Its probability: float32 [products]."""
        return self.shares[:, 0]

    def __getitem__(self, rows: Ints) -> "Beliefs":
        return Beliefs(self.categories[rows], self.shares[rows])

    def put(self, rows: Ints, others: "Beliefs") -> "Beliefs":
        """The same with some rows replaced."""
        categories, shares = self.categories.copy(), self.shares.copy()
        categories[rows], shares[rows] = others.categories, others.shares
        return Beliefs(categories, shares)

    def dense(self, known: Ints) -> Floats:
        """Probabilities of the categories in ``known``, which is sorted: float32 [products, n]."""
        result = np.zeros((len(self.categories), len(known) + 1), np.float32)
        columns = np.searchsorted(known, self.categories)
        columns[self.categories == NONE] = len(known)
        rows = np.arange(len(self.categories))[:, None]
        np.add.at(result, (rows, columns), self.shares)
        return result[:, : len(known)]

    def mentioned(self) -> Ints:
        """All categories that are believed of any product, sorted."""
        return np.unique(self.categories[self.categories != NONE])


def strongest(known: Ints, shares: Floats) -> Beliefs:
    """Keeps the likeliest categories of each product.

    Args:
        known: int64 [n].
        shares: float32 [products, n].
    """
    count, columns = len(shares), min(TOP, len(known))
    result = Beliefs.nothing(count)
    if not columns:
        return result
    top = leading(shares, columns)
    values = np.take_along_axis(shares, top, axis=1)
    result.categories[:, :columns] = np.where(values > 0, known[top], NONE)
    result.shares[:, :columns] = values
    return result


def leading(values: Floats, count: int) -> Ints:
    """Returns the columns of each row's largest values, largest first: int64 [rows, count]."""
    top = np.argpartition(-values, count - 1, axis=1)[:, :count]
    order = np.argsort(-np.take_along_axis(values, top, axis=1), axis=1, kind="stable")
    return np.take_along_axis(top, order, axis=1)


@dataclass(frozen=True)
class Examples:
    """Products whose category the owner has said, or a trusted import.

    Attributes:
        looks: float32 [examples, size].
        categories: int64 [examples].
    """

    looks: Floats
    categories: Ints


def votes(cosines: Floats) -> Floats:
    """How much an example has to say of a product, by how alike they look: float32, as given."""
    return np.asarray(np.exp((cosines - 1) * SHARPNESS), np.float32)


def follow(said: Beliefs, looks: Floats, fresh: Examples, learned: Floats) -> Beliefs:
    """Lets suggestions follow what the model has not learned yet.

    What was decided since the model was trained has the part of the say that is its share among the
    votes of all that was decided. The rest is the model's: it speaks for what it has learned, and
    for what it knew before as if that were one product at a cosine of `looks.EVEN`.

    Args:
        said: What the model says of the products.
        looks: Of these products, float32 [products, size].
        fresh: What was decided since it was trained.
        learned: Sum of the `votes` of what it was trained on, float32 [products].
    """
    if not len(fresh.categories):
        return said
    mentioned = said.mentioned()
    known = np.union1d(mentioned, fresh.categories)
    columns = np.searchsorted(known, fresh.categories)
    order = np.argsort(columns, kind="stable")
    spoken = votes(looks @ fresh.looks[order].T)
    starts = np.flatnonzero(np.diff(columns[order], prepend=-1))
    shares = np.zeros((len(looks), len(known)), np.float32)
    shares[:, columns[order][starts]] = np.add.reduceat(spoken, starts, axis=1)
    shares[:, ~np.isin(known, mentioned)] *= _NEW
    spoken_for = np.maximum(shares.sum(axis=1, keepdims=True), 1e-30)
    say = spoken_for / (spoken_for + learned[:, None] + votes(np.array(EVEN, np.float32)))
    return strongest(known, say * shares / spoken_for + (1 - say) * said.dense(known))


def backing(beliefs: Beliefs, looks: Floats, examples: Examples) -> Floats:
    """How far each best suggestion is backed by something confirmed that looks like the product.

    A model divides all probability among the categories that it knows. What is like nothing in
    them gets a confident suggestion all the same; no confirmed product of that category is near.

    Args:
        beliefs: Of the products.
        looks: Of the products, float32 [products, size].
        examples: All confirmed products.

    Returns:
        Probability that the nearest confirmed product of the suggested category is of the same
        category as the product, by looks alone: float32 [products]; 0 where there is none.
    """
    result = np.zeros(len(looks), np.float32)
    for category in np.unique(beliefs.best):
        rows = np.flatnonzero(beliefs.best == category)
        confirmed = examples.looks[examples.categories == category]
        if len(confirmed):
            result[rows] = same_category((looks[rows] @ confirmed.T).max(axis=1))
    return result


def backed(beliefs: Beliefs, looks: Floats, examples: Examples) -> Floats:
    """What acceptance goes by: how sure each best suggestion is, times its `backing`."""
    return beliefs.confidence * backing(beliefs, looks, examples)
