"""What every reader of labelled files gives, before ids and checksums: a name and its labels."""

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from shelftag_api.errors import ShelftagError

_SPLITS = {
    "train": "train",
    "training": "train",
    "val": "val",
    "valid": "val",
    "validation": "val",
    "dev": "val",
    "test": "test",
    "testing": "test",
}
TRAIN = "train"
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True)
class LabelledFile:
    """One photo, or one product without a photo, and what was said about it.

    Attributes:
        name: Path inside the source's folder, with forward slashes; empty without a photo.
        category: Names from the department down.
        product: What its product is called, or empty where every photo is a product.
        title: The product's title.
        description: The product's description.
        attributes: Further labels by name.
    """

    name: str
    category: tuple[str, ...]
    product: str = ""
    title: str = ""
    description: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


def split_named(name: str) -> str | None:
    """Returns the split that a folder or a cell names: ``train``, ``val`` or ``test``."""
    return _SPLITS.get(name.strip().casefold())


def wanted_splits(split: str) -> frozenset[str]:
    """Reads a choice of splits as Hugging Face writes it: ``val``, ``train+validation``.

    Raises:
        ShelftagError: A word is no split.
    """
    chosen = [(word, split_named(word)) for word in split.split("+")]
    for word, known in chosen:
        if known is None:
            raise ShelftagError("training.unknown_split", split=word.strip())
    return frozenset(known for _, known in chosen if known)


def leaves_folder(name: str) -> bool:
    """Whether a relative name is none: absolute, on a drive, or climbing out by ``..``."""
    pure = PurePosixPath(name.replace("\\", "/"))
    return pure.is_absolute() or ".." in pure.parts or bool(_DRIVE.match(name))


def photo_path(folder: Path, name: str) -> Path | None:
    """The path of a row's photo, if it is there and stays inside the folder, links followed."""
    if not name or "\0" in name or leaves_folder(name):
        return None
    path = folder.joinpath(*PurePosixPath(name.replace("\\", "/")).parts)
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        return path if inside and path.is_file() else None
    except (OSError, RuntimeError):  # a loop of links, or a name longer than the system takes
        return None
