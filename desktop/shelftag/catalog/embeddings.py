"""Cached embeddings: memory-mapped float16 shards, found through the database.

The bytes are on disk before the database row that names them is committed, so that a row never
points at nothing; bytes without a row are harmless and are overwritten by nobody. Where the bytes
were lost all the same (a folder that was not restored, a bad disk), the rows are forgotten before
anything is added: else they would name what comes to lie there.
"""

import hashlib
import mmap
import os
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from shelftag.catalog.database import Database, chunks
from shelftag.catalog.models import EmbeddingRow, ProductPhoto
from shelftag_api.errors import ShelftagError

SHARD_ROWS = 16_384
FloatArray = NDArray[np.float32]
_EXPONENT = np.uint16(0x7C00)
"""Bits of a float16 that are all set where it is no number."""
_BLOCK_ROWS = 1_024
_Stamp = tuple[int, int, int]


class EmbeddingStore:
    """All embeddings of one space, for example of one encoder at one precision.

    Attributes:
        space: Name of the space.
        size: Length of an embedding.
    """

    def __init__(self, folder: Path, space: str, size: int) -> None:
        self.space = space
        self.size = size
        self._folder = folder / hashlib.sha256(f"{space}/{size}".encode()).hexdigest()[:16]
        self._lock = threading.Lock()
        self._maps: dict[int, tuple[_Stamp, NDArray[np.float16]]] = {}
        self._sound: dict[int, tuple[_Stamp, NDArray[np.bool_]]] = {}
        self._looked = False

    def add(
        self,
        session: Session,
        keys: Sequence[str],
        vectors: FloatArray,
        photo_ids: Sequence[int | None],
    ) -> None:
        """Appends embeddings: bytes first, then rows in the caller's transaction.

        Args:
            session: A writing session.
            keys: SHA-256 of each photo or text; none may be stored already.
            vectors: float32, shape [len(keys), size].
            photo_ids: The photo of each, or None for texts.
        """
        if not keys:
            return
        if not self._looked:
            self.forget_lost(session)
        with self._lock:
            places = self._append(_written(vectors))
        session.execute(
            insert(EmbeddingRow),
            [
                {"space": self.space, "key": key, "shard": shard, "row": row, "photo_id": photo}
                for key, (shard, row), photo in zip(keys, places, photo_ids, strict=True)
            ],
        )

    def _append(self, vectors: NDArray[np.float16]) -> list[tuple[int, int]]:
        """Writes vectors to the end of the last shard, opening new ones when full."""
        self._folder.mkdir(parents=True, exist_ok=True)
        shards = sorted(int(path.stem) for path in self._folder.glob("*.f16"))
        shard = shards[-1] if shards else 0
        places: list[tuple[int, int]] = []
        width = self.size * 2
        while len(places) < len(vectors):
            path = self._path(shard)
            used = path.stat().st_size // width if path.exists() else 0
            room = SHARD_ROWS - used
            if room <= 0 or not _is_open_to_us(path):
                shard += 1
                continue
            part = vectors[len(places) : len(places) + room]
            with path.open("r+b" if path.exists() else "w+b") as file:
                file.seek(used * width)
                file.write(part.tobytes())
                file.flush()
                os.fsync(file.fileno())
            places += [(shard, used + i) for i in range(len(part))]
        return places

    def forget_lost(self, session: Session) -> int:
        """Forgets the embeddings whose bytes are gone, cannot be read or are no numbers.

        Args:
            session: A writing session.

        Returns:
            How many were forgotten.
        """
        self._looked = True
        gone = self.lost(session)
        for chunk in chunks(gone):
            session.execute(delete(EmbeddingRow).where(EmbeddingRow.id.in_(chunk)))
        return len(gone)

    def lost(self, session: Session) -> list[int]:
        """Returns the ids of the rows that name what is not there.

        A file that was found sound is not read again until it changes.
        """
        row = EmbeddingRow.__table__.c
        shards = session.execute(
            select(row.shard, func.max(row.row)).where(row.space == self.space).group_by(row.shard)
        ).all()
        found: list[int] = []
        for shard, last in shards:
            sound = self._sound_rows(shard)
            if last < len(sound) and sound.all():
                continue
            rows = session.execute(
                select(row.id, row.row).where(row.space == self.space, row.shard == shard)
            )
            found += [one for one, place in rows if place >= len(sound) or not sound[place]]
        return found

    def _sound_rows(self, shard: int) -> NDArray[np.bool_]:
        """Returns for each row that a shard's file holds whether it is an embedding.

        A bad disk leaves zeros, or bits that are no numbers.
        """
        path = self._path(shard)
        try:
            stamp = _stamp(path)
            if (seen := self._sound.get(shard)) is not None and seen[0] == stamp:
                return seen[1]
            blocks = []
            with path.open("rb") as file:
                while data := file.read(_BLOCK_ROWS * self.size * 2):
                    whole = len(data) // (self.size * 2) * self.size
                    rows = np.frombuffer(data, np.uint16, whole).reshape(-1, self.size)
                    blocks.append(rows.any(axis=1) & ((rows & _EXPONENT) != _EXPONENT).all(axis=1))
        except OSError:
            return np.zeros(0, bool)
        sound = np.concatenate(blocks) if blocks else np.zeros(0, bool)
        self._sound[shard] = stamp, sound
        return sound

    def _path(self, shard: int) -> Path:
        return self._folder / f"{shard:05d}.f16"

    def known(self, session: Session, keys: Sequence[str]) -> set[str]:
        """Returns which of the keys are stored."""
        return set(self.find(session, keys))

    def places(self, session: Session) -> dict[str, tuple[int, int]]:
        """Returns where every embedding of the space lies, by key."""
        rows = session.execute(
            select(EmbeddingRow.key, EmbeddingRow.shard, EmbeddingRow.row).where(
                EmbeddingRow.space == self.space
            )
        )
        return {key: (shard, row) for key, shard, row in rows}

    def find(self, session: Session, keys: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Returns where the embeddings of some keys lie; those not stored are left out."""
        found: dict[str, tuple[int, int]] = {}
        for chunk in chunks(list(keys)):
            rows = session.execute(
                select(EmbeddingRow.key, EmbeddingRow.shard, EmbeddingRow.row).where(
                    EmbeddingRow.space == self.space, EmbeddingRow.key.in_(chunk)
                )
            )
            found |= {key: (shard, row) for key, shard, row in rows}
        return found

    def read(self, places: Iterable[tuple[int, int]] | NDArray[np.int64]) -> FloatArray:
        """Reads embeddings.

        Args:
            places: Shard and row of each; as an array, int64 [number of places, 2].

        Returns:
            float32, shape [number of places, size].

        Raises:
            ShelftagError: A shard is missing or too short (``embeddings.missing``).
        """
        if not isinstance(places, np.ndarray):
            places = np.array(list(places), np.int64)
        where = places.reshape(-1, 2)
        result = np.empty((len(where), self.size), np.float32)
        for shard in np.unique(where[:, 0]):
            mine = where[:, 0] == shard
            rows = where[mine, 1]
            first, last = int(rows.min()), int(rows.max())
            data = self._shard(int(shard), last + 1)
            # In the order in which they were written, as those of neighbours are, rows are read as
            # one block, which is many times faster than one by one.
            block = last - first + 1 == len(rows) and bool((np.diff(rows) == 1).all())
            result[mine] = data[first : last + 1] if block else data[rows]
            _let_go(data)
        return result

    def _shard(self, shard: int, rows: int) -> NDArray[np.float16]:
        """Maps a shard into memory, again where its file is another one or has grown."""
        path = self._path(shard)
        try:
            stamp = _stamp(path)
            known = self._maps.get(shard)
            if known is not None and known[0] == stamp:
                data = known[1]
            else:
                count = stamp[1] // (self.size * 2)
                data = np.memmap(path, np.float16, mode="r", shape=(count, self.size))
                self._maps[shard] = stamp, data
        except (OSError, ValueError) as error:  # ValueError: it is empty
            raise ShelftagError("embeddings.missing", path=str(path)) from error
        if len(data) < rows:
            raise ShelftagError("embeddings.missing", path=str(path))
        return data


def _written(vectors: FloatArray) -> NDArray[np.float16]:
    """Returns embeddings as shards hold them.

    One that is all zeros has a negative one in front: nothing but a bad disk leaves all bits unset.
    """
    halves = vectors.astype(np.float16)
    halves[~halves.any(axis=1), :1] = -0.0
    return halves


def _stamp(path: Path) -> _Stamp:
    """Tells one state of a file from another: which file it is, its size in bytes and its time."""
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _is_open_to_us(path: Path) -> bool:
    """Whether a shard may be written to, or is yet to be made."""
    try:
        with path.open("r+b"):
            return True
    except FileNotFoundError:
        return True
    except OSError:
        return False


def forget_lost(database: Database, stores: Sequence[EmbeddingStore]) -> int:
    """Forgets what stores have lost, where they have; see `EmbeddingStore.forget_lost`."""
    with database.read() as session:
        if not any(store.lost(session) for store in stores):
            return 0
    with database.write() as session:
        return sum(store.forget_lost(session) for store in stores)


def _let_go(data: NDArray[np.float16]) -> None:
    """Gives the pages that were read back to the system, whose cache keeps them while it has room.

    Else the embeddings of 100,000 photos would count as 250 MB of this process's memory.
    """
    if isinstance(data, np.memmap) and hasattr(mmap, "MADV_DONTNEED"):
        data._mmap.madvise(mmap.MADV_DONTNEED)  # type: ignore[attr-defined]


Place = tuple[int, int, int]
"""Where an embedding lies: number of the store, shard and row."""


def photo_places(session: Session, stores: Sequence[EmbeddingStore]) -> dict[int, Place]:
    """Returns where the embedding of each photo lies; the first store that has it counts."""
    places: dict[int, Place] = {}
    for number, store in reversed(list(enumerate(stores))):
        rows = session.execute(
            select(EmbeddingRow.photo_id, EmbeddingRow.shard, EmbeddingRow.row).where(
                EmbeddingRow.space == store.space, EmbeddingRow.photo_id.is_not(None)
            )
        )
        places |= {photo: (number, shard, row) for photo, shard, row in rows if photo}
    return places


def product_places(
    session: Session, stores: Sequence[EmbeddingStore], condition: ColumnElement[bool]
) -> list[tuple[int, Place]]:
    """Returns where the embeddings of products' photos lie.

    Args:
        session: A session.
        stores: Where to look; the first that has a photo counts.
        condition: On `ProductPhoto`: which photos of which products.

    Returns:
        The product and the place of each photo that is there, in the order of products, and of the
        photos' ids.
    """
    numbers = {store.space: number for number, store in enumerate(stores)}
    link, row = ProductPhoto.__table__.c, EmbeddingRow.__table__.c
    rows = session.execute(
        select(link.product_id, row.photo_id, row.space, row.shard, row.row)
        .join_from(ProductPhoto, EmbeddingRow, row.photo_id == link.photo_id)
        .where(condition, link.active)
    )
    places: dict[tuple[int, int], Place] = {}
    for product, photo, space, shard, place in rows:
        if space in numbers:  # asked for in SQL, all photos of the space would be looked through
            found, key = (numbers[space], shard, place), (product, photo)
            if key not in places or found < places[key]:
                places[key] = found
    return [(product, place) for (product, _), place in sorted(places.items())]


def read_from(stores: Sequence[EmbeddingStore], places: Sequence[Place]) -> FloatArray:
    """Reads embeddings that lie in several stores of one size.

    Args:
        stores: At least one.
        places: Number of the store, shard and row of each.

    Returns:
        float32, shape [number of places, size].

    Raises:
        ShelftagError: As `EmbeddingStore.read`.
    """
    result = np.empty((len(places), stores[0].size), np.float32)
    where = np.array(places, np.int64).reshape(-1, 3)
    for number, store in enumerate(stores):
        mine = where[:, 0] == number
        if mine.all():
            return store.read(where[:, 1:])
        result[mine] = store.read(where[mine, 1:])
    return result
