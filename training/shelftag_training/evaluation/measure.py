"""All figures of merit of one kind of answers, with their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shelftag_training.evaluation import metrics
from shelftag_training.evaluation.bootstrap import cluster_intervals
from shelftag_training.evaluation.classification import (
    ClassScore,
    Confusion,
    averaged_scores,
    class_scores,
    confusions,
    macro_f1,
)
from shelftag_training.evaluation.hierarchical import Agreement, compare_paths
from shelftag_training.evaluation.judged import Answers
from shelftag_training.evaluation.reliability import (
    ReliabilityBin,
    calibration_beyond_chance,
    reliability,
)
from shelftag_training.evaluation.selective import (
    RISKS,
    Promise,
    RiskCoverage,
    promises,
    risk_coverage,
)


@dataclass(frozen=True)
class Measured:
    """How good answers are.

    Attributes:
        rows: Photos or products judged.
        groups: Independent groups of them.
        figures: Figures by name.
        intervals: 95 % interval of those figures that have one.
        by_level: Share right at each level of the tree, departments first.
        bins: The reliability diagram.
        curve: Risk against coverage.
        promises: Thresholds for the usual risks, certified on one half and tried on the other.
        classes: Each class that has rows.
        confusions: What is mistaken for what, most frequent first.
    """

    rows: int
    groups: int
    figures: dict[str, float]
    intervals: dict[str, tuple[float, float]]
    by_level: list[float]
    bins: list[ReliabilityBin]
    curve: RiskCoverage
    promises: list[Promise]
    classes: list[ClassScore]
    confusions: list[Confusion]

    def flat(self, prefix: str) -> dict[str, float]:
        """Names every figure: ``PREFIX_NAME``, its interval ``…_low`` and ``…_high``."""
        named: dict[str, float] = {}
        for name, value in self.figures.items():
            named[f"{prefix}_{name}"] = value
            if name in self.intervals:
                low, high = self.intervals[name]
                named |= {f"{prefix}_{name}_low": low, f"{prefix}_{name}_high": high}
        return named


def measure(answers: Answers, paths: Sequence[tuple[str, ...]]) -> Measured:
    """Measures answers.

    Args:
        answers: At least one row.
        paths: Names from the department down, per category.
    """
    log_p, labels, groups = answers.log_p, answers.labels, answers.groups
    probabilities = np.exp(log_p)
    guesses, confidence = log_p.argmax(axis=1), probabilities.max(axis=1)
    right = guesses == labels
    tree = compare_paths(paths, guesses, labels)
    curve = risk_coverage(confidence, right)
    calibration = calibration_beyond_chance(confidence, right)
    per_row = _per_row(log_p, probabilities, labels, _parents(paths))
    ones = np.ones(len(labels))
    precision, recall, _ = tree.scores(ones)
    figures = _weighted_figures(per_row, tree, guesses, labels, confidence, ones)
    intervals = _intervals(per_row, tree, guesses, answers, confidence, list(figures))
    figures |= averaged_scores(guesses, labels)
    figures |= {
        "hierarchical_precision": precision,
        "hierarchical_recall": recall,
        "ece": calibration.ece,
        "ece_expected": calibration.expected,
        "ece_excess": calibration.excess,
    }
    figures |= {f"coverage_at_{risk:.0%}".rstrip("%"): curve.coverage_at(risk) for risk in RISKS}
    return Measured(
        len(labels),
        int(groups.max()) + 1,
        figures,
        intervals,
        tree.by_level(),
        reliability(confidence, right),
        curve,
        promises(confidence, right, groups),
        class_scores(guesses, labels),
        confusions(probabilities, labels),
    )


def _per_row(
    log_p: metrics.Floats,
    probabilities: metrics.Floats,
    labels: metrics.Labels,
    parents: metrics.Labels,
) -> dict[str, metrics.Floats]:
    """Figures that are means over rows: float64 [rows] each."""
    guesses, rows = log_p.argmax(axis=1), np.arange(len(labels))
    true = probabilities[rows, labels]
    return {
        "accuracy": (guesses == labels).astype(np.float64),
        "parent_accuracy": (parents[guesses] == parents[labels]).astype(np.float64),
        "top5": metrics.in_top(log_p, labels, 5).astype(np.float64),
        "nll": -log_p[rows, labels],
        "brier": np.asarray((probabilities**2).sum(axis=1) - 2 * true + 1),
    }


def _weighted_figures(
    per_row: dict[str, metrics.Floats],
    tree: Agreement,
    guesses: metrics.Labels,
    labels: metrics.Labels,
    confidence: metrics.Floats,
    weights: metrics.Floats,
) -> dict[str, float]:
    """The figures that get an interval, on rows that count as often as their weight says."""
    # No dot products: a thousand of them spend ten times longer waking BLAS's threads.
    curve = risk_coverage(confidence, guesses == labels, weights)
    figures = {name: float(np.average(values, weights=weights)) for name, values in per_row.items()}
    return figures | {
        "macro_f1": macro_f1(guesses, labels, weights),
        "hierarchical_f1": tree.scores(weights)[2],
        "aurc": curve.aurc(),
        "augrc": curve.augrc(),
    }


def _intervals(
    per_row: dict[str, metrics.Floats],
    tree: Agreement,
    guesses: metrics.Labels,
    answers: Answers,
    confidence: metrics.Floats,
    names: Sequence[str],
) -> dict[str, tuple[float, float]]:
    """95 % intervals by drawing groups again."""

    def statistics(weights: metrics.Floats) -> NDArray[np.float64]:
        drawn = _weighted_figures(per_row, tree, guesses, answers.labels, confidence, weights)
        return np.array(list(drawn.values()))

    ends = cluster_intervals(statistics, answers.groups)
    intervals = {name: (float(a), float(b)) for name, (a, b) in zip(names, ends, strict=True)}
    share = float(per_row["accuracy"].mean())
    if share in (0.0, 1.0):  # drawn again, all right stays all right, however few there were
        intervals["accuracy"] = metrics.wilson_interval(share, int(answers.groups.max()) + 1)
    return intervals


def _parents(paths: Sequence[tuple[str, ...]]) -> metrics.Labels:
    """Number of each category's parent; a department is its own."""
    number = {path: index for index, path in enumerate(paths)}
    found = [number.get(path[:-1], index) for index, path in enumerate(paths)]
    return np.array(found, np.int64)
