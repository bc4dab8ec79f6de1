"""Commands on model versions: list, compare, activate, roll back, delete, install, export."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from shelftag.catalog.operations import undo
from shelftag.catalog.tree import read_tree
from shelftag.cli import class_maps
from shelftag.cli.class_maps import Number
from shelftag.cli.running import LARGEST_NUMBER, choices, console, open_catalog, run_job, say
from shelftag.learning import versions
from shelftag.learning.moves import count
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import render

app = typer.Typer(help="Model versions of the catalogue.", no_args_is_help=True)
class_maps.register(app)
MOVES = 40
"""Pairs of categories that are listed."""
_ENDS = ("", "_low", "_high")


@app.command("list")
def list_models() -> None:
    """List the models with what they learned from and how right they were."""
    with open_catalog() as catalog:
        rows = versions.list_versions(catalog)
    table = Table(box=None, header_style="bold")
    for header in ("model", "name", "created_at", "labels", "accuracy", "status"):
        table.add_column(render(f"cli.{header}", {}, choices.language))
    for row in rows:
        right, low, high = (versions.share(row.metrics, f"cv_accuracy{i}") for i in _ENDS)
        accuracy = "" if right is None else f"{right:.1%} ({low or 0:.1%} to {high or 1:.1%})"
        table.add_row(
            str(row.number), escape(row.name),
            row.created_at.astimezone().strftime("%Y-%m-%d %H:%M"), str(row.label_count), accuracy,
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
def compare(
    number: Number,
    other: Annotated[
        int | None, typer.Argument(max=LARGEST_NUMBER, help="Model to start from; the active one.")
    ] = None,
) -> None:
    """Show what a model would move from where to where; changes nothing."""
    with open_catalog() as catalog:
        version = versions.by_number(catalog, number)
        start = versions.active(catalog) if other is None else versions.by_number(catalog, other)
        result = run_job(catalog, "what_would_change", version_id=version.id, from_id=start.id)
        with catalog.database.read() as session:
            tree = read_tree(session)
    moves = result["changed"].moves
    table = Table(box=None, header_style="bold")
    for header in ("before", "after", "products"):
        table.add_column(render(f"dialogs.moves.{header}", {}, choices.language))
    for move in moves.moved[:MOVES]:
        paths = (tree.path_text(side, choices.language) for side in (move.before, move.after))
        table.add_row(*map(escape, paths), str(len(move.products)))
    console.print(table)
    say("cli.compared", first=start.number, second=number, compared=moves.compared,
        moved=count(moves.moved), accepted=count(moves.accepted),
        dropped=count(moves.no_longer_accepted))  # fmt: skip


@app.command("rollback")
def roll_back() -> None:
    """Go back to the model before the active one, and to all that was shown then."""
    with open_catalog() as catalog:
        with catalog.database.read() as session:
            found = versions.previous(session)
        if found is None:
            raise ShelftagError("model.no_previous")
        undo(catalog.database, found[0])
    say("cli.rolled_back", model=found[1])


@app.command()
def delete(number: Number) -> None:
    """Delete a model and its files; what it suggested stays."""
    with open_catalog() as catalog:
        run_job(catalog, "delete_model", version_id=versions.by_number(catalog, number).id)
    say("ui.done.delete_model", number=number)


@app.command()
def ask(
    on: Annotated[
        bool, typer.Option("--yes/--no", help="Whether new models wait for your word.")
    ] = True,
) -> None:
    """Have new models wait until you have seen what they would change, or not any more."""
    with open_catalog() as catalog:
        catalog.set_setting(versions.ASK_SETTING, on)
    say("cli.asks" if on else "cli.asks_not")


@app.command()
def install(
    file: Annotated[Path, typer.Argument(help="A model's .zip file, or a trainer's folder.")],
) -> None:
    """Install a model from a file; `activate` then puts it to use."""
    with open_catalog(create=True) as catalog:
        result = run_job(catalog, "install", path=str(file.absolute()))
    say("cli.installed_before" if result["known"] else "cli.installed", model=result["number"])
    if result["foreign"]:
        say("cli.foreign", model=result["number"], count=result["foreign"])


@app.command()
def export(
    number: Number,
    file: Annotated[Path, typer.Argument(help="New .zip file.")],
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite the file where it is there already.")
    ] = False,
) -> None:
    """Write a model to a file, for another catalogue or computer."""
    with open_catalog() as catalog:
        version = versions.by_number(catalog, number)
        path = str(file.absolute())
        run_job(catalog, "export_model", version_id=version.id, path=path, overwrite=force)
    say("cli.exported", path=file)
