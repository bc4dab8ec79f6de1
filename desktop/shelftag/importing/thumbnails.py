"""Thumbnails: written whole or not at all, and made again where they have gone."""

import logging
import os
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import select

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Photo, PhotoFile
from shelftag.catalog.photo_files import write_whole
from shelftag.importing.decode import DecodedPhoto, UnreadablePhoto, decode
from shelftag_api.progress import Progress

_log = logging.getLogger(__name__)


def write_thumbnail(catalog: Catalog, photo: DecodedPhoto) -> None:
    """Puts a photo's thumbnail on disk.

    Raises:
        OSError: The disk is full or fails.
    """
    write_whole(catalog.thumbnail(photo.sha256), photo.thumbnail)


def restore_thumbnails(
    catalog: Catalog, root_id: int, folder: Path
) -> Generator[Progress, None, int]:
    """Makes the thumbnails anew that were deleted, or that a power cut left empty.

    Args:
        catalog: The catalogue.
        root_id: The folder whose photos are looked after.
        folder: Where it is.

    Returns:
        The number of thumbnails made.
    """
    present = _present(catalog)
    with catalog.database.read() as session:
        rows = session.execute(
            select(PhotoFile.relative_path, Photo.sha256)
            .join(Photo, Photo.id == PhotoFile.photo_id)
            .where(PhotoFile.root_id == root_id, PhotoFile.active)
        )
        missing = [(relative, sha256) for relative, sha256 in rows if sha256 not in present]
    for done, (relative, sha256) in enumerate(missing):
        if done % 20 == 0:
            yield Progress("phase.thumbnails", done, len(missing))
        try:
            photo = decode(folder / relative, size=(1, 1), resize="squash")
        except UnreadablePhoto:
            _log.info("the thumbnail of %s cannot be made again", sha256)
            continue
        if photo.sha256 == sha256:
            write_thumbnail(catalog, photo)
    return len(missing)


def _present(catalog: Catalog) -> set[str]:
    """Returns the photos (SHA-256) whose thumbnail is there and not empty."""
    found: set[str] = set()
    with suppress(FileNotFoundError), os.scandir(catalog.folder / "thumbnails") as folders:
        for folder in folders:
            with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as files:
                found |= {
                    file.name.removesuffix(".jpg")
                    for file in files
                    if file.name.endswith(".jpg") and file.stat().st_size
                }
    return found
