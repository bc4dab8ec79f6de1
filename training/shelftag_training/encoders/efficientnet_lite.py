"""EfficientNet-Lite in Keras, with the ImageNet weights of the PyTorch state dict.

Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks" (2019); the
Lite variants (Liu, 2020) drop squeeze-and-excite, use ReLU6 and keep stem and head unscaled.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

EMBEDDING_SIZE = 1280
_EPSILON = 1e-3


@dataclass(frozen=True)
class LiteVariant:
    """How a member of the family is scaled.

    Attributes:
        name: Name for the encoder's manifest.
        width: Factor on the channels.
        depth: Factor on the blocks of a stage.
        pixels: Height and width of the input.
    """

    name: str
    width: float
    depth: float
    pixels: int


LITE2 = LiteVariant("efficientnet-lite2", width=1.1, depth=1.2, pixels=260)


@dataclass(frozen=True)
class _Stage:
    """Repeats of an inverted-residual block: kernel, stride of the first, expansion, channels."""

    repeats: int
    kernel: int
    stride: int
    expand: int
    channels: int


_STAGES = (
    _Stage(1, 3, 1, 1, 16),
    _Stage(2, 3, 2, 6, 24),
    _Stage(2, 5, 2, 6, 40),
    _Stage(3, 3, 2, 6, 80),
    _Stage(3, 5, 1, 6, 112),
    _Stage(4, 5, 2, 6, 192),
    _Stage(1, 3, 1, 6, 320),
)


def build_encoder(variant: LiteVariant = LITE2) -> Any:
    """Builds the network without its classifier.

    Returns:
        A functional Keras model from ``pixels`` (uint8 values as float32, shape
        [batch, pixels, pixels, 3]) to a dict: ``embedding`` (float32 [batch, 1280]) and
        ``feature_map`` (float32 [batch, h, w, 1280]). The normalisation (x − 127) / 128 is inside.
    """
    import keras

    pixels = keras.Input((variant.pixels, variant.pixels, 3), name="pixels")
    x = keras.layers.Rescaling(1 / 128, offset=-127 / 128, name="normalise")(pixels)
    x = _conv(x, 32, 3, 2, "_conv_stem", "_bn0")
    number = 0
    for index, stage in enumerate(_STAGES):
        outermost = index in (0, len(_STAGES) - 1)
        repeats = stage.repeats if outermost else math.ceil(stage.repeats * variant.depth)
        channels = _scaled(stage.channels, variant.width)
        for repeat in range(repeats):
            stride = stage.stride if repeat == 0 else 1
            x = _block(x, f"_blocks.{number}", stage.kernel, stride, stage.expand, channels)
            number += 1
    feature_map = _conv(x, EMBEDDING_SIZE, 1, 1, "_conv_head", "_bn1")
    embedding = keras.layers.GlobalAveragePooling2D(name="embedding")(feature_map)
    outputs = {"embedding": embedding, "feature_map": feature_map}
    return keras.Model(pixels, outputs, name=variant.name.replace("-", "_"))


def _scaled(channels: int, width: float) -> int:
    """Scales channels to a multiple of 8, never more than 10 % down."""
    target = channels * width
    rounded = max(8, int(target + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * target else rounded


def _norm(x: Any, name: str, *, activate: bool) -> Any:
    """Batch normalisation, and ReLU6 where asked."""
    import keras

    x = keras.layers.BatchNormalization(epsilon=_EPSILON, name=_layer_name(name))(x)
    return keras.layers.ReLU(6.0)(x) if activate else x


def _conv(x: Any, channels: int, kernel: int, stride: int, name: str, norm: str) -> Any:
    """Convolution, batch normalisation, ReLU6."""
    import keras

    conv = keras.layers.Conv2D(
        channels, kernel, stride, "same", use_bias=False, name=_layer_name(name)
    )
    return _norm(conv(x), norm, activate=True)


def _block(x: Any, name: str, kernel: int, stride: int, expand: int, channels: int) -> Any:
    """Inverted residual: expand, depthwise, project; added to its input where shapes agree."""
    import keras

    start = x
    if expand != 1:
        width = x.shape[-1] * expand
        x = _conv(x, width, 1, 1, f"{name}._expand_conv", f"{name}._bn0")
    depthwise = keras.layers.DepthwiseConv2D(
        kernel, stride, "same", use_bias=False, name=_layer_name(f"{name}._depthwise_conv")
    )
    x = _norm(depthwise(x), f"{name}._bn1", activate=True)
    project = keras.layers.Conv2D(
        channels, 1, use_bias=False, name=_layer_name(f"{name}._project_conv")
    )
    x = _norm(project(x), f"{name}._bn2", activate=False)
    if stride == 1 and start.shape[-1] == channels:
        x = keras.layers.Add()([start, x])
    return x


def _layer_name(weight_name: str) -> str:
    """Keras layer name of a PyTorch module name."""
    return weight_name.replace(".", "_").lstrip("_")


def load_weights(model: Any, weights: Mapping[str, NDArray[Any]]) -> None:
    """Copies a PyTorch state dict into the model.

    Args:
        model: From `build_encoder`.
        weights: From `torch_weights.load_pinned_weights`.

    Raises:
        ValueError: A weight is missing, left over, or of another shape.
    """
    unused = {name for name in weights if not name.endswith("num_batches_tracked")}
    unused -= {"_fc.weight", "_fc.bias"}
    for module in sorted({name.rpartition(".")[0] for name in unused}):
        layer = model.get_layer(_layer_name(module))
        if "bn" in module.rpartition(".")[2]:
            names = [f"{module}.{p}" for p in ("weight", "bias", "running_mean", "running_var")]
            layer.set_weights([weights[name] for name in names])
        else:
            names = [f"{module}.weight"]
            # PyTorch [out, in, h, w] → Keras [h, w, in, out]; depthwise [c, 1, h, w] → [h, w, c, 1]
            order = (2, 3, 0, 1) if module.endswith("_depthwise_conv") else (2, 3, 1, 0)
            layer.set_weights([np.transpose(weights[names[0]], order)])
        unused -= set(names)
    if unused:
        raise ValueError(f"weights left over: {sorted(unused)[:5]}")
