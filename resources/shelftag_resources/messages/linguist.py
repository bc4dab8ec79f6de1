"""Translations: Qt Linguist's files (TS 2.1, by id), read by the program and kept up to date here.

The format is described at https://doc.qt.io/qt-6/linguist-ts-file-format.html.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

from shelftag_resources.messages.source import Forms

NUMERUS_FORMS = {"zh_CN": 1}
"""How many forms a language has for a count, by Qt's rules."""

_ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
    | {space: f"&#x{ord(space):x};" for space in "\u00a0\u2009\u202f\u3000"}
)


@dataclass(frozen=True)
class Translation:
    """What a translator has made of a sentence.

    Attributes:
        source: The English that it was made from; of a sentence about a count, for many.
        forms: Its texts, one for each form that the language has; empty ones where none was made.
        finished: False where it is still to be made, or the English has changed since.
    """

    source: str
    forms: Forms
    finished: bool


def read(path: Path) -> dict[str, Translation]:
    """Reads a translation.

    Returns:
        What there is by id, without what the program no longer says.
    """
    found: dict[str, Translation] = {}
    for message in ElementTree.parse(path).iterfind("context/message"):
        text = message.find("translation")
        state = "unfinished" if text is None else text.get("type", "")
        if text is None or state not in ("", "unfinished"):
            continue
        numerus = [form.text or "" for form in text.iterfind("numerusform")]
        source, forms = message.findtext("source", ""), tuple(numerus or [text.text or ""])
        found[message.get("id", "")] = Translation(source, forms, not state)
    return found


def brought_up_to_date(
    areas: Mapping[str, Mapping[str, Forms]], known: Mapping[str, Translation], language: str
) -> dict[str, dict[str, Translation]]:
    """Brings a translation to the English of today.

    Args:
        areas: The English, as `source.areas` gives it.
        known: The translation so far.
        language: Which language it is in.

    Returns:
        By area and id what is translated, what is new and what is to be looked at again.
    """
    return {
        area: {key: _today(english, known.get(key), language) for key, english in sentences.items()}
        for area, sentences in areas.items()
    }


def _today(english: Forms, known: Translation | None, language: str) -> Translation:
    count = NUMERUS_FORMS[language] if len(english) > 1 else 1
    if known is None:
        return Translation(english[-1], ("",) * count, finished=False)
    if known.source == english[-1] and len(known.forms) == count:
        return known
    forms = (known.forms + ("",) * count)[:count]
    return replace(known, source=english[-1], forms=forms, finished=False)


def as_text(
    areas: Mapping[str, Mapping[str, Forms]],
    translations: Mapping[str, Mapping[str, Translation]],
    language: str,
) -> str:
    """Writes a translation as Qt Linguist does, so that its changes alone show as changes."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{language}" sourcelanguage="en">',
        "<context>",
        "    <name></name>",
    ]
    for area, sentences in translations.items():
        for key, translation in sentences.items():
            lines += _message(area, key, translation, numerus=len(areas[area][key]) > 1)
    return "\n".join([*lines, "</context>", "</TS>", ""])


def _message(area: str, key: str, translation: Translation, *, numerus: bool) -> Iterator[str]:
    state = "" if translation.finished else ' type="unfinished"'
    plural = ' numerus="yes"' if numerus else ""
    texts = [text.translate(_ENTITIES) for text in translation.forms]
    yield f'    <message id="{key}"{plural}>'
    yield f"        <source>{translation.source.translate(_ENTITIES)}</source>"
    yield f"        <label>{area}</label>"
    if numerus:
        yield f"        <translation{state}>"
        yield from (f"            <numerusform>{text}</numerusform>" for text in texts)
        yield "        </translation>"
    else:
        yield f"        <translation{state}>{texts[0]}</translation>"
    yield "    </message>"
