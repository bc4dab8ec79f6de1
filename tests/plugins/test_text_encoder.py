"""Words of many languages find the category that they mean."""

import numpy as np
import pytest

from shelftag_api.classifier import TextEncoder
from shelftag_onnx.text import ID, SIZE, open_text_encoder

CATEGORIES = ["T-shirts", "Trousers", "Bags", "Juice", "Milk", "Sofas", "Mobile phones"]


@pytest.fixture(scope="module")
def encoder():
    return open_text_encoder()


def test_keeps_to_the_contract(encoder):
    assert isinstance(encoder, TextEncoder)
    assert (encoder.id, encoder.size) == (ID, SIZE) == ("use-multilingual-3", 512)


@pytest.mark.parametrize("texts", [[], [""], ["Shirt", "", "男士纯棉短袖T恤", "a\x00b", "🙂" * 50]])
def test_rows_have_length_one(encoder, texts):
    vectors = encoder.embed_texts(texts)
    assert (vectors.shape, vectors.dtype) == ((len(texts), 512), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("男士纯棉短袖T恤", "T-shirts"),
        ("Men's cotton T-shirt, blue", "T-shirts"),
        ("Ledertasche braun", "Bags"),
        ("Orangensaft 1L", "Juice"),
        ("纯牛奶 250ml", "Milk"),
        ("Canapé trois places", "Sofas"),
    ],
)
def test_a_title_is_closest_to_its_category(encoder, title, category):
    cosine = encoder.embed_texts(CATEGORIES) @ encoder.embed_texts([title])[0]
    assert CATEGORIES[int(cosine.argmax())] == category


def test_a_text_does_not_depend_on_its_neighbours(encoder):
    alone = encoder.embed_texts(["Ledertasche braun"])
    among = encoder.embed_texts(["x " * 300, "Ledertasche braun", ""])[1:2]
    np.testing.assert_allclose(alone, among, atol=1e-5)


def test_a_file_name_that_is_no_unicode_is_no_obstacle(encoder):
    assert encoder.embed_texts(["caf\udce9.jpg"]).shape == (1, 512)


def test_a_megabyte_of_text_is_cut(encoder):
    long = "cotton shirt " * 100_000
    np.testing.assert_allclose(encoder.embed_texts([long]), encoder.embed_texts([long[:2000]]))
