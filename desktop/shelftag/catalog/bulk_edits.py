"""What a bulk edit can do to products: fields, replaced text, attributes, flags, the category."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog import labels, marks, search
from shelftag.catalog.models import Product
from shelftag.catalog.operations import BULK
from shelftag.catalog.products import LIMITS, MAX_TEXT, SEARCHED, parsed_field
from shelftag.catalog.scope import OperationScope
from shelftag.catalog.tree import read_tree
from shelftag_api.errors import ShelftagError

FIELDS = ("title", "brand", "price", "currency", "quantity", "location", "description")
"""Fields that many products may have in common; an SKU or a barcode belongs to one."""
TEXTS = ("title", "brand", "location", "description")
"""Fields in which text can be replaced."""
Plan = dict[int, tuple[Any, Any]]
"""By product that would change: the value before and after."""


class BulkEdit(Protocol):
    """One change to many products."""

    @property
    def kind(self) -> str:
        """Kind of the operation."""

    def params(self) -> dict[str, Any]:
        """Returns values for the operation's sentence."""

    def check(self, session: Session) -> None:
        """Refuses what cannot be done.

        Raises:
            ShelftagError: The value does not fit, or there is nothing to look for.
        """

    def plan(self, session: Session, product_ids: Sequence[int]) -> Plan:
        """Returns what would change, for at most some thousand products."""

    def apply(self, scope: OperationScope, plan: Plan) -> None:
        """Changes it."""


class _OfField:
    """An edit of one field of the products: named by it, with nothing more to say."""

    field: str

    @property
    def kind(self) -> str:
        """Kind of the operation."""
        return BULK + self.field

    def params(self) -> dict[str, Any]:
        """Returns values for the operation's sentence."""
        return {}

    def apply(self, scope: OperationScope, plan: Plan) -> None:
        """Changes it."""
        _write(scope, self.field, plan)


@dataclass(frozen=True)
class FieldEdit(_OfField):
    """Gives a field a value.

    Attributes:
        field: One of `FIELDS`.
        value: The value as typed; an empty one clears the field.
        only_empty: Whether values that are there stay.
    """

    field: str
    value: str
    only_empty: bool = False

    def check(self, session: Session) -> None:
        """Refuses what does not fit the field."""
        del session
        if self.field not in FIELDS:
            raise ShelftagError("product.unknown_field", field=self.field)
        parsed_field(self.field, self.value)

    def plan(self, session: Session, product_ids: Sequence[int]) -> Plan:
        """Returns what would change."""
        value = parsed_field(self.field, self.value)
        return {
            product: (before, value)
            for product, before in _column(session, product_ids, self.field).items()
            if before != value and not (self.only_empty and before not in ("", None))
        }


@dataclass(frozen=True)
class TextReplace(_OfField):
    """Replaces a text wherever it stands in a field.

    Attributes:
        find: What to look for.
        by: What stands there then.
        match_case: Whether capital letters must be the same.
        field: One of `TEXTS`.
    """

    find: str
    by: str
    match_case: bool = False
    field: str = "title"

    def check(self, session: Session) -> None:
        """Refuses a search for nothing."""
        del session
        if self.field not in TEXTS:
            raise ShelftagError("product.unknown_field", field=self.field)
        if not self.find:
            raise ShelftagError("searches.nothing_to_find")

    def plan(self, session: Session, product_ids: Sequence[int]) -> Plan:
        """Returns what would change."""
        pattern = re.compile(re.escape(self.find), 0 if self.match_case else re.IGNORECASE)
        plan: Plan = {}
        for product, before in _column(session, product_ids, self.field).items():
            after = " ".join(pattern.sub(lambda _match: self.by, before).split(" ")).strip()
            if after != before and pattern.search(before):
                plan[product] = (before, after)
            if len(after) > LIMITS.get(self.field, MAX_TEXT):
                raise ShelftagError("product.too_long", field=self.field, limit=MAX_TEXT)
        return plan


