"""Reads plain folders of photos, whose folders are the category tree (ImageFolder)."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from shelftag_api.errors import ShelftagError
from shelftag_training.data.labelled_files import (
    TRAIN,
    LabelledFile,
    split_named,
    wanted_splits,
)

PICTURES = frozenset(
    {".jpg", ".jpeg", ".jfif", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".avif", ".heic",
     ".heif"}
)  # fmt: skip
"""Suffixes of photos. One that cannot be decoded here is reported, not silently left out."""
_NOT_CATEGORIES = frozenset({"__MACOSX", "@eaDir"})
"""Folders that archives and network drives put beside the photos."""


def labelled_photos(folder: Path, split: str = TRAIN) -> list[LabelledFile]:
    """Finds the photos below a folder; the folders on the way are the names of their category.

    A folder that holds ``train`` beside ``val`` or ``test`` (by any of their usual names), or
    ``train`` alone, is taken for a data set that is split already, and what lies beside is ignored.
    Any other folder counts as ``train`` as a whole. Hidden files, folders without photos and photos
    outside any category are left out. Links to folders are not followed, so that they cannot loop.

    Args:
        folder: Where to look.
        split: Which splits, for example ``val`` or ``train+val``.

    Returns:
        The photos by name.

    Raises:
        ShelftagError: There are no photos in category folders, or not in this split.
        OSError: A folder cannot be listed.
    """
    wanted = wanted_splits(split)
    names = sorted(pictures_below(folder))
    first_depth = split_depth(names)
    found: list[LabelledFile] = []
    splits: set[str] = set()
    for name in names:
        parts = PurePosixPath(name).parts
        own = split_named(parts[0]) if first_depth else TRAIN
        category = parts[first_depth:-1]
        if own is None or not category:
            continue
        splits.add(own)
        if own in wanted:
            found.append(LabelledFile(name, category))
    if not splits:
        raise ShelftagError("training.no_pictures", folder=str(folder))
    if not found:
        there = ", ".join(sorted(splits))
        raise ShelftagError("training.no_split", folder=str(folder), split=split, found=there)
    return found


def split_depth(names: list[str]) -> int:
    """Returns 1 where the topmost folders of these names are splits, else 0."""
    tops = {parts[0] for name in names if len(parts := PurePosixPath(name).parts) > 1}
    splits = {split_named(top) for top in tops}
    return int(TRAIN in splits and (len(splits - {None}) > 1 or splits == {TRAIN}))


def pictures_below(folder: Path) -> Iterator[str]:
    """Yields names of photos relative to the folder, with forward slashes."""

    def give_up(error: OSError) -> None:
        raise error

    for place, folders, files in os.walk(folder, onerror=give_up):
        folders[:] = [f for f in folders if not f.startswith(".") and f not in _NOT_CATEGORIES]
        for file in files:
            path = Path(place, file)
            if not file.startswith(".") and path.suffix.lower() in PICTURES:
                yield path.relative_to(folder).as_posix()
