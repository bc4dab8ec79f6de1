"""Text tables: CSV, TSV and their relatives with other separators."""

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from shelftag.importing.tables.cells import clean
from shelftag.importing.tables.encodings import detect_encoding, python_encoding
from shelftag_api.errors import ShelftagError

SEPARATORS = (",", ";", "\t", "|")
LONGEST_CELL = 1 << 20
"""Characters; a longer one is what a forgotten quotation mark makes."""
LARGEST_FILE = 256 << 20
_LOOKED_AT = 60
"""Rows by which the separator is told."""
_HEAD = 256 << 10
"""Characters by which the separator is told."""


class TextTable:
    """A text file as rows of cells.

    Attributes:
        encoding: How its bytes are read.
        separator: What stands between its cells.
        lines: How many lines it has, about: a cell may hold line breaks.
    """

    def __init__(self, path: Path, encoding: str = "", separator: str = "") -> None:
        """Looks into a file.

        Args:
            path: The file.
            encoding: How to read its bytes; told by itself where empty.
            separator: Likewise.

        Raises:
            ShelftagError: It is too large, empty, or no text.
            OSError: It cannot be read.
        """
        if path.stat().st_size > LARGEST_FILE:
            limit = LARGEST_FILE >> 20
            raise ShelftagError("tables.too_large", file=path.name, limit=limit)
        self._path = path
        self.encoding = encoding or detect_encoding(path)
        self.lines = _count_lines(path)
        with self._open() as file:
            head = file.read(_HEAD)
        self._skipped = 0
        announced = head.lstrip("\ufeff").partition("\n")[0].strip().strip('"')
        if announced[:4].lower() == "sep=" and len(announced) == 5:  # a line that Excel understands
            self._skipped = 1
            separator = separator or announced[4]
            head = head.partition("\n")[2]
        self.separator = separator or detect_separator(head, truncated=len(head) >= _HEAD)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yields each row with the line on which it ends.

        Raises:
            ShelftagError: A cell has no end (``tables.no_end``).
        """
        csv.field_size_limit(LONGEST_CELL)
        with self._open() as file:
            lines = islice(file, self._skipped, None)
            reader = csv.reader(lines, delimiter=self.separator)
            before = 0
            while True:
                try:
                    cells = next(reader, None)
                except csv.Error as error:
                    raise ShelftagError(
                        "tables.no_end", file=self._path.name, line=before + 1 + self._skipped
                    ) from error
                if cells is None:
                    return
                before = reader.line_num
                yield before + self._skipped, [clean(cell) for cell in cells]

    def close(self) -> None:
        """Nothing is kept open between readings."""

    def _open(self) -> TextIO:
        codec = python_encoding(self.encoding)
        return self._path.open(encoding=codec, errors="replace", newline="")


def _count_lines(path: Path) -> int:
    count = 1
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            count += block.count(b"\n") or block.count(b"\r")
    return count


def detect_separator(head: str, *, truncated: bool = False) -> str:
    """Tells the separator: the one by which most rows have equally many cells, at least two.

    Args:
        head: The beginning of the text.
        truncated: Whether its last line may be cut off.
    """
    best, separator = (0.0, 0), SEPARATORS[0]
    for candidate in SEPARATORS:
        counts = _cell_counts(head, candidate)
        if truncated:
            counts = counts[:-1] or counts
        usual, rows = Counter(counts).most_common(1)[0] if counts else (0, 0)
        if usual > 1:
            score = (round(rows / len(counts), 1), usual)
            if score > best:
                best, separator = score, candidate
    return separator


def _cell_counts(head: str, separator: str) -> list[int]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(head.splitlines(keepends=True), delimiter=separator)
    counts: list[int] = []
    try:
        for cells in islice(reader, _LOOKED_AT):
            if any(cell.strip() for cell in cells):
                counts.append(len(cells))
    except csv.Error:
        return counts
    return counts
