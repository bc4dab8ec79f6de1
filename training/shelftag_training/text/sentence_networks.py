"""Networks on sentence embeddings: words alone, and words with photos.

Both correct what the similarity of the words to the categories' names says, so that a category
without any label can be found by its name. Each is a Keras model from a dict of the contract's
tensors (`shelftag_api.bundle.GIVEN_TENSORS`) to logits [batch, classes].

Keras is imported at the top, so import this module inside the functions that use it, after
`tensorflow_setup.load`.
"""

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras import layers, ops

from shelftag_training.heads.features import Scaling
from shelftag_training.text.examples import Floats

_JOINT = 128
"""Width of the layer in which photo and words meet."""
_BOTH = 0.4
"""Share of training rows that keep both; the others lose one or the other, as often."""


@dataclass(frozen=True)
class NamePrior:
    """What the names of the categories say before any label.

    Attributes:
        names: Their embeddings, float32 [classes, text size]; the labelled classes come first.
        labelled: How many these are.
        sharpness: Multiplies the cosine of words and name into a logit.
    """

    names: Floats
    labelled: int
    sharpness: float


def text_network(prior: NamePrior, scaling: Scaling) -> Any:
    """Words alone: a linear correction of what the names say."""
    text = _input("text_embedding", prior.names.shape[1])
    said = _input("has_text", 1)
    features = layers.Dropout(0.3)(_Scaled(scaling)(text) * said)
    logits = _padded(_zeroed(prior.labelled)(features), prior) + _similarity(text, prior)
    return keras.Model({"text_embedding": text, "has_text": said}, logits)


def fusion_network(prior: NamePrior, photos: Scaling, texts: Scaling) -> Any:
    """Photo and words: each speaks for itself, and both together in a joint layer.

    Each alone is right when the other is missing because training hides one or the other at random
    (modality dropout: Neverova et al., "ModDrop", 2016).
    """
    photo = _input("embedding", len(photos.mean))
    text = _input("text_embedding", prior.names.shape[1])
    flags = _input("has_photo", 1), _input("has_text", 1)
    seen, said = _ModalityDropout()(flags)
    # As in the head: the root evens out the few channels that shout.
    look = layers.Dropout(0.4)(_Scaled(photos)(ops.sign(photo) * ops.sqrt(ops.absolute(photo))))
    words = layers.Dropout(0.3)(_Scaled(texts)(text))
    look, words = look * seen, words * said
    both = ops.concatenate([look, words, seen, said], axis=1)
    joint = layers.Dropout(0.3)(layers.Dense(_JOINT, activation="relu")(both))
    logits = (
        _zeroed(prior.labelled)(look)
        + _zeroed(prior.labelled)(words)
        + _zeroed(prior.labelled)(joint)
    )
    inputs = {"embedding": photo, "text_embedding": text, "has_photo": flags[0]}
    return keras.Model(
        {**inputs, "has_text": flags[1]}, _padded(logits, prior) + _similarity(text, prior) * said
    )


def _input(name: str, width: int) -> Any:
    """One of the contract's tensors: float32 [batch, width]."""
    return keras.Input((width,), name=name)


def _zeroed(classes: int) -> Any:
    """A linear layer that says nothing before it has learned."""
    return layers.Dense(classes, kernel_initializer="zeros")


def _similarity(text: Any, prior: NamePrior) -> Any:
    """What the names say: [batch, classes]. A layer that is never trained keeps them."""
    names = layers.Dense(len(prior.names), use_bias=False, trainable=False)
    logits = names(text)
    names.set_weights([prior.sharpness * prior.names.T])
    return logits


def _padded(logits: Any, prior: NamePrior) -> Any:
    """Zeros for the classes without labels."""
    return ops.pad(logits, [[0, 0], [0, len(prior.names) - prior.labelled]])


class _Scaled(layers.Layer):  # type: ignore[misc]  # keras has no types
    """Features from their own origin in their own unit."""

    def __init__(self, scaling: Scaling) -> None:
        super().__init__(trainable=False)
        self._mean = self._constant(scaling.mean)
        self._unit = self._constant(np.float32(1) / scaling.deviation)

    def _constant(self, values: Floats) -> Any:
        return self.add_weight(
            shape=values.shape, initializer=lambda *_, **__: values, trainable=False
        )

    def call(self, values: Any) -> Any:
        return (values - self._mean) * self._unit


class _ModalityDropout(layers.Layer):  # type: ignore[misc]  # keras has no types
    """Hides the photo or the words of some training rows that have both."""

    def __init__(self) -> None:
        super().__init__()
        self._seed = keras.random.SeedGenerator()

    def call(self, flags: tuple[Any, Any], training: bool = False) -> Any:
        seen, said = flags
        if not training:
            return seen, said
        chance = keras.random.uniform(ops.shape(seen), seed=self._seed)
        alone = (1 - _BOTH) / 2
        no_photo = ops.cast(chance < alone, "float32") * said
        no_words = ops.cast(chance > 1 - alone, "float32") * seen
        return seen * (1 - no_photo), said * (1 - no_words)
