"""Encoding: photos that came in under another encoder are looked at again, from their thumbnails.

Thumbnails hold all that an encoder sees (its input is smaller), were decoded once already, and are
there even when the photo's own file is not.
"""

import os
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from shelftag.catalog.models import EmbeddingRow, ModelVersion, Photo, ProductPhoto
from shelftag.importing.decode import UnreadablePhoto, decode
from shelftag.learning.workbench import Workbench
from shelftag_api.classifier import ByteArray
from shelftag_api.encoder import EncoderManifest
from shelftag_api.progress import Progress

_BATCH = 128


def encode_missing(bench: Workbench, version: ModelVersion) -> Generator[Progress, None, int]:
    """Encodes the photos that the encoder of a model version has not seen.

    What is done stays done when the job is cancelled. A photo whose thumbnail cannot be read is
    left out: its product is judged by its other photos and its words.

    Args:
        bench: The open catalogue.
        version: The model version.

    Returns:
        The number of photos encoded.
    """
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
            paths = [bench.catalog.thumbnail(sha256) for _, sha256 in batch]
            decoded = list(pool.map(lambda path: _pixels(path, encoder.manifest), paths))
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


def _pixels(thumbnail: Path, manifest: EncoderManifest) -> ByteArray | None:
    """Reads a thumbnail as the encoder wants it, or None."""
    size = (manifest.width, manifest.height)
    try:
        return decode(thumbnail, size=size, resize=manifest.resize).pixels
    except UnreadablePhoto:
        return None
