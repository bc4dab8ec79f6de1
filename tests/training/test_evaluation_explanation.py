"""Explanations point at what decides: on drawn scenes exactly, on real photos by masking."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid5

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from PIL import Image
from typer.testing import CliRunner

from shelftag_api.bundle import BundleCategory
from shelftag_api.encoder import EncoderManifest, GraphFile, read_encoder
from shelftag_api.errors import ShelftagError
from shelftag_api.explanation import class_activation_map
from shelftag_api.files import sha256_of
from shelftag_training.cli import app
from shelftag_training.data.photo_files import decode
from shelftag_training.evaluation.explanation import Explainer, explain, overlay
from shelftag_training.export.bundle import write_bundle
from training.grocery_photos import GROCERY, embeddings
from training.samples import IDS

SIDE, CELL = 64, 8
COLOURS = ("red", "green", "blue")


def model(nodes, inputs, outputs, constants):
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes,
        "graph",
        [value(name, kind, shape) for name, kind, shape in inputs],
        [value(name, TensorProto.FLOAT, shape) for name, shape in outputs],
        [numpy_helper.from_array(array, name) for name, array in constants.items()],
    )
    opset = [helper.make_opsetid("", 17)]
    return helper.make_model(graph, opset_imports=opset, ir_version=8)


def write_colour_encoder(folder):
    """An encoder whose feature map is the mean colour of each cell of 8 × 8 pixels."""
    node = helper.make_node
    nodes = [
        node("Cast", ["image"], ["float"], to=TensorProto.FLOAT),
        node("Transpose", ["float"], ["planes"], perm=[0, 3, 1, 2]),
        node("AveragePool", ["planes"], ["cells"], kernel_shape=[CELL] * 2, strides=[CELL] * 2),
        node("Transpose", ["cells"], ["feature_map"], perm=[0, 2, 3, 1]),
        node("ReduceMean", ["feature_map"], ["embedding"], axes=[1, 2], keepdims=0),
    ]
    encoder = model(
        nodes,
        [("image", TensorProto.UINT8, ["batch", SIDE, SIDE, 3])],
        [("embedding", ["batch", 3]), ("feature_map", ["batch", SIDE // CELL, SIDE // CELL, 3])],
        {},
    )
    folder.mkdir()
    onnx.save(encoder, folder / "encoder.onnx")
    graph = GraphFile("encoder.onnx", sha256_of(folder / "encoder.onnx"))
    manifest = EncoderManifest(
        "colours",
        SIDE,
        SIDE,
        "squash",
        "image",
        "embedding",
        3,
        "feature_map",
        {"fp32": graph},
        "drawn",
    )
    manifest.write(folder)
    return manifest


def write_root_head(folder, encoder_id, classes, weights, bias):
    """A head on the signed square root of the embedding, as the quick retrain's."""
    node = helper.make_node
    nodes = [
        node("Abs", ["embedding"], ["size"]),
        node("Sqrt", ["size"], ["root"]),
        node("MatMul", ["root", "weights"], ["scores"]),
        node("Add", ["scores", "bias"], ["logits"]),
    ]
    head = model(
        nodes,
        [("embedding", TensorProto.FLOAT, ["batch", len(weights)])],
        [("logits", ["batch", len(bias)])],
        {"weights": weights.astype(np.float32), "bias": bias.astype(np.float32)},
    )
    folder.mkdir()
    write_bundle(
        folder,
        {"head.onnx": head},
        name="head",
        version=1,
        parent=None,
        encoder=encoder_id,
        categories=classes,
        classes=tuple(item.uuid for item in classes),
    )


@pytest.fixture
def colours(tmp_path):
    """A model folder that tells red from green from blue."""
    folder = tmp_path / "model"
    folder.mkdir()
    manifest = write_colour_encoder(folder / "encoder")
    classes = tuple(BundleCategory(uuid5(IDS, name), ("Colour", name)) for name in COLOURS)
    write_root_head(folder / "bundle", manifest.id, classes, np.eye(3), np.zeros(3))
    return folder


