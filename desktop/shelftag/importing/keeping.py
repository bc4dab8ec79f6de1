"""Copies of the photos in the catalogue itself, where the owner wants them kept."""

import shutil
from collections.abc import Generator
from dataclasses import dataclass

from sqlalchemy import select, update

from shelftag.catalog.catalog import MINIMUM_FREE_BYTES, Catalog
from shelftag.catalog.models import Photo, ProductPhoto
from shelftag.catalog.photo_files import PhotoPlaces, kept_suffix, photo_places, write_whole
from shelftag.importing.decode import PhotoFile, UnreadablePhoto, read_photo
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

_BATCH = 100


@dataclass(frozen=True)
class KeepResult:
    """What was copied.

    Attributes:
        kept: Photos copied.
        byte_size: Bytes of these.
        missing: Photos that were no longer there, or had changed since the import.
    """

    kept: int
    byte_size: int
    missing: int


def keep(catalog: Catalog, content: PhotoFile, kind: str) -> str:
    """Stores a photo that was read; returns the suffix of the copy.

    Args:
        catalog: The catalogue.
        content: What `read_photo` gave.
        kind: Format that the content really has.
    """
    suffix = kept_suffix(kind, content.name)
    write_whole(catalog.kept_photo(content.sha256, suffix), content.data)
    return suffix


def keep_copies(catalog: Catalog) -> Generator[Progress, None, KeepResult]:
    """Copies the photos of all products that the catalogue has no copy of.

    What is copied stays when the job is cancelled; the next one goes on with the rest.

    Raises:
        ShelftagError: They do not fit on the disk (``folders.no_room``).
    """
    yield Progress("phase.keep")
    with catalog.database.read() as session:
        used = select(ProductPhoto.photo_id).where(ProductPhoto.active)
        rows = session.execute(
            select(Photo.id, Photo.format, Photo.byte_size)
            .where(Photo.kept_suffix.is_(None), Photo.id.in_(used))
            .order_by(Photo.id)
        ).all()
    _check_room(catalog, sum(size for _, _, size in rows))
    kept = byte_size = done = 0
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        with catalog.database.read() as session:
            places = photo_places(session, catalog, [photo for photo, _, _ in batch])
        copied = []
        for photo, kind, size in batch:
            yield Progress("phase.keep", done, len(rows))
            done += 1
            content = _read(places[photo])
            if content is not None:
                copied.append({"id": photo, "kept_suffix": keep(catalog, content, kind)})
                byte_size += size
        if copied:
            with catalog.database.write() as session:
                session.execute(update(Photo), copied)
        kept += len(copied)
    return KeepResult(kept, byte_size, len(rows) - kept)


def _read(places: PhotoPlaces) -> PhotoFile | None:
    """Reads a photo from the first of its files that still holds it."""
    for path in places.openable():
        try:
            content = read_photo(path)
        except UnreadablePhoto:
            continue
        if content.sha256 == places.sha256:
            return content
    return None


def _check_room(catalog: Catalog, byte_size: int) -> None:
    free = shutil.disk_usage(catalog.folder).free - MINIMUM_FREE_BYTES
    if byte_size > free:
        raise ShelftagError(
            "folders.no_room",
            needed=f"{byte_size / 1e9:.1f}",
            free=f"{max(free, 0) / 1e9:.1f}",
            path=str(catalog.folder),
        )
