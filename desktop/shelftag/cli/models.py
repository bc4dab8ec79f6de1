"""Commands on model versions: list, activate, install, export."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from shelftag.cli.running import LARGEST_NUMBER, choices, console, open_catalog, run_job, say
from shelftag.learning import versions
from shelftag_resources.messages import render

app = typer.Typer(help="Model versions of the catalogue.", no_args_is_help=True)
Number = Annotated[
    int, typer.Argument(max=LARGEST_NUMBER, help="Number of the model, as the list shows it.")
]


@app.command("list")
def list_models() -> None:
    """List the models with what they learned from and how right they were."""
    with open_catalog() as catalog:
        rows = versions.list_versions(catalog)
    table = Table(box=None, header_style="bold")
    for header in ("model", "name", "created_at", "labels", "accuracy", "status"):
        table.add_column(render(f"cli.{header}", {}, choices.language))
    for row in rows:
        metrics = row.metrics
        accuracy = (
            f"{metrics['cv_accuracy']:.1%} ({metrics.get('cv_accuracy_low', 0):.1%}"
            f" to {metrics.get('cv_accuracy_high', 1):.1%})"
            if "cv_accuracy" in metrics
            else ""
        )
        table.add_row(
            str(row.number), row.name, row.created_at.astimezone().strftime("%Y-%m-%d %H:%M"),
            str(row.label_count), accuracy,
            render(f"cli.status_{row.status}", {}, choices.language),
        )  # fmt: skip
    console.print(table)


@app.command()
def activate(number: Number) -> None:
    """Make a model the active one again and tag everything with it."""
    with open_catalog() as catalog:
        version = versions.by_number(catalog, number)
        result = run_job(catalog, "activate", version_id=version.id)
    say("cli.activated", model=number, products=result["products"], changed=result["changed"])


@app.command()
def install(
    file: Annotated[Path, typer.Argument(help="A model's .zip file, or a trainer's folder.")],
) -> None:
    """Install a model from a file; `activate` then puts it to use."""
    with open_catalog(create=True) as catalog:
        result = run_job(catalog, "install", path=str(file.absolute()))
    say("cli.installed", model=result["number"])


@app.command()
def export(number: Number, file: Annotated[Path, typer.Argument(help="New .zip file.")]) -> None:
    """Write a model to a file, for another catalogue or computer."""
    with open_catalog() as catalog:
        version = versions.by_number(catalog, number)
        run_job(catalog, "export_model", version_id=version.id, path=str(file.absolute()))
    say("cli.exported", path=file)
