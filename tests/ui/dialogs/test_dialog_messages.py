"""Every sentence that the dialogs refer to exists."""

import re
from pathlib import Path

import shelftag.ui.dialogs
from shelftag_resources.messages import message_ids

SOURCES = Path(shelftag.ui.dialogs.__file__).parent.glob("*.py")


def test_every_id_in_the_code_has_a_sentence():
    used = {
        found
        for source in SOURCES
        for found in re.findall(r'"((?:dialogs|catalog|export|model)\.[a-z_.]+[a-z])"',
                                source.read_text("utf-8"))
    }  # fmt: skip
    assert len(used) > 80
    assert used - message_ids("en") == set()
