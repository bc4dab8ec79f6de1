"""Recording: what decoded photos become in the catalogue, a batch in a transaction."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from shelftag.catalog import placement, search
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import EmbeddingStore
from shelftag.catalog.models import (
    ImportOutcome,
    Photo,
    PhotoFile,
    Product,
    ProductPhoto,
    Root,
)
from shelftag.catalog.models.importing import DUPLICATE, FAILED, IMPORTED, MOVED, UNCHANGED
from shelftag.catalog.photo_files import file_path
from shelftag.catalog.scope import OperationScope
from shelftag.importing.decode import DecodedPhoto
from shelftag.importing.folder_names import FolderNames
from shelftag.importing.grouping import ProductGroup
from shelftag.importing.moving import take_over
from shelftag.importing.plan import ImportOptions, ImportPlan
from shelftag.importing.runs import Run
from shelftag.importing.scan import ScannedFile
from shelftag.importing.thumbnails import write_thumbnail
from shelftag_api.errors import ShelftagError


@dataclass(frozen=True)
class Arrival:
    """A file that went through the stages: its photo, or why there is none.

    Attributes:
        kept_suffix: Where the catalogue has taken a copy, the copy's suffix.
    """

    file: ScannedFile
    photo: DecodedPhoto | None = None
    error: ShelftagError | None = None
    kept_suffix: str | None = None


class Recorder:
    """Writes the arrivals of one import run.

    Attributes:
        counts: Files by outcome so far.
        names: What names of files and folders say.
    """

    def __init__(
        self,
        catalog: Catalog,
        store: EmbeddingStore,
        run: Run,
        plan: ImportPlan,
        options: ImportOptions,
        counts: Counter[str],
    ) -> None:
        self.counts = counts
        self._latest: tuple[str, dict[str, int]] = "", {}
        self._catalog = catalog
        self._store = store
        self._run_id, self._operation_id, self._root_id = run.id, run.operation_id, run.root_id
        self._plan = plan
        self._options = options
        self.names = FolderNames(catalog, run, plan, options)

    def record(self, arrivals: Sequence[Arrival], embeddings: NDArray[np.float32]) -> None:
        """Stores a batch: thumbnails, then photos, products, labels and outcomes at once.

        Args:
            arrivals: The files, failed ones included.
            embeddings: float32, shape [photos among the arrivals, size], in their order.
        """
        decoded = [arrival.photo for arrival in arrivals if arrival.photo]
        for photo in decoded:  # on disk before any row names them
            write_thumbnail(self._catalog, photo)
        with self._catalog.database.write() as session:
            photos = self._store_photos(session, decoded, embeddings)
            _note_copies(session, arrivals, photos)
            scope = OperationScope(session, self._operation_id)
            twins = self._twins(session, arrivals, photos)
            same = self._unchanged(session, arrivals, photos)
            shown = self._shown(session, photos)
            here = {
                arrival.file: photos[arrival.photo.sha256] for arrival in arrivals if arrival.photo
            }
            moved = take_over(scope, self._root_id, here, shown)
            self._store_files(scope, arrivals, photos)
            fresh: dict[str, list[tuple[int, int]]] = {}
            again = [arrival.file.relative in same for arrival in arrivals]
            outcomes = [
                self._outcome(arrival, photos, twins, moved, shown, fresh)
                for arrival, known in zip(arrivals, again, strict=True)
                if not known
            ]
            if outcomes:
                session.execute(insert(ImportOutcome), outcomes)
            made = self._store_products(session, fresh)
            self.names.label(scope, made)
            search.index(session, list(made))
        self.counts.update(outcome["outcome"] for outcome in outcomes)
        self.counts[UNCHANGED] += sum(again)

    def same_product(self, one: Arrival, other: Arrival) -> bool:
        """Whether two files belong to one product."""
        group_of = self._plan.group_of
        return group_of[one.file.relative] == group_of[other.file.relative]

    def _store_photos(
        self, session: Session, decoded: Sequence[DecodedPhoto], embeddings: NDArray[np.float32]
    ) -> dict[str, int]:
        """Adds the photos that are new by content; returns the ids of all, by SHA-256."""
        position: dict[str, int] = {}
        for i, photo in enumerate(decoded):
            position.setdefault(photo.sha256, i)
        query = select(Photo.sha256, Photo.id).where(Photo.sha256.in_(position))
        ids: dict[str, int] = dict(session.execute(query).all())
        rows = [
            {
                "sha256": sha256,
                "byte_size": decoded[i].byte_size,
                "width": decoded[i].width,
                "height": decoded[i].height,
                "format": decoded[i].format,
                "taken_at": _moment(decoded[i].taken_at),
                "perceptual_hash": decoded[i].perceptual_hash,
            }
            for sha256, i in position.items()
            if sha256 not in ids
        ]
        if rows:
            added = session.execute(insert(Photo).returning(Photo.sha256, Photo.id), rows)
            ids |= dict(added.all())
        encoded = self._store.known(session, list(position))
        new = [sha256 for sha256 in position if sha256 not in encoded]
        self._store.add(
            session, new, embeddings[[position[sha] for sha in new]], [ids[sha] for sha in new]
        )
        return ids

    def _twins(
        self, session: Session, arrivals: Sequence[Arrival], photos: dict[str, int]
    ) -> dict[int, str]:
        """Returns for each photo that is known already where the same content lies."""
        mine = {arrival.file.relative for arrival in arrivals}
        rows = session.execute(
            select(PhotoFile.photo_id, PhotoFile.root_id, Root.path, PhotoFile.relative_path)
            .join(Root, Root.id == PhotoFile.root_id)
            .where(PhotoFile.photo_id.in_(photos.values()), PhotoFile.active)
            .order_by(PhotoFile.id.desc())
        )
        return {
            photo: file_path(root, relative)
            for photo, root_id, root, relative in rows
            if root_id != self._root_id or relative not in mine
        }

    def _unchanged(
        self, session: Session, arrivals: Sequence[Arrival], photos: dict[str, int]
    ) -> set[str]:
        """Returns the files that hold the photo they held, though their time stamp has changed."""
        holds = {
            arrival.file.relative: photos[arrival.photo.sha256]
            for arrival in arrivals
            if arrival.photo
        }
        known = session.execute(
            placement.shown_files(self._root_id).where(PhotoFile.relative_path.in_(holds))
        )
        return {relative for relative, photo, _ in known if holds[relative] == photo}

    def _store_files(
        self, scope: OperationScope, arrivals: Sequence[Arrival], photos: dict[str, int]
    ) -> None:
        """Adds the files; a known file may hold another photo now."""
        session = scope.session
        rows = {
            arrival.file.relative: {
                "photo_id": photos[arrival.photo.sha256],
                "root_id": self._root_id,
                "relative_path": arrival.file.relative,
                "byte_size": arrival.photo.byte_size,
                "modified_ns": arrival.file.modified_ns,
                "operation_id": self._operation_id,
                "active": True,
                "missing_since": None,
            }
            for arrival in arrivals
            if arrival.photo
        }
        known = session.scalars(
            select(PhotoFile).where(
                PhotoFile.root_id == self._root_id, PhotoFile.relative_path.in_(rows)
            )
        )
        for file in known.all():
            row = rows.pop(file.relative_path)
            if file.active:  # stays the file of the import that found it
                del row["operation_id"]
                if file.photo_id != row["photo_id"]:
                    scope.change(file, photo_id=row["photo_id"])
            for name, value in row.items():
                setattr(file, name, value)
        if rows:
            session.execute(insert(PhotoFile), list(rows.values()))

    def _shown(self, session: Session, photos: dict[str, int]) -> set[int]:
        """Returns which photos a product shows already.

        Whether the product is active is asked here: as a condition, it makes SQLite go through all
        active products instead of the few that show these photos.
        """
        rows = session.execute(
            select(ProductPhoto.photo_id, Product.active)
            .join(Product, Product.id == ProductPhoto.product_id)
            .where(ProductPhoto.photo_id.in_(photos.values()), ProductPhoto.active)
        )
        return {photo for photo, active in rows if active}

    def _outcome(
        self,
        arrival: Arrival,
        photos: dict[str, int],
        twins: dict[int, str],
        moved: dict[str, str],
        shown: set[int],
        fresh: dict[str, list[tuple[int, int]]],
    ) -> dict[str, Any]:
        """Decides what becomes of a file; collects new photos by the group of their product."""
        relative = arrival.file.relative
        row = {
            "run_id": self._run_id,
            "relative_path": relative,
            "byte_size": arrival.file.size,
            "outcome": IMPORTED,
            "message_id": "",
            "params": {},
            "photo_id": None,
        }
        if arrival.photo is None:
            assert arrival.error is not None
            params = _plain(arrival.error.params)
            return row | {
                "outcome": FAILED, "message_id": arrival.error.message_id, "params": params,
            }  # fmt: skip
        photo = photos[arrival.photo.sha256]
        row["photo_id"] = photo
        if relative in moved:
            return row | {
                "outcome": MOVED, "message_id": "importing.moved",
                "params": {"source": moved[relative]},
            }  # fmt: skip
        if photo in shown:
            params = {"same_as": twins.get(photo, relative)}
            return row | {
                "outcome": DUPLICATE, "message_id": "importing.duplicate", "params": params,
            }  # fmt: skip
        shown.add(photo)
        twins[photo] = relative
        key = self._plan.group_of[relative]
        position = self._positions(key)[relative]
        fresh.setdefault(key, []).append((photo, position))
        return row

    def _positions(self, key: str) -> dict[str, int]:
        """Returns the places of a product's files; files come product by product."""
        if self._latest[0] != key:
            files = self._plan.groups[key].files
            self._latest = key, {file: place for place, file in enumerate(files)}
        return self._latest[1]

    def _store_products(
        self, session: Session, fresh: dict[str, list[tuple[int, int]]]
    ) -> dict[int, ProductGroup]:
        """Adds the photos to the products of their groups, which are made where missing."""
        keys = {f"{self._root_id}:{self._options.grouping.value}:{key}": key for key in fresh}
        ids = placement.products_of_groups(session, list(keys))
        ids |= self._by_siblings(session, {full: keys[full] for full in keys if full not in ids})
        rows = [
            self._product(full, self._plan.groups[key])
            for full, key in keys.items()
            if full not in ids
        ]
        if rows:
            added = session.execute(insert(Product).returning(Product.group_key, Product.id), rows)
            ids |= dict(added.all())
        links = [
            {
                "product_id": ids[full],
                "photo_id": photo,
                "position": position,
                "operation_id": self._operation_id,
            }
            for full, key in keys.items()
            for photo, position in fresh[key]
        ]
        if links:
            session.execute(insert(ProductPhoto), links)
        return {ids[full]: self._plan.groups[key] for full, key in keys.items()}

    def _by_siblings(self, session: Session, keys: dict[str, str]) -> dict[str, int]:
        """Finds products whose other views came in by themselves, before these were there."""
        owner = {file: full for full, key in keys.items() for file in self._plan.groups[key].files}
        rows = session.execute(
            placement.shown_files(self._root_id)
            .where(PhotoFile.relative_path.in_(owner))
            .order_by(Product.id.desc())
        )
        return {owner[relative]: product for relative, _, product in rows}

    def _product(self, full_key: str, group: ProductGroup) -> dict[str, Any]:
        return {
            "uuid": uuid4(),
            "title": group.title,
            "sku": (group.sku or "")[:100],
            "group_key": full_key,
            "hint": self.names.hint(group),
            "operation_id": self._operation_id,
        }


def _note_copies(session: Session, arrivals: Sequence[Arrival], photos: dict[str, int]) -> None:
    """Notes which photos the catalogue has a copy of now."""
    kept = {
        photos[arrival.photo.sha256]: arrival.kept_suffix
        for arrival in arrivals
        if arrival.photo and arrival.kept_suffix
    }
    if kept:
        rows = [{"id": photo, "kept_suffix": suffix} for photo, suffix in kept.items()]
        session.execute(update(Photo), rows)


def _moment(text: str | None) -> datetime | None:
    """Reads a camera's time stamp; cameras know no zone, so the local one is meant."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def _plain(params: dict[str, object]) -> dict[str, Any]:
    return {
        key: value if isinstance(value, bool | int | float | str) else str(value)
        for key, value in params.items()
    }
