"""Words of a search that are conditions: ``price:none``, ``confidence:<60``, ``来源:模型``."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from shelftag.catalog.conditions import CONTAINED, DUPLICATES, MISSING, STARTED, Conditions
from shelftag.catalog.marks import FLAGS

_TOKEN = re.compile(r'(?:^|(?<=\s))(\w+)[:：]("[^"]*"|\S+)')
_NAMES = {
    "source": "source", "来源": "source",
    "confidence": "confidence", "置信度": "confidence",
    "model": "model", "模型": "model",
    "imported": "imported", "导入": "imported",
    "labelled": "labelled", "labeled": "labelled", "标注": "labelled",
    "import": "import", "批次": "import",
    "corrected": "corrected", "更正": "corrected",
    "duplicate": "duplicate", "duplicates": "duplicate", "重复": "duplicate",
    "flag": "flag", "标记": "flag",
    "attribute": "attribute", "属性": "attribute",
    "photo": "photo", "照片": "photo",
    "title": "title", "标题": "title",
    "sku": "sku", "货号": "sku",
    "price": "price", "价格": "price",
    "barcode": "gtin", "gtin": "gtin", "条码": "gtin",
    "category": "category", "类别": "category",
    "brand": "brand", "品牌": "brand",
}  # fmt: skip
"""What can stand before the colon, and what it means."""
_VALUES = {
    "我": "owner", "本人": "owner", "me": "owner", "导入": "import", "table": "import",
    "模型": "model", "无": "none", "没有": "none", "照片": "photo", "条码": "gtin",
    "barcode": "gtin", "货号": "sku", "任意": "any", "是": "yes", "非商品": "not_a_product",
    "not-a-product": "not_a_product", "存疑": "unsure",
    "不确定": "unsure", "不是商品": "not_a_product", "不用于训练": "no_training",
    "不训练": "no_training", "no-training": "no_training", "今天": "today", "昨天": "yesterday",
}  # fmt: skip
"""Other ways to say a value."""
_RANGE = re.compile(r"([<>]?)(\d+(?:\.\d+)?)%?(?:(?:-|–|\.\.)(\d+(?:\.\d+)?)%?)?")
_DAY = r"\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?|today|yesterday"
_DAYS = re.compile(rf"([<>]?)({_DAY})(?:\.\.({_DAY}))?")


def read_words(typed: str) -> tuple[str, Conditions]:
    """Takes the conditions out of what was typed.

    Args:
        typed: What stands in the search field.

    Returns:
        The words that are searched as text, and the conditions. A word that looks like a condition
        and makes no sense is searched as text.
    """
    conditions = Conditions()

    def take(match: re.Match[str]) -> str:
        nonlocal conditions
        name = _NAMES.get(match[1].casefold())
        value = match[2].strip('"')
        read = _understood(name, value, conditions) if name and value else None
        if read is None:
            return match[0]
        conditions = read
        return ""

    rest = _TOKEN.sub(take, typed)
    return " ".join(rest.split()), conditions


def _understood(name: str, value: str, known: Conditions) -> Conditions | None:
    """Returns the conditions with one more, or None where the value says nothing."""
    word = _VALUES.get(value.casefold(), value.casefold())
    if word == "none" and name in MISSING:
        return replace(known, missing=known.missing | {name})
    if name in (*STARTED, *CONTAINED):
        return replace(known, texts=known.texts | {(name, value)})
    reader = _READERS.get(name)
    found = reader(word) if reader else None
    return None if found is None else replace(known, **_joined(known, found))


def _joined(known: Conditions, found: dict[str, Any]) -> dict[str, Any]:
    """Adds to the sets that are there; other values take the place of earlier ones."""
    return {
        key: getattr(known, key) | value if isinstance(value, frozenset) else value
        for key, value in found.items()
    }


def _confidence(value: str) -> dict[str, Any] | None:
    match = _RANGE.fullmatch(value)
    if match is None:
        return None
    sign, first, last = match[1], float(match[2]) / 100, match[3]
    if first > 1 or (last is not None and (sign or float(last) > 100)):
        return None
    if sign == "<":
        return {"confidence_below": first}
    if sign == ">":
        return {"confidence_from": first}
    if last is None:  # 60: what is shown as 60 %
        return {"confidence_from": max(first - 0.005, 0.0), "confidence_below": first + 0.005}
    return {"confidence_from": first, "confidence_below": float(last) / 100}


def _between(kind: str) -> Callable[[str], dict[str, Any] | None]:
    def read(value: str) -> dict[str, Any] | None:
        if days := re.fullmatch(r"(\d{1,4})[d天]", value):
            return {f"{kind}_within": int(days[1])}
        match = _DAYS.fullmatch(value)
        first = _days(match[2]) if match else None
        if match is None or first is None:
            return None
        last = _days(match[3]) if match[3] else first
        if last is None or (match[1] and match[3]):
            return None
        if match[1] == "<":
            return {f"{kind}_to": first[0] - timedelta(days=1)}
        if match[1] == ">":
            return {f"{kind}_from": first[1] + timedelta(days=1)}
        return {f"{kind}_from": first[0], f"{kind}_to": last[1]}

    return read


def _days(word: str) -> tuple[date, date] | None:
    """Returns the first and last day of a day, a month or a year."""
    today = date.today()
    if word in ("today", "yesterday"):
        day = today if word == "today" else today - timedelta(days=1)
        return day, day
    year, month, day_of_month = (*(int(part) for part in word.split("-")), 0, 0)[:3]
    try:
        if day_of_month:
            day = date(year, month, day_of_month)
            return (day, day) if 1900 < year < 2200 else None
        first = date(year, month or 1, 1)
        after = date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1)
    except ValueError:
        return None
    return (first, after - timedelta(days=1)) if 1900 < year < 2200 else None


def _one_of(key: str, allowed: tuple[str, ...]) -> Callable[[str], dict[str, Any] | None]:
    return lambda value: {key: frozenset({value})} if value in allowed else None


def _number(key: str) -> Callable[[str], dict[str, Any] | None]:
    return lambda value: (
        {key: int(value)} if value.isascii() and value.isdigit() and len(value) < 16 else None
    )


def _attribute(value: str) -> dict[str, Any] | None:
    name, _, said = value.replace("＝", "=").partition("=")
    return {"attributes": frozenset({(name.strip(), said.strip())})} if name.strip() else None


def _duplicate(value: str) -> dict[str, Any] | None:
    if value in ("any", "yes"):
        return {"duplicates": frozenset(DUPLICATES)}
    return _one_of("duplicates", DUPLICATES)(value)


_READERS: dict[str, Callable[[str], dict[str, Any] | None]] = {
    "source": _one_of("sources", ("owner", "import", "model", "none")),
    "confidence": _confidence,
    "model": _number("model"),
    "imported": _between("imported"),
    "labelled": _between("labelled"),
    "import": _number("import_run"),
    "corrected": lambda value: {"corrected": True} if value == "yes" else None,
    "duplicate": _duplicate,
    "flag": _one_of("flags", FLAGS),
    "attribute": _attribute,
}
