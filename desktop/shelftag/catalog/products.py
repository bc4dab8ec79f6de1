"""Products: editing their fields."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from shelftag.catalog import search
from shelftag.catalog.models import Product
from shelftag.catalog.scope import OperationScope
from shelftag_api.errors import ShelftagError
from shelftag_api.gtin import is_gtin

TEXT_FIELDS = ("title", "sku", "gtin", "brand", "description", "currency", "location")
FIELDS = (*TEXT_FIELDS, "price", "quantity")
MAX_TEXT = 20_000
LIMITS = {"sku": 100, "currency": 3}
_PRICES = (  # whole part and fraction, each below 10 ** 12
    r"(\d{1,12})(?:[.,](\d{0,2}))?",  # 12   12.50   12,5
    r"(\d{1,12})\.(\d{3})",  # 1.234
    r"(0?)[.,](\d{1,3})",  # .5   0,125
    r"(\d{1,3}(?:[ ,'’]\d{3}){1,3})\.(\d{0,3})",  # 1,234.50
    r"(\d{1,3}(?:[ .'’]\d{3}){1,3}),(\d{0,3})",  # 1.234,50
    r"(\d{1,3}(?:[ '’]\d{3}){1,3}|\d{1,3}(?:,\d{3}){2,3}|\d{1,3}(?:\.\d{3}){2,3})",
)
SEARCHED = frozenset({"title", "sku", "gtin", "brand", "description"})
"""Fields in which a search finds words."""


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
    parsed = {name: parsed_field(name, value) for name, value in values.items()}
    scope.params |= {"fields": ", ".join(parsed), "title": row.title or row.sku}
    scope.change(row, **parsed)
    if SEARCHED & set(parsed):
        search.index(scope.session, [product_id])


def parsed_field(field: str, text: str) -> str | Decimal | int | None:
    """Brings what was typed to the field's type; an empty text clears it.

    Raises:
        ShelftagError: It does not fit (``product.bad_price`` and the like).
    """
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
    if field == "gtin":
        return _checked_gtin(text)
    if len(text) > LIMITS.get(field, MAX_TEXT):
        raise ShelftagError("product.too_long", field=field, limit=LIMITS.get(field, MAX_TEXT))
    if field == "currency":
        return text.upper()
    return text


def parse_price(text: str) -> Decimal | None:
    """Reads a price as people of many countries type it.

    The decimal sign is a point or a comma: ``12.50``, ``12,5``. The other sign, a space or an
    apostrophe may group thousands: ``1.234,50``, ``1,234.50``, ``1 234,50``, ``1'234.50``,
    ``1,234,567``. ``1,234`` alone could be either and is refused rather than guessed.

    Raises:
        ShelftagError: No number, ambiguous, negative, finer than thousandths, or too large
            (``product.bad_price``).
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    for pattern in _PRICES:
        if match := re.fullmatch(pattern, plain, re.ASCII):
            whole, fraction = (*match.groups(default=""), "")[:2]
            return Decimal(f"{re.sub('[^0-9]', '', whole) or '0'}.{fraction or '0'}")
    raise ShelftagError("product.bad_price", value=text.strip())


def _checked_gtin(text: str) -> str:
    """Returns a GTIN whose check digit holds."""
    digits = text.replace(" ", "").replace("-", "")
    if text and not is_gtin(digits):
        raise ShelftagError("product.bad_gtin", value=text)
    return digits
