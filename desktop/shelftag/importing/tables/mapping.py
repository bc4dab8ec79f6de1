"""What an owner says about a table: which column holds what, and how its rows are applied."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from shelftag.catalog.catalog import Catalog, read_setting
from shelftag.importing.tables.fields import KEYS, TableField, simple
from shelftag.importing.tables.reading import TableFormat
from shelftag_api.errors import ShelftagError

CATEGORY_SEPARATORS = (">", "/", "|", "\\", "›", "»", "::")
_SETTING = "table_mapping:"


@dataclass(frozen=True)
class TableMapping:
    """Which column holds what.

    Attributes:
        columns: Field by column name; columns that are not used are left out.
        category_separator: Between the names of a category path.
        keys: Fields by which rows find their products, the surest first.
    """

    columns: Mapping[str, TableField] = field(default_factory=dict)
    category_separator: str = CATEGORY_SEPARATORS[0]
    keys: tuple[TableField, ...] = KEYS

    @property
    def used_keys(self) -> tuple[TableField, ...]:
        """The keys for which there is a column."""
        return tuple(key for key in self.keys if key in self.columns.values())

    def with_column(self, column: str, held: TableField | None) -> "TableMapping":
        """Returns the mapping with another use of a column; a field is held by one column only,
        except photos' files."""
        others = {
            name: other
            for name, other in self.columns.items()
            if name != column and (other is not held or held is TableField.FILE)
        }
        return replace(self, columns=others | ({column: held} if held else {}))

    def to_json(self) -> dict[str, Any]:
        """Returns it as plain values."""
        return {
            "columns": {column: held.value for column, held in self.columns.items()},
            "category_separator": self.category_separator,
            "keys": [key.value for key in self.keys],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "TableMapping":
        """Builds it from plain values.

        Raises:
            ShelftagError: There is no such field, or a field that is no key.
        """
        columns = {str(name): field_named(held) for name, held in value["columns"].items()}
        separator = str(value.get("category_separator") or CATEGORY_SEPARATORS[0]).strip()
        keys = tuple(field_named(key) for key in value.get("keys", KEYS))
        for key in keys:
            if key not in KEYS:
                names = ", ".join(KEYS)
                raise ShelftagError("tables.no_key", key=key.value, names=names)
        return cls(columns, separator or CATEGORY_SEPARATORS[0], keys)


@dataclass(frozen=True)
class TableOptions:
    """How rows are applied.

    Attributes:
        overwrite: The table's values replace those that are there; else only what is empty, or was
            taken from a file's name, is filled.
        trusted: The categories are right: they become labels that the model learns from. Without
            it they are hints.
        create: Rows without a product become products without photos.
    """

    overwrite: bool = False
    trusted: bool = False
    create: bool = False


@dataclass(frozen=True)
class TableOrder:
    """A table to be applied.

    Attributes:
        path: The file.
        format: How it is read.
        mapping: Which column holds what; None: as the last time, else guessed.
        options: How its rows are applied; None: as the last time, else as `TableOptions` has it.
    """

    path: Path
    format: TableFormat = field(default_factory=TableFormat)
    mapping: TableMapping | None = None
    options: TableOptions | None = None

    def to_json(self) -> dict[str, Any]:
        """Returns it as plain values, as a job takes it."""
        return {
            "path": str(self.path),
            "format": self.format.to_json(),
            "mapping": self.mapping.to_json() if self.mapping else None,
            "options": asdict(self.options) if self.options else None,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "TableOrder":
        """Builds it from plain values.

        Raises:
            ShelftagError: Something in it does not exist.
        """
        mapping, options = value.get("mapping"), value.get("options")
        return cls(
            Path(value["path"]),
            TableFormat.from_json(value.get("format") or {}),
            TableMapping.from_json(mapping) if mapping else None,
            TableOptions(**options) if options else None,
        )


def field_named(name: str) -> TableField:
    """Returns a field by its name.

    Raises:
        ShelftagError: There is none (``tables.no_field``).
    """
    try:
        return TableField(name)
    except ValueError as error:
        names = ", ".join(TableField)
        raise ShelftagError("tables.no_field", field=name, names=names) from error


def signature(columns: Iterable[str]) -> str:
    """Returns what tables with the same column names, in any order, have in common."""
    names = "\n".join(sorted(simple(column) or column for column in columns))
    return hashlib.sha256(names.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def remember(catalog: Catalog, columns: Iterable[str], order: TableOrder) -> None:
    """Keeps mapping and options for the next table with these columns."""
    kept = order.to_json()
    value = {"mapping": kept["mapping"], "options": kept["options"]}
    catalog.set_setting(_SETTING + signature(columns), value)


def recall(session: Session, columns: Iterable[str]) -> tuple[TableMapping, TableOptions] | None:
    """Returns what was used for the last table with these columns, or None."""
    names = tuple(columns)
    kept = read_setting(session, _SETTING + signature(names))
    if not kept:
        return None
    try:
        mapping = TableMapping.from_json(kept["mapping"])
        options = TableOptions(**kept["options"])
    except (ShelftagError, KeyError, TypeError, AttributeError):
        return None  # written by a version that knew other fields
    by_simple = {simple(name) or name: name for name in reversed(names)}
    columns_here = {
        by_simple.get(simple(name) or name, name) if name not in names else name: held
        for name, held in mapping.columns.items()
    }
    return replace(mapping, columns=columns_here), options
