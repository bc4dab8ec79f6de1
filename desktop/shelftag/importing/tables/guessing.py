"""Guesses which column of a table holds what: by its name, else by what stands in it."""

from collections.abc import Callable, Sequence

from shelftag.importing.tables.categories import guess_separator
from shelftag.importing.tables.fields import FIELD_OF, TableField, simple
from shelftag.importing.tables.keys import ProductKeys
from shelftag.importing.tables.mapping import TableMapping
from shelftag.importing.tables.reading import TableRow
from shelftag.importing.tables.values import is_amount, is_gtin, is_picture

LOOKED_AT = 200
"""Rows by which columns are told."""
_MOST = 0.8
_MANY = 0.5


def guess(columns: Sequence[str], rows: Sequence[TableRow], keys: ProductKeys) -> TableMapping:
    """Guesses a mapping.

    Args:
        columns: The table's columns.
        rows: Its first rows.
        keys: What the catalogue's products are known by.
    """
    texts = {
        column: [row.cells[number] for row in rows if row.cells[number]]
        for number, column in enumerate(columns)
    }
    found = _by_content(texts, keys, {}, (TableField.PRODUCT,)) | _by_name(columns, texts)
    missing = (TableField.FILE, TableField.SKU, TableField.GTIN, TableField.PRICE)
    found = _by_content(texts, keys, found, missing) | found
    category = [column for column, field in found.items() if field is TableField.CATEGORY]
    separator = guess_separator(texts[category[0]] if category else ())
    ordered = {column: found[column] for column in columns if column in found}
    return TableMapping(ordered, separator)


def _by_name(columns: Sequence[str], texts: dict[str, list[str]]) -> dict[str, TableField]:
    """Finds the columns with usual names; of several for one field the best-known one that is not
    empty."""
    best: dict[TableField, tuple[bool, int, int, str]] = {}
    for number, column in enumerate(columns):
        known = FIELD_OF.get(simple(column))
        if known is None:
            continue
        field, rank = known
        score = (not texts[column], rank, number, column)
        best[field] = min(score, best.get(field, score))
    return {column: field for field, (*_, column) in best.items()}


def _by_content(
    texts: dict[str, list[str]],
    keys: ProductKeys,
    found: dict[str, TableField],
    fields: Sequence[TableField],
) -> dict[str, TableField]:
    """Finds columns for fields that none was found for, among those that have no use yet."""
    tests: dict[TableField, tuple[Callable[[str], bool], float]] = {
        TableField.PRODUCT: (lambda text: bool(keys.find(TableField.PRODUCT, text)), _MANY),
        TableField.FILE: (
            lambda text: is_picture(text) or bool(keys.find(TableField.FILE, text)), _MANY,
        ),
        TableField.SKU: (lambda text: bool(keys.find(TableField.SKU, text)), _MANY),
        TableField.GTIN: (is_gtin, _MOST),
        TableField.PRICE: (is_amount, _MOST),
    }  # fmt: skip
    added: dict[str, TableField] = {}
    for field in fields:
        if field in found.values():
            continue
        test, needed = tests[field]
        for column, cells in texts.items():
            if column in found or column in added or not cells:
                continue
            if sum(map(test, cells)) >= needed * len(cells):
                added[column] = field
                break
    return added
