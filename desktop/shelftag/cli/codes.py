"""Commands on barcodes: read them from the photos."""

from collections.abc import Iterable, Mapping
from typing import Any

import typer

from shelftag.catalog import queries
from shelftag.catalog.catalog import Catalog
from shelftag.cli.running import open_catalog, print_json, run_job, say


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command("read-codes")(read_codes)


def read_codes() -> None:
    """Read barcodes from photos that were not looked at yet, and fill in missing GTINs."""
    with open_catalog() as catalog:
        read_and_tell(catalog)


def read_and_tell(catalog: Catalog, *, quiet: bool = False, as_json: bool = False) -> None:
    """Reads the barcodes, and says what came of it and what the owner should look at.

    Args:
        catalog: The catalogue.
        quiet: Print nothing.
        as_json: Print a line of JSON in place of sentences.
    """
    result = run_job(catalog, "read_codes", hidden=quiet or as_json)
    if as_json:
        print_json({"codes": result})
    if quiet or as_json:
        return
    rate = result["photos"] / max(result["seconds"], 1e-6)
    say("cli.codes_read", photos=result["photos"], codes=result["codes"], filled=result["filled"],
        seconds=f"{result['seconds']:.1f}", rate=f"{rate:.0f}")  # fmt: skip
    for outcome in ("missing", "given_up", "failed"):
        if result[outcome]:
            say(f"cli.codes_{outcome}", count=result[outcome])
    _tell_doubts(catalog, result)


def _tell_doubts(catalog: Catalog, result: Mapping[str, Any]) -> None:
    """Lists products whose photos disagree, and products that agree too well."""
    shared: list[tuple[str, list[int]]] = result["shared"]
    wanted = {*result["differing"], *(product for _, products in shared for product in products)}
    with catalog.database.read() as session:
        cards = queries.product_cards(session, sorted(wanted))

    def names(products: Iterable[int]) -> str:
        shown = ((cards[product].title or cards[product].sku, product) for product in products)
        return ", ".join(f"{name} ({product})" for name, product in shown)

    for product in result["differing"]:
        say("cli.codes_differing", product=names([product]))
    for gtin, products in shared:
        say("cli.codes_shared", gtin=gtin, products=names(products))
