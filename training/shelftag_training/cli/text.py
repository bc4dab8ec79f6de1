"""Commands that train models that read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from shelftag_training.cli.options import AsJson, Encoder, Language, Output, run
from shelftag_training.running.reporting import Reporter
from shelftag_training.text.readers import Kind


def text(
    dataset: Annotated[Path, typer.Argument(help="Labelled products: a folder or a table.")],
    output: Output,
    kind: Annotated[
        Kind, typer.Option(help="use: multilingual sentences; the others learn to read.")
    ] = Kind.USE,
    encoder: Annotated[
        Path | None,
        typer.Option(help="Encoder folder of the catalogue that the model is meant for."),
    ] = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Train a model on titles and descriptions alone."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.families.text import train_text

        return train_text(dataset, output, reporter, kind=kind, encoder=encoder)

    run(work, json, language)


def fusion(
    dataset: Annotated[Path, typer.Argument(help="Labelled products: a folder or a table.")],
    output: Output,
    encoder: Encoder = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Train a model on photos and words together."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.families.fusion import train_fusion

        return train_fusion(dataset, output, reporter, encoder=encoder)

    run(work, json, language)
