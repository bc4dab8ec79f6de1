"""Conditions that a product can be filtered by: where its label comes from, what it lacks, when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select, union
from sqlalchemy.orm import aliased

from shelftag.catalog import marks, search
from shelftag.catalog.models import (
    ImportRun,
    LabelEvent,
    ModelVersion,
    Operation,
    Prediction,
    Product,
    ProductPhoto,
)
from shelftag.catalog.models.labels import CORRECTED

SOURCES = {"owner": "confirmed", "import": "trusted", "model": "accepted", "none": "review"}
"""Whose label decides, and the state that such products are in."""
MISSING = ("photo", "title", "sku", "price", "gtin", "category")
DUPLICATES = ("photo", "gtin", "sku")
CONTAINED = ("title", "brand")
STARTED = ("sku", "gtin")
FIELDS = (*STARTED, *CONTAINED)
"""Fields whose text can be asked for: by its beginning, or by any part of it."""


@dataclass(frozen=True)
class Conditions:
    """What must hold of a product; what is empty or None asks for nothing.

    Attributes:
        sources: Any of `SOURCES`: whose label decides.
        confidence_from: Least confidence, 0 to 1.
        confidence_below: Confidence that is too high, 0 to 1.
        model: Number of the model version that suggested its category.
        imported_within: It came in on one of so many days, today being the last.
        imported_from: First day (of this computer's clock) on which it came in.
        imported_to: Last day on which it came in.
        labelled_within: The label that decides was given on one of so many days, likewise.
        labelled_from: First day on which the label that decides was given.
        labelled_to: Last day on which it was given.
        missing: Of `MISSING`: it has none of these.
        duplicates: Of `DUPLICATES`: it shares one of these with another product.
        corrected: Whether the owner must have disagreed with the model.
        import_run: Number of the import that brought it, or a photo of it.
        flags: Flags that it must have, of `shelftag.catalog.marks.FLAGS`.
        attributes: Names and values of its attributes; an empty value stands for any.
        texts: Of `FIELDS`, and what stands there.
    """

    sources: frozenset[str] = frozenset()
    confidence_from: float | None = None
    confidence_below: float | None = None
    model: int | None = None
    imported_within: int | None = None
    imported_from: date | None = None
    imported_to: date | None = None
    labelled_within: int | None = None
    labelled_from: date | None = None
    labelled_to: date | None = None
    missing: frozenset[str] = frozenset()
    duplicates: frozenset[str] = frozenset()
    corrected: bool = False
    import_run: int | None = None
    flags: frozenset[str] = frozenset()
    attributes: frozenset[tuple[str, str]] = frozenset()
    texts: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self != NOTHING

    def to_json(self) -> dict[str, Any]:
        """Writes what is asked for as plain values."""
        return {
            field.name: _plain(value)
            for field in fields(self)
            if (value := getattr(self, field.name)) != field.default
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Conditions":
        """Reads it again; what makes no sense is left out."""
        read = {name: _READERS[name](value[name]) for name in value.keys() & _READERS.keys()}
        return cls(**{name: found for name, found in read.items() if found is not None})


NOTHING = Conditions()


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(list(item) if isinstance(item, tuple) else item for item in value)
    return value.isoformat() if isinstance(value, date) else value


def _some(allowed: Iterable[str]) -> Any:
    def read(value: Any) -> frozenset[str] | None:
        return (
            frozenset(v for v in value if isinstance(v, str) and v in allowed)
            if isinstance(value, list)
            else None
        )

    return read


def _share(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and 0 <= value <= 1 else None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and 0 <= value < 2**63 else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _pairs(value: Any) -> frozenset[tuple[str, str]] | None:
    if not isinstance(value, list):
        return None
    pairs = (pair for pair in value if isinstance(pair, list) and len(pair) == 2)
    return frozenset((str(name), str(text)) for name, text in pairs)


def _texts(value: Any) -> frozenset[tuple[str, str]] | None:
    pairs = _pairs(value)
    return None if pairs is None else frozenset(pair for pair in pairs if pair[0] in FIELDS)


_READERS: dict[str, Any] = {
    "sources": _some(SOURCES),
    "confidence_from": _share,
    "confidence_below": _share,
    "model": _number,
    "imported_within": _number,
    "imported_from": _day,
    "imported_to": _day,
    "labelled_within": _number,
    "labelled_from": _day,
    "labelled_to": _day,
    "missing": _some(MISSING),
    "duplicates": _some(DUPLICATES),
    "corrected": lambda value: value is True,
    "import_run": _number,
    "flags": _some(marks.FLAGS),
    "attributes": _pairs,
    "texts": _texts,
}


def clauses(wanted: Conditions) -> list[ColumnElement[bool]]:
    """Returns what the WHERE of a query on products needs.

    Each is answered from the columns of ``ix_product_shelf``, or is a list of ids that comes out of
    an index of its own, so that any combination is one scan of that index.
    """
    found: list[ColumnElement[bool]] = []
    if wanted.sources:
        found.append(Product.state.in_([SOURCES[source] for source in wanted.sources]))
    if wanted.confidence_from is not None:
        found.append(Product.confidence >= wanted.confidence_from)
    if wanted.confidence_below is not None:
        found.append(Product.confidence < wanted.confidence_below)
    if wanted.model is not None:
        found.append(Product.prediction_id.in_(_predictions(wanted.model)))
    for first, last in (
        (wanted.imported_from, wanted.imported_to),
        (_first_of(wanted.imported_within), None),
    ):
        if first or last:
            found.append(Product.operation_id.in_(_operations(first, last)))
    for first, last in (
        (wanted.labelled_from, wanted.labelled_to),
        (_first_of(wanted.labelled_within), None),
    ):
        if first or last:
            days = _operations(first, last)
            events = select(LabelEvent.id).where(LabelEvent.operation_id.in_(days))
            found.append(Product.label_event_id.in_(events))
    found += [_lacks(name) for name in sorted(wanted.missing)]
    if wanted.duplicates:
        found.append(or_(*(_shares(name) for name in sorted(wanted.duplicates))))
    if wanted.corrected:
        corrections = select(LabelEvent.id).where(literal_column(CORRECTED, LabelEvent.id.type))
        found.append(Product.label_event_id.in_(corrections))
    if wanted.import_run is not None:
        found.append(_of_import(wanted.import_run))
    for flag in sorted(wanted.flags):
        found.append(Product.id.in_(marks.marked(marks.flag_field(flag))))
    for name, value in sorted(wanted.attributes):
        found.append(Product.id.in_(marks.marked(marks.attribute_field(name), value)))
    return found + [_holds(name, text) for name, text in sorted(wanted.texts)]


def _predictions(number: int) -> Select[int]:
    versions = select(ModelVersion.id).where(ModelVersion.number == number)
    return select(Prediction.id).where(Prediction.model_version_id.in_(versions))


def _first_of(days: int | None) -> date | None:
    """Returns the first of so many days, today being the last."""
    if days is None:
        return None
    today = date.today()
    return today - timedelta(days=min(max(days, 1), today.toordinal()) - 1)


def _operations(first: date | None, last: date | None) -> Select[int]:
    """Returns the query for the operations that began on days of this computer's clock."""
    query = select(Operation.id)
    if first is not None:
        query = query.where(Operation.started_at >= _midnight(first))
    if last is not None and last < date.max:
        query = query.where(Operation.started_at < _midnight(last + timedelta(days=1)))
    return query


def _midnight(day: date) -> datetime:
    """Returns the beginning of a day; the very first and last dates know no zones."""
    plain = datetime.combine(day, time())
    return plain.astimezone() if 1970 < day.year < 9999 else plain.replace(tzinfo=UTC)


def _active(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return Product.id.in_(select(Product.id).where(Product.active, *conditions))


def _lacks(name: str) -> ColumnElement[bool]:
    if name == "photo":
        return Product.id.not_in(select(ProductPhoto.product_id).where(ProductPhoto.active))
    if name == "price":
        return Product.price.is_(None)
    if name == "category":
        return Product.shown_category_id.is_(None)
    column = {"title": func.lower(Product.title), "sku": Product.sku, "gtin": Product.gtin}[name]
    return _active(column == "")


def _shares(name: str) -> ColumnElement[bool]:
    if name == "photo":
        link, other = aliased(ProductPhoto), aliased(Product)
        several = select(link.photo_id).where(link.active).group_by(link.photo_id)
        # Few photos have several links: only of these the products are looked at.
        shared = (
            select(link.photo_id)
            .join(other, other.id == link.product_id)
            .where(link.active, other.active)
            .where(link.photo_id.in_(several.having(func.count() > 1)))
            .group_by(link.photo_id)
            .having(func.count() > 1)
        )
        products = select(ProductPhoto.product_id).where(
            ProductPhoto.active, ProductPhoto.photo_id.in_(shared)
        )
        return Product.id.in_(products)
    column = Product.sku if name == "sku" else Product.gtin
    values = select(column).where(Product.active, column != "").group_by(column)
    return _active(column.in_(values.having(func.count() > 1)))


def _of_import(run: int) -> ColumnElement[bool]:
    operation = select(ImportRun.operation_id).where(ImportRun.id == run)
    brought = select(Product.id).where(Product.operation_id.in_(operation))
    added = select(ProductPhoto.product_id).where(
        ProductPhoto.operation_id.in_(operation), ProductPhoto.active
    )
    return Product.id.in_(union(brought, added))


def _holds(name: str, text: str) -> ColumnElement[bool]:
    if name in STARTED:
        column = Product.sku if name == "sku" else Product.gtin
        return _active(column.istartswith(text, autoescape=True))
    column = Product.title if name == "title" else Product.brand
    there = column.icontains(text, autoescape=True)
    if words := search.query(text):  # of what the index finds, that which stands in this field
        return _active(Product.id.in_(search.matching_products(words)), there)
    return there
