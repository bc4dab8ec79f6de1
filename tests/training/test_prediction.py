"""A model tells photos, folders and tables apart, and names the parent where no child is sure."""

import csv
import json
from dataclasses import replace

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from PIL import Image
from typer.testing import CliRunner

from shelftag_api.bundle import AttributeHead
from shelftag_api.encoder import read_encoder
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import LANGUAGES, message_ids
from shelftag_training.cli import app
from shelftag_training.data.table_columns import TableColumns
from shelftag_training.data.unlabelled import Unlabelled, find_unlabelled
from shelftag_training.evaluation.prediction import Prediction, predict, write_csv
from shelftag_training.export.bundle import write_bundle
from shelftag_training.families.text import train_text
from training.conftest import Recorder
from training.reading_shop import TEXTS, write_table
from training.samples import category


def tree():
    """Fruit with two kinds, and milk."""
    paths = (("Fruit",), ("Fruit", "Apples"), ("Fruit", "Pears"), ("Milk",))
    return tuple(replace(category("/".join(path)), path=path) for path in paths)


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    """A model that reads, and knows three departments."""
    folder = tmp_path_factory.mktemp("words")
    train_text(write_table(folder / "shop.csv"), folder / "bundle", Recorder())
    return folder / "bundle"


@pytest.fixture
def fixed(tmp_path, starter):
    """Writes a head that gives every photo the same probabilities, and calls it green."""

    def write(probabilities, name="bundle"):
        folder = tmp_path / name
        folder.mkdir()
        size = read_encoder(starter / "encoder", verify=False).embedding_size
        value, node = helper.make_tensor_value_info, helper.make_node
        constants = {
            "nothing": np.zeros((size, 4), np.float32),
            "logits_of_all": np.log(np.array([probabilities], np.float32)),
            "no_colour": np.zeros((size, 2), np.float32),
            "green": np.array([[0, 3]], np.float32),
        }
        graph = helper.make_graph(
            [
                node("MatMul", ["embedding", "nothing"], ["zeros"]),
                node("Add", ["zeros", "logits_of_all"], ["logits"]),
                node("MatMul", ["embedding", "no_colour"], ["blank"]),
                node("Add", ["blank", "green"], ["colour"]),
            ],
            "fixed",
            [value("embedding", TensorProto.FLOAT, ["batch", size])],
            [
                value("logits", TensorProto.FLOAT, ["batch", 4]),
                value("colour", TensorProto.FLOAT, ["batch", 2]),
            ],
            [onnx.numpy_helper.from_array(array, key) for key, array in constants.items()],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        write_bundle(
            folder, {"head.onnx": model}, name="fixed", version=1, parent=None,
            encoder=read_encoder(starter / "encoder", verify=False).id, categories=tree(),
            classes=tuple(item.uuid for item in tree()),
            attributes=(AttributeHead("colour", ("red", "green"), "colour"),),
        )  # fmt: skip
        return folder

    return write


@pytest.fixture
def photos(tmp_path):
    folder = tmp_path / "photos"
    (folder / "inside").mkdir(parents=True)
    for name in ("b.jpg", "inside/a.png"):
        Image.new("RGB", (64, 48), (200, 60, 40)).save(folder / name)
    (folder / "broken.jpg").write_bytes(b"no photo")
    (folder / "notes.txt").write_text("none")
    return folder


@pytest.mark.parametrize(
    ("probabilities", "sure", "path", "probability"),
    [
        ([0.02, 0.90, 0.05, 0.03], 0.8, ("Fruit", "Apples"), 0.90),
        ([0.02, 0.55, 0.40, 0.03], 0.8, ("Fruit",), 0.97),
        ([0.02, 0.55, 0.40, 0.03], 0.0, ("Fruit", "Apples"), 0.55),
        ([0.02, 0.30, 0.20, 0.48], 0.8, (), None),
    ],
)
def test_the_answer_is_the_parent_where_no_child_is_sure(
    fixed, photos, starter, recorder, probabilities, sure, path, probability
):
    rows = [Unlabelled("b", photos / "b.jpg"), Unlabelled("broken", photos / "broken.jpg")]
    first, second = predict(
        fixed(probabilities), rows, recorder, encoder=starter / "encoder", sure=sure
    )
    assert first.category == path
    assert first.probability == (pytest.approx(probability, abs=1e-4) if path else None)
    assert first.attributes == {"colour": "green"}
    assert second == Prediction("broken", readable=False)


def test_words_are_told_without_an_encoder_and_silence_is_no_answer(words, recorder):
    rows = [Unlabelled(text, text=text) for text in TEXTS[:10]] + [Unlabelled("silent")]
    told = predict(words, rows, recorder)
    assert sum(item.category == ("Shop", "Shoes") for item in told) >= 9
    assert not told[-1].readable


def test_photos_folders_and_tables_are_found(photos, tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("bild,was\nb.jpg,rot\n,nur Worte\n")
    columns = TableColumns(file="bild", title="was")
    found = find_unlabelled([photos, photos / "b.jpg", table], columns, photos)
    assert [item.photo and item.photo.name for item in found] == [
        "b.jpg", "broken.jpg", "a.png", "b.jpg", "b.jpg", None,
    ]  # fmt: skip
    assert [item.text for item in found[-2:]] == ["rot", "nur Worte"]
    assert found[-1].name == "nur Worte"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "contract.file_missing"),
        ("", "training.table_empty"),
        ("colour\nred\n", "training.column_missing"),
        ("file\n../a.jpg\n", "training.path_leaves"),
    ],
)
def test_what_is_no_source_is_a_sentence(tmp_path, content, message):
    table = tmp_path / "t.csv"
    if content is not None:
        table.write_text(content)
    with pytest.raises(ShelftagError) as caught:
        find_unlabelled([table])
    assert caught.value.message_id == message
    (tmp_path / "empty").mkdir()
    with pytest.raises(ShelftagError, match="nothing_to_tell"):
        find_unlabelled([tmp_path / "empty"])
    assert all("training.nothing_to_tell" in message_ids(language) for language in LANGUAGES)


