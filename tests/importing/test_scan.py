"""A folder is walked in order, streaming, and whatever lies in it."""

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from importing.moving_shop import picture
from shelftag.catalog.photo_files import is_cloud_only
from shelftag.importing import scan as scan_module
from shelftag.importing.plan import ImportOptions, read_folder
from shelftag.importing.scan import (
    ScannedFile,
    ScanProblem,
    SkippedFiles,
    scan,
    shown,
)
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import render_error


def names(folder):
    return [found.relative for found in scan(folder) if isinstance(found, ScannedFile)]


def test_photos_are_found_by_extension_in_order(files):
    folder = files("b/2.JPG", "b/1.jpeg", "z.heic", "a.png", "b/c/x.WebP", "notes.txt", "b/p.pdf")
    assert names(folder) == ["a.png", "z.heic", "b/1.jpeg", "b/2.JPG", "b/c/x.WebP"]
    assert [f for f in scan(folder) if isinstance(f, SkippedFiles)] == [
        SkippedFiles("", 1),
        SkippedFiles("b", 1),
    ]


def test_what_has_no_telling_extension_is_judged_by_its_first_bytes(files, corners):
    folder = files("IMG_0001", "a.jpg_large", "b.dat", "notes.v2", "README", "empty.x", "c.nef")
    (folder / "empty.x").write_bytes(b"")
    for name, kind in (("IMG_0001", "JPEG"), ("a.jpg_large", "PNG"), ("b.dat", "BMP")):
        corners().save(folder / name, kind)
    (folder / "notes.v2").write_text("BMW parts, spring list\n" * 20)
    corners().save(folder / "invoice.pdf", "JPEG")
    assert names(folder) == ["IMG_0001", "a.jpg_large", "b.dat", "c.nef"]
    assert SkippedFiles("", 4) in list(scan(folder))


def test_no_pipe_is_opened_to_look_into_it(files):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    folder = files("a.jpg")
    os.mkfifo(folder / "pipe")
    os.mkfifo(folder / "pipe.jpg")
    (folder / "folder.jpg").mkdir()
    found = list(scan(folder))
    assert [(type(item), getattr(item, "relative", "")) for item in found] == [
        (ScannedFile, "a.jpg"),
        (ScanProblem, "pipe.jpg"),
        (SkippedFiles, ""),
    ]


def test_what_is_known_of_a_file(files):
    folder = files("b/a.jpg")
    (found,) = scan(folder)
    status = (folder / "b/a.jpg").stat()
    assert found == ScannedFile(folder, "b/a.jpg", 1, status.st_mtime_ns, status.st_ino)
    assert found.path == folder / "b/a.jpg"


def test_hidden_files_and_rubbish_are_left_out(files):
    folder = files(
        "a.jpg", ".hidden.jpg", "._a.jpg", ".git/x.jpg", "__MACOSX/a.jpg", "@eaDir/a.jpg",
        "$RECYCLE.BIN/a.jpg", "Thumbs.db", ".DS_Store", "desktop.ini",
    )  # fmt: skip
    assert list(scan(folder))[1:] == []
    assert names(folder) == ["a.jpg"]


def test_a_catalogues_own_pictures_are_left_out(files):
    folder = files("a.jpg", "catalog.db", "thumbnails/ab/x.jpg", "models/y.png", "sub/z.jpg")
    assert names(folder) == ["a.jpg", "sub/z.jpg"]


def test_loops_of_links_end_and_real_places_win(files):
    folder = files("z/real.jpg", "z/deep/other.jpg")
    try:
        (folder / "a_link").symlink_to(folder / "z", target_is_directory=True)
        (folder / "z/deep/up").symlink_to(folder / "z", target_is_directory=True)
        (folder / "z/above").symlink_to(folder.parent, target_is_directory=True)
        (folder / "file.jpg").symlink_to(folder / "z/real.jpg")
        (folder / "broken.jpg").symlink_to(folder / "nowhere.jpg")
    except OSError:
        pytest.skip("no links here")
    assert names(folder) == ["file.jpg", "z/real.jpg", "z/deep/other.jpg"]
    problems = [found for found in scan(folder) if isinstance(found, ScanProblem)]
    assert [(p.relative, p.message_id) for p in problems] == [
        ("broken.jpg", "importing.unreadable")
    ]


