"""Photo and words together: right with both, and still right when one of the two is missing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shelftag_training.data.folds import photo_groups
from shelftag_training.data.sources import Source
from shelftag_training.heads.replay import PER_CLASS
from shelftag_training.running.reporting import Reporter
from shelftag_training.text.examples import Labels, TextExamples, load_photos_and_texts
from shelftag_training.text.readers import fusion_reader
from shelftag_training.text.training import USUAL, Family, Settings, train_reader


def train_fusion(
    source: Path | Source,
    output: Path,
    reporter: Reporter,
    *,
    encoder: Path | None = None,
    settings: Settings = USUAL,
) -> Mapping[str, Any]:
    """Trains a model on photos and words and writes its bundle, whole or not at all.

    Args:
        source: Labelled products, or where they are.
        output: The bundle's folder; must not exist.
        reporter: Told of each step.
        encoder: Encoder to make embeddings with, instead of those cached.
        settings: How to learn.

    Returns:
        As `train_reader`; the metrics also say how right it is by cross-validation with the words
        hidden (``cv_accuracy_photo``) and with the photo hidden (``cv_accuracy_text``).

    Raises:
        ShelftagError: As `train_reader`.
    """
    return train_reader(
        output,
        reporter,
        Family(
            "fusion",
            lambda: load_photos_and_texts(source, encoder, reporter),
            fusion_reader,
            _groups,
            PER_CLASS,
        ),
        settings,
    )


def _groups(examples: TextExamples) -> Labels:
    """Groups photos of one product, of equal content, of one look and of one occasion."""
    assert examples.embeddings is not None  # from `load_photos_and_texts`
    return photo_groups(examples.rows, examples.embeddings)
