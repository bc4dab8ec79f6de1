"""Photos and words of a product: the combined score, exactly as `Combination` documents it."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import Combination
from shelftag_api.combine import category_probabilities
from shelftag_api.dataset import DatasetRow
from shelftag_training.evaluation.calibrate import fit_temperature
from shelftag_training.evaluation.metrics import Floats, Labels, log_softmax, nll

_WEIGHTS = (0.0, 0.1, 0.2, 0.4, 0.7, 1.0, 1.5, 2.0, 3.0, 4.5, 6.0)
"""Tried for the words, at the text temperature of the base (only their quotient matters)."""
_FEW = 30
"""With fewer products the weights of the base are kept."""


@dataclass(frozen=True)
class Words:
    """Text embeddings, float32 with rows of length 1 (0 where a product has no words).

    Attributes:
        rows: [rows, text size], per photo.
        categories: [categories, text size].
    """

    rows: NDArray[np.float32]
    categories: NDArray[np.float32]


def category_log_probabilities(
    log_probabilities: Floats, columns: Sequence[int], categories: int, floor: float
) -> Floats:
    """Spreads the head's probabilities over the whole tree.

    Args:
        log_probabilities: float64 [rows, classes].
        columns: Category of each class (several classes may share one); −1 for none.
        categories: Size of the tree.
        floor: Probability shared by the categories that the head does not know.

    Returns:
        float64 [rows, categories].
    """
    spread = category_probabilities(
        np.exp(log_probabilities).astype(np.float32),
        [column if column >= 0 else None for column in columns],
        categories,
        floor,
    )
    return np.log(np.maximum(spread, 1e-12)).astype(np.float64)


def without_words(rows: Iterable[DatasetRow]) -> Combination:
    """Returns the combination of a model that is given all it needs: no words are added to it.

    Args:
        rows: Those that it has learned.
    """
    plain = Combination(text_weight=0.0)
    labels = {row.product: row.category_uuid for row in rows}
    return replace(plain, floor=unknown_floor(labels.values(), plain.floor))


def unknown_floor(labels: Iterable[Hashable], highest: float) -> float:
    """Probability that the next product belongs where the head has never been.

    The share of classes seen once estimates it (Good, 1953).

    Args:
        labels: Category of each labelled product.
        highest: Floor of the base, never exceeded.
    """
    counts = Counter(labels).values()
    share = (sum(count == 1 for count in counts) + 1) / (sum(counts) + 2)
    return float(np.clip(share, 0.005, highest))


def product_means(values: NDArray[np.floating], products: NDArray[np.int64]) -> Floats:
    """Means of rows by product: float64 [products, columns]."""
    from scipy.sparse import csr_array

    shape = (int(products.max(initial=-1)) + 1, len(products))
    share = 1 / np.bincount(products)[products]
    return np.asarray(csr_array((share, (products, np.arange(len(products)))), shape) @ values)


def combined_scores(photos: Floats, cosines: Floats | None, combination: Combination) -> Floats:
    """Adds the words: scores before the last temperature, float64 [products, categories]."""
    if cosines is None:
        return photos
    return photos + combination.text_weight * cosines / combination.text_temperature


def fit_combination(
    photos: Floats, cosines: Floats | None, labels: Labels, base: Combination
) -> Combination:
    """Chooses the words' weight and the temperature by held-out likelihood.

    Args:
        photos: Held-out mean log probabilities, float64 [products, categories].
        cosines: Cosine between each product's words and each category's name, or None.
        labels: int64 [products].
        base: What to start from, and to keep where there is little to choose by.
    """
    weights = _WEIGHTS if cosines is not None and len(labels) >= _FEW else (base.text_weight,)
    best: tuple[float, Combination] | None = None
    for weight in weights:
        choice = replace(base, text_weight=weight)
        scores = combined_scores(photos, cosines, choice)
        temperature = fit_temperature(scores, labels)
        cost = nll(log_softmax(scores, temperature), labels) if len(labels) else 0.0
        if best is None or cost < best[0]:
            best = cost, replace(choice, temperature=temperature)
    assert best is not None
    return best[1]
