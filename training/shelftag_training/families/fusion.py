"""Photo and words together: right with both, and still right when one of the two is missing."""

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from shelftag_training.data.folds import dataset_groups, group_rows
from shelftag_training.heads.features import Scaling
from shelftag_training.running.reporting import Reporter
from shelftag_training.text.examples import Labels, TextExamples, load_photos_and_texts
from shelftag_training.text.readers import fusion_reader
from shelftag_training.text.training import train_reader


def train_fusion(
    folder: Path, output: Path, reporter: Reporter, *, encoder: Path | None = None
) -> Mapping[str, Any]:
    """Trains a model on photos and words and writes its bundle, whole or not at all.

    Args:
        folder: Any source that `read_source` reads.
        output: The bundle's folder; must not exist.
        reporter: Told of each step.
        encoder: Encoder to make embeddings with, instead of those cached.

    Returns:
        As `train_reader`; the metrics also say how right it is by cross-validation with the words
        hidden (``cv_accuracy_photo``) and with the photo hidden (``cv_accuracy_text``).

    Raises:
        ShelftagError: As `train_reader`.
    """
    return train_reader(
        output,
        reporter,
        lambda: load_photos_and_texts(folder, encoder, reporter),
        fusion_reader,
        _groups,
    )


def _groups(examples: TextExamples) -> Labels:
    """Groups photos of one product, of equal content and of one occasion."""
    assert examples.embeddings is not None  # from `load_photos_and_texts`
    seen = np.flatnonzero(examples.embeddings.any(axis=1))
    photos = examples.embeddings[seen]
    keys: list[list[Hashable]] = [[("product", row.product)] for row in examples.rows]
    groups = dataset_groups(
        [examples.rows[place] for place in seen], Scaling.of(photos).apply(photos)
    )
    for place, group in zip(seen, groups, strict=True):
        keys[place].append(("photo", group))
    return group_rows(keys)
