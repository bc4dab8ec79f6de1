"""The one catalogue of sentences: renders message ids for the command line and the window."""

import string
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from shelftag_api.errors import ShelftagError

LANGUAGES = ("en", "zh_CN")


@cache
def _sentences(language: str) -> dict[str, str]:
    """Reads a language's TOML files (one per area), their tables flattened to dotted ids."""
    flat: dict[str, str] = {}

    def flatten(prefix: str, table: Mapping[str, Any]) -> None:
        for key, value in table.items():
            if isinstance(value, dict):
                flatten(f"{prefix}{key}.", value)
            else:
                flat[f"{prefix}{key}"] = str(value)

    for file in (files(__package__) / language).iterdir():
        if file.name.endswith(".toml"):
            flatten("", tomllib.loads(file.read_text("utf-8")))
    return flat


def message_ids(language: str = "en") -> frozenset[str]:
    """Returns the ids of all sentences of a language."""
    return frozenset(_sentences(language))


def render(
    message_id: str, params: Mapping[str, object] | None = None, language: str = "en"
) -> str:
    """Renders a sentence.

    Where ``count`` is 1 and there is a sentence ``ID_one``, that one is used.

    Args:
        message_id: Dotted id; an unknown one is shown as it is, with its parameters.
        params: Values of the placeholders.
        language: One of `LANGUAGES`; others read English.
    """
    table = _sentences(language if language in LANGUAGES else "en")
    params = params or {}
    template = table.get(message_id) or _sentences("en").get(message_id)
    if str(params.get("count")) == "1":
        template = table.get(f"{message_id}_one", template)
    if template is None:
        return " ".join([message_id, *(f"{key}={value}" for key, value in params.items())])
    return _Forgiving().vformat(template, (), params)


def render_error(error: ShelftagError, language: str = "en") -> str:
    """Renders an error's sentence."""
    return render(error.message_id, error.params, language)


class _Forgiving(string.Formatter):
    """Formats without failing: a missing value shows as its name."""

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(str(key), f"{{{key}}}")

    def format_field(self, value: Any, format_spec: str) -> str:
        try:
            return str(super().format_field(value, format_spec))
        except (ValueError, TypeError):
            return str(value)
