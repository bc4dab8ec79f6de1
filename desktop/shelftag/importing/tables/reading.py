"""Opens a table of any kind: what it holds, where its column names are, and its rows."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from shelftag.importing.tables.delimited import TextTable
from shelftag.importing.tables.encodings import ENCODINGS
from shelftag.importing.tables.fields import FIELD_OF, simple
from shelftag.importing.tables.values import looks_like_value
from shelftag.importing.tables.workbook import (
    COMPOUND_START,
    ZIP_START,
    Workbook,
    refuse_compound,
)
from shelftag_api.errors import ShelftagError

MOST_COLUMNS = 500
MOST_ROWS = 1_000_000
_HEADER_WITHIN = 20
"""Rows among which the column names are looked for: titles and dates may stand above them."""


@dataclass(frozen=True)
class TableFormat:
    """How a file is read; what is empty is told by the file.

    Attributes:
        encoding: Of a text file's bytes, one of `ENCODINGS`.
        separator: Between a text file's cells.
        sheet: Of a workbook.
        header: Which row holds the column names, from 1; 0: none does; None: looked for.
    """

    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    header: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Returns it as plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "TableFormat":
        """Builds it from plain values.

        Raises:
            ShelftagError: There is no such encoding or separator.
        """
        made = cls(**value)
        if made.encoding and made.encoding.removesuffix("-le").removesuffix("-be") not in (
            *ENCODINGS, "utf-32",
        ):  # fmt: skip
            names = ", ".join(ENCODINGS)
            raise ShelftagError("tables.no_encoding", encoding=made.encoding, names=names)
        if made.separator and (len(made.separator) != 1 or made.separator in '"\r\n\0'):
            raise ShelftagError("tables.bad_separator", separator=made.separator)
        return made


@dataclass(frozen=True)
class TableRow:
    """One row below the column names.

    Attributes:
        line: Where it ends in the file, from 1.
        cells: Its texts, as many as there are columns.
        surplus: How many cells that are not empty lie beyond the last column.
    """

    line: int
    cells: tuple[str, ...]
    surplus: int = 0


class Table:
    """An open table. A context manager.

    Attributes:
        path: The file.
        format: How it is read, nothing left open.
        sheets: A workbook's sheets, else empty.
        columns: Names of its columns, each there once.
        lines: About how many lines or rows the file has.
    """

    def __init__(self, path: Path, wanted: TableFormat | None = None) -> None:
        """Opens a file and looks for its column names.

        Raises:
            ShelftagError: It is missing, empty, no table, too large, or a trap.
        """
        self.path = path
        wanted = wanted or TableFormat()
        try:
            self._source: TextTable | Workbook = _open(path, wanted)
            try:
                head = list(islice(_filled(self._source), _HEADER_WITHIN))
            except BaseException:
                self._source.close()
                raise
        except UnicodeError as error:
            raise _wrong_encoding(path, wanted) from error
        except OSError as error:
            raise ShelftagError("tables.cannot_read", file=path.name) from error
        self.sheets = self._source.sheets if isinstance(self._source, Workbook) else ()
        self.lines = self._source.lines
        try:
            self._look_at(head, wanted)
        except ShelftagError:
            self.close()
            raise

    def _look_at(self, head: list[tuple[int, list[str]]], wanted: TableFormat) -> None:
        if not head:
            raise ShelftagError("tables.empty", file=self.path.name)
        header = wanted.header
        if header is None:
            header = _find_header(head)
        names: Sequence[str] = next((cells for line, cells in head if line == header), ())
        if header and not names:
            header = 0
        below = [cells for line, cells in head if line > header]
        width = len(names) if header else max(map(len, below), default=0)
        if width > MOST_COLUMNS:
            raise ShelftagError(
                "tables.too_many_columns", file=self.path.name, count=width, limit=MOST_COLUMNS
            )
        self.columns = column_names(names, width)
        source = self._source
        self.format = replace(
            wanted,
            encoding=source.encoding if isinstance(source, TextTable) else "",
            separator=source.separator if isinstance(source, TextTable) else "",
            sheet=source.sheet if isinstance(source, Workbook) else "",
            header=header,
        )

    def rows(self) -> Iterator[TableRow]:
        """Yields the rows below the column names; empty ones are left out.

        Raises:
            ShelftagError: The file is damaged, has too many rows, or vanished.
        """
        width = len(self.columns)
        try:
            for count, (line, cells) in enumerate(_filled(self._source)):
                if count > MOST_ROWS:
                    limit = f"{MOST_ROWS:,}"
                    raise ShelftagError("tables.too_many_rows", file=self.path.name, limit=limit)
                if line <= (self.format.header or 0):
                    continue
                padded = (*cells[:width], *("",) * (width - len(cells)))
                yield TableRow(line, padded, max(len(cells) - width, 0))
        except UnicodeError as error:
            raise _wrong_encoding(self.path, self.format) from error
        except OSError as error:
            raise ShelftagError("tables.cannot_read", file=self.path.name) from error

    def close(self) -> None:
        """Closes the file. May be called twice."""
        with suppress(OSError):
            self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()


def _wrong_encoding(path: Path, used: TableFormat) -> ShelftagError:
    return ShelftagError("tables.wrong_encoding", file=path.name, encoding=used.encoding)


def _open(path: Path, wanted: TableFormat) -> TextTable | Workbook:
    """Opens a file as what its first bytes say it is."""
    if not path.is_file():
        raise ShelftagError("tables.missing", file=str(path))
    with path.open("rb") as file:
        start = file.read(len(COMPOUND_START))
    if start.startswith(COMPOUND_START):
        refuse_compound(path)
    if start.startswith(ZIP_START):
        return Workbook(path, wanted.sheet)
    return TextTable(path, wanted.encoding, wanted.separator)


def _filled(source: TextTable | Workbook) -> Iterator[tuple[int, list[str]]]:
    """Yields the rows that are not empty, without the empty cells at their ends."""
    for line, cells in source.rows():
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield line, cells


def _find_header(head: list[tuple[int, list[str]]]) -> int:
    """Returns the row that holds the column names, 0 where none seems to.

    It is the one with the most names that are known. Where none is known, it is the first row as
    wide as most are, unless it holds barcodes, amounts or photos' names, as the rows below it do.
    """
    known = [sum(simple(cell) in FIELD_OF for cell in cells) for _, cells in head]
    if max(known) > 1 or (max(known) == 1 and known[0] == 1):
        return head[known.index(max(known))][0]
    widths = sorted(len(cells) for _, cells in head)
    usual = widths[len(widths) // 2]
    line, first = next((line, cells) for line, cells in head if len(cells) >= usual)
    return 0 if any(looks_like_value(cell) for cell in first) else line


def column_names(names: Sequence[str], width: int) -> tuple[str, ...]:
    """Returns a name of its own for each column; those without one get letters, as in a sheet."""
    made: dict[str, None] = {}
    for number in range(width):
        name = " ".join(names[number].split())[:200] if number < len(names) else ""
        name = name or letters(number)
        unique, copy = name, 2
        while unique in made:
            unique, copy = f"{name} ({copy})", copy + 1
        made[unique] = None
    return tuple(made)


def letters(number: int) -> str:
    """Returns what spreadsheets call a column: A to Z, AA, AB."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
