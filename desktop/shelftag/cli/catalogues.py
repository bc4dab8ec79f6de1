"""Commands on catalogues as a whole: window, new, where, backup, import, doctor, demo."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from shelftag.catalog import queries
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.places import recent_catalogs, remember_catalog, risky_place
from shelftag.cli.running import (
    LARGEST_NUMBER,
    catalog_folder,
    choices,
    console,
    open_catalog,
    run_job,
    say,
)
from shelftag.cli.tables import tell_applied
from shelftag.importing.grouping import Grouping
from shelftag.importing.scan import shown
from shelftag.importing.tables.beside import tables_beside
from shelftag.importing.tables.mapping import TableOrder
from shelftag_resources.messages import render


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    for name, command in (
        ("open", open_window), ("new", new), ("where", where), ("backup", backup),
        ("import", import_folder), ("problems", problems), ("doctor", doctor), ("demo", demo),
    ):  # fmt: skip
        app.command(name)(command)


def show_window(folder: Path | None) -> int:
    """Opens the window; returns its exit code."""
    from shelftag.ui.app import run

    return run(folder)


def open_window(
    folder: Annotated[Path | None, typer.Argument(help="Folder of the catalogue.")] = None,
) -> None:
    """Open a catalogue in the window."""
    raise typer.Exit(show_window(folder or choices.folder))


def new(folder: Annotated[Path, typer.Argument(help="An empty or new folder.")]) -> None:
    """Create a catalogue, with its categories and its starter model."""
    if warning := risky_place(folder):
        say(warning, path=folder)
    with Catalog.create(folder) as catalog:
        remember_catalog(catalog.folder)
        run_job(catalog, "prepare")
    say("cli.created", path=folder)


def where() -> None:
    """Show where the catalogue lies, and those used before."""
    console.print(str(catalog_folder()), markup=False)
    for path in recent_catalogs():
        if path != catalog_folder():
            console.print(f"  {path}", markup=False)


def backup(target: Annotated[Path, typer.Argument(help="A new folder for the copy.")]) -> None:
    """Copy the whole catalogue to another folder."""
    with open_catalog() as catalog:
        say("cli.backed_up", path=catalog.back_up(target))


def import_folder(
    folder: Annotated[Path, typer.Argument(help="Folder with photos; sub-folders are included.")],
    grouping: Annotated[
        Grouping, typer.Option(help="How photos become products.")
    ] = Grouping.FILE_NAME,
    folder_categories: Annotated[
        bool, typer.Option("--folder-categories", help="Folder names are categories.")
    ] = False,
    trusted: Annotated[
        bool, typer.Option("--trusted", help="These folder names are right: learn from them.")
    ] = False,
    names: Annotated[
        bool, typer.Option(help="Words of file and folder names are hints for the model.")
    ] = True,
    keep_copies: Annotated[
        bool, typer.Option("--keep-copies", help="Copy the photos into the catalogue too.")
    ] = False,
    pull_cloud: Annotated[
        bool, typer.Option("--pull-cloud", help="Fetch files that are only in the cloud.")
    ] = False,
    table: Annotated[
        list[Path] | None,
        typer.Option(help="A table whose rows speak of these photos; its columns are guessed."),
    ] = None,
) -> None:
    """Import a folder of photos and suggest categories."""
    with open_catalog(create=True) as catalog:
        result = run_job(
            catalog,
            "import",
            folder=str(folder.absolute()),
            grouping=grouping.value,
            folder_categories=folder_categories or trusted,
            trusted=trusted,
            use_names=names,
            keep_copies=keep_copies,
            pull_cloud=pull_cloud,
            tables=[TableOrder(path.absolute()).to_json() for path in table or []],
        )
    counts = dict.fromkeys(("imported", "duplicate", "unchanged", "failed"), 0)
    counts |= result["counts"]
    rate = (counts["imported"] + counts["duplicate"]) / max(result["seconds"], 1e-6)
    say("cli.imported", **counts, skipped=result["skipped"], seconds=f"{result['seconds']:.1f}",
        rate=f"{rate:.0f}", products=result["products"])  # fmt: skip
    if result["newly_trusted"]:
        say("cli.newly_trusted", count=result["newly_trusted"])
    if counts.get("moved"):
        say("cli.folders.moved", count=counts["moved"])
    if counts["failed"]:
        say("cli.problems", run=result["run_id"])
    if result["look_alikes"]:
        say("regrouping.look_alikes_came", count=result["look_alikes"])
    for applied in result["tables"]:
        tell_applied(applied)
    for path in [] if table else tables_beside(folder):
        say("cli.table.beside", file=path)


def problems(
    run: Annotated[
        int | None, typer.Argument(max=LARGEST_NUMBER, help="Number of the import; the latest.")
    ] = None,
) -> None:
    """List what an import could not read, and which duplicates and look-alikes it found."""
    with open_catalog() as catalog, catalog.database.read() as session:
        run_id, outcomes = queries.import_problems(session, run)
    if not outcomes:
        say("cli.no_problems", run=run_id)
    for outcome in outcomes:
        file = shown(outcome.relative_path)
        params = {"file": file, **outcome.params}
        say("cli.problem", file=file, reason=render(outcome.message_id, params, choices.language))


def doctor() -> None:
    """Show versions, plug-ins and where models really run."""
    from shelftag.plugins.doctor import doctor_facts

    table = Table(show_header=False, box=None)
    for name, value in doctor_facts(choices.language).items():
        table.add_row(name, value)
    console.print(table)


def demo(
    window: Annotated[bool, typer.Option(help="Open the window at the end.")] = True,
    folder: Annotated[
        Path | None,
        typer.Option(help="Where to put the demo; a new temporary folder if not given."),
    ] = None,
    per_category: Annotated[int, typer.Option(min=4, help="Photos drawn per category.")] = 20,
) -> None:
    """Draw a small shop, tag it, correct a few, retrain, export, and open it."""
    from shelftag.cli.demo import run_demo

    raise typer.Exit(run_demo(folder, per_category=per_category, window=window))
