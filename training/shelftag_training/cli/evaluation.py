"""Commands that judge."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shelftag_resources.messages import render
from shelftag_training.cli.options import AsJson, Encoder, Language, run
from shelftag_training.cli.reading import Reading, shared_options
from shelftag_training.running.reporting import Reporter

if TYPE_CHECKING:
    from shelftag_training.evaluation.prediction import Prediction

_MODEL = "Head bundle folder, or one with bundle/ and encoder/ in it."
Model = Annotated[Path, typer.Argument(help=_MODEL)]
Data = Annotated[Path, typer.Argument(help="Labelled photos or products: a folder or a table.")]


@shared_options
def evaluate(
    bundle: Model,
    dataset: Data,
    reading: Reading,
    encoder: Encoder = None,
    report: Annotated[
        Path | None, typer.Option(help="Write a report: a new .html file, or a folder for it.")
    ] = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Measure a model on labelled photos or words."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.evaluation.evaluate import evaluate as measure

        opened = reading.open(dataset, reporter)
        return measure(bundle, opened, reporter, encoder=encoder, report=report, language=language)

    run(work, json, language, writes=report)


@shared_options
def compare(
    first: Model,
    second: Model,
    dataset: Data,
    reading: Reading,
    first_encoder: Annotated[Path | None, typer.Option(help="Encoder of the first.")] = None,
    second_encoder: Annotated[Path | None, typer.Option(help="Encoder of the second.")] = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Say which of two models is better on the same photos or words, if that can be told."""

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.evaluation.comparison import compare as measure

        return measure(
            first,
            second,
            reading.open(dataset, reporter),
            reporter,
            first_encoder=first_encoder,
            second_encoder=second_encoder,
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


def predict(
    bundle: Model,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PHOTO...", help="Photos, folders of photos, or tables of words."),
    ],
    encoder: Encoder = None,
    sure: Annotated[
        float,
        typer.Option(
            min=0, max=1, help="Name the parent where no child is as probable as this, e.g. 0.9."
        ),
    ] = 0.0,
    csv: Annotated[Path | None, typer.Option(help="Write the answers to this new table.")] = None,
    photos: Annotated[Path | None, typer.Option(help="Folder of a table's photos.")] = None,
    file: Annotated[str | None, typer.Option(help="A table's column of file names.")] = None,
    title: Annotated[str | None, typer.Option(help="A table's column of titles.")] = None,
    description: Annotated[
        str | None, typer.Option(help="A table's column of descriptions.")
    ] = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Tell the categories of photos and words, or their parents where that is all that is sure."""
    told: list[Prediction] = []

    def work(reporter: Reporter) -> Mapping[str, Any]:
        from shelftag_training.data.table_columns import TableColumns
        from shelftag_training.data.unlabelled import find_unlabelled
        from shelftag_training.evaluation.prediction import predict as tell
        from shelftag_training.evaluation.prediction import write_csv

        columns = TableColumns(file=file, title=title, description=description)
        rows = find_unlabelled(paths, columns, photos)
        told.extend(tell(bundle, rows, reporter, encoder=encoder, sure=sure))
        if csv is not None:
            write_csv(csv, told)
        answered = sum(item.probability is not None for item in told)
        skipped = sum(not item.readable for item in told)
        result = {"kind": "prediction", "answered": answered, "rows": len(told)}
        result["skipped"] = skipped
        return result | ({"predictions": [item.to_json() for item in told]} if json else {})

    run(work, json, language, writes=csv)
    if not json:
        _show(told, language)


def _show(told: "Sequence[Prediction]", language: str) -> None:
    """Prints predictions for people."""
    from rich.console import Console

    console = Console(highlight=False)
    for item in told:
        if item.probability is not None:
            answer = f"{' > '.join(item.category)}  {item.probability:.0%}"
        else:
            message = "unsure" if item.readable else "unreadable"
            answer = render(f"training.prediction.{message}", {}, language)
        further = [f"{name}: {value}" for name, value in item.attributes.items()]
        line = "  ".join([item.name, answer, *further])
        console.print(line, markup=False, soft_wrap=True)
