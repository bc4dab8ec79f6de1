"""Flags and attributes: what is said of a product besides its category, as label events."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, exists, insert, or_, select
from sqlalchemy.orm import Session, aliased

from shelftag.catalog.database import chunks
from shelftag.catalog.models import LabelEvent, Operation, Product
from shelftag.catalog.models.labels import OWNER, RANKS
from shelftag.catalog.scope import OperationScope
from shelftag_api.errors import ShelftagError

FLAGS = ("not_a_product", "unsure", "no_training")
"""What the owner can flag; each keeps the product out of training."""
YES = "yes"
NO = ""
"""The value that takes an earlier one back."""
MAX_NAME = 40
MAX_VALUE = 200
FLAG, ATTRIBUTE = "flag:", "attribute:"
"""How the fields of label events begin."""


def flag_field(flag: str) -> str:
    """Returns the field of a label event that sets a flag."""
    return FLAG + flag


def attribute_field(name: str) -> str:
    """Returns the field of a label event that sets an attribute.

    Raises:
        ShelftagError: The name is empty or too long (``searches.bad_attribute``).
    """
    plain = " ".join(name.split())
    if not plain or len(plain) > MAX_NAME:
        raise ShelftagError("searches.bad_attribute", limit=MAX_NAME)
    return ATTRIBUTE + plain.casefold()


def name_of(field: str) -> str:
    """Returns the name of the flag or attribute that a field is about."""
    return field.partition(":")[2]


def set_value(
    scope: OperationScope, product_ids: Sequence[int], field: str, value: str, *, method: str
) -> list[int]:
    """Gives products a value in a field, as the owner's word.

    Args:
        scope: The operation.
        product_ids: The products.
        field: See `flag_field` and `attribute_field`.
        value: The value; empty takes an earlier one back.
        method: ``single`` or ``bulk``.

    Returns:
        The products whose value is another one now.
    """
    changed: list[int] = []
    for chunk in chunks(product_ids):
        now = values(scope.session, chunk, field)
        wanted = [product for product in chunk if now.get(product, NO) != value]
        if wanted:
            rows = [
                {
                    "operation_id": scope.id, "product_id": product, "field": field,
                    "value": value, "source": OWNER, "rank": RANKS[OWNER], "method": method,
                }
                for product in wanted
            ]  # fmt: skip
            scope.session.execute(insert(LabelEvent), rows)
        changed += wanted
    return changed


def values(session: Session, product_ids: Sequence[int], field: str) -> dict[int, str]:
    """Returns the values of a field that some products have."""
    return {
        product: value
        for product, name, value in _rows(session, product_ids, LabelEvent.field == field)
    }


def of_product(session: Session, product_id: int) -> tuple[tuple[str, str], ...]:
    """Returns the flags and attributes of a product: field and value, in order of the fields."""
    found = _rows(session, [product_id], LabelEvent.field != "category")
    return tuple(sorted((field, value) for _, field, value in found))


def _rows(
    session: Session, product_ids: Sequence[int], which: ColumnElement[bool]
) -> list[tuple[int, str, str]]:
    """Returns product, field and value where a product has one."""
    best: dict[tuple[int, str], str] = {}
    for chunk in chunks(product_ids):
        rows = session.execute(
            select(LabelEvent.product_id, LabelEvent.field, LabelEvent.value)
            .join(Operation, Operation.id == LabelEvent.operation_id)
            .where(
                LabelEvent.product_id.in_(chunk),
                which,
                LabelEvent.value.is_not(None),
                Operation.retracted_at.is_(None),
            )
            .order_by(LabelEvent.rank, LabelEvent.id)
        )
        best |= {(product, field): value for product, field, value in rows if value is not None}
    return [(product, field, value) for (product, field), value in best.items() if value != NO]


def may_be_learned() -> ColumnElement[bool]:
    """Whether no flag keeps a product out of training."""
    return and_(*(Product.id.not_in(marked(flag_field(flag))) for flag in FLAGS))


def marked(field: str, value: str = "") -> Select[int]:
    """Returns the query for the ids of the products with a value in a field; empty: with any."""
    event, operation = aliased(LabelEvent), aliased(Operation)
    better = (
        exists()
        .where(
            event.product_id == LabelEvent.product_id,
            event.field == field,
            event.value.is_not(None),
            or_(
                event.rank > LabelEvent.rank,
                and_(event.rank == LabelEvent.rank, event.id > LabelEvent.id),
            ),
            operation.id == event.operation_id,
            operation.retracted_at.is_(None),
        )
        .correlate(LabelEvent)
    )
    return (
        select(LabelEvent.product_id)
        .join(Operation, Operation.id == LabelEvent.operation_id)
        .where(
            LabelEvent.field == field,
            LabelEvent.value == value if value else LabelEvent.value > NO,
            Operation.retracted_at.is_(None),
            ~better,
        )
    )
