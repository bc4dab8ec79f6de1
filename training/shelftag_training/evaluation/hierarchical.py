"""Figures that know the tree: a wrong apple is less wrong than a milk."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shelftag_training.evaluation.metrics import Floats, Labels

Names = tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """What a guess and a label have in common, row by row: counts of categories on their paths.

    Attributes:
        shared: Categories on both paths from the department down, float64 [rows].
        guessed: Categories on the guess's path, float64 [rows].
        true: Categories on the label's path, float64 [rows].
    """

    shared: Floats
    guessed: Floats
    true: Floats

    def scores(self, weights: Floats) -> tuple[float, float, float]:
        """Hierarchical precision, recall and F1, micro-averaged.

        Kiritchenko et al. ("Learning and Evaluation in the Presence of Class Hierarchies", 2006),
        recommended by Silla and Freitas (2011): guess and label are extended by all that lies above
        them, and these sets are compared.

        Args:
            weights: float64 [rows], how often each row counts.
        """
        shared, guessed, true = (
            float(np.sum(weights * counts)) for counts in (self.shared, self.guessed, self.true)
        )
        precision, recall = shared / max(guessed, 1e-12), shared / max(true, 1e-12)
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-12)

    def stopped(self, weights: Floats) -> dict[str, float]:
        """Figures of guesses that may stop at a parent, or at nothing.

        Args:
            weights: float64 [rows], how often each row counts.

        Returns:
            ``sure_answered``: share with any answer; ``sure_whole``: share answered as deep as the
            label; ``sure_right``: share of the answers that lie on the label's path.
        """
        answered = float(np.sum(weights * (self.guessed > 0)))
        wrong = float(np.sum(weights * (self.shared < self.guessed)))
        total = float(weights.sum())
        return {
            "sure_answered": answered / total,
            "sure_whole": float(np.sum(weights * (self.guessed >= self.true))) / total,
            "sure_right": 1 - wrong / max(answered, 1e-12),  # of no answers none is wrong
        }

    def answered_by_level(self) -> list[tuple[float, float | None]]:
        """At each level, of the rows whose label reaches it: share answered, and right of these."""
        found: list[tuple[float, float | None]] = []
        for depth in range(1, int(self.true.max(initial=0)) + 1):
            reached = self.true >= depth
            given = reached & (self.guessed >= depth)
            right = float(np.mean(self.shared[given] >= depth)) if given.any() else None
            found.append((float(given.sum() / reached.sum()), right))
        return found

    def by_level(self) -> list[float]:
        """Share right at each level, of the rows whose label reaches down to it."""
        depths = range(1, int(self.true.max(initial=0)) + 1)
        return [float(np.mean((self.shared >= d)[self.true >= d])) for d in depths]


def compare_paths(paths: Sequence[Names], guesses: Labels, labels: Labels) -> Agreement:
    """Lays guesses and labels side by side.

    Args:
        paths: Names from the department down, per category.
        guesses: int64 [rows].
        labels: int64 [rows].
    """
    depths = np.array([len(path) for path in paths], np.float64)
    pairs = np.stack([guesses, labels], axis=1)
    different, inverse = np.unique(pairs, axis=0, return_inverse=True)
    shared = np.array([_shared(paths[a], paths[b]) for a, b in different], np.float64)
    return Agreement(shared[inverse.ravel()], depths[guesses], depths[labels])


def _shared(one: Names, other: Names) -> int:
    """Levels down to which two paths are the same."""
    for depth, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return depth
    return min(len(one), len(other))