def centre(heat):
    """Centre of mass of a map: row and column as shares of its sides."""
    rows, columns = np.indices(heat.shape)
    return [float((axis * heat).sum() / heat.sum() / (len(heat) - 1)) for axis in (rows, columns)]


def test_the_heat_lies_on_the_part_that_decides(colours):
    explainer = Explainer(colours / "bundle", colours / "encoder")
    scene = np.full((SIDE, SIDE, 3), 90, np.uint8)
    scene[40:, :24] = (250, 20, 20)
    scene[:16, 48:] = (20, 20, 200)
    look = explainer.look(scene)
    category, probability = explainer.best(look)
    assert explainer.category_path(category) == ("Colour", "red")
    assert probability > 0.5
    heat = explainer.class_activation_map(look, category)
    assert heat.shape == (8, 8)
    assert heat.dtype == np.float32
    assert (heat.max(), heat.min()) == (1, 0)
    row, column = centre(heat)
    assert (row > 0.7, column < 0.3) == (True, True)
    blue = centre(explainer.class_activation_map(look, explainer.classes[2]))
    assert blue[0] < 0.3 < 0.7 < blue[1]


def test_for_a_linear_head_it_is_the_class_activation_map():
    random = np.random.default_rng(0)
    cells, weights = random.random((5, 4, 6)).astype(np.float32), random.normal(size=6)

    def predict(embeddings):
        chosen = 1 / (1 + np.exp(-embeddings @ weights))
        return np.stack([chosen, 1 - chosen], axis=1)

    heat = class_activation_map(cells, cells.mean(axis=(0, 1)), predict, [0])
    classic = np.maximum(cells @ weights - (cells @ weights).mean(), 0)
    np.testing.assert_allclose(heat, classic / classic.max(), atol=1e-4)


def test_certainty_to_six_digits_still_has_reasons():
    cells = np.zeros((3, 3, 2), np.float32)
    cells[2, 0, 0] = 900

    def predict(embeddings):
        odds = np.exp(-embeddings[:, 0].astype(np.float64))
        return np.stack([1 / (1 + odds), odds / (1 + odds)], axis=1).astype(np.float32)

    heat = class_activation_map(cells, cells.mean(axis=(0, 1)), predict, [0])
    assert np.unravel_index(heat.argmax(), heat.shape) == (2, 0)
    assert heat.sum() == 1


def test_an_even_picture_has_no_part_that_decides(colours):
    explainer = Explainer(colours / "bundle", colours / "encoder")
    look = explainer.look(np.full((SIDE, SIDE, 3), 90, np.uint8))
    heat = explainer.class_activation_map(look, explainer.classes[0])
    assert np.isfinite(heat).all()


def test_an_embedding_that_is_no_mean_of_the_map_is_refused(colours):
    explainer = Explainer(colours / "bundle", colours / "encoder")
    look = explainer.look(np.zeros((SIDE, SIDE, 3), np.uint8))
    with pytest.raises(ShelftagError) as caught:
        explainer.class_activation_map(
            replace(look, feature_map=look.feature_map[..., :2]), explainer.classes[0]
        )
    assert caught.value.message_id == "training.no_feature_map"


