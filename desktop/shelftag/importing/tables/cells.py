"""One cell as text, whatever a spreadsheet program has made of it."""

import re
from datetime import date, datetime, time
from decimal import Decimal

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")
_AS_TEXT = re.compile(r'="([^"]*)"')
_QUOTED_FORMULA = re.compile(r"'(?=[=+\-@\t＝＋－＠])")


def clean(text: str) -> str:
    """Returns a cell's text without control characters and what spreadsheets wrap it in.

    ``="0012"`` and a leading apostrophe before a sign are how a text that looks like a number or a
    formula is written to a CSV file.
    """
    text = _CONTROL.sub(" ", text.replace("\0", "")) if _CONTROL.search(text) else text
    text = text.strip()
    if text[:1] in ("=", "'"):
        if wrapped := _AS_TEXT.fullmatch(text):
            return wrapped[1].strip()
        return _QUOTED_FORMULA.sub("", text, count=1)
    return text


def as_text(value: object, number_format: str = "") -> str:
    """Returns a workbook's cell as text.

    Whole numbers are written without a fraction and with all of their digits (a barcode is stored
    as ``4006381333931.0``), and with the zeros that a format like ``00000`` shows in front.
    """
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return _whole(value, number_format)
        case float() if value.is_integer() and abs(value) < 1e15:
            return _whole(int(value), number_format)
        case float():
            return f"{Decimal(repr(round(value, 6))).normalize():f}" if abs(value) < 1e15 else ""
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
    return clean(str(value))


def _whole(value: int, number_format: str) -> str:
    if number_format and not number_format.strip("0"):
        return f"{value:0{len(number_format)}d}"
    return str(value)
