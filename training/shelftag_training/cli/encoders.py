"""Commands that make encoders."""

import json as json_format
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from shelftag_api.errors import ShelftagError
from shelftag_training.cli.options import AsJson, Language, Output, run
from shelftag_training.running.reporting import Reporter


def starter(output: Output, json: AsJson = False, language: Language = "en") -> None:
    """Build the starter model from the ImageNet weights that a package ships."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.families.starter import build_starter

        return build_starter(output, reporter)

    run(work, json, language)


def encoder(
    output: Output,
    keras: Annotated[
        str | None, typer.Option(help="Network of keras.applications, e.g. MobileNetV3Small.")
    ] = None,
    weights: Annotated[
        Path | None, typer.Option(help="Its weights without classifier: .weights.h5, .keras, .h5.")
    ] = None,
    option: Annotated[
        list[str] | None, typer.Option(help="Argument of the network, e.g. alpha=0.25.")
    ] = None,
    onnx: Annotated[
        Path | None, typer.Option(help="ONNX file with a photo in and a vector out, instead.")
    ] = None,
    input_size: Annotated[
        int | None, typer.Option(help="Height and width in pixels; default: the file's, or 224.")
    ] = None,
    mean: Annotated[
        str, typer.Option(help="With --onnx: red, green, blue, on the scale from 0 to 1.")
    ] = "0.485,0.456,0.406",
    std: Annotated[str, typer.Option(help="Likewise.")] = "0.229,0.224,0.225",
    layout: Annotated[
        Literal["auto", "nchw", "nhwc"],
        typer.Option(help="With --onnx: where the colours lie; auto looks for the 3."),
    ] = "auto",
    embedding: Annotated[
        str | None, typer.Option(help="With --onnx: the output to take; default: the first vector.")
    ] = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Make an encoder of another network: of Keras with local weights, or an ONNX file."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.encoders.onnx_input import DEFAULT_PIXELS, Normalisation
        from shelftag_training.families.encoder import encoder_from_keras, encoder_from_onnx

        if keras and weights and not onnx:
            return encoder_from_keras(
                output,
                keras,
                weights,
                reporter,
                pixels=DEFAULT_PIXELS if input_size is None else input_size,
                options=_options(option or []),
            )
        if onnx and not keras and not weights:
            return encoder_from_onnx(
                output,
                onnx,
                reporter,
                pixels=input_size,
                normalisation=Normalisation(_colours(mean), _colours(std, least=1e-6)),
                layout=layout,
                embedding=embedding,
            )
        raise ShelftagError("training.encoder_one_source")

    run(work, json, language)


def _options(texts: list[str]) -> dict[str, Any]:
    """Reads NAME=VALUE; a value that is not JSON is a text."""
    result: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.isidentifier():
            raise ShelftagError("training.bad_option", text=text)
        try:
            result[name] = json_format.loads(value)
        except ValueError:
            result[name] = value
    return result


def _colours(text: str, least: float = -math.inf) -> tuple[float, float, float]:
    """Reads three numbers, or one for all three colours."""
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in (1, 3) or not all(
        math.isfinite(number) and number >= least for number in numbers
    ):
        raise ShelftagError("training.bad_numbers", text=text)
    red, green, blue = numbers * 3 if len(numbers) == 1 else numbers
    return red, green, blue
