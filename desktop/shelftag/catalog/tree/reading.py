"""Reading the category tree: a snapshot of values, free of the session."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog.models import Category
from shelftag.catalog.tombstones import merged_categories

PATH_SEPARATOR = " > "
MAX_NAME = 300
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters that count as letters or signs, and show nothing."""
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
LIVE = Category.deleted.is_(False) & Category.merged_into_id.is_(None)
"""What is neither deleted nor a part of another category."""


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
    shopify_id: str | None = None

    @property
    def own_names(self) -> frozenset[str]:
        """Its name in all languages, for comparing with names that were typed."""
        return frozenset(name.casefold() for name in (self.name, *self.names.values()))

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

    def __init__(
        self, nodes: Mapping[int, CategoryNode], merged: Mapping[UUID, int] | None = None
    ) -> None:
        """Takes the nodes, and which of them hold the products of merged categories."""
        self.nodes = nodes
        self._children: dict[int | None, list[CategoryNode]] = {}
        for node in nodes.values():
            self._children.setdefault(node.parent_id, []).append(node)
        self._by_uuid = {
            uuid: nodes[holder] for uuid, holder in (merged or {}).items() if holder in nodes
        }
        self._by_uuid |= {node.uuid: node for node in nodes.values()}

    def children(self, category_id: int | None) -> list[CategoryNode]:
        """Returns the children of a category, or the departments for None."""
        return self._children.get(category_id, [])

    def is_leaf(self, category_id: int) -> bool:
        """Whether a category has no children."""
        return category_id not in self._children

    def by_uuid(self, uuid: UUID) -> CategoryNode | None:
        """Finds a category by its permanent id; for a merged one, that which holds its products."""
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
            wanted = tidy(name).casefold()
            below = self.children(node.id if node else None)
            node = next((child for child in below if wanted in child.own_names), None)
            if node is None:
                return None
        return node


def read_tree(session: Session) -> Tree:
    """Reads the tree; deleted and merged categories are left out."""
    rows = session.execute(
        select(
            Category.id, Category.uuid, Category.parent_id, Category.name, Category.names,
            Category.synonyms, Category.google_id, Category.shopify_id,
        )
        .where(LIVE)
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
                here, row.google_id, row.shopify_id,
            )  # fmt: skip
            add(row.id, here)

    add(None, ())
    return Tree(nodes, _merged_uuids(session))


def _merged_uuids(session: Session) -> dict[UUID, int]:
    merged = merged_categories(session)
    if not merged:
        return {}
    query = select(Category.id, Category.uuid).where(Category.merged_into_id.is_not(None))
    return {row.uuid: merged[row.id] for row in session.execute(query)}


def resolve(session: Session, category_id: int) -> int:
    """Follows the tombstones of merged categories to the one that holds the products now."""
    return merged_categories(session).get(category_id, category_id)


def is_broken(session: Session, category_ids: Collection[int]) -> bool:
    """Whether categories, or those right below, hang on nothing or share a name with a sibling.

    What undo and redo, in an order of the owner's liking, might leave behind.
    """
    tree, touched = read_tree(session), set(category_ids)
    alive = session.execute(select(Category.id, Category.parent_id).where(LIVE))
    lost = (row for row in alive if row.id not in tree.nodes)
    if any(touched & {row.id, row.parent_id} for row in lost):
        return True
    shown = touched & tree.nodes.keys()
    for parent_id in {tree.nodes[category_id].parent_id for category_id in shown}:
        named: dict[str, int] = {}
        for node in tree.children(parent_id):
            for name in node.own_names:
                other = named.setdefault(name, node.id)
                if other != node.id and touched & {other, node.id}:
                    return True
    return False


def tidy(name: str) -> str:
    """Returns a name with single spaces and composed accents (macOS gives folders others).

    Invisible characters at its ends go; a name of nothing else is empty. Inside a name they may
    matter: they join the parts of emoji, and letters of Persian and Indian scripts.
    """
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    if all(_is_invisible(one) for one in plain):
        return ""
    first = next(place for place, one in enumerate(plain) if not _is_invisible(one))
    end = len(plain)
    while _is_invisible(plain[end - 1]) and not _completes_emoji(plain[end - 1]):
        end -= 1
    return plain[first:end]


def _is_invisible(one: str) -> bool:
    """Whether a character shows nothing: a space, a control or format character, a filler."""
    return (
        one.isspace()
        or one in _FILLERS
        or _completes_emoji(one)
        or unicodedata.category(one) in ("Cc", "Cf")
    )


def _completes_emoji(one: str) -> bool:
    """Whether a character says how the one before it looks, as at the end of a flag or a heart."""
    return one in _SELECTORS or "\U000e0020" <= one <= "\U000e007f"
