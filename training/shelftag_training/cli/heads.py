"""Commands that fit something on top of an encoder."""

from collections.abc import Mapping
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
from shelftag_training.heads.replay import PER_CLASS
from shelftag_training.running.reporting import Reporter


@shared_options
def head(
    source: SourcePath,
    output: Output,
    reading: Reading,
    checking: Checking,
    encoder: Encoder = None,
    earlier: Earlier = None,
    replay: Annotated[
        int, typer.Option(min=0, help="Embeddings per class that the bundle keeps for --from.")
    ] = PER_CLASS,
    level_weight: LevelWeight = 0.0,
    seed: Seed = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Retrain the head on labelled photos: seconds, on cached embeddings."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.families.head import train_head

        opened = checking.open(source, output, reading, reporter, language)
        return train_head(
            opened, output, reporter, encoder=encoder, earlier=earlier, replay=replay,
            level_weight=level_weight, seed=seed,
        )  # fmt: skip

    run(work, json, language)


@shared_options
def ensemble(
    source: SourcePath,
    output: Output,
    reading: Reading,
    checking: Checking,
    encoder: Encoder = None,
    distil: Annotated[
        bool, typer.Option("--distil", help="Teach one head what all of them say.")
    ] = False,
    level_weight: LevelWeight = 0.0,
    seed: Seed = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Train one head per fold and average them, or distil them into one."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.families.ensemble import train_ensemble

        opened = checking.open(source, output, reading, reporter, language)
        return train_ensemble(
            opened, output, reporter, encoder=encoder, distil=distil, level_weight=level_weight,
            seed=seed,
        )  # fmt: skip

    run(work, json, language)
