"""Commands on the folders that photos come from: list, find again, check, keep copies, watch."""

import queue
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from shelftag.catalog import source_folders
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.photo_files import folder_is_there
from shelftag.catalog.source_folders import SourceFolder
from shelftag.cli.running import choices, console, open_catalog, print_error, run_job, say
from shelftag.importing.grouping import Grouping
from shelftag.importing.newcomers import new_files
from shelftag.importing.plan import ImportOptions
from shelftag.importing.scan import folder_identity, shown
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import render


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    for name, command in (
        ("folders", folders), ("relink", relink), ("check-files", check_files),
        ("keep-copies", keep_copies), ("watch", watch),
    ):  # fmt: skip
        app.command(name)(command)


def folders() -> None:
    """List the folders that photos came from, with what is missing."""
    with open_catalog() as catalog:
        _list(catalog)


def _list(catalog: Catalog, *, watched_only: bool = False) -> None:
    with catalog.database.read() as session:
        found = source_folders.source_folders(session)
    found = [folder for folder in found if folder.watched or not watched_only]
    if not found:
        say("cli.folders.none_watched" if watched_only else "cli.folders.none")
        return
    table = Table(box=None, header_style="bold")
    for header in ("path", "photos", "missing", "state"):
        table.add_column(render(f"cli.folders.{header}", {}, choices.language))
    for folder in found:
        table.add_row(
            escape(shown(folder.path)), str(folder.photos), str(folder.missing or ""),
            _state(folder),
        )  # fmt: skip
    console.print(table)


def _state(folder: SourceFolder) -> str:
    words = ["there" if folder_is_there(folder.path) else "not_there"]
    if folder.watched:
        words.append("watched")
    return ", ".join(render(f"cli.folders.{word}", {}, choices.language) for word in words)


def relink(
    old: Annotated[Path, typer.Argument(help="Where the photos were; or, alone, where to look.")],
    new: Annotated[Path | None, typer.Argument(help="Where they are now.")] = None,
) -> None:
    """Find moved or renamed photos again by their content; with one folder, all missing ones."""
    folder = (new or old).absolute()
    with open_catalog() as catalog:
        result = run_job(
            catalog, "relink", folder=str(folder), old=str(old.absolute()) if new else None
        )
    say("cli.folders.relinked", count=result["found"], path=folder)
    if result["missing"]:
        say("cli.folders.still_missing", count=result["missing"])


def check_files(
    absent: Annotated[
        bool,
        typer.Option("--absent", help="Mark the photos of folders that are not there at all too."),
    ] = False,
) -> None:
    """Look whether all photo files are still there, and mark those that are not."""
    with open_catalog() as catalog:
        result = run_job(catalog, "check_files", with_absent=absent)
    say("cli.folders.checked", **{k: result[k] for k in ("checked", "missing", "back")})
    if not absent:
        for path in result["absent"]:
            say("cli.folders.absent", path=shown(path))


def keep_copies() -> None:
    """Copy the photos into the catalogue, so that it holds all that it shows."""
    with open_catalog() as catalog:
        result = run_job(catalog, "keep_copies")
    say("cli.folders.kept", count=result["kept"], megabytes=round(result["byte_size"] / 1e6))
    if result["missing"]:
        say("cli.folders.not_kept", count=result["missing"])


def watch(
    folder: Annotated[Path | None, typer.Argument(help="Folder to watch from now on.")] = None,
    grouping: Annotated[
        Grouping, typer.Option(help="How new photos become products.")
    ] = Grouping.FILE_NAME,
    keep: Annotated[
        bool, typer.Option("--keep-copies", help="Copy new photos into the catalogue too.")
    ] = False,
    pull: Annotated[
        bool, typer.Option("--pull-cloud", help="Fetch files that are only in the cloud.")
    ] = False,
    remove: Annotated[
        Path | None, typer.Option(help="Watch this folder no longer; its photos stay.")
    ] = None,
    show: Annotated[bool, typer.Option("--list", help="List the watched folders.")] = False,
    run: Annotated[
        bool, typer.Option("--run", help="Watch now, until Ctrl+C; an open window does it too.")
    ] = False,
) -> None:
    """Have the new photos of a folder come in by themselves."""
    with open_catalog() as catalog:
        if folder is not None:
            path = folder.absolute()
            folder_identity(path)  # refuses what is no folder
            options = ImportOptions(grouping, keep_copies=keep, pull_cloud=pull)
            with catalog.database.write() as session:
                source_folders.watch_folder(session, path, options.to_json())
            say("cli.folders.watching", path=path)
        if remove is not None:
            with catalog.database.write() as session:
                source_folders.stop_watching(session, remove.absolute())
            say("cli.folders.let_go", path=remove.absolute())
        if show or not (folder or remove or run):
            _list(catalog, watched_only=True)
        if run:
            _run(catalog)


def _run(catalog: Catalog) -> None:
    """Imports what comes in, one folder after the other, until it is interrupted."""
    from shelftag.importing.watching import Watching

    with catalog.database.read() as session:
        watched = source_folders.watched_folders(session)
    if not watched:
        raise ShelftagError("folders.none_watched")
    arrived: queue.SimpleQueue[Path] = queue.SimpleQueue()

    watching = Watching(partial(new_files, catalog), arrived.put)
    watching.watch(watched)
    say("cli.folders.running", count=len(watched))
    try:
        while True:
            folder = _next(arrived)
            try:
                result = run_job(catalog, "import", folder=str(folder), **watched[folder])
            except ShelftagError as error:
                print_error(error)
                continue
            say("cli.folders.came_in", path=folder, count=result["counts"].get("imported", 0),
                products=result["products"])  # fmt: skip
    except KeyboardInterrupt:
        say("cli.folders.stopped")
    finally:
        watching.close()


def _next(arrived: "queue.SimpleQueue[Path]") -> Path:
    """Waits for a folder; in short steps, since Windows interrupts no endless wait."""
    while True:
        try:
            return arrived.get(timeout=0.5)
        except queue.Empty:
            continue
