"""Commands that judge."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from shelftag_training.cli.options import AsJson, Encoder, Language, run
from shelftag_training.running.reporting import Reporter


def evaluate(
    bundle: Annotated[Path, typer.Argument(help="Head bundle folder.")],
    dataset: Annotated[Path, typer.Argument(help="Labelled data set folder.")],
    encoder: Encoder = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Measure a bundle on a labelled data set folder."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.evaluation.evaluate import evaluate as measure

        return measure(bundle, dataset, reporter, encoder=encoder)

    run(work, json, language)
