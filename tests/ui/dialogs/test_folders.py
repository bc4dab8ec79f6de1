"""The folders that photos came from: what the table says, and what its buttons ask for."""

import pytest
from sqlalchemy import select

from shelftag.catalog import source_folders
from shelftag.catalog.models import ImportRun, Photo, PhotoFile, Root
from shelftag.catalog.models.base import utc_now
from shelftag.catalog.operations import operation
from shelftag.ui.dialogs import FoldersDialog
from shelftag.ui.dialogs import folders as module


@pytest.fixture
def places(catalog, tmp_path):
    """A folder with two photos, one of them missing, and one that is on an unplugged drive."""
    here, away = tmp_path / "Autumn", tmp_path / "drive" / "Spring"
    here.mkdir()
    (here / "0.jpg").write_bytes(b"photo")
    with operation(catalog.database, "import", "import", folder="Autumn") as scope:
        session = scope.session
        for number, folder in enumerate((here, here, away)):
            root = session.scalar(select(Root).where(Root.path == str(folder)))
            root = root or Root(path=str(folder))
            photo = Photo(sha256=f"{number}" * 64, byte_size=5, width=1, height=1, format="JPEG")
            session.add_all([root, photo])
            session.flush()
            file = PhotoFile(
                photo_id=photo.id, root_id=root.id, relative_path=f"{number}.jpg", byte_size=5,
                modified_ns=0, operation_id=scope.id,
            )  # fmt: skip
            file.missing_since = utc_now() if number == 1 else None
            session.add(file)
        options = {"grouping": "each_photo", "trusted": True}
        session.add(ImportRun(operation_id=scope.id, root_id=1, options=options))
    return here, away


@pytest.fixture
def dialog(qtbot, session, places):
    made = FoldersDialog(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: "Not there" in str(made.table.model.as_texts()))
    return made


def rows(dialog):
    return [[row[0], row[1], row[2], row[4]] for row in dialog.table.model.as_texts()]


def test_the_table_says_what_is_missing_and_what_is_not_there(dialog, places):
    assert rows(dialog) == [
        [str(places[0]), "2", "1", ""],
        [str(places[1]), "1", "", "Not there"],
    ]


def test_a_folder_is_looked_for_beginning_at_the_nearest_that_is_there(
    dialog, places, session, tmp_path, monkeypatch
):
    asked = []

    def choose(_parent, _title, start):
        asked.append(start)
        return tmp_path / "found"

    monkeypatch.setattr(module, "choose_folder", choose)
    dialog.table.view.selectRow(1)
    assert not dialog.import_button.isEnabled()
    dialog.find_button.click()
    assert asked == [tmp_path]
    arguments = {"folder": str(tmp_path / "found"), "old": str(places[1])}
    assert session.submitted == [("relink", arguments)]
    assert "status bar" in dialog.notice.sentence.text()


def test_importing_again_takes_the_options_of_the_last_time(dialog, places, session):
    dialog.table.view.selectRow(0)
    dialog.import_button.click()
    assert session.submitted == [
        ("import", {"folder": str(places[0]), "grouping": "each_photo", "trusted": True})
    ]


def test_a_folder_is_watched_and_let_go_again(dialog, places, session, qtbot):
    dialog.table.view.selectRow(0)
    assert dialog.watch_button.text() == "Watch"
    dialog.watch_button.click()
    qtbot.waitUntil(lambda: dialog.watch_button.text() == "Stop watching")
    watched = session.read_now(source_folders.watched_folders)
    assert watched == {places[0]: {"grouping": "each_photo", "trusted": True}}
    qtbot.waitUntil(lambda: rows(dialog)[0][3] == "Watched")
    dialog.watch_button.click()
    qtbot.waitUntil(lambda: dialog.watch_button.text() == "Watch")
    assert session.read_now(source_folders.watched_folders) == {}


def test_the_files_are_checked_when_asked(dialog, session):
    dialog._check_button.click()
    assert session.submitted == [("check_files", {})]


def test_without_photos_it_says_so(qtbot, session):
    made = FoldersDialog(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.table.currentIndex() == 1)
    assert not made.find_button.isEnabled()


def test_a_choice_that_is_called_off_looks_for_nothing(dialog, session, monkeypatch):
    monkeypatch.setattr(module, "choose_folder", lambda *_arguments: None)
    dialog.find_button.click()
    assert session.submitted == []
