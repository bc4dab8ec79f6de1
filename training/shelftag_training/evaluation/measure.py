"""All figures of merit of one kind of answers, with their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shelftag_training.evaluation.bootstrap import cluster_draws, percentiles, share_interval
from shelftag_training.evaluation.classification import (
    ClassScore,
    Confusion,
    class_scores,
    confusions,
)
from shelftag_training.evaluation.figures import Figures
from shelftag_training.evaluation.hierarchical import Names
from shelftag_training.evaluation.judged import Answers
from shelftag_training.evaluation.metrics import Labels
from shelftag_training.evaluation.reliability import (
    ReliabilityBin,
    calibration_beyond_chance,
    reliability,
)
from shelftag_training.evaluation.selective import (
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
        sure_by_level: Where answers may stop at a parent: share answered at each level, and right
            of these (None without any).
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
    sure_by_level: list[tuple[float, float | None]]
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


def measure(answers: Answers, paths: Sequence[Names]) -> Measured:
    """Measures answers.

    Args:
        answers: At least one row.
        paths: Names from the department down, per category.
    """
    labels, groups = answers.labels, answers.groups
    of = Figures(answers, paths)
    figures = of(np.ones(len(labels)))
    calibration = calibration_beyond_chance(of.confidence, of.right)
    intervals = _intervals(of, figures, groups)
    low, high = intervals["ece"]
    intervals["ece_excess"] = (low - calibration.expected, high - calibration.expected)
    intervals["ece"] = (max(low, 0.0), high)
    figures |= {"ece_expected": calibration.expected, "ece_excess": calibration.excess}
    return Measured(
        len(labels),
        int(groups.max()) + 1,
        figures,
        intervals,
        of.tree.by_level(),
        of.sure.answered_by_level(),
        reliability(of.confidence, of.right),
        risk_coverage(of.confidence, of.right),
        promises(of.confidence, of.right, groups),
        class_scores(of.guesses, labels),
        confusions(np.exp(answers.log_p), labels),
    )


def _intervals(
    of: Figures, figures: dict[str, float], groups: Labels
) -> dict[str, tuple[float, float]]:
    """95 % intervals by drawing groups again."""
    drawn = cluster_draws(lambda weights: np.array(list(of(weights).values())), groups)
    # Chance pushes a calibration error up, and drawing rows again pushes it up once more: what the
    # draws tell is how far it may lie off their mean.
    ece = list(figures).index("ece")
    drawn[:, ece] += figures["ece"] - drawn[:, ece].mean()
    ends = percentiles(drawn)
    intervals = {name: (float(a), float(b)) for name, (a, b) in zip(figures, ends, strict=True)}
    drawn_again, count = intervals["accuracy"], int(groups.max()) + 1
    intervals["accuracy"] = share_interval(figures["accuracy"], drawn_again, count)
    return intervals
