"""What cells say: each value checked for its field, with a sentence where it cannot be right."""

import re
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser

from shelftag.catalog.products import parse_price, parsed_field
from shelftag.importing.scan import PICTURE_EXTENSIONS
from shelftag.importing.tables.fields import TableField
from shelftag_api.errors import ShelftagError

Value = str | int | Decimal
_SHORTENED = re.compile(r"\d([.,]\d+)?E\+\d{1,3}", re.IGNORECASE)
_FORMULA_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#NV", "#BEZUG!", "#WERT!"}
)
_CURRENCIES = {
    "€": "EUR", "£": "GBP", "元": "CNY", "人民币": "CNY", "zł": "PLN", "₽": "RUB", "₹": "INR",
    "₩": "KRW", "円": "JPY", "Kč": "CZK", "Ft": "HUF", "₺": "TRY", "R$": "BRL", "US$": "USD",
    "$": "", "¥": "", "￥": "", "kr": "", "kr.": "", "Fr.": "CHF",
}  # fmt: skip
"""Signs and the currency that they stand for; several stand for more than one."""
_SIGN = "|".join(re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True))
_MONEY = re.compile(
    rf"(?P<before>{_SIGN}|[A-Z]{{3}})?(?P<number>[^A-Za-z]*?)(?P<after>{_SIGN}|[A-Z]{{3}})?"
)
_ZEROS = re.compile(r"(\d{1,12})[.,](\d{3})0+")
_TAG = re.compile(r"</?(p|br|div|ul|ol|li|span|strong|b|i|em|h\d|table|tr|td|a)\b[^>]*>", re.I)
_LONGEST_HTML = 200_000
_LONGEST_NAME = 1_000
_PICTURE = re.compile(
    rf"[^\n]*({'|'.join(re.escape(ending) for ending in sorted(PICTURE_EXTENSIONS))})(\?\S*)?", re.I
)


def parse(field: TableField, text: str) -> Value | None:
    """Reads a cell that is not empty.

    Returns:
        The value, or None where it turns out to be empty.

    Raises:
        ShelftagError: It does not fit its field, or a spreadsheet program has damaged it.
    """
    if text.upper() in _FORMULA_ERRORS:
        raise ShelftagError("tables.formula_error", value=text)
    if "\ufffd" in text:
        raise ShelftagError("tables.garbled", value=text[:60])
    if field in (TableField.SKU, TableField.GTIN) and _SHORTENED.fullmatch(text):
        raise ShelftagError("tables.shortened", value=text)
    match field:
        case TableField.PRICE:
            return money(text).amount
        case TableField.QUANTITY:
            text = re.sub(r"(?<=\d)[.,]0*$", "", text)
        case TableField.GTIN:
            text = text.replace(" ", "").replace("-", "").strip("'")
            if len(text) == 11 and text.isdigit():
                text = f"0{text}"  # spreadsheets take the zero of an American barcode away
        case TableField.DESCRIPTION | TableField.TITLE if len(text) < _LONGEST_HTML and _TAG.search(
            text
        ):
            text = plain_text(text)
    return parsed_field(field.value, text) if text else None


@dataclass(frozen=True)
class Money:
    """A price and, where the cell says so, its currency."""

    amount: Decimal | None
    currency: str = ""


def money(text: str) -> Money:
    """Reads a price with or without a currency: ``12,50 €``, ``EUR 12.50``, ``12.5000``, ``12,-``.

    Raises:
        ShelftagError: It is no price (``product.bad_price``).
    """
    found = _MONEY.fullmatch(text)
    if found is None or not found["number"].strip():
        raise ShelftagError("product.bad_price", value=text)
    number = re.sub(r"(?<=\d)[.,]?[-–—]+$", "", found["number"].strip())
    if zeros := _ZEROS.fullmatch(number):
        number = f"{zeros[1]}.{zeros[2]}"
    sign = found["after"] or found["before"] or ""
    return Money(parse_price(number), _CURRENCIES.get(sign, sign))


def looks_like_value(text: str) -> bool:
    """Whether a cell can hardly be a column's name: a barcode, an amount, or a photo's name."""
    return is_gtin(text) or is_picture(text) or bool(re.fullmatch(r"\d+([.,]\d+)?", text))


def is_gtin(text: str) -> bool:
    """Whether it is a barcode's number whose check digit holds."""
    try:
        return len(text) >= 8 and bool(parse(TableField.GTIN, text))
    except ShelftagError:
        return False


def is_amount(text: str) -> bool:
    """Whether it is a price and not just any number: with cents or a currency."""
    if re.fullmatch(r"\d*", text):
        return False
    try:
        return money(text).amount is not None
    except ShelftagError:
        return False


def is_picture(text: str) -> bool:
    """Whether it is a picture's file name or address."""
    return len(text) < _LONGEST_NAME and bool(_PICTURE.fullmatch(text))


class _PlainText(HTMLParser):
    """Collects the text of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        """Takes the text between two tags."""
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins a new line where a page would."""
        if tag in ("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4"):
            self.parts.append("\n")


def plain_text(html: str) -> str:
    """Returns the words of a shop system's HTML description."""
    reader = _PlainText()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)
