"""Applies a table, or tells beforehand what would become of it."""

from collections.abc import Generator
from dataclasses import replace
from itertools import islice

from sqlalchemy.orm import Session

from shelftag.catalog import tree
from shelftag.catalog.catalog import Catalog
from shelftag.importing.pace import Pace
from shelftag.importing.tables.categories import CategoryFinder, CategoryPath
from shelftag.importing.tables.fields import TableField
from shelftag.importing.tables.guessing import LOOKED_AT, guess
from shelftag.importing.tables.keys import ProductKeys
from shelftag.importing.tables.mapping import (
    TableMapping,
    TableOptions,
    TableOrder,
    recall,
    remember,
)
from shelftag.importing.tables.reading import Table
from shelftag.importing.tables.result import TableResult
from shelftag.importing.tables.rows import RowReader
from shelftag.importing.tables.writing import TableWriter, given_fields
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

BATCH = 1_000
TableJob = Generator[Progress, None, TableResult]


def check_table(catalog: Catalog, order: TableOrder) -> TableJob:
    """Looks through a table and tells what would become of it; changes nothing.

    Raises:
        ShelftagError: The file cannot be read, or no column tells products apart.
    """
    with Table(order.path, order.format) as table:
        yield Progress("phase.table")
        pace = Pace("phase.table", table.lines)
        with catalog.database.read() as session:
            reader, options = _prepare(session, table, order)
        result = TableResult()
        products: set[int] = set()
        made: set[str] = set()
        new: set[CategoryPath] = set()
        for reading in reader.readings():
            if reading.product is not None:
                products.add(reading.product)
            elif options.create and reading.new_product:
                made.add(reading.new_product)
                reading.belong_to(0)
            if reading.product is not None and isinstance(reading.category, tuple):
                new |= {reading.category[: depth + 1] for depth in range(len(reading.category))}
            result.count(reading)
            if result.rows % BATCH == 0:
                yield from pace.report(min(reading.line, table.lines))
        result.products, result.made = len(products), len(made)
        result.categories = sum(not reader.categories.exists(path) for path in new)
        return result


def apply_table(catalog: Catalog, order: TableOrder) -> TableJob:
    """Brings a table's rows to the products that they speak of, and remembers how it was read.

    Args:
        catalog: The catalogue.
        order: The table, what its columns hold, and what its values may replace.

    Raises:
        ShelftagError: The file cannot be read, no column tells products apart, or no row speaks of
            a product (``tables.nothing_matches``). Then, and when it is cancelled, the catalogue
            stays as it was.
    """
    catalog.check_room()
    with Table(order.path, order.format) as table:
        yield Progress("phase.table")
        pace = Pace("phase.table", table.lines)
        with catalog.database.read() as session:
            reader, options = _prepare(session, table, order)
            given = given_fields(session)
        writer = TableWriter(catalog, order.path.name, options, reader.categories, given)
        readings = reader.readings()
        try:
            while batch := list(islice(readings, BATCH)):
                writer.write(batch)
                yield from pace.report(min(batch[-1].line, table.lines))
        except BaseException:
            writer.close(cancelled=True)
            raise
        writer.close()
        if writer.result.operation_id is None:
            raise ShelftagError("tables.nothing_matches", file=table.path.name)
        remember(catalog, table.columns, replace(order, mapping=reader.mapping, options=options))
        return writer.result


def _prepare(session: Session, table: Table, order: TableOrder) -> tuple[RowReader, TableOptions]:
    keys = ProductKeys(session)
    mapping, options, _ = settle(session, table, order, keys)
    column = next((n for n, held in mapping.columns.items() if held is TableField.CATEGORY), "")
    finder = CategoryFinder(tree.read_tree(session), mapping.category_separator, column)
    return RowReader(table, mapping, keys, finder), options


def settle(
    session: Session, table: Table, order: TableOrder, keys: ProductKeys
) -> tuple[TableMapping, TableOptions, bool]:
    """Returns the mapping and options of an order: its own, those of the last time, or a guess.

    Returns:
        Mapping, options, and whether the mapping is that of the last time.
    """
    known = recall(session, table.columns)
    options = order.options or (known[1] if known else TableOptions())
    if order.mapping is not None:
        return order.mapping, options, False
    if known is not None:
        return known[0], options, True
    return guess(table.columns, list(islice(table.rows(), LOOKED_AT)), keys), options, False
