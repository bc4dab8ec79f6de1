"""The figures of merit of some answers, on rows that count as often as a bootstrap drew them."""

from collections.abc import Sequence

import numpy as np

from shelftag_api.hierarchy import NOTHING, answer, parents_of
from shelftag_training.evaluation import metrics
from shelftag_training.evaluation.classification import averaged_scores
from shelftag_training.evaluation.hierarchical import Names, compare_paths
from shelftag_training.evaluation.judged import Answers
from shelftag_training.evaluation.metrics import Floats
from shelftag_training.evaluation.reliability import bins_of, weighted_error
from shelftag_training.evaluation.selective import RISKS, risk_coverage

SURE = 0.95
"""Probability from which a category is given where an answer may stop at a parent."""


class Figures:
    """What is measured of answers.

    Attributes:
        confidence: Of each row's best category, float64 [rows].
        right: Whether that is the right one, bool [rows].
        guesses: Column of the best category, int64 [rows].
        tree: Best categories against labels.
        sure: Answers that stop at a parent where no child is `SURE`, against labels.
    """

    def __init__(self, answers: Answers, paths: Sequence[Names]) -> None:
        """Prepares what does not depend on how often a row counts.

        Args:
            answers: At least one row.
            paths: Names from the department down, per category.
        """
        log_p, self._labels = answers.log_p, answers.labels
        probabilities = np.exp(log_p)
        self.guesses, self.confidence = log_p.argmax(axis=1), probabilities.max(axis=1)
        self.right = self.guesses == self._labels
        self.tree = compare_paths(paths, self.guesses, self._labels)
        parents = parents_of(paths)
        stopped = answer(probabilities.astype(np.float32), parents, SURE)
        self.sure = compare_paths([*paths, ()], stopped, self._labels)  # NOTHING is the last
        self._bins = bins_of(self.confidence)
        above = np.where(parents == NOTHING, np.arange(len(paths)), parents)
        true = probabilities[np.arange(len(log_p)), self._labels]
        self._means: dict[str, Floats] = {
            "accuracy": self.right.astype(np.float64),
            "parent_accuracy": (above[self.guesses] == above[self._labels]).astype(np.float64),
            "top5": metrics.in_top(log_p, self._labels, 5).astype(np.float64),
            "nll": -log_p[np.arange(len(log_p)), self._labels],
            "brier": np.asarray((probabilities**2).sum(axis=1) - 2 * true + 1),
        }

    def __call__(self, weights: Floats) -> dict[str, float]:
        """Measures.

        Args:
            weights: float64 [rows], how often each row counts.
        """
        # No dot products: a thousand of them spend ten times longer waking BLAS's threads.
        means = {name: float(np.average(v, weights=weights)) for name, v in self._means.items()}
        precision, recall, f1 = self.tree.scores(weights)
        curve = risk_coverage(self.confidence, self.right, weights)
        return {
            **means,
            **averaged_scores(self.guesses, self._labels, weights),
            "hierarchical_precision": precision,
            "hierarchical_recall": recall,
            "hierarchical_f1": f1,
            **self.sure.stopped(weights),
            "ece": weighted_error(self.confidence, self.right, self._bins, weights),
            "aurc": curve.aurc(),
            "augrc": curve.augrc(),
            **{f"coverage_at_{round(100 * risk)}": curve.coverage_at(risk) for risk in RISKS},
        }
