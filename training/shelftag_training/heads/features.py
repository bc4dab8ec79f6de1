"""From embeddings to what a head sees: principal components, whitened within classes, one length.

Two photos of one product differ by day, shelf and angle. These differences share directions across
all classes: the within-class covariance knows them, and measuring in its unit (as linear
discriminant analysis does: Fisher, 1936) plays them down where nearly all the accuracy on another
day was lost. Figures are in ``training/EXPERIMENTS.md``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Labels = NDArray[np.int64]

DIRECTIONS = 384
"""Principal directions that are kept. On grocery 256 and 640 are worse."""
LENGTH = np.float32(20)
"""Of each row of features."""
PRIOR_ROWS = 100
"""What the belief that all directions vary alike within a class weighs, in rows. With few labels
the measured covariance is mostly chance."""
_SMALLEST_DEVIATION = 0.05
_BLOCK = 4096


def root(embeddings: Floats) -> Floats:
    """Signed square root: evens out the few channels that shout (+2 points on grocery)."""
    return np.copysign(np.sqrt(np.abs(embeddings)), embeddings)


@dataclass(frozen=True)
class Scaling:
    """Origin and unit of the roots, float32 [embedding size] each."""

    mean: Floats
    deviation: Floats

    @classmethod
    def of(cls, embeddings: Floats) -> "Scaling":
        """Measures them, block by block: 50,000 photos need no second copy.

        The labelled photos' own mean is the origin on purpose. What these photos have in common
        with all of the shop's (the shelf, the light) must not speak for any class: with a generic
        origin, five labels drew 70 % of all other photos to their classes; with this one, under
        10 %.
        """
        sums, squares = np.zeros(embeddings.shape[1]), np.zeros(embeddings.shape[1])
        for block in _blocks(embeddings):
            roots = root(block).astype(np.float64)
            sums += roots.sum(axis=0)
            squares += (roots**2).sum(axis=0)
        mean = sums / len(embeddings)
        deviation = np.sqrt(np.maximum(squares / len(embeddings) - mean**2, 0))
        return cls(mean.astype(np.float32), (deviation + _SMALLEST_DEVIATION).astype(np.float32))

    def apply(self, embeddings: Floats) -> Floats:
        """Returns the scaled roots: float32 [rows, embedding size]."""
        return np.asarray((root(embeddings) - self.mean) / self.deviation, np.float32)


@dataclass(frozen=True)
class Projected:
    """Embeddings in the principal directions.

    Attributes:
        components: float32 [rows, directions].
        rest: Squared length outside of them: float32 [rows].
    """

    components: Floats
    rest: Floats

    def __getitem__(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> "Projected":
        return Projected(self.components[rows], self.rest[rows])


@dataclass(frozen=True)
class Projection:
    """What needs no labels: scale and principal directions.

    Attributes:
        scaling: Of the roots.
        basis: Orthonormal directions, float32 [embedding size, directions].
    """

    scaling: Scaling
    basis: Floats

    @classmethod
    def of(cls, embeddings: Floats) -> "Projection":
        """Measures them: float32 [rows, embedding size]."""
        scaling = Scaling.of(embeddings)
        if len(embeddings) <= DIRECTIONS:  # the rows span every solution
            basis = np.linalg.qr(scaling.apply(embeddings).T)[0]
        else:
            gram = np.zeros((embeddings.shape[1],) * 2, np.float32)
            for block in _blocks(embeddings):
                scaled = scaling.apply(block)
                gram += scaled.T @ scaled
            basis = np.linalg.eigh(gram)[1][:, -DIRECTIONS:]
        return cls(scaling, np.ascontiguousarray(basis, np.float32))

    def apply(self, embeddings: Floats) -> Projected:
        """Projects rows: float32 [rows, embedding size]."""
        components, rest = [], []
        for block in _blocks(embeddings):
            scaled = self.scaling.apply(block)
            components.append(scaled @ self.basis)
            rest.append(np.maximum(_squares(scaled) - _squares(components[-1]), 0))
        return Projected(np.concatenate(components), np.concatenate(rest))


@dataclass(frozen=True)
class Metric:
    """What counts as near: whitened within classes, then brought to one length.

    Attributes:
        whitening: float32 [directions, directions].
        rest_precision: Weight of the squared length outside of the principal directions. With few
            labelled photos most of any other photo lies there: its features are short, and no
            class draws it.
    """

    whitening: Floats
    rest_precision: float

    @classmethod
    def of(cls, rows: Projected, labels: Labels, weights: Floats) -> "Metric":
        """Measures the within-class covariance.

        Args:
            rows: All rows.
            labels: int64 [rows].
            weights: float32 [rows]: weight of each; 0 leaves it out.
        """
        from scipy.sparse import csr_array

        used = np.flatnonzero(weights)
        components, labels, weight = rows.components[used], labels[used], weights[used]
        shape = (int(labels.max()) + 1, len(used))
        mass = np.bincount(labels, weight)
        sums = csr_array((weight, (labels, np.arange(len(used)))), shape) @ components
        means = sums / np.maximum(mass, 1e-9)[:, None].astype(np.float32)
        differences = (components - means[labels]) * np.sqrt(weight)[:, None]
        scatter = differences.T @ differences
        directions = len(scatter)
        freedom = max(float(mass.sum()) - int(np.sum(mass > 0)), 0.0)
        variance = max(float(np.trace(scatter)) / max(freedom, 1.0) / directions, 1e-6)
        scatter[np.diag_indices(directions)] += PRIOR_ROWS * variance
        lower = np.linalg.cholesky(scatter / np.float32(freedom + PRIOR_ROWS))
        whitening = np.linalg.inv(lower).T
        return cls(np.ascontiguousarray(whitening, np.float32), 1 / variance)

    def apply(self, rows: Projected) -> Floats:
        """Returns the features: float32 [rows, directions], each row `LENGTH` long or shorter."""
        features = rows.components @ self.whitening
        squares = _squares(features) + np.float32(self.rest_precision) * rows.rest
        features *= (LENGTH / np.sqrt(np.maximum(squares, np.float32(1e-12))))[:, None]
        return features


def _squares(rows: Floats) -> Floats:
    """Squared length of each row."""
    return np.asarray(np.einsum("rf,rf->r", rows, rows), np.float32)


def _blocks(rows: Floats) -> Iterator[Floats]:
    """Yields some rows at a time."""
    for start in range(0, len(rows), _BLOCK):
        yield rows[start : start + _BLOCK]
