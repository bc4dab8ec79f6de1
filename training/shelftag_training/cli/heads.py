"""Commands that fit something on top of an encoder."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from shelftag_training.cli.options import AsJson, Encoder, Language, Output, run
from shelftag_training.heads.replay import PER_CLASS
from shelftag_training.running.reporting import Reporter

Source = Annotated[Path, typer.Argument(help="Data set folder, folder of photos, or table.")]


def head(
    source: Source,
    output: Output,
    encoder: Encoder = None,
    earlier: Annotated[
        Path | None,
        typer.Option("--from", help="Bundle to start from: its classes are kept."),
    ] = None,
    replay: Annotated[
        int, typer.Option(min=0, help="Embeddings per class that the bundle keeps for --from.")
    ] = PER_CLASS,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Retrain the head on labelled photos: seconds, on cached embeddings."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.families.head import train_head

        return train_head(source, output, reporter, encoder=encoder, earlier=earlier, replay=replay)

    run(work, json, language)


def ensemble(
    source: Source,
    output: Output,
    encoder: Encoder = None,
    distil: Annotated[
        bool, typer.Option("--distil", help="Teach one head what all of them say.")
    ] = False,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Train one head per fold and average them, or distil them into one."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.families.ensemble import train_ensemble

        return train_ensemble(source, output, reporter, encoder=encoder, distil=distil)

    run(work, json, language)
