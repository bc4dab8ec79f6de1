"""The space in which products that look alike lie close together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SIZE = 256
SAMPLE = 4_000
"""Products that the axes are found with."""
EVEN = 0.38
"""Cosine at which two products are as probably of one category as not."""
_SLOPE = 12.0
"""Slope there of the logistic curve from cosine to the probability of one category. Fitted on
pairs of grocery photos in this space, of 81 classes: 0.04 at 0.1, 0.37 at 0.35, 0.97 at 0.65."""


@dataclass(frozen=True)
class LookSpace:
    """Brings embeddings to a space in which a cosine says how alike products look.

    Square roots tame the few features that fire strongly; axes are those of the largest variance,
    each divided by the root of its deviation. On grocery photos 86.7 % of the five nearest are of
    the same class, against 84.8 % by plain cosine.

    Attributes:
        centre: float32 [embedding size].
        axes: float32 [embedding size, at most `SIZE`].
    """

    centre: Floats
    axes: Floats

    @classmethod
    def of(cls, embeddings: Floats) -> "LookSpace":
        """Finds the axes.

        Args:
            embeddings: A sample, shape [products, size]; some thousands will do.
        """
        roots = _roots(embeddings[:: max(1, len(embeddings) // SAMPLE)])
        centre = roots.mean(axis=0) if len(roots) else roots.sum(axis=0)
        _, deviation, axes = np.linalg.svd(roots - centre, full_matrices=False)
        kept = np.flatnonzero(deviation > max(deviation.max(initial=0) * 1e-4, 1e-6))[:SIZE]
        turn = axes[kept].T / np.sqrt(deviation[kept])
        return cls(centre, np.asarray(turn, np.float32))

    def apply(self, embeddings: Floats) -> Floats:
        """Returns rows of length 1 (or 0), float32 [products, number of axes]."""
        return unit(np.asarray((_roots(embeddings) - self.centre) @ self.axes, np.float32))


def look_space(embeddings: Floats) -> Floats:
    """Finds the space of some embeddings and brings them there."""
    return LookSpace.of(embeddings).apply(embeddings)


def _roots(embeddings: Floats) -> Floats:
    return np.asarray(np.sign(embeddings) * np.sqrt(np.abs(embeddings)), np.float32)


def unit(rows: Floats) -> Floats:
    """Gives rows the length 1."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)


def same_category(cosines: Floats) -> Floats:
    """Probability that two products belong to one category, by how alike they look."""
    return np.asarray(1 / (1 + np.exp(-_SLOPE * (cosines - EVEN))), np.float32)
