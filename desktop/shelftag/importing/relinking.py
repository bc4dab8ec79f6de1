"""Finds moved and renamed files again by their content; labels, products and history stay.

A file is the same where its bytes are: every candidate whose size fits is hashed, and names only
decide between files that are equal.
"""

from collections import defaultdict
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.database import chunks
from shelftag.catalog.models import Photo, PhotoFile, Root
from shelftag.catalog.operations import OWNER, finish, start
from shelftag.catalog.photo_files import file_path, folder_is_there, is_gone
from shelftag.catalog.scope import OperationScope
from shelftag.catalog.source_folders import ensure_root, find_root
from shelftag.importing.checking import mark
from shelftag.importing.plan import read_folder
from shelftag.importing.scan import ScannedFile
from shelftag_api.errors import ShelftagError
from shelftag_api.files import sha256_of
from shelftag_api.progress import Progress

_READERS = 4
_BATCH = 32
_ROWS = 500
"""Rows in one transaction, so that no click waits long."""


@dataclass(frozen=True)
class RelinkResult:
    """What a relink did.

    Attributes:
        found: Files that were found again.
        missing: Files that were not.
        folder: Name of the folder in which they were looked for.
        operation_id: Its operation.
    """

    found: int
    missing: int
    folder: str
    operation_id: int


@dataclass(frozen=True)
class _Sought:
    """A file that is looked for."""

    id: int
    root: str
    relative: str
    size: int
    sha256: str


Finds = dict[int, ScannedFile]
"""By id of the photo file: where its content lies now."""


def relink(
    catalog: Catalog, folder: Path, old: Path | None = None
) -> Generator[Progress, None, RelinkResult]:
    """Looks for files in a folder, and records their new places as one step that can be undone.

    Args:
        catalog: The catalogue.
        folder: Where to look.
        old: The source folder whose files are sought; None for every missing file.

    Raises:
        ShelftagError: Nothing is missing (``folders.nothing_missing``), none of it is in the folder
            (``folders.not_found``), nothing was ever imported from ``old`` (``folders.unknown``),
            or the folder cannot be read.
    """
    folder = folder.absolute()
    yield Progress("phase.relink")
    with catalog.database.read() as session:
        sought = _sought(session, folder, old)
    if not sought:
        raise ShelftagError("folders.nothing_missing")
    finds = yield from _find(sought, folder)
    if not finds:
        raise ShelftagError("folders.not_found", folder=str(folder), count=len(sought))
    return (yield from _record(catalog, folder, old, sought, finds))


def _sought(session: Session, folder: Path, old: Path | None) -> list[_Sought]:
    """Returns the files to be looked for.

    Of a folder that moved, all; within one folder, and without any, those that are gone.
    """
    query = (
        select(PhotoFile.id, Root.path, PhotoFile.relative_path, PhotoFile.byte_size, Photo.sha256)
        .join(Root, Root.id == PhotoFile.root_id)
        .join(Photo, Photo.id == PhotoFile.photo_id)
        .where(PhotoFile.active)
        .order_by(PhotoFile.id)
    )
    if old is not None:
        query = query.where(PhotoFile.root_id == find_root(session, old).id)
    else:
        absent = [path for path in session.scalars(select(Root.path)) if not folder_is_there(path)]
        query = query.where(or_(PhotoFile.missing_since.is_not(None), Root.path.in_(absent)))
    rows = [_Sought(*row) for row in session.execute(query)]
    if old is None or old == folder:
        rows = [row for row in rows if is_gone(file_path(row.root, row.relative))]
    return rows


def _find(sought: Sequence[_Sought], folder: Path) -> Generator[Progress, None, Finds]:
    """Reads the files whose size fits, and pairs them with the sought ones of the same content."""
    sizes = {row.size for row in sought}
    files = [file for file in read_folder(folder).files.values() if file.size in sizes]
    by_hash: dict[str, list[ScannedFile]] = defaultdict(list)
    with ThreadPoolExecutor(_READERS) as pool:
        for begin in range(0, len(files), _BATCH):
            yield Progress("phase.relink", begin, len(files))
            batch = files[begin : begin + _BATCH]
            for file, sha256 in zip(batch, pool.map(_hash, batch), strict=True):
                by_hash[sha256].append(file)
    finds: Finds = {}
    alike = [row for row in sought if row.sha256 in by_hash]
    for row in alike:
        match = next((f for f in by_hash[row.sha256] if f.relative == row.relative), None)
        if match is not None:
            finds[row.id] = match
            by_hash[row.sha256].remove(match)
    for row in alike:
        if row.id not in finds and by_hash[row.sha256]:
            finds[row.id] = by_hash[row.sha256].pop(0)
    return finds


