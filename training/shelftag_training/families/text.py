"""Words alone: sentence embeddings with a head, or a network that learns to read the shop's own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shelftag_training.data.folds import group_rows
from shelftag_training.data.sources import Source
from shelftag_training.running.reporting import Reporter
from shelftag_training.text.examples import Labels, TextExamples, load_texts
from shelftag_training.text.readers import Kind, text_reader
from shelftag_training.text.training import USUAL, Settings, train_reader


def train_text(
    source: Path | Source,
    output: Path,
    reporter: Reporter,
    *,
    kind: Kind = Kind.USE,
    encoder: Path | None = None,
    settings: Settings = USUAL,
) -> Mapping[str, Any]:
    """Trains a model on titles and descriptions and writes its bundle, whole or not at all.

    Args:
        source: Labelled products, or where they are; they need no photos.
        output: The bundle's folder; must not exist.
        reporter: Told of each step.
        kind: Which model.
        encoder: The encoder with which the application looks at photos: the bundle names it and
            can then be installed there. None takes the one that the source names, if any.
        settings: How to learn.

    Returns:
        As `train_reader`.

    Raises:
        ShelftagError: As `train_reader`.
    """
    return train_reader(
        output,
        reporter,
        lambda: load_texts(source, encoder),
        lambda examples: text_reader(kind, examples),
        _groups,
        settings,
    )


def _groups(examples: TextExamples) -> Labels:
    """Groups products of equal words: having read a text is no proof of understanding it."""
    return group_rows([[text.casefold()] for text in examples.texts])
