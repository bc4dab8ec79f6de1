"""Words of any language are cut into tokens and put together again."""

import unicodedata

import numpy as np
import pytest

from shelftag_api.words import MAX_CHARACTERS, join_words, pad_tokens
from shelftag_training.text.tokenizer import train_tokenizer
from training.reading_shop import TEXTS


@pytest.fixture(scope="module")
def tokenizer():
    return train_tokenizer(TEXTS)


@pytest.mark.parametrize(
    "text",
    [
        "男士纯棉短袖T恤",
        "りんごジュース 100%",
        "น้ำส้มคั้นสด",
        "Straße, Größe XL",
        "ﬁne ① ｱｲｽ",
        "🍊🧦👩🏽‍🍳",
        "русский чай",
    ],
)
def test_round_trip(tokenizer, text):
    ids = tokenizer.token_ids([text])[0]
    again = tokenizer.processor.decode(ids[ids > 0].tolist())
    whole = tokenizer.processor.decode(tokenizer.processor.encode(text))

    def folded(value):
        return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).lower())

    assert folded(whole) == folded(text)
    assert folded(text).startswith(folded(again).rstrip("\ufffd"))


def test_the_same_texts_give_the_same_tokenizer(tokenizer):
    assert train_tokenizer(TEXTS).model == tokenizer.model


def test_any_text_gives_a_row_of_the_same_length(tokenizer):
    texts = ["", " ", "half \ud800 a character", "x" * 1_000_000, "\0", "shoes"]
    ids = tokenizer.token_ids(texts)
    assert ids.shape == (6, tokenizer.length)
    assert ids.dtype == np.int32
    assert not ids[:2].any()
    assert (ids[3] > 0).all()
    assert ids.max() < tokenizer.size
    assert tokenizer.token_ids([]).shape == (0, tokenizer.length)


def test_words_are_joined_once_and_cut():
    assert join_words([" Tea ", "", "Tea", "green"]) == "Tea green"
    assert join_words(["", " "]) == ""
    assert len(join_words(["x" * 1_000_000])) == MAX_CHARACTERS
    np.testing.assert_array_equal(pad_tokens([[5], [1, 2, 3]], 2), [[5, 0], [1, 2]])
