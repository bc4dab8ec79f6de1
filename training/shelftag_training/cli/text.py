"""Commands that train models that read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from shelftag_training.cli.options import AsJson, Encoder, Language, Output, run
from shelftag_training.cli.reading import (
    Checking,
    Earlier,
    LevelWeight,
    Reading,
    Seed,
    SourcePath,
    shared_options,
)
from shelftag_training.running.reporting import Reporter
from shelftag_training.text.readers import Kind


@shared_options
def text(
    source: SourcePath,
    output: Output,
    reading: Reading,
    checking: Checking,
    kind: Annotated[
        Kind, typer.Option(help="use: multilingual sentences; the others learn to read.")
    ] = Kind.USE,
    encoder: Annotated[
        Path | None,
        typer.Option(help="Encoder folder of the catalogue that the model is meant for."),
    ] = None,
    earlier: Earlier = None,
    replay: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Products per class that the bundle keeps for --from: as embeddings with use, as "
            "their words with the others.",
        ),
    ] = None,
    level_weight: LevelWeight = 0.0,
    seed: Seed = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Train a model on titles and descriptions alone."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.families.text import train_text
        from shelftag_training.text.training import Settings

        opened = checking.open(source, output, reading, reporter, language)
        settings = Settings(level_weight, seed, earlier, replay)
        return train_text(opened, output, reporter, kind=kind, encoder=encoder, settings=settings)

    run(work, json, language)


@shared_options
def fusion(
    source: SourcePath,
    output: Output,
    reading: Reading,
    checking: Checking,
    encoder: Encoder = None,
    earlier: Earlier = None,
    replay: Annotated[
        int | None,
        typer.Option(min=0, help="Embeddings per class that the bundle keeps for --from."),
    ] = None,
    level_weight: LevelWeight = 0.0,
    seed: Seed = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Train a model on photos and words together."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.families.fusion import train_fusion
        from shelftag_training.text.training import Settings

        opened = checking.open(source, output, reading, reporter, language)
        settings = Settings(level_weight, seed, earlier, replay)
        return train_fusion(opened, output, reporter, encoder=encoder, settings=settings)

    run(work, json, language)
