"""Heads of every family run in the evaluation: on photos, on embedded words, on tokens."""

from dataclasses import replace

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper

from shelftag_api.bundle import Tokenizer, read_bundle
from shelftag_api.errors import ContractError, ShelftagError
from shelftag_api.files import sha256_of
from shelftag_training.evaluation.bundle_head import BundleHead
from shelftag_training.evaluation.metrics import log_softmax
from shelftag_training.export.bundle import write_bundle
from shelftag_training.text.tokenizer import train_tokenizer
from training.samples import category

CLASSES = (category("red"), category("blue"))
TEXTS = ["red shoes", "", "蓝色的鞋"]


def sum_graph(inputs):
    """The sum of all inputs, times 0.01 and −0.02, as logits of two classes."""
    node, value = helper.make_node, helper.make_tensor_value_info
    nodes, sums = [], []
    for name in inputs:
        nodes.append(node("Cast", [name], [f"{name}_float"], to=TensorProto.FLOAT))
        nodes.append(node("ReduceSum", [f"{name}_float", "axes"], [f"{name}_sum"], keepdims=1))
        sums.append(f"{name}_sum")
    nodes += [node("Sum", sums, ["total"]), node("MatMul", ["total", "columns"], ["logits"])]
    kinds = {"token_ids": TensorProto.INT32}
    graph = helper.make_graph(
        nodes,
        "sum",
        [value(n, kinds.get(n, TensorProto.FLOAT), ["batch", w]) for n, w in inputs.items()],
        [value("logits", TensorProto.FLOAT, ["batch", 2])],
        [
            numpy_helper.from_array(np.array([1], np.int64), "axes"),
            numpy_helper.from_array(np.array([[0.01, -0.02]], np.float32), "columns"),
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def write(folder, inputs, further=None, **fields):
    folder.mkdir()
    described = {
        "name": "sum",
        "version": 1,
        "parent": None,
        "encoder": "e",
        "categories": CLASSES,
        "classes": tuple(item.uuid for item in CLASSES),
        "temperature": 2.0,
    }
    write_bundle(folder, {"head.onnx": sum_graph(inputs)}, further, **described | fields)
    return folder


def expected(totals):
    return log_softmax(np.outer(totals, [0.01, -0.02]), 2.0)


def test_words_and_photos_reach_the_graphs_with_what_is_missing_marked(tmp_path):
    inputs = {"embedding": 4, "text_embedding": 3, "has_photo": 1, "has_text": 1}
    head = BundleHead(write(tmp_path / "fusion", inputs))
    photos = np.array([[1, 2, 3, 4], [0, 0, 0, 0], [1, 1, 1, 1]], np.float32)
    words = np.array([[5, 5, 5], [0, 0, 0], [1, 0, 0]], np.float32)
    assert (head.sees, head.reads_vectors) == (True, True)
    found = head.log_probabilities(photos, TEXTS, words)
    np.testing.assert_allclose(found, expected([10 + 15 + 2, 0, 4 + 1 + 2]), atol=1e-6)
    silent = head.log_probabilities(photos)
    np.testing.assert_allclose(silent, expected([11, 0, 5]), atol=1e-6)


def test_tokens_are_cut_by_the_tokenizer_of_the_bundle(tmp_path):
    tokenizer = train_tokenizer([*TEXTS, "blue shoes"])
    folder = write(
        tmp_path / "tokens",
        {"token_ids": tokenizer.length},
        {"tokenizer.model": tokenizer.model},
        tokenizer=Tokenizer("sentencepiece", "tokenizer.model", tokenizer.length),
    )
    head = BundleHead(folder)
    found = head.log_probabilities(np.zeros((3, 4), np.float32), TEXTS)
    np.testing.assert_allclose(found, expected(tokenizer.token_ids(TEXTS).sum(axis=1)), rtol=1e-4)


def test_photos_of_another_encoder_are_refused(tmp_path):
    head = BundleHead(write(tmp_path / "photos", {"embedding": 4}))
    with pytest.raises(ShelftagError) as caught:
        head.log_probabilities(np.zeros((1, 5), np.float32))
    assert caught.value.message_id == "training.embedding_width"


def test_graphs_that_want_what_nobody_gives_are_refused(tmp_path):
    head = BundleHead(write(tmp_path / "strange", {"barcode": 4}))
    with pytest.raises(ContractError):
        head.log_probabilities(np.zeros((1, 4), np.float32))


def test_a_file_that_is_no_graph_is_refused(tmp_path):
    folder = write(tmp_path / "damaged", {"embedding": 4})
    (folder / "head.onnx").write_bytes(b"no graph")
    manifest = read_bundle(folder, verify=False)
    replace(manifest, files={"head.onnx": sha256_of(folder / "head.onnx")}).write(folder)
    with pytest.raises(ContractError):
        BundleHead(folder)
