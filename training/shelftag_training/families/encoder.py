"""Other encoders without new code: a network of Keras or an ONNX file becomes an artefact.

They are calibrated and checked on drawn pictures, so that no photo is needed.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shelftag_api.encoder import EncoderManifest
from shelftag_training.encoders.artefact import EncoderRecipe, prove, write_encoder, write_graphs
from shelftag_training.encoders.calibration_pictures import drawn_for
from shelftag_training.encoders.onnx_input import (
    DEFAULT_PIXELS,
    Layout,
    Normalisation,
    check_pixels,
    find_photo_input,
)
from shelftag_training.running.publish import whole_folder
from shelftag_training.running.reporting import Reporter


def encoder_from_keras(
    output: Path,
    name: str,
    weights: Path,
    reporter: Reporter,
    *,
    pixels: int = DEFAULT_PIXELS,
    options: Mapping[str, Any] | None = None,
) -> Mapping[str, Any]:
    """Makes an encoder of a network of ``keras.applications``, its preprocessing included.

    Args:
        output: New folder for the artefact.
        name: The constructor, for example ``MobileNetV3Small``.
        weights: File saved from it without its classifier; nothing is ever downloaded.
        reporter: Told of each step.
        pixels: Height and width of its input.
        options: Further arguments of the constructor.

    Raises:
        ShelftagError: The network, file or size does not fit, or the export differs from it.
    """
    from shelftag_training.encoders.keras_application import build_application, encode_with

    with whole_folder(output) as growing:
        reporter.progress("training.phase.build")
        model = build_application(name, weights, check_pixels(pixels), options)
        recipe = EncoderRecipe(name, pixels, f"{name} with the weights of {weights.name}")
        drawn = drawn_for(pixels)
        manifest, metrics = write_encoder(
            growing,
            encode_with(model, name),
            recipe,
            drawn.calibration,
            drawn.check,
            reporter,
            labels=drawn.things,
            compared=drawn.compared,
        )
    return _result(output, manifest, metrics)


def encoder_from_onnx(
    output: Path,
    file: Path,
    reporter: Reporter,
    *,
    pixels: int | None = None,
    normalisation: Normalisation | None = None,
    layout: Layout = "auto",
    embedding: str | None = None,
) -> Mapping[str, Any]:
    """Makes an encoder of an ONNX file with a photo in and a vector out.

    Args:
        output: New folder for the artefact.
        file: The ONNX file.
        reporter: Told of each step.
        pixels: Height and width of its input; None for the file's own, or 224 where that is free.
        normalisation: Of the pixels; None for that of ImageNet in PyTorch.
        layout: Where the colours lie in its input.
        embedding: Name of the output to take; None for the first that fits.

    Raises:
        ShelftagError: The file is refused or does not fit: the message id says why.
    """
    from shelftag_training.encoders.onnx_file import read_onnx
    from shelftag_training.encoders.onnx_wrap import wrap

    with whole_folder(output) as growing:
        reporter.progress("training.phase.build")
        model = read_onnx(file)
        source = find_photo_input(model, file.name, pixels, layout)
        wrapped = wrap(model, file.name, source, normalisation or Normalisation(), embedding)
        recipe = EncoderRecipe(file.stem[:100], source.pixels, file.name)
        drawn = drawn_for(source.pixels)
        full, metrics = prove(
            wrapped.graph, wrapped.expected, drawn.check, reporter, compared=drawn.compared
        )
        manifest, more = write_graphs(
            growing,
            wrapped.graph,
            recipe,
            drawn.calibration,
            drawn.check,
            full,
            reporter,
            labels=drawn.things,
        )
    return _result(output, manifest, metrics | more)


def _result(
    output: Path, manifest: EncoderManifest, metrics: Mapping[str, float]
) -> Mapping[str, Any]:
    """What the run reports at its end."""
    return {
        "kind": "encoder",
        "folder": str(output),
        "encoder": manifest.id,
        "metrics": dict(metrics),
    }
