"""Commands on the category tree: list, add, rename, move, merge, delete."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from shelftag.catalog import operations, queries, tree
from shelftag.catalog.scope import OperationScope
from shelftag.cli.running import choices, console, open_catalog, say
from shelftag_api.errors import ShelftagError

app = typer.Typer(help="The shop's own category tree.", no_args_is_help=True)
CategoryName = Annotated[str, typer.Argument(help="A path, or a name that is clear.")]


def find_category(categories: tree.Tree, name: str) -> int:
    """Finds a category by its path (``Food > Fruit``) or, where it is clear, by its name alone.

    Raises:
        ShelftagError: There is none, or there are several.
    """
    node = categories.find(name.split(">"))
    if node is not None:
        return node.id
    wanted = name.strip().casefold()
    matches = [
        node.id
        for node in categories.nodes.values()
        if wanted in {n.casefold() for n in (node.name, *node.names.values())}
    ]
    if len(matches) > 1:
        raise ShelftagError("category.ambiguous", name=name)
    if not matches:
        raise ShelftagError("category.not_found", name=name)
    return matches[0]


@contextmanager
def step(kind: str) -> Iterator[tuple[OperationScope, tree.Tree]]:
    """Opens the catalogue for one change of its tree."""
    with open_catalog() as catalog, operations.operation(catalog.database, kind) as scope:
        yield scope, tree.read_tree(scope.session)


@app.command("list")
def list_categories(
    empty: Annotated[bool, typer.Option("--empty", help="Show empty ones too.")] = False,
    ids: Annotated[bool, typer.Option("--ids", help="Show Google's and Shopify's ids.")] = False,
) -> None:
    """Show the tree with the number of products."""
    with open_catalog() as catalog, catalog.database.read() as session:
        categories = tree.read_tree(session)
        counts = {k: sum(v.values()) for k, v in queries.category_counts(session).items()}
    for node in categories.nodes.values():
        count = sum(counts.get(i, 0) for i in categories.subtree(node.id))
        if count or empty:
            indent = "  " * (len(node.path) - 1)
            known = [str(i) for i in (node.google_id, node.shopify_id) if i] if ids else []
            words = "  ".join([f"{indent}{node.label(choices.language)}", str(count), *known])
            console.print(words, markup=False)


@app.command("add")
def add_category(path: Annotated[str, typer.Argument(help="For example Food > Cheese.")]) -> None:
    """Add a category."""
    parts = [part.strip() for part in path.split(">")]
    with step("add_category") as (scope, categories):
        if categories.find(parts):
            raise ShelftagError("category.name_taken", name=parts[-1])
        tree.ensure_path(scope, parts)
    say("cli.category_added", name=path)


@app.command("rename")
def rename_category(category: CategoryName, name: str) -> None:
    """Rename a category; its labels and the model keep it."""
    with step("rename_category") as (scope, categories):
        tree.rename_category(scope, find_category(categories, category), name)
    say("cli.category_renamed", old=category, name=name)


@app.command("move")
def move_category(
    category: CategoryName,
    parent: Annotated[
        str, typer.Argument(help="Where it goes; else it becomes a department.")
    ] = "",
    before: Annotated[str, typer.Option(help="The category before which it goes there.")] = "",
) -> None:
    """Move a category, with all below it, or put it before another one."""
    with step("move_category") as (scope, categories):
        sibling = find_category(categories, before) if before else None
        parent_id = categories.nodes[sibling].parent_id if sibling is not None else None
        if parent:
            parent_id = find_category(categories, parent)
        tree.move_category(scope, find_category(categories, category), parent_id, sibling)
    say("cli.category_moved", name=category)


@app.command("merge")
def merge_category(
    category: CategoryName,
    target: Annotated[str, typer.Argument(help="The category that stays.")],
) -> None:
    """Merge a category into another: products, labels and sub-categories follow."""
    with step("merge_category") as (scope, categories):
        source, into = find_category(categories, category), find_category(categories, target)
        tree.merge_category(scope, source, into)
    say("cli.category_merged", name=category, target=target, count=scope.params["count"])


@app.command("delete")
def delete_category(
    category: CategoryName,
    with_products: Annotated[
        bool,
        typer.Option(
            "--with-products",
            help="Even if it is not empty: its products move to the category above, "
            "or wait for review where there is none.",
        ),
    ] = False,
) -> None:
    """Delete a category; one that is not empty only when asked to."""
    with step("delete_category") as (scope, categories):
        found = find_category(categories, category)
        above = categories.nodes[found].parent_id
        tree.delete_category(scope, found, with_products=with_products)
    name, count = categories.nodes[found].label(choices.language), scope.params["count"]
    if not count:
        say("cli.category_deleted", name=name)
    elif above is None:
        say("cli.category_deleted_review", name=name, count=count)
    else:
        parent = categories.path_text(above, choices.language)
        say("cli.category_deleted_moved", name=name, count=count, parent=parent)
