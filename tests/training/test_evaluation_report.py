"""From a bundle and labelled photos to a report: complete, self-contained and in two languages."""

import json
import re
from html.parser import HTMLParser
from uuid import uuid5

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from PIL import Image
from typer.testing import CliRunner

from shelftag_api.bundle import BundleCategory
from shelftag_api.dataset import EMBEDDINGS, Dataset, DatasetRow, write_dataset
from shelftag_api.errors import ShelftagError
from shelftag_training.cli import app
from shelftag_training.evaluation.comparison import compare
from shelftag_training.evaluation.evaluate import evaluate
from shelftag_training.evaluation.judged import judge
from shelftag_training.export.bundle import write_bundle
from training.samples import IDS

PATHS = (
    ("Food", "<script>alert(1)</script>"),
    ("Food", "$5 & $6 {{ 7 * 7 }}"),
    ("水果", "苹果 🍎"),
    ("Food",),
)
SIZE = 8
ENCODER = "e" * 64


def tree():
    return tuple(BundleCategory(uuid5(IDS, "/".join(path)), path) for path in PATHS)


def linear_graph(weights):
    """An ONNX head: logits = embedding · weights."""
    rows, columns = weights.shape
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["embedding", "weights"], ["logits"])],
        "head",
        [value("embedding", TensorProto.FLOAT, ["batch", rows])],
        [value("logits", TensorProto.FLOAT, ["batch", columns])],
        [onnx.numpy_helper.from_array(weights.astype(np.float32), "weights")],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


@pytest.fixture
def bundle(tmp_path):
    """Writes bundles whose head is right unless noise is added to it."""

    def write(name="bundle", noise=0.0, categories=None, **fields):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        categories = categories or tree()
        weights = 6 * np.eye(SIZE, len(PATHS))
        weights += noise * np.random.default_rng(1).normal(size=weights.shape)
        described = {
            "name": "head",
            "version": 3,
            "parent": None,
            "encoder": ENCODER,
            "categories": categories,
            "classes": tuple(item.uuid for item in categories),
        }
        write_bundle(folder, {"head.onnx": linear_graph(weights)}, **described | fields)
        return folder

    return write


