"""Which photos are learned from, which are held out, and what they are to be told as."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from shelftag_api.errors import ShelftagError
from shelftag_training.data.folds import dataset_groups, grouped_split
from shelftag_training.data.sources import Source
from shelftag_training.deep.attributes import make_attributes
from shelftag_training.deep.photos import Photos
from shelftag_training.deep.recipe import Recipe
from shelftag_training.deep.targets import Targets, make_targets
from shelftag_training.heads.features import Scaling
from shelftag_training.heads.trust import is_deliberate

Looks = Callable[[NDArray[np.int64]], NDArray[np.float32]]
"""Rows → features, float32 [rows, any]."""
_FEW = 40
"""With fewer photos none are held out: all are needed for learning."""


@dataclass(frozen=True)
class Labels:
    """Rows and what they mean.

    Attributes:
        targets: Of all rows.
        train: Rows to learn from, int64.
        held_out: Rows to judge by, int64; photos of one product, and near-duplicates, are on one
            side.
        deliberate: bool [all rows]: which labels are not to be doubted.
    """

    targets: Targets
    train: NDArray[np.int64]
    held_out: NDArray[np.int64]
    deliberate: NDArray[np.bool_]


def name_classes(source: Source, recipe: Recipe) -> Targets:
    """Returns what each row of a source is to be told as."""
    rows = source.dataset.rows
    labels = [row.category_uuid for row in rows]
    targets = make_targets(source.dataset.categories, labels, recipe.level_weight)
    if not recipe.attribute_weight:
        return targets
    return replace(targets, attributes=make_attributes([row.attributes for row in rows]))


def divide(
    source: Source, photos: Photos, targets: Targets, recipe: Recipe, looks: Looks
) -> Labels:
    """Divides the readable photos.

    Args:
        source: Where they come from.
        photos: The same rows, decoded.
        targets: From `name_classes`.
        recipe: Says how many are held out.
        looks: Tells features of rows, so that photos of one occasion are not divided.

    Raises:
        ShelftagError: Photos of fewer than two categories can be read.
    """
    dataset = source.dataset
    usable = np.nonzero(photos.usable)[0]
    rows = [dataset.rows[int(row)] for row in usable]
    names = sorted({row.category_uuid for row in rows})
    if len(names) < 2 or len(targets.classes) < 2:
        raise ShelftagError("training.one_class", category=" > ".join(rows[0].category))
    deliberate = np.array([is_deliberate(row) for row in dataset.rows])
    if not recipe.hold_out or len(rows) < _FEW:
        return Labels(targets, usable, usable[:0], deliberate)
    labels = np.array([names.index(row.category_uuid) for row in rows])
    groups = dataset_groups(rows, Scaling.of(seen := looks(usable)).apply(seen))
    held = grouped_split(groups, labels, recipe.hold_out, seed=recipe.seed)
    return Labels(targets, usable[~held], usable[held], deliberate)
