"""Files of a catalogue that no row names: what a killed process had begun, removed again."""

import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import select

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Photo


def remove_orphans(catalog: Catalog) -> int:
    """Removes thumbnails without a photo, and files that were not written to their end.

    For the process that alone writes thumbnails, before it begins.

    Returns:
        The number of files removed.
    """
    with catalog.database.read() as session:
        known = set(session.scalars(select(Photo.sha256)))
    orphans = [
        path
        for path in thumbnail_files(catalog)
        if path.suffix == ".part" or path.stem not in known
    ]
    for path in orphans:
        with suppress(OSError):  # it will be met again next time
            path.unlink()
    return len(orphans)


def thumbnail_files(catalog: Catalog) -> list[Path]:
    """Returns all files in the folder of the thumbnails, unfinished ones included."""
    found: list[Path] = []
    for folder, _, names in os.walk(catalog.folder / "thumbnails"):
        found += [Path(folder, name) for name in names]
    return found
