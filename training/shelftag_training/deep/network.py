"""The network in training: an encoder, and a linear classifier on its rectified embedding.

Embeddings of the Lite family are never negative; those of the small network come unrectified, so
that they are means over its feature map.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_training.deep.machines import fast_precision, layers_compute_in
from shelftag_training.deep.randomness import Draws
from shelftag_training.deep.recipe import Recipe
from shelftag_training.encoders.efficientnet_lite import (
    LITE0,
    LITE1,
    LITE2,
    Statistics,
    build_encoder,
    load_weights,
)

_BATCH = 32
VARIANTS = {"lite0": LITE0, "lite1": LITE1, "lite2": LITE2}


class Network:
    """Encoder and classifier, with shared weights at every picture size.

    Attributes:
        encoder: Keras model, float32 [batch, h, w, 3] → ``embedding``, ``feature_map``.
        classifier: Keras layer, embedding → logits.
        trained: Variables that gradients change, the classifier's first.
        kept: Variables that only follow the photos (statistics of batch normalisation).
        scales: Factor on the learning rate of each of `trained`.
    """

    def __init__(self, encoder: Any, columns: int, recipe: Recipe) -> None:
        import keras

        self.encoder = encoder
        size = encoder.output["embedding"].shape[-1]
        self.classifier = keras.layers.Dense(
            columns, kernel_initializer="zeros", name="classifier", dtype="float32"
        )
        self.classifier.build((None, size))
        top = max((getattr(layer, "block", 0) for layer in encoder.layers), default=0)
        self.trained: list[Any] = [*self.classifier.trainable_variables]
        self.scales = [1.0] * len(self.trained)
        for layer in encoder.layers:
            block = getattr(layer, "block", top)
            layer.trainable = block >= recipe.frozen_blocks
            self.trained += layer.trainable_variables
            self.scales += [recipe.block_decay ** (top + 1 - block)] * len(
                layer.trainable_variables
            )
        self.kept: list[Any] = [*encoder.non_trainable_variables]

    @property
    def is_mixed(self) -> bool:
        """Whether it computes in less than float32 while training."""
        return any(layer.compute_dtype != "float32" for layer in self.encoder.layers)

    def logits(self, tf: Any, photos: Any) -> Any:
        """Scores photos as they come (float32 [batch, h, w, 3]): float32 [batch, columns]."""
        return self.classify(tf, self._embedding(tf, photos, training=False))

    def logits_in_training(self, tf: Any, photos: Any, dropout: float, draw: Draws) -> Any:
        """The same with dropout, and with batch normalisation that may adapt.

        Args:
            tf: TensorFlow.
            photos: float32 [batch, h, w, 3], 0 to 255.
            dropout: Of the embedding.
            draw: Randomness.
        """
        embedding = self._embedding(tf, photos, training=True)
        if dropout:
            kept = draw.uniform(0, 1, embedding.shape[1]) >= dropout
            embedding = tf.where(kept, embedding / (1 - dropout), 0.0)
        return self.classify(tf, embedding)

    def classify(self, tf: Any, embedding: Any) -> Any:
        """Scores embeddings: float32 [batch, columns]."""
        return self.classifier(tf.nn.relu(embedding))

    def _embedding(self, tf: Any, photos: Any, *, training: bool) -> Any:
        """Encodes photos: float32 [batch, embedding size], in any precision of the encoder."""
        return tf.cast(self.encoder(photos, training=training)["embedding"], tf.float32)

    def plain_encoder(self) -> Any:
        """Returns the encoder as it is now, in float32 and on this machine alone: for exports."""
        import keras

        def plain(layer: Any) -> Any:
            return layer.__class__.from_config({**layer.get_config(), "dtype": "float32"})

        encoder = keras.models.clone_model(self.encoder, clone_function=plain)
        encoder.set_weights(self.encoder.get_weights())
        return encoder

    def predictor(self, tf: Any, pixels: int) -> Any:
        """Returns a function from uint8 photos of any size to logits at a picture size."""
        return _sized(tf, pixels, lambda photos: self.logits(tf, photos))

    def embedder(self, tf: Any, pixels: int) -> Any:
        """The same to embeddings."""
        return _sized(tf, pixels, lambda photos: self._embedding(tf, photos, training=False))


def _sized(tf: Any, pixels: int, work: Callable[[Any], Any]) -> Any:
    """Puts the change of size before a function of photos."""

    @tf.function(reduce_retracing=True)  # type: ignore[untyped-decorator]
    def run(photos: Any) -> Any:
        photos = tf.cast(photos, tf.float32)
        return work(tf.image.resize(photos, (pixels, pixels), antialias=True))

    return run


def build_network(tf: Any, recipe: Recipe, columns: int) -> Network:
    """Builds the network that a recipe names; one of the Lite family knows ImageNet."""
    from shelftag_training.deep.small_cnn import build_small_cnn
    from shelftag_training.encoders.torch_weights import load_pinned_weights

    statistics: Statistics = "batch" if recipe.statistics == "adapted" else "frozen"
    precision = fast_precision(tf) if recipe.precision == "auto" else recipe.precision
    with layers_compute_in(precision):
        if recipe.network == "cnn":
            return Network(build_small_cnn(statistics), columns, recipe)
        variant = VARIANTS[recipe.network]
        encoder = build_encoder(variant, pixels=None, statistics=statistics)
    load_weights(encoder, load_pinned_weights(variant))
    return Network(encoder, columns, recipe)


def batches(rows: Sequence[int] | NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Cuts rows into batches for prediction."""
    array = np.asarray(rows, np.int64)
    for start in range(0, len(array), _BATCH):
        yield array[start : start + _BATCH]
