"""From rows to products: each row matched and read, with a sentence for what cannot be used."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shelftag.importing.tables.categories import CategoryFinder, CategoryPath
from shelftag.importing.tables.fields import KEYS, VALUES, TableField
from shelftag.importing.tables.keys import ProductKeys, agreed
from shelftag.importing.tables.mapping import TableMapping
from shelftag.importing.tables.reading import Table, TableRow
from shelftag.importing.tables.values import Value, money, parse
from shelftag_api.errors import ShelftagError

UNMATCHED, AMBIGUOUS, BAD = "unmatched", "ambiguous", "bad"
_SHARED = (TableField.TITLE, TableField.DESCRIPTION, TableField.BRAND, TableField.CATEGORY)
"""What the variants of a product have in common."""


@dataclass(frozen=True)
class RowProblem:
    """Something in a row that could not be used.

    Attributes:
        line: Where it stands in the file.
        kind: ``unmatched`` or ``ambiguous`` for a row; ``bad`` for one of its cells.
        message_id: The sentence that says why.
        params: Its placeholders.
    """

    line: int
    kind: str
    message_id: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class RowReading:
    """A row and what it says.

    Attributes:
        line: Where it stands in the file.
        product: The product that it speaks of, or None.
        values: What it says, by field; cells that are empty or bad are left out.
        category: The id of the category, or the path of one that is to be made.
        group: What ties it to other rows, or an empty text.
        problems: What could not be used.
    """

    line: int
    group: str = ""
    product: int | None = None
    values: dict[TableField, Value] = field(default_factory=dict)
    category: int | CategoryPath | None = None
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def new_product(self) -> str:
        """What the product is known by that the row would make; empty where it says too little."""
        if self.product is not None or not any(p.kind == UNMATCHED for p in self.problems):
            return ""
        known = self.group or self.values.get(TableField.SKU) or self.values.get(TableField.GTIN)
        named = TableField.TITLE in self.values or TableField.SKU in self.values
        return str(known or self.line) if named else ""

    def belong_to(self, product: int) -> None:
        """Makes a row that matched nothing one of a product that is made for it."""
        self.product = product
        self.problems = [problem for problem in self.problems if problem.kind == BAD]

    def problem(self, kind: str, message_id: str, **params: object) -> None:
        """Notes what could not be used."""
        plain = {key: str(value) for key, value in params.items()}
        self.problems.append(RowProblem(self.line, kind, message_id, plain))


class RowReader:
    """Reads the rows of one table.

    Several rows may speak of one product: of variants, or of further photos. They are tied together
    by the column of the group, so that a row without a key of its own belongs to the product of the
    others, and one that is a product itself has what they share.

    Attributes:
        mapping: Which column holds what.
        categories: Finds the categories that the rows name.
    """

    def __init__(
        self, table: Table, mapping: TableMapping, keys: ProductKeys, categories: CategoryFinder
    ) -> None:
        """Prepares the reading.

        Raises:
            ShelftagError: The mapping names a column that is not there (``tables.no_column``), or
                none that could tell which product a row speaks of (``tables.no_keys``).
        """
        missing = next((name for name in mapping.columns if name not in table.columns), None)
        if missing is not None:
            found = ", ".join(table.columns)[:300]
            raise ShelftagError("tables.no_column", column=missing, found=found)
        if not mapping.used_keys:
            raise ShelftagError("tables.no_keys", file=table.path.name)
        self.mapping = mapping
        self.categories = categories
        self._table = table
        self._keys = keys
        self._columns = [
            (number, column, mapping.columns[column])
            for number, column in enumerate(table.columns)
            if column in mapping.columns
        ]
        self._products: dict[str, int] = {}
        self._shared: dict[str, dict[TableField, str]] = {}
        self._waiting: dict[str, list[tuple[RowReading, dict[TableField, str]]]] = {}

    def readings(self) -> Iterator[RowReading]:
        """Yields every row once, those without a product of their own when it is known."""
        for row in self._table.rows():
            yield from self._read(row)
        for waiting in self._waiting.values():
            for reading, texts in waiting:
                self._interpret(reading, texts)
                self._unmatched(reading, texts)
                yield reading

    def _read(self, row: TableRow) -> Iterator[RowReading]:
        reading = RowReading(row.line)
        if row.surplus:
            reading.problem(BAD, "tables.surplus", count=row.surplus, columns=len(row.cells))
            reading.problem(UNMATCHED, "tables.not_used")
            yield reading
            return
        texts = self._texts(row)
        reading.group = group = self._group(texts)
        found = agreed(self._keys, self.mapping.keys, self._key_texts(row))
        if len(found) > 1:
            self._interpret(reading, texts)
            reading.problem(AMBIGUOUS, "tables.ambiguous", key=self._shown(texts), count=len(found))
            yield reading
            return
        product = next(iter(found), None)
        if group and product is None:
            product = self._products.get(group)
            if product is None:
                self._waiting.setdefault(group, []).append((reading, texts))
                return
        if product is None:
            self._interpret(reading, texts)
            self._unmatched(reading, texts)
            yield reading
            return
        if group:
            self._products.setdefault(group, product)
            for earlier, its_texts in self._waiting.pop(group, []):
                earlier.product = self._products[group]
                self._interpret(earlier, its_texts)
                yield earlier
            texts = self._shared.get(group, {}) | texts
        reading.product = product
        self._interpret(reading, texts)
        yield reading

    def _texts(self, row: TableRow) -> dict[TableField, str]:
        """Returns the cells that are not empty, by field; of several for one, the first."""
        texts: dict[TableField, str] = {}
        for number, _, held in self._columns:
            if row.cells[number]:
                texts.setdefault(held, row.cells[number])
        return texts

    def _key_texts(self, row: TableRow) -> dict[TableField, list[str]]:
        texts: dict[TableField, list[str]] = {}
        for number, _, held in self._columns:
            if held in KEYS and (text := row.cells[number]):
                if held is TableField.GTIN:
                    text = _gtin(text)
                texts.setdefault(held, []).append(text)
        return texts

    def _group(self, texts: dict[TableField, str]) -> str:
        """Returns the row's group, and remembers what its rows have in common."""
        group = texts.get(TableField.GROUP, "").casefold()
        if group:
            shared = self._shared.setdefault(group, {})
            for held in _SHARED:
                if held in texts:
                    shared.setdefault(held, texts[held])
        return group

    def _interpret(self, reading: RowReading, texts: Mapping[TableField, str]) -> None:
        """Reads the cells; one that is bad does not lose the others."""
        for _, column, held in self._columns:
            text = texts.get(held, "")
            if not text or held in reading.values:
                continue
            try:
                if held is TableField.CATEGORY:
                    reading.category = self.categories.find(text)
                elif held in VALUES:
                    value = parse(held, text)
                    if value is not None:
                        reading.values[held] = value
            except ShelftagError as error:
                params = {"value": text[:60], **error.params}
                reading.problem(BAD, error.message_id, **params | {"column": column})
        price = texts.get(TableField.PRICE)
        if TableField.PRICE in reading.values and TableField.CURRENCY not in texts and price:
            currency = money(price).currency
            if currency:
                reading.values[TableField.CURRENCY] = currency

    def _unmatched(self, reading: RowReading, texts: Mapping[TableField, str]) -> None:
        shown = self._shown(texts)
        reading.problem(UNMATCHED, "tables.unmatched" if shown else "tables.keyless", key=shown)

    def _shown(self, texts: Mapping[TableField, str]) -> str:
        """Returns the keys of a row as a sentence shows them."""
        return ", ".join(texts[key][:60] for key in self.mapping.keys if key in texts)


def _gtin(text: str) -> str:
    """Returns a barcode's digits, or the text itself where it is none: then it finds nothing."""
    try:
        return str(parse(TableField.GTIN, text) or text)
    except ShelftagError:
        return text
