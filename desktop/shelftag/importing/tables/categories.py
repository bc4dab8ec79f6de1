"""Category cells: paths, lists of paths, and the numbers of Google's taxonomy."""

import re
from collections.abc import Sequence

from shelftag.catalog.tree import MAX_NAME, Tree, tidy
from shelftag.importing.tables.fields import simple
from shelftag.importing.tables.mapping import CATEGORY_SEPARATORS
from shelftag_api.errors import ShelftagError

_SHOPIFY_CODE = re.compile(r"(gid://shopify/TaxonomyCategory/)?[a-z]{2}(-\d+)+")
_LIST_COLUMNS = frozenset(map(simple, ("Categories", "Kategorien", "Categorías", "Catégories")))
"""Columns as WooCommerce calls them: they hold lists."""
CategoryPath = tuple[str, ...]


class CategoryFinder:
    """Finds the categories that cells name.

    Attributes:
        made: Categories that were made since, by their path.
    """

    def __init__(self, tree: Tree, separator: str, column: str) -> None:
        """Prepares the search.

        Args:
            tree: The shop's categories.
            separator: Between the names of a path.
            column: The column's name: some hold lists.
        """
        self._tree = tree
        self._separator = separator
        self._is_list = simple(column) in _LIST_COLUMNS
        self._known: dict[str, int | CategoryPath] = {}
        self.made: dict[CategoryPath, int] = {}

    def find(self, text: str) -> int | CategoryPath:
        """Returns the id of a category, or the path of one that is to be made.

        Raises:
            ShelftagError: The name is that of several categories, too long, or a number or code of
                another taxonomy that the shop's tree does not have.
        """
        if text not in self._known:
            self._known[text] = self._find(text)
        return self._known[text]

    def exists(self, path: CategoryPath) -> bool:
        """Whether there is a category with this path."""
        return self._tree.find(path) is not None

    def _find(self, text: str) -> int | CategoryPath:
        if text.isdigit() or _SHOPIFY_CODE.fullmatch(text):
            code = text.rpartition("/")[2]
            for known in self._tree.nodes.values():
                if code in (str(known.google_id), known.shopify_id):
                    return known.id
            raise ShelftagError("tables.unknown_code", value=text)
        path = self.path(text)
        if not path:
            raise ShelftagError("category.empty_name")
        if any(len(name) > MAX_NAME for name in path):
            raise ShelftagError("category.long_name", limit=MAX_NAME)
        node = self._tree.find(path)
        if node is not None:
            return node.id
        return path if len(path) > 1 else self._by_name(path)

    def _by_name(self, path: CategoryPath) -> int | CategoryPath:
        """Finds a category that is named without its path."""
        wanted = path[0].casefold()
        same = [
            node.id
            for node in self._tree.nodes.values()
            if wanted in {name.casefold() for name in (node.name, *node.names.values())}
        ]
        if len(same) > 1:
            raise ShelftagError("category.ambiguous", name=path[0])
        return same[0] if same else path

    def path(self, text: str) -> CategoryPath:
        """Cuts a cell into the names of a path; of a list, the deepest one counts."""
        listed = re.split(r"(?<!\\),", text)
        paths = [self._split(part.replace("\\,", ",")) for part in listed]
        if len(listed) > 1 and (self._is_list or all(len(path) > 1 for path in paths)):
            return max(paths, key=len)
        return self._split(text)

    def _split(self, text: str) -> CategoryPath:
        names = (tidy(name) for name in text.split(self._separator))
        return tuple(name.replace(">", "›") for name in names if name)


def guess_separator(texts: Sequence[str]) -> str:
    """Tells what stands between the names of category paths."""
    for separator in CATEGORY_SEPARATORS:
        if 3 * sum(separator in text for text in texts) >= len(texts) > 0:
            return separator
    return CATEGORY_SEPARATORS[0]
