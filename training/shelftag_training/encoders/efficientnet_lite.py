"""EfficientNet-Lite in Keras, with the ImageNet weights of the PyTorch state dict.

Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks" (2019); the
Lite variants (Liu, 2020) drop squeeze-and-excite, use ReLU6 and keep stem and head unscaled.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

EMBEDDING_SIZE = 1280
Statistics = Literal["frozen", "batch"]


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


LITE0 = LiteVariant("efficientnet-lite0", width=1.0, depth=1.0, pixels=224)
LITE1 = LiteVariant("efficientnet-lite1", width=1.0, depth=1.1, pixels=240)
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
_NORMS = {
    "conv_stem": "bn0",
    "expand_conv": "bn0",
    "depthwise_conv": "bn1",
    "project_conv": "bn2",
    "conv_head": "bn1",
}
"""Which normalisation of its block follows a convolution in the PyTorch model."""


def build_encoder(
    variant: LiteVariant = LITE2, pixels: int | None = None, statistics: Statistics = "frozen"
) -> Any:
    """Builds the network without its classifier.

    Args:
        variant: Which member of the family.
        pixels: Height and width of the input; None takes photos of any size, batch by batch.
        statistics: What normalises while training: see `NormalisedConv`.

    Returns:
        A functional Keras model from ``pixels`` (uint8 values as float32, shape
        [batch, pixels, pixels, 3]) to a dict: ``embedding`` (float32 [batch, 1280]) and
        ``feature_map`` (float32 [batch, h, w, 1280]). The normalisation (x − 127) / 128 is inside.
    """
    import keras

    from shelftag_training.encoders.normalised_conv import NormalisedConv

    block = 0

    def conv(x: Any, channels: int | None, kernel: int, stride: int, name: str, **more: Any) -> Any:
        """One layer; without channels a depthwise one."""
        layer = NormalisedConv(
            channels, kernel, stride, block=block, statistics=statistics, name=name, **more
        )
        return layer(x)

    def inverted_residual(x: Any, stage: _Stage, stride: int, name: str) -> Any:
        """Expand, depthwise, project; added to its input where shapes agree."""
        start, channels = x, _scaled(stage.channels, variant.width)
        if stage.expand != 1:
            x = conv(x, x.shape[-1] * stage.expand, 1, 1, f"{name}__expand_conv")
        x = conv(x, None, stage.kernel, stride, f"{name}__depthwise_conv")
        x = conv(x, channels, 1, 1, f"{name}__project_conv", activate=False)
        same = stride == 1 and start.shape[-1] == channels
        return keras.layers.Add()([start, x]) if same else x

    source = keras.Input((pixels, pixels, 3), name="pixels")
    x = keras.layers.Rescaling(1 / 128, offset=-127 / 128, name="normalise")(source)
    x = conv(x, 32, 3, 2, "conv_stem")
    for index, stage in enumerate(_STAGES):
        outermost = index in (0, len(_STAGES) - 1)
        repeats = stage.repeats if outermost else math.ceil(stage.repeats * variant.depth)
        for repeat in range(repeats):
            name = f"blocks_{block}"
            block += 1
            x = inverted_residual(x, stage, stage.stride if repeat == 0 else 1, name)
    block += 1
    feature_map = conv(x, EMBEDDING_SIZE, 1, 1, "conv_head")
    embedding = keras.layers.GlobalAveragePooling2D(name="embedding")(feature_map)
    outputs = {"embedding": embedding, "feature_map": feature_map}
    return keras.Model(source, outputs, name=variant.name.replace("-", "_"))


def _scaled(channels: int, width: float) -> int:
    """Scales channels to a multiple of 8, never more than 10 % down."""
    target = channels * width
    rounded = max(8, int(target + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * target else rounded


def load_weights(model: Any, weights: Mapping[str, NDArray[Any]]) -> None:
    """Copies a PyTorch state dict into the model.

    Args:
        model: From `build_encoder`.
        weights: From `torch_weights.load_pinned_weights`.

    Raises:
        ValueError: A weight is missing, left over, or of another shape.
    """
    from shelftag_training.encoders.normalised_conv import NormalisedConv

    unused = {name for name in weights if not name.endswith("num_batches_tracked")}
    unused -= {"_fc.weight", "_fc.bias"}
    for layer in (layer for layer in model.layers if isinstance(layer, NormalisedConv)):
        names = _weight_names(layer.name)
        missing = set(names.values()) - unused
        if missing:
            raise ValueError(f"weights missing: {sorted(missing)}")
        for attribute, name in names.items():
            value = weights[name]
            if value.ndim == 4:  # [out, in, h, w] → [h, w, in, out]; depthwise [c, 1, h, w]
                value = np.transpose(
                    value, (2, 3, 0, 1) if layer.channels is None else (2, 3, 1, 0)
                )
            getattr(layer, attribute).assign(value)
        unused -= set(names.values())
    if unused:
        raise ValueError(f"weights left over: {sorted(unused)[:5]}")


def _weight_names(layer: str) -> dict[str, str]:
    """Names in the state dict of a layer's weights, by attribute.

    ``blocks_3__project_conv`` has its kernel in ``_blocks.3._project_conv``, the rest in
    ``_blocks.3._bn2``.
    """
    block, _, own = layer.rpartition("__")
    prefix = f"_{block.replace('_', '.')}." if block else ""
    norm = f"{prefix}_{_NORMS[own]}"
    return {
        "kernel": f"{prefix}_{own}.weight",
        "gamma": f"{norm}.weight",
        "beta": f"{norm}.bias",
        "mean": f"{norm}.running_mean",
        "variance": f"{norm}.running_var",
    }
