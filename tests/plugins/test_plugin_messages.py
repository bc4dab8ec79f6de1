"""Every sentence that plug-in code can name exists in every language."""

import re
from importlib.util import find_spec
from pathlib import Path
from string import Formatter

import pytest

from shelftag_resources.messages import LANGUAGES, message_ids, render

IDS = re.compile(r'"((?:plugins|runtime|contract)\.[a-z_]+)"')


def used_ids() -> set[str]:
    used: set[str] = set()
    for package in ("shelftag_onnx", "shelftag"):
        folder = Path(next(iter(find_spec(package).submodule_search_locations)))
        for path in (folder if package == "shelftag_onnx" else folder / "plugins").glob("*.py"):
            used |= set(IDS.findall(path.read_text("utf-8")))
    return used


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_id_has_a_sentence(language):
    used = used_ids()
    assert len(used) > 15
    assert used <= message_ids(language)


def test_no_sentence_is_left_over():
    ours = {name for name in message_ids("en") if name.startswith(("plugins.", "runtime."))}
    assert ours == {name for name in used_ids() if not name.startswith("contract.")}


@pytest.mark.parametrize("message_id", sorted(used_ids()))
def test_languages_agree_on_placeholders(message_id):
    fields = [
        {name for _, name, _, _ in Formatter().parse(render(message_id, {}, language)) if name}
        for language in LANGUAGES
    ]
    assert fields[0] == fields[1]
