"""Words alone: sentence embeddings with a head, or a network that learns to read the shop's own."""

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from shelftag_training.data.folds import group_rows
from shelftag_training.data.sources import Source
from shelftag_training.running.reporting import Reporter
from shelftag_training.text.examples import Labels, TextExamples, load_texts
from shelftag_training.text.readers import Kind, text_reader
from shelftag_training.text.replay import PER_CLASS
from shelftag_training.text.training import USUAL, Family, Settings, train_reader


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
        Family(
            f"text-{kind}",
            lambda: load_texts(source, encoder, embedded=kind is Kind.USE),
            lambda examples: text_reader(kind, examples),
            _groups,
            PER_CLASS,
        ),
        settings,
    )


def _groups(examples: TextExamples) -> Labels:
    """Groups products of equal words: having read a text is no proof of understanding it."""
    keys: list[list[Hashable]] = [[row.product] for row in examples.rows]
    for row, text in enumerate(examples.texts):
        if text:
            keys[row].append(("said", text.casefold()))
        if examples.said is not None:  # as exact as an earlier version keeps it
            keys[row].append(examples.said.rows[row].astype(np.float16).tobytes())
    return group_rows(keys)
