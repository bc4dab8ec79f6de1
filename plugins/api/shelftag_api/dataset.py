"""Data set folder: how labelled products travel from a catalogue to a trainer, and between people.

The folder is compatible with Hugging Face ImageFolder: ``metadata.jsonl`` has one row a photo with
``file_name``; ``dataset.json`` describes the whole. For a quick retrain on the same computer the
photos stay where they are and cached embeddings are written beside the rows instead.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import BundleCategory
from shelftag_api.errors import ContractError
from shelftag_api.files import read_json, write_json

SCHEMA_VERSION = 1
MANIFEST = "dataset.json"
ROWS = "metadata.jsonl"
EMBEDDINGS = "embeddings.npy"
"""float16 or float32, shape [rows, embedding_size]: one per row of ``metadata.jsonl``."""
UNLABELLED_EMBEDDINGS = "unlabelled_embeddings.npy"
"""float16 or float32, shape [any, embedding_size]: some of the shop's photos without a label, which
say what photos of no labelled category look like."""
TEXT_EMBEDDINGS = "text_embeddings.npy"
"""float32, shape [rows, text size]; a row of zeros where a product has no words."""
CATEGORY_TEXT_EMBEDDINGS = "category_text_embeddings.npy"
"""float32, shape [categories, text size]: the names of the categories of ``dataset.json``."""
BASE_BUNDLE = "base"
"""Folder with the head bundle of the starter that knows the world before any label."""
ENCODER = "encoder"
"""Folder with the encoder artefact (in data sets that travel with one)."""


@dataclass(frozen=True)
class DatasetRow:
    """One photo of a labelled product.

    Attributes:
        file_name: Path inside the folder, with forward slashes; empty where no photo is copied.
        sha256: Of the photo's content.
        product: UUID of its product. Photos of one product never straddle folds.
        category: Names from the department down.
        category_uuid: Permanent id of the category.
        title: The product's title.
        description: The product's description.
        source: ``owner`` or ``import``.
        method: ``single``, ``page``, ``bulk``, ``audit`` or ``folder``.
        labelled_at: ISO 8601, UTC.
        fold: Fold that the photo is held out in, or None for "choose yourself".
        attributes: Further labels by name.
    """

    file_name: str
    sha256: str
    product: str
    category: tuple[str, ...]
    category_uuid: UUID
    title: str = ""
    description: str = ""
    source: str = "owner"
    method: str = "single"
    labelled_at: str = ""
    fold: int | None = None
    attributes: dict[str, str] = field(default_factory=dict)

    def to_line(self) -> str:
        """Renders the row as one line of JSON, without the line break."""
        data = vars(self) | {"category_uuid": str(self.category_uuid)}  # asdict: 20 times slower
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_line(cls, line: str) -> "DatasetRow":
        """Reads one line of ``metadata.jsonl``."""
        data = json.loads(line)
        data["category"] = tuple(map(str, data["category"]))
        data["category_uuid"] = UUID(data["category_uuid"])
        return cls(**data)


@dataclass(frozen=True)
class Dataset:
    """A data set folder's description and rows.

    Attributes:
        categories: The whole tree of the shop, in the order of ``category_text_embeddings.npy``;
            not only those with photos.
        rows: One per photo.
        encoder: Id of the encoder that made ``embeddings.npy``, or None.
        text_encoder: Id of the text encoder, or None.
        parent: Id of the model version that was active, or None.
        version: Number for the version to be trained.
    """

    categories: tuple[BundleCategory, ...]
    rows: tuple[DatasetRow, ...]
    encoder: str | None = None
    text_encoder: str | None = None
    parent: UUID | None = None
    version: int = 1

    @property
    def hash(self) -> str:
        """SHA-256 over rows and tree: what was learned from."""
        digest = hashlib.sha256()
        for category in self.categories:
            digest.update(json.dumps([str(category.uuid), category.path]).encode())
        for row in sorted(row.to_line() for row in self.rows):
            digest.update(row.encode())
        return digest.hexdigest()


def write_dataset(folder: Path, dataset: Dataset) -> None:
    """Writes ``metadata.jsonl`` and, as the mark of a whole folder, last ``dataset.json``."""
    with (folder / ROWS).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{row.to_line()}\n" for row in dataset.rows)
    write_json(
        folder / MANIFEST,
        {
            "schema_version": SCHEMA_VERSION,
            "categories": [
                {"uuid": str(item.uuid), "path": list(item.path)} for item in dataset.categories
            ],
            "counts": _counts(dataset.rows),
            "encoder": dataset.encoder,
            "text_encoder": dataset.text_encoder,
            "parent": str(dataset.parent) if dataset.parent else None,
            "version": dataset.version,
            "hash": dataset.hash,
        },
    )


def _counts(rows: Iterable[DatasetRow]) -> dict[str, int]:
    """Counts photos per category path, for people who open the file."""
    counts: dict[str, int] = {}
    for row in rows:
        name = " > ".join(row.category)
        counts[name] = counts.get(name, 0) + 1
    return counts


def read_dataset(folder: Path) -> Dataset:
    """Reads a data set folder.

    Raises:
        ContractError: Missing, of a newer schema, damaged, or changed since it was written.
    """
    data: dict[str, Any] = read_json(folder / MANIFEST)
    if data.get("schema_version") != SCHEMA_VERSION:
        raise ContractError("contract.newer_schema", file=MANIFEST)
    try:
        dataset = Dataset(
            categories=tuple(
                BundleCategory(UUID(item["uuid"]), tuple(map(str, item["path"])))
                for item in data["categories"]
            ),
            rows=tuple(_read_rows(folder / ROWS)),
            encoder=data["encoder"],
            text_encoder=data["text_encoder"],
            parent=UUID(data["parent"]) if data["parent"] else None,
            version=int(data["version"]),
        )
        expected = data["hash"]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ContractError("contract.bad_manifest", file=MANIFEST) from error
    if dataset.hash != expected:
        raise ContractError("contract.wrong_hash", file=ROWS)
    return dataset


def _read_rows(path: Path) -> Iterator[DatasetRow]:
    """Yields the rows; a line that is none names itself in the error."""
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                try:
                    yield DatasetRow.from_line(line)
                except (KeyError, TypeError, ValueError) as error:
                    raise ContractError("contract.bad_row", file=ROWS, line=number) from error
    except OSError as error:
        raise ContractError("contract.file_missing", file=ROWS) from error


def read_array(path: Path, *, rows: int | None = None) -> NDArray[np.float32]:
    """Reads a matrix of a data set folder without trusting it (no pickled objects).

    Args:
        path: A ``.npy`` file.
        rows: How many rows it must have; None where any number will do.

    Returns:
        float32, shape [rows, any].

    Raises:
        ContractError: Missing, no plain matrix, or another number of rows.
    """
    try:
        array = np.load(path, allow_pickle=False)
    except FileNotFoundError as error:
        raise ContractError("contract.file_missing", file=path.name) from error
    except (OSError, ValueError, EOFError) as error:
        raise ContractError("contract.bad_array", file=path.name) from error
    if array.ndim != 2 or rows not in (None, len(array)) or array.dtype.kind != "f":
        raise ContractError("contract.bad_array", file=path.name)
    numbers: NDArray[np.float32] = array.astype(np.float32)
    return numbers
