"""A head runs its graphs in order and gives calibrated probabilities."""

import numpy as np
import pytest

from shelftag_api.classifier import Head
from shelftag_api.errors import ContractError, ShelftagError
from shelftag_onnx.head import ROWS_AT_ONCE, open_head, softmax

RANDOM = np.random.default_rng(3)
FIRST = RANDOM.normal(size=(6, 5))
SECOND = RANDOM.normal(size=(5, 4))


def embeddings(count: int) -> np.ndarray:
    return RANDOM.normal(size=(count, 6)).astype(np.float32)


@pytest.mark.parametrize("count", [0, 1, 7, ROWS_AT_ONCE + 3])
def test_two_chained_graphs(make_bundle, count):
    head = open_head(make_bundle(("embedding", "hidden", FIRST), ("hidden", "logits", SECOND)))
    x = embeddings(count)
    p = head.predict(x)
    assert isinstance(head, Head)
    assert (p.shape, p.dtype) == ((count, 4), np.float32)
    expected = np.exp(x @ FIRST @ SECOND)
    np.testing.assert_allclose(p, expected / expected.sum(1, keepdims=True), rtol=1e-3, atol=1e-6)
    np.testing.assert_allclose(p.sum(1), 1, atol=1e-6)


def test_the_temperature_divides_the_logits(make_bundle):
    x = embeddings(5)
    sharp = open_head(make_bundle(("embedding", "logits", FIRST[:, :4]))).predict(x)
    soft = open_head(make_bundle(("embedding", "logits", FIRST[:, :4]), temperature=4.0)).predict(x)
    np.testing.assert_array_equal(sharp.argmax(1), soft.argmax(1))
    assert (soft.max(1) < sharp.max(1)).all()
    difference = np.log(sharp[:, 0] / sharp[:, 1]) / np.log(soft[:, 0] / soft[:, 1])
    np.testing.assert_allclose(difference, 4.0, rtol=1e-3)


def test_huge_logits_do_not_overflow():
    p = softmax(np.array([[1e4, 0, -1e4], [-3e38, 0, 3e38]], np.float32), 0.5)
    np.testing.assert_allclose(p, [[1, 0, 0], [0, 0, 1]])


def test_refuses_a_graph_that_needs_what_nobody_gives(make_bundle):
    folder = make_bundle(("embedding", "hidden", FIRST), ("other", "logits", SECOND))
    with pytest.raises(ContractError) as caught:
        open_head(folder)
    assert caught.value.message_id == "plugins.bad_graph"
    assert "other" in caught.value.params["problem"]


def test_refuses_a_changed_graph(make_bundle):
    folder = make_bundle(("embedding", "logits", FIRST[:, :4]))
    (folder / "step0.onnx").write_bytes(b"something else")
    with pytest.raises(ContractError) as caught:
        open_head(folder)
    assert caught.value.message_id == "contract.wrong_hash"


def test_embeddings_of_another_encoder_give_one_clear_error(make_bundle):
    head = open_head(make_bundle(("embedding", "logits", FIRST[:, :4])))
    with pytest.raises(ShelftagError) as caught:
        head.predict(np.zeros((2, 9), np.float32))
    assert caught.value.message_id == "plugins.inference_failed"


def test_a_wrong_number_of_classes_is_noticed(make_bundle):
    head = open_head(make_bundle(("embedding", "logits", FIRST[:, :4]), classes=3))
    with pytest.raises(ShelftagError) as caught:
        head.predict(embeddings(2))
    assert caught.value.message_id == "plugins.inference_failed"
