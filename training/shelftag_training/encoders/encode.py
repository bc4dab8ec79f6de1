"""Photos → embeddings through ONNX Runtime, for data sets that travelled without embeddings."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.encoder import EncoderManifest, read_encoder
from shelftag_api.files import read_verified
from shelftag_training.data.photo_files import decode
from shelftag_training.export import parity

_BATCH = 16
_WINDOW = 16 * _BATCH


def encode_photos(
    paths: Sequence[Path | None], encoder: Path, report: Callable[[int, list[int]], None]
) -> tuple[NDArray[np.float32], EncoderManifest]:
    """Encodes photos; those that cannot be read are left out, not fatal.

    Args:
        paths: One per row; None where there is no photo.
        encoder: Folder of the encoder artefact.
        report: Called with the rows done so far and those that failed so far.

    Returns:
        float32 [rows, embedding size], a row of NaN where a photo could not be read, and the
        encoder's manifest.
    """
    session, manifest = _open(encoder)
    size = (manifest.width, manifest.height)
    result = np.full((len(paths), manifest.embedding_size), np.nan, np.float32)
    failed: list[int] = []
    with ThreadPoolExecutor(2) as pool:
        # Windows of a few batches: decoding runs ahead, but not through the memory.
        for start in range(0, len(paths), _WINDOW):
            window = paths[start : start + _WINDOW]
            decoded = pool.map(lambda path: decode(path, size, manifest.resize), window)
            for first in range(start, start + len(window), _BATCH):
                rows = range(first, min(first + _BATCH, len(paths)))
                pixels = [next(decoded) for _ in rows]
                good = [row for row, item in zip(rows, pixels, strict=True) if item is not None]
                failed += sorted(set(rows) - set(good))
                if good:
                    batch = np.stack([item for item in pixels if item is not None])
                    result[good] = _run(session, manifest, batch)
                report(rows.stop, failed)
    return result, manifest


def encode_pixels(pictures: Sequence[NDArray[np.uint8]], encoder: Path) -> NDArray[np.float32]:
    """Encodes pictures that have the encoder's size already: float32 [n, embedding size]."""
    session, manifest = _open(encoder)
    starts = range(0, len(pictures), _BATCH)
    batches = [_run(session, manifest, np.stack(pictures[i : i + _BATCH])) for i in starts]
    return np.concatenate([np.zeros((0, manifest.embedding_size), np.float32), *batches])


def _open(encoder: Path) -> tuple[Any, EncoderManifest]:
    """Loads the encoder's int8 graph where it has one."""
    manifest = read_encoder(encoder, verify=False)
    graph = manifest.graphs["int8" if "int8" in manifest.graphs else "fp32"]
    return parity.open_session(read_verified(encoder, graph.file, graph.sha256)), manifest


def _run(session: Any, manifest: EncoderManifest, batch: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Runs one batch; only the embedding is computed."""
    feeds = {manifest.input_name: batch}
    return np.asarray(session.run([manifest.embedding_name], feeds)[0], np.float32)
