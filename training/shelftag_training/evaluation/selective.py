"""How a model does when it may hold back: risk against coverage, and what can be promised."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shelftag_api.risk import selective_threshold
from shelftag_training.evaluation.metrics import Floats, Labels

RISKS = (0.01, 0.02, 0.05)
"""Shares of wrong labels that owners ask for."""
_SEED = 20261123


@dataclass(frozen=True)
class RiskCoverage:
    """What happens as rows are accepted from the most confident down; equal ones at once.

    Attributes:
        coverage: Share of the rows that is accepted, float64 [points], rising to 1.
        wrong: Share of all rows that is accepted and wrong (generalised risk), float64 [points].
    """

    coverage: Floats
    wrong: Floats

    @property
    def risk(self) -> Floats:
        """Share of wrong ones among the accepted, float64 [points]."""
        return np.asarray(self.wrong / np.maximum(self.coverage, 1e-12))

    def aurc(self) -> float:
        """Area under the risk-coverage curve (Geifman et al., 2019): lower is better."""
        steps = np.diff(self.coverage, prepend=0)
        return float(np.sum(steps * self.risk))

    def augrc(self) -> float:
        """Area under the generalised curve (Traub et al., 2024): lower is better.

        "Overcoming Common Flaws in the Evaluation of Selective Classification Systems": the mean
        risk of undetected failures, which does not count the most confident rows many times over
        as AURC does.
        """
        coverage, wrong = np.append(0, self.coverage), np.append(0, self.wrong)
        return float(np.trapezoid(wrong, coverage))

    def coverage_at(self, risk: float) -> float:
        """Largest coverage at which the risk, as measured here, is no higher."""
        return float(self.coverage[self.risk <= risk + 1e-12].max(initial=0))


def risk_coverage(
    confidence: Floats, right: NDArray[np.bool_], weights: Floats | None = None
) -> RiskCoverage:
    """Draws the curve.

    Args:
        confidence: Of the best class, float64 [rows], at least one.
        right: Whether it is the right one, [rows].
        weights: float64 [rows], how often each row counts; None for once.
    """
    order = np.argsort(-confidence, kind="stable")
    counted = np.ones(len(order)) if weights is None else weights[order]
    last = np.append(np.diff(confidence[order]) != 0, True)
    total = counted.sum()
    coverage = np.cumsum(counted)[last] / total
    wrong = np.cumsum(counted * ~right[order])[last] / total
    return RiskCoverage(coverage, wrong)


@dataclass(frozen=True)
class Promise:
    """A threshold certified on one half of the rows, and how it does on the other.

    Attributes:
        risk: Share of wrong ones that was asked for.
        confidence: The threshold, or None where none can be certified; then the rest is None too.
        bound: Upper bound of the risk from the first half.
        shown_risk: Share of wrong ones among the accepted of the second half.
        shown_coverage: Share of the second half that is accepted.
    """

    risk: float
    confidence: float | None = None
    bound: float | None = None
    shown_risk: float | None = None
    shown_coverage: float | None = None


def promises(
    confidence: Floats,
    right: NDArray[np.bool_],
    groups: Labels,
    risks: Sequence[float] = RISKS,
) -> list[Promise]:
    """Certifies each risk on one half of the groups and tries it out on the other.

    Args:
        confidence: Of the best class, float64 [rows].
        right: Whether it is the right one, [rows].
        groups: int64 [rows], numbered from 0: rows of a group fall into the same half.
        risks: Shares of wrong ones to certify.
    """
    random = np.random.default_rng(_SEED)
    first = random.permutation(int(groups.max(initial=-1)) + 1)[groups] % 2 == 0
    return [_promise(confidence, right, first, risk) for risk in risks]


def _promise(
    confidence: Floats, right: NDArray[np.bool_], first: NDArray[np.bool_], risk: float
) -> Promise:
    """Certifies one risk on the first rows and tries it out on the others."""
    found = selective_threshold(confidence[first], right[first], risk)
    if found is None:
        return Promise(risk)
    taken = confidence[~first] >= found.confidence
    shown = float(np.mean(~right[~first][taken])) if taken.any() else 0.0
    coverage = float(np.mean(taken)) if len(taken) else 0.0
    return Promise(risk, found.confidence, found.bound, shown, coverage)
