"""How words are made ready for a model: the trainer and the application must do it alike."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

MAX_CHARACTERS = 400
"""Of a product's words. The first ones say what it is; more cost time and say little."""


def join_words(parts: Iterable[str]) -> str:
    """Joins what is said about a product: title, description, whatever there is.

    Args:
        parts: In order of weight. Empty and repeated ones are left out.

    Returns:
        At most `MAX_CHARACTERS` characters; empty where nothing is said.
    """
    kept = dict.fromkeys(filter(None, map(str.strip, parts)))
    return " ".join(kept)[:MAX_CHARACTERS].strip()


def sound_text(text: str, limit: int) -> str:
    """Cuts a text, and replaces what is no Unicode: file names on Linux may hold any bytes."""
    return text[:limit].encode("utf-8", "replace").decode("utf-8")


def pad_tokens(tokens: Sequence[Sequence[int]], length: int) -> NDArray[np.int32]:
    """Brings token sequences to one length.

    Args:
        tokens: Ids from 1 on, a sequence a text.
        length: Longer sequences are cut, shorter ones end in zeros.

    Returns:
        int32, shape [texts, length].
    """
    result = np.zeros((len(tokens), length), np.int32)
    for row, ids in enumerate(tokens):
        result[row, : min(len(ids), length)] = ids[:length]
    return result
