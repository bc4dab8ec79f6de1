"""Which photos are worth comparing: those with nearly the same hash, and those of one burst.

Comparing each of 100,000 photos with each would take minutes; these take seconds to find.
"""

import re
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from shelftag.importing.titles import is_camera_name

MOST_BITS = 10
"""Perceptual hashes that differ in more bits than this are of different pictures."""
BURST_SECONDS = 10.0
"""Photos that were taken within this time may be of one burst."""
_FEWEST_BITS = 3
"""A hash with fewer bits set, or unset, is of a plain surface, and says nothing."""
_BANDS, _BAND_BITS = 4, 16
_NEIGHBOURS, _TWINS = 48, 8
"""With how many others a photo is compared that share a part of its hash, or all of it: no crowd of
plain pictures makes it slow."""
_IN_A_ROW = 3
"""A photo of a burst is compared with so many after it."""
_NUMBERED = re.compile(r"(.*?)(\d+)\D*")

Pairs = NDArray[np.int64]
"""Shape [pairs, 2]: positions, the lower one first; each pair once."""


def near_hashes(hashes: Sequence[int | None]) -> Pairs:
    """Finds the photos whose perceptual hashes differ in at most `MOST_BITS`.

    The 64 bits are cut into four bands. Photos are compared whose hashes differ in one of the bands
    by one bit at most: all pairs within 7 bits, and four in five of those with 10.

    Of photos with the very same hash, one stands for all; each is compared with some of the rest.

    Args:
        hashes: Of each photo, or None where there is none.
    """
    known = np.array([place for place, value in enumerate(hashes) if value is not None], np.int64)
    bits = np.array([hashes[place] for place in known], np.int64).view(np.uint64)
    telling = np.bitwise_count(bits)
    kept = (telling >= _FEWEST_BITS) & (telling <= 64 - _FEWEST_BITS)
    known, bits = known[kept], bits[kept]
    different, ones, number = np.unique(bits, return_index=True, return_inverse=True)
    near = np.zeros(0, np.int64)
    for band in range(_BANDS):
        part = (different >> np.uint64(band * _BAND_BITS)).astype(np.uint16)
        for bit in range(_BAND_BITS):
            alike = _alike(different, part & np.uint16(0xFFFF ^ (1 << bit)), _NEIGHBOURS)
            near = np.union1d(near, alike @ (len(different), 1))
    pairs = ones[np.stack(np.divmod(near, max(len(different), 1)), axis=1)]
    return _pairs(known[np.concatenate([_alike(bits, number, _TWINS), pairs])])


def _alike(bits: NDArray[np.uint64], keys: NDArray[np.integer], most: int) -> Pairs:
    """Compares the photos that share a key, each with as many at most of those after it."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    found = [np.zeros((0, 2), np.int64)]
    for step in range(1, min(most + 1, len(keys))):
        same = np.flatnonzero(ordered[step:] == ordered[:-step])
        if not len(same):
            break
        pairs = np.stack([order[same], order[same + step]], axis=1)  # the lower one first
        close = np.bitwise_count(bits[pairs[:, 0]] ^ bits[pairs[:, 1]]) <= MOST_BITS
        found.append(pairs[close])
    return np.concatenate(found)


def bursts(taken: Sequence[datetime | None], files: Sequence[tuple[int, str, str]]) -> Pairs:
    """Finds the photos that were taken one right after the other.

    Args:
        taken: When each photo was taken, or None.
        files: Position of the photo, folder, and name without extension of each file. Names that a
            camera made, with consecutive numbers in one folder, are a burst too.
    """
    moments = sorted(
        ("", moment.timestamp(), place) for place, moment in enumerate(taken) if moment is not None
    )
    numbered = sorted(
        (f"{folder}/{match[1]}", float(match[2]), place)
        for place, folder, stem in files
        if is_camera_name(stem) and (match := _NUMBERED.fullmatch(stem))
    )
    pairs = [*_in_a_row(moments, BURST_SECONDS), *_in_a_row(numbered, _IN_A_ROW)]
    return _pairs(np.array(pairs, np.int64).reshape(-1, 2))


def _in_a_row(ordered: Sequence[tuple[str, float, int]], furthest: float) -> list[tuple[int, int]]:
    """Pairs each with those right after it in its row, as long as they are near enough."""
    return [
        (place, other)
        for index, (row, value, place) in enumerate(ordered)
        for other_row, other_value, other in ordered[index + 1 : index + 1 + _IN_A_ROW]
        if other_row == row and other_value - value <= furthest and other != place
    ]


def _pairs(pairs: NDArray[np.int64]) -> Pairs:
    """Brings pairs into their order, and drops what is there twice."""
    size = int(pairs.max(initial=0)) + 1
    numbers = np.unique(pairs.min(axis=1) * size + pairs.max(axis=1))
    return np.stack(np.divmod(numbers, size), axis=1)
