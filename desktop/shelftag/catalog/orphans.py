"""Files that a killed import has left behind: thumbnails and copies that no photo's row names."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import ImportRun, Photo

_log = logging.getLogger(__name__)


def clear_up_after_last_import(catalog: Catalog) -> int:
    """Removes orphans where the import before did not come to its end; else costs nothing.

    For the engine, while no import runs. Returns the number of files removed.
    """
    with catalog.database.read() as session:
        latest = select(ImportRun.status).order_by(ImportRun.id.desc()).limit(1)
        if session.scalar(latest) in (None, "finished"):
            return 0
    return remove_orphans(catalog)


def remove_orphans(catalog: Catalog) -> int:
    """Removes every file in ``thumbnails/`` and ``photos/`` that no photo's row names.

    Files are on disk before the rows that name them: what has a row is never removed, and what has
    none is of nobody's use. Returns the number of files removed.
    """
    removed = 0
    with catalog.database.read() as session:
        for folder in ("thumbnails", "photos"):
            for shard in _folders(catalog.folder / folder):
                named = _named(session, shard.name, copies=folder == "photos")
                removed += sum(_remove(path) for path in _files(shard) if path.name not in named)
    if removed:
        _log.info("removed %d files that an unfinished import had left", removed)
    return removed


def _named(session: Session, prefix: str, *, copies: bool) -> set[str]:
    """Returns the names that belong into the folder of the hashes that begin with a prefix."""
    rows = session.execute(
        select(Photo.sha256, Photo.kept_suffix).where(
            Photo.sha256 >= prefix, Photo.sha256 < f"{prefix}g"
        )
    )
    if copies:
        return {f"{sha256}{suffix}" for sha256, suffix in rows if suffix is not None}
    return {f"{sha256}.jpg" for sha256, _ in rows}


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]


def _files(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
    return (folder / name for name in names)


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:  # it is of no use, but does no harm either
        _log.warning("cannot remove %s", path, exc_info=True)
        return False
    return True
