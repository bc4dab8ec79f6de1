"""Turns a table file that anybody may have written into rows: encoding, delimiter, JSON lines."""

import codecs
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shelftag_api.errors import ContractError, ShelftagError

JSON_LINES = frozenset({".jsonl", ".ndjson"})
TABLES = JSON_LINES | {".csv", ".tsv", ".txt"}
_DELIMITERS = (",", ";", "\t", "|")
_LARGEST = 512 << 20
_LONGEST_CELL = 1 << 20
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class TableRow:
    """One row of a table.

    Attributes:
        line: Where it stands in the file, from 1.
        cells: Its values by column: text, and in JSON lines whatever JSON has.
    """

    line: int
    cells: dict[str, Any]


def read_rows(path: Path) -> list[TableRow]:
    """Reads a CSV, TSV or JSON-lines file.

    Args:
        path: The file; its suffix tells JSON lines from the others.

    Raises:
        ContractError: A line of JSON is none.
        ShelftagError: The file is empty, too large, binary or garbled.
        OSError: It cannot be read.
    """
    if path.stat().st_size > _LARGEST:
        raise ContractError("contract.file_too_large", file=path.name)
    text = _decoded(path)
    reader = _json_lines if path.suffix.lower() in JSON_LINES else _delimited
    rows = list(reader(text, path.name))
    if not rows:
        raise ShelftagError("training.table_empty", table=path.name)
    return rows


def _decoded(path: Path) -> str:
    """The file as text: UTF-8, UTF-16 with its mark, or GBK as Chinese spreadsheets write it."""
    data = path.read_bytes()
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            encodings: tuple[str, ...] = (encoding,)
            break
    else:
        encodings = ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(character < " " and character not in "\t\r\n" for character in set(text)):
            return text
    raise ShelftagError("training.table_unreadable", table=path.name)


def _json_lines(text: str, name: str) -> Iterator[TableRow]:
    """Yields the objects; blank lines do not count."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            cells = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ContractError("contract.bad_row", file=name, line=number) from error
        if not isinstance(cells, dict):
            raise ContractError("contract.bad_row", file=name, line=number)
        yield TableRow(number, cells)


def _delimited(text: str, name: str) -> Iterator[TableRow]:
    """Yields the rows below the header; the delimiter is the one that splits the header most."""
    header = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(
        _DELIMITERS, key=lambda item: len(next(csv.reader([header], delimiter=item), []))
    )
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns: list[str] = []
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise ContractError("contract.bad_row", file=name, line=reader.line_num) from error
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if not columns:
            columns = [cell.strip() for cell in cells]
        elif len(cells) > len(columns):
            raise ContractError("contract.bad_row", file=name, line=reader.line_num)
        else:
            yield TableRow(reader.line_num, dict(zip(columns, cells, strict=False)))
