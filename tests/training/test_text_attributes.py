"""Networks that read token by token learn further labels beside the categories."""

import csv

import numpy as np
import pytest

from shelftag_api.bundle import read_bundle
from shelftag_api.classifier import RowTexts
from shelftag_onnx.head import open_head
from shelftag_training.data.sources import read_source
from shelftag_training.data.table_columns import TableColumns
from shelftag_training.families.text import train_text
from shelftag_training.text.readers import Kind
from training.conftest import Recorder

COLOURS = {"red": ("red", "rot", "红色", "赤い"), "blue": ("blue", "blau", "蓝色", "青い")}
KINDS = {"Shoes": ("shoes", "Schuhe", "鞋", "靴"), "Lamps": ("lamp", "Lampe", "台灯", "ランプ")}
SAID = [
    (f"{say} {name} {extra}", kind, colour)
    for kind, names in KINDS.items()
    for colour, says in COLOURS.items()
    for say, name in zip(says, names, strict=True)
    for extra in ("", "XL", "2024")
]


@pytest.fixture(scope="module", params=[Kind.LSTM, Kind.TRANSFORMER])
def trained(request, tmp_path_factory):
    """A bundle, and what its training said; a quarter of the products has no colour."""
    folder = tmp_path_factory.mktemp("further")
    with (folder / "shop.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file_name", "category", "product", "title", "colour", "shop"])
        for number, (text, kind, colour) in enumerate(SAID):
            told = colour if number % 4 else ""
            writer.writerow(["", f"Shop > {kind}", f"p{number}", text, told, "ours"])
    source = read_source(folder / "shop.csv", columns=TableColumns(attributes=("*",)))
    told = train_text(source, folder / "bundle", Recorder(), kind=request.param)
    return folder / "bundle", told["metrics"]


def test_they_are_learned_exported_and_run_in_the_plugin(trained):
    bundle, figures = trained
    (colour,) = read_bundle(bundle).attributes  # all are of one shop: nothing to tell apart
    assert (colour.name, colour.values) == ("colour", ("blue", "red"))
    assert figures["attribute_colour_cv_accuracy"] >= 0.7
    assert figures["cv_accuracy"] >= 0.7
    assert figures["parity"] <= 1e-4
    head, texts = open_head(bundle), [text for text, _, _ in SAID]
    blank, words = np.zeros((len(texts), 0), np.float32), RowTexts(texts)
    told = [colour.values[best] for best in head.attributes(blank, words)["colour"].argmax(1)]
    assert np.mean([a == b for a, (_, _, b) in zip(told, SAID, strict=True)]) >= 0.95
    assert head.predict(blank, words).shape == (len(texts), 2)


def test_without_words_no_value_is_likelier_than_another(trained):
    blank = np.zeros((2, 0), np.float32)
    silent = open_head(trained[0]).attributes(blank, RowTexts(["", " "]))["colour"]
    np.testing.assert_allclose(silent, 0.5, atol=1e-6)
