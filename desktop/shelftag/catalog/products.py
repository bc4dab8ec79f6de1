"""Products: editing their fields."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from shelftag_api.errors import ShelftagError

from shelftag.catalog import search
from shelftag.catalog.models import Product
from shelftag.catalog.operations import OperationScope

TEXT_FIELDS = ("title", "sku", "gtin", "brand", "description", "currency", "location")
FIELDS = (*TEXT_FIELDS, "price", "quantity")
LIMITS = {"sku": 100, "gtin": 14, "currency": 3}
_SEARCHED = {"title", "sku", "gtin", "brand", "description"}


def edit(scope: OperationScope, product_id: int, values: Mapping[str, str]) -> None:
    """Changes fields of a product as typed by a person.

    Args:
        scope: The operation.
        product_id: The product.
        values: Field name to text; an empty text clears the field.

    Raises:
        ShelftagError: A value does not fit its field (``product.bad_price`` and the like).
    """
    row = scope.session.get(Product, product_id)
    if row is None or not row.active:
        raise ShelftagError("product.unknown")
    parsed = {name: _parsed(name, value) for name, value in values.items()}
    scope.params |= {"fields": ", ".join(parsed), "title": row.title or row.sku}
    scope.change(row, **parsed)
    if _SEARCHED & set(parsed):
        search.index(scope.session, [product_id])


def _parsed(field: str, text: str) -> str | Decimal | int | None:
    """Brings what was typed to the field's type."""
    text = text.strip()
    if field == "price":
        return parse_price(text)
    if field == "quantity":
        if not text:
            return None
        try:
            quantity = int(text)
        except ValueError as error:
            raise ShelftagError("product.bad_quantity", value=text) from error
        if not -(10**9) < quantity < 10**9:
            raise ShelftagError("product.bad_quantity", value=text)
        return quantity
    if field not in TEXT_FIELDS:
        raise ShelftagError("product.unknown_field", field=field)
    if len(text) > LIMITS.get(field, 20_000):
        raise ShelftagError("product.too_long", field=field, limit=LIMITS.get(field, 20_000))
    if field == "currency":
        return text.upper()
    if field == "gtin":
        return _checked_gtin(text)
    return text


def parse_price(text: str) -> Decimal | None:
    """Reads a price; a comma may be the decimal sign.

    Raises:
        ShelftagError: No number, negative, or too large (``product.bad_price``).
    """
    text = text.strip().replace(" ", "")
    if not text:
        return None
    if "," in text and "." not in text:
        text = text.replace(",", ".")
    try:
        price = Decimal(text)
    except InvalidOperation as error:
        raise ShelftagError("product.bad_price", value=text) from error
    if not price.is_finite() or not 0 <= price < 10**12:
        raise ShelftagError("product.bad_price", value=text)
    return price


def _checked_gtin(text: str) -> str:
    """Returns a GTIN whose check digit holds (GS1 General Specifications, section 7.9)."""
    if not text:
        return ""
    digits = text.replace(" ", "").replace("-", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) in (8, 12, 13, 14)):
        raise ShelftagError("product.bad_gtin", value=text)
    weighted = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(digits[-2::-1]))
    if (10 - weighted % 10) % 10 != int(digits[-1]):
        raise ShelftagError("product.bad_gtin", value=text)
    return digits
