"""GTINs: numbers that mean one product everywhere, and how to find them in what was read.

References: GS1 General Specifications, sections 1.4 (prefixes) and 7.9 (check digits); GS1 Digital
Link Standard, section 4 (URI syntax).
"""

import re
from itertools import pairwise
from urllib.parse import urlsplit

LENGTHS = (8, 12, 13, 14)
_RETAIL = ("ean13", "ean8", "upca")
_FIRST_IDENTIFIER = re.compile(r"\(01\)(\d{14})(?:\(|$)", re.ASCII)
_IN_STORE = ("02", "04", "2")
"""Numbers that a shop gives itself: weighed goods, own labels. Everywhere else they mean others."""
_NO_PRODUCT = ("05", "952", "98", "99")
"""Coupons, examples in documentation, refund receipts."""
_SHORT_IN_STORE = ("0", "2")
"""The same among numbers of eight digits."""


def is_gtin(digits: str) -> bool:
    """Whether a text is 8, 12, 13 or 14 digits of which the last one checks the others."""
    if len(digits) not in LENGTHS or not (digits.isascii() and digits.isdigit()):
        return False
    return check_digit(digits[:-1]) == digits[-1]


def check_digit(digits: str) -> str:
    """Returns the digit that follows these: weights 3, 1, 3, … from the right, modulo 10."""
    weighted = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return str(-weighted % 10)


def comparable(gtin: str) -> str:
    """Returns a GTIN as 14 digits: the same for the same product, however long it was written."""
    return gtin.zfill(14)


def is_case(gtin: str) -> bool:
    """Whether a GTIN means a case of products, not the product that is sold singly."""
    return comparable(gtin)[0] != "0"


def expand_upc_e(digits: str) -> str:
    """Returns the 12 digits that the 8 of a UPC-E code stand for."""
    system, number, last, check = digits[0], digits[1:6], digits[6], digits[7]
    if last in "012":
        middle = f"{number[:2]}{last}0000{number[2:]}"
    elif last == "3":
        middle = f"{number[:3]}00000{number[3:]}"
    elif last == "4":
        middle = f"{number[:4]}00000{number[4:]}"
    else:
        middle = f"{number}0000{last}"
    return f"{system}{middle}{check}"


def gtin_of(kind: str, text: str) -> str:
    """Finds the product's number in what a reader has read.

    Args:
        kind: As in `shelftag_api.reader.Reading`.
        text: Likewise.

    Returns:
        A GTIN at its natural length (8, 12, 13 or 14 digits), or nothing where there is none, its
        check digit is wrong, or it is no number that means this product everywhere: numbers that a
        shop gives itself, variable measures, coupons.
    """
    digits = _digits(kind, text.strip())
    if not is_gtin(digits):
        return ""
    natural = _natural(digits)
    if len(natural) == 8:
        # A longer code cannot hold so small a number: shops fill them with zeros at will.
        filled_up = kind in ("ean13", "upca", "upce")
        is_global = not filled_up and not natural.startswith(_SHORT_IN_STORE)
    else:
        number = comparable(natural)
        variable_measure = number[0] == "9"
        is_global = not variable_measure and not number[1:].startswith(_IN_STORE + _NO_PRODUCT)
    return natural if is_global else ""


def _digits(kind: str, text: str) -> str:
    """Returns what may be a GTIN in a text."""
    if kind in _RETAIL:
        return text
    if kind == "itf":
        return text if len(text) == 14 else ""
    if kind == "upce":
        return expand_upc_e(text) if len(text) == 8 else text
    if kind.startswith("gs1_"):
        match = _FIRST_IDENTIFIER.match(text)
        return match[1] if match else ""
    return _in_link(text)


def _in_link(text: str) -> str:
    """Returns the GTIN of a GS1 Digital Link: ``https://example.com/01/09506000134352``.

    Eight digits are not taken: dates in links look like that.
    """
    try:
        link = urlsplit(text)
    except ValueError:
        return ""
    if link.scheme not in ("http", "https"):
        return ""
    values = (value for key, value in pairwise(link.path.split("/")) if key in ("01", "gtin"))
    return next((value for value in values if len(value) > 8 and is_gtin(value)), "")


def _natural(gtin: str) -> str:
    """Returns a GTIN without the zeros that fill it up to the length of its code."""
    number = comparable(gtin)
    for length in LENGTHS:
        if not number[:-length].strip("0"):
            return number[-length:]
    return number
