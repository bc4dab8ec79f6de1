"""Workbooks: XLSX files as rows of cells, opened only where they are what they say."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from shelftag.importing.tables.cells import as_text
from shelftag_api.errors import ShelftagError

ZIP_START = b"PK\x03\x04"
COMPOUND_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST_FILE = 128 << 20
LARGEST_SHEET = 512 << 20
LARGEST_PART = 128 << 20
"""Bytes unpacked of what is read whole, such as the texts."""
_MOST_PARTS = 10_000
_PACKED_TOO_WELL = 400
"""Spreadsheets shrink to a tenth, seldom to a hundredth."""
_SMALL = 8 << 20
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Workbook:
    """An open workbook.

    Attributes:
        sheets: Names of its sheets that are not hidden.
        sheet: The one that is read.
        lines: How many rows it claims.
    """

    def __init__(self, path: Path, sheet: str = "") -> None:
        """Opens a workbook.

        Args:
            path: The file.
            sheet: Which sheet; the first one that is shown where empty.

        Raises:
            ShelftagError: It is no workbook, protected by a password, damaged, or a trap; or it has
                no such sheet.
            OSError: It cannot be read.
        """
        self._path = path
        check_archive(path)
        self._file = path.open("rb")
        try:
            self._book = _load(self._file, path.name)
        except BaseException:
            self._file.close()
            raise
        every = [found.title for found in self._book.worksheets]
        hidden = {s.title for s in self._book.worksheets if s.sheet_state != "visible"}
        self.sheets = tuple(title for title in every if title not in hidden) or tuple(every)
        if not every or (sheet and sheet not in every):
            self.close()
            names = ", ".join(self.sheets)[:300]
            raise ShelftagError("tables.no_sheet", file=path.name, sheet=sheet, found=names)
        self.sheet = sheet or self.sheets[0]
        self._rows: Any = self._book[self.sheet]
        self.lines = self._rows.max_row or 1
        self._rows.reset_dimensions()  # what a file claims of its size is not believed

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yields each row with its number.

        Raises:
            ShelftagError: The sheet is damaged.
        """
        try:
            for number, row in enumerate(self._rows.iter_rows(), start=1):
                yield number, [as_text(cell.value, _zeros(cell)) for cell in row]
        except (ParseError, zipfile.BadZipFile, ValueError, KeyError, IndexError, TypeError) as bad:
            raise ShelftagError("tables.damaged", file=self._path.name) from bad

    def close(self) -> None:
        """Closes the file. May be called twice."""
        self._book.close()
        self._file.close()


def _zeros(cell: Any) -> str:
    """Returns the number format of a whole number: it may show zeros in front."""
    value = cell.value
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return str(cell.number_format)
    return ""


def _load(file: BinaryIO, name: str) -> Any:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except (
        InvalidFileException, ParseError, zipfile.BadZipFile, ValueError, KeyError, IndexError,
        TypeError, AttributeError, EOFError, NotImplementedError, RuntimeError, OSError,
    ) as error:  # fmt: skip
        raise ShelftagError("tables.damaged", file=name) from error


def check_archive(path: Path) -> None:
    """Refuses what is no workbook, or would fill the memory when it is unpacked.

    The sizes that a ZIP archive states are believed: no more than that is ever unpacked.

    Raises:
        ShelftagError: See `Workbook`.
    """
    if path.stat().st_size > LARGEST_FILE:
        raise ShelftagError("tables.too_large", file=path.name, limit=LARGEST_FILE >> 20)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise ShelftagError("tables.damaged", file=path.name) from error
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise ShelftagError("tables.other_kind", file=path.name)
    if len(parts) > _MOST_PARTS:
        raise ShelftagError("tables.trap", file=path.name)
    read_whole = 0
    for part in parts:
        if part.flag_bits & 1:
            raise ShelftagError("tables.password", file=path.name)
        if not part.filename.endswith((".xml", ".rels")):
            continue  # pictures are not looked at
        packed_well = part.file_size > _PACKED_TOO_WELL * max(part.compress_size, 1)
        is_sheet = part.filename.startswith("xl/worksheets/")
        read_whole += 0 if is_sheet else part.file_size
        if part.file_size > LARGEST_SHEET or (packed_well and part.file_size > _SMALL):
            raise ShelftagError("tables.trap", file=path.name)
    if read_whole > LARGEST_PART:
        raise ShelftagError("tables.trap", file=path.name)


def refuse_compound(path: Path) -> None:
    """Says why a file of Microsoft's old container format cannot be read.

    Raises:
        ShelftagError: Always: a workbook with a password, or one of before 2007.
    """
    with path.open("rb") as file:
        encrypted = _ENCRYPTED in file.read(8 << 20)
    raise ShelftagError("tables.password" if encrypted else "tables.old_kind", file=path.name)
