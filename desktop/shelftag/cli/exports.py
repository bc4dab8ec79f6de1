"""Commands that hand data on: labels for trainers, the catalogue for spreadsheets."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from shelftag.cli.running import open_catalog, run_job, say

app = typer.Typer(help="Hand labels and the catalogue on.", no_args_is_help=True)


@app.command()
def labels(
    folder: Annotated[Path, typer.Argument(help="An empty or new folder.")],
    since: Annotated[
        datetime | None, typer.Option(help="Only labels given since this date.")
    ] = None,
    corrected_only: Annotated[
        bool, typer.Option("--corrected-only", help="Only where you disagreed with the model.")
    ] = False,
) -> None:
    """Export your labels with the photos, as a data set that `shelftag-train` reads."""
    with open_catalog() as catalog:
        result = run_job(
            catalog,
            "export_labels",
            folder=str(folder.absolute()),
            since=since.isoformat() if since else None,
            corrected_only=corrected_only,
        )
    say("cli.labels_exported", photos=result["photos"], products=result["products"], path=folder)
    if result["missing"]:
        say("cli.photos_missing", count=len(result["missing"]), first=result["missing"][0])


@app.command()
def catalogue(file: Annotated[Path, typer.Argument(help="New .csv file.")]) -> None:
    """Export all products with all fields as CSV for a spreadsheet."""
    with open_catalog() as catalog:
        result = run_job(catalog, "export_catalog", path=str(file.absolute()))
    say("cli.catalogue_exported", products=result["products"], path=file)
