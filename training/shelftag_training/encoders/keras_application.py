"""Any network of ``keras.applications`` as an encoder, with weights from a local file.

The constructors of ``keras.applications`` fetch their weights from the network unless told not to:
here they are always told not to, and what the file holds is loaded afterwards.
"""

import inspect
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from shelftag_api.errors import ShelftagError
from shelftag_training.encoders.artefact import EMBEDDING, FEATURE_MAP, Encode
from shelftag_training.running import tensorflow_setup

ENDINGS = (".weights.h5", ".keras", ".h5")


def build_application(
    name: str, weights: Path, pixels: int, options: Mapping[str, Any] | None = None
) -> Any:
    """Builds a network without its classifier and loads its weights.

    Args:
        name: A constructor's name, for example ``MobileNetV3Small``.
        weights: File of that network saved without its classifier (``include_top=False``). Only
            numbers are read from it, never layers or code.
        pixels: Height and width of the input.
        options: Further arguments of the constructor, for example ``{"alpha": 0.25}``.

    Returns:
        A Keras model, [batch, pixels, pixels, 3] → [batch, h, w, channels].

    Raises:
        ShelftagError: The name, an argument, the size or the file is not one that fits.
    """
    constructor = find_constructor(name)
    if not weights.is_file() or not weights.name.endswith(ENDINGS):
        raise ShelftagError("training.keras_weights_missing", file=str(weights))
    known = inspect.signature(constructor).parameters
    fixed = {"include_top": False, "weights": None, "input_shape": (pixels, pixels, 3)}
    for option in options or {}:
        if option not in known or option in (*fixed, "input_tensor", "pooling", "classes"):
            raise ShelftagError("training.keras_option_unknown", name=name, option=option)
    try:
        model = constructor(**fixed, **(options or {}))
    except (ValueError, TypeError) as error:
        raise ShelftagError("training.keras_build_failed", name=name, reason=str(error)) from error
    _load(model, weights, name)
    return model


def _load(model: Any, weights: Path, name: str) -> None:
    """Loads a file's weights, all of them.

    Keras leaves out what it finds no place for and only warns. So every weight is made not a number
    first: what still is one afterwards was not in the file.
    """
    numbers = [item for item in model.weights if "float" in item.dtype]
    for item in numbers:
        item.assign(np.full(item.shape, np.nan))
    reason = "it does not hold all weights"
    try:
        with warnings.catch_warnings(action="ignore"):
            model.load_weights(weights)
        complete = all(np.isfinite(item.numpy()).all() for item in numbers)
    except (ValueError, OSError, KeyError, TypeError, AttributeError, IndexError) as error:
        complete, reason = False, _first_line(error)
    if not complete:
        raise ShelftagError(
            "training.keras_weights_wrong", file=weights.name, name=name, reason=reason
        )


def encode_with(model: Any, name: str) -> Encode:
    """Returns the network as a function of uint8 photos, its own preprocessing included.

    Args:
        model: From `build_application`.
        name: The constructor's name.
    """
    tf = tensorflow_setup.load()
    preprocess = sys.modules[find_constructor(name).__module__].preprocess_input

    def encode(pixels: Any) -> Mapping[str, Any]:
        photos = preprocess(tf.cast(pixels, tf.float32))
        feature_map = model(photos, training=False)
        return {EMBEDDING: tf.reduce_mean(feature_map, [1, 2]), FEATURE_MAP: feature_map}

    return encode


def find_constructor(name: str) -> Callable[..., Any]:
    """Returns a constructor of ``keras.applications``.

    Raises:
        ShelftagError: There is none of that name.
    """
    tensorflow_setup.load()
    import keras

    known = {
        key: item for key, item in vars(keras.applications).items() if inspect.isfunction(item)
    }
    if name not in known:
        raise ShelftagError("training.keras_unknown", name=name, known=", ".join(sorted(known)))
    return known[name]


def _first_line(error: Exception) -> str:
    """The beginning of a message that may be long."""
    return str(error).strip().partition("\n")[0][:300]
