"""Commands on public taxonomies: import one as categories, or map the shop's own to it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from shelftag.catalog import operations, tree
from shelftag.catalog.catalog import Catalog
from shelftag.cli.categories import find_category
from shelftag.cli.running import choices, console, open_catalog, run_job, say
from shelftag.exchange.taxonomies.lines import GOOGLE, PLAIN
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import render

SHOWN = 10
"""Problems that are printed."""
TaxonomyFile = Annotated[
    Path, typer.Argument(help="Google's or Shopify's text file, or a CSV with paths.")
]


def register(app: typer.Typer) -> None:
    """Adds this module's commands to those on categories."""
    app.command("import-taxonomy")(import_taxonomy)
    app.command("map")(map_to_taxonomy)


def import_taxonomy(
    file: TaxonomyFile,
    only: Annotated[
        str, typer.Option(help="Only this path of the taxonomy, with all below it.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would happen.")
    ] = False,
) -> None:
    """Add a taxonomy, or a part of it, to the shop's categories."""
    under = [name.strip() for name in only.split(">")] if only else []
    with open_catalog() as catalog:
        if dry_run:
            _tell_preview(run_job(catalog, "preview_taxonomy", path=str(file.absolute())))
            return
        done = run_job(catalog, "import_taxonomy", path=str(file.absolute()), under=under)
    say("cli.taxonomy.imported", count=done["new"], known=done["known"])
    if done["problem_count"]:
        say("cli.taxonomy.problems", count=done["problem_count"])
    if done["operation_id"] is not None:
        say("cli.table.undo", operation=done["operation_id"])


def map_to_taxonomy(
    file: TaxonomyFile,
    chosen: Annotated[
        list[str] | None,
        typer.Option("--set", help="CATEGORY=ID or CATEGORY=PATH, where the guess is wrong."),
    ] = None,
    at_least: Annotated[
        int, typer.Option(min=0, max=100, help="Take guesses from this confidence on, in percent.")
    ] = 70,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Guess for categories that have an id too.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the guesses.")] = False,
) -> None:
    """Map the shop's categories to a taxonomy's ids: guessed by names, corrected with --set."""
    with open_catalog() as catalog:
        found = run_job(catalog, "preview_taxonomy", path=str(file.absolute()))
        if found["kind"] == PLAIN:
            raise ShelftagError("taxonomy.no_ids", file=file.name)
        with catalog.database.read() as session:
            categories = tree.read_tree(session)
        column = "google_id" if found["kind"] == GOOGLE else "shopify_id"
        typed = dict(_typed(categories, found, text) for text in chosen or [])
        guesses = {
            category_id: (place, confidence)
            for category_id, place, confidence in found["guesses"]
            if found["codes"][place]
            and (overwrite or getattr(categories.nodes[category_id], column) is None)
        }
        guesses |= {category_id: (place, 1.0) for category_id, place in typed.items()}
        taken = {i: place for i, (place, share) in guesses.items() if 100 * share >= at_least}
        _show_guesses(categories, found, guesses, taken)
        if not dry_run:
            _map(catalog, column, {i: found["codes"][place] for i, place in taken.items()})
    told = "cli.taxonomy.would_map" if dry_run else "cli.taxonomy.mapped"
    say(told, count=len(taken), unsure=len(guesses) - len(taken))


def _tell_preview(found: Mapping[str, Any]) -> None:
    known = sum(found["known"])
    say("cli.taxonomy.preview", count=len(found["known"]) - known, known=known)
    for line, message_id, params in found["problems"][:SHOWN]:
        reason = render(message_id, params, choices.language)
        say("taxonomy.problem", line=line, reason=reason)
    if found["problem_count"] > SHOWN:
        say("cli.table.more", count=found["problem_count"] - SHOWN)


def _typed(categories: tree.Tree, found: Mapping[str, Any], text: str) -> tuple[int, int]:
    """Reads CATEGORY=ID; returns the category and the place in the taxonomy."""
    name, sign, wanted = text.partition("=")
    if not sign:
        raise ShelftagError("cli.taxonomy.no_set", value=text)
    wanted = wanted.strip()
    path = tuple(part.strip().casefold() for part in wanted.split(">"))
    code = wanted.rpartition("/")[2]
    for place, (names, known) in enumerate(zip(found["paths"], found["codes"], strict=True)):
        if known and (known == code or tuple(n.casefold() for n in names) == path):
            return find_category(categories, name), place
    raise ShelftagError("taxonomy.no_code", name=wanted)


def _show_guesses(
    categories: tree.Tree,
    found: Mapping[str, Any],
    guesses: Mapping[int, tuple[int, float]],
    taken: Mapping[int, int],
) -> None:
    table = Table(box=None, header_style="bold")
    for header in ("category", "id", "taxonomy_path", "confidence", "taken"):
        table.add_column(render(f"cli.{header}", {}, choices.language))
    for category_id, (place, confidence) in guesses.items():
        names: Sequence[str] = found["paths"][place]
        table.add_row(
            escape(categories.path_text(category_id, choices.language)), found["codes"][place],
            escape(" > ".join(names)), f"{confidence:.0%}", "✓" if category_id in taken else "",
        )  # fmt: skip
    console.print(table)


def _map(catalog: Catalog, column: str, codes: Mapping[int, str]) -> None:
    if not codes:
        return
    with operations.operation(catalog.database, "map_categories") as scope:
        if column == "google_id":
            tree.map_categories(scope, google={i: int(code) for i, code in codes.items()})
        else:
            tree.map_categories(scope, shopify=codes)
