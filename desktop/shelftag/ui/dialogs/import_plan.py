"""What would become of a folder, by names alone: no file is opened. No Qt here."""

from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shelftag.catalog.tree import MAX_NAME
from shelftag.importing.grouping import Grouping, ProductGroup, group, suggest_grouping
from shelftag.importing.scan import ScannedFile, ScanProblem, SkippedFiles, scan, shown
from shelftag.importing.tables.beside import tables_beside
from shelftag_api.errors import ShelftagError

PREVIEWED = 50
"""Products shown before an import starts."""


@dataclass(frozen=True)
class CategoryPlan:
    """A category that the folder names would give.

    Attributes:
        path: Names from the root down.
        products: Products that would lie in it.
    """

    path: tuple[str, ...]
    products: int


@dataclass(frozen=True)
class GroupingPlan:
    """What one grouping would make of the files.

    Attributes:
        grouping: Which one.
        products: How many products.
        example: The product that explains the grouping best.
        preview: The first products.
        categories: Folder names as categories, sorted by path.
        without_category: Products whose folders name no category.
    """

    grouping: Grouping
    products: int
    example: ProductGroup
    preview: tuple[ProductGroup, ...]
    categories: tuple[CategoryPlan, ...]
    without_category: int


@dataclass(frozen=True)
class ImportPlan:
    """Everything that the owner decides upon before an import starts.

    Attributes:
        folder: The folder.
        photos: How many files have a picture's name.
        skipped: How many others there are.
        problems: Sub-folders and files that could not be looked at.
        suggested: The grouping that fits the names best.
        groupings: What each grouping would make of them.
        tables: Tables at the top of the folder.
    """

    folder: Path
    photos: int
    skipped: int
    problems: tuple[ScanProblem, ...]
    suggested: Grouping
    groupings: dict[Grouping, GroupingPlan]
    tables: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Looked:
    """How far the look through a folder is.

    Attributes:
        photos: Photos found.
        grouping: Whether all are found and they are being sorted into products.
    """

    photos: int
    grouping: bool = False


def plan_import(folder: Path) -> Generator[Looked, None, ImportPlan]:
    """Looks through a folder and works out what each grouping would make of it.

    Args:
        folder: The folder.

    Yields:
        How far it is. May be closed at any yield.

    Raises:
        ShelftagError: The folder is missing or unreadable, or there is no photo in it
            (``dialogs.import.no_files``, ``dialogs.import.no_photos``).
    """
    files: list[str] = []
    problems: list[ScanProblem] = []
    skipped = 0
    for item in scan(folder):
        if isinstance(item, ScannedFile):
            files.append(item.relative)
        elif isinstance(item, SkippedFiles):
            skipped += item.count
        else:
            problems.append(item)
        yield Looked(len(files))
    if not files:
        if problems:
            raise ShelftagError(problems[0].message_id, **problems[0].params)
        nothing = "dialogs.import.no_photos" if skipped else "dialogs.import.no_files"
        raise ShelftagError(nothing, folder=shown(folder), count=skipped)
    yield Looked(len(files), grouping=True)
    suggested = suggest_grouping(files)
    groupings: dict[Grouping, GroupingPlan] = {}
    for grouping in Grouping:
        yield Looked(len(files), grouping=True)
        groupings[grouping] = _plan_grouping(files, grouping)
    tables = tuple(tables_beside(folder))
    return ImportPlan(folder, len(files), skipped, tuple(problems), suggested, groupings, tables)


def _plan_grouping(files: Sequence[str], grouping: Grouping) -> GroupingPlan:
    """Groups the files and counts what comes of it."""
    groups = group(files, grouping)
    counts: Counter[tuple[str, ...]] = Counter()
    spelling: dict[tuple[str, ...], tuple[str, ...]] = {}
    for found in groups:
        path = category_path(found)
        same = tuple(part.casefold() for part in path)
        counts[spelling.setdefault(same, path)] += 1
    without = counts.pop((), 0)
    return GroupingPlan(
        grouping=grouping,
        products=len(groups),
        example=next((found for found in groups if 1 < len(found.files) <= 6), groups[0]),
        preview=tuple(groups[:PREVIEWED]),
        categories=tuple(CategoryPlan(path, counts[path]) for path in sorted(counts)),
        without_category=without,
    )


def category_path(found: ProductGroup) -> tuple[str, ...]:
    """Returns the folder names of a product as the tree would name the categories."""
    names = (" ".join(shown(name).split())[:MAX_NAME] for name in found.category_path)
    return tuple(name for name in names if name)
