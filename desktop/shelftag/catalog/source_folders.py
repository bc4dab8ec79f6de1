"""The folders that photos came from: what they hold, what is missing, which are watched."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from shelftag.catalog.models import ImportRun, Photo, PhotoFile, Root, WatchedFolder
from shelftag_api.errors import ShelftagError


@dataclass(frozen=True)
class SourceFolder:
    """A folder that photos were imported from, or that is watched.

    Attributes:
        id: Of its root.
        path: Where it was when it was last imported from or found again.
        photos: Files that hold photos of the catalogue.
        missing: Files among these that are gone, and whose photo lies nowhere else.
        watched: Whether new photos come in by themselves.
        options: How it was imported last, or is to be when it is watched.
        imported_at: When it was imported last.
    """

    id: int
    path: str
    photos: int
    missing: int
    watched: bool
    options: Mapping[str, Any] = field(default_factory=dict)
    imported_at: datetime | None = None


def source_folders(session: Session) -> list[SourceFolder]:
    """Returns the folders that hold photos or are watched, by path."""
    photos = _count(session)
    missing = _count(session, PhotoFile.missing_since.is_not(None), ~_elsewhere())
    watched = {row.root_id: row for row in session.scalars(select(WatchedFolder))}
    latest = select(func.max(ImportRun.id)).group_by(ImportRun.root_id)
    latest_runs = session.scalars(select(ImportRun).where(ImportRun.id.in_(latest)))
    runs = {run.root_id: run for run in latest_runs}
    found = []
    for root in session.scalars(select(Root).order_by(Root.path)):
        watch, run = watched.get(root.id), runs.get(root.id)
        if root.id not in photos and watch is None:
            continue
        found.append(
            SourceFolder(
                root.id,
                root.path,
                photos.get(root.id, 0),
                missing.get(root.id, 0),
                watch is not None and watch.enabled,
                watch.options if watch is not None else run.options if run is not None else {},
                run.started_at if run is not None else None,
            )
        )
    return found


def find_root(session: Session, path: Path) -> Root:
    """Returns the root of a folder.

    Raises:
        ShelftagError: Nothing was ever imported from there (``folders.unknown``).
    """
    root = session.scalar(select(Root).where(Root.path == str(path)))
    if root is None:
        raise ShelftagError("folders.unknown", path=str(path))
    return root


def ensure_root(session: Session, path: Path) -> Root:
    """Returns the root of a folder, made where there is none yet."""
    root = session.scalar(select(Root).where(Root.path == str(path)))
    if root is None:
        root = Root(path=str(path))
        session.add(root)
        session.flush()
    return root


def watch_folder(session: Session, path: Path, options: Mapping[str, Any]) -> None:
    """Has the new photos of a folder come in by themselves. A preference: it is not undone."""
    root = ensure_root(session, path)
    row = session.scalar(select(WatchedFolder).where(WatchedFolder.root_id == root.id))
    if row is None:
        session.add(WatchedFolder(root_id=root.id, options=dict(options)))
    else:
        row.options, row.enabled = dict(options), True


def stop_watching(session: Session, path: Path) -> None:
    """Lets a folder be; its photos stay.

    Raises:
        ShelftagError: It is not watched (``folders.not_watched``).
    """
    row = session.scalar(
        select(WatchedFolder)
        .join(Root, Root.id == WatchedFolder.root_id)
        .where(Root.path == str(path))
    )
    if row is None:
        raise ShelftagError("folders.not_watched", path=str(path))
    session.delete(row)


def watched_folders(session: Session) -> dict[Path, dict[str, Any]]:
    """Returns the folders that are watched, with how they are imported."""
    rows = session.execute(
        select(Root.path, WatchedFolder.options)
        .join(WatchedFolder, WatchedFolder.root_id == Root.id)
        .where(WatchedFolder.enabled)
        .order_by(Root.path)
    )
    return {Path(path): dict(options) for path, options in rows}


def _count(session: Session, *conditions: Any) -> dict[int, int]:
    rows = session.execute(
        select(PhotoFile.root_id, func.count())
        .where(PhotoFile.active, *conditions)
        .group_by(PhotoFile.root_id)
    )
    return dict(rows.all())


def _elsewhere() -> Any:
    """Whether a photo file's content lies in another file, or is kept by the catalogue."""
    other = aliased(PhotoFile)
    there = and_(other.photo_id == PhotoFile.photo_id, other.active, other.missing_since.is_(None))
    kept = and_(Photo.id == PhotoFile.photo_id, Photo.kept_suffix.is_not(None))
    return exists().where(there) | exists().where(kept)
