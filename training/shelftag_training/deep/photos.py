"""Training photos, decoded once and kept small: an epoch must not decode 12 megapixels again."""

import os
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shelftag_api.errors import ShelftagError
from shelftag_training.data.photo_files import decode

MARGIN = 1.12
"""Kept photos are larger than the largest training size by this, so that crops stay sharp."""
_SPARE = 1 << 30
"""Bytes that are left free on the drive."""
_WINDOW = 256


class Photos:
    """Photos of one size, by row; in a file on the drive where it has room, else decoded each time.

    Attributes:
        side: Height and width in pixels.
        usable: bool [rows]: whether the photo could be read.
    """

    def __init__(
        self, paths: Sequence[Path | None], side: int, kept: NDArray[np.uint8] | None
    ) -> None:
        self.side = side
        self.usable = np.array([path is not None for path in paths])
        self._paths = paths
        self._kept = kept
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1)

    def __len__(self) -> int:
        return len(self._paths)

    def close(self) -> None:
        """Ends the decoders."""
        self._pool.shutdown(cancel_futures=True)

    def read(self, rows: Sequence[int] | NDArray[np.int64]) -> NDArray[np.uint8]:
        """Returns photos: uint8 [rows, side, side, 3]; black where a file can no longer be read."""
        if self._kept is not None:
            return np.asarray(self._kept[np.asarray(rows)])
        result = np.zeros((len(rows), self.side, self.side, 3), np.uint8)
        size = (self.side, self.side)
        decoded = self._pool.map(lambda row: decode(self._paths[row], size), rows)
        for place, (row, pixels) in enumerate(zip(rows, decoded, strict=True)):
            if pixels is None:
                self.usable[row] = False
            else:
                result[place] = pixels
        return result

    def _fill(self, kept: NDArray[np.uint8], report: Callable[[int, int], None]) -> None:
        """Decodes all photos into the file."""
        for start in range(0, len(self), _WINDOW):
            rows = range(start, min(start + _WINDOW, len(self)))
            kept[start : rows.stop] = self.read(rows)
            report(rows.stop, int(np.sum(~self.usable[: rows.stop])))
        self._kept = kept


def open_photos(
    paths: Sequence[Path | None],
    pixels: int,
    folder: Path,
    report: Callable[[int, int], None],
    *,
    dataset: str,
) -> Photos:
    """Decodes the photos, or finds those that an interrupted run has kept.

    Args:
        paths: One per row; None where there is no photo.
        pixels: Largest training size.
        folder: Where the decoded photos are kept; the caller's to delete.
        report: Called with the rows done and the rows that could not be read.
        dataset: Hash of the data set: what was kept of another one is not taken for this one's.

    Raises:
        ShelftagError: No photo can be read.
    """
    side = round(pixels * MARGIN / 2) * 2
    photos = Photos(paths, side, None)
    shape = (len(paths), side, side, 3)
    name = f"{dataset[:16]}-{side}.npy"
    file, marks = folder / f"photos-{name}", folder / f"usable-{name}"
    if file.is_file() and marks.is_file() and len(usable := np.load(marks)) == len(paths):
        kept = np.load(file, mmap_mode="r")
        if kept.shape == shape:
            photos = Photos(paths, side, kept)
            photos.usable = usable
            return photos
    if shutil.disk_usage(folder).free > int(np.prod(shape)) + _SPARE:
        growing = folder / f"growing-{name}"
        photos._fill(np.lib.format.open_memmap(growing, "w+", np.uint8, shape), report)
        np.save(marks, photos.usable)
        growing.replace(file)
    if not photos.usable.any():
        raise ShelftagError("training.no_photos", folder=str(folder))
    return photos
