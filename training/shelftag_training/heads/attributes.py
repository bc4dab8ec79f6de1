"""Further labels such as a colour: what can be learned of them, and their heads on embeddings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import AttributeHead
from shelftag_api.dataset import DatasetRow
from shelftag_training.evaluation import metrics
from shelftag_training.evaluation.calibrate import fit_temperature
from shelftag_training.heads.cross_validation import cross_validate
from shelftag_training.heads.features import Projected
from shelftag_training.heads.residual_head import Fitter, ResidualHead, regularisation
from shelftag_training.heads.targets import make_targets
from shelftag_training.running.reporting import Reporter

FEWEST = 2
"""Photos that show a value, for it to be learned: a typing error is no colour."""


@dataclass(frozen=True)
class JudgedAttribute:
    """What is known of how well a model tells one attribute.

    Attributes:
        name: Its name.
        values: One per column.
        temperature: Divides its scores.
        accuracy: On held-out rows; None where nothing could be held out.
    """

    name: str
    values: tuple[str, ...]
    temperature: float
    accuracy: float | None


@dataclass(frozen=True)
class FittedAttribute(JudgedAttribute):
    """One attribute's head.

    Attributes:
        head: Its weights; no starter knows it, so there is no prior.
    """

    head: ResidualHead


def attribute_output(index: int) -> str:
    """Name of an attribute's tensor in the exported graph."""
    return f"attribute_{index}"


def attribute_heads(judged: Iterable[JudgedAttribute]) -> tuple[AttributeHead, ...]:
    """What a manifest says about the attributes, whose tensors are numbered in their order."""
    return tuple(
        AttributeHead(item.name, item.values, attribute_output(index), item.temperature)
        for index, item in enumerate(judged)
    )


def attribute_figures(judged: Iterable[JudgedAttribute]) -> dict[str, float]:
    """Accuracies on held-out rows, as a bundle records them."""
    return {
        f"attribute_{item.name}_cv_accuracy": item.accuracy
        for item in judged
        if item.accuracy is not None
    }


def learnable_values(given: Iterable[str]) -> tuple[str, ...]:
    """Returns the values that enough rows show, sorted; none where there are not two.

    Args:
        given: Of each row; empty where it has none.
    """
    counts = Counter(given)
    values = sorted(value for value, count in counts.items() if value and count >= FEWEST)
    return tuple(values) if len(values) > 1 else ()


def judge_attribute(
    name: str,
    values: tuple[str, ...],
    scores: NDArray[np.float32] | None,
    labels: NDArray[np.int64],
) -> JudgedAttribute:
    """Calibrates an attribute on held-out scores, and says how often they are right.

    Args:
        name: Its name.
        values: One per column.
        scores: float32 [rows, values]; None where nothing could be held out.
        labels: int64 [rows]: column of each row's value, −1 where it has none.
    """
    known = labels >= 0
    if scores is None or not known.any():
        return JudgedAttribute(name, values, 1.0, None)
    scores, labels = scores[known], labels[known]
    temperature = fit_temperature(scores, labels)
    return JudgedAttribute(name, values, temperature, metrics.accuracy(scores, labels))


def fit_attributes(
    labelled: Sequence[DatasetRow],
    rows: Projected,
    folds: NDArray[np.int64],
    reporter: Reporter,
) -> Iterator[FittedAttribute]:
    """Fits a head for each attribute with at least two values to tell apart.

    Photos that do not have the attribute say nothing about it and are left out.

    Args:
        labelled: The labelled rows.
        rows: Their projected embeddings.
        folds: int64 [rows].
        reporter: Told of each fit.

    Yields:
        The attributes in the order of their names.
    """
    for name in sorted({name for row in labelled for name in row.attributes}):
        given = [row.attributes.get(name, "") for row in labelled]
        if not (values := learnable_values(given)):
            continue
        column = {value: index for index, value in enumerate(values)}
        shown = np.array([index for index, value in enumerate(given) if value in column])
        labels = np.array([column[given[index]] for index in shown], np.int64)
        even = np.zeros((len(shown), len(values)), np.float32)
        targets = make_targets(labels, [(value,) for value in values])
        fitter = Fitter(rows[shown], even, labels, targets)
        weights = np.ones(len(shown), np.float32)
        own_folds = np.unique(folds[shown], return_inverse=True)[1]
        held_out = cross_validate(fitter, own_folds, weights, reporter)
        head = fitter.fit(weights, 1.0, regularisation(len(values)))
        scores, tested = None, labels
        if held_out is not None:
            scores, tested = held_out.logits, labels[held_out.rows]
        yield FittedAttribute(**vars(judge_attribute(name, values, scores, tested)), head=head)
