"""Commands that fit something on top of an encoder."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from shelftag_training.cli.options import AsJson, Encoder, Language, Output, run
from shelftag_training.running.reporting import Reporter


def head(
    dataset: Annotated[Path, typer.Argument(help="Data set folder.")],
    output: Output,
    encoder: Encoder = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Retrain the head on a data set folder: seconds, on cached embeddings."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.families.head import train_head

        return train_head(dataset, output, reporter, encoder=encoder)

    run(work, json, language)
