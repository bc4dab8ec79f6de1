"""Commands on catalogues as a whole: window, new, where, backup, import, doctor, demo."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from shelftag.catalog import import_history
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models.importing import DUPLICATE, FAILED, IMPORTED, UNCHANGED
from shelftag.catalog.places import recent_catalogs, remember_catalog, risky_place
from shelftag.cli.codes import read_and_tell
from shelftag.cli.importing import import_folders
from shelftag.cli.running import (
    LARGEST_NUMBER,
    catalog_folder,
    choices,
    console,
    open_catalog,
    run_job,
    say,
)
from shelftag.exchange.import_report import reason, write_import_report
from shelftag.importing.grouping import Grouping
from shelftag.importing.patterns import NamePattern
from shelftag.importing.scan import shown
from shelftag.importing.tables.mapping import TableOptions, TableOrder
from shelftag_resources.messages import render


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    for name, command in (
        ("open", open_window), ("new", new), ("where", where), ("backup", backup),
        ("import", import_folder), ("imports", imports), ("problems", problems),
        ("doctor", doctor), ("demo", demo),
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
    folders: Annotated[
        list[Path], typer.Argument(help="Folders with photos; sub-folders are included.")
    ],
    grouping: Annotated[
        Grouping, typer.Option(help="How photos become products.")
    ] = Grouping.FILE_NAME,
    pattern: Annotated[
        str,
        typer.Option(help="How files are named, for example {sku}_{view}; groups by it."),
    ] = "",
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
    codes: Annotated[bool, typer.Option(help="Read barcodes on the photos afterwards.")] = True,
    table: Annotated[
        list[Path] | None,
        typer.Option(help="A table whose rows speak of these photos; its columns are guessed."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a line of JSON for each folder.")
    ] = False,
) -> None:
    """Import folders of photos and suggest categories.

    Exit code 0: all is in; 3: some files could not be read; 1: a folder could not be imported;
    130: cancelled, what was in stays.
    """
    if pattern:
        grouping = Grouping.PATTERN
        NamePattern.parse(pattern)
    orders = [TableOrder(path.absolute(), options=TableOptions()) for path in table or []]
    options = {
        "grouping": grouping.value,
        "pattern": pattern,
        "folder_categories": folder_categories or trusted,
        "trusted": trusted,
        "use_names": names,
        "keep_copies": keep_copies,
        "pull_cloud": pull_cloud,
        "tables": [order.to_json() for order in orders],
    }
    with open_catalog(create=True) as catalog:
        code, codes_to_read = import_folders(
            catalog, folders, options, quiet=quiet, as_json=as_json
        )
        if codes_to_read:
            read_and_tell(catalog, quiet=quiet, as_json=as_json)
    raise typer.Exit(code)


def imports(
    limit: Annotated[int, typer.Option(min=1, max=LARGEST_NUMBER, help="How many.")] = 20,
) -> None:
    """List the imports of the catalogue, the latest first."""
    with open_catalog() as catalog, catalog.database.read() as session:
        runs = import_history.imports(session, limit)
    for run in runs:
        counts = dict.fromkeys((IMPORTED, DUPLICATE, UNCHANGED, FAILED), 0) | dict(run.counts)
        status = "undone" if run.undone else run.status
        say(
            "cli.import_line",
            run=run.id,
            when=f"{run.started_at.astimezone():%Y-%m-%d %H:%M}",
            status=render(f"cli.import_{status}", {}, choices.language),
            folder=shown(run.folder),
            **counts,
        )


def problems(
    run: Annotated[
        int | None, typer.Argument(max=LARGEST_NUMBER, help="Number of the import; the latest.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option(help="Write what became of every file to this new file instead.")
    ] = None,
) -> None:
    """List what an import could not read, and which duplicates and look-alikes it found."""
    with open_catalog() as catalog, catalog.database.read() as session:
        run_id = import_history.find_import(session, run).id
        if csv is not None:
            count = write_import_report(catalog, run_id, csv, choices.language)
            say("cli.report_written", count=count, path=csv)
            return
        none = True
        for found in import_history.all_outcomes(session, run_id, import_history.PROBLEMS):
            none = False
            say("cli.problem", file=shown(found.path), reason=reason(found, choices.language))
    if none:
        say("cli.no_problems", run=run_id)


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
