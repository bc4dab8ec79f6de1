"""Decides which photos show the same product, from file and folder names alone."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from statistics import median

from shelftag.importing.patterns import NameParts, NamePattern
from shelftag.importing.raw import RAW_EXTENSIONS
from shelftag.importing.titles import (
    is_camera_name,
    is_informative,
    normal,
    sku_from_name,
    title_from_name,
)

MOST_PHOTOS = 20
"""More photos of one name than this are a numbered collection, not views of a product."""

_VIEW_WORDS = (
    "front", "back", "rear", "left", "right", "top", "bottom", "side", "angle", "detail", "details",
    "closeup", "close-up", "zoom", "inside", "interior", "main", "alt", "view", "hover", "worn",
)  # fmt: skip
_VIEW_WORDS_CJK = (
    "正面", "背面", "反面", "侧面", "左侧", "右侧", "顶部", "底部", "内部", "细节", "局部", "主图",
    "详情", "特写", "白底",
)  # fmt: skip
_VIEW = re.compile(
    rf"""
    (?P<base>.*?[^\s_.(-])
    (?:
        [-_\s.]*\((?P<in_brackets>\d{{1,2}})\)
      | [-_\s]+(?P<number>\d{{1,2}})
      | [-_\s]+\(?(?P<word>{"|".join(_VIEW_WORDS)})(?:[-_\s]?view)?[-_\s]?\d{{0,2}}\)?
      | [-_\s]*\(?(?P<cjk>{"|".join(_VIEW_WORDS_CJK)})图?[-_\s]?\d{{0,2}}\)?
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)


class Grouping(Enum):
    """How photos become products."""

    FILE_NAME = "file_name"
    EACH_PHOTO = "each_photo"
    EACH_FOLDER = "each_folder"
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True)
class ProductGroup:
    """One product to be.

    Attributes:
        key: Names the group within the import, the same on every run over the same files.
        title: Words of the name, "" where a camera made it.
        sku: Article number in the name, or None.
        files: Relative paths as given, in viewing order.
        category_path: Folders that may be the product's category, from the root down.
    """

    key: str
    title: str
    sku: str | None
    files: tuple[str, ...]
    category_path: tuple[str, ...]


def group(
    files: Iterable[str], grouping: Grouping, pattern: NamePattern | None = None
) -> list[ProductGroup]:
    """Groups photos into products, in the order in which the products first appear.

    * ``EACH_PHOTO``: every file is a product; a RAW file and the JPEG that the camera wrote beside
      it are one.
    * ``EACH_FOLDER``: every folder is a product, named after the folder; files that lie directly in
      the root are products of their own.
    * ``FILE_NAME``: within one folder, files belong together whose names differ only in their
      extension, or in a view at the end: one or two digits (``SKU_1``, ``SKU-02``, ``SKU (3)``) or
      a view word (``SKU_front``, ``杯子正面``); a file of the bare name (``SKU``) is one of them.
      Not views, so products of their own:

      - names that a camera, phone or messenger made (``IMG_0001``, ``DSC00012``);
      - three digits and more: a running number (``Golden-Delicious_001``) or an article number;
      - numbers that do not begin at 0 or 1 (``AB-12``, ``AB-13`` are article numbers), or at 2
        beside a bare name (Windows calls the second copy ``SKU (2)``);
      - more than `MOST_PHOTOS` photos of one name.
    * ``PATTERN``: files whose names fit the owner's pattern belong together where it finds the same
      article number, whatever the folder; where it has none, the same title in the same folder and
      category. A file that is called like an article number joins it. The others are grouped as in
      ``FILE_NAME``.

    Args:
        files: Relative paths with ``/`` between the parts.
        grouping: Which of the four.
        pattern: For ``PATTERN``, which does not go without.
    """
    paths = list(files)
    if grouping is Grouping.PATTERN:
        if pattern is None:
            raise ValueError("grouping by a pattern needs one")
        return _by_pattern(paths, pattern)
    if grouping is Grouping.EACH_PHOTO:
        return _each_photo(paths)
    if grouping is Grouping.EACH_FOLDER:
        return _by_folder(paths)
    return _by_name(paths)


