"""Reads a data set folder into the arrays that training and evaluation work on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
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
    read_dataset,
)
from shelftag_api.errors import ShelftagError
from shelftag_training.encoders.encode import encode_photos
from shelftag_training.heads.combine import Words
from shelftag_training.running.reporting import Reporter


@dataclass(frozen=True)
class Examples:
    """Labelled photos, those that could not be read left out.

    Attributes:
        dataset: The folder's description, with all rows.
        rows: The rows that are used.
        embeddings: float32 [rows, embedding size].
        encoder: Id of the encoder that made them.
        words: Text embeddings, or None.
        skipped: File names of the rows left out.
    """

    dataset: Dataset
    rows: tuple[DatasetRow, ...]
    embeddings: NDArray[np.float32]
    encoder: str
    words: Words | None
    skipped: tuple[str, ...]

    def labels(self, classes: Sequence[UUID]) -> NDArray[np.int64]:
        """Column of each row's category; −1 for one that is none of the classes."""
        column = {category: index for index, category in enumerate(classes)}
        return np.array([column.get(row.category_uuid, -1) for row in self.rows], np.int64)

    def products(self) -> NDArray[np.int64]:
        """Number of each row's product, by first appearance."""
        numbers: dict[str, int] = {}
        return np.array([numbers.setdefault(row.product, len(numbers)) for row in self.rows])


def load_examples(folder: Path, encoder: Path | None, reporter: Reporter) -> Examples:
    """Reads the rows and their embeddings, encoding the photos where none are cached.

    Args:
        folder: The data set.
        encoder: An encoder's folder, or None for the one inside the data set.
        reporter: Told of the photos encoded.

    Raises:
        ShelftagError: Nothing to learn from, or the folder is unsound.
    """
    dataset = read_dataset(folder)
    if not dataset.rows:
        raise ShelftagError("training.no_rows", folder=str(folder))
    known = {category.uuid for category in dataset.categories}
    if any(row.category_uuid not in known for row in dataset.rows):
        raise ShelftagError("training.unknown_category", folder=str(folder))
    if (folder / EMBEDDINGS).is_file() and encoder is None:
        embeddings = read_array(folder / EMBEDDINGS, rows=len(dataset.rows))
        if not np.isfinite(embeddings).all():
            raise ShelftagError("training.not_numbers", file=EMBEDDINGS)
        if dataset.encoder is None:
            raise ShelftagError("training.encoder_unknown", folder=str(folder))
        identity = dataset.encoder
    else:
        embeddings, identity = _encode(folder, dataset, encoder or folder / ENCODER, reporter)
    usable: NDArray[np.bool_] = np.asarray(np.isfinite(embeddings).all(axis=1))
    if not usable.any():
        raise ShelftagError("training.no_photos", folder=str(folder))
    rows = tuple(row for row, good in zip(dataset.rows, usable, strict=True) if good)
    skipped = [row for row, good in zip(dataset.rows, usable, strict=True) if not good]
    return Examples(
        dataset,
        rows,
        embeddings[usable],
        identity,
        _words(folder, dataset, usable),
        tuple(row.file_name or row.sha256 for row in skipped),
    )


def _encode(
    folder: Path, dataset: Dataset, encoder: Path, reporter: Reporter
) -> tuple[NDArray[np.float32], str]:
    """Encodes the photos that travel with the data set."""
    if not encoder.is_dir():
        raise ShelftagError("training.no_embeddings", folder=str(folder))
    total = len(dataset.rows)

    def report(done: int, failed: list[int]) -> None:
        reporter.progress("training.phase.encode", done, total, skipped=len(failed))

    paths = [_photo(folder, row.file_name) for row in dataset.rows]
    embeddings, manifest = encode_photos(paths, encoder, report)
    if dataset.encoder is not None and dataset.encoder != manifest.id:
        raise ShelftagError(
            "training.encoder_mismatch", expected=dataset.encoder[:12], found=manifest.id[:12]
        )
    return embeddings, manifest.id


def _photo(folder: Path, name: str) -> Path | None:
    """The path of a row's photo, if it stays inside the folder."""
    pure = PurePosixPath(name.replace("\\", "/"))
    if not name or pure.is_absolute() or ".." in pure.parts or ":" in pure.parts[0]:
        return None
    path = folder.joinpath(*pure.parts)
    inside = path.resolve().is_relative_to(folder.resolve())
    return path if inside and path.is_file() else None


def _words(folder: Path, dataset: Dataset, usable: NDArray[np.bool_]) -> Words | None:
    """Text embeddings, where both files are there."""
    if not (folder / TEXT_EMBEDDINGS).is_file():
        return None
    if not (folder / CATEGORY_TEXT_EMBEDDINGS).is_file():
        return None
    rows = read_array(folder / TEXT_EMBEDDINGS, rows=len(dataset.rows))
    categories = read_array(folder / CATEGORY_TEXT_EMBEDDINGS, rows=len(dataset.categories))
    if not (np.isfinite(rows).all() and np.isfinite(categories).all()):
        raise ShelftagError("training.not_numbers", file=TEXT_EMBEDDINGS)
    if rows.shape[1] != categories.shape[1]:
        raise ShelftagError("contract.bad_array", file=CATEGORY_TEXT_EMBEDDINGS)
    return Words(rows[usable], categories)
