"""What the head would have said about photos that it had not seen, and what follows from it."""

from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import Combination
from shelftag_training.data.examples import Examples
from shelftag_training.data.folds import assign_folds, dataset_groups
from shelftag_training.evaluation import metrics
from shelftag_training.evaluation.calibrate import fit_temperature
from shelftag_training.heads.combine import (
    category_log_probabilities,
    combined_scores,
    fit_combination,
    product_means,
    unknown_floor,
)
from shelftag_training.heads.residual_head import Fitter, regularisation
from shelftag_training.running.reporting import Reporter

Floats = NDArray[np.float32]
Labels = NDArray[np.int64]

ALPHAS = (1.0, 0.5, 0.25)
"""Tried where cross-validation is cheap; see `alphas_to_try`."""
_CHEAP = 20_000


def alphas_to_try(rows: int, labelled_classes: int) -> tuple[float, ...]:
    """Returns the weights of the starter's word that are worth trying.

    With few labelled classes cross-validation sees only these and would silence the starter, whom
    all other classes still need. With many, 0.5 was best on grocery at any number of labels.
    """
    if labelled_classes < 10:
        return (1.0,)
    return ALPHAS if rows * labelled_classes <= _CHEAP else (0.5,)


@dataclass(frozen=True)
class HeldOut:
    """The outcome of cross-validation.

    Attributes:
        alpha: The best weight of the starter's word.
        logits: Held-out scores, float32 [rows, classes].
        folds: int64 [rows].
    """

    alpha: float
    logits: Floats
    folds: Labels


def cross_validate(
    fitter: Fitter,
    features: Floats,
    prior: Floats,
    labels: Labels,
    examples: Examples,
    reporter: Reporter,
) -> HeldOut | None:
    """Fits once per fold and weight; None where there are not two groups of photos.

    Args:
        fitter: On all rows.
        features: float32 [rows, embedding size].
        prior: float32 [rows, classes].
        labels: int64 [rows].
        examples: For products, hashes and folds named by the data set.
        reporter: Told of each fit.
    """
    groups = dataset_groups(examples.rows, features)
    folds = assign_folds(groups, labels, [row.fold for row in examples.rows])
    count = int(folds.max()) + 1
    if count < 2:
        return None
    classes = len(np.unique(labels))
    alphas = alphas_to_try(len(labels), classes)
    penalty = regularisation(classes)
    best: tuple[float, HeldOut] | None = None
    for number, alpha in enumerate(alphas):
        held_out = np.zeros_like(prior)
        for fold in range(count):
            total = len(alphas) * count
            reporter.progress("training.phase.cross_validate", number * count + fold, total)
            out = folds == fold
            head = fitter.fit((~out).astype(np.float32), alpha, penalty)
            held_out[out] = head.logits(features[out], prior[out])
        cost = metrics.nll(metrics.log_softmax(held_out), labels)
        if best is None or cost < best[0]:
            best = cost, HeldOut(alpha, held_out, folds)
    assert best is not None
    return best[1]


@dataclass(frozen=True)
class Calibrated:
    """Temperatures, words and figures that follow from held-out scores.

    Attributes:
        temperature: Of the head.
        combination: Of photos and words.
        metrics: Figures by name.
        out_of_fold: Rows of the ``out_of_fold`` file, one per product.
    """

    temperature: float
    combination: Combination
    metrics: dict[str, float]
    out_of_fold: list[dict[str, object]]


def calibrate(
    held_out: HeldOut | None,
    prior: Floats,
    labels: Labels,
    classes: tuple[UUID, ...],
    examples: Examples,
    base: Combination,
) -> Calibrated:
    """Fits temperatures and the words' weight to held-out scores."""
    figures: dict[str, float] = {}
    if held_out is None:
        return Calibrated(1.0, base, figures, [])
    temperature = fit_temperature(held_out.logits, labels)
    log_p = metrics.log_softmax(held_out.logits, temperature)
    figures["cv_accuracy"] = metrics.accuracy(log_p, labels)
    figures["base_accuracy"] = metrics.accuracy(prior, labels)
    products = examples.products()
    independent = int(products.max()) + 1
    low, high = metrics.wilson_interval(figures["cv_accuracy"], independent)
    figures |= {"cv_accuracy_low": low, "cv_accuracy_high": high}
    figures["cv_nll"] = metrics.nll(log_p, labels)
    figures["cv_ece"] = metrics.calibration_error(np.exp(log_p), labels)
    figures["cv_top5"] = metrics.top_k(log_p, labels)
    return _combine(temperature, log_p, prior, classes, examples, base, figures)


def _combine(
    temperature: float,
    log_p: metrics.Floats,
    prior: Floats,
    classes: tuple[UUID, ...],
    examples: Examples,
    base: Combination,
    figures: dict[str, float],
) -> Calibrated:
    """The product's level: words, the last temperature and the scores that are kept."""
    tree = [category.uuid for category in examples.dataset.categories]
    columns = [tree.index(category) for category in classes]
    products = examples.products()
    first = np.unique(products, return_index=True)[1]
    truth = examples.labels(tree)[first]
    cosines = product_cosines(examples)

    def means(values: metrics.Floats, floor: float) -> metrics.Floats:
        spread = category_log_probabilities(values, columns, len(tree), floor)
        return product_means(spread, products)

    learned = replace(base, floor=unknown_floor(truth, base.floor))
    photos = means(log_p, learned.floor)
    combination = fit_combination(photos, cosines, truth, learned)
    scores = combined_scores(photos, cosines, combination)
    final = metrics.log_softmax(scores, combination.temperature)
    figures["cv_accuracy_combined"] = metrics.accuracy(final, truth)
    figures["cv_nll_combined"] = metrics.nll(final, truth)
    figures["cv_ece_combined"] = metrics.calibration_error(np.exp(final), truth)
    starter = combined_scores(means(prior.astype(np.float64), base.floor), cosines, base)
    figures["base_accuracy_combined"] = metrics.accuracy(starter, truth)
    best = final.argmax(axis=1)
    kept: list[dict[str, object]] = [
        {
            "product": examples.rows[int(row)].product,
            "category": str(tree[int(right)]),
            "predicted": str(tree[int(guess)]),
            "confidence": round(float(np.exp(final[index, guess])), 6),
        }
        for index, (row, right, guess) in enumerate(zip(first, truth, best, strict=True))
    ]
    return Calibrated(temperature, combination, figures, kept)


def product_cosines(examples: Examples) -> metrics.Floats | None:
    """Cosine between each product's words and each category's name, or None without words."""
    if examples.words is None or not np.any(examples.words.rows):
        return None
    cosines = examples.words.rows @ examples.words.categories.T
    return product_means(cosines, examples.products())
