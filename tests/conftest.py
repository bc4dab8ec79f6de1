"""For all tests: no screen, English sentences, and a home of their own."""

import os

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["SHELFTAG_LANGUAGE"] = "en"


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory, monkeypatch):
    """Nothing of the person who runs the tests is read or written."""
    if "SHELFTAG_HOME" not in os.environ:
        monkeypatch.setenv("SHELFTAG_HOME", str(tmp_path_factory.mktemp("home")))
