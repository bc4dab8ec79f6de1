"""A real catalogue with a few products, and tables as people send them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shelftag.importing.tables.reading import Table, TableFormat
from table_shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path / "shop")
    yield shop
    shop.catalog.close()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a text table."""

    def make(text: str | bytes, name: str = "table.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return make


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook; a sheet is a list of rows."""

    def make(**sheets: list[list[Any]]) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "table.xlsx"
        book.save(path)
        return path

    return make


@pytest.fixture
def read() -> Callable[..., tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Reads a table: its columns and rows."""

    def make(path: Path, **wanted: Any):
        with Table(path, TableFormat(**wanted)) as table:
            return table.columns, [row.cells for row in table.rows()]

    return make
