"""One catalogue of sentences: complete in every language, and all that the code asks for."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import LANGUAGES, forms, message_ids, render, render_error

PACKAGES = (
    "shelftag", "shelftag_api", "shelftag_barcode", "shelftag_onnx", "shelftag_training",
    "shelftag_resources",
)  # fmt: skip
ASKING = {"ShelftagError", "ContractError", "say", "render", "Progress", "Notice"}


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        assert spec is not None and spec.submodule_search_locations
        yield from Path(spec.submodule_search_locations[0]).rglob("*.py")


def asked_for() -> dict[str, str]:
    """Ids that stand literally as the first argument of a call that renders or raises."""
    ids: dict[str, str] = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            function = node.func
            name = getattr(function, "attr", None) or getattr(function, "id", None)
            for argument in literals(node.args[0]):
                if name in ASKING or (name == "text" and "." in argument and " " not in argument):
                    ids[argument] = f"{path.name}:{node.lineno}"
    return ids


def literals(node: ast.expr) -> Iterator[str]:
    """The texts that an argument can be: itself, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def placeholders(message_id: str, language: str) -> set[str]:
    text = render(message_id, {}, language)
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_sentence_is_there_in_every_language():
    assert len(message_ids()) > 100
    for language in LANGUAGES:
        assert message_ids(language) == message_ids()


def test_a_form_for_one_says_nothing_that_the_form_for_many_does_not_know():
    for message_id in message_ids():
        one, many = (
            {name for _, name, _, _ in Formatter().parse(text) if name}
            for text in (forms(message_id)[0], forms(message_id)[-1])
        )
        assert one <= many, message_id


def test_translations_have_the_same_placeholders():
    for message_id in message_ids():
        english = placeholders(message_id, "en")
        assert placeholders(message_id, "zh_CN") == english, message_id


def test_no_sentence_was_left_in_english():
    for message_id in message_ids():
        english, chinese = render(message_id), render(message_id, {}, "zh_CN")
        assert bool(english.strip()) == bool(chinese.strip()), message_id
        if len(re.findall("[A-Za-z]{2,}", re.sub("{.*?}", "", english))) > 2:
            assert any("\u4e00" <= character <= "\u9fff" for character in chinese), message_id


def test_every_id_in_the_code_has_a_sentence():
    asked = asked_for()
    assert len(asked) > 60
    assert {asked_id: asked[asked_id] for asked_id in asked.keys() - message_ids()} == {}


class TestRendering:
    def test_the_values_go_into_the_sentence_of_the_language(self):
        error = ShelftagError("product.bad_price", value="abc")
        assert "abc" in render_error(error)
        assert "abc" in render_error(error, "zh_CN")
        assert render_error(error) != render_error(error, "zh_CN")

    def test_a_language_that_is_not_there_reads_english(self):
        assert render("state.review", {}, "fr") == render("state.review")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_value_that_is_missing_or_odd_never_breaks_a_sentence(self, language):
        for message_id in message_ids():
            names = placeholders(message_id, language)
            for value in (None, 1.5, "{evil!r:>99} 短袖", ["list"]):
                shown = render(message_id, dict.fromkeys(names, value), language)
                assert not names or str(value) in shown or isinstance(value, float), message_id

    def test_an_unknown_id_shows_itself_and_its_values(self):
        assert render("plugin.strange", {"count": 3}) == "plugin.strange count=3"
