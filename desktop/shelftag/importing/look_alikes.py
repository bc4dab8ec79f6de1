"""Look-alikes: photos that nearly equal another one, or were taken in one burst with it.

The perceptual hash, the time and the file names say which photos to compare; the embeddings that
the model works with say how alike they are. Nothing is read but the catalogue.
"""

import os
from collections.abc import Collection, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.database import chunks
from shelftag.catalog.embeddings import EmbeddingStore, photo_places, read_from
from shelftag.catalog.models import (
    ImportOutcome,
    Photo,
    PhotoFile,
    Product,
    ProductPhoto,
    Root,
)
from shelftag.catalog.models.importing import IMPORTED
from shelftag.catalog.proposals import DEFAULT, LOWEST, AlikePair, grouped, kept_apart
from shelftag.importing.alike_candidates import Pairs, bursts, near_hashes
from shelftag.importing.pace import Pace
from shelftag.importing.perceptual_hash import difference_hash
from shelftag_api.progress import Progress

MOST_PAIRS = 20_000
"""So many are proposed at once, the most alike ones."""
_BATCH = 512
_COMPARED = 4_096


@dataclass(frozen=True)
class _Photos:
    """All photos that products show, the oldest first.

    Attributes:
        ids: Ids of the photos.
        sha256: Their hashes.
        products: The products that show each.
        hash_pairs: Positions of photos with nearly the same perceptual hash.
        burst_pairs: Positions of photos of one burst.
    """

    ids: list[int]
    sha256: list[str]
    products: list[set[int]]
    hash_pairs: Pairs
    burst_pairs: Pairs


def find(
    catalog: Catalog, stores: Sequence[EmbeddingStore]
) -> Generator[Progress, None, list[AlikePair]]:
    """Finds the products that may be one, and are not kept apart by the owner.

    Args:
        catalog: The catalogue.
        stores: Where the embeddings are.

    Returns:
        The pairs of products that are at least `LOWEST` alike, the most alike first.
    """
    yield from hash_missing(catalog)
    yield Progress("phase.compare")
    with catalog.database.read() as session:
        photos = _read(session)
        pairs = np.concatenate([photos.hash_pairs, photos.burst_pairs])
        yield Progress("phase.compare")
        scores = _scores(session, photos, pairs, stores)
        apart = kept_apart(session)
    found = [pair for pair in _of_products(photos, pairs, scores) if pair.products not in apart]
    return found[:MOST_PAIRS]


def report(catalog: Catalog, stores: Sequence[EmbeddingStore], run_id: int) -> int:
    """Notes, for each photo that an import brought in, which other one it nearly equals.

    Photos that share a product are left out: views of one thing may look alike.

    Args:
        catalog: The catalogue.
        stores: Where the embeddings are.
        run_id: The import run.

    Returns:
        How many groups of products, with at least one of its photos, may be one.
    """
    with catalog.database.read() as session:
        query = select(ImportOutcome.photo_id, ImportOutcome.id).where(
            ImportOutcome.run_id == run_id, ImportOutcome.outcome == IMPORTED
        )
        new: dict[int | None, int] = dict(session.execute(query).all())
        if not new:
            return 0
        photos = _read(session)
        mine = np.array([photo in new for photo in photos.ids], bool)
        near, burst = (
            pairs[mine[pairs].any(axis=1)] for pairs in (photos.hash_pairs, photos.burst_pairs)
        )
        scores = _scores(session, photos, near, stores)
        matches = _matches(photos, near, scores, mine)
        paths = _paths(session, {earlier for earlier, _ in matches.values()})
        both = np.concatenate([near, burst])
        scores = np.concatenate([scores, _scores(session, photos, burst, stores)])
        apart = kept_apart(session)
    rows = [
        {
            "id": new[photo],
            "message_id": "importing.look_alike",
            "params": {"same_as": paths.get(earlier, ""), "alike": round(score, 3)},
        }
        for photo, (earlier, score) in matches.items()
    ]
    for chunk in chunks(rows):
        with catalog.database.write() as session:
            session.execute(update(ImportOutcome), list(chunk))
    return len(grouped(_of_products(photos, both, scores), DEFAULT, apart))


def hash_missing(catalog: Catalog) -> Generator[Progress, None, None]:
    """Hashes the photos that came in before there were hashes, from their thumbnails.

    What is done stays done; a photo without a readable thumbnail stays without a hash.
    """
    with catalog.database.read() as session:
        shown = select(ProductPhoto.photo_id).where(ProductPhoto.active)
        missing = session.execute(
            select(Photo.id, Photo.sha256).where(
                Photo.perceptual_hash.is_(None), Photo.id.in_(shown)
            )
        ).all()
    pace = Pace("phase.hash", len(missing))
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for start in range(0, len(missing), _BATCH):
            yield from pace.report(start)
            batch = missing[start : start + _BATCH]
            hashes = pool.map(_hash, [catalog.thumbnail(sha256) for _, sha256 in batch])
            rows = [
                {"id": photo, "perceptual_hash": value}
                for (photo, _), value in zip(batch, hashes, strict=True)
                if value is not None
            ]
            if rows:
                with catalog.database.write() as session:
                    session.execute(update(Photo), rows)


