"""Watched folders: real files that come, grow, move and vanish; each burst is told of once."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from importing.moving_shop import picture, touch_later
from shelftag.catalog import operations, source_folders
from shelftag.catalog.places import is_on_network_drive
from shelftag.importing import watching
from shelftag.importing.newcomers import Newcomers, new_files
from shelftag.importing.watching import Patience, Watching
from shelftag_api.errors import ShelftagError

QUICK = Patience(settle=0.15, give_up=60, poll=0.1, retry=0.1)
_LONG = 20.0


@pytest.fixture
def shop(moving_shop):
    return moving_shop


class Watcher:
    """Watches the folders of a shop, and imports what it is told of, as the window does."""

    def __init__(self, shop, patience: Patience = QUICK, *, importing: bool = True) -> None:
        self.shop = shop
        self.importing = importing
        self.told: list[tuple[Path, dict[str, int]]] = []
        self.looks = 0
        self.watching = Watching(self._find, self._settled, patience)

    def _find(self, folder: Path) -> Newcomers:
        self.looks += 1
        return new_files(self.shop.catalog, folder)

    def _settled(self, folder: Path) -> None:
        self.told.append((folder, {p.name: p.stat().st_size for p in folder.rglob("*.jpg")}))
        if self.importing:
            self.shop.run(folder)

    def wait(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + _LONG
        while not condition():
            assert time.monotonic() < end, "it did not happen"
            time.sleep(0.02)

    def start(self, folder: Path) -> None:
        """Watches a folder, and waits until it has been looked through and is observed."""
        self.watching.watch([folder])
        self.wait(lambda: self.looks > 0)
        time.sleep(0.1)


@pytest.fixture
def watcher(shop) -> Iterator[Watcher]:
    before = set(threading.enumerate())
    made = Watcher(shop)
    yield made
    made.watching.close()
    made.watching.close()
    assert set(threading.enumerate()) <= before


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def test_a_new_photo_comes_in_by_itself(watcher, inbox):
    watcher.start(inbox)
    picture(inbox / "shelf" / "a.jpg", 1)
    watcher.wait(lambda: len(watcher.shop.ids()) == 1)
    picture(inbox / "b.jpg", 2)
    watcher.wait(lambda: len(watcher.shop.ids()) == 2)
    assert [folder for folder, _ in watcher.told] == [inbox, inbox]


def test_a_file_written_slowly_is_waited_for(watcher, inbox, tmp_path):
    watcher.start(inbox)
    data = picture(tmp_path / "whole.jpg", 5000).read_bytes()
    with (inbox / "a.jpg").open("wb") as file:
        for start in range(0, len(data), len(data) // 12):
            file.write(data[start : start + len(data) // 12])
            file.flush()
            time.sleep(0.06)
    watcher.wait(lambda: len(watcher.shop.ids()) == 1)
    assert watcher.told == [(inbox, {"a.jpg": len(data)})]


def test_hundreds_of_files_at_once_are_one_import(watcher, inbox):
    watcher.start(inbox)
    for number in range(300):
        picture(inbox / f"{number % 7}" / f"{number}.jpg", number)
    watcher.wait(lambda: len(watcher.shop.ids()) == 300)
    assert len(watcher.told) == 1


def test_what_came_while_nobody_watched_is_caught_up_with(watcher, inbox):
    picture(inbox / "a.jpg", 1)
    watcher.watching.watch([inbox])
    watcher.wait(lambda: len(watcher.shop.ids()) == 1)


def test_a_folder_without_anything_new_is_not_imported_at_every_start(watcher, inbox):
    picture(inbox / "a.jpg", 1)
    (inbox / "half.jpg").write_bytes((inbox / "a.jpg").read_bytes()[:200])
    watcher.shop.run(inbox)
    watcher.start(inbox)
    watcher.watching.look_again(inbox)
    watcher.wait(lambda: watcher.looks == 2)
    assert watcher.told == []


def test_a_folder_that_was_moved_in_brings_its_photos(watcher, inbox, tmp_path):
    for number in range(3):
        picture(tmp_path / "delivery" / "deep" / f"{number}.jpg", number)
    watcher.start(inbox)
    (tmp_path / "delivery").rename(inbox / "delivery")
    watcher.wait(lambda: len(watcher.shop.ids()) == 3)
    assert len(watcher.told) == 1


def test_a_renamed_photo_stays_the_same_product(watcher, inbox):
    picture(inbox / "a.jpg", 1)
    watcher.watching.watch([inbox])
    watcher.wait(lambda: len(watcher.shop.ids()) == 1)
    (inbox / "a.jpg").rename(inbox / "b.jpg")
    watcher.wait(lambda: list(watcher.shop.files()) == [f"{inbox}/b.jpg"])
    assert len(watcher.shop.ids()) == 1


def test_a_drive_that_is_plugged_in_later_and_again_is_caught_up_with(watcher, tmp_path):
    drive, away = tmp_path / "drive", tmp_path / "away"
    watcher.watching.watch([drive])
    picture(away / "a.jpg", 1)
    away.rename(drive)
    watcher.wait(lambda: len(watcher.shop.ids()) == 1)
    drive.rename(away)
    picture(away / "b.jpg", 2)
    time.sleep(0.3)
    away.rename(drive)
    watcher.wait(lambda: len(watcher.shop.ids()) == 2)
    picture(drive / "c.jpg", 3)
    watcher.wait(lambda: len(watcher.shop.ids()) == 3)


def test_a_network_drive_is_looked_through_now_and_then(watcher, inbox, monkeypatch):
    monkeypatch.setattr(watching, "is_on_network_drive", lambda _folder: True)
    watcher.start(inbox)
    picture(inbox / "a.jpg", 1)
    watcher.wait(lambda: len(watcher.shop.ids()) == 1)


def test_a_system_that_has_no_notices_left_falls_back_to_looking(watcher, inbox, monkeypatch):
    def none_left() -> None:
        raise OSError(28, "inotify watch limit reached")

    class Exhausted(watching.PollingObserver):
        def start(self) -> None:
            none_left()

    monkeypatch.setattr(watching, "Observer", Exhausted)
    watcher.start(inbox)
    picture(inbox / "a.jpg", 1)
    watcher.wait(lambda: len(watcher.shop.ids()) == 1)


def test_empty_and_other_files_are_waited_for_in_peace(watcher, inbox):
    (inbox / "a.jpg").touch()
    (inbox / "notes.txt").write_text("no picture")
    watcher.start(inbox)
    time.sleep(0.5)
    looks = watcher.looks
    time.sleep(0.5)
    assert (watcher.told, watcher.looks) == ([], looks)
    picture(inbox / "a.jpg", 1)
    watcher.wait(lambda: len(watcher.shop.ids()) == 1)


def test_a_file_that_never_stops_growing_does_not_hold_the_others_for_ever(shop, inbox):
    watcher = Watcher(shop, Patience(0.1, 0.5, 0.1, 0.1))
    stop = threading.Event()

    def grow() -> None:
        while not stop.is_set():
            with (inbox / "endless.jpg").open("ab") as file:
                file.write(b"x" * 100)
            time.sleep(0.02)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        picture(inbox / "a.jpg", 1)
        watcher.watching.watch([inbox])
        watcher.wait(lambda: len(shop.ids()) == 1)
    finally:
        stop.set()
        writer.join()
        watcher.watching.close()


def test_a_folder_that_is_let_go_is_watched_no_longer(watcher, inbox, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    watcher.watching.watch([inbox, other])
    watcher.wait(lambda: watcher.looks >= 2)
    watcher.watching.watch([other])
    time.sleep(0.3)
    picture(inbox / "a.jpg", 1)
    picture(other / "b.jpg", 2)
    watcher.wait(lambda: len(watcher.shop.ids()) == 1)
    assert [folder for folder, _ in watcher.told] == [other]


class TestNewFiles:
    def test_only_what_no_import_has_seen_as_it_is(self, shop, inbox):
        for number in range(3):
            picture(inbox / f"{number}.jpg", number)
        (inbox / "half.jpg").write_bytes((inbox / "0.jpg").read_bytes()[:200])
        shop.run(inbox)
        assert new_files(shop.catalog, inbox) == {}
        touch_later(inbox / "1.jpg")
        picture(inbox / "new.jpg", 9)
        assert set(new_files(shop.catalog, inbox)) == {"1.jpg", "new.jpg"}

    def test_a_damaged_file_that_has_grown_is_new(self, shop, inbox, tmp_path):
        data = picture(tmp_path / "whole.jpg", 1).read_bytes()
        (inbox / "a.jpg").write_bytes(data[:200])
        shop.run(inbox)
        (inbox / "a.jpg").write_bytes(data)
        assert set(new_files(shop.catalog, inbox)) == {"a.jpg"}

    def test_what_the_owner_has_undone_does_not_come_back_by_itself(self, shop, inbox):
        picture(inbox / "a.jpg", 1)
        operations.undo(shop.database, shop.run(inbox).operation_id)
        assert new_files(shop.catalog, inbox) == {}

    def test_a_folder_that_is_not_there_is_said_so(self, shop, tmp_path):
        with pytest.raises(ShelftagError) as caught:
            new_files(shop.catalog, tmp_path / "gone")
        assert caught.value.message_id == "importing.folder_missing"


class TestRemembering:
    def test_watched_folders_keep_how_they_are_imported(self, shop, tmp_path):
        with shop.database.write() as session:
            source_folders.watch_folder(session, tmp_path / "a", {"grouping": "each_photo"})
            source_folders.watch_folder(session, tmp_path / "a", {"grouping": "file_name"})
            source_folders.watch_folder(session, tmp_path / "b", {})
            source_folders.stop_watching(session, tmp_path / "b")
        with shop.database.read() as session:
            assert source_folders.watched_folders(session) == {
                tmp_path / "a": {"grouping": "file_name"}
            }
            (folder,) = source_folders.source_folders(session)
        assert (folder.watched, folder.photos) == (True, 0)

    def test_stopping_what_is_not_watched_is_refused(self, shop, tmp_path):
        with pytest.raises(ShelftagError) as caught, shop.database.write() as session:
            source_folders.stop_watching(session, tmp_path)
        assert caught.value.message_id == "folders.not_watched"


def test_a_folder_of_this_computer_lies_on_no_network(tmp_path):
    assert not is_on_network_drive(tmp_path)
