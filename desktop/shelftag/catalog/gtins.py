"""GTINs that stand on photos: which products they belong to, and which products share one."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from shelftag.catalog import search
from shelftag.catalog.database import chunks
from shelftag.catalog.models import Change, PhotoReading, Product, ProductPhoto
from shelftag.catalog.scope import OperationScope
from shelftag_api.gtin import comparable, gtin_of, is_case

CERTAIN = 0.95
"""From this confidence on a reading may fill in a number. A wrong one is worse than none."""


@dataclass
class GtinsOnPhotos:
    """What the photos of the products say.

    Attributes:
        missing: For each product that never had a GTIN, the one that stands on its photos.
        differing: Products whose photos show several, none of which can be the right one by itself.
    """

    missing: dict[int, str] = field(default_factory=dict)
    differing: list[int] = field(default_factory=list)


def gtins_on_photos(session: Session, reader: str) -> GtinsOnPhotos:
    """Finds the GTINs in what a reader has read.

    A photo that shows several products says nothing of any one of them. The number of a case counts
    where there is no other. A GTIN that was changed before, by the owner or by a reading that was
    undone, is left as it is.

    Args:
        session: A session.
        reader: Id and version of the reader plug-in.
    """
    found = GtinsOnPhotos()
    empty = set(session.scalars(select(Product.id).where(Product.active, Product.gtin == "")))
    for product, gtins in _by_product(session, reader).items():
        if product not in empty:
            continue
        single = {gtin for gtin in gtins if not is_case(gtin)} or gtins
        if len(single) == 1:
            found.missing[product] = single.pop()
        else:
            found.differing.append(product)
    for product in _changed_before(session, list(found.missing)):
        del found.missing[product]
    return found


def _by_product(session: Session, reader: str) -> dict[int, set[str]]:
    rows = session.execute(
        select(ProductPhoto.photo_id, ProductPhoto.product_id, PhotoReading.results)
        .join(PhotoReading, PhotoReading.photo_id == ProductPhoto.photo_id)
        .join(Product, Product.id == ProductPhoto.product_id)
        .where(
            PhotoReading.reader == reader,
            cast(PhotoReading.results, String) != "[]",
            ProductPhoto.active,
            Product.active,
        )
    )
    gtins: dict[int, set[str]] = {}
    products: dict[int, set[int]] = defaultdict(set)
    for photo, product, results in rows:
        products[photo].add(product)
        gtins[photo] = {gtin for result in results if (gtin := _gtin(result))}
    by_product: dict[int, set[str]] = defaultdict(set)
    for photo, shown in products.items():
        if len(shown) == 1 and gtins[photo]:
            by_product[next(iter(shown))] |= gtins[photo]
    return by_product


def gtins_on_product(session: Session, product_id: int) -> tuple[str, ...]:
    """Returns the GTINs that any reader has found on a product's photos."""
    readings = session.scalars(
        select(PhotoReading.results)
        .join(ProductPhoto, ProductPhoto.photo_id == PhotoReading.photo_id)
        .where(ProductPhoto.product_id == product_id, ProductPhoto.active)
    )
    found = (_gtin(result) for results in readings for result in results)
    return tuple(dict.fromkeys(gtin for gtin in found if gtin))


def _gtin(result: Mapping[str, Any]) -> str:
    """Returns the GTIN of a reading that is certain enough, or nothing."""
    confidence = result.get("confidence")
    if confidence is not None and confidence < CERTAIN:
        return ""
    return gtin_of(str(result.get("kind", "")), str(result.get("text", "")))


def _changed_before(session: Session, products: list[int]) -> set[int]:
    """Returns the products of which an operation has changed the GTIN."""
    changed: set[int] = set()
    for chunk in chunks(products):
        rows = session.execute(
            select(Change.row_id, Change.before).where(
                Change.table == Product.__tablename__, Change.row_id.in_(chunk)
            )
        )
        changed |= {product for product, before in rows if "gtin" in before}
    return changed


def fill(scope: OperationScope, gtins: Mapping[int, str]) -> int:
    """Gives products the GTINs of their photos, unless they have got one meanwhile.

    Returns:
        The number of products that have one now.
    """
    rows = scope.session.scalars(
        select(Product).where(Product.id.in_(gtins), Product.active, Product.gtin == "")
    ).all()
    for row in rows:
        scope.change(row, gtin=gtins[row.id])
    search.index(scope.session, [row.id for row in rows])
    return len(rows)


def shared_gtins(
    session: Session, among: Collection[int] | None = None
) -> list[tuple[str, list[int]]]:
    """Returns the GTINs that several products have: probably the same product twice.

    Args:
        session: A session.
        among: Only those of which at least one product is among these; None for all.
    """
    owners: dict[str, list[int]] = defaultdict(list)
    rows = session.execute(
        select(Product.id, Product.gtin)
        .where(Product.active, Product.gtin != "")
        .order_by(Product.id)
    )
    shown: dict[str, str] = {}
    for product, gtin in rows:
        key = comparable(gtin)
        owners[key].append(product)
        shown.setdefault(key, gtin)
    wanted = None if among is None else set(among)
    return [
        (shown[key], products)
        for key, products in owners.items()
        if len(products) > 1 and (wanted is None or not wanted.isdisjoint(products))
    ]
