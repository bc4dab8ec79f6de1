"""Commands that learn: retrain, tag, evaluate."""

from pathlib import Path
from typing import Annotated

import typer

from shelftag.cli.running import LARGEST_NUMBER, open_catalog, run_job, say
from shelftag.learning import versions


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    for name, command in (("retrain", retrain), ("tag", tag), ("evaluate", evaluate)):
        app.command(name)(command)


def retrain(
    deep: Annotated[
        bool,
        typer.Option("--deep", help="Train the encoder too: minutes to hours, and more right."),
    ] = False,
) -> None:
    """Learn from all labels, test the result, and tag everything with it."""
    with open_catalog() as catalog:
        result = run_job(catalog, "deep_retrain" if deep else "retrain")
    metrics = result["metrics"]
    say(
        "cli.deep_retrained" if deep else "cli.retrained",
        model=result["number"],
        labels=result["label_count"],
        minutes=f"{result['train_seconds'] / 60:.0f}",
        seconds=f"{result['train_seconds']:.1f}",
        accuracy=f"{metrics.get('cv_accuracy', 0):.1%}",
        base=f"{metrics.get('base_accuracy', 0):.1%}",
    )
    if result["activated"]:
        say(
            "cli.retagged",
            products=result["products"],
            accepted=result["accepted"],
            changed=result["changed"],
            seconds=f"{result['tag_seconds']:.1f}",
        )
    else:
        say(result["reason"])


def tag(
    everything: Annotated[
        bool,
        typer.Option("--all", help="All products anew; accept what spot checks certify by now."),
    ] = False,
) -> None:
    """Suggest categories for products that no model has looked at yet."""
    with open_catalog() as catalog:
        run_job(catalog, "prepare")
        result = run_job(catalog, "tag_all" if everything else "tag")
    say("cli.tagged", products=result["products"])


def evaluate(
    folder: Annotated[Path, typer.Argument(help="Folders named like the categories.")],
    model: Annotated[
        int | None, typer.Option(max=LARGEST_NUMBER, help="Number of the model; the active one.")
    ] = None,
) -> None:
    """Judge a model on photos whose folder names are the truth; only the photos are looked at."""
    with open_catalog() as catalog:
        version_id = versions.by_number(catalog, model).id if model is not None else None
        result = run_job(catalog, "evaluate", folder=str(folder.absolute()), version_id=version_id)
    say("cli.evaluated", model=result["number"], photos=result["photos"],
        unknown=result["unknown"], accuracy=f"{result['accuracy']:.1%}")  # fmt: skip
    for depth, share in enumerate(result["by_depth"], start=1):
        say("cli.evaluated_depth", depth=depth, accuracy=f"{share:.1%}")
