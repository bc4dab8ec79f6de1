"""Corrected labels as a data set folder: self-contained, for trainers and other computers."""

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.labelled import (
    LabelledPhoto,
    copy_base_bundle,
    dataset_categories,
    dataset_row,
    labelled_photos,
)
from shelftag.catalog.models import ModelVersion
from shelftag.catalog.photo_files import PhotoPlaces, photo_places
from shelftag.catalog.tree import Tree, read_tree
from shelftag.exchange.spreadsheet import write_spreadsheet
from shelftag_api.dataset import BASE_BUNDLE, ENCODER, Dataset, DatasetRow, write_dataset
from shelftag_api.errors import ShelftagError
from shelftag_api.files import sha256_of
from shelftag_api.progress import Progress

LABELS_CSV = "labels.csv"
HEADER = (
    "file_name", "sku", "title", "category", "category_id", "source", "method", "corrected",
    "labelled_at", "product", "sha256",
)  # fmt: skip
_UNSAFE = re.compile(r"[^\w.-]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, with any ending."""


@dataclass(frozen=True)
class ExportResult:
    """What an export wrote.

    Attributes:
        photos: Photos copied.
        products: Products they show.
        missing: Files that were no longer there, or had changed since the import.
    """

    photos: int
    products: int
    missing: tuple[str, ...]


def export_labels(
    catalog: Catalog,
    folder: Path,
    *,
    since: datetime | None = None,
    corrected_only: bool = False,
) -> Generator[Progress, None, ExportResult]:
    """Writes the owner's and trusted labels as a data set folder, with the photos.

    Args:
        catalog: The catalogue.
        folder: A folder that is empty or not there yet; it appears when it is whole.
        since: Only labels given at or after this moment.
        corrected_only: Only labels by which the owner contradicted the model.

    Raises:
        ShelftagError: Nothing to export (``export.no_labels``), the folder is not empty, or cannot
            be written.
    """
    with catalog.database.read() as session:
        tree = read_tree(session)
        photos = [
            photo
            for photo in labelled_photos(session, since=since, corrected_only=corrected_only)
            if photo.category_id in tree.nodes
        ]
        base = session.scalar(select(ModelVersion).where(ModelVersion.name == "starter"))
        parent = session.scalar(select(ModelVersion).where(ModelVersion.status == "active"))
        places = photo_places(session, catalog, [photo.photo_id for photo in photos])
    if not photos:
        raise ShelftagError("export.no_labels")
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ShelftagError("export.folder_not_empty", path=str(folder))
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".exporting-") as temporary:
            target = Path(temporary) / "dataset"
            target.mkdir()
            rows, missing = yield from _copy_photos(tree, photos, places, target)
            if not rows:
                raise ShelftagError("export.all_missing", count=len(missing))
            _write_table(target / LABELS_CSV, photos, rows)
            if base is not None:
                copy_base_bundle(tree, catalog.heads / str(base.uuid), target / BASE_BUNDLE)
                shutil.copytree(catalog.encoders / base.encoder_sha256, target / ENCODER)
            write_dataset(
                target,
                Dataset(
                    categories=dataset_categories(tree, list(tree.nodes)),
                    rows=tuple(rows.values()),
                    encoder=base.encoder_sha256 if base else None,
                    parent=parent.uuid if parent else None,
                    version=(parent.number if parent else 0) + 1,
                ),
            )
            if folder.exists():
                folder.rmdir()
            target.replace(folder)
    except OSError as error:
        raise ShelftagError("export.cannot_write", path=str(folder)) from error
    products = {row.product for row in rows.values()}
    return ExportResult(len(rows), len(products), tuple(missing))


def _copy_photos(
    tree: Tree, photos: list[LabelledPhoto], places: dict[int, PhotoPlaces], target: Path
) -> Generator[Progress, None, tuple[dict[tuple[int, int], DatasetRow], list[str]]]:
    """Copies the photos into class folders; returns rows by product and photo, and what is gone."""
    rows: dict[tuple[int, int], DatasetRow] = {}
    missing: list[str] = []
    folders = _class_folders(tree)
    for number, photo in enumerate(photos):
        if number % 50 == 0:
            yield Progress("phase.export", number, len(photos))
        place = places[photo.photo_id]
        source = next((p for p in place.openable() if _unchanged(p, photo.sha256)), None)
        if source is None:
            missing.append(place.shown or photo.title or photo.sku)
            continue
        name = _file_name(folders[photo.category_id], photo, source.suffix)
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target / name)
        rows[photo.product_id, photo.photo_id] = dataset_row(tree, photo, name)
    return rows, missing


def _unchanged(source: Path, sha256: str) -> bool:
    """Whether a photo can be read and is still the one that was imported."""
    try:
        return sha256_of(source) == sha256
    except OSError:
        return False


def _file_name(folder: str, photo: LabelledPhoto, suffix: str) -> str:
    """Returns ``photos/Class/Sub-class/hash.jpg``, safe on every file system."""
    safe_suffix = suffix.lower() if re.fullmatch(r"\.[A-Za-z0-9]{1,5}", suffix) else ".img"
    return f"{folder}/{photo.sha256[:16]}-{photo.product_id}{safe_suffix}"


def _class_folders(tree: Tree) -> dict[int, str]:
    """Returns a folder of its own for every category, below that of its parent."""
    folders: dict[int, str] = {}
    taken: set[str] = set()
    for node in tree.nodes.values():
        parent = "photos" if node.parent_id is None else folders[node.parent_id]
        folder = f"{parent}/{_safe(node.label())}"
        if folder.casefold() in taken:
            folder = f"{folder}-{node.uuid.hex[:8]}"
        taken.add(folder.casefold())
        folders[node.id] = folder
    return folders


def _safe(name: str) -> str:
    """Returns a folder name for a category name in any script."""
    text = _UNSAFE.sub("_", unicodedata.normalize("NFC", name))[:60].strip("._")
    return f"{text}_" if not text or _RESERVED.match(text) else text


def _write_table(
    path: Path, photos: list[LabelledPhoto], rows: dict[tuple[int, int], DatasetRow]
) -> None:
    """Writes the same labels as one CSV for people."""
    write_spreadsheet(
        path,
        HEADER,
        (
            [
                row.file_name, photo.sku, photo.title, " > ".join(row.category),
                str(row.category_uuid), row.source, row.method, "yes" if photo.corrected else "no",
                row.labelled_at, row.product, row.sha256,
            ]
            for photo in photos
            if (row := rows.get((photo.product_id, photo.photo_id)))
        ),
    )  # fmt: skip
