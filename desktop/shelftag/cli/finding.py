"""What commands are asked to find: the options for it, and the query that they make."""

from dataclasses import replace
from typing import Annotated, Literal

import typer
from sqlalchemy.orm import Session

from shelftag.catalog import saved_searches
from shelftag.catalog.product_query import ProductQuery
from shelftag.catalog.search_words import read_words
from shelftag_api.errors import ShelftagError

Words = Annotated[str, typer.Option("--search", "-s", help="Words to look for.")]
Filters = Annotated[
    list[str] | None,
    typer.Option(
        "--filter", "-f",
        help="A condition, all of which must hold: source:model, confidence:<60, model:3, "
        "imported:7d, labelled:>2026-03-01, price:none, duplicate:any, corrected:yes, "
        "flag:unsure, attribute:colour=red, import:12, sku:123 …",
    ),
]  # fmt: skip
Saved = Annotated[str, typer.Option("--saved", help="A saved search to look within.")]
Order = Annotated[
    Literal["newest", "title", "unsure", "sure"] | None, typer.Option(help="In which order.")
]


def asked_query(
    session: Session, search: str, filters: list[str] | None, saved: str, order: str | None = None
) -> ProductQuery:
    """Returns what the options of a command look for.

    Raises:
        ShelftagError: A filter is none (``searches.bad_filter``), or there is no such saved search.
    """
    for filter_ in filters or ():
        if read_words(filter_)[0] or not read_words(filter_)[1]:
            raise ShelftagError("searches.bad_filter", filter=filter_)
    query = saved_searches.find_saved(session, saved).query if saved else ProductQuery()
    words = " ".join(part for part in (query.search, search, *(filters or ())) if part)
    return replace(query, search=words, order=order or query.order)
