"""A small network from scratch: two blocks of convolutions and dense layers, the one to beat."""

from typing import Any

from shelftag_training.encoders.efficientnet_lite import Statistics

EMBEDDING_SIZE = 256
_WIDTHS = (32, 64)
SIDE = 128
"""Height and width of its input."""
_CELLS = 4
"""To a side, that the dense layer sees: where in the photo something is counts."""


def build_small_cnn(statistics: Statistics = "batch") -> Any:
    """Builds the network.

    The dense layer has weights of their own for each cell. What each contributes is a map whose
    mean is the layer's result, so that explanations can leave out one cell at a time. The
    activation behind it belongs to the classifier.

    Args:
        statistics: What normalises while training: see `NormalisedConv`.

    Returns:
        A functional Keras model from float32 [batch, 128, 128, 3] (0 to 255) to a dict:
        ``embedding`` (float32 [batch, 256]) and ``feature_map`` (float32 [batch, 4, 4, 256]).
    """
    import keras

    from shelftag_training.encoders.normalised_conv import NormalisedConv

    pixels = keras.Input((SIDE, SIDE, 3), name="pixels")
    x = keras.layers.Rescaling(1 / 128, offset=-127 / 128, name="normalise")(pixels)
    for block, width in enumerate(_WIDTHS):
        for repeat in range(2):
            name = f"block_{block}_conv_{repeat}"
            x = NormalisedConv(width, 3, name=name, block=block, statistics=statistics)(x)
        x = keras.layers.MaxPooling2D(4, name=f"block_{block}_pool")(x)
    x = keras.layers.AveragePooling2D(SIDE // 16 // _CELLS, name="cells")(x)
    x = keras.layers.Rescaling(_CELLS**2, name="sum_as_mean")(x)
    feature_map = keras.layers.EinsumDense(
        "bhwc,hwcd->bhwd",
        (_CELLS, _CELLS, EMBEDDING_SIZE),
        bias_axes="d",
        kernel_initializer="he_normal",
        name="dense",
    )(x)
    embedding = keras.layers.GlobalAveragePooling2D(name="embedding")(feature_map)
    outputs = {"embedding": embedding, "feature_map": feature_map}
    return keras.Model(pixels, outputs, name="small_cnn")
