"""How the photos of a product, and its words, become one confidence per category.

The one implementation of what `shelftag_api.bundle.Combination` promises: the application scores
products with it, the trainer calibrates with it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import Combination

FloatArray = NDArray[np.float32]
_SMALLEST = 1e-9


def category_probabilities(
    class_probabilities: FloatArray,
    class_categories: Sequence[int | None],
    category_count: int,
    floor: float,
) -> FloatArray:
    """Brings a head's classes to the categories of a tree.

    Classes of the same category add up. What lies on classes without a category is spread evenly
    over all categories, and ``floor`` is set aside for those that no class stands for, so that
    words alone can still find them.

    Args:
        class_probabilities: float32, shape [n, classes], rows sum to 1.
        class_categories: For each class the index of its category, or None.
        category_count: Number of categories.
        floor: Probability shared by the categories without a class.

    Returns:
        float32, shape [n, category_count], rows sum to 1.
    """
    mapping = np.zeros((len(class_categories), category_count), np.float32)
    for index, category in enumerate(class_categories):
        if category is not None:
            mapping[index, category] = 1.0
    mapped = class_probabilities @ mapping
    leftover = np.maximum(0.0, 1.0 - mapped.sum(axis=1, keepdims=True))
    result = mapped + leftover / category_count
    unknown = ~mapping.any(axis=0)
    if unknown.all():
        return np.full_like(result, 1.0 / category_count)
    if unknown.any():
        result *= 1.0 - floor
        result += np.where(unknown, np.float32(floor / unknown.sum()), np.float32(0))
    unit: FloatArray = (result / result.sum(axis=1, keepdims=True)).astype(np.float32)
    return unit


def mean_log_probability(
    probabilities: FloatArray, products: NDArray[np.intp], product_count: int
) -> FloatArray:
    """Averages the log-probabilities of each product's photos.

    Args:
        probabilities: float32, shape [photos, categories].
        products: For each photo the index of its product, shape [photos].
        product_count: Number of products; one without photos gets a uniform row.

    Returns:
        float32, shape [product_count, categories].
    """
    uniform = -np.log(np.float32(probabilities.shape[1]))
    means = np.full((product_count, probabilities.shape[1]), uniform, np.float32)
    if not len(products):
        return means
    order = np.argsort(products, kind="stable")
    owners, starts, counts = np.unique(products[order], return_index=True, return_counts=True)
    logs = np.log(np.maximum(probabilities, _SMALLEST))[order]
    sums = logs if len(starts) == len(logs) else np.add.reduceat(logs, starts, axis=0)
    means[owners] = sums / counts[:, None].astype(np.float32)
    return means


def combine(
    log_probabilities: FloatArray, similarities: FloatArray | None, how: Combination
) -> FloatArray:
    """Adds what the words say and calibrates.

    Args:
        log_probabilities: float32, shape [products, categories]: what the photos say.
        similarities: Cosine of each product's words to each category's name, the same shape; a row
            of zeros where a product has no words; None where no words are used.
        how: The model's combination.

    Returns:
        Confidences: float32, shape [products, categories], rows sum to 1.
    """
    scores = log_probabilities
    if similarities is not None and how.text_weight > 0:
        scores = scores + how.text_weight / how.text_temperature * similarities
    scores = scores / how.temperature
    scores = scores - scores.max(axis=1, keepdims=True)
    powers = np.exp(scores)
    result: FloatArray = powers / powers.sum(axis=1, keepdims=True)
    return result
