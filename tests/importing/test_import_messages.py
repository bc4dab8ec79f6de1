"""Every sentence that importing and engine refer to exists, in every language, with its values."""

import re
import string
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import shelftag.engine
import shelftag.importing
from shelftag_resources.messages import LANGUAGES, message_ids

AREAS = ("importing", "engine")


def table(language, area):
    text = (files("shelftag_resources.messages") / language / f"{area}.toml").read_text("utf-8")
    return {
        f"{group}.{key}": sentence
        for group, sentences in tomllib.loads(text).items()
        for key, sentence in sentences.items()
    }


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_say_the_same(area):
    def values(sentence):
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}

    english, chinese = (table(language, area) for language in LANGUAGES)
    assert english.keys() == chinese.keys()
    for key, sentence in english.items():
        assert values(sentence) == values(chinese[key]), key
        assert re.search("[\u4e00-\u9fff]", chinese[key]), key


@pytest.mark.parametrize("package", [shelftag.importing, shelftag.engine])
def test_no_sentence_is_missing(package):
    used = set()
    for file in Path(package.__path__[0]).glob("*.py"):
        used |= set(re.findall(r'"((?:importing|engine|phase)\.[a-z_]+)"', file.read_text("utf-8")))
    assert used - message_ids() == set()