def test_the_command_writes_the_photo_with_its_heat(colours, tmp_path):
    scene = np.full((60, 120, 3), 90, np.uint8)
    scene[:30, 60:] = (20, 230, 20)
    Image.fromarray(scene).save(tmp_path / "scene.png")
    output = tmp_path / "heat.png"
    command = ["explain", str(colours), str(tmp_path / "scene.png"), "--output", str(output)]
    told = CliRunner().invoke(app, command)
    assert told.exit_code == 0, told.output
    assert "Colour > green" in told.output
    with Image.open(output) as picture:
        assert picture.size[0] == 2 * picture.size[1]
        pixels = np.asarray(picture).astype(int)
    height, width = pixels.shape[:2]
    warmth = (pixels[..., 0] - pixels[..., 2])[: height // 2]
    assert warmth[:, width // 2 :].mean() > warmth[:, : width // 2].mean() + 50
    assert CliRunner().invoke(app, command).exit_code == 1


def test_what_cannot_be_explained_says_why(colours, tmp_path, recorder):
    (tmp_path / "note.jpg").write_text("no photo")
    with pytest.raises(ShelftagError) as caught:
        explain(colours, tmp_path / "note.jpg", tmp_path / "heat.png", recorder)
    assert caught.value.message_id == "training.photo_unreadable"
    with pytest.raises(ShelftagError) as caught:
        explain(colours / "bundle", tmp_path / "note.jpg", tmp_path / "heat.png", recorder)
    assert caught.value.message_id == "training.encoder_missing"
    assert not (tmp_path / "heat.png").exists()


def test_where_nothing_speaks_the_photo_is_grey():
    shown = overlay(np.full((4, 4, 3), (90, 120, 150), np.uint8), np.zeros((2, 2), np.float32))
    assert np.ptp(shown) == 0


@pytest.fixture(scope="module")
def grocer(tmp_path_factory, starter):
    """A head for the grocery photos on the starter's encoder."""
    if not (GROCERY / "train.txt").is_file():
        pytest.skip("needs ../shared/data/grocery")
    names, labels = photos_of("train")
    roots = np.sqrt(np.abs(embeddings("train", starter).astype(np.float32)))
    mean, deviation = roots.mean(axis=0), roots.std(axis=0) + 0.05
    features = (roots - mean) / deviation
    gram = features.T @ features + 300 * np.eye(features.shape[1], dtype=np.float32)
    targets = np.eye(81, dtype=np.float32)[labels]
    weights = 12 * np.linalg.solve(gram, features.T @ targets) / deviation[:, None]
    folder = tmp_path_factory.mktemp("grocer") / "bundle"
    own = dict(zip(labels, names, strict=True))
    classes = tuple(
        BundleCategory(uuid5(IDS, str(item)), tuple(Path(own[item]).parts[1:-1]))
        for item in range(81)
    )
    encoder = read_encoder(starter / "encoder", verify=False)
    write_root_head(folder, encoder.id, classes, weights, -mean @ weights)
    return Explainer(folder, starter / "encoder")


def photos_of(split):
    lines = [line.split(",") for line in (GROCERY / f"{split}.txt").read_text().splitlines()]
    return [line[0].strip() for line in lines], [int(line[1]) for line in lines]


def masked(pixels, cells, shape):
    """Greys out cells of a picture."""
    grid = np.zeros(shape, bool)
    grid.ravel()[cells] = True
    rows = np.arange(len(pixels)) * shape[0] // len(pixels)
    columns = np.arange(pixels.shape[1]) * shape[1] // pixels.shape[1]
    return np.where(grid[rows][:, columns, None], np.uint8(127), pixels)


def test_masking_the_hottest_part_of_a_photo_hurts_more_than_the_coldest(grocer):
    names, labels = photos_of("val")
    side, worse = grocer.manifest.width, []
    for name, label in list(zip(names, labels, strict=True))[::6]:
        pixels = decode(GROCERY / name, (side, side))
        look = grocer.look(pixels)
        if look.probabilities.argmax() == label:
            heat = grocer.class_activation_map(look, grocer.classes[label])
            order, fifth = np.argsort(heat.ravel(), kind="stable"), heat.size // 5
            hot, cold = (
                grocer.look(masked(pixels, cells, heat.shape)).probabilities[label]
                for cells in (order[-fifth:], order[:fifth])
            )
            worse.append(hot < cold)
    assert len(worse) > 25
    assert np.mean(worse) >= 0.8


def test_a_product_pasted_into_a_corner_is_found_there(grocer):
    names, labels = photos_of("val")
    side, found = grocer.manifest.width, []
    half = side // 2
    for index, (name, label) in enumerate(list(zip(names, labels, strict=True))[::12]):
        down, right = divmod(index % 4, 2)
        canvas = np.full((side, side, 3), 127, np.uint8)
        top, left = down * half, right * half
        canvas[top : top + half, left : left + half] = decode(GROCERY / name, (half, half))
        look = grocer.look(canvas)
        row, column = centre(grocer.class_activation_map(look, grocer.classes[label]))
        found.append(((row > 0.5) == down) and ((column > 0.5) == right))
    assert np.mean(found) >= 0.8
