"""What a network would have said about products that it had not read, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from shelftag_training.deep.attributes import by_attribute
from shelftag_training.evaluation import metrics
from shelftag_training.evaluation.calibrate import fit_temperature
from shelftag_training.heads.attributes import JudgedAttribute, judge_attribute
from shelftag_training.running.reporting import Reporter
from shelftag_training.text.examples import Floats, Labels
from shelftag_training.text.fitting import WHOLE, Fitter

_FEWEST_ROUNDS = 6
"""Of the last fit: a handful of held-out texts may stop a fit that has hardly begun."""


@dataclass(frozen=True)
class Judged:
    """The outcome of cross-validation.

    Attributes:
        rounds: How long to learn from all rows.
        temperatures: By view.
        metrics: Figures by name: ``cv_accuracy`` and others of the whole, ``cv_accuracy_VIEW`` of
            the others.
        attributes: How well the network tells further labels.
    """

    rounds: int
    temperatures: Mapping[str, float]
    metrics: dict[str, float]
    attributes: tuple[JudgedAttribute, ...]


def cross_validate(
    fitter: Fitter,
    folds: Labels,
    products: Labels,
    rounds: int,
    reporter: Reporter,
) -> Judged:
    """Fits once per fold: one fold is held out, the next tells when to stop, the rest teach.

    So the figures come from rows that had no part in the fit, not even in its length.

    Args:
        fitter: On all rows, with the views that are judged.
        folds: int64 [rows].
        products: int64 [rows]: as many as are independent.
        rounds: At most so many.
        reporter: Told of each fit.
    """
    views, labels = fitter.views, fitter.targets.labels
    count = int(folds.max()) + 1
    if count < 2:
        temperatures = dict.fromkeys(views, 1.0)
        return Judged(rounds // 2, temperatures, {}, _judged_attributes(fitter, None))
    scores: dict[str, Floats] = {}
    lengths = []
    for fold in range(count):
        reporter.progress("training.phase.cross_validate", fold, count)
        out, others = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        if count > 2:
            watch = folds[others] == (fold + 1) % count
            lengths.append(fitter.fit(others[~watch], rounds, others[watch]))
        else:
            lengths.append(fitter.fit(others, rounds // 2))
        for name, view in views.items():
            found = fitter.scores(out, view)
            everything = np.zeros((len(labels), found.shape[1]), np.float32)
            scores.setdefault(name, everything)[out] = found
    attributes = _judged_attributes(fitter, scores[WHOLE])
    scores = {name: found[:, : fitter.classes] for name, found in scores.items()}
    temperatures = {
        name: fit_temperature(scores[name][view.rows], labels[view.rows])
        for name, view in views.items()
    }
    log_p = metrics.log_softmax(scores[WHOLE], temperatures[WHOLE])
    figures = metrics.held_out_figures(log_p, labels, int(products.max()) + 1)
    for name, view in views.items():
        if name != WHOLE and len(view.rows):
            figures[f"cv_accuracy_{name}"] = metrics.accuracy(
                scores[name][view.rows], labels[view.rows]
            )
    rounds = max(int(np.median(lengths)), _FEWEST_ROUNDS)
    return Judged(rounds, temperatures, figures, attributes)


def _judged_attributes(fitter: Fitter, scores: Floats | None) -> tuple[JudgedAttribute, ...]:
    """Judges the further labels by held-out scores of all columns, where there are any."""
    return tuple(
        judge_attribute(
            item.name, item.values, None if scores is None else scores[:, part], item.labels
        )
        for item, part in by_attribute(fitter.targets.attributes, fitter.classes)
    )
