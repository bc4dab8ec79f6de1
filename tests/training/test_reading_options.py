"""The commands share the options of what they read, and look at it before they learn."""

import json
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from shelftag_api.bundle import read_bundle
from shelftag_api.classifier import RowTexts
from shelftag_onnx.head import open_head
from shelftag_onnx.text import open_text_encoder
from shelftag_training.cli import app
from training.drawn_shop import draw_shop
from training.reading_shop import LABELS, TEXTS, write_table

COLUMNS = {"--file", "--category", "--product", "--title", "--description", "--separator"}


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


TRAININGS = {"head", "ensemble", "text", "fusion", "finetune", "cnn"}


@pytest.mark.parametrize("command", [*sorted(TRAININGS), "check", "evaluate", "compare", "profile"])
def test_every_command_that_reads_says_how(command):
    shown = CliRunner(env={"COLUMNS": "300", "TERMINAL_WIDTH": "300"}).invoke(
        app, [command, "--help"]
    )
    assert shown.exit_code == 0
    wanted = COLUMNS | {"--split", "--photos", "--attribute"}
    if command in TRAININGS:
        wanted |= {"--strict", "--no-check", "--seed"}
    if command in TRAININGS - {"finetune", "cnn"}:
        wanted |= {"--level-weight"}
    assert {option for option in wanted if option not in shown.output} == set()


@pytest.fixture
def table(tmp_path, starter):
    """Drawn photos in a table whose columns have names of their own, and a colour."""
    draw_shop(tmp_path / "drawn", photos=4)
    lines = ["bild;art;farbe;wort;teil"]
    for photo in sorted((tmp_path / "drawn").rglob("*.jpg")):
        name = photo.relative_to(tmp_path / "drawn").as_posix()
        colour = "warm" if "Red" in name else "cold"
        part = "val" if photo.stem == "3" else "train"
        words = f"a {colour} {photo.parent.name.lower()} thing, no. {photo.stem}"
        lines.append(f"{name};{'/'.join(photo.parent.parts[-2:])};{colour};{words};{part}")
    (tmp_path / "t.csv").write_text("\n".join(lines).replace("teil", "split", 1))
    return [
        tmp_path / "t.csv", "--photos", tmp_path / "drawn", "--file", "bild", "--category", "art",
        "--separator", "/", "--encoder", starter / "encoder",
    ]  # fmt: skip


@pytest.mark.parametrize("command", ["head", "ensemble"])
def test_a_column_of_a_table_trains_a_further_head(table, tmp_path, command):
    done = run(command, *table, "--output", tmp_path / "model", "--attribute", "farbe")
    assert done.exit_code == 0, done.output
    bundle = read_bundle(tmp_path / "model")
    (colour,) = bundle.attributes
    assert (colour.name, colour.values) == ("farbe", ("cold", "warm"))
    assert bundle.metrics["attribute_farbe_cv_accuracy"] >= 0.8
    assert bundle.metrics["labels"] == 9  # a quarter is the validation split
    told = run("evaluate", tmp_path / "model", *table, "--split", "val")
    assert told.exit_code == 0, told.output
    assert "photos: 3" in told.output


@pytest.mark.parametrize(("command", "words"), [("text", 1), ("fusion", 0)])
def test_models_that_read_learn_further_labels_too(table, tmp_path, command, words):
    done = run(
        command, *table, "--output", tmp_path / "model", "--attribute", "farbe", "--title", "wort"
    )
    assert done.exit_code == 0, done.output
    head = open_head(tmp_path / "model")
    assert [item.name for item in head.manifest.attributes] == ["farbe"]
    assert head.manifest.metrics["attribute_farbe_cv_accuracy"] >= 0.6
    texts = ["a warm red thing", "a cold tools thing", ""]
    told = RowTexts(texts, open_text_encoder().embed_texts(texts))
    p = head.attributes(np.zeros((3, 1280), np.float32), told)["farbe"]
    if words:  # they read the words, and fusion's look at the photo
        assert p[:2].argmax(axis=1).tolist() == [1, 0]
    np.testing.assert_allclose(p[2 * words :], 0.5, atol=1e-6)


def test_the_data_are_looked_at_before_they_are_learned(tmp_path):
    texts = [*TEXTS, "a hat"]
    table = write_table(tmp_path / "shop.csv", texts, [*LABELS, "Hats"])
    strict = run("text", table, "--output", tmp_path / "model", "--strict")
    assert strict.exit_code == 1
    assert "1 category with few products" in strict.output.replace("\n", " ")
    assert not (tmp_path / "model").exists()
    done = run("text", table, "--output", tmp_path / "model", "--json")
    assert done.exit_code == 0
    events = [json.loads(line) for line in done.output.splitlines()]
    (found,) = [
        event["progress"]
        for event in events
        if event["progress"] and event["progress"]["phase"] == "training.phase.found"
    ]
    assert found["detail"] == {"found": "1 category with few products"}
    again = run("text", table, "--output", tmp_path / "model")
    assert again.exit_code == 1
    assert "exists already" in again.output.replace("\n", " ")


def test_what_is_wrong_with_photos_is_told_in_the_users_language(tmp_path, starter):
    shop = draw_shop(tmp_path / "shop", photos=1)
    Image.new("RGB", (20, 20)).save(shop / "train" / "Tools" / "tiny.png")
    (shop / "train" / "Tools" / "broken.jpg").write_bytes(b"no photo")
    done = subprocess.run(
        [
            sys.executable, "-m", "shelftag_training", "head", str(shop), "--output",
            str(tmp_path / "model"), "--strict", "--language", "zh_CN", "--json",
        ],
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    error = json.loads(done.stdout.splitlines()[-1])
    assert error["message_id"] == "training.findings"
    assert "1 张照片无法读取" in error["params"]["found"]
    assert "1 张照片太小" in error["params"]["found"]


def test_a_language_that_there_is_not_is_refused_with_those_there_are(tmp_path):
    done = run("check", tmp_path, "--language", "fr")
    assert done.exit_code == 2
    assert "'en', 'zh_CN'" in " ".join(done.output.replace("│", " ").split())
