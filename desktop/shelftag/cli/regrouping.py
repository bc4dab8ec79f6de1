"""Commands that regroup products: merge, split, look-alikes."""

from pathlib import PurePath
from typing import Annotated

import typer
from rich.markup import escape
from sqlalchemy.orm import Session

from shelftag.catalog import operations, proposals, queries, regrouping
from shelftag.catalog.catalog import Catalog
from shelftag.cli.labelling import Names, find_product
from shelftag.cli.running import console, open_catalog, run_job, say
from shelftag.learning import versions
from shelftag_api.errors import ShelftagError


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    for name, command in (("merge", merge), ("split", split), ("look-alikes", look_alikes)):
        app.command(name)(command)


def merge(names: Names) -> None:
    """Make several products one: the first stays, with the photos of all."""
    with open_catalog() as catalog:
        with operations.operation(catalog.database, regrouping.MERGE) as scope:
            regrouping.merge(scope, [find_product(scope.session, name) for name in names])
        _suggest_again(catalog)
        say("regrouping.merged", **scope.params)


def split(
    name: Annotated[str, typer.Argument(help="Product: number, SKU or title.")],
    photo: Annotated[
        list[str] | None,
        typer.Option(help="A photo's file name, or its place (1, 2, …); all but the first."),
    ] = None,
    together: Annotated[
        bool, typer.Option("--together", help="The photos become one product, not one each.")
    ] = False,
    into: Annotated[
        str | None, typer.Option(help="The product that the photos belong to instead.")
    ] = None,
) -> None:
    """Make photos of a product products of their own, or move them to another product."""
    with open_catalog() as catalog:
        kind = regrouping.SPLIT if into is None else regrouping.MOVE
        with operations.operation(catalog.database, kind) as scope:
            product = find_product(scope.session, name)
            photos = _photos(scope.session, product, photo)
            if into is None:
                regrouping.split(scope, product, photos, together=together)
            else:
                target = find_product(scope.session, into)
                regrouping.move_photos(scope, product, photos, target)
        _suggest_again(catalog)
        say("regrouping.moved" if into else "regrouping.was_split", **scope.params)


def look_alikes(
    threshold: Annotated[
        float,
        typer.Option(
            min=proposals.LOWEST, max=1.0, help="How alike photos must be; 1 is the same."
        ),
    ] = proposals.DEFAULT,
    merge: Annotated[
        bool, typer.Option("--merge", help="Make each group one product; can be undone.")
    ] = False,
) -> None:
    """List products that may be one: near copies and bursts."""
    with open_catalog() as catalog:
        pairs = run_job(catalog, "find_look_alikes")["pairs"]
        with catalog.database.read() as session:
            apart = proposals.kept_apart(session)
            groups = proposals.grouped(pairs, threshold, apart)
            cards = queries.product_cards(session, [i for group in groups for i in group.products])
        for group in groups:
            titles = (f"{i} {cards[i].title or cards[i].sku}".strip() for i in group.products)
            console.print(f"{group.score:>5.0%}  {escape(' · '.join(titles))}")
        if not groups:
            say("regrouping.no_look_alikes")
        elif merge:
            with operations.operation(catalog.database, proposals.MERGE) as scope:
                proposals.merge_groups(scope, groups)
            _suggest_again(catalog)
            say("regrouping.merged_alike", **scope.params)
        else:
            say("regrouping.look_alikes", count=len(groups))


def _photos(session: Session, product_id: int, wanted: list[str] | None) -> list[int]:
    """Finds photos of a product by file name or place.

    Raises:
        ShelftagError: There is no such photo (``regrouping.no_photo``).
    """
    detail = queries.product_detail(session, product_id)
    assert detail is not None
    names: dict[str, str] = {}
    for place, view in enumerate(detail.photos, start=1):
        names |= {name: view.sha256 for file in view.files for name in (PurePath(file).name, file)}
        names.setdefault(str(place), view.sha256)
    if missing := next((name for name in wanted or () if name not in names), None):
        raise ShelftagError("regrouping.no_photo", photo=missing, count=len(detail.photos))
    hashes = [names[name] for name in wanted] if wanted else [p.sha256 for p in detail.photos[1:]]
    return regrouping.photo_ids(session, hashes)


def _suggest_again(catalog: Catalog) -> None:
    """Has the model look again at the products whose photos changed, where there is a model."""
    if versions.has_active(catalog):
        run_job(catalog, "tag_again")
