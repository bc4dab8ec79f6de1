"""Conditions in words: one short text for each, and the conditions without it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale

from shelftag.catalog.conditions import Conditions
from shelftag.ui.session import Session
from shelftag.ui.translation import locale, percent

Part = tuple[str, Conditions]


def parts(session: Session, wanted: Conditions) -> list[Part]:
    """Returns what is asked for, one by one: its text, and the conditions without it."""
    return [
        (session.text(f"searches.chip.{key}", **params), replace(wanted, **without))
        for key, params, without in _parts(session, wanted)
    ]


def _parts(
    session: Session, wanted: Conditions
) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    def named(kind: str, values: frozenset[str]) -> str:
        comma = session.text("searches.or")
        return comma.join(session.text(f"searches.{kind}.{value}") for value in sorted(values))

    if wanted.sources:
        yield "source", {"source": named("source", wanted.sources)}, {"sources": frozenset()}
    first, below = wanted.confidence_from, wanted.confidence_below
    if first is not None or below is not None:
        key = "below" if first is None else "from" if below is None else "between"
        shares = {"first": percent(first or 0), "below": percent(1 if below is None else below)}
        yield f"confidence_{key}", shares, {"confidence_from": None, "confidence_below": None}
    if wanted.model is not None:
        yield "model", {"model": wanted.model}, {"model": None}
    for kind in ("imported", "labelled"):
        yield from _days(session, wanted, kind)
    for name in sorted(wanted.missing):
        yield f"no_{name}", {}, {"missing": wanted.missing - {name}}
    if wanted.duplicates:
        named_kinds = named("duplicate", wanted.duplicates)
        yield "duplicates", {"what": named_kinds}, {"duplicates": frozenset()}
    if wanted.corrected:
        yield "corrected", {}, {"corrected": False}
    if wanted.import_run is not None:
        yield "import_run", {"run": wanted.import_run}, {"import_run": None}
    for flag in sorted(wanted.flags):
        yield f"flag_{flag}", {}, {"flags": wanted.flags - {flag}}
    for name, value in sorted(wanted.attributes):
        key = "attribute" if value else "any_attribute"
        rest = wanted.attributes - {(name, value)}
        yield key, {"name": name, "value": value}, {"attributes": rest}
    for name, value in sorted(wanted.texts):
        field = session.text(f"ui.field.{name}")
        yield "text", {"field": field, "text": value}, {"texts": wanted.texts - {(name, value)}}


def _days(
    session: Session, wanted: Conditions, kind: str
) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    within = getattr(wanted, f"{kind}_within")
    if within is not None:
        yield f"{kind}_within", {"count": within}, {f"{kind}_within": None}
    first, last = getattr(wanted, f"{kind}_from"), getattr(wanted, f"{kind}_to")
    if first or last:
        key = "between" if first and last else "from" if first else "to"
        key = "on" if first == last else key
        days = {"first": _day(session, first), "last": _day(session, last)}
        yield f"{kind}_{key}", days, {f"{kind}_from": None, f"{kind}_to": None}


def _day(session: Session, day: date | None) -> str:
    if day is None:
        return ""
    shown = QDate(day.year, day.month, day.day)
    return locale(session.language).toString(shown, QLocale.FormatType.ShortFormat)
