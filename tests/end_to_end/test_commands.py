"""Everyday commands on a small shop, and the sentences for what goes wrong."""

import json
import shutil
from itertools import islice
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from shelftag.catalog.catalog import Catalog
from shelftag.cli.app import app
from shelftag_resources.demo import draw_demo_shop


@pytest.fixture(scope="module")
def shop(commands, tmp_path_factory) -> Path:
    """A catalogue with a few drawn products, imported by the command."""
    folder = tmp_path_factory.mktemp("photos")
    photos = list(islice(draw_demo_shop(folder, per_category=1), 3))
    assert [photo.product for photo in photos] == ["MUG-0001", "TEA-0001", "WIN-0001"]
    said = commands.shelftag("import", folder)
    assert "3 photos imported into 3 products" in said
    return folder


def test_list_finds_products_by_number_sku_and_category(commands, shop):
    assert "MUG-0001" in commands.shelftag("list", "--search", "mug-0001")
    assert "Mugs & cups" in commands.shelftag("list", "--search", "马克杯")
    assert "3 of 3 products" in commands.shelftag("list", "--state", "review")


def test_label_confirm_undo_redo_and_history(commands, shop):
    commands.shelftag("label", "MUG-0001", "--category", "Kitchen & dining > Mugs & cups")
    assert "Confirmed by me" in commands.shelftag("list", "--search", "MUG-0001")
    assert "Undone: Label 1 product" in commands.shelftag("undo")
    assert "To review" in commands.shelftag("list", "--search", "MUG-0001")
    assert "Restored" in commands.shelftag("redo")
    commands.shelftag("confirm", "WIN-0001")
    assert "Confirm 1 product" in commands.shelftag("history")


def test_edit_and_bad_values(commands, shop):
    commands.shelftag("edit", "MUG-0001", "price=12,50", "title=蓝色马克杯")
    assert "MUG-0001" in commands.shelftag("list", "--search", "马克")
    assert "is no price" in commands.shelftag("edit", "MUG-0001", "price=cheap", fails=True)
    assert "no field" in commands.shelftag("edit", "MUG-0001", "colour=red", fails=True)
    assert "no product" in commands.shelftag("confirm", "NOPE-1", fails=True)
    assert "no category" in commands.shelftag("label", "MUG-0001", "--category", "X", fails=True)


def test_categories_are_added_and_renamed(commands, shop):
    commands.shelftag("categories", "add", "Kites > Paper kites")
    commands.shelftag("categories", "rename", "Kites > Paper kites", "Dragon kites")
    assert "Dragon kites" in commands.shelftag("categories", "list", "--empty")


def test_what_is_there_is_not_added_again(commands, shop):
    commands.shelftag("categories", "add", "Kites > Box kites")
    assert "already" in commands.shelftag("categories", "add", "Kites > Box kites", fails=True)


def test_slips_of_the_keyboard_change_nothing(commands, shop):
    commands.shelftag("edit", "WIN-0001", "price=9.90")
    assert "changes nothing" in commands.shelftag("edit", "WIN-0001", "price", fails=True)


@pytest.mark.parametrize(
    "words",
    [["undo", "9" * 25], ["problems", "9" * 25], ["history", "--limit", "9" * 25],
     ["models", "activate", "9" * 25], ["list", "--state", "none"], ["--language", "fr", "list"]],
)  # fmt: skip
def test_what_no_command_could_mean_is_refused_before_it_starts(words):
    assert CliRunner().invoke(app, words).exit_code == 2


def test_too_few_labels_are_no_retraining(commands, shop, tmp_path):
    other = type(commands)(commands.home, tmp_path / "empty")
    other.shelftag("new", other.catalogue)
    assert "needs at least" in other.shelftag("retrain", fails=True)


def test_a_second_application_is_refused(commands, shop):
    with Catalog.open(commands.catalogue):
        assert "open in another" in commands.shelftag("list", fails=True)


def test_backup_and_open_the_copy(commands, shop, tmp_path):
    commands.shelftag("backup", tmp_path / "copy")
    copy = type(commands)(commands.home, tmp_path / "copy")
    assert "MUG-0001" in copy.shelftag("list")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: None, "does not exist"),
        (lambda path: path.mkdir(), "no photo"),
        (lambda path: path.write_text("x"), "not a folder"),
    ],
)
def test_folders_that_hold_nothing_to_import(commands, shop, tmp_path, make, sentence):
    make(tmp_path / "in")
    said = commands.shelftag("import", tmp_path / "in", fails=True)
    assert len(said.strip().splitlines()) == 1, said