def suggest_grouping(files: Iterable[str]) -> Grouping:
    """Picks the grouping that fits the names best.

    By file name if at least a tenth of the photos then share a product with another. Else by folder
    if the folders look like products: at least two of them, half with at most eight photos, and
    either article numbers in the folder names or file names that say nothing. Else each photo.
    """
    paths = list(files)
    shared = sum(len(found.files) for found in _by_name(paths) if len(found.files) > 1)
    if paths and shared * 10 >= len(paths):
        return Grouping.FILE_NAME
    folders: dict[str, list[str]] = defaultdict(list)
    for folder, stem in map(_parts, paths):
        if folder:
            folders[folder].append(stem)
    inside = sum(map(len, folders.values()))
    if len(folders) < 2 or inside * 2 < len(paths):
        return Grouping.EACH_PHOTO
    small = 2 <= median(map(len, folders.values())) <= 8
    names = [folder.rpartition("/")[2] for folder in folders]
    coded = sum(sku_from_name(name) is not None for name in names) * 2 >= len(names)
    telling = sum(
        is_informative(title_from_name(stem)) or sku_from_name(stem) is not None
        for stem in chain.from_iterable(folders.values())
    )
    if small and (coded or telling * 5 <= inside):
        return Grouping.EACH_FOLDER
    return Grouping.EACH_PHOTO


def _each_photo(paths: Sequence[str]) -> list[ProductGroup]:
    """Makes a product of every file, and of RAW files with what has the same name beside them."""
    stems = {_key(path) for path in paths if _is_raw(path)}
    if not stems:
        return [_single(path) for path in paths]
    pairs: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        stem = _key(path)
        pairs[stem if stem in stems else path].append(path)
    return [_pair(sorted(members, key=_is_raw)) for members in pairs.values()]


def _pair(members: Sequence[str]) -> ProductGroup:
    folder, stem = _parts(members[0])
    return _product(members[0], stem, tuple(members), folder)


def _is_raw(path: str) -> bool:
    return path[path.rfind(".") :].lower() in RAW_EXTENSIONS


def _single(path: str) -> ProductGroup:
    folder, stem = _parts(path)
    return _product(path, stem, (path,), folder)


def _product(key: str, name: str, files: tuple[str, ...], folder: str) -> ProductGroup:
    path = tuple(folder.split("/")) if folder else ()
    return ProductGroup(key, title_from_name(name), sku_from_name(name), files, path)


def _by_folder(paths: Sequence[str]) -> list[ProductGroup]:
    folders: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        folder = _parts(path)[0]
        folders[f"{folder}/" if folder else path].append(path)
    groups = []
    for key, members in folders.items():
        above, _, name = key.removesuffix("/").rpartition("/")
        ordered = tuple(sorted(members, key=_natural))
        groups.append(_product(key, name, ordered, above) if key[-1] == "/" else _single(key))
    return groups


def _by_pattern(paths: Sequence[str], pattern: NamePattern) -> list[ProductGroup]:
    found = {path: parts for path in paths if (parts := pattern.read(path)) is not None}
    claims: dict[str, list[str]] = defaultdict(list)
    skus = set()
    for path, parts in found.items():
        claims[_identity(parts)].append(path)
        if parts.sku:
            skus.add(parts.sku.casefold())
    rest = []
    for path in paths:
        stem = normal(_parts(path)[1]).casefold()
        if path not in found and stem in skus:
            claims[stem].append(path)
        elif path not in found:
            rest.append(path)
    groups = []
    for identity, members in claims.items():
        first = found[members[0]]
        ordered = tuple(sorted(members, key=_natural))
        # "//" is in no file's key, so that these and the others never meet.
        key = f"{pattern.text}//{identity}"
        groups.append(
            ProductGroup(
                key,
                title_from_name(first.title or first.sku or ""),
                first.sku,
                ordered,
                first.category_path or first.above,
            )
        )
    order = {path: number for number, path in enumerate(paths)}
    return sorted(groups + _by_name(rest), key=lambda made: min(order[path] for path in made.files))


