"""The tensors that a head's graphs start from, made of embeddings and words."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.classifier import FloatArray, RowTexts
from shelftag_onnx.tokenizer import Tokenizer

Tensors = dict[str, NDArray[Any]]


class Given:
    """Makes `shelftag_api.bundle.GIVEN_TENSORS`, those that are wanted and no others.

    Args:
        wanted: Names of the tensors that the graphs take.
        text_size: Width of ``text_embedding``, where it is wanted.
        tokenizer: Makes ``token_ids``, where they are wanted.
    """

    def __init__(self, wanted: set[str], text_size: int, tokenizer: Tokenizer | None) -> None:
        self._wanted = wanted
        self._text_size = text_size
        self._tokenizer = tokenizer

    def tensors(self, embeddings: FloatArray, texts: RowTexts | None) -> Tensors:
        """Returns the tensors by name.

        Args:
            embeddings: float32 [n, embedding size], a row of zeros where there is no photo.
            texts: What is said about each row's product; None where nothing is said of any.
        """
        said = texts.texts if texts else [""] * len(embeddings)
        makers: dict[str, Callable[[], NDArray[Any]]] = {
            "embedding": lambda: np.ascontiguousarray(embeddings, np.float32),
            "has_photo": lambda: _flags(embeddings.any(axis=1)),
            "has_text": lambda: _flags([bool(text.strip()) for text in said]),
            "text_embedding": lambda: self._vectors(texts, len(embeddings)),
            "token_ids": lambda: self._token_ids(said),
        }
        return {name: make() for name, make in makers.items() if name in self._wanted}

    def _vectors(self, texts: RowTexts | None, rows: int) -> FloatArray:
        """The words' embeddings; zeros where there are none."""
        if texts is None or texts.vectors is None:
            return np.zeros((rows, self._text_size), np.float32)
        return np.ascontiguousarray(texts.vectors, np.float32)

    def _token_ids(self, said: Sequence[str]) -> NDArray[np.int32]:
        """The words' tokens."""
        assert self._tokenizer is not None  # refused by `open_head`
        return self._tokenizer.token_ids(said)


def _flags(values: Any) -> FloatArray:
    """A column of 0 and 1."""
    return np.asarray(values, np.float32).reshape(-1, 1)
