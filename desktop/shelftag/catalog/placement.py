"""Which photos show which product: derived from what operations said, whichever of them count.

A photo that is moved leaves a link that an operation ended and one that the same operation began.
Undoing and restoring steps must never leave a photo on no product, or on two by mistake: a step is
refused where a later one has moved on what it placed.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from shelftag.catalog.database import chunks
from shelftag.catalog.models import Operation, PhotoFile, Product, ProductPhoto

_COUNTS = select(Operation.id).where(Operation.retracted_at.is_(None))


def shown_files(root_id: int) -> Select[str, int, int]:
    """Asks which products the files of a source folder show: path, photo and product of each."""
    return (
        select(PhotoFile.relative_path, PhotoFile.photo_id, Product.id)
        .join(ProductPhoto, ProductPhoto.photo_id == PhotoFile.photo_id)
        .join(Product, Product.id == ProductPhoto.product_id)
        .where(PhotoFile.root_id == root_id, PhotoFile.active, ProductPhoto.active, Product.active)
    )


def refresh_products(session: Session, condition: ColumnElement[bool]) -> None:
    """Derives anew which products are shown: made by what counts, and no part of another one."""
    session.execute(
        update(Product)
        .where(condition)
        .values(active=and_(Product.operation_id.in_(_COUNTS), Product.merged_into_id.is_(None))),
        execution_options={"synchronize_session": False},
    )
    session.expire_all()


def refresh_links(session: Session, operation_id: int) -> None:
    """Derives anew which photos that an operation put on products, or took off, are shown."""
    put_on, taken_off = ProductPhoto.operation_id, ProductPhoto.removed_operation_id
    shown = and_(put_on.in_(_COUNTS), or_(taken_off.is_(None), taken_off.not_in(_COUNTS)))
    session.execute(
        update(ProductPhoto)
        .where(or_(put_on == operation_id, taken_off == operation_id))
        .values(active=shown)
    )


def moved_on(session: Session, operation_id: int) -> bool:
    """Whether a later step moved photos between what an operation placed and anything else.

    Photos that were moved among the products of one import are undone with it as a whole.
    """
    old, new = aliased(ProductPhoto), aliased(ProductPhoto)
    left, reached = aliased(Product), aliased(Product)
    was_its = or_(old.operation_id == operation_id, left.operation_id == operation_id)
    moves = (
        select(old.id)
        .join(new, and_(new.operation_id == old.removed_operation_id, new.photo_id == old.photo_id))
        .join(left, left.id == old.product_id)
        .join(reached, reached.id == new.product_id)
        .where(
            new.operation_id != operation_id,
            new.operation_id.in_(_COUNTS),
            was_its != (reached.operation_id == operation_id),
        )
    )
    joined = (
        select(left.id)
        .join(reached, reached.id == left.merged_into_id)
        .where(
            reached.operation_id == operation_id,
            left.operation_id != operation_id,
            left.operation_id.in_(_COUNTS),
        )
    )
    return any(session.scalar(found.limit(1)) is not None for found in (moves, joined))


def can_move_again(session: Session, operation_id: int) -> bool:
    """Whether the photos that an undone step had moved are where it found them."""
    old, left = aliased(ProductPhoto), aliased(Product)
    ended = old.removed_operation_id == operation_id
    if session.scalar(select(old.id).where(ended).limit(1)) is None:
        return True
    ready = (
        select(old.photo_id)
        .join(left, left.id == old.product_id)
        .where(ended, old.active, left.active)
    )
    lost = select(ProductPhoto.id).where(
        ProductPhoto.operation_id == operation_id, ProductPhoto.photo_id.not_in(ready)
    )
    return session.scalar(lost.limit(1)) is None


def strands(session: Session, operation_id: int, product_ids: Sequence[int]) -> bool:
    """Whether undoing or restoring a step has left something that nobody finds any more.

    Args:
        session: The session in which it was undone or restored.
        operation_id: The step.
        product_ids: Products whose columns it changed.

    Returns:
        Whether one of the step's products is part of one that is not shown, though what brought it
        in counts; is part of another and still has photos; or is shown and has lost all photos.
    """
    linked = session.scalars(
        select(ProductPhoto.product_id).where(
            or_(
                ProductPhoto.operation_id == operation_id,
                ProductPhoto.removed_operation_id == operation_id,
            )
        )
    )
    whole, link = aliased(Product), aliased(ProductPhoto)
    links = exists().where(link.product_id == Product.id).correlate(Product)
    has_photos = links.where(link.active)
    bad = or_(
        and_(Product.operation_id.in_(_COUNTS), whole.id.is_not(None), ~whole.active),
        and_(Product.merged_into_id.is_not(None), has_photos),
        and_(Product.active, links, ~has_photos),
    )
    found = select(Product.id).outerjoin(whole, whole.id == Product.merged_into_id).where(bad)
    return any(
        session.scalar(found.where(Product.id.in_(chunk)).limit(1)) is not None
        for chunk in chunks(list({*product_ids, *linked}))
    )


def products_of_groups(session: Session, group_keys: Sequence[str]) -> dict[str, int]:
    """Returns the shown product of each group of files, also where it became a part of another."""
    found: dict[str, int] = {}
    for chunk in chunks(group_keys):
        rows = session.execute(
            select(Product.group_key, Product.id, Product.merged_into_id).where(
                Product.group_key.in_(chunk), Product.operation_id.in_(_COUNTS)
            )
        )
        for key, product_id, merged_into in rows:
            whole = product_id if merged_into is None else _whole(session, merged_into)
            if whole is not None:
                found[key] = whole
    return found


def _whole(session: Session, product_id: int) -> int | None:
    """Returns the shown product that a product has become a part of, or None."""
    row = session.get(Product, product_id)
    while row is not None and row.merged_into_id is not None:
        row = session.get(Product, row.merged_into_id)
    return row.id if row is not None and row.active else None