def _hash(file: ScannedFile) -> str:
    """Returns a file's SHA-256, or an empty text where it cannot be read."""
    try:
        return sha256_of(file.path)
    except (OSError, ValueError):
        return ""


def _record(
    catalog: Catalog, folder: Path, old: Path | None, sought: Sequence[_Sought], finds: Finds
) -> Generator[Progress, None, RelinkResult]:
    """Writes the new places: first what must happen at once, then the rest in parts."""
    lost = [row for row in sought if row.id not in finds]
    whole = old is not None and all(is_gone(file_path(row.root, row.relative)) for row in lost)
    params = {"folder": folder.name or str(folder), "count": len(finds)}
    with catalog.database.write() as session:
        scope = start(session, "relink", OWNER, params)
        root_id, moved = _target(scope, folder, old if whole else None)
        at_once = _step_aside(scope, root_id, finds)
        _place(scope, root_id, {file_id: finds[file_id] for file_id in at_once})
    rest = [file_id for file_id in finds if file_id not in at_once]
    try:
        for begin in range(0, len(rest), _ROWS):
            yield Progress("phase.relink", begin, len(rest))
            part = {file_id: finds[file_id] for file_id in rest[begin : begin + _ROWS]}
            with catalog.database.write() as session:
                _place(OperationScope(session, scope.id), root_id, part)
        if moved:
            gone = [row.id for row in lost if is_gone(file_path(str(folder), row.relative))]
            mark(catalog, gone, missing=True)
    finally:
        with catalog.database.write() as session:
            finish(OperationScope(session, scope.id, params))
    return RelinkResult(len(finds), len(lost), str(params["folder"]), scope.id)


def _target(scope: OperationScope, folder: Path, old: Path | None) -> tuple[int, bool]:
    """Returns the root that the files belong to now, and whether it is the old one, moved.

    A folder of which nothing stays behind moves as it is, with how it is watched and grouped.
    """
    known = scope.session.scalar(select(Root).where(Root.path == str(folder)))
    if known is not None or old is None:
        return ensure_root(scope.session, folder).id, False
    root = find_root(scope.session, old)
    scope.change(root, path=str(folder))
    return root.id, True


def _step_aside(scope: OperationScope, root_id: int, finds: Finds) -> set[int]:
    """Gives files whose name another one takes over a name that nothing has, for a moment.

    Returns:
        The files that must get their places in the same transaction.
    """
    names: dict[str, int] = {}
    for chunk in chunks(list(finds)):
        rows = scope.session.execute(
            select(PhotoFile.relative_path, PhotoFile.id).where(
                PhotoFile.root_id == root_id, PhotoFile.id.in_(chunk)
            )
        )
        names |= dict(rows.all())
    heirs = {
        file_id: names[file.relative]
        for file_id, file in finds.items()
        if names.get(file.relative, file_id) != file_id
    }
    for holder in set(heirs.values()):
        row = scope.session.get_one(PhotoFile, holder)
        scope.change(row, relative_path=f".moving-{holder}")
    return {*heirs, *heirs.values()}


def _place(scope: OperationScope, root_id: int, finds: Finds) -> None:
    """Records where files lie now. A place that has a row already keeps it, for this photo."""
    names = {file.relative for file in finds.values()}
    session = scope.session
    held = {
        row.relative_path: row
        for row in session.scalars(
            select(PhotoFile).where(
                PhotoFile.root_id == root_id,
                PhotoFile.relative_path.in_(names),
                PhotoFile.id.not_in(finds),
            )
        )
    }
    for row in session.scalars(select(PhotoFile).where(PhotoFile.id.in_(finds))).all():
        file = finds[row.id]
        seen = {"byte_size": file.size, "modified_ns": file.modified_ns}
        holder = held.get(file.relative)
        if holder is None:
            scope.change(row, root_id=root_id, relative_path=file.relative, **seen)
            row.missing_since = None
        else:
            scope.change(holder, photo_id=row.photo_id, active=True, **seen)
            holder.missing_since = None
            scope.change(row, active=False)
