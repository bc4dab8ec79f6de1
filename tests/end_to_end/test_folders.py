"""Commands on the folders that photos come from, as their users type them."""

import os
import shutil
import signal
import subprocess
import sys
import time
from itertools import islice

import pytest

from shelftag_resources.demo import draw_demo_shop


@pytest.fixture(scope="module")
def shop(commands, tmp_path_factory):
    """A catalogue with three drawn products, whose photos it keeps copies of."""
    folder = tmp_path_factory.mktemp("photos") / "box"
    list(islice(draw_demo_shop(folder, per_category=1), 3))
    commands.shelftag("import", folder)
    commands.shelftag("label", "MUG-0001", "--category", "Kitchen & dining > Mugs & cups")
    return folder


def test_a_moved_folder_is_listed_found_again_and_keeps_its_labels(commands, shop):
    assert f"{shop}" in commands.shelftag("folders")
    moved = shop.rename(shop.with_name("box 2026"))
    assert "not there" in commands.shelftag("folders")
    assert "is its drive connected?" in commands.shelftag("check-files")
    assert "3 photo files were found again" in commands.shelftag("relink", shop, moved)
    assert "Confirmed by me" in commands.shelftag("list", "--search", "MUG-0001")
    assert "Find 3 photo files again" in commands.shelftag("undo")
    moved.rename(shop)
    assert "3 photo files looked for: 0 missing" in commands.shelftag("check-files")
    assert "nothing to find again" in commands.shelftag("relink", shop, fails=True)
    assert "Nothing was imported from" in commands.shelftag("relink", "nowhere", shop, fails=True)


def test_photos_are_copied_into_the_catalogue_when_asked(commands, shop):
    assert "3 photos were copied" in commands.shelftag("keep-copies")
    assert "0 photos were copied" in commands.shelftag("keep-copies")
    kept = [path for path in (commands.catalogue / "photos").rglob("*") if path.is_file()]
    assert len(kept) == 3


def test_a_watched_folder_is_added_listed_and_removed(commands, shop, tmp_path):
    assert "No folder is watched" in commands.shelftag("watch", "--list")
    commands.shelftag("watch", tmp_path, "--grouping", "each_photo")
    assert str(tmp_path) in commands.shelftag("watch", "--list")
    commands.shelftag("watch", "--remove", tmp_path)
    assert "not watched" in commands.shelftag("watch", "--remove", tmp_path, fails=True)
    assert "does not exist" in commands.shelftag("watch", tmp_path / "nowhere", fails=True)
    assert "No folder is watched yet" in commands.shelftag("watch", "--run", fails=True)


def test_a_running_watch_imports_what_comes_until_ctrl_c(commands, shop, tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    commands.shelftag("watch", inbox, "--grouping", "each_photo")
    command = [sys.executable, "-m", "shelftag", "-c", str(commands.catalogue), "watch", "--run"]
    environment = os.environ | {"SHELFTAG_HOME": str(commands.home), "PYTHONUNBUFFERED": "1"}
    said = tmp_path / "said.txt"
    with said.open("wb") as out:
        running = subprocess.Popen(command, stdout=out, stderr=out, env=environment)
    try:
        wait_for(said, "Watching 1 folder")
        list(islice(draw_demo_shop(tmp_path / "drawn", per_category=2), 5))
        for path in sorted((tmp_path / "drawn").rglob("*.jpg")):
            shutil.copy(path, inbox)
        wait_for(said, "new photo")
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(60)
    assert running.returncode == 0, said.read_text()
    assert "The watch has ended." in said.read_text()
    commands.shelftag("watch", "--remove", inbox)


def wait_for(file, text):
    for _ in range(600):
        if text in file.read_text():
            return
        time.sleep(0.1)
    raise AssertionError(file.read_text())
