"""What a table looks like, as plain values: for a window that opens no stranger's file."""

from collections.abc import Generator
from itertools import islice
from typing import Any

from shelftag.catalog.catalog import Catalog
from shelftag.importing.tables.apply import settle
from shelftag.importing.tables.keys import ProductKeys
from shelftag.importing.tables.mapping import TableOrder
from shelftag.importing.tables.reading import Table
from shelftag_api.progress import Progress

PREVIEWED = 50
"""Rows shown."""
_LONGEST = 200
"""Characters of a cell that are shown."""


def preview_table(catalog: Catalog, order: TableOrder) -> Generator[Progress, None, dict[str, Any]]:
    """Reads the beginning of a table.

    Returns:
        ``order`` with format, mapping and options filled in; whether its mapping is that of the
        ``last_time`` or ``guessed``; ``sheets``, ``columns``, and ``rows``: the first ones, their
        cells shortened.

    Raises:
        ShelftagError: It is no table.
    """
    yield Progress("phase.table")
    with Table(order.path, order.format) as table:
        with catalog.database.read() as session:
            mapping, options, last_time = settle(session, table, order, ProductKeys(session))
        rows = [[cell[:_LONGEST] for cell in row.cells] for row in islice(table.rows(), PREVIEWED)]
        return {
            "order": TableOrder(order.path, table.format, mapping, options).to_json(),
            "sheets": list(table.sheets),
            "columns": list(table.columns),
            "rows": rows,
            "last_time": last_time,
            "guessed": order.mapping is None and not last_time,
        }
