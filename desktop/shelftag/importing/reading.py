"""Reads what stands on photos, after they were imported, and fills in the products' GTINs.

Threads decode the original files and look at them (Pillow and the barcode library release the
interpreter's lock); this thread stores. Photos that the reader has looked at are not opened again,
so that a reading that was cancelled or killed goes on where it was.
"""

import logging
import os
import time
from collections import Counter, deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.orm import Session

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Photo, PhotoReading, Product, ProductPhoto
from shelftag.catalog.photo_files import PhotoPlaces, photo_places
from shelftag.importing.decode import PhotoFile as PhotoBytes
from shelftag.importing.decode import UnreadablePhoto, decode_pixels, read_photo
from shelftag.importing.gtin_filling import fill_gtins
from shelftag.importing.journal import Journal
from shelftag.importing.pace import Pace
from shelftag.plugins.reader_guard import GuardedReader
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress
from shelftag_api.reader import Reading

READERS = max(2, (os.cpu_count() or 2))
AHEAD = 2
"""Photos under way per thread."""
PAGE = 1_000
WRITE_SECONDS = 0.5
"""Time between two transactions."""
IN_FLIGHT = "reading-in-flight.json"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReadingResult:
    """What a reading did.

    Attributes:
        operation_id: The operation that filled in GTINs, or None where there was none to fill in.
        photos: Photos looked at.
        codes: Those on which something stands.
        missing: Photos whose file is gone, has changed or is only in the cloud.
        given_up: Photos that brought the reader down.
        failed: Photos that the reader could not cope with; they are tried again next time.
        filled: Products that got a GTIN.
        differing: Products whose photos show different GTINs; they got none.
        shared: GTINs filled in that several products have, with them: probably the same twice.
        seconds: Time it took.
    """

    operation_id: int | None
    photos: int
    codes: int
    missing: int
    given_up: int
    failed: int
    filled: int
    differing: list[int]
    shared: list[tuple[str, list[int]]]
    seconds: float


@dataclass(frozen=True)
class _Unread:
    """A photo that the reader has not looked at, and where its content lies."""

    id: int
    sha256: str
    places: PhotoPlaces


@dataclass(frozen=True)
class _Look:
    """What came of one photo: ``read``, ``missing``, ``given_up`` or ``failed``."""

    photo: _Unread
    outcome: str
    results: list[dict[str, Any]] = field(default_factory=list)
    error: ShelftagError | None = None


Looks = Generator[list[_Look], None, None]


def read_codes(
    catalog: Catalog, reader: GuardedReader, *, attempt: int = 1
) -> Generator[Progress, None, ReadingResult]:
    """Reads the photos that a reader has not looked at, then fills in the GTINs that are missing.

    Args:
        catalog: The catalogue.
        reader: Looks at the photos.
        attempt: Above 1 where an earlier attempt brought the process down: the photos that were
            under way then are tried one at a time, and given up when they do it again.

    Raises:
        ShelftagError: The reader failed with every photo, or the disk is full.
    """
    catalog.check_room()
    began = time.monotonic()
    journal = Journal(catalog.folder / IN_FLIGHT)
    with catalog.database.read() as session:
        total = session.scalar(select(func.count()).select_from(_unread(reader).subquery())) or 0
    yield Progress("phase.read_codes", 0, total)
    pace = Pace("phase.read_codes", total)
    counts: Counter[str] = Counter()
    error: ShelftagError | None = None
    looks = _looks(catalog, reader, journal, attempt)
    try:
        for batch in looks:
            _store(catalog, reader, batch)
            counts.update(look.outcome for look in batch)
            counts["codes"] += sum(bool(look.results) for look in batch)
            error = next((look.error for look in batch if look.error), error)
            yield from pace.report(sum(counts.values()) - counts["codes"])
    finally:
        looks.close()
        journal.clear()
    if error is not None and not counts["read"]:
        raise error
    filled = yield from fill_gtins(catalog, reader.id)
    return ReadingResult(
        filled.operation_id, counts["read"], counts["codes"], counts["missing"],
        counts["given_up"], counts["failed"], filled.products, filled.differing, filled.shared,
        time.monotonic() - began,
    )  # fmt: skip


def _unread(reader: GuardedReader) -> Select[int, str]:
    """Asks for the photos of products that the reader has not looked at."""
    shown = (
        select(ProductPhoto.photo_id)
        .join(Product, Product.id == ProductPhoto.product_id)
        .where(ProductPhoto.active, Product.active)
    )
    seen = select(PhotoReading.photo_id).where(PhotoReading.reader == reader.id)
    return select(Photo.id, Photo.sha256).where(Photo.id.in_(shown), Photo.id.not_in(seen))