def test_bad_files_are_listed_and_the_rest_comes_in(commands, shop, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    Image.new("RGB", (50, 50), "red").save(folder / "good.png")
    (folder / "half.png").write_bytes((folder / "good.png").read_bytes()[:60])
    (folder / "杯\n子.jpg").write_bytes(b"")
    assert "1 photos imported" in commands.shelftag("import", folder, code=3)
    said = commands.shelftag("problems")
    assert "half.png" in said
    assert "杯 子.jpg" in said


def test_several_folders_come_in_one_after_the_other_and_leave_reports(commands, shop, tmp_path):
    for name, colour in (("one", "green"), ("two", "blue")):
        (tmp_path / name).mkdir()
        Image.new("RGB", (50, 50), colour).save(tmp_path / name / f"AB12#{colour}.png")
    folders = [tmp_path / "one", tmp_path / "gone", tmp_path / "two"]
    said = commands.shelftag("import", "--json", "--pattern", "{sku}#{any}", *folders, code=1)
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    *lines, codes = lines
    assert codes["codes"]["photos"] == 2
    assert [line.get("counts", {}).get("imported") for line in lines] == [1, None, 1]
    assert lines[1]["error"] == "importing.folder_missing"
    assert "AB12" in commands.shelftag("list", "--search", "AB12")
    assert commands.shelftag("import", "--quiet", tmp_path / "one").strip() == ""
    said = commands.shelftag("imports", "--limit", "3")
    assert "finished" in said
    assert len([line for line in said.splitlines() if "finished" in line]) == 3
    report = tmp_path / "report.csv"
    run = str(lines[0]["run_id"])
    assert "1 file is listed" in commands.shelftag("problems", run, "--csv", report)
    assert "AB12#green.png" in report.read_text("utf-8-sig")


def test_a_pattern_that_means_nothing_imports_nothing(commands, shop, tmp_path):
    said = commands.shelftag("import", "--pattern", "{sku}{n}", tmp_path, fails=True)
    assert "Nothing tells where {sku} ends" in said


def test_models_from_elsewhere_are_checked(commands, shop, tmp_path):
    archive = tmp_path / "model.zip"
    commands.shelftag("models", "export", "0", archive)
    other = type(commands)(commands.home, tmp_path / "other")
    assert "Model 0 is installed" in other.shelftag("models", "install", archive)
    assert "there already, as model 0" in other.shelftag("models", "install", archive)
    damaged = tmp_path / "damaged.zip"
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 0xFF
    damaged.write_bytes(data)
    third = type(commands)(commands.home, tmp_path / "third")
    said = third.shelftag("models", "install", damaged, fails=True)
    assert "not a Shelftag model" in said or "damaged" in said
    assert "missing" in third.shelftag("models", "install", tmp_path / "none.zip", fails=True)


def test_an_export_overwrites_a_file_only_where_it_is_told_to(commands, shop, tmp_path):
    mine = tmp_path / "mine.zip"
    mine.write_bytes(b"something else")
    said = commands.shelftag("models", "export", "0", mine, fails=True)
    assert "--force" in said
    assert mine.read_bytes() == b"something else"
    commands.shelftag("models", "export", "0", mine, "--force")
    assert mine.read_bytes().startswith(b"PK")


def test_a_catalogue_that_is_not_there(commands, tmp_path):
    other = type(commands)(commands.home, tmp_path / "none")
    assert "no Shelftag catalogue" in other.shelftag("list", fails=True)


def test_without_a_trainer_a_sentence_says_what_to_do(commands, tmp_path, monkeypatch):
    home = tmp_path / "bare-home"
    home.mkdir()
    monkeypatch.setenv("SHELFTAG_TRAINER", str(tmp_path / "no-such-trainer"))
    other = type(commands)(home, tmp_path / "bare")
    said = other.shelftag("new", other.catalogue, fails=True)
    assert "could not be started" in said
    shutil.rmtree(other.catalogue)


def test_doctor_tells_the_truth_about_the_device(commands):
    said = commands.shelftag("doctor")
    assert "CPU" in said


def test_what_no_spot_check_has_shown_is_not_claimed(commands, shop):
    said = commands.shelftag("review")
    assert "No spot check has been made yet" in said
    assert "About" not in said


def test_models_are_compared_and_the_one_in_use_stays(commands, shop):
    said = commands.shelftag("models", "compare", "0")
    assert "0 change category" in said
    assert "in use" in commands.shelftag("models", "delete", "0", fails=True)
    assert "no model to go back to" in commands.shelftag("models", "rollback", fails=True)
    assert "no model 7" in commands.shelftag("models", "compare", "7", fails=True)
    assert "compare NUMBER" in commands.shelftag("models", "ask")
    assert "used at once" in commands.shelftag("models", "ask", "--no")
