"""Reads a source of labelled photos into the arrays that training and evaluation work on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from shelftag_api.dataset import (
    CATEGORY_TEXT_EMBEDDINGS,
    EMBEDDINGS,
    ENCODER,
    TEXT_EMBEDDINGS,
    Dataset,
    DatasetRow,
    read_array,
)
from shelftag_api.errors import ShelftagError
from shelftag_training.data.labelled_files import TRAIN
from shelftag_training.data.sources import Source, read_source
from shelftag_training.encoders.encode import encode_photos
from shelftag_training.heads.combine import Words
from shelftag_training.running.reporting import Reporter


@dataclass(frozen=True)
class Examples:
    """Labelled photos, those that could not be read left out.

    Attributes:
        source: Where they come from; its data set has all rows.
        rows: The rows that are used.
        embeddings: float32 [rows, embedding size].
        encoder: Id of the encoder that made them.
        words: Text embeddings, or None.
        skipped: File names of the rows left out.
    """

    source: Source
    rows: tuple[DatasetRow, ...]
    embeddings: NDArray[np.float32]
    encoder: str
    words: Words | None
    skipped: tuple[str, ...]

    @property
    def dataset(self) -> Dataset:
        """The source's description, with all rows."""
        return self.source.dataset

    def labels(self, classes: Sequence[UUID]) -> NDArray[np.int64]:
        """Column of each row's category; −1 for one that is none of the classes."""
        column = {category: index for index, category in enumerate(classes)}
        return np.array([column.get(row.category_uuid, -1) for row in self.rows], np.int64)

    def products(self) -> NDArray[np.int64]:
        """Number of each row's product, by first appearance."""
        numbers: dict[str, int] = {}
        return np.array([numbers.setdefault(row.product, len(numbers)) for row in self.rows])


def load_examples(source: Path | Source, encoder: Path | None, reporter: Reporter) -> Examples:
    """Opens a source and reads its examples: see `labelled_source` and `examples_of`."""
    return examples_of(labelled_source(source), encoder, reporter)


def examples_of(source: Source, encoder: Path | None, reporter: Reporter) -> Examples:
    """Reads the rows and their embeddings, encoding the photos where none are cached.

    Args:
        source: Labelled photos.
        encoder: An encoder's folder, or None for the one inside the data set.
        reporter: Told of the photos encoded.

    Raises:
        ShelftagError: No photo can be read, or there is no encoder to read them with.
    """
    embeddings, identity = photo_embeddings(source, encoder, reporter)
    usable: NDArray[np.bool_] = np.asarray(np.isfinite(embeddings).all(axis=1))
    if not usable.any():
        raise ShelftagError("training.no_photos", folder=str(source.path))
    return chosen_examples(source, embeddings, identity, usable)


def chosen_examples(
    source: Source, embeddings: NDArray[np.float32], encoder: str, usable: NDArray[np.bool_]
) -> Examples:
    """Keeps some rows of a source as examples and names the others as skipped.

    Args:
        source: Labelled photos or products.
        embeddings: float32 [rows of the source, embedding size].
        encoder: Id of the encoder that made them.
        usable: Which rows to keep: bool [rows of the source].
    """
    rows = source.dataset.rows
    skipped = [row for row, good in zip(rows, usable, strict=True) if not good]
    return Examples(
        source,
        tuple(row for row, good in zip(rows, usable, strict=True) if good),
        embeddings[usable],
        encoder,
        _words(source, usable),
        (*(row.file_name or row.title or row.sha256 for row in skipped), *source.missing),
    )


def labelled_source(given: Path | Source, *, split: str = TRAIN) -> Source:
    """Returns a source that there is something to learn from.

    Args:
        given: Where it is, or the source itself where it has been read already.
        split: Which part of one that has not.

    Raises:
        ShelftagError: It has no rows, or categories that its tree lacks, or is unsound.
    """
    source = read_source(given, split=split) if isinstance(given, Path) else given
    if not source.dataset.rows:
        raise ShelftagError("training.no_rows", folder=str(source.path))
    known = {category.uuid for category in source.dataset.categories}
    if any(row.category_uuid not in known for row in source.dataset.rows):
        raise ShelftagError("training.unknown_category", folder=str(source.path))
    return source


def photo_embeddings(
    source: Source, encoder: Path | None, reporter: Reporter
) -> tuple[NDArray[np.float32], str]:
    """Returns the cached embeddings of a source's photos, or makes them.

    Returns:
        float32 [rows, embedding size], not numbers where a photo cannot be read, and the encoder's
        id.

    Raises:
        ShelftagError: There is neither a cache nor an encoder, or they do not fit.
    """
    cached = source.part(EMBEDDINGS)
    if cached is None or encoder is not None:
        return _encode(source, encoder or source.part(ENCODER), reporter)
    embeddings = read_array(cached, rows=len(source.dataset.rows))
    if not np.isfinite(embeddings).all():
        raise ShelftagError("training.not_numbers", file=EMBEDDINGS)
    if source.dataset.encoder is None:
        raise ShelftagError("training.encoder_unknown", folder=str(source.path))
    return embeddings, source.dataset.encoder


def _encode(
    source: Source, encoder: Path | None, reporter: Reporter
) -> tuple[NDArray[np.float32], str]:
    """Encodes the photos that travel with the source."""
    dataset = source.dataset
    if encoder is None or not encoder.is_dir():
        raise ShelftagError("training.no_embeddings", folder=str(source.path))
    total = len(dataset.rows)

    def report(done: int, failed: list[int]) -> None:
        reporter.progress("training.phase.encode", done, total, skipped=len(failed))

    embeddings, manifest = encode_photos(source.photos(), encoder, report)
    if dataset.encoder is not None and dataset.encoder != manifest.id:
        raise ShelftagError(
            "training.encoder_mismatch", expected=dataset.encoder[:12], found=manifest.id[:12]
        )
    return embeddings, manifest.id


def _words(source: Source, usable: NDArray[np.bool_]) -> Words | None:
    """Text embeddings, where both files are there."""
    by_row, by_category = source.part(TEXT_EMBEDDINGS), source.part(CATEGORY_TEXT_EMBEDDINGS)
    if by_row is None or by_category is None:
        return None
    rows = read_array(by_row, rows=len(source.dataset.rows))
    categories = read_array(by_category, rows=len(source.dataset.categories))
    if not (np.isfinite(rows).all() and np.isfinite(categories).all()):
        raise ShelftagError("training.not_numbers", file=TEXT_EMBEDDINGS)
    if rows.shape[1] != categories.shape[1]:
        raise ShelftagError("contract.bad_array", file=CATEGORY_TEXT_EMBEDDINGS)
    return Words(rows[usable], categories)
