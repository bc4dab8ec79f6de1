"""Reads tables of photos and their categories: CSV, TSV, JSON lines, Hugging Face metadata."""

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from shelftag_api.errors import ShelftagError
from shelftag_training.data.image_folder import split_depth
from shelftag_training.data.labelled_files import (
    TRAIN,
    LabelledFile,
    leaves_folder,
    split_named,
    wanted_splits,
)
from shelftag_training.data.table_columns import USUAL_COLUMNS, TableColumns, missing_column
from shelftag_training.data.table_text import TableRow, read_rows

METADATA = ("metadata.jsonl", "metadata.csv")
"""Names of the table that Hugging Face puts beside the photos of an ImageFolder."""


def labelled_rows(
    table: Path,
    split: str = TRAIN,
    columns: TableColumns = USUAL_COLUMNS,
    *,
    folders_name_categories: bool = False,
) -> list[LabelledFile]:
    """Reads the labelled rows of a table; those without a category are left out.

    Args:
        table: CSV, TSV or JSON lines.
        split: Which splits, where a column (or the topmost folders) tells them apart.
        columns: Which columns hold what.
        folders_name_categories: Whether folders stand in for a category column that is missing.

    Raises:
        ShelftagError: The table is unreadable, lacks a column, names a file outside its folder, or
            has no rows of this split.
    """
    wanted = wanted_splits(split)
    rows = read_rows(table)
    header = list(dict.fromkeys(name for row in rows for name in row.cells))
    roles = columns.found_in(header, table.name)
    if "category" not in roles and not (folders_name_categories and "file" in roles):
        raise missing_column("category", header, table.name)
    if roles.keys().isdisjoint({"file", "title", "description"}):
        raise missing_column("file", header, table.name)
    further = columns.attribute_columns(header, roles.values(), table.name)
    names = [file_name(row, roles, table.name) for row in rows]
    depth = split_depth(names)
    found: list[LabelledFile] = []
    splits: set[str] = set()
    for row, name in zip(rows, names, strict=True):
        parts = PurePosixPath(name).parts
        own = TRAIN
        if "split" in roles:
            own = split_named(cell_text(row.cells.get(roles["split"]))) or TRAIN
        elif depth:
            own = split_named(parts[0]) or TRAIN
        splits.add(own)
        if own not in wanted:
            continue
        category = (
            category_path(row.cells.get(roles["category"]), columns.separator)
            if "category" in roles
            else parts[depth:-1]
        )
        if category:
            found.append(_labelled(row, name, category, roles, further))
    if not found and splits & wanted:
        raise ShelftagError("training.table_unlabelled", table=table.name)
    if not found:
        there = ", ".join(sorted(splits))
        raise ShelftagError("training.no_split", folder=table.name, split=split, found=there)
    return found


def category_path(value: Any, separator: str) -> tuple[str, ...]:
    """Reads a category: a list of names, or text that holds them between separators."""
    names = value if isinstance(value, list) else cell_text(value).split(separator)
    return tuple(name for item in names if (name := unicodedata.normalize("NFC", cell_text(item))))


def _labelled(
    row: TableRow,
    name: str,
    category: tuple[str, ...],
    roles: Mapping[str, str],
    further: Iterable[str],
) -> LabelledFile:
    """Builds one labelled file from a row's cells."""

    def cell(role: str) -> str:
        return cell_text(row.cells.get(roles[role])) if role in roles else ""

    attributes = {column: text for column in further if (text := cell_text(row.cells.get(column)))}
    nested = row.cells.get("attributes")
    if isinstance(nested, dict):
        texts = {str(key): cell_text(value) for key, value in nested.items()}
        attributes |= {key: text for key, text in texts.items() if text}
    return LabelledFile(
        name, category, cell("product"), cell("title"), cell("description"), attributes
    )


def file_name(row: TableRow, roles: Mapping[str, str], table: str) -> str:
    """The row's file name with forward slashes; empty where it has none."""
    name = cell_text(row.cells.get(roles["file"])).replace("\\", "/") if "file" in roles else ""
    if leaves_folder(name):
        raise ShelftagError("training.path_leaves", file=name[:200], table=table, line=row.line)
    return name


def cell_text(value: Any) -> str:
    """A cell as text."""
    return "" if value is None else str(value).strip()
