"""The engine looks into the folder while the dialog is open: pictures, and what is new."""

import shutil

import pytest
from PIL import Image

from shelftag.ui.dialogs import ImportDialog
from shelftag.ui.session import Session


@pytest.fixture
def pictures(tmp_path):
    folder = tmp_path / "Spring"
    folder.mkdir()
    for number in range(9):
        Image.new("RGB", (60, 40), (number * 25, 90, 120)).save(folder / f"CUP-{number:03}.jpg")
    shutil.copy(folder / "CUP-001.jpg", folder / "copy of a cup.jpg")
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


@pytest.fixture
def with_engine(qtbot, catalog):
    made = Session(catalog)
    yield made
    made.close()


def test_pictures_and_counts_come_from_the_engine(qtbot, with_engine, pictures):
    noted = []
    with_engine.job_started.connect(noted.append)
    dialog = ImportDialog(with_engine, pictures)
    qtbot.addWidget(dialog)
    dialog.show()
    look = dialog.preview.look
    qtbot.waitUntil(lambda: look.comparison.share == 1, timeout=60_000)
    assert not look.picture("CUP-000.jpg").isNull()
    assert look.picture("broken.jpg") is None
    figures = dialog.preview.strip.figures
    assert [figures[name].text() for name in ("new", "known", "twice")] == [
        "10 new",
        "0 already in the catalogue",
        "1 duplicate",
    ]
    assert noted == []  # the status bar is not troubled
    assert not with_engine.busy


def test_closing_ends_the_look(qtbot, with_engine, pictures):
    dialog = ImportDialog(with_engine, pictures)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.preview.look._inquiry is not None, timeout=20_000)
    dialog.reject()
    assert dialog.preview.look._inquiry is None