def _hash(thumbnail: Path) -> int | None:
    try:
        with Image.open(thumbnail, formats=["JPEG"]) as image:
            image.draft("RGB", (128, 128))
            return difference_hash(image.convert("RGB"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _read(session: Session) -> _Photos:
    """Reads the photos that products show, and which of them are worth comparing."""
    rows = session.execute(
        select(
            Photo.id, Photo.sha256, Photo.perceptual_hash, Photo.taken_at, ProductPhoto.product_id
        )
        .join(ProductPhoto, ProductPhoto.photo_id == Photo.id)
        .join(Product, Product.id == ProductPhoto.product_id)
        .where(ProductPhoto.active, Product.active)
        .order_by(Photo.id)
    ).all()
    place: dict[int, int] = {}
    products: list[set[int]] = []
    hashes, taken, sha256 = [], [], []
    for row in rows:
        if row.id not in place:
            place[row.id] = len(products)
            products.append(set())
            hashes.append(row.perceptual_hash)
            taken.append(row.taken_at)
            sha256.append(row.sha256)
        products[place[row.id]].add(row.product_id)
    files = [
        (place[photo], f"{root}:{folder}", name.rpartition(".")[0])
        for photo, root, path in session.execute(
            select(PhotoFile.photo_id, PhotoFile.root_id, PhotoFile.relative_path).where(
                PhotoFile.active
            )
        )
        if photo in place
        for folder, _, name in [path.rpartition("/")]
    ]
    return _Photos(
        list(place), sha256, products,
        _of_different_products(products, near_hashes(hashes)),
        _of_different_products(products, bursts(taken, files)),
    )  # fmt: skip


def _of_different_products(products: Sequence[set[int]], pairs: Pairs) -> Pairs:
    kept = [products[first].isdisjoint(products[second]) for first, second in pairs.tolist()]
    different: Pairs = pairs[np.array(kept, bool)]
    return different


def _scores(
    session: Session, photos: _Photos, pairs: Pairs, stores: Sequence[EmbeddingStore]
) -> NDArray[np.float32]:
    """Compares embeddings: float32 cosines, one a pair; 0 where one was not looked at yet."""
    scores = np.zeros(len(pairs), np.float32)
    places = photo_places(session, stores) if len(pairs) else {}
    known = [
        row
        for row, pair in enumerate(pairs.tolist())
        if all(photos.ids[place] in places for place in pair)
    ]
    for start in range(0, len(known), _COMPARED):
        rows = known[start : start + _COMPARED]
        first, second = (
            read_from(stores, [places[photos.ids[place]] for place in pairs[rows, side].tolist()])
            for side in (0, 1)
        )
        lengths = np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1)
        scores[rows] = (first * second).sum(axis=1) / np.maximum(lengths, 1e-9)
    return scores


def _of_products(photos: _Photos, pairs: Pairs, scores: NDArray[np.float32]) -> list[AlikePair]:
    """Returns for each two products their most alike photos, where they are alike enough."""
    best: dict[tuple[int, int], AlikePair] = {}
    for row in np.argsort(-scores, kind="stable").tolist():
        score = float(scores[row])
        if score < LOWEST:
            break
        first, second = pairs[row].tolist()
        for one in photos.products[first]:
            for other in photos.products[second]:
                swap = one > other
                key = (other, one) if swap else (one, other)
                shown = (photos.sha256[first], photos.sha256[second])
                best.setdefault(key, AlikePair(key, shown[::-1] if swap else shown, score))
    return list(best.values())


def _matches(
    photos: _Photos, pairs: Pairs, scores: NDArray[np.float32], mine: NDArray[np.bool_]
) -> dict[int, tuple[int, float]]:
    """Returns for each new photo the earlier one that it equals most, and how much."""
    matches: dict[int, tuple[int, float]] = {}
    for row in np.argsort(-scores, kind="stable").tolist():
        if scores[row] < DEFAULT:
            break
        earlier, later = pairs[row].tolist()
        if not mine[later]:  # a photo of an undone import that came back
            earlier, later = later, earlier
        matches.setdefault(photos.ids[later], (photos.ids[earlier], float(scores[row])))
    return matches


def _paths(session: Session, photo_ids: Collection[int]) -> dict[int, str]:
    """Returns where photos lie."""
    paths: dict[int, str] = {}
    for chunk in chunks(list(photo_ids)):
        rows = session.execute(
            select(PhotoFile.photo_id, Root.path, PhotoFile.relative_path)
            .join(Root, Root.id == PhotoFile.root_id)
            .where(PhotoFile.photo_id.in_(chunk), PhotoFile.active)
            .order_by(PhotoFile.id.desc())
        )
        paths |= {photo: f"{root}/{relative}" for photo, root, relative in rows}
    return paths
