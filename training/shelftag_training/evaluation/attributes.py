"""How good a model is at further labels, such as a colour."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from shelftag_api.bundle import AttributeHead
from shelftag_api.dataset import DatasetRow
from shelftag_training.evaluation.bootstrap import cluster_intervals, share_interval
from shelftag_training.evaluation.classification import ClassScore, averaged_scores, class_scores
from shelftag_training.evaluation.metrics import Floats, Labels

_FIGURES = ("accuracy", "macro_f1")


@dataclass(frozen=True)
class AttributeAnswers:
    """What a model says about one further label of rows whose value is known.

    Attributes:
        name: The label's name.
        values: Those that the model knows, then those that only the data set has.
        guesses: Column of the best value, int64 [rows].
        labels: Column of the right one, int64 [rows]; of a value that the model does not know, no
            guess is right.
        groups: Rows of a group are not independent of each other: int64 [rows], from 0.
    """

    name: str
    values: tuple[str, ...]
    guesses: Labels
    labels: Labels
    groups: Labels


@dataclass(frozen=True)
class MeasuredAttribute:
    """How good these answers are.

    Attributes:
        name: The label's name.
        values: As of the answers.
        rows: How many were judged.
        groups: Independent groups of them.
        figures: ``accuracy`` and ``macro_f1``.
        intervals: 95 % interval of each.
        scores: Of each value that has rows.
    """

    name: str
    values: tuple[str, ...]
    rows: int
    groups: int
    figures: dict[str, float]
    intervals: dict[str, tuple[float, float]]
    scores: list[ClassScore]

    def flat(self) -> dict[str, float]:
        """Names every figure: ``attribute_NAME_FIGURE``, its interval ``…_low`` and ``…_high``."""
        named: dict[str, float] = {}
        for figure, value in self.figures.items():
            key, (low, high) = f"attribute_{self.name}_{figure}", self.intervals[figure]
            named |= {key: value, f"{key}_low": low, f"{key}_high": high}
        return named


def answers_of(
    heads: Sequence[AttributeHead],
    log_p: Mapping[str, Floats],
    rows: Sequence[DatasetRow],
    groups: Labels,
) -> Iterator[AttributeAnswers]:
    """Sets a model's answers against the further labels of some rows.

    Rows without the label are left out, and so are those about which the model says nothing, all
    values being equally likely: a head on photos, where there is none.

    Args:
        heads: The model's.
        log_p: Log probabilities of each head's values, float64 [rows, values], by name.
        rows: The rows.
        groups: int64 [rows].
    """
    for head in heads:
        given = [row.attributes.get(head.name, "") for row in rows]
        told = np.ptp(log_p[head.name], axis=1) > 0
        used = np.array([i for i, value in enumerate(given) if value and told[i]], np.int64)
        if not len(used):
            continue
        unknown = sorted({given[row] for row in used} - set(head.values))
        values = (*head.values, *unknown)
        column = {value: index for index, value in enumerate(values)}
        yield AttributeAnswers(
            head.name,
            values,
            log_p[head.name][used].argmax(axis=1),
            np.array([column[given[row]] for row in used], np.int64),
            np.unique(groups[used], return_inverse=True)[1],
        )


def measure_attribute(answers: AttributeAnswers) -> MeasuredAttribute:
    """Measures answers: how often they are right, and how right they are value by value."""
    right = (answers.guesses == answers.labels).astype(np.float64)

    def figures(weights: Floats) -> Floats:
        averages = averaged_scores(answers.guesses, answers.labels, weights)
        return np.array([np.average(right, weights=weights), averages["macro_f1"]])

    found = dict(zip(_FIGURES, figures(np.ones(len(right))).tolist(), strict=True))
    ends = cluster_intervals(figures, answers.groups)
    intervals = {name: (float(a), float(b)) for name, (a, b) in zip(_FIGURES, ends, strict=True)}
    groups = int(answers.groups.max()) + 1
    accuracy = found["accuracy"]
    intervals["accuracy"] = share_interval(accuracy, intervals["accuracy"], groups)
    return MeasuredAttribute(
        answers.name,
        answers.values,
        len(right),
        groups,
        found,
        intervals,
        class_scores(answers.guesses, answers.labels),
    )
