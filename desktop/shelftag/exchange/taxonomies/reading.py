"""Reads a taxonomy from a file that nobody vouches for: Google's, Shopify's, CSV or plain paths."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shelftag.catalog.tree import MAX_NAME, Branch
from shelftag.catalog.tree.reading import tidy
from shelftag.exchange.taxonomies.lines import Line, TaxonomyFormat, shopify_code
from shelftag.importing.tables.encodings import detect_encoding, python_encoding
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

LARGEST_FILE = 32 << 20
"""Bytes; Shopify's has 1.5 MB."""
MOST_CATEGORIES = 30_000
"""Shopify's taxonomy has more than 10,000."""
DEEPEST = 20
LONGEST_LINE = 5_000
SHOWN_PROBLEMS = 100
_HIGHEST_NUMBER = 999_999_999
_LINES_BETWEEN_PROGRESS = 2_000


@dataclass(frozen=True)
class TaxonomyProblem:
    """A line that could not be used, and why."""

    line: int
    message_id: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Taxonomy:
    """What a file holds.

    Attributes:
        kind: ``google``, ``shopify``, or ``plain`` for one without ids.
        branches: Its categories, parents before children; those that only lie above others too.
        problems: The first lines that could not be used.
        problem_count: How many there are.
    """

    kind: str
    branches: tuple[Branch, ...]
    problems: tuple[TaxonomyProblem, ...] = ()
    problem_count: int = 0


def read_taxonomy(path: Path) -> Generator[Progress, None, Taxonomy]:
    """Reads a taxonomy.

    Lines are ``123 - A > B``, ``gid://shopify/TaxonomyCategory/aa-1-2 : A > B``, ``A > B``, or rows
    of a CSV or TSV file with an id or not, and a path or a column for each level. A line that
    cannot be used is left out and told.

    Raises:
        ShelftagError: The file cannot be read, is empty, no text, too large, or holds no category
            or too many.
    """
    yield Progress("phase.taxonomy")
    try:
        lines = list(_lines(path))
    except OSError as error:
        raise ShelftagError("taxonomy.cannot_read", file=path.name) from error
    layout = TaxonomyFormat.of(path.suffix.lower(), [text for _, text in lines])
    reader = _Reader(path.name)
    for count, line in enumerate(layout.parsed(lines)):
        if count % _LINES_BETWEEN_PROGRESS == 0:
            yield Progress("phase.taxonomy", count, len(lines))
        reader.take(line)
    return reader.taxonomy(layout.kind)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yields the lines that say something, with their numbers."""
    if path.stat().st_size > LARGEST_FILE:
        raise ShelftagError("taxonomy.too_large", file=path.name, limit=LARGEST_FILE >> 20)
    try:
        encoding = python_encoding(detect_encoding(path))
    except ShelftagError as error:
        problem = error.message_id.removeprefix("tables.")
        raise ShelftagError(f"taxonomy.{problem}", file=path.name) from error
    with path.open(encoding=encoding, errors="replace") as file:
        for number, text in enumerate(file, 1):
            text = text.strip("\ufeff \r\n")
            if text and not text.startswith("#"):
                yield number, text


class _Reader:
    """Gathers the categories of a file, parents before children, each once."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: dict[tuple[str, ...], Branch] = {}
        self._told: set[tuple[str, ...]] = set()
        self._ids: set[int | str] = set()
        self._problems: list[TaxonomyProblem] = []
        self._problem_count = 0

    def take(self, line: Line) -> None:
        """Takes a line, or notes why it cannot be used."""
        try:
            self._add(line)
        except ShelftagError as problem:
            self._problem_count += 1
            if len(self._problems) < SHOWN_PROBLEMS:
                params = dict(problem.params)
                self._problems.append(TaxonomyProblem(line.number, problem.message_id, params))
        if len(self._found) > MOST_CATEGORIES:
            raise ShelftagError("taxonomy.too_many", file=self._file, limit=MOST_CATEGORIES)

    def _add(self, line: Line) -> None:
        if len(line.text) > LONGEST_LINE:
            raise ShelftagError("taxonomy.long_line", limit=LONGEST_LINE)
        if len(line.names) > DEEPEST:
            raise ShelftagError("taxonomy.too_deep", limit=DEEPEST)
        path = tuple(tidy(name) for name in line.names)
        if not all(path):
            raise ShelftagError("taxonomy.no_name")
        if any(len(name) > MAX_NAME for name in path):
            raise ShelftagError("category.long_name", limit=MAX_NAME)
        keys = [tuple(name.casefold() for name in path[:end]) for end in range(1, len(path) + 1)]
        if keys[-1] in self._told:
            raise ShelftagError("taxonomy.twice", name=path[-1])
        branch = _with_id(path, line.code)
        if self._ids & set(branch.ids.values()):
            raise ShelftagError("taxonomy.id_twice", id=line.code)
        self._told.add(keys[-1])
        self._ids |= set(branch.ids.values())
        for end, key in enumerate(keys[:-1], 1):
            self._found.setdefault(key, Branch(path[:end]))
        self._found[keys[-1]] = branch

    def taxonomy(self, kind: str) -> Taxonomy:
        """Returns what was gathered.

        Raises:
            ShelftagError: There is nothing (``taxonomy.nothing``).
        """
        if not self._found:
            raise ShelftagError("taxonomy.nothing", file=self._file)
        # One spelling for each name above others, whatever later lines make of it.
        spelled: dict[tuple[str, ...], tuple[str, ...]] = {}
        branches = []
        for key, branch in self._found.items():
            path = (*spelled.get(key[:-1], ()), branch.path[-1])
            spelled[key] = path
            branches.append(Branch(path, branch.google_id, branch.shopify_id))
        return Taxonomy(kind, tuple(branches), tuple(self._problems), self._problem_count)


def _with_id(path: tuple[str, ...], code: str) -> Branch:
    """Returns a category with its id, which a number or a code of Shopify's is.

    Raises:
        ShelftagError: It is neither (``taxonomy.bad_id``).
    """
    if not code:
        return Branch(path)
    if code.isascii() and code.isdigit() and 0 < int(code[:12]) <= _HIGHEST_NUMBER:
        return Branch(path, google_id=int(code[:12]))
    if found := shopify_code(code):
        return Branch(path, shopify_id=found)
    raise ShelftagError("taxonomy.bad_id", id=code[:60])


def selected(branches: Sequence[Branch], under: Sequence[str]) -> list[Branch]:
    """Returns a category of a taxonomy with all below it, and those above it.

    Args:
        branches: All of them.
        under: Path of the category, in any case; all are returned where it is empty.

    Raises:
        ShelftagError: There is none (``taxonomy.no_branch``).
    """
    wanted = tuple(tidy(name).casefold() for name in under)
    found = []
    below = False
    for branch in branches:
        key = tuple(name.casefold() for name in branch.path)
        if key == wanted[: len(key)] or key[: len(wanted)] == wanted:
            found.append(branch)
            below = below or len(key) >= len(wanted)
    if not below:
        raise ShelftagError("taxonomy.no_branch", name=" > ".join(under))
    return found
