"""Finds photos and words that nobody has labelled: files, folders of photos, tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shelftag_api.errors import ContractError, ShelftagError
from shelftag_api.words import join_words
from shelftag_training.data.image_folder import pictures_below
from shelftag_training.data.labelled_files import photo_path
from shelftag_training.data.table import cell_text, file_name
from shelftag_training.data.table_columns import USUAL_COLUMNS, TableColumns, missing_column
from shelftag_training.data.table_text import TABLES, read_rows


@dataclass(frozen=True)
class Unlabelled:
    """One photo, or one product's words, or both.

    Attributes:
        name: What it is called in a list.
        photo: The photo's file; None where there is none.
        text: What is said about the product; empty where nothing is.
    """

    name: str
    photo: Path | None = None
    text: str = ""


def find_unlabelled(
    paths: Sequence[Path], columns: TableColumns = USUAL_COLUMNS, photos: Path | None = None
) -> list[Unlabelled]:
    """Reads what some paths name.

    Args:
        paths: Photos, folders with photos in them, or tables of file names or words.
        columns: Which columns of a table hold what.
        photos: Folder that the file names of a table start from, instead of the table's own.

    Raises:
        ShelftagError: Nothing lies at a path, a table is unsound, or there is no photo anywhere.
        OSError: A file cannot be read.
    """
    found: list[Unlabelled] = []
    for path in paths:
        if path.is_dir():
            inside = [path / name for name in sorted(pictures_below(path))]
            found += [Unlabelled(str(photo), photo) for photo in inside]
        elif not path.is_file():
            raise ContractError("contract.file_missing", file=str(path))
        elif path.suffix.lower() in TABLES:
            found += _table_rows(path, columns, photos or path.parent)
        else:
            found.append(Unlabelled(str(path), path))
    if not found:
        raise ShelftagError("training.nothing_to_tell", folder=", ".join(map(str, paths))[:300])
    return found


def _table_rows(table: Path, columns: TableColumns, photos: Path) -> Iterator[Unlabelled]:
    """Yields the rows of a table."""
    rows = read_rows(table)
    header = list(dict.fromkeys(name for row in rows for name in row.cells))
    roles = columns.found_in(header, table.name)
    if roles.keys().isdisjoint({"file", "title", "description"}):
        raise missing_column("file", header, table.name)
    for row in rows:
        name = file_name(row, roles, table.name)
        words = [cell_text(row.cells.get(roles[r])) for r in ("title", "description") if r in roles]
        text = join_words(words)
        yield Unlabelled(name or text, photo_path(photos, name), text)