def _identity(parts: NameParts) -> str:
    """Names the product that a file shows, however its name is spelt."""
    if parts.sku:
        return parts.sku.casefold()
    where = "/".join((*parts.above, *parts.category_path))
    return f"{where}/{parts.title or ''}".casefold()


@dataclass(frozen=True, slots=True)
class _View:
    """A file's name without extension, taken apart: ``base``, and a number or a word behind it."""

    stem: str
    base: str
    number: int | None = None


def _by_name(paths: Sequence[str]) -> list[ProductGroup]:
    """Groups by name: finds each file's base, then breaks up the bases that do not convince."""
    stems = {path: _key(path) for path in paths}
    views = {stem: _split(stem) for stem in stems.values()}
    bases = {view.base for view in views.values() if view.base in views}
    claims: dict[str, list[_View]] = defaultdict(list)
    for stem, view in views.items():
        # A name to which others add a view is no view itself: MUG-2 where there is MUG-2_1.
        found = _View(stem, stem) if stem in bases else view
        claims[found.base].append(found)
    belongs = {stem: base for base, claim in claims.items() for stem in _convincing(base, claim)}
    groups: dict[str, list[str]] = defaultdict(list)
    for path, stem in stems.items():
        groups[belongs.get(stem, stem)].append(path)
    return [_named(key, members) for key, members in groups.items()]


def _convincing(base: str, claim: Sequence[_View]) -> list[str]:
    """Returns those of the names that are views of one product, by the rules of `group`."""
    numbers = [view.number for view in claim if view.number is not None]
    named = len(claim) - len(numbers)
    if numbers and min(numbers) > (2 if named else 1):
        claim = [view for view in claim if view.number is None]
    if len(claim) > MOST_PHOTOS:
        claim = [view for view in claim if view.stem == base]
    return [view.stem for view in claim] if len(claim) > 1 else []


def _named(key: str, members: Sequence[str]) -> ProductGroup:
    ordered = tuple(sorted(members, key=_natural)) if len(members) > 1 else tuple(members)
    folder, name = _parts(ordered[0])
    base = _split(f"/{normal(name)}").base.removeprefix("/")
    if _key(ordered[0]) != key or (len(ordered) == 1 and sku_from_name(base)):
        name = base
    return _product(key, name, ordered, folder)


def _parts(path: str) -> tuple[str, str]:
    """Returns a file's folder and its name without extension. For 100,000 files: no pathlib."""
    folder, _, name = path.rpartition("/")
    return folder, name[: name.rfind(".")] if "." in name[1:] else name


def _key(path: str) -> str:
    """Names a file without its extension and its spelling's accidents, folder included."""
    folder, stem = _parts(path)
    return f"{folder}/{normal(stem).casefold()}"


def _split(stem: str) -> _View:
    folder, _, name = stem.rpartition("/")
    match = _VIEW.fullmatch(name)
    if match is None or is_camera_name(name) or is_camera_name(match["base"]):
        return _View(stem, stem)
    digits = match["number"] or match["in_brackets"]
    return _View(stem, f"{folder}/{match['base']}", int(digits) if digits else None)


def _natural(path: str) -> tuple[object, ...]:
    """Sorts the bare name first, then numbers by their value, then front before back."""
    view = _split(_key(path))
    word = view.stem[len(view.base) :]
    rank = next((i for i, known in enumerate(_VIEW_WORDS + _VIEW_WORDS_CJK) if known in word), 99)
    bare = view.stem == view.base
    number = -1 if view.number is None else view.number
    stem = _by_value(view.stem)
    return _by_value(view.base), not bare, number < 0, number, rank, stem, _is_raw(path), path


def _by_value(text: str) -> list[tuple[int, str]]:
    """Makes 2 come before 10: runs of digits count by their value."""
    return [(int(run) if run.isdecimal() else -1, run) for run in re.split(r"(\d+)", text)]
