"""Where a photo's content lies: the owner's files, and the copy that the catalogue may keep."""

import os
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.database import chunks
from shelftag.catalog.models import Photo, PhotoFile, Root

_RECALL_ON_DATA_ACCESS = 0x0040_0000  # Windows: opening the file downloads it
_SF_DATALESS = 0x4000_0000  # macOS: the same
_SUFFIXES = {
    "JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "HEIF": ".heic", "AVIF": ".avif",
    "TIFF": ".tif", "BMP": ".bmp", "GIF": ".gif",
}  # fmt: skip


@dataclass(frozen=True)
class PlacedFile:
    """One of the owner's files that hold a photo.

    Attributes:
        path: Where it was when it was last seen.
        byte_size: Its size then.
        modified_ns: Its modification time then.
        missing: Whether it was found to be gone since.
    """

    path: str
    byte_size: int
    modified_ns: int
    missing: bool


@dataclass(frozen=True)
class PhotoPlaces:
    """All places of one photo.

    Attributes:
        sha256: Of the content.
        files: The owner's files, those that are there first.
        kept: The catalogue's own copy, or None.
    """

    sha256: str
    files: tuple[PlacedFile, ...]
    kept: Path | None = None

    @property
    def shown(self) -> str:
        """The place to name in a sentence or a table, or an empty text."""
        return self.files[0].path if self.files else str(self.kept or "")

    def openable(self) -> Iterator[Path]:
        """Yields the files that may be opened for the content, the best first.

        That is: the owner's files as they were imported, the copy that was kept, then files whose
        time was changed. Only the content's hash tells for certain: the caller checks it. Files
        that lie in the cloud alone are left there.
        """
        touched = []
        for file in self.files:
            status = _status(file.path)
            if status is None or is_cloud_only(status) or status.st_size != file.byte_size:
                continue
            if status.st_mtime_ns == file.modified_ns:
                yield Path(file.path)
            else:
                touched.append(Path(file.path))
        if self.kept is not None and self.kept.is_file():
            yield self.kept
        yield from touched


def file_path(root: str, relative: str) -> str:
    """Joins a source folder and a path below it. For one place only: here."""
    return f"{root.rstrip('/')}/{relative}"


def is_cloud_only(status: os.stat_result) -> bool:
    """Whether a file's content lies in a cloud and would be fetched by opening it."""
    return bool(
        getattr(status, "st_file_attributes", 0) & _RECALL_ON_DATA_ACCESS
        or getattr(status, "st_flags", 0) & _SF_DATALESS
    )


def is_gone(path: str) -> bool:
    """Whether there is certainly no such file; one that cannot be looked at is not gone."""
    try:
        os.stat(path)  # noqa: PTH116 - for 100,000 files in a row
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        return False
    return False


def folder_is_there(path: str) -> bool:
    """Whether a source folder is at hand. An empty one is not: so looks an unplugged drive's."""
    try:
        with os.scandir(path) as entries:
            return next(entries, None) is not None
    except (OSError, ValueError):
        return False


def placed_files(
    session: Session, photo_ids: Sequence[int] | None = None
) -> dict[int, tuple[PlacedFile, ...]]:
    """Returns the owner's files by photo: those that are there first, then the oldest first.

    Args:
        session: A session.
        photo_ids: Which photos; None for all.
    """
    query = (
        select(
            PhotoFile.photo_id, Root.path, PhotoFile.relative_path, PhotoFile.byte_size,
            PhotoFile.modified_ns, PhotoFile.missing_since,
        )
        .join(Root, Root.id == PhotoFile.root_id)
        .where(PhotoFile.active)
        .order_by(PhotoFile.missing_since.is_not(None), PhotoFile.id)
    )  # fmt: skip
    parts = (
        [query]
        if photo_ids is None
        else [query.where(PhotoFile.photo_id.in_(chunk)) for chunk in chunks(photo_ids)]
    )
    found: dict[int, list[PlacedFile]] = {}
    for part in parts:
        for photo, root, relative, size, modified, missing in session.execute(part):
            placed = PlacedFile(file_path(root, relative), size, modified, missing is not None)
            found.setdefault(photo, []).append(placed)
    return {photo: tuple(files) for photo, files in found.items()}


def photo_places(
    session: Session, catalog: Catalog, photo_ids: Sequence[int]
) -> dict[int, PhotoPlaces]:
    """Returns the places of photos, by their ids."""
    files = placed_files(session, photo_ids)
    places: dict[int, PhotoPlaces] = {}
    for chunk in chunks(photo_ids):
        rows = session.execute(
            select(Photo.id, Photo.sha256, Photo.kept_suffix).where(Photo.id.in_(chunk))
        )
        for photo, sha256, suffix in rows:
            kept = None if suffix is None else catalog.kept_photo(sha256, suffix)
            places[photo] = PhotoPlaces(sha256, files.get(photo, ()), kept)
    return places


def kept_suffix(kind: str, name: str) -> str:
    """Returns the suffix of a kept copy: by its content's kind, else as its file is called."""
    own = os.path.splitext(name)[1].lower()  # noqa: PTH122 - names may hold surrogates
    return _SUFFIXES.get(kind) or (own if re.fullmatch(r"\.[a-z0-9]{1,5}", own) else ".img")


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file named by its content, unless it is there; never half of one under its name.

    An empty one, as a power cut may leave it, is not there.

    Raises:
        OSError: The disk is full or fails.
    """
    with suppress(FileNotFoundError):
        if path.stat().st_size:
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.stem}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _status(path: str) -> os.stat_result | None:
    """Looks at a regular file; None where it cannot be."""
    try:
        found = Path(path)
        return found.stat() if found.is_file() else None
    except (OSError, ValueError):
        return None
