"""Growing the category tree from ready-made ones: the starter's, Google's, Shopify's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from shelftag.catalog.models import Category
from shelftag.catalog.scope import OperationScope
from shelftag.catalog.tree.editing import next_position
from shelftag.catalog.tree.reading import CategoryNode, Tree, read_tree

CategoryPath = tuple[str, ...]


@dataclass(frozen=True)
class NewCategory:
    """A category of a ready-made tree, for `plant`."""

    uuid: UUID
    parent: UUID | None
    name: str
    names: Mapping[str, str]
    synonyms: tuple[str, ...]
    google_id: int | None


def plant(scope: OperationScope, categories: Iterable[NewCategory]) -> None:
    """Adds a ready-made tree, parents before children, keeping its permanent ids."""
    ids: dict[UUID, int] = {}
    for position, category in enumerate(categories):
        row = Category(
            uuid=category.uuid,
            parent_id=ids[category.parent] if category.parent else None,
            name=category.name,
            names=dict(category.names),
            synonyms=list(category.synonyms),
            google_id=category.google_id,
            position=position,
        )
        scope.created(row)
        ids[category.uuid] = row.id
    scope.params["count"] = len(ids)


@dataclass(frozen=True)
class Branch:
    """A category of a taxonomy, for `graft`.

    Attributes:
        path: Names from the department down.
        google_id: Google's number, or None.
        shopify_id: Shopify's code, or None.
    """

    path: CategoryPath
    google_id: int | None = None
    shopify_id: str | None = None

    @property
    def ids(self) -> dict[str, int | str]:
        """Its ids by column, those that it has."""
        both = {"google_id": self.google_id, "shopify_id": self.shopify_id}
        return {name: value for name, value in both.items() if value is not None}


@dataclass(frozen=True)
class GraftPlan:
    """What a taxonomy would bring to a tree.

    Attributes:
        known: Categories of the shop by their path in the taxonomy.
        new: What is missing, parents before children.
        numbered: Of those known, the ones that would get an id: values by category and column.
    """

    known: Mapping[CategoryPath, int]
    new: Sequence[Branch]
    numbered: Mapping[int, Mapping[str, int | str]]


def plan_graft(tree: Tree, branches: Sequence[Branch]) -> GraftPlan:
    """Finds out what of a taxonomy a tree has already.

    A category is the taxonomy's where it has the same name or the same id below the same parent,
    or both wherever it is: the owner may have renamed or moved it. The same id alone does not do:
    a shop's jeans and chinos may both be the taxonomy's trousers.

    Args:
        tree: The shop's categories.
        branches: The taxonomy's, parents before children.
    """
    children: dict[tuple[int | None, object], CategoryNode] = {}
    anywhere: dict[tuple[str, object], CategoryNode] = {}
    for node in tree.nodes.values():
        ids = [i for i in (node.google_id, node.shopify_id) if i is not None]
        for key in (*node.own_names, *ids):
            children.setdefault((node.parent_id, key), node)
        for name in node.own_names:
            for key in ids:
                anywhere.setdefault((name, key), node)
    known: dict[CategoryPath, int] = {}
    new: list[Branch] = []
    numbered: dict[int, dict[str, int | str]] = {}
    for branch in branches:
        name, above = branch.path[-1].casefold(), branch.path[:-1]
        found: CategoryNode | None = None
        if not above or above in known:
            parent = known.get(above)
            keys = (*branch.ids.values(), name)
            found = next((n for key in keys if (n := children.get((parent, key)))), None)
        for key in branch.ids.values():
            found = found or anywhere.get((name, key))
        if found is None:
            new.append(branch)
            continue
        known[branch.path] = found.id
        missing = {c: v for c, v in branch.ids.items() if getattr(found, c) is None}
        if missing:
            numbered.setdefault(found.id, missing)
    return GraftPlan(known, new, numbered)


def graft(scope: OperationScope, branches: Sequence[Branch]) -> GraftPlan:
    """Adds what a tree lacks of a taxonomy, and the ids that known categories lack.

    Args:
        scope: The operation.
        branches: Categories of the taxonomy with all those above them, parents before children.
    """
    plan = plan_graft(read_tree(scope.session), branches)
    ids = dict(plan.known)
    positions: dict[int | None, int] = {}
    for _, level in groupby(sorted(plan.new, key=_depth), key=_depth):
        made = list(level)
        rows = []
        for branch in made:
            parent = ids[branch.path[:-1]] if len(branch.path) > 1 else None
            if parent not in positions:
                positions[parent] = next_position(scope.session, parent)
            rows.append(_columns(branch, parent, positions[parent]))
            positions[parent] += 1
        new_ids = scope.created_each(Category, rows)
        ids |= zip((branch.path for branch in made), new_ids, strict=True)
    scope.change_each(Category, plan.numbered)
    scope.params["count"] = len(plan.new)
    return plan


def _depth(branch: Branch) -> int:
    return len(branch.path)


def _columns(branch: Branch, parent_id: int | None, position: int) -> dict[str, Any]:
    """Returns the row of a new category."""
    return {
        "name": branch.path[-1],
        "names": {},
        "synonyms": [],
        "parent_id": parent_id,
        "position": position,
        "google_id": branch.google_id,
        "shopify_id": branch.shopify_id,
    }