def test_a_linked_folder_outside_is_followed(files, tmp_path):
    folder = files("a.jpg")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/b.jpg").touch()
    try:
        (folder / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    assert names(folder) == ["a.jpg", "link/b.jpg"]


@pytest.mark.parametrize("name", ["杯子.jpg", "two\nlines.jpg", "’ “ 🍎.jpg", b"caf\xe9.jpg"])
def test_names_in_any_script_are_found(files, name):
    text = name.decode("utf-8", "surrogateescape") if isinstance(name, bytes) else name
    assert shown(text).isprintable()
    if text.endswith(".jpg"):
        try:
            folder = files(text)
        except OSError:
            pytest.skip("this file system refuses the name")
        (found,) = scan(folder)
        assert found.relative == text
        assert found.path.read_bytes() == b"x"


def test_ten_thousand_text_files_are_counted_not_opened(files):
    folder = files(*(f"{number}.txt" for number in range(10_000)))
    began = time.monotonic()
    assert list(scan(folder)) == [SkippedFiles("", 10_000)]
    assert time.monotonic() - began < 5


def test_the_first_photo_comes_before_the_last_folder_is_read(files):
    folder = files("a.jpg", "b/b.jpg", "c/c.jpg")
    walk = scan(folder)
    assert next(walk).relative == "a.jpg"
    shutil.rmtree(folder / "c")
    assert [(type(found), found.relative) for found in walk] == [
        (ScannedFile, "b/b.jpg"),
        (ScanProblem, "c"),
    ]


def test_a_folder_that_is_not_there(tmp_path, files):
    folder = files("a.jpg")
    for path, message_id in (
        (tmp_path / "gone", "importing.folder_missing"),
        (folder / "a.jpg", "importing.not_a_folder"),
        (folder / "a.jpg" / "b", "importing.folder_missing"),
        (tmp_path / "nul\0", "importing.folder_unreadable"),
    ):
        with pytest.raises(ShelftagError) as caught:
            next(scan(path))
        assert caught.value.message_id == message_id
        assert "{" not in render_error(caught.value, "zh_CN")


def test_an_empty_folder_is_the_callers_to_judge(tmp_path):
    assert list(scan(tmp_path)) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_folders_without_permission(files):
    folder = files("a.jpg", "closed/b.jpg", "open/c.jpg")
    (folder / "closed").chmod(0)
    try:
        found = list(scan(folder))
        folder.chmod(0)
        with pytest.raises(ShelftagError, match="folder_unreadable"):
            next(scan(folder))
    finally:
        folder.chmod(0o755)
        (folder / "closed").chmod(0o755)
    assert [f.relative for f in found] == ["a.jpg", "closed", "open/c.jpg"]
    assert found[1].message_id == "importing.subfolder_unreadable"


@pytest.mark.skipif(sys.platform == "win32", reason="an open folder cannot be removed there")
@pytest.mark.parametrize("comes_back_empty", [False, True])
def test_a_card_pulled_out_half_way(files, comes_back_empty):
    folder = files("a.jpg", "b/b.jpg", "c/c.jpg")
    walk = scan(folder)
    assert next(walk).relative == "a.jpg"
    folder.rename(folder.with_name("unmounted"))
    if comes_back_empty:
        folder.mkdir()  # what is left of a mount
    with pytest.raises(ShelftagError) as caught:
        list(walk)
    assert caught.value.message_id == "importing.folder_vanished"


class TestFilesThatLieInTheCloudAlone:
    @pytest.fixture
    def folder(self, files, monkeypatch):
        """Two files, of which the system says that opening the second one would fetch it."""
        folder = files("here.jpg", "away.jpg")
        away = (folder / "away.jpg").stat().st_ino
        monkeypatch.setattr(scan_module, "is_cloud_only", lambda status: status.st_ino == away)
        return folder

    def test_they_are_left_there_counted_and_named(self, folder):
        content = read_folder(folder)
        assert (list(content.files), content.cloud_only) == (["here.jpg"], 1)
        assert "Make it available offline" in render_error(
            ShelftagError(content.problems[0].message_id, **content.problems[0].params)
        )

    def test_they_are_fetched_where_the_owner_says_so(self, folder):
        content = read_folder(folder, pull_cloud=True)
        assert (list(content.files), content.cloud_only) == (["away.jpg", "here.jpg"], 0)

    def test_an_import_does_not_fetch_them_unless_asked(self, moving_shop, tmp_path, monkeypatch):
        picture(tmp_path / "in" / "a.jpg", 1)
        monkeypatch.setattr(scan_module, "is_cloud_only", lambda _status: True)
        assert moving_shop.run(tmp_path / "in").counts == {"unchanged": 0, "failed": 1}
        result = moving_shop.run(tmp_path / "in", ImportOptions(pull_cloud=True))
        assert result.counts == {"unchanged": 0, "imported": 1}

    def test_a_file_that_went_to_the_cloud_after_the_import_is_neither_missing_nor_a_problem(
        self, moving_shop, tmp_path, monkeypatch
    ):
        picture(tmp_path / "in" / "a.jpg", 1)
        moving_shop.run(tmp_path / "in")
        monkeypatch.setattr(scan_module, "is_cloud_only", lambda _status: True)
        assert moving_shop.run(tmp_path / "in").counts == {"unchanged": 1}
        assert moving_shop.missing() == set()

    def test_windows_and_macos_each_say_it_in_their_way(self):
        class Windows:
            st_file_attributes = 0x0040_0020

        class Mac:
            st_flags = 0x4000_0000

        assert is_cloud_only(Windows())
        assert is_cloud_only(Mac())
        assert not is_cloud_only(Path(__file__).stat())
