"""The one catalogue of sentences: renders message ids for the command line and the window.

English lies in TOML files, one per area (`source`); every other language in one file of Qt Linguist
(`linguist`), which ``python -m shelftag_resources.messages`` brings up to date.
"""

import string
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from shelftag_api.errors import ShelftagError
from shelftag_resources.messages.linguist import read
from shelftag_resources.messages.source import Forms, areas

LANGUAGES = ("en", "zh_CN")


def translation_file(language: str) -> Path:
    """Returns where a language's translation lies."""
    return Path(__file__).with_name(f"{language}.ts")


@cache
def _sentences(language: str) -> dict[str, Forms]:
    """Returns the forms of a language's sentences by id; what is not translated is left out."""
    if language == "en":
        return {key: forms for sentences in areas().values() for key, forms in sentences.items()}
    known = read(translation_file(language))
    return {key: one.forms for key, one in known.items() if all(one.forms)}


def message_ids(language: str = "en") -> frozenset[str]:
    """Returns the ids of all sentences of a language."""
    return frozenset(_sentences(language))


def forms(message_id: str, language: str = "en") -> Forms:
    """Returns the forms that a sentence has: one, or one for exactly one and one for many.

    What is not translated is English, and what no language knows has none.
    """
    table = _sentences(language if language in LANGUAGES else "en")
    return table.get(message_id) or _sentences("en").get(message_id, ())


def render(
    message_id: str, params: Mapping[str, object] | None = None, language: str = "en"
) -> str:
    """Renders a sentence, in the form for its ``count``.

    Args:
        message_id: Dotted id; an unknown one is shown as it is, with its parameters.
        params: Values of the placeholders.
        language: One of `LANGUAGES`; others read English.
    """
    params = params or {}
    templates = forms(message_id, language)
    if not templates:
        return " ".join([message_id, *(f"{key}={value}" for key, value in params.items())])
    template = templates[0 if str(params.get("count")) == "1" else -1]
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
