"""CSV files for people's spreadsheets: UTF-8 with a mark, and no cell runs as a formula."""

import csv
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from shelftag_api.errors import ShelftagError

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]\d+(\.\d+)?", re.ASCII)


def safe_cell(value: str) -> str:
    """Returns a cell that no spreadsheet takes for a formula (OWASP, CWE-1236).

    Plain numbers stay numbers. Line breaks stay: the cell is quoted.
    """
    value = value.replace("\0", "")
    if value.startswith(_STARTS_FORMULA) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def write_spreadsheet(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Writes a CSV file, whole or not at all.

    Returns:
        The number of rows.

    Raises:
        ShelftagError: The file cannot be written (``export.cannot_write``).
    """
    try:
        with tempfile.TemporaryDirectory(
            dir=path.parent, prefix=".exporting-", ignore_cleanup_errors=True
        ) as folder:
            temporary = Path(folder) / "rows.csv"
            count = _write(temporary, header, rows)
            temporary.replace(path)
    except OSError as error:
        raise ShelftagError("export.cannot_write", path=str(path)) from error
    return count


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        count = 0
        for row in rows:
            writer.writerow([safe_cell(cell) for cell in row])
            count += 1
    return count
