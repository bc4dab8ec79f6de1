"""The category tree: reading it, changing it, and starting with one."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog import labels
from shelftag.catalog.models import Category, Product
from shelftag.catalog.scope import OperationScope
from shelftag_api.errors import ShelftagError

PATH_SEPARATOR = " > "
MAX_NAME = 300


@dataclass(frozen=True)
class CategoryNode:
    """A category as the program uses it: a value, free of the session.

    Attributes:
        path: Ids from the department down to the category itself.
    """

    id: int
    uuid: UUID
    parent_id: int | None
    name: str
    names: Mapping[str, str]
    synonyms: tuple[str, ...]
    path: tuple[int, ...]
    google_id: int | None

    @property
    def words(self) -> tuple[str, ...]:
        """All names by which the category is known: its own, translations, synonyms."""
        return tuple(dict.fromkeys((self.name, *self.names.values(), *self.synonyms)))

    def label(self, language: str = "en") -> str:
        """Returns the name in a language, where the owner has not chosen an own one."""
        return self.names.get(language, self.name)


class Tree:
    """A snapshot of the whole tree.

    Attributes:
        nodes: By id, parents before children, siblings in their order.
    """

    def __init__(self, nodes: Mapping[int, CategoryNode]) -> None:
        self.nodes = nodes
        self._children: dict[int | None, list[CategoryNode]] = {}
        for node in nodes.values():
            self._children.setdefault(node.parent_id, []).append(node)
        self._by_uuid = {node.uuid: node for node in nodes.values()}

    def children(self, category_id: int | None) -> list[CategoryNode]:
        """Returns the children of a category, or the departments for None."""
        return self._children.get(category_id, [])

    def is_leaf(self, category_id: int) -> bool:
        """Whether a category has no children."""
        return category_id not in self._children

    def by_uuid(self, uuid: UUID) -> CategoryNode | None:
        """Finds a category by its permanent id."""
        return self._by_uuid.get(uuid)

    def subtree(self, category_id: int) -> list[int]:
        """Returns the ids of a category and everything below it."""
        return [node.id for node in self.nodes.values() if category_id in node.path]

    def path_names(self, category_id: int, language: str = "en") -> tuple[str, ...]:
        """Returns the names from the department down."""
        return tuple(self.nodes[i].label(language) for i in self.nodes[category_id].path)

    def path_text(self, category_id: int | None, language: str = "en") -> str:
        """Returns the path as one line, for example ``Food > Fruit``; empty for none."""
        if category_id is None or category_id not in self.nodes:
            return ""
        return PATH_SEPARATOR.join(self.path_names(category_id, language))

    def find(self, path: Iterable[str]) -> CategoryNode | None:
        """Finds a category by its path of names, in any language and case."""
        node: CategoryNode | None = None
        for name in path:
            wanted = _tidy(name).casefold()
            node = next(
                (
                    child
                    for child in self.children(node.id if node else None)
                    if wanted in {n.casefold() for n in (child.name, *child.names.values())}
                ),
                None,
            )
            if node is None:
                return None
        return node


def read_tree(session: Session) -> Tree:
    """Reads the tree; deleted and merged categories are left out."""
    rows = session.execute(
        select(
            Category.id, Category.uuid, Category.parent_id, Category.name, Category.names,
            Category.synonyms, Category.google_id,
        )
        .where(Category.deleted.is_(False), Category.merged_into_id.is_(None))
        .order_by(Category.position, Category.id)
    )  # fmt: skip
    children: dict[int | None, list[Any]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    nodes: dict[int, CategoryNode] = {}

    def add(parent: int | None, path: tuple[int, ...]) -> None:
        for row in children.get(parent, []):
            here = (*path, row.id)
            nodes[row.id] = CategoryNode(
                row.id, row.uuid, row.parent_id, row.name, dict(row.names), tuple(row.synonyms),
                here, row.google_id,
            )  # fmt: skip
            add(row.id, here)

    add(None, ())
    return Tree(nodes)


def resolve(session: Session, category_id: int) -> int:
    """Follows the tombstones of merged categories to the one that holds the products now."""
    for _ in range(100):
        target = session.scalar(select(Category.merged_into_id).where(Category.id == category_id))
        if target is None:
            return category_id
        category_id = target
    raise ShelftagError("category.cycle")


def add_category(scope: OperationScope, name: str, parent_id: int | None) -> int:
    """Adds a category.

    Raises:
        ShelftagError: The name is empty, too long, or taken among its siblings in any language;
            the parent does not exist.
    """
    if parent_id is not None:
        _existing(scope.session, parent_id)
    name = _checked_name(scope.session, name, parent_id, except_id=None)
    row = Category(
        name=name,
        parent_id=parent_id,
        position=len(read_tree(scope.session).children(parent_id)),
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
    row = _existing(scope.session, category_id)
    name = _checked_name(scope.session, name, row.parent_id, except_id=row.id)
    scope.params |= {"old": row.name, "name": name}
    scope.change(row, name=name, names={})


def delete_category(scope: OperationScope, category_id: int) -> None:
    """Deletes an empty category.

    Raises:
        ShelftagError: It has sub-categories or labelled products (``category.not_empty``).
    """
    row = _existing(scope.session, category_id)
    used = scope.session.scalar(
        select(Product.id).where(Product.category_id == row.id, Product.active).limit(1)
    )
    if used or read_tree(scope.session).children(row.id):
        raise ShelftagError("category.not_empty", name=row.name)
    scope.params["name"] = row.name
    scope.change(row, deleted=True)
    labels.refresh_shelves(scope.session, [row.id])


def _existing(session: Session, category_id: int) -> Category:
    row = session.get(Category, category_id)
    if row is None or row.deleted:
        raise ShelftagError("category.unknown")
    return row


def _checked_name(
    session: Session, name: str, parent_id: int | None, *, except_id: int | None
) -> str:
    """Returns the name without surrounding space, if it may be used there."""
    name = _tidy(name)
    if not name:
        raise ShelftagError("category.empty_name")
    if len(name) > MAX_NAME:
        raise ShelftagError("category.long_name", limit=MAX_NAME)
    if ">" in name:
        raise ShelftagError("category.separator_in_name")
    for sibling in read_tree(session).children(parent_id):
        taken = {n.casefold() for n in (sibling.name, *sibling.names.values())}
        if sibling.id != except_id and name.casefold() in taken:
            raise ShelftagError("category.name_taken", name=name)
    return name


def _tidy(name: str) -> str:
    """Returns a name with single spaces and composed accents (macOS gives folders others)."""
    return " ".join(unicodedata.normalize("NFC", name).split())


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
