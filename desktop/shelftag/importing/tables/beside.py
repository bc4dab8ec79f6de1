"""Tables that lie beside photos, by their names alone: no file is opened."""

from pathlib import Path

SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm", ".tab")
"""Names that tables have. What is in them decides how they are read."""


def is_table_name(path: Path) -> bool:
    """Whether a file is called like a table."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$"))


def tables_beside(folder: Path) -> list[Path]:
    """Returns the tables at the top of a folder."""
    try:
        found = [path for path in folder.iterdir() if is_table_name(path) and path.is_file()]
    except OSError:
        return []
    return sorted(found, key=lambda path: path.name.casefold())
