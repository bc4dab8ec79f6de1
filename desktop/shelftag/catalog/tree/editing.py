"""Changing the category tree by hand: add, rename, move, reorder, delete, map to a taxonomy."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shelftag.catalog import labels
from shelftag.catalog.database import chunks
from shelftag.catalog.models import Category, Product
from shelftag.catalog.scope import OperationScope
from shelftag.catalog.tree.reading import LIVE, MAX_NAME, read_tree, tidy
from shelftag_api.errors import ShelftagError


def add_category(scope: OperationScope, name: str, parent_id: int | None) -> int:
    """Adds a category, the last among its siblings.

    Raises:
        ShelftagError: The name is empty, too long, or taken among its siblings in any language;
            the parent does not exist.
    """
    if parent_id is not None:
        existing(scope.session, parent_id)
    name = _checked_name(scope.session, name, parent_id, except_id=None)
    row = Category(
        name=name,
        parent_id=parent_id,
        position=next_position(scope.session, parent_id),
        names={},
        synonyms=[],
    )
    scope.created(row)
    scope.params["name"] = name
    return row.id


def ensure_path(scope: OperationScope, path: Iterable[str]) -> int:
    """Finds a category by its path of names and adds what is missing."""
    tree = read_tree(scope.session)
    found: tuple[str, ...] = ()
    parent: int | None = None
    for name in path:
        found = (*found, name)
        node = tree.find(found)
        parent = add_category(scope, name, parent) if node is None else node.id
    if parent is None:
        raise ShelftagError("category.empty_name")
    return parent


def rename_category(scope: OperationScope, category_id: int, name: str) -> None:
    """Renames a category; the starter's translations of the old name go.

    Raises:
        ShelftagError: As for `add_category`.
    """
    row = existing(scope.session, category_id)
    name = _checked_name(scope.session, name, row.parent_id, except_id=row.id)
    scope.params |= {"old": row.name, "name": name}
    scope.change(row, name=name, names={})


def move_category(
    scope: OperationScope, category_id: int, parent_id: int | None, before_id: int | None = None
) -> None:
    """Moves a category, with all below it, to another place.

    Args:
        scope: The operation.
        category_id: The category.
        parent_id: The category below which it goes; None makes it a department.
        before_id: The sibling before which it goes there; None puts it last.

    Raises:
        ShelftagError: It would lie below itself (``category.into_itself``), a category there has
            its name (``category.name_taken_there``), it is there already (``category.same_place``),
            or one of them does not exist any more (``category.unknown``).
    """
    row = existing(scope.session, category_id)
    tree = read_tree(scope.session)
    node = tree.nodes[row.id]
    scope.params["name"] = row.name
    if parent_id is not None:
        parent = existing(scope.session, parent_id)
        if row.id in tree.nodes[parent.id].path:
            raise ShelftagError("category.into_itself", name=row.name, parent=parent.name)
    siblings = [sibling for sibling in tree.children(parent_id) if sibling.id != row.id]
    for sibling in siblings:
        if sibling.own_names & node.own_names:
            raise ShelftagError("category.name_taken_there", name=row.name)
    order = [sibling.id for sibling in siblings]
    if before_id is not None and before_id not in order:
        raise ShelftagError("category.unknown")
    order.insert(order.index(before_id) if before_id is not None else len(order), row.id)
    if order == [sibling.id for sibling in tree.children(parent_id)]:
        raise ShelftagError("category.same_place", name=row.name)
    scope.change(row, parent_id=parent_id)
    _put_in_order(scope, order)


def delete_category(
    scope: OperationScope, category_id: int, *, with_products: bool = False
) -> None:
    """Deletes a category.

    Args:
        scope: The operation.
        category_id: The category.
        with_products: Whether one that is not empty is deleted too, with all below it. Its products
            move to the category above; where there is none, they wait for review again.

    Raises:
        ShelftagError: It holds categories or labelled products (``category.not_empty``).
    """
    session = scope.session
    row = existing(session, category_id)
    gone = read_tree(session).subtree(row.id)
    products = subtree_products(session, gone)
    scope.params |= {"name": row.name, "count": len(products)}
    full = len(gone) > 1 or bool(products)
    if full and not with_products:
        raise ShelftagError("category.not_empty", name=row.name)
    if full and row.parent_id is None:
        labels.take_back(scope, products)
    how = {"merged_into_id": row.parent_id} if full and row.parent_id else {"deleted": True}
    for gone_id in reversed(gone):  # children first: so they can be deleted again after an undo
        scope.change(session.get_one(Category, gone_id), **how)
    labels.refresh_shelves(session, gone)


def subtree_products(session: Session, category_ids: Collection[int]) -> list[int]:
    """Returns the products that are labelled with one of some categories."""
    found: list[int] = []
    for chunk in chunks(list(category_ids)):
        held = select(Product.id).where(Product.category_id.in_(chunk), Product.active)
        found += session.scalars(held)
    return found


def map_categories(
    scope: OperationScope,
    *,
    google: Mapping[int, int | None] | None = None,
    shopify: Mapping[int, str | None] | None = None,
) -> None:
    """Says which categories of Google's or Shopify's taxonomy the shop's own ones are.

    Args:
        scope: The operation.
        google: Google's ids by category; None takes one away.
        shopify: Shopify's codes by category, for example ``aa-1-2``; None takes one away.
    """
    for category_id in {*(google or {}), *(shopify or {})}:
        existing(scope.session, category_id)
    changed = scope.change_each(
        Category, {key: {"google_id": value} for key, value in (google or {}).items()}
    )
    changed += scope.change_each(
        Category, {key: {"shopify_id": value} for key, value in (shopify or {}).items()}
    )
    scope.params["count"] = len(set(changed))


def existing(session: Session, category_id: int) -> Category:
    """Returns a category that is neither deleted nor merged.

    Raises:
        ShelftagError: It is not there any more (``category.unknown``).
    """
    row = session.get(Category, category_id)
    if row is None or row.deleted or row.merged_into_id is not None:
        raise ShelftagError("category.unknown")
    return row


def next_position(session: Session, parent_id: int | None) -> int:
    """Returns the position behind all children of a category."""
    siblings = select(func.max(Category.position)).where(Category.parent_id == parent_id, LIVE)
    last = session.scalar(siblings)
    return 0 if last is None else last + 1


def _put_in_order(scope: OperationScope, category_ids: Sequence[int]) -> None:
    """Gives siblings their order, changing as few positions as that needs."""
    rows = [scope.session.get_one(Category, category_id) for category_id in category_ids]
    last = -1
    for row, place in zip(rows, sorted(row.position for row in rows), strict=True):
        last = max(place, last + 1)
        scope.change(row, position=last)


def _checked_name(
    session: Session, name: str, parent_id: int | None, *, except_id: int | None
) -> str:
    """Returns the name without surrounding space, if it may be used there."""
    name = tidy(name)
    if not name:
        raise ShelftagError("category.empty_name")
    if len(name) > MAX_NAME:
        raise ShelftagError("category.long_name", limit=MAX_NAME)
    if ">" in name:
        raise ShelftagError("category.separator_in_name")
    for sibling in read_tree(session).children(parent_id):
        if sibling.id != except_id and name.casefold() in sibling.own_names:
            raise ShelftagError("category.name_taken", name=name)
    return name
