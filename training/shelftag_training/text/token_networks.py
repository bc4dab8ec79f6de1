"""Networks that learn to read from the shop's own words: an LSTM and a transformer.

Each is a Keras model from ``token_ids`` to logits [batch, columns] (categories, then the values of
further labels, learned together with them), built of what tf2onnx converts to plain operators: the
LSTM is not masked (a masked one becomes a slow loop), padded positions are left out where positions
are pooled.

Keras is imported at the top, so import this module inside the functions that use it, after
`tensorflow_setup.load`.
"""

from dataclasses import dataclass
from typing import Any

import keras
from keras import layers, ops

_WIDTH = 96
_HEADS = 4
_BLOCKS = 2
_FAR_BELOW = -1e4
"""Added to what must not count: low enough for any softmax or maximum, yet no infinity."""


@dataclass(frozen=True)
class Vocabulary:
    """What token networks need to know of the tokenizer.

    Attributes:
        size: Ids lie below.
        length: Tokens of a text.
    """

    size: int
    length: int


def lstm_network(vocabulary: Vocabulary, columns: int) -> Any:
    """Token embeddings and a bidirectional LSTM, pooled by their maximum."""
    ids, valid, embedded = _embedded(vocabulary)
    states = layers.Bidirectional(layers.LSTM(_WIDTH, return_sequences=True))(embedded)
    pooled = ops.max(states * valid + _FAR_BELOW * (1 - valid), axis=1)
    return _classified(ids, pooled, valid, columns)


def transformer_network(vocabulary: Vocabulary, columns: int) -> Any:
    """Token and position embeddings, self-attention (Vaswani et al., 2017), attention pooling.

    Normalised before each part, as trains well without warm-up (Xiong et al., 2020).
    """
    ids, valid, embedded = _embedded(vocabulary)
    # Positions come from the ids, so that they are part of the graph and not of its constants.
    positions = ops.cumsum(ops.ones_like(ids), axis=1) - 1
    states = embedded + layers.Embedding(vocabulary.length, _WIDTH)(positions)
    bias = _FAR_BELOW * (1 - ops.reshape(valid, (-1, 1, 1, vocabulary.length)))
    for _ in range(_BLOCKS):
        normal = layers.LayerNormalization(epsilon=1e-5)(states)
        states = states + layers.Dropout(0.1)(_attention(normal, bias, vocabulary.length))
        normal = layers.LayerNormalization(epsilon=1e-5)(states)
        inner = ops.gelu(layers.Dense(2 * _WIDTH)(normal), approximate=True)
        states = states + layers.Dropout(0.1)(layers.Dense(_WIDTH)(inner))
    states = layers.LayerNormalization(epsilon=1e-5)(states)
    shares = ops.softmax(layers.Dense(1)(states) + _FAR_BELOW * (1 - valid), axis=1)
    return _classified(ids, ops.sum(shares * states, axis=1), valid, columns)


def _embedded(vocabulary: Vocabulary) -> tuple[Any, Any, Any]:
    """Input, valid positions [batch, length, 1], and embeddings [batch, length, width].

    In training whole tokens are dropped at random: a model that has read few texts must not lean on
    single words.
    """
    ids = keras.Input((vocabulary.length,), dtype="int32", name="token_ids")
    valid = ops.expand_dims(ops.cast(ops.not_equal(ids, 0), "float32"), -1)
    embedded = layers.Embedding(vocabulary.size, _WIDTH)(ids) * valid
    embedded = layers.Dropout(0.15, noise_shape=(None, vocabulary.length, 1))(embedded)
    return ids, valid, layers.Dropout(0.2)(embedded)


def _attention(states: Any, bias: Any, length: int) -> Any:
    """Self-attention of several heads; ``bias`` keeps padding out."""

    def heads(order: tuple[int, ...]) -> Any:
        shape = (-1, length, _HEADS, _WIDTH // _HEADS)
        return ops.transpose(ops.reshape(layers.Dense(_WIDTH)(states), shape), order)

    queries, keys, values = heads((0, 2, 1, 3)), heads((0, 2, 3, 1)), heads((0, 2, 1, 3))
    scores = ops.matmul(queries, keys) / (_WIDTH / _HEADS) ** 0.5 + bias
    mixed = ops.matmul(ops.softmax(scores, axis=-1), values)
    joined = ops.reshape(ops.transpose(mixed, (0, 2, 1, 3)), (-1, length, _WIDTH))
    return layers.Dense(_WIDTH)(joined)


def _classified(ids: Any, pooled: Any, valid: Any, columns: int) -> Any:
    """Logits of pooled states; without any token only the bias speaks."""
    pooled = pooled * ops.max(valid, axis=1)
    logits = layers.Dense(columns)(layers.Dropout(0.3)(pooled))
    return keras.Model({"token_ids": ids}, logits)