def _looks(catalog: Catalog, reader: GuardedReader, journal: Journal, attempt: int) -> Looks:
    """Looks at all unread photos; those that may have brought a process down come first, singly.

    A process that died without anybody's being told of it, as when the power fails, leaves suspects
    as well; but nothing is given up for that.
    """
    suspects = journal.read()
    with catalog.database.read() as session:
        query = _unread(reader).where(Photo.sha256.in_(suspects))
        suspected = _with_files(catalog, session, query)
    with ThreadPoolExecutor(READERS) as pool:
        if attempt > 1 and len(suspects) == 1:
            for photo in suspected:
                _log.warning("the photo %s brought the reader down", photo.sha256)
            yield [_Look(photo, "given_up") for photo in suspected]
        else:
            yield from _in_window(pool, iter(suspected), reader, journal, 1)
        others = _others(catalog, reader, suspects)
        yield from _in_window(pool, others, reader, journal, READERS * AHEAD)


def _others(catalog: Catalog, reader: GuardedReader, suspects: list[str]) -> Iterator[_Unread]:
    """Yields the unread photos that are no suspects, a page of them in memory."""
    latest = 0
    while True:
        query = _unread(reader).where(Photo.id > latest, Photo.sha256.not_in(suspects))
        with catalog.database.read() as session:
            page = _with_files(catalog, session, query.order_by(Photo.id).limit(PAGE))
        if not page:
            return
        yield from page
        latest = page[-1].id


def _with_files(catalog: Catalog, session: Session, query: Select[int, str]) -> list[_Unread]:
    photos = session.execute(query).all()
    places = photo_places(session, catalog, [photo for photo, _ in photos])
    return [_Unread(photo, sha256, places[photo]) for photo, sha256 in photos]


def _in_window(
    pool: ThreadPoolExecutor,
    photos: Iterator[_Unread],
    reader: GuardedReader,
    journal: Journal,
    width: int,
) -> Looks:
    """Looks at photos, so many at once; the journal names them before they are opened."""
    under_way: deque[Future[_Look]] = deque()
    names: deque[str] = deque()
    batch: list[_Look] = []
    written = time.monotonic()
    try:
        while True:
            if len(under_way) <= width // 2 and (more := list(islice(photos, width - len(names)))):
                names.extend(photo.sha256 for photo in more)
                journal.write(list(names))
                under_way.extend(pool.submit(_look, photo, reader) for photo in more)
            if not under_way:
                break
            batch.append(under_way.popleft().result())
            names.popleft()
            if width == 1 or time.monotonic() - written >= WRITE_SECONDS:
                yield batch
                batch = []
                written = time.monotonic()
        if batch:
            yield batch
    finally:
        for future in under_way:
            future.cancel()


def _look(photo: _Unread, reader: GuardedReader) -> _Look:
    """Opens a photo where its content still is, and has the reader look at it."""
    for path in photo.places.openable():
        content = _content(photo, path)
        if content is None:
            continue
        try:
            pixels = decode_pixels(content, edge=reader.max_edge, grey=reader.grey)
            readings = reader.read(pixels)
        except UnreadablePhoto:  # it was read when it came in: another library, another opinion
            return _Look(photo, "read")
        except ShelftagError as error:
            _log.warning("the reader failed with the photo %s", photo.sha256, exc_info=True)
            return _Look(photo, "failed", error=error)
        height, width = pixels.shape[:2]
        return _Look(photo, "read", [_row(reading, width, height) for reading in readings])
    return _Look(photo, "missing")


def _content(photo: _Unread, path: Path) -> PhotoBytes | None:
    """Reads a file if it still holds the photo."""
    try:
        content = read_photo(path)
    except UnreadablePhoto:
        return None
    return content if content.sha256 == photo.sha256 else None


def _row(reading: Reading, width: int, height: int) -> dict[str, Any]:
    """Brings a reading to JSON; corners become fractions of the photo's width and height."""
    return {
        "kind": reading.kind,
        "text": reading.text,
        "confidence": reading.confidence,
        "corners": [[round(x / width, 4), round(y / height, 4)] for x, y in reading.corners],
    }


def _store(catalog: Catalog, reader: GuardedReader, batch: list[_Look]) -> None:
    """Stores what was read; what an older version of the reader said of the photos goes."""
    rows = [
        {"photo_id": look.photo.id, "reader": reader.id, "results": look.results}
        for look in batch
        if look.outcome in ("read", "given_up")
    ]
    if not rows:
        return
    older = PhotoReading.reader.startswith(f"{reader.id.partition(' ')[0]} ", autoescape=True)
    photos = [row["photo_id"] for row in rows]
    with catalog.database.write() as session:
        session.execute(delete(PhotoReading).where(PhotoReading.photo_id.in_(photos), older))
        session.execute(insert(PhotoReading), rows)
