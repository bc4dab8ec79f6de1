"""Regrouping: several products become one, photos become products of their own or change theirs.

Each of these belongs to an operation, and is undone and restored with it as a whole. Labels and
fields follow the photos; suggestions are made anew, since `tagging.untagged` sees what has changed.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog import labels, products, search
from shelftag.catalog.database import chunks
from shelftag.catalog.models import LabelEvent, Operation, Photo, Product, ProductPhoto
from shelftag.catalog.scope import OperationScope
from shelftag_api.errors import ShelftagError

MERGE, SPLIT, MOVE, FIRST_PHOTO = "merge", "split", "move_photos", "first_photo"
"""The kinds of operation; the first two are the methods of label events too."""
_FILLED = (*(name for name in products.TEXT_FIELDS if name != "currency"), "quantity", "hint")


def merge(scope: OperationScope, product_ids: Sequence[int]) -> int:
    """Makes several products one.

    The first keeps its fields, and gets from the others, in their order, their photos, what it has
    no field value of, and the best label of all.

    Args:
        scope: The operation.
        product_ids: The product that stays, and those that become a part of it.

    Returns:
        The product that stays.

    Raises:
        ShelftagError: There are not two of them (``regrouping.one_product``), or one is not there
            any more (``product.unknown``).
    """
    rows = [_product(scope.session, product_id) for product_id in dict.fromkeys(product_ids)]
    if len(rows) < 2:
        raise ShelftagError("regrouping.one_product")
    target, *others = rows
    scope.params |= {"count": len(rows), "title": target.title or target.sku}
    photos = [link for other in others for link in _links(scope.session, other.id)]
    _place(scope, photos, target.id)
    for other in others:
        _fill(scope, target, other)
        scope.change(other, merged_into_id=target.id)
        other.active = False
    _take_labels(scope, target.id, [other.id for other in others])
    search.index(scope.session, [target.id])
    return target.id


def split(
    scope: OperationScope, product_id: int, photo_ids: Collection[int], *, together: bool = False
) -> list[int]:
    """Makes photos of a product new products: each its own, or all together one.

    They inherit title, brand and label, not what names one article: SKU, barcode, price, stock.

    Args:
        scope: The operation.
        product_id: The product; at least one photo stays with it.
        photo_ids: The photos that leave it.
        together: Whether they become one product.

    Returns:
        The new products, in viewing order.

    Raises:
        ShelftagError: The product is not there any more (``product.unknown``), a photo is not its
            (``regrouping.not_its_photo``), or none would be left (``regrouping.nothing_left``).
    """
    origin, leaving = _leaving(scope, product_id, photo_ids)
    scope.params |= {"count": len(leaving), "title": origin.title or origin.sku}
    made = []
    for links in [leaving] if together else [[link] for link in leaving]:
        row = Product(
            title=origin.title,
            brand=origin.brand,
            hint=origin.hint,
            operation_id=origin.operation_id,  # undone with what brought its photos in
            merged_into_id=origin.id,  # what it was until now, and is again once this is undone
        )
        scope.session.add(row)
        scope.change(row, merged_into_id=None)
        _place(scope, links, row.id)
        _take_labels(scope, row.id, [origin.id], method=SPLIT)
        made.append(row.id)
    search.index(scope.session, made)
    return made


def move_photos(
    scope: OperationScope, product_id: int, photo_ids: Collection[int], target_id: int
) -> None:
    """Moves photos of a product to another one, behind the photos that it has.

    Raises:
        ShelftagError: As `split`; both products are the same (``regrouping.one_product``).
    """
    target = _product(scope.session, target_id)
    origin, leaving = _leaving(scope, product_id, photo_ids)
    if origin.id == target.id:
        raise ShelftagError("regrouping.one_product")
    scope.params |= {"count": len(leaving), "title": target.title or target.sku}
    _place(scope, leaving, target.id)


def put_first(scope: OperationScope, product_id: int, photo_id: int) -> None:
    """Makes a photo the first of its product: the one that stands for it.

    Raises:
        ShelftagError: As `split`.
    """
    product = _product(scope.session, product_id)
    links = _links(scope.session, product_id)
    found = [link for link in links if link.photo_id == photo_id]
    if not found:
        raise ShelftagError("regrouping.not_its_photo")
    scope.params |= {"title": product.title or product.sku}
    if found[0] is not links[0]:
        scope.change(found[0], position=links[0].position - 1)


def photo_ids(session: Session, hashes: Collection[str]) -> list[int]:
    """Returns the photos with these SHA-256."""
    return list(session.scalars(select(Photo.id).where(Photo.sha256.in_(hashes))))


def _product(session: Session, product_id: int) -> Product:
    row = session.get(Product, product_id)
    if row is None or not row.active:
        raise ShelftagError("product.unknown")
    return row


def _links(session: Session, product_id: int) -> list[ProductPhoto]:
    """Returns the photos of a product in viewing order."""
    return list(
        session.scalars(
            select(ProductPhoto)
            .where(ProductPhoto.product_id == product_id, ProductPhoto.active)
            .order_by(ProductPhoto.position, ProductPhoto.photo_id)
        )
    )


def _leaving(
    scope: OperationScope, product_id: int, photo_ids: Collection[int]
) -> tuple[Product, list[ProductPhoto]]:
    """Returns a product, and the links of its photos that are to leave it."""
    product = _product(scope.session, product_id)
    links = _links(scope.session, product_id)
    wanted = set(photo_ids)
    leaving = [link for link in links if link.photo_id in wanted]
    if not leaving or len(leaving) < len(wanted):
        raise ShelftagError("regrouping.not_its_photo")
    if len(leaving) == len(links):
        raise ShelftagError("regrouping.nothing_left")
    return product, leaving


def _place(scope: OperationScope, links: Sequence[ProductPhoto], target_id: int) -> None:
    """Takes photos off their products and puts them behind those of another one."""
    there = _links(scope.session, target_id)
    shown = {link.photo_id for link in there}
    position = there[-1].position + 1 if there else 0
    for link in links:
        link.removed_operation_id, link.active = scope.id, False
        if link.photo_id in shown:
            continue
        shown.add(link.photo_id)
        scope.session.add(
            ProductPhoto(
                product_id=target_id,
                photo_id=link.photo_id,
                position=position,
                operation_id=scope.id,
            )
        )
        position += 1
    scope.session.flush()


def _fill(scope: OperationScope, target: Product, other: Product) -> None:
    """Fills empty fields of a product from another one; a price comes with its currency."""
    empty = ("", None)
    values = {
        name: getattr(other, name)
        for name in _FILLED
        if getattr(target, name) in empty and getattr(other, name) not in empty
    }
    if target.price is None and other.price is not None:
        values |= {"price": other.price, "currency": other.currency}
    scope.change(target, **values)


def _take_labels(
    scope: OperationScope, product_id: int, from_ids: Sequence[int], *, method: str = MERGE
) -> None:
    """Gives a product, in each field, the best label of others where it has none as good."""
    best = _best_labels(scope.session, [product_id, *from_ids])
    for field in {field for _, field in best}:
        own = best.get((product_id, field))
        found = [best[other, field] for other in from_ids if (other, field) in best]
        if not found:
            continue
        taken = max(found, key=lambda event: (event.rank, event.id))
        if own is None or own.rank < taken.rank:
            scope.session.add(
                LabelEvent(
                    operation_id=scope.id,
                    product_id=product_id,
                    field=field,
                    category_id=taken.category_id,
                    value=taken.value,
                    source=taken.source,
                    rank=taken.rank,
                    method=method,
                    model_version_id=taken.model_version_id,
                    confidence=taken.confidence,
                    suggested_category_id=taken.suggested_category_id,
                )
            )
    labels.refresh_ids(scope.session, [product_id])


def _best_labels(session: Session, product_ids: Sequence[int]) -> dict[tuple[int, str], LabelEvent]:
    """Returns the event that decides each field of products, where it says something."""
    best: dict[tuple[int, str], LabelEvent] = {}
    for chunk in chunks(product_ids):
        events = session.scalars(
            select(LabelEvent)
            .join(Operation, Operation.id == LabelEvent.operation_id)
            .where(LabelEvent.product_id.in_(chunk), Operation.retracted_at.is_(None))
            .order_by(LabelEvent.rank, LabelEvent.id)
        )
        best |= {(event.product_id, event.field): event for event in events}
    return {
        key: event for key, event in best.items() if event.category_id or event.value is not None
    }
