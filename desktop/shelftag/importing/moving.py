"""Photos that an import finds in another place than before: their files move, nothing is new."""

from collections.abc import Mapping, Set
from pathlib import Path

from sqlalchemy import select

from shelftag.catalog.models import Photo, PhotoFile, Root
from shelftag.catalog.models.base import utc_now
from shelftag.catalog.photo_files import file_path, folder_is_there, is_cloud_only, is_gone
from shelftag.catalog.scope import OperationScope
from shelftag.importing.scan import ScannedFile
from shelftag_api.files import sha256_of

_Places = list[tuple[PhotoFile, str]]
"""Files of one photo, each with its root's path."""


def take_over(
    scope: OperationScope, root_id: int, here: Mapping[ScannedFile, int], shown: Set[int]
) -> dict[str, str]:
    """Finds the files whose photo has lost every other place, and gives them the old one's row.

    A file of a folder that is not there at all (an unplugged drive) keeps its row beside the new
    one: it may come back.

    Args:
        scope: The import's operation.
        root_id: The folder that is imported.
        here: The files of one batch, with the ids of their photos.
        shown: Photos that products show already.

    Returns:
        By relative path of the file: where its photo was before, or an empty text where another
        photo has that place by now.
    """
    known = {photo for photo in here.values() if photo in shown}
    lost = _lost(scope, root_id, here, known) if known else {}
    new_places = {here[file]: file for file in reversed(list(here)) if here[file] in lost}
    moved = {
        file.relative: next((file_path(root, row.relative_path) for row, root in lost[photo]), "")
        for photo, file in new_places.items()
    }
    taken = _taken(scope, root_id, list(moved))
    waiting = dict(new_places)
    while free := [photo for photo, file in waiting.items() if file.relative not in taken]:
        for photo in free:  # each may set a name free that another one waits for
            file, row = waiting.pop(photo), _leaving(lost[photo])
            if row is not None:
                if row.root_id == root_id:
                    taken.pop(row.relative_path, None)
                _move(scope, row, root_id, file)
    for photo in list(waiting):
        row = _leaving(lost[photo]) if photo in waiting else None
        if row is None or row.root_id != root_id or not is_gone(_path(row, lost[photo])):
            continue
        # The name is taken: so is the next one's, down to a photo that a later batch holds.
        while photo in waiting and (other := taken[waiting.pop(photo).relative]).active:
            photo = other.photo_id
            _swap(scope, row, other)
    return moved


def _lost(
    scope: OperationScope, root_id: int, here: Mapping[ScannedFile, int], known: Set[int]
) -> dict[int, _Places]:
    """Returns the photos of which every file is gone, or holds another photo now."""
    holds = {file.relative: photo for file, photo in here.items()}
    rows = scope.session.execute(
        select(PhotoFile, Root.path, Photo.sha256)
        .join(Root, Root.id == PhotoFile.root_id)
        .join(Photo, Photo.id == PhotoFile.photo_id)
        .where(PhotoFile.photo_id.in_(known), PhotoFile.active)
        .order_by(PhotoFile.id)
    )
    places: dict[int, _Places] = {photo: [] for photo in known}
    still_there: set[int] = set()
    for row, root, sha256 in rows:
        places[row.photo_id].append((row, root))
        if row.root_id == root_id and row.relative_path in holds:
            there = holds[row.relative_path] == row.photo_id
        else:
            there = _holds(row, file_path(root, row.relative_path), sha256)
        if there:
            still_there.add(row.photo_id)
    return {photo: found for photo, found in places.items() if photo not in still_there}


def _holds(row: PhotoFile, path: str, sha256: str) -> bool:
    """Whether a file is there with its photo; one that was changed since is read to know."""
    if is_gone(path):
        return False
    try:
        status = Path(path).stat()
        same = (status.st_size, status.st_mtime_ns) == (row.byte_size, row.modified_ns)
        return same or is_cloud_only(status) or sha256_of(Path(path)) == sha256
    except OSError:  # it cannot be looked at: nobody knows better
        return True


def _taken(scope: OperationScope, root_id: int, names: list[str]) -> dict[str, PhotoFile]:
    """Returns the rows that there are already for the new names."""
    rows = scope.session.scalars(
        select(PhotoFile).where(PhotoFile.root_id == root_id, PhotoFile.relative_path.in_(names))
    )
    return {row.relative_path: row for row in rows}


def _leaving(places: _Places) -> PhotoFile | None:
    """Chooses the row that goes along; what else was there is missing from now on."""
    rows = [row for row, root in places if folder_is_there(root)]
    for row in rows:
        row.missing_since = row.missing_since or utc_now()
    return rows[0] if rows else None


def _path(row: PhotoFile, places: _Places) -> str:
    return next(file_path(root, other.relative_path) for other, root in places if other is row)


def _move(scope: OperationScope, row: PhotoFile, root_id: int, file: ScannedFile) -> None:
    scope.change(
        row,
        root_id=root_id,
        relative_path=file.relative,
        byte_size=file.size,
        modified_ns=file.modified_ns,
    )
    row.missing_since = None


def _swap(scope: OperationScope, row: PhotoFile, other: PhotoFile) -> None:
    """Lets two files exchange what they hold.

    What the other one held may have moved on to a file of a later batch, which finds it by the row
    that is left: names that all move on by one come out as they lie, batch by batch.
    """
    names = ("photo_id", "byte_size", "modified_ns")
    held, other_held = ({name: getattr(file, name) for name in names} for file in (row, other))
    scope.change(row, **other_held)
    scope.change(other, **held)
