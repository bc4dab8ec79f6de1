"""Opens whatever a shop's labelled photos come in, and describes all of it the same way.

A data set folder of the application, a plain folder whose folders are categories, and a table with
file names and categories all become a `Source`: the contract's `Dataset`, and where its photos are.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from unicodedata import normalize
from uuid import UUID, uuid5

from shelftag_api.bundle import BundleCategory
from shelftag_api.dataset import MANIFEST, Dataset, DatasetRow, read_dataset
from shelftag_api.errors import ContractError, ShelftagError
from shelftag_api.files import sha256_of
from shelftag_training.data.image_folder import labelled_photos
from shelftag_training.data.labelled_files import (
    TRAIN,
    LabelledFile,
    photo_path,
    split_named,
    wanted_splits,
)
from shelftag_training.data.table import METADATA, labelled_rows
from shelftag_training.data.table_columns import USUAL_COLUMNS, TableColumns
from shelftag_training.data.table_text import TABLES

_CATEGORIES = UUID("5d3f7f0e-64b5-4f0a-9c58-0f4f4f6a2b11")
_PRODUCTS = UUID("b0c7a7b4-0f1f-4a53-8d6e-3c1f6f5a9d27")
_HASHING = 4


@dataclass(frozen=True)
class Source:
    """Labelled photos, and where they are.

    Attributes:
        path: What was named.
        folder: What the rows' file names are relative to.
        dataset: Rows and category tree.
        packed: Whether it is a data set folder of the application, which may hold cached
            embeddings, an encoder and the starter beside the rows.
        missing: File names of a table that are not there, or cannot be written as text.
    """

    path: Path
    folder: Path
    dataset: Dataset
    packed: bool = False
    missing: tuple[str, ...] = ()

    def photos(self) -> list[Path | None]:
        """Returns each row's photo; None where it has none inside the folder."""
        return [photo_path(self.folder, row.file_name) for row in self.dataset.rows]

    def part(self, name: str) -> Path | None:
        """Returns a file or folder that the application packed beside the rows, or None."""
        path = self.folder / name
        return path if self.packed and path.exists() else None


def read_source(
    path: Path,
    *,
    split: str = TRAIN,
    columns: TableColumns = USUAL_COLUMNS,
    photos: Path | None = None,
) -> Source:
    """Reads a data set folder, a folder of category folders, or a table.

    Ids follow from names and contents alone, so that reading twice, here or elsewhere, gives the
    same ids.

    Args:
        path: A folder, or a CSV, TSV or JSON-lines file.
        split: Which splits, for example ``val`` or ``train+val``. What is not split counts as
            ``train``; data set folders of the application are never split.
        columns: Which columns of a table hold what.
        photos: Folder that the file names of a table start from, instead of the table's own.

    Raises:
        ShelftagError: There is nothing there, or it is unsound.
        OSError: A file cannot be read.
    """
    wanted_splits(split)
    if path.is_dir():
        if (path / MANIFEST).is_file():
            return Source(path, path, read_dataset(path), packed=True)
        return _described(path, path, _folder_files(path, split, columns))
    if not path.is_file():
        raise ContractError("contract.file_missing", file=str(path))
    if path.suffix.lower() not in TABLES:
        raise ShelftagError("training.source_unknown", file=path.name)
    if photos is not None and not photos.is_dir():
        raise ContractError("contract.file_missing", file=str(photos))
    return _described(path, photos or path.parent, labelled_rows(path, split, columns))


def category_id(path: Sequence[str]) -> UUID:
    """Returns the id of a category that has none of its own: it follows from its path."""
    return reduce(uuid5, path, _CATEGORIES)


def _folder_files(folder: Path, split: str, columns: TableColumns) -> list[LabelledFile]:
    """Reads a folder by Hugging Face's metadata tables, or else by the names of its folders."""
    if table := _metadata(folder):
        return labelled_rows(table, split, columns, folders_name_categories=True)
    wanted = wanted_splits(split)
    found: list[LabelledFile] = []
    for below in sorted(folder.iterdir()):
        if split_named(below.name) in wanted and (table := _metadata(below)):
            rows = labelled_rows(table, TRAIN, columns, folders_name_categories=True)
            found += [replace(row, name=f"{below.name}/{row.name}") for row in rows if row.name]
    return found or labelled_photos(folder, split)


def _metadata(folder: Path) -> Path | None:
    """The folder's metadata table, if it has one."""
    return next((folder / name for name in METADATA if (folder / name).is_file()), None)


def _described(path: Path, folder: Path, files: Iterable[LabelledFile]) -> Source:
    """Gives rows and categories their ids and checksums; leaves out what is not there."""
    used: list[LabelledFile] = []
    places: list[Path | None] = []
    missing: list[str] = []
    for file in files:
        place = photo_path(folder, file.name)
        if (place is not None or not file.name) and _is_text(file.name, *file.category):
            used.append(file)
            places.append(place)
        else:
            missing.append(file.name.encode("utf-8", "backslashreplace").decode())
    if not used:
        raise ShelftagError(
            "training.files_missing", count=len(missing), file=missing[0], folder=str(folder)
        )
    with ThreadPoolExecutor(_HASHING) as pool:  # hashing and reading release the interpreter's lock
        hashes = list(pool.map(_checksum, places))
    rows = tuple(_row(file, sha256) for file, sha256 in zip(used, hashes, strict=True))
    paths = {row.category[:depth] for row in rows for depth in range(1, len(row.category) + 1)}
    tree = tuple(BundleCategory(category_id(item), item) for item in sorted(paths))
    return Source(path, folder, Dataset(tree, rows), missing=tuple(missing))


def _row(file: LabelledFile, sha256: str) -> DatasetRow:
    """Builds the contract's row. Folders that are written differently but read alike are one."""
    category = tuple(normalize("NFC", name) for name in file.category)
    # Without a product's name, every photo is a product, and so is every text. The photo's content
    # is part of it: every folder of photos has a "1.jpg".
    photo = f"{file.name}\n{sha256}" if file.name else ""
    product = file.product or photo or f"{file.title}\n{file.description}"
    return DatasetRow(
        file.name,
        sha256,
        str(uuid5(_PRODUCTS, product)),
        category,
        category_id(category),
        file.title,
        file.description,
        source="import",
        method="folder",
        attributes=file.attributes,
    )


def _checksum(place: Path | None) -> str:
    """SHA-256 of a photo; empty where it cannot be read, which encoding it will tell."""
    try:
        return sha256_of(place) if place else ""
    except OSError:
        return ""


def _is_text(*names: str) -> bool:
    """Whether names are proper text: a disk may hold bytes that no encoding knows."""
    try:
        "".join(names).encode()
    except UnicodeEncodeError:
        return False
    return True
