"""What would become of a folder, by names alone: no file is opened. No Qt here."""

from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shelftag.catalog.tree import MAX_NAME
from shelftag.importing.grouping import Grouping, ProductGroup, group, suggest_grouping
from shelftag.importing.patterns import NamePattern
from shelftag.importing.scan import ScannedFile, ScanProblem, SkippedFiles, scan, shown
from shelftag.importing.tables.beside import tables_beside
from shelftag_api.errors import ShelftagError

PREVIEWED = 50
"""Products shown before an import starts."""
PLAIN_GROUPINGS = tuple(grouping for grouping in Grouping if grouping is not Grouping.PATTERN)
"""The groupings that need nothing else to be said."""
_MISFITS = 3
_NAMES_AT_ONCE = 2_000


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
        preview: Some products, those first that show what the grouping does.
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
        files: Relative paths of the files with a picture's name.
        skipped: How many others there are.
        problems: Sub-folders and files that could not be looked at.
        suggested: The grouping that fits the names best.
        groupings: What each grouping would make of them; that by a pattern is planned by itself.
        tables: Tables at the top of the folder.
    """

    folder: Path
    files: Sequence[str]
    skipped: int
    problems: tuple[ScanProblem, ...]
    suggested: Grouping
    groupings: dict[Grouping, GroupingPlan]
    tables: tuple[Path, ...] = ()

    @property
    def photos(self) -> int:
        """How many files have a picture's name."""
        return len(self.files)

    @property
    def in_the_cloud(self) -> int:
        """How many files would have to be fetched from the cloud first."""
        return sum(problem.message_id == "importing.cloud_only" for problem in self.problems)


@dataclass(frozen=True)
class PatternPlan:
    """What a name pattern makes of the files.

    Attributes:
        fitting: How many names it fits.
        misfits: Some that it does not.
        plan: The products, or None while only the names were looked at.
    """

    fitting: int
    misfits: tuple[str, ...]
    plan: GroupingPlan | None = None


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
    for grouping in PLAIN_GROUPINGS:
        yield Looked(len(files), grouping=True)
        groupings[grouping] = _plan_grouping(grouping, group(files, grouping))
    tables = tuple(tables_beside(folder))
    return ImportPlan(folder, files, skipped, tuple(problems), suggested, groupings, tables)


def plan_pattern(
    files: Sequence[str], pattern: NamePattern
) -> Generator[PatternPlan, None, PatternPlan]:
    """Works out which names a pattern fits, and what products come of them.

    Yields:
        What is known so far; may be closed at any yield.
    """
    fitting = 0
    misfits: list[str] = []
    for number, file in enumerate(files, 1):
        if pattern.read(file) is not None:
            fitting += 1
        elif len(misfits) < _MISFITS:
            misfits.append(file)
        if number % _NAMES_AT_ONCE == 0:
            yield PatternPlan(fitting, tuple(misfits))
    groups = group(files, Grouping.PATTERN, pattern)
    return PatternPlan(fitting, tuple(misfits), _plan_grouping(Grouping.PATTERN, groups))


def _plan_grouping(grouping: Grouping, groups: Sequence[ProductGroup]) -> GroupingPlan:
    """Counts what comes of a grouping."""
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
        example=min(groups, key=lambda found: _plainness(len(found.files))),
        preview=tuple(sorted(groups, key=_says_little)[:PREVIEWED]),
        categories=tuple(CategoryPlan(path, counts[path]) for path in sorted(counts)),
        without_category=without,
    )


def _plainness(photos: int) -> int:
    """Ranks products as examples: a few photos explain best, many better than one."""
    return 0 if 1 < photos <= 6 else 1 if photos > 1 else 2


def _says_little(found: ProductGroup) -> bool:
    """Whether a product shows nothing of what the grouping does; those come last."""
    return len(found.files) == 1 and not found.title and not found.sku


def category_path(found: ProductGroup) -> tuple[str, ...]:
    """Returns the folder names of a product as the tree would name the categories."""
    names = (" ".join(shown(name).split())[:MAX_NAME] for name in found.category_path)
    return tuple(name for name in names if name)
