"""What an import would bring, before anything is written: what is new, known or there twice.

The names alone tell the products (see `grouping`); here the files are looked into, so this runs in
the engine.
"""

import hashlib
from collections import Counter
from collections.abc import Generator, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Photo, Product, ProductPhoto, Root
from shelftag.importing.decode import DecodeLimits, UnreadablePhoto, decode
from shelftag.importing.plan import known_files
from shelftag.importing.scan import ScannedFile, scan
from shelftag_api.progress import Progress

MOST_PICTURES = 24
"""Photos that are decoded for one preview."""
PICTURE_EDGE = 192
_SCANNED_AT_ONCE = 500


@dataclass
class Overlap:
    """What of a folder is in the catalogue already.

    Attributes:
        new: Photos that would come in.
        known: Files that an earlier import brought in and that have not changed since.
        elsewhere: Photos that the catalogue has from another file.
        doubles: Photos that are the same as another one of the folder.
    """

    new: int = 0
    known: int = 0
    elsewhere: int = 0
    doubles: int = 0


def compare_folder(catalog: Catalog, folder: Path) -> Generator[Progress, None, Overlap]:
    """Finds out what of a folder is new.

    A file is read only where its size alone does not tell: another one of the folder, or a photo of
    the catalogue, is exactly as large. What cannot be read counts as new; the import will say why
    it is not.

    Args:
        catalog: The catalogue.
        folder: The folder.

    Yields:
        How far it is; the counts so far are the detail.

    Raises:
        ShelftagError: The folder cannot be read.
    """
    folder = folder.absolute()
    files: list[ScannedFile] = []
    for number, item in enumerate(scan(folder)):
        if isinstance(item, ScannedFile):
            files.append(item)
        if number % _SCANNED_AT_ONCE == 0:
            yield Progress("phase.scan", len(files))
    with catalog.database.read() as session:
        root_id = session.scalar(select(Root.id).where(Root.path == str(folder)))
        known = known_files(session, root_id) if root_id is not None else {}
        shown = _shown_photos(session)
    fresh = [file for file in files if known.get(file.relative) != (file.size, file.modified_ns)]
    overlap = Overlap(new=len(fresh), known=len(files) - len(fresh))
    doubtful = _doubtful(fresh, {size for size, _ in shown})
    seen: set[str] = set()
    contents = {sha256 for _, sha256 in shown}
    for done, file in enumerate(doubtful):
        yield Progress("phase.preview", done, len(doubtful), detail=asdict(overlap))
        sha256 = _sha256(file)
        if sha256 in contents:
            overlap.elsewhere += 1
        elif sha256 in seen:
            overlap.doubles += 1
        elif sha256:
            seen.add(sha256)
        overlap.new = len(fresh) - overlap.elsewhere - overlap.doubles
    return overlap


def pictures(folder: Path, files: Iterable[str]) -> Generator[Progress, None, dict[str, bytes]]:
    """Decodes the first photos of a preview.

    Args:
        folder: The folder.
        files: Relative paths; those beyond `MOST_PICTURES` are left out.

    Returns:
        A small JPEG for each file that gives one, by relative path.
    """
    found: dict[str, bytes] = {}
    wanted = list(files)[:MOST_PICTURES]
    for number, relative in enumerate(wanted):
        yield Progress("phase.preview", number, len(wanted))
        try:
            photo = decode(
                folder / relative, size=(8, 8), resize="squash", thumbnail_edge=PICTURE_EDGE
            )
        except UnreadablePhoto:
            continue
        found[relative] = photo.thumbnail
    return found


def _shown_photos(session: Session) -> set[tuple[int, str]]:
    """Returns size and content of the photos that the catalogue's products show."""
    rows = session.execute(
        select(Photo.byte_size, Photo.sha256)
        .join(ProductPhoto, ProductPhoto.photo_id == Photo.id)
        .join(Product, Product.id == ProductPhoto.product_id)
        .where(ProductPhoto.active, Product.active)
    )
    return {(size, sha256) for size, sha256 in rows}


def _doubtful(files: list[ScannedFile], sizes: set[int]) -> list[ScannedFile]:
    """Returns the files whose size is another's too."""
    counts = Counter(file.size for file in files)
    limit = DecodeLimits().max_bytes
    return [
        file
        for file in files
        if (counts[file.size] > 1 or file.size in sizes) and 0 < file.size <= limit
    ]


def _sha256(file: ScannedFile) -> str:
    """Returns a file's SHA-256 in hexadecimal, or "" where it cannot be read."""
    try:
        with file.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""
