"""Every sentence of the dialogs is there, in every language, with the same placeholders."""

import re
import string
from pathlib import Path

import shelftag.ui.dialogs
from shelftag_resources.messages import message_ids, render

SOURCES = Path(shelftag.ui.dialogs.__file__).parent.glob("*.py")


def of_dialogs(language):
    return {name for name in message_ids(language) if name.startswith("dialogs.")}


def test_every_id_in_the_code_has_a_sentence():
    used = {
        found
        for source in SOURCES
        for found in re.findall(r'"((?:dialogs|catalog|export|model)\.[a-z_.]+[a-z])"',
                                source.read_text("utf-8"))
    }  # fmt: skip
    assert len(used) > 80
    assert used - message_ids("en") == set()


def test_the_chinese_sentences_are_complete():
    english = {name for name in of_dialogs("en") if not name.endswith("_one")}
    assert of_dialogs("zh_CN") == english


def test_placeholders_agree():
    def placeholders(name, language):
        return {
            field
            for _, field, _, _ in string.Formatter().parse(render(name, {}, language))
            if field
        }

    for name in of_dialogs("zh_CN"):
        assert placeholders(name, "zh_CN") == placeholders(name, "en"), name
