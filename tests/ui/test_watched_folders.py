"""An open window imports what comes into the watched folders."""

import threading

import pytest

from importing.moving_shop import picture
from shelftag.catalog import queries, source_folders
from shelftag.catalog.catalog import Catalog
from shelftag.importing.plan import ImportOptions
from shelftag.importing.watching import Patience
from shelftag.ui.session import Session
from shelftag.ui.watching import WatchedFolders

QUICK = Patience(settle=0.15, give_up=60, poll=0.1, retry=0.1)


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def session(shop_folder, inbox, qtbot):
    catalog = Catalog.open(shop_folder)
    with catalog.database.write() as writer:
        options = ImportOptions().to_json()
        source_folders.watch_folder(writer, inbox, options)
    made = Session(catalog, engine_jobs="watch_jobs:JOBS")
    made.watched.close()
    made.watched = WatchedFolders(made, QUICK)
    yield made
    made.close()
    assert not [t for t in threading.enumerate() if t.name == "shelftag-watch"]


def products(session):
    wanted = queries.ProductFilter()
    return session.read_now(lambda reader: len(queries.product_ids(reader, wanted)))


def test_photos_that_come_in_are_imported_as_the_folder_is_set_to(session, inbox, qtbot):
    started = []
    session.job_started.connect(lambda job: started.append((job.kind, job.arguments["folder"])))
    picture(inbox / "MUG-1_1.jpg", 1)
    picture(inbox / "MUG-1_2.jpg", 2)
    qtbot.waitUntil(lambda: products(session) == 61, timeout=30_000)
    qtbot.waitUntil(lambda: not session.busy, timeout=30_000)
    assert started == [("import", str(inbox))]


def test_while_the_folder_is_imported_no_second_import_is_queued(session, inbox, qtbot):
    started = []
    session.job_started.connect(lambda job: started.append(job.kind))
    session.submit("count", to=300)
    picture(inbox / "a.jpg", 1)
    qtbot.waitUntil(lambda: started == ["count", "import"], timeout=30_000)
    picture(inbox / "b.jpg", 2)
    qtbot.waitUntil(lambda: products(session) == 62, timeout=30_000)
    qtbot.waitUntil(lambda: not session.busy, timeout=30_000)
    assert started == ["count", "import"]


def test_a_folder_that_is_no_longer_watched_is_left_alone(session, inbox, qtbot):
    with session.catalog.database.write() as writer:
        source_folders.stop_watching(writer, inbox)
    session.watched.refresh()
    qtbot.wait(300)
    picture(inbox / "a.jpg", 1)
    qtbot.wait(1_000)
    assert products(session) == 60
