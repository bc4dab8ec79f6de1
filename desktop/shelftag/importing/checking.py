"""Looks whether the photos' files are still there, and marks those that are not."""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.database import chunks
from shelftag.catalog.models import PhotoFile, Root
from shelftag.catalog.models.base import utc_now
from shelftag.catalog.photo_files import file_path, folder_is_there, is_gone
from shelftag_api.progress import Progress

_LOOKS = 500
"""Files between two reports of progress."""


@dataclass(frozen=True)
class CheckResult:
    """What a check found.

    Attributes:
        checked: Files looked for.
        missing: Files that are gone, those included that were known to be.
        back: Files that were missing and are there again.
        absent: Source folders that are not there at all, an unplugged drive perhaps.
    """

    checked: int
    missing: int
    back: int
    absent: tuple[str, ...]


@dataclass(frozen=True)
class _Known:
    """A file as the catalogue knows it."""

    id: int
    relative: str
    missing: bool


def check_files(
    catalog: Catalog, *, with_absent: bool = False
) -> Generator[Progress, None, CheckResult]:
    """Marks the files that are gone, and takes the mark off those that came back.

    Args:
        catalog: The catalogue.
        with_absent: Whether the files of a folder that is not there at all are marked too. Without
            it they are left as they are: an unplugged drive is no loss of its photos.
    """
    with catalog.database.read() as session:
        roots = session.execute(select(Root.id, Root.path).order_by(Root.id)).all()
        files = {root_id: _known(session, root_id) for root_id, _ in roots}
    total = sum(len(known) for known in files.values())
    done = missing = back = 0
    absent = []
    for root_id, path in roots:
        if not files[root_id]:
            continue
        there = folder_is_there(path)
        if not there:
            absent.append(path)
            if not with_absent:
                done += len(files[root_id])
                continue
        gone: list[_Known] = []
        for file in files[root_id]:
            if done % _LOOKS == 0:
                yield Progress("phase.check", done, total)
            done += 1
            if is_gone(file_path(path, file.relative)):
                gone.append(file)
        if there and not folder_is_there(path):  # it went away meanwhile
            absent.append(path)
            continue
        lost = {file.id for file in gone}
        missing += len(gone)
        mark(catalog, [file.id for file in gone if not file.missing], missing=True)
        found = [file.id for file in files[root_id] if file.missing and file.id not in lost]
        mark(catalog, found, missing=False)
        back += len(found)
    return CheckResult(total, missing, back, tuple(absent))


def note_missing(catalog: Catalog, root_id: int, folder: Path, gone: Iterable[str]) -> None:
    """Marks what a scan of a folder did not find, and takes the mark off what it did.

    Args:
        catalog: The catalogue.
        root_id: The folder.
        folder: Its path.
        gone: Known files that the scan did not find. It leaves out what it may not look at, so
            that each is looked for once more.
    """
    lost = {relative for relative in gone if is_gone(file_path(str(folder), relative))}
    with catalog.database.read() as session:
        marked = _known(session, root_id, only_missing=True)
        ids = _ids(session, root_id, sorted(lost - {file.relative for file in marked}))
    mark(catalog, ids, missing=True)
    mark(catalog, [file.id for file in marked if file.relative not in lost], missing=False)


def _known(session: Session, root_id: int, *, only_missing: bool = False) -> list[_Known]:
    query = select(PhotoFile.id, PhotoFile.relative_path, PhotoFile.missing_since).where(
        PhotoFile.root_id == root_id, PhotoFile.active
    )
    if only_missing:
        query = query.where(PhotoFile.missing_since.is_not(None))
    rows = session.execute(query.order_by(PhotoFile.id))
    return [_Known(file_id, relative, since is not None) for file_id, relative, since in rows]


def _ids(session: Session, root_id: int, names: Sequence[str]) -> list[int]:
    found: list[int] = []
    for chunk in chunks(names):
        query = select(PhotoFile.id).where(
            PhotoFile.root_id == root_id, PhotoFile.relative_path.in_(chunk)
        )
        found += session.scalars(query)
    return found


def mark(catalog: Catalog, ids: Sequence[int], *, missing: bool) -> None:
    """Notes what was seen on the disk. That is no change of data, and nothing to undo."""
    since = utc_now() if missing else None
    for chunk in chunks(ids):
        with catalog.database.write() as session:
            session.execute(
                update(PhotoFile).where(PhotoFile.id.in_(chunk)).values(missing_since=since)
            )