@pytest.fixture
def shop(tmp_path):
    """120 photos of 60 products whose embeddings nearly tell their categories."""
    folder = tmp_path / "shop"
    folder.mkdir()
    random = np.random.default_rng(0)
    labels = np.repeat(np.arange(60) % len(PATHS), 2)
    categories, rows = tree(), []
    for index, label in enumerate(labels):
        name = f"{index}.jpg"
        Image.new("RGB", (40, 30), (60 * int(label), index, 90)).save(folder / name)
        own = categories[label]
        product = str(uuid5(IDS, str(index // 2)))
        rows.append(DatasetRow(name, f"{index:064x}", product, own.path, own.uuid))
    (folder / "0.jpg").write_bytes(b"no photo at all")
    write_dataset(folder, Dataset(categories, tuple(rows), encoder=ENCODER))
    noise = 0.55 * random.normal(size=(len(labels), SIZE))
    np.save(folder / EMBEDDINGS, (np.eye(SIZE)[labels] + noise).astype(np.float32))
    return folder


class Links(HTMLParser):
    """Collects tags and whatever a browser would fetch."""

    def __init__(self):
        super().__init__()
        self.tags, self.fetched = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.fetched += [v for k, v in attrs if k in ("src", "href", "xlink:href", "srcset")]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_report_is_one_page_that_needs_nothing_else(bundle, shop, tmp_path, recorder, language):
    told = evaluate(
        bundle(), shop, recorder, report=tmp_path / "report" / "mine.html", language=language
    )
    page = (tmp_path / "report" / "mine.html").read_text("utf-8")
    assert told["report"].endswith("mine.html")
    links = Links()
    links.feed(page)
    assert all(link.startswith(("data:image/jpeg;base64,", "#")) for link in links.fetched)
    assert any(link.startswith("data:") for link in links.fetched)
    assert not re.search(r"@import|url\((?!#)", page)
    assert {"svg", "table", "img"} <= links.tags
    assert "script" not in links.tags
    assert "prefers-color-scheme: dark" in page
    assert "evaluation." not in page, "a sentence is missing"
    assert ("混淆" in page) == (language == "zh_CN")
    assert f'lang="{language.replace("_", "-")}"' in page
    assert "&lt;script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    assert sorted(item.name for item in (tmp_path / "report").iterdir()) == [
        "mine.html",
        "mine.json",
    ]


def test_the_same_is_there_for_programs(bundle, shop, tmp_path, recorder):
    told = evaluate(bundle(noise=2.0), shop, recorder, report=tmp_path / "report")
    found = json.loads((tmp_path / "report" / "report.json").read_text("utf-8"))
    photo = found["photo"]
    assert photo["figures"]["accuracy"] == told["metrics"]["photo_accuracy"]
    assert photo["intervals"]["accuracy"][0] == told["metrics"]["photo_accuracy_low"]
    assert photo["groups"] < found["combined"]["rows"] == 60  # some products look alike
    assert sum(item["count"] for item in photo["confusions"]) == pytest.approx(
        120 * (1 - photo["figures"]["accuracy"])
    )
    assert {tuple(item["category"]) for item in photo["classes"]} == set(PATHS)
    assert photo["risk_coverage"]["coverage"][-1] == 1
    assert [item["risk"] for item in photo["promises"]] == [0.01, 0.02, 0.05]


def test_a_flawless_model_has_a_report_too(bundle, shop, tmp_path, recorder):
    labels = np.repeat(np.arange(60) % len(PATHS), 2)
    np.save(shop / EMBEDDINGS, np.eye(SIZE, dtype=np.float32)[labels])
    told = evaluate(bundle(), shop, recorder, report=tmp_path / "report")
    assert told["metrics"]["photo_accuracy"] == 1
    assert told["metrics"]["photo_accuracy_low"] < 0.97


def test_an_earlier_report_is_not_written_over(bundle, shop, tmp_path, recorder):
    (tmp_path / "mine.json").write_text("precious")
    with pytest.raises(ShelftagError) as caught:
        evaluate(bundle(), shop, recorder, report=tmp_path / "mine.html")
    assert caught.value.message_id == "training.output_exists"
    assert not (tmp_path / "mine.html").exists()


def test_the_words_of_another_shop_are_found_by_their_path(bundle, shop, recorder):
    stranger = tuple(BundleCategory(uuid5(item.uuid, "other"), item.path) for item in tree())
    own = judge(bundle(), shop, recorder)
    other = judge(bundle("stranger", categories=stranger), shop, recorder)
    np.testing.assert_allclose(own.photo.log_p, other.photo.log_p)


def test_a_folder_with_bundle_and_encoder_is_a_model(bundle, shop, recorder, tmp_path):
    bundle("model/bundle")
    assert judge(tmp_path / "model", shop, recorder).photo.log_p.shape == (120, len(PATHS))


def test_the_better_of_two_is_named_and_equals_are_not_told_apart(bundle, shop, recorder):
    good, poor = bundle("good"), bundle("poor", noise=8.0)
    worse = compare(good, poor, shop, recorder)
    assert worse["kind"] == "comparison_first"
    figures = worse["metrics"]
    assert figures["combined_difference_high"] < 0
    assert figures["combined_p_value"] < 0.05
    assert figures["combined_only_first"] > figures["combined_only_second"]
    same = compare(good, bundle("again"), shop, recorder)
    assert same["kind"] == "comparison_open"
    assert same["metrics"]["photo_p_value"] == 1


def test_models_of_different_encoders_need_their_own_embeddings(bundle, shop, recorder):
    with pytest.raises(ShelftagError) as caught:
        compare(bundle(), bundle("other", encoder="f" * 64), shop, recorder)
    assert caught.value.message_id == "training.encoder_mismatch"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_commands_say_what_came_out(bundle, shop, tmp_path, language):
    first, second = str(bundle()), str(bundle("second"))
    told = CliRunner().invoke(app, ["compare", first, second, str(shop), "--language", language])
    assert told.exit_code == 0, told.output
    assert ("cannot tell" if language == "en" else "无法判断") in told.output
    page = str(tmp_path / "page.html")
    told = CliRunner().invoke(
        app, ["evaluate", first, str(shop), "--report", page, "--language", language]
    )
    assert told.exit_code == 0, told.output
    assert "page.html" in told.output.replace("\n", "")
