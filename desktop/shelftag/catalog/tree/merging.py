"""Merging categories: labels keep their history, and count for the category that stays."""

from sqlalchemy import select

from shelftag.catalog import labels
from shelftag.catalog.models import Category
from shelftag.catalog.scope import OperationScope
from shelftag.catalog.tree.editing import existing, next_position, subtree_products
from shelftag.catalog.tree.reading import LIVE, read_tree
from shelftag_api.errors import ShelftagError


def merge_category(scope: OperationScope, category_id: int, target_id: int) -> None:
    """Makes a category a part of another one.

    Its sub-categories merge with those of the same name there, and move there where there are
    none. Its names become synonyms of the target, which takes over Google's and Shopify's id where
    it has none.

    Args:
        scope: The operation.
        category_id: The category that goes.
        target_id: The one that stays.

    Raises:
        ShelftagError: They are the same (``category.merge_with_itself``), the target lies below the
            category (``category.merge_below``), or one is not there any more
            (``category.unknown``).
    """
    session = scope.session
    row, target = existing(session, category_id), existing(session, target_id)
    if row.id == target.id:
        raise ShelftagError("category.merge_with_itself", name=row.name)
    tree = read_tree(session)
    if row.id in tree.nodes[target.id].path:
        raise ShelftagError("category.merge_below", name=row.name, target=target.name)
    products = subtree_products(session, tree.subtree(row.id))
    scope.params |= {"name": row.name, "target": target.name, "count": len(products)}
    merged: list[int] = []
    _merge(scope, row, target, merged)
    holders = {session.get_one(Category, gone).merged_into_id for gone in merged}
    labels.refresh_shelves(session, [*merged, *(holder for holder in holders if holder)])


def _merge(scope: OperationScope, row: Category, target: Category, merged: list[int]) -> None:
    """Merges two categories, and so on with what is below them.

    The one that goes leaves the tree first, so that it is not taken for a sub-category of the
    target while others are compared with those.
    """
    scope.change(row, merged_into_id=target.id)
    merged.append(row.id)
    words = dict.fromkeys((*target.synonyms, row.name, *row.names.values(), *row.synonyms))
    own = {target.name, *target.names.values()}
    scope.change(
        target,
        synonyms=[word for word in words if word not in own],
        google_id=target.google_id or row.google_id,
        shopify_id=target.shopify_id or row.shopify_id,
    )
    for child in _children(scope, row):
        same = next(
            (other for other in _children(scope, target) if _named_alike(child, other)), None
        )
        if same is not None:
            _merge(scope, child, same, merged)
        else:
            position = next_position(scope.session, target.id)
            scope.change(child, parent_id=target.id, position=position)


def _children(scope: OperationScope, row: Category) -> list[Category]:
    below = select(Category).where(Category.parent_id == row.id, LIVE)
    return list(scope.session.scalars(below.order_by(Category.position, Category.id)))


def _named_alike(first: Category, second: Category) -> bool:
    """Whether two categories have a name in common, in any language and case."""
    names, others = (
        {name.casefold() for name in (row.name, *row.names.values())} for row in (first, second)
    )
    return bool(names & others)