@dataclass(frozen=True)
class AttributeEdit:
    """Gives an attribute a value; an empty one clears it."""

    name: str
    value: str

    @property
    def kind(self) -> str:
        """Kind of the operation."""
        return f"{BULK}attribute" if self.value.strip() else f"{BULK}attribute_off"

    def params(self) -> dict[str, Any]:
        """Returns values for the operation's sentence."""
        return {"name": self.name.strip(), "value": self.value.strip()}

    def check(self, session: Session) -> None:
        """Refuses names and values that are too long."""
        del session
        marks.attribute_field(self.name)
        if len(self.value.strip()) > marks.MAX_VALUE:
            raise ShelftagError("product.too_long", field=self.name.strip(), limit=marks.MAX_VALUE)

    def plan(self, session: Session, product_ids: Sequence[int]) -> Plan:
        """Returns what would change."""
        field, value = marks.attribute_field(self.name), self.value.strip()
        return _mark_plan(session, product_ids, field, value)

    def apply(self, scope: OperationScope, plan: Plan) -> None:
        """Changes it."""
        field = marks.attribute_field(self.name)
        marks.set_value(scope, list(plan), field, self.value.strip(), method="bulk")


@dataclass(frozen=True)
class FlagEdit:
    """Sets or takes away a flag, one of `shelftag.catalog.marks.FLAGS`."""

    flag: str
    on: bool = True

    @property
    def kind(self) -> str:
        """Kind of the operation."""
        return f"{BULK}{self.flag}" if self.on else f"{BULK}{self.flag}_off"

    def params(self) -> dict[str, Any]:
        """Returns values for the operation's sentence."""
        return {}

    def check(self, session: Session) -> None:
        """Refuses flags that there are not."""
        del session
        if self.flag not in marks.FLAGS:
            raise ShelftagError("searches.unknown_flag", flag=self.flag)

    def plan(self, session: Session, product_ids: Sequence[int]) -> Plan:
        """Returns what would change."""
        return _mark_plan(session, product_ids, marks.flag_field(self.flag), self._value)

    def apply(self, scope: OperationScope, plan: Plan) -> None:
        """Changes it."""
        field = marks.flag_field(self.flag)
        marks.set_value(scope, list(plan), field, self._value, method="bulk")

    @property
    def _value(self) -> str:
        return marks.YES if self.on else marks.NO


@dataclass(frozen=True)
class CategoryEdit:
    """Gives products a category as the owner's word.

    Attributes:
        category_id: The category.
        name: Its name, for the history.
    """

    category_id: int
    name: str

    @property
    def kind(self) -> str:
        """Kind of the operation."""
        return f"{BULK}category"

    def params(self) -> dict[str, Any]:
        """Returns values for the operation's sentence."""
        return {"category": self.name}

    def check(self, session: Session) -> None:
        """Refuses a category that is not there any more."""
        if self.category_id not in read_tree(session).nodes:
            raise ShelftagError("category.unknown")

    def plan(self, session: Session, product_ids: Sequence[int]) -> Plan:
        """Returns what would change: products that the owner has not put there already."""
        rows = session.execute(
            select(Product.id, Product.shown_category_id, Product.category_id, Product.state)
            .where(Product.id.in_(product_ids), Product.active)
        )  # fmt: skip
        return {
            product: (shown, self.category_id)
            for product, shown, category, state in rows
            if (state, category) != ("confirmed", self.category_id)
        }

    def apply(self, scope: OperationScope, plan: Plan) -> None:
        """Changes it."""
        labels.assign(scope, list(plan), self.category_id, method="bulk")


def _column(session: Session, product_ids: Sequence[int], field: str) -> dict[int, Any]:
    column = getattr(Product, field)
    query = select(Product.id, column).where(Product.id.in_(product_ids), Product.active)
    return dict(session.execute(query).all())


def _write(scope: OperationScope, field: str, plan: Mapping[int, tuple[Any, Any]]) -> None:
    scope.change_each(Product, {product: {field: after} for product, (_, after) in plan.items()})
    if field in SEARCHED:
        search.index(scope.session, list(plan))


def _mark_plan(session: Session, product_ids: Sequence[int], field: str, value: str) -> Plan:
    alive = session.scalars(
        select(Product.id).where(Product.id.in_(product_ids), Product.active)
    ).all()
    now = marks.values(session, alive, field)
    return {i: (now.get(i, ""), value) for i in alive if now.get(i, "") != value}
