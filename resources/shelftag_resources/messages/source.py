"""The English sentences, which the code asks for by id and every translation starts from."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

Forms = tuple[str, ...]
"""A sentence: one text; or one for exactly one, and one for other counts."""

_ONE = "_one"


def areas() -> dict[str, dict[str, Forms]]:
    """Reads the TOML files, one per area, their tables flattened to dotted ids.

    A sentence ``ID_one`` is the form that ``ID`` has for exactly one.

    Returns:
        The sentences by area and id, in the order of the files.
    """
    found = sorted((files(__package__) / "en").iterdir(), key=lambda file: file.name)
    return {
        file.name.removesuffix(".toml"): _with_plurals(
            dict(_flat("", tomllib.loads(file.read_text("utf-8"))))
        )
        for file in found
        if file.name.endswith(".toml")
    }


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key}", str(value)


def _with_plurals(texts: Mapping[str, str]) -> dict[str, Forms]:
    return {
        key: (texts[f"{key}{_ONE}"], text) if f"{key}{_ONE}" in texts else (text,)
        for key, text in texts.items()
        if not (key.endswith(_ONE) and key.removesuffix(_ONE) in texts)
    }
