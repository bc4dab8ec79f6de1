"""Training photos, decoded once and kept small: an epoch must not decode 12 megapixels again."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shelftag_training.data.photo_files import decode
from shelftag_training.running.publish import is_full

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
        """Ends the decoders and lets go of the file."""
        self._pool.shutdown(cancel_futures=True)
        self._kept = None

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

    def windows(self, report: Callable[[int, int], None]) -> Iterator[NDArray[np.uint8]]:
        """Decodes all photos, some at a time; afterwards `usable` is true of those that can be."""
        for start in range(0, len(self), _WINDOW):
            rows = range(start, min(start + _WINDOW, len(self)))
            yield self.read(rows)
            report(rows.stop, int(np.sum(~self.usable[: rows.stop])))

    def keep(self, file: Path, marks: Path, windows: Iterator[NDArray[np.uint8]]) -> None:
        """Writes all photos to a file, and `usable` to another; they are read from there then.

        Where the drive is full they are not, and some windows may be left.
        """
        growing = file.with_name(f"growing-{file.name}")
        shape = (len(self), self.side, self.side, 3)
        header = {"descr": "|u1", "fortran_order": False, "shape": shape}
        try:
            with growing.open("wb") as out:
                np.lib.format.write_array_header_1_0(out, header)
                for window in windows:
                    out.write(window.data)
            np.save(marks, self.usable)
            growing.replace(file)
            self._kept = np.load(file, mmap_mode="r")
        except OSError as error:
            if not is_full(error):
                raise
        finally:
            growing.unlink(missing_ok=True)


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

    Returns:
        The photos, all looked at once.
    """
    side = round(pixels * MARGIN / 2) * 2
    shape = (len(paths), side, side, 3)
    name = f"{dataset[:16]}-{side}.npy"
    file, marks = folder / f"photos-{name}", folder / f"usable-{name}"
    if file.is_file() and marks.is_file() and len(usable := np.load(marks)) == len(paths):
        kept = np.load(file, mmap_mode="r")
        if kept.shape == shape:
            photos = Photos(paths, side, kept)
            photos.usable = usable
            return photos
    photos = Photos(paths, side, None)
    windows = photos.windows(report)
    if shutil.disk_usage(folder).free > int(np.prod(shape)) + _SPARE:
        photos.keep(file, marks, windows)
    for _ in windows:  # those that found no room are decoded all the same, to know which can be
        pass
    return photos
