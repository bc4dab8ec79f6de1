"""Translations are sound files of Qt Linguist, and follow the English."""

import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QTranslator

from shelftag_resources.messages import LANGUAGES, forms, message_ids, translation_file
from shelftag_resources.messages.linguist import (
    Translation,
    as_text,
    brought_up_to_date,
    read,
)
from shelftag_resources.messages.source import areas

TRANSLATED = [language for language in LANGUAGES if language != "en"]
AREAS = {"shop": {"shop.open": ("Open",), "shop.photos": ("One photo", "{count} photos")}}


def release(path: Path, made: Path) -> str:
    """Compiles a translation with Qt's own program; returns what that says."""
    program = Path(PySide6.__file__).parent / f"lrelease{'.exe' * (sys.platform == 'win32')}"
    command = [program, path, "-qm", made]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("language", TRANSLATED)
class TestShipped:
    def test_qt_compiles_it_and_finds_nothing_unfinished(self, language, tmp_path):
        said = release(translation_file(language), tmp_path / "made.qm")
        assert f"{len(message_ids())} finished and 0 unfinished" in said

    def test_what_qt_reads_from_it_is_what_the_program_says(self, language, tmp_path):
        release(translation_file(language), tmp_path / "made.qm")
        translator = QTranslator()
        assert translator.load(str(tmp_path / "made.qm"))
        for message_id in message_ids():
            said = translator.translate("", message_id, None, 7)
            assert said == forms(message_id, language)[-1]

    def test_it_is_up_to_date_and_written_as_the_command_writes_it(self, language):
        path = translation_file(language)
        today = brought_up_to_date(areas(), read(path), language)
        assert as_text(areas(), today, language) == path.read_text("utf-8")


class TestFollowingTheEnglish:
    def test_a_new_sentence_is_to_be_translated(self, tmp_path):
        made = self.written(tmp_path, {})
        assert made == {
            "shop.open": Translation("Open", ("",), finished=False),
            "shop.photos": Translation("{count} photos", ("",), finished=False),
        }

    def test_a_translation_stays_while_the_english_does(self, tmp_path):
        known = {"shop.open": Translation("Open", ("打开",), finished=True)}
        assert self.written(tmp_path, known)["shop.open"] == known["shop.open"]

    def test_one_whose_english_changed_is_to_be_looked_at_again(self, tmp_path):
        known = {"shop.open": Translation("Open the shop", ("打开商店",), finished=True)}
        again = Translation("Open", ("打开商店",), finished=False)
        assert self.written(tmp_path, known)["shop.open"] == again

    def test_what_the_program_no_longer_says_goes(self, tmp_path):
        known = {"shop.closed": Translation("Closed", ("关门",), finished=True)}
        assert "shop.closed" not in self.written(tmp_path, known)

    def test_signs_that_xml_knows_come_back(self, tmp_path):
        text = "a < b & \"c\" 'd'\u202f%\u3000é"
        known = {"shop.open": Translation("Open", (text,), finished=True)}
        assert self.written(tmp_path, known)["shop.open"].forms == (text,)

    def written(self, tmp_path, known):
        path = tmp_path / "zh_CN.ts"
        today = brought_up_to_date(AREAS, known, "zh_CN")
        path.write_text(as_text(AREAS, today, "zh_CN"), "utf-8")
        release(path, tmp_path / "made.qm")
        return read(path)


def test_what_linguist_calls_obsolete_is_not_said(tmp_path):
    path = tmp_path / "zh_CN.ts"
    path.write_text(
        '<TS version="2.1" language="zh_CN"><context><name>shop</name>'
        '<message id="shop.old"><source>Old</source>'
        '<translation type="vanished">旧</translation></message>'
        "</context></TS>",
        "utf-8",
    )
    assert read(path) == {}
