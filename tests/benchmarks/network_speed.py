"""How fast the encoder's network runs and trains, against the same network of plain Keras layers.

Both take turns, round after round, and the best round of each counts, so that a busy computer does
not decide. `python tests/benchmarks/network_speed.py --pixels 192 --batch 32`
"""

import argparse
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from shelftag_training.encoders.efficientnet_lite import (
    LITE0,
    LITE1,
    LITE2,
    build_encoder,
    load_weights,
)
from shelftag_training.encoders.torch_weights import load_pinned_weights
from shelftag_training.running import tensorflow_setup

VARIANTS = {variant.name: variant for variant in (LITE0, LITE1, LITE2)}


def main() -> None:
    """Reads the arguments and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--variant", choices=VARIANTS, default=LITE2.name)
    parser.add_argument("--pixels", type=int, default=192)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    tf = tensorflow_setup.load()
    variant = VARIANTS[arguments.variant]
    ours = build_encoder(variant)
    load_weights(ours, load_pinned_weights(variant))
    networks = {"plain": plain(ours), "ours": ours}
    size = (arguments.batch, arguments.pixels, arguments.pixels, 3)
    photos = tf.random.uniform(size, 0, 255, seed=1)
    compare(networks, photos[:2])
    steps = {
        (name, kind): make(tf, network, photos)
        for kind, make in (("forward", forward), ("training step", training_step))
        for name, network in networks.items()
    }
    best = dict.fromkeys(steps, float("inf"))
    for _ in range(arguments.rounds + 1):  # the first one traces
        for key, step in steps.items():
            best[key] = min(best[key], seconds(step))
    for kind in ("forward", "training step"):
        old, new = (best[name, kind] * 1000 / arguments.batch for name in networks)
        print(f"{kind:14} plain {old:5.1f} ms/photo  ours {new:5.1f} ms/photo  {old / new:.2f}×")


def plain(model: Any) -> Any:
    """Returns the same network with convolution, batch normalisation and ReLU6 as three layers."""
    import keras

    from shelftag_training.encoders.normalised_conv import EPSILON, NormalisedConv

    def separate(layer: Any, x: Any) -> Any:
        if not isinstance(layer, NormalisedConv):
            return layer(*x) if isinstance(x, tuple) else layer(x)
        options = {"strides": layer.stride, "padding": "same", "use_bias": False}
        if layer.channels is None:
            conv = keras.layers.DepthwiseConv2D(layer.kernel_size, **options)
        else:
            conv = keras.layers.Conv2D(layer.channels, layer.kernel_size, **options)
        norm = keras.layers.BatchNormalization(epsilon=EPSILON)
        y = norm(conv(x))
        conv.set_weights([layer.kernel])
        norm.set_weights([layer.gamma, layer.beta, layer.mean, layer.variance])
        return keras.layers.ReLU(6.0)(y) if layer.activate else y

    return keras.models.clone_model(
        model, call_function=lambda layer, x, **_: separate(layer, x), clone_function=lambda x: x
    )


def compare(networks: dict[str, Any], photos: Any) -> None:
    """Stops where the networks do not compute the same."""
    one, other = (network(photos)["embedding"].numpy() for network in networks.values())
    assert np.abs(one - other).max() < 1e-4 * np.abs(one).max()


def forward(tf: Any, network: Any, photos: Any) -> Callable[[], Any]:
    """Embeddings of a batch."""
    return tf.function(lambda: network(photos, training=False)["embedding"])


def training_step(tf: Any, network: Any, photos: Any) -> Callable[[], Any]:
    """Gradients of all weights, with frozen statistics."""
    weights = [weight.value for weight in network.trainable_weights]

    @tf.function
    def step() -> Any:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(network(photos, training=False)["embedding"]))
        return tape.gradient(loss, weights)

    return step


def seconds(step: Callable[[], Any]) -> float:
    """Runs a step once."""
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
