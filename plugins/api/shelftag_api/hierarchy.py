"""The category tree over probabilities: what every level says, and how deep an answer may go.

A model's probabilities belong to single categories. Here they are added up the tree, so that the
children of a category never sum to more than it has itself, and an answer stops at the parent where
no child is sure. Trainer and application use the same functions.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
NOTHING = -1
"""Stands for no category: the parent of a department, and the answer where nothing is sure."""


def parents_of(paths: Sequence[tuple[str, ...]]) -> NDArray[np.int64]:
    """Finds each category's parent.

    Args:
        paths: Names from the department down, per category, in any order. Where a level is missing,
            the next one above counts.

    Returns:
        int64 [categories]: number of the parent, `NOTHING` for a department.
    """
    number = {path: index for index, path in enumerate(paths)}
    parents = np.full(len(paths), NOTHING, np.int64)
    for index, own in enumerate(paths):
        above = (own[:depth] for depth in range(len(own) - 1, 0, -1))
        parents[index] = next((number[path] for path in above if path in number), NOTHING)
    return parents


def roll_up(probabilities: FloatArray, parents: NDArray[np.int64]) -> FloatArray:
    """Adds to each category what lies on the categories below it.

    Args:
        probabilities: float32 [rows, categories]: of each category itself, as
            `shelftag_api.combine` gives them.
        parents: int64 [categories], from `parents_of`.

    Returns:
        float32 [rows, categories]: of each category with all below it. A parent has the sum of its
        children and of what lies on the parent itself; the departments sum to 1.
    """
    columns = np.array(probabilities.T, np.float32, order="C")
    for child in np.argsort(-_depths(parents), kind="stable"):
        if parents[child] != NOTHING:
            columns[parents[child]] += columns[child]
    return np.ascontiguousarray(columns.T)


def answer(
    probabilities: FloatArray, parents: NDArray[np.int64], threshold: float
) -> NDArray[np.int64]:
    """Goes down the tree as long as the model is sure.

    From the departments down, each step takes the most probable child. It stops where that child
    stays below the threshold, or where the parent itself is more probable than any of its children.

    Args:
        probabilities: float32 [rows, categories], not yet rolled up.
        parents: int64 [categories], from `parents_of`.
        threshold: What a category and all below it must have together, 0 to 1.

    Returns:
        int64 [rows]: the deepest category that is sure, `NOTHING` where not even a department is.
    """
    whole = roll_up(probabilities, parents)
    rows = np.arange(len(whole))
    found = np.full(len(whole), NOTHING, np.int64)
    walking = np.ones(len(whole), np.bool_)
    for _ in range(int(_depths(parents).max(initial=-1)) + 1):
        children = np.where(parents == found[:, None], whole, -1.0)
        best = children.argmax(axis=1)
        itself = np.where(found == NOTHING, -1.0, probabilities[rows, found])
        sure = children[rows, best]
        walking &= (sure >= max(threshold, 0.0)) & (sure >= itself)
        found = np.where(walking, best, found)
    return found


def _depths(parents: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number of categories above each."""
    depths = np.zeros(len(parents), np.int64)
    above = parents
    while np.any(above != NOTHING):
        depths += above != NOTHING
        above = np.where(above == NOTHING, NOTHING, parents[above])
    return depths
