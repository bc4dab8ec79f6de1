"""Commands on many products: saved searches, and edits of all that a search finds."""

from typing import Annotated

import typer
from rich.table import Table

from shelftag.catalog import bulk_run, operations, saved_searches, tree
from shelftag.catalog.bulk_edits import (
    AttributeEdit,
    BulkEdit,
    CategoryEdit,
    FieldEdit,
    FlagEdit,
    TextReplace,
)
from shelftag.catalog.database import Database
from shelftag.catalog.queries import product_count, product_ids
from shelftag.cli.categories import find_category
from shelftag.cli.finding import Filters, Order, Saved, Words, asked_query
from shelftag.cli.running import choices, console, open_catalog, progress_bars, say
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import render

app = typer.Typer(help="Searches kept under a name.", no_args_is_help=True)
Assignments = list[str] | None


def register(root: typer.Typer) -> None:
    """Adds this module's commands."""
    root.add_typer(app, name="searches")
    root.command("edit-all")(edit_all)


@app.command("list")
def list_searches() -> None:
    """Show the saved searches with the number of products."""
    with open_catalog() as catalog, catalog.database.read() as session:
        categories = tree.read_tree(session)
        for saved in saved_searches.saved_searches(session):
            count = product_count(session, saved.query.filter(categories))
            console.print(f"{saved.name}  {count}", markup=False)


@app.command("save")
def save_search(
    name: str, search: Words = "", filters: Filters = None, order: Order = None
) -> None:
    """Keep a search under a name; it appears in the window's sidebar."""
    with open_catalog() as catalog:
        with operations.operation(catalog.database, saved_searches.SAVE) as scope:
            query = asked_query(scope.session, search, filters, "", order)
            saved_searches.save(scope, name, query)
        say("searches.done_save_search", **scope.params)


@app.command("rename")
def rename_search(old: str, name: str) -> None:
    """Give a saved search another name."""
    with open_catalog() as catalog:
        with operations.operation(catalog.database, saved_searches.RENAME) as scope:
            found = saved_searches.find_saved(scope.session, old)
            saved_searches.rename(scope, found.id, name)
        say("searches.done_rename_search", **scope.params)


@app.command("delete")
def delete_search(name: str) -> None:
    """Delete a saved search; its products stay as they are."""
    with open_catalog() as catalog:
        with operations.operation(catalog.database, saved_searches.DELETE) as scope:
            saved_searches.delete(scope, saved_searches.find_saved(scope.session, name).id)
        say("searches.deleted", **scope.params)


def edit_all(
    search: Words = "",
    filters: Filters = None,
    saved: Saved = "",
    everything: Annotated[bool, typer.Option("--all", help="All products.")] = False,
    put: Annotated[Assignments, typer.Option("--set", help="FIELD=VALUE")] = None,
    fill: Annotated[Assignments, typer.Option(help="FIELD=VALUE, only where it is empty.")] = None,
    clear: Annotated[Assignments, typer.Option(help="FIELD")] = None,
    replace_text: Annotated[
        Assignments, typer.Option("--replace", help="FIELD:OLD=NEW, for example title:mug=cup")
    ] = None,
    attribute: Annotated[
        Assignments, typer.Option(help="NAME=VALUE; an empty value clears it.")
    ] = None,
    category: Annotated[str, typer.Option(help="Path or name of the category.")] = "",
    flag: Annotated[Assignments, typer.Option(help="not_a_product, unsure or no_training")] = None,
    unflag: Annotated[Assignments, typer.Option(help="Takes a flag away.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell how many products would change.")
    ] = False,
) -> None:
    """Change all products that a search finds: one step, which `shelftag undo` takes back."""
    edits: list[BulkEdit] = [FieldEdit(*_pair(value)) for value in put or ()]
    edits += [FieldEdit(*_pair(value), only_empty=True) for value in fill or ()]
    edits += [FieldEdit(field, "") for field in clear or ()]
    edits += [_replacement(value) for value in replace_text or ()]
    edits += [AttributeEdit(*_pair(value)) for value in attribute or ()]
    edits += [FlagEdit(name) for name in flag or ()]
    edits += [FlagEdit(name, on=False) for name in unflag or ()]
    with open_catalog() as catalog:
        with catalog.database.read() as session:
            categories = tree.read_tree(session)
            query = asked_query(session, search, filters, saved)
            if not everything and not query.narrowed and not saved:
                raise ShelftagError("searches.which_products")
            products = product_ids(session, query.filter(categories))
            if category:
                found = find_category(categories, category)
                label = categories.nodes[found].label(choices.language)
                edits.append(CategoryEdit(found, label))
            if len(edits) != 1:
                raise ShelftagError("searches.one_edit")
            told = bulk_run.preview(session, edits[0], products)
        _tell(told)
        if not dry_run:
            count = _run(catalog.database, edits[0], products)
            say("searches.edited", count=count)


def _pair(value: str) -> tuple[str, str]:
    if "=" not in value:
        raise ShelftagError("cli.no_value", value=value)
    field, _, text = value.partition("=")
    return field.strip(), text


def _replacement(value: str) -> TextReplace:
    field, text = _pair(value)
    name, _, find = field.partition(":")
    return TextReplace(find, text, field=name)


def _tell(told: bulk_run.BulkPreview) -> None:
    """Prints how many products change, and three of them before and after."""
    say("searches.would_change", count=told.count, products=told.products)
    table = Table(box=None, show_header=False)
    for example in told.examples:
        table.add_row(example.title, str(example.before or "–"), "→", str(example.after or "–"))
    console.print(table)


def _run(database: Database, edit: BulkEdit, products: list[int]) -> int:
    steps = bulk_run.run(database, edit, products)
    with progress_bars() as bar:
        task = bar.add_task(render("phase.bulk_edit", {}, choices.language), total=None, pace="")
        while True:
            try:
                progress = next(steps)
            except StopIteration as end:
                return int(end.value.count)
            except KeyboardInterrupt:
                steps.close()
                raise
            bar.update(task, completed=progress.done, total=progress.total)
