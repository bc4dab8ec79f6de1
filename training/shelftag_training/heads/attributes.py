"""Further labels such as a colour: each one more head on the same photos, in the same export."""

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
class FittedAttribute:
    """One attribute's head.

    Attributes:
        name: Its name.
        values: One per column.
        head: Its weights; no starter knows it, so there is no prior.
        temperature: Divides its scores.
        accuracy: On held-out photos; None where nothing could be held out.
    """

    name: str
    values: tuple[str, ...]
    head: ResidualHead
    temperature: float
    accuracy: float | None


def attribute_output(index: int) -> str:
    """Name of an attribute's tensor in the exported graph."""
    return f"attribute_{index}"


def attribute_heads(fitted: Iterable[FittedAttribute]) -> tuple[AttributeHead, ...]:
    """What a manifest says about the attributes, whose tensors are numbered in their order."""
    return tuple(
        AttributeHead(item.name, item.values, attribute_output(index), item.temperature)
        for index, item in enumerate(fitted)
    )


def attribute_figures(fitted: Iterable[FittedAttribute]) -> dict[str, float]:
    """Accuracies on held-out photos, as a bundle records them."""
    return {
        f"attribute_{item.name}_cv_accuracy": item.accuracy
        for item in fitted
        if item.accuracy is not None
    }


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
        counts = Counter(given)
        values = tuple(sorted(v for v, count in counts.items() if v and count >= FEWEST))
        if len(values) < 2:
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
        if held_out is None:
            yield FittedAttribute(name, values, head, 1.0, None)
            continue
        temperature = fit_temperature(held_out.logits, labels[held_out.rows])
        accuracy = metrics.accuracy(held_out.logits, labels[held_out.rows])
        yield FittedAttribute(name, values, head, temperature, accuracy)
