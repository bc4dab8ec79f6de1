"""What follows from held-out scores: temperatures, the weight of words, and honest figures."""

from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import Combination
from shelftag_api.names import WEIGHT, NameFinder
from shelftag_api.words import join_words
from shelftag_training.data.examples import Examples
from shelftag_training.evaluation import metrics
from shelftag_training.evaluation.calibrate import fit_temperature
from shelftag_training.heads.combine import (
    Words,
    category_log_probabilities,
    combined_scores,
    fit_combination,
    product_means,
    unknown_floor,
)
from shelftag_training.heads.cross_validation import HeldOut

Floats = NDArray[np.float32]
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Calibrated:
    """Temperatures, words and figures that follow from held-out scores.

    Attributes:
        temperature: Of the head.
        combination: Of photos and words.
        metrics: Figures by name.
        out_of_fold: Rows of the ``out_of_fold`` file, one per tested product.
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
    """Fits temperatures and the words' weight to held-out scores.

    Args:
        held_out: From cross-validation, or None where nothing could be held out.
        prior: float32 [rows, classes].
        labels: int64 [rows], column of each row's class.
        classes: Category of each column.
        examples: The rows.
        base: The combination to start from.
    """
    if held_out is None:
        return Calibrated(1.0, base, {}, [])
    examples = _tested(examples, held_out.rows)
    prior, labels = prior[held_out.rows], labels[held_out.rows]
    temperature = fit_temperature(held_out.logits, labels)
    log_p = metrics.log_softmax(held_out.logits, temperature)
    independent = int(examples.products().max()) + 1
    figures = metrics.held_out_figures(log_p, labels, independent)
    figures["base_accuracy"] = metrics.accuracy(prior, labels)
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

    learned = replace(base, floor=unknown_floor(truth.tolist(), base.floor))
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


def _tested(examples: Examples, rows: Labels) -> Examples:
    """Those of the rows that were tested."""
    words = examples.words
    return replace(
        examples,
        rows=tuple(examples.rows[int(row)] for row in rows),
        embeddings=examples.embeddings[rows],
        words=words and Words(words.rows[rows], words.categories),
    )


def product_cosines(examples: Examples) -> metrics.Floats | None:
    """How much each product's words speak for each category, or None without words.

    The cosine to the category's name, and more where the name stands in the words: what the
    application adds to the photos' score.
    """
    if examples.words is None or not np.any(examples.words.rows):
        return None
    cosines = examples.words.rows @ examples.words.categories.T
    finder = NameFinder([category.path[-1:] for category in examples.dataset.categories])
    cosines += WEIGHT * finder.find([join_words((r.title, r.description)) for r in examples.rows])
    return product_means(cosines, examples.products())
