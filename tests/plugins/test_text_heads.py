"""A head that reads gets exactly the tensors it names, whatever is missing of photo and words."""

import hashlib
from uuid import uuid4

import numpy as np
import pytest
from onnx import TensorProto, helper

from shelftag.plugins.guard import GuardedClassifier
from shelftag_api.bundle import BundleCategory, BundleManifest, HeadGraph
from shelftag_api.classifier import Head, RowTexts, takes_photos, takes_words
from shelftag_api.errors import ContractError, ShelftagError
from shelftag_onnx.head import ROWS_AT_ONCE, open_head
from shelftag_onnx.plugin import OnnxClassifier

from .conftest import as_model

TENSORS = {"embedding": 3, "text_embedding": 2, "has_photo": 1, "has_text": 1}


def write_bundle(folder, widths=TENSORS):
    """A head whose logits are its inputs side by side: one class for each value."""
    folder.mkdir(exist_ok=True)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", width])
        for name, width in widths.items()
    ]
    total = sum(width for width in widths.values() if isinstance(width, int))
    graph = helper.make_graph(
        [helper.make_node("Concat", list(widths), ["logits"], axis=1)],
        "side_by_side",
        inputs,
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", total])],
    )
    data = as_model(graph).SerializeToString()
    (folder / "head.onnx").write_bytes(data)
    category = uuid4()
    BundleManifest(
        id=uuid4(),
        name="test",
        version=1,
        created_at="2026-11-23T00:00:00Z",
        parent=None,
        encoder="0" * 64,
        categories=(BundleCategory(category, ("Food",)),),
        classes=(category, *[None] * (total - 1)),
        graphs=(HeadGraph("head.onnx", tuple(widths), ("logits",)),),
        files={"head.onnx": hashlib.sha256(data).hexdigest()},
    ).write(folder)
    return folder


def seen(head, embeddings, texts=None):
    """The tensors as the graph saw them: a softmax keeps differences, the first value is known."""
    logs = np.log(head.predict(np.asarray(embeddings, np.float32), texts))
    return logs - logs[:, :1] + np.asarray(embeddings)[:, :1]


def test_photo_and_words_are_flagged_where_they_are(tmp_path):
    head = open_head(write_bundle(tmp_path))
    assert isinstance(head, Head)
    assert takes_photos(head.manifest)
    assert takes_words(head.manifest)
    looks = [[1, 2, 3], [0, 0, 0], [4, 0, 0], [0, 0, 0]]
    vectors = np.array([[5, 6], [7, 8], [0, 0], [0, 0]], np.float32)
    found = seen(head, looks, RowTexts(["tea", "milk", "", "  "], vectors))
    np.testing.assert_allclose(
        found,
        [[1, 2, 3, 5, 6, 1, 1], [0, 0, 0, 7, 8, 0, 1], [4, 0, 0, 0, 0, 1, 0], [0] * 7],
        atol=1e-4,
    )


@pytest.mark.parametrize("texts", [None, RowTexts(["", ""]), RowTexts(["", ""], None)])
def test_nothing_said_is_zeros(tmp_path, texts):
    found = seen(open_head(write_bundle(tmp_path)), [[1, 2, 3], [0, 0, 0]], texts)
    np.testing.assert_allclose(found, [[1, 2, 3, 0, 0, 1, 0], [0] * 7], atol=1e-4)


def test_many_rows_keep_their_own_words(tmp_path):
    head = open_head(write_bundle(tmp_path))
    count = ROWS_AT_ONCE + 5
    vectors = np.zeros((count, 2), np.float32)
    vectors[:, 0] = np.arange(count) % 7
    texts = ["word" if row % 2 else "" for row in range(count)]
    p = head.predict(np.zeros((count, 3), np.float32), RowTexts(texts, vectors))
    logs = np.log(p)
    np.testing.assert_allclose(logs[:, 3] - logs[:, 0], vectors[:, 0], atol=1e-4)
    np.testing.assert_allclose(logs[:, 6] - logs[:, 0], np.arange(count) % 2, atol=1e-4)


def test_through_the_guard_words_arrive_as_well(tmp_path):
    plain, guarded = (
        opener.open_head(write_bundle(tmp_path))
        for opener in (OnnxClassifier(), GuardedClassifier("onnx", OnnxClassifier()))
    )
    rows, texts = np.ones((1, 3), np.float32), RowTexts(["tea"], np.ones((1, 2), np.float32))
    np.testing.assert_allclose(guarded.predict(rows, texts), plain.predict(rows, texts))
    assert not np.allclose(guarded.predict(rows), plain.predict(rows, texts))


def test_words_of_another_text_encoder_give_one_clear_error(tmp_path):
    head = open_head(write_bundle(tmp_path))
    with pytest.raises(ShelftagError) as caught:
        head.predict(np.ones((1, 3), np.float32), RowTexts(["tea"], np.ones((1, 9), np.float32)))
    assert caught.value.message_id == "plugins.inference_failed"


def test_refuses_words_of_no_fixed_width(tmp_path):
    with pytest.raises(ContractError) as caught:
        open_head(write_bundle(tmp_path, {"embedding": 3, "text_embedding": "any"}))
    assert "text_embedding" in caught.value.params["problem"]
