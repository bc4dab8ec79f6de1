"""The demo, as a newcomer runs it on a computer without a screen."""

import csv
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.timeout(900)


def test_the_demo_learns_and_leaves_everything_to_look_at(commands, tmp_path):
    home = tmp_path / "demo"
    said = commands.shelftag("demo", "--no-window", "--folder", home, "--per-category", "8")
    after = re.search(r"(\d+)% are right now; before it was (\d+)%", said)
    assert after, said
    assert int(after.group(1)) > int(after.group(2))
    assert "stayed exactly as they were" in said
    pictures = sorted((home / "screenshots").glob("*.png"))
    assert len(pictures) >= 3
    assert all(path.stat().st_size > 20_000 for path in pictures)
    with (home / "catalogue.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 100
    assert any(row["category"].endswith("Paper kites") for row in rows)
    assert (home / "labels" / "dataset.json").is_file()


def test_the_demo_refuses_a_folder_with_something_in_it(commands, tmp_path):
    Path(tmp_path / "mine.txt").write_text("keep")
    said = commands.shelftag("demo", "--folder", tmp_path, "--no-window", fails=True)
    assert "is not empty" in said
