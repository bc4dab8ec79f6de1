"""Writes what the rows of a table say: one operation, a batch in a transaction."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from shelftag.catalog import labels, search, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Category, Change, Operation, Product
from shelftag.catalog.operations import IMPORT_TABLE, finish, start, undo
from shelftag.catalog.products import SEARCHED
from shelftag.catalog.scope import OperationScope
from shelftag.importing.scan import shown
from shelftag.importing.tables.categories import CategoryFinder, CategoryPath
from shelftag.importing.tables.fields import TableField
from shelftag.importing.tables.mapping import TableOptions
from shelftag.importing.tables.result import TableResult
from shelftag.importing.tables.rows import RowReading

_FROM_NAMES = (TableField.TITLE, TableField.SKU)
"""What an import takes from file names, so that a table knows better."""


def given_fields(session: Session) -> set[tuple[int, str]]:
    """Returns the titles and SKUs that a person or a table gave: (product id, field)."""
    changes = session.execute(
        select(Change.row_id, Change.after)
        .join(Operation, Operation.id == Change.operation_id)
        .where(Change.table == Product.__tablename__, Operation.retracted_at.is_(None))
    )
    return {(row, field.value) for row, after in changes for field in _FROM_NAMES if field in after}


class TableWriter:
    """Writes the readings of one table. Its operation begins with the first row that is used.

    Attributes:
        result: What became of the rows so far.
    """

    def __init__(
        self,
        catalog: Catalog,
        name: str,
        options: TableOptions,
        categories: CategoryFinder,
        given: set[tuple[int, str]],
    ) -> None:
        self.result = TableResult()
        self._catalog = catalog
        self._params: dict[str, Any] = {"file": shown(name), "count": 0}
        self._options = options
        self._finder = categories
        self._given = given
        self._said: dict[int, set[str]] = {}
        self._made: dict[str, int] = {}

    def write(self, batch: list[RowReading]) -> None:
        """Stores what a batch of rows says."""
        makes = self._options.create and any(reading.new_product for reading in batch)
        if makes or any(reading.product is not None for reading in batch):
            with self._catalog.database.write() as session:
                self._store(self._scope(session), batch)
        for reading in batch:
            self.result.count(reading)
        self.result.products = len(self._said) - len(self._made)

    def _scope(self, session: Session) -> OperationScope:
        if self.result.operation_id is None:
            scope = start(session, IMPORT_TABLE, "import", self._params)
            self.result.operation_id = scope.id
            return scope
        return OperationScope(session, self.result.operation_id)

    def _store(self, scope: OperationScope, batch: list[RowReading]) -> None:
        session = scope.session
        if self._options.create:
            self._make_products(scope, batch)
        said = self._first_words(batch)
        rows = {
            row.id: row
            for row in session.scalars(select(Product).where(Product.id.in_(said), Product.active))
        }
        changes = {product: self._allowed(row, said[product]) for product, row in rows.items()}
        categories = self._categories(scope, batch, rows)
        if self._options.trusted:
            self._label(scope, categories, rows)
        else:
            self._hint(session, categories, rows, changes)
        changed = scope.change_each(Product, changes)
        searched = {*SEARCHED, "hint"}
        search.index(session, [i for i in changed if searched & set(changes[i])])
        self.result.changed |= dict.fromkeys(changed)

    def _make_products(self, scope: OperationScope, batch: Iterable[RowReading]) -> None:
        """Makes products of the rows that match none."""
        new = [reading for reading in batch if reading.new_product]
        missing = [k for k in dict.fromkeys(r.new_product for r in new) if k not in self._made]
        if missing:
            rows = [{"uuid": uuid4(), "operation_id": scope.id} for _ in missing]
            ids = scope.session.scalars(
                insert(Product).returning(Product.id, sort_by_parameter_order=True), rows
            )
            self._made |= dict(zip(missing, ids.all(), strict=True))
            self.result.made = len(self._made)
        for reading in new:
            reading.belong_to(self._made[reading.new_product])

    def _first_words(self, batch: Iterable[RowReading]) -> dict[int, dict[str, Any]]:
        """Returns what the rows say of each product; what was said first counts."""
        words: dict[int, dict[str, Any]] = {}
        for reading in batch:
            if reading.product is None:
                continue
            said = self._said.setdefault(reading.product, set())
            fresh = {f.value: v for f, v in reading.values.items() if f.value not in said}
            said.update(fresh)
            words.setdefault(reading.product, {}).update(fresh)
        return words

    def _allowed(self, row: Product, words: dict[str, Any]) -> dict[str, Any]:
        """Leaves out what may not replace a value that is there."""
        if self._options.overwrite:
            return words
        return {
            name: value
            for name, value in words.items()
            if getattr(row, name) in ("", None)
            or (name in _FROM_NAMES and (row.id, name) not in self._given)
        }

    def _categories(
        self, scope: OperationScope, batch: Iterable[RowReading], rows: dict[int, Product]
    ) -> dict[int, int]:
        """Returns the category of each product that has not had one yet; makes what is missing."""
        categories: dict[int, int] = {}
        for reading in batch:
            product, found = reading.product, reading.category
            if product not in rows or found is None or TableField.CATEGORY in self._said[product]:
                continue
            self._said[product].add(TableField.CATEGORY)
            categories[product] = self._ensure(scope, found) if isinstance(found, tuple) else found
        return categories

    def _ensure(self, scope: OperationScope, path: CategoryPath) -> int:
        category = self._finder.made.get(path)
        if category is None:
            category = self._finder.made[path] = tree.ensure_path(scope, path)
        return category

    def _label(
        self, scope: OperationScope, categories: dict[int, int], rows: dict[int, Product]
    ) -> None:
        """Makes trusted labels. They never cover the owner's."""
        decided = {"confirmed", "trusted"}
        wanted = {
            product: category
            for product, category in categories.items()
            if (rows[product].state, rows[product].category_id) != ("trusted", category)
            and (self._options.overwrite or rows[product].state not in decided)
        }
        labels.assign_each(scope, wanted, source="import", method="table")
        self.result.labelled += len(wanted)
        self.result.changed |= dict.fromkeys(wanted)

    def _hint(
        self,
        session: Session,
        categories: dict[int, int],
        rows: dict[int, Product],
        changes: dict[int, dict[str, Any]],
    ) -> None:
        """Adds the categories' names to the hints for the model."""
        names = dict(
            session.execute(
                select(Category.id, Category.name).where(Category.id.in_(categories.values()))
            ).all()
        )
        for product, category in categories.items():
            name, hint = names[category], rows[product].hint
            if name.casefold() not in hint.casefold():
                changes[product] = {**changes[product], "hint": f"{hint} {name}".strip()}

    def close(self, *, cancelled: bool = False) -> None:
        """Ends the operation; one that was cancelled is taken back."""
        operation = self.result.operation_id
        if operation is None:
            return
        with self._catalog.database.write() as session:
            params = {**self._params, "count": len(self._said)}
            params |= {"cancelled": True} if cancelled else {}
            finish(OperationScope(session, operation, params))
            self.result.categories = (
                session.scalar(
                    select(func.count()).where(
                        Change.operation_id == operation, Change.table == Category.__tablename__
                    )
                )
                or 0
            )
        if cancelled:
            undo(self._catalog.database, operation)
