"""Commands on products and their labels: list, label, confirm, edit, undo, redo, history."""

from dataclasses import replace
from typing import Annotated, Literal

import typer
from rich.markup import escape
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog import history as steps
from shelftag.catalog import labels, operations, products, queries, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Product
from shelftag.cli.categories import find_category
from shelftag.cli.finding import Filters, Order, Saved, Words, asked_query
from shelftag.cli.running import LARGEST_NUMBER, choices, console, open_catalog, say
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import render

Names = Annotated[list[str], typer.Argument(help="Products: number, SKU or title.")]
State = Literal["review", "accepted", "trusted", "confirmed"]
About = Literal[
    "labels", "edits", "products", "categories", "imports", "models", "searches", "others"
]
Limit = Annotated[int, typer.Option(min=1, max=LARGEST_NUMBER)]
Step = Annotated[int | None, typer.Argument(max=LARGEST_NUMBER, help="Number from the history.")]


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    for name, command in (
        ("list", list_products), ("label", label), ("confirm", confirm), ("edit", edit),
        ("history", history), ("undo", undo), ("redo", redo),
    ):  # fmt: skip
        app.command(name)(command)


def find_product(session: Session, name: str) -> int:
    """Finds a product by its number, SKU or title.

    Raises:
        ShelftagError: There is none (``product.not_found``).
    """
    conditions = [Product.sku == name, Product.title == name]
    if name.isascii() and name.isdigit() and len(name) < 16:
        conditions.insert(0, Product.id == int(name))
    for condition in conditions:
        found = session.scalar(select(Product.id).where(condition, Product.active).limit(1))
        if found is not None:
            return found
    raise ShelftagError("product.not_found", name=name)


def list_products(
    search: Words = "",
    category: Annotated[str, typer.Option(help="Only this category, with all below it.")] = "",
    state: Annotated[State | None, typer.Option(help="Only products in this state.")] = None,
    filters: Filters = None,
    saved: Saved = "",
    order: Order = None,
    limit: Limit = 50,
) -> None:
    """List products with their category and confidence."""
    with open_catalog() as catalog, catalog.database.read() as session:
        categories = tree.read_tree(session)
        query = asked_query(session, search, filters, saved, order)
        if category:
            query = replace(query, category_id=find_category(categories, category))
        wanted = query.filter(categories)
        if state:
            wanted = replace(wanted, states=frozenset({state}))
        ids = queries.product_ids(session, wanted)
        cards = queries.product_cards(session, ids[:limit])
    table = Table(box=None, header_style="bold")
    for header in ("number", "sku", "title", "category", "confidence", "state"):
        table.add_column(render(f"cli.{header}", {}, choices.language))
    for card in (cards[i] for i in ids[:limit]):
        table.add_row(
            str(card.id), escape(card.sku), escape(card.title),
            escape(categories.path_text(card.shown_category_id, choices.language)),
            "" if card.confidence is None else f"{card.confidence:.0%}",
            render(f"state.{card.state}", {}, choices.language),
        )  # fmt: skip
    console.print(table)
    say("cli.listed", shown=min(limit, len(ids)), count=len(ids))


def label(
    names: Names,
    category: Annotated[str, typer.Option("--category", help="Path or name of the category.")],
    create: Annotated[bool, typer.Option("--create", help="Add the category if missing.")] = False,
) -> None:
    """Give products a category: your word, which no model ever changes."""
    with open_catalog() as catalog:
        with catalog.database.read() as session:
            ids = [find_product(session, name) for name in names]
            categories = tree.read_tree(session)
        with operations.operation(catalog.database, "label") as scope:
            try:
                category_id = find_category(categories, category)
            except ShelftagError as error:
                if not create or error.message_id != "category.not_found":
                    raise
                category_id = tree.ensure_path(scope, [n.strip() for n in category.split(">")])
            labels.assign(scope, ids, category_id, method="bulk" if len(ids) > 1 else "single")
            scope.params |= {"count": len(ids), "category": category}
        say("cli.labelled", count=len(ids), category=category)


def confirm(names: Names) -> None:
    """Confirm the category that products are shown under."""
    with open_catalog() as catalog:
        with catalog.database.read() as session:
            ids = [find_product(session, name) for name in names]
        with operations.operation(catalog.database, "confirm") as scope:
            method = "bulk" if len(ids) > 1 else "single"
            scope.params["count"] = len(labels.confirm(scope, ids, method=method))
        say("cli.confirmed", count=scope.params["count"])


def edit(
    name: Annotated[str, typer.Argument(help="Product: number, SKU or title.")],
    values: Annotated[list[str], typer.Argument(help="FIELD=VALUE, for example price=12.50")],
) -> None:
    """Change fields of a product."""
    for value in values:
        if "=" not in value:
            raise ShelftagError("cli.no_value", value=value)
    parsed = dict(value.partition("=")[::2] for value in values)
    with open_catalog() as catalog:
        with catalog.database.read() as session:
            product_id = find_product(session, name)
        with operations.operation(catalog.database, "edit") as scope:
            products.edit(scope, product_id, parsed)
        say("cli.edited", title=name)


def history(
    limit: Limit = 20,
    search: Words = "",
    about: Annotated[About | None, typer.Option(help="Only steps of one kind.")] = None,
    before: Annotated[
        int | None, typer.Option(max=LARGEST_NUMBER, help="Only steps before this number.")
    ] = None,
) -> None:
    """Show what was done, newest first."""
    with open_catalog() as catalog, catalog.database.read() as session:
        known = steps.kinds(session)
        kinds = {k for k in known if steps.group_of(k) == about} if about else None
        words = steps.words(search, known, choices.language)
        entries = steps.page(session, before=before, kinds=kinds, words=words, limit=limit)
    for entry in entries:
        text = render(f"operation.{entry.kind}", entry.params, choices.language)
        mark = render("cli.undone", {}, choices.language) if entry.retracted else ""
        moment = entry.started_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        console.print(f"{entry.id:>5}  {moment}  {text}  {mark}", markup=False)


def undo(
    operation: Step = None,
    back_to: Annotated[
        int | None,
        typer.Option("--back-to", max=LARGEST_NUMBER, help="Take back this step and all after it."),
    ] = None,
) -> None:
    """Take back the owner's latest step, or a given one: a whole import or model run too."""
    with open_catalog() as catalog:
        if back_to is not None:
            for entry in steps.undo_back_to(catalog.database, back_to):
                _tell("cli.undid", entry, catalog)
            return
        _tell("cli.undid", operations.undo(catalog.database, operation), catalog)


def redo(operation: Step = None) -> None:
    """Restore what was undone."""
    with open_catalog() as catalog:
        _tell("cli.redid", operations.redo(catalog.database, operation), catalog)


def _tell(message_id: str, entry: operations.HistoryEntry | None, catalog: Catalog) -> None:
    del catalog
    if entry is None:
        say("cli.nothing_to_undo")
        return
    step = render(f"operation.{entry.kind}", entry.params, choices.language)
    say(message_id, step=step)
