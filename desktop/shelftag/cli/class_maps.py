"""The command on which of the shop's categories the classes of a model from elsewhere mean."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import typer
from rich.markup import escape
from rich.table import Table

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.tree import PATH_SEPARATOR, Tree, read_tree
from shelftag.cli.categories import find_category
from shelftag.cli.running import LARGEST_NUMBER, choices, console, open_catalog, run_job, say
from shelftag.learning import class_maps, versions
from shelftag.learning.class_maps import ClassMatch
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import render

Number = Annotated[
    int, typer.Argument(max=LARGEST_NUMBER, help="Number of the model, as the list shows it.")
]


def register(app: typer.Typer) -> None:
    """Adds the command to those on models."""
    app.command("map")(map_classes)


def map_classes(
    number: Number,
    pairs: Annotated[
        list[str] | None,
        typer.Option(
            "--class",
            help="NAME=CATEGORY, the name as the model has it; NAME= leaves the class out.",
        ),
    ] = None,
) -> None:
    """Show what the classes of a model from another shop mean here, and say it with --class."""
    with open_catalog() as catalog:
        version = versions.by_number(catalog, number)
        matches = _matches(catalog, version.id)
        with catalog.database.read() as session:
            tree = read_tree(session)
        chosen = dict(_typed(number, tree, matches, pair) for pair in pairs or [])
        if chosen:
            with catalog.database.write() as session:
                class_maps.choose(session, version.uuid, chosen)
            matches = _matches(catalog, version.id)
        _show(tree, matches)
        if chosen and version.status == "active":
            done = run_job(catalog, "tag_all")
            say("ui.done.tag_all", **done)


def _matches(catalog: Catalog, version_id: int) -> list[ClassMatch]:
    """Has the engine read the bundle."""
    matches: list[ClassMatch] = run_job(catalog, "class_matches", version_id=version_id)["matches"]
    return matches


def _typed(
    number: int, tree: Tree, matches: Sequence[ClassMatch], pair: str
) -> tuple[UUID, int | None]:
    """Reads NAME=CATEGORY; returns the class and the shop's category, None to leave it out.

    Raises:
        ShelftagError: It is no such pair, or the class or the category is not there, or not clear.
    """
    name, sign, category = pair.rpartition("=")
    if not sign:
        raise ShelftagError("model.no_class_pair", value=pair)
    found = _find(number, matches, name)
    return found.uuid, find_category(tree, category) if category.strip() else None


def _find(number: int, matches: Sequence[ClassMatch], name: str) -> ClassMatch:
    """Finds a class by its path in the model or, where it is clear, by its last name alone."""
    wanted = tuple(part.strip().casefold() for part in name.split(">"))
    paths = {match: tuple(part.casefold() for part in match.path) for match in matches}
    exact = [match for match, path in paths.items() if path == wanted]
    found = exact or [match for match, path in paths.items() if path[-1:] == wanted]
    if len(found) > 1:
        raise ShelftagError("model.ambiguous_class", name=name.strip())
    if not found:
        raise ShelftagError("model.no_class", name=name.strip(), number=number)
    return found[0]


def _show(tree: Tree, matches: Sequence[ClassMatch]) -> None:
    """Lists the classes; those without a place here come first."""
    if not matches:
        say("dialogs.class_map.none")
        return
    table = Table(box=None, header_style="bold")
    for header in ("theirs", "ours"):
        table.add_column(render(f"dialogs.class_map.{header}", {}, choices.language))
    left_out = render("dialogs.class_map.left_out", {}, choices.language)
    for match in sorted(matches, key=lambda one: (one.category_id is not None, one.path)):
        ours = tree.path_text(match.category_id, choices.language) or left_out
        table.add_row(escape(PATH_SEPARATOR.join(match.path)), escape(ours))
    console.print(table)
    here = sum(match.category_id is not None for match in matches)
    say("dialogs.class_map.matched", count=here, all=len(matches))