def test_a_model_that_looks_needs_its_own_encoder(fixed, photos, recorder):
    rows = [Unlabelled("b", photos / "b.jpg")]
    with pytest.raises(ShelftagError, match="encoder_missing"):
        predict(fixed([0.1, 0.2, 0.3, 0.4]), rows, recorder)


def test_a_table_that_no_spreadsheet_runs(tmp_path):
    told = [
        Prediction("=1+1.jpg", ("@home", "Mugs"), None, 0.91, {"colour": "-red"}),
        Prediction("b.jpg", readable=False),
    ]
    write_csv(tmp_path / "out" / "told.csv", told)
    with (tmp_path / "out" / "told.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["file_name", "category", "probability", "colour"],
        ["'=1+1.jpg", "'@home > Mugs", "0.9100", "'-red"],
        ["b.jpg", "", "", ""],
    ]
    with pytest.raises(ShelftagError, match="output_exists"):
        write_csv(tmp_path / "out" / "told.csv", told)
    assert [item.name for item in (tmp_path / "out").iterdir()] == ["told.csv"]


def test_the_command_prints_lists_and_writes(fixed, photos, starter, tmp_path):
    model, encoder = str(fixed([0.02, 0.55, 0.40, 0.03])), str(starter / "encoder")
    line = ["predict", model, str(photos), "--encoder", encoder, "--sure", "0.8"]
    told = CliRunner().invoke(app, [*line, "--csv", str(tmp_path / "told.csv")])
    assert told.exit_code == 0, told.output
    assert "Fruit  97%  colour: green" in told.output
    assert "nothing that can be read" in told.output
    assert (tmp_path / "told.csv").read_text("utf-8-sig").count("Fruit,0.97") == 2
    told = CliRunner().invoke(app, [*line, "--json"])
    result = json.loads(told.output.splitlines()[-1])["params"]
    assert (result["answered"], result["rows"], result["skipped"]) == (2, 3, 1)
    assert {tuple(item["category"]) for item in result["predictions"]} == {("Fruit",), ()}
