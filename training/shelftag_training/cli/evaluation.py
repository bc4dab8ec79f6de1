"""Commands that judge."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from shelftag_training.cli.options import AsJson, Encoder, Language, run
from shelftag_training.running.reporting import Reporter

_MODEL = "Head bundle folder, or one with bundle/ and encoder/ in it."
Model = Annotated[Path, typer.Argument(help=_MODEL)]
Data = Annotated[Path, typer.Argument(help="Labelled photos.")]
Split = Annotated[str, typer.Option(help="Which part of the photos: train, val, test or a+b.")]


def evaluate(
    bundle: Model,
    dataset: Data,
    encoder: Encoder = None,
    split: Split = "train",
    report: Annotated[
        Path | None, typer.Option(help="Write a report: a new .html file, or a folder for it.")
    ] = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Measure a model on labelled photos."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.evaluation.evaluate import evaluate as measure

        return measure(
            bundle,
            dataset,
            reporter,
            encoder=encoder,
            split=split,
            report=report,
            language=language,
        )

    run(work, json, language, writes=report)


def compare(
    first: Model,
    second: Model,
    dataset: Data,
    first_encoder: Annotated[Path | None, typer.Option(help="Encoder of the first.")] = None,
    second_encoder: Annotated[Path | None, typer.Option(help="Encoder of the second.")] = None,
    split: Split = "train",
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Say which of two models is better on the same labelled photos, if that can be told."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.evaluation.comparison import compare as measure

        return measure(
            first,
            second,
            dataset,
            reporter,
            first_encoder=first_encoder,
            second_encoder=second_encoder,
            split=split,
        )

    run(work, json, language)


def explain(
    bundle: Model,
    photo: Annotated[Path, typer.Argument(help="A photo.")],
    output: Annotated[Path, typer.Option(help="New picture file (PNG).")],
    encoder: Encoder = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Show which parts of a photo speak for the model's answer."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.evaluation.explanation import explain as show

        return show(bundle, photo, output, reporter, encoder=encoder)

    run(work, json, language, writes=output)
