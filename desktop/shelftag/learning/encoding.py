"""Encoding: photos that an encoder has not seen, or whose embeddings were lost, are looked at.

From their thumbnails: these hold all that an encoder sees (its input is smaller), were decoded once
already, and are there even when the photo's own file is not. Where a thumbnail is lost too, the
photo itself is read, from wherever it can be opened.
"""

import os
import time
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import forget_lost
from shelftag.catalog.models import EmbeddingRow, ModelVersion, Photo, ProductPhoto
from shelftag.catalog.photo_files import PhotoPlaces, photo_places
from shelftag.importing.decode import UnreadablePhoto, decode
from shelftag.learning.workbench import Workbench
from shelftag_api.classifier import ByteArray
from shelftag_api.encoder import EncoderManifest
from shelftag_api.progress import Progress

_BATCH = 128


def encode_missing(bench: Workbench, version: ModelVersion) -> Generator[Progress, None, int]:
    """Encodes the photos that the encoder of a model version has not seen, or not for long.

    What is done stays done when the job is cancelled. A photo that can be read nowhere is left out:
    its product is judged by its other photos and its words.

    Args:
        bench: The open catalogue.
        version: The model version.

    Returns:
        The number of photos encoded.
    """
    forget_lost(bench.catalog.database, bench.photo_stores(version))
    with bench.catalog.database.read() as session:
        missing = _missing(bench, version, session)
    if not missing:
        return 0
    encoder = bench.encoder(version)
    store = bench.photo_store(encoder)
    began = time.monotonic()
    encoded = 0
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            rate = start / max(time.monotonic() - began, 1e-6)
            left = (len(missing) - start) / rate if start else None
            yield Progress("phase.encode", start, len(missing), rate or None, left)
            decoded = _decoded(bench.catalog, batch, encoder.manifest, pool)
            good = [place for place, pixels in enumerate(decoded) if pixels is not None]
            if not good:
                continue
            vectors = encoder.embed_images(np.stack([p for p in decoded if p is not None]))
            with bench.catalog.database.write() as session:
                store.add(
                    session,
                    [batch[place][1] for place in good],
                    vectors,
                    [batch[place][0] for place in good],
                )
            encoded += len(good)
    return encoded


def _missing(bench: Workbench, version: ModelVersion, session: Session) -> list[tuple[int, str]]:
    """Ids and hashes of the photos of products that the encoder has not seen."""
    spaces = [store.space for store in bench.photo_stores(version)]
    seen = exists().where(EmbeddingRow.space.in_(spaces), EmbeddingRow.key == Photo.sha256)
    used = select(ProductPhoto.photo_id).where(ProductPhoto.active)
    photos = session.execute(
        select(Photo.id, Photo.sha256).where(Photo.id.in_(used), ~seen).order_by(Photo.id)
    )
    return [(photo, sha256) for photo, sha256 in photos]


def _decoded(
    catalog: Catalog,
    photos: Sequence[tuple[int, str]],
    manifest: EncoderManifest,
    pool: ThreadPoolExecutor,
) -> list[ByteArray | None]:
    """Reads photos as an encoder wants them; None where one can be read nowhere."""
    thumbnails = [catalog.thumbnail(sha256) for _, sha256 in photos]
    decoded = list(pool.map(lambda path: _pixels(path, manifest), thumbnails))
    unread = [row for row, pixels in enumerate(decoded) if pixels is None]
    if unread:
        with catalog.database.read() as session:
            places = photo_places(session, catalog, [photos[row][0] for row in unread])
        found = pool.map(lambda row: _from_photo(places[photos[row][0]], manifest), unread)
        for row, pixels in zip(unread, found, strict=True):
            decoded[row] = pixels
    return decoded


def _from_photo(places: PhotoPlaces, manifest: EncoderManifest) -> ByteArray | None:
    """Reads a photo from the first place that holds it still."""
    found = (_pixels(path, manifest, places.sha256) for path in places.openable())
    return next((pixels for pixels in found if pixels is not None), None)


def _pixels(path: Path, manifest: EncoderManifest, sha256: str = "") -> ByteArray | None:
    """Reads a picture as the encoder wants it, or None: also where its content is another one."""
    size = (manifest.width, manifest.height)
    try:
        decoded = decode(path, size=size, resize=manifest.resize)
    except UnreadablePhoto:
        return None
    return None if sha256 and decoded.sha256 != sha256 else decoded.pixels
