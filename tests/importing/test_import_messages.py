"""Every sentence that importing and engine refer to exists."""

import re
from pathlib import Path

import pytest

import shelftag.engine
import shelftag.importing
from shelftag_resources.messages import message_ids


@pytest.mark.parametrize("package", [shelftag.importing, shelftag.engine])
def test_no_sentence_is_missing(package):
    used = set()
    for file in Path(package.__path__[0]).glob("*.py"):
        used |= set(re.findall(r'"((?:importing|engine|phase)\.[a-z_]+)"', file.read_text("utf-8")))
    assert used - message_ids() == set()
