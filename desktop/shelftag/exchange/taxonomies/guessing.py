"""Guesses which categories of a taxonomy the shop's own ones are, by their names."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from shelftag.catalog import search
from shelftag.catalog.tree import Branch, CategoryNode, Tree
from shelftag_api.names import singular
from shelftag_api.progress import Progress

Words = frozenset[str]
Names = Mapping[Words, float]
"""The names by which a category can be known, with how much each counts."""
_IGNORED = frozenset(
    ["and", "or", "for", "of", "the", "with", "und", "oder", "für", "mit", "et", "ou", "pour", "de"]
)
_PARTS = re.compile(r"\s*(?:&|,|/|、|，|与|和|\band\b|\bund\b|\bet\b)\s*", re.IGNORECASE)
_FIRST_PART, _OTHER_PART, _SYNONYM = 0.94, 0.88, 0.85
"""What a part of a name counts (“Socks” of “Socks & tights”), and a synonym, to the whole."""
_PARTLY = 0.8
"""What names count at most that have only some words in common."""
_LEAST = 0.3
"""Worse guesses are not worth the owner's reading."""
_PROGRESS_EVERY = 100
_REMEMBERED = 50_000


@dataclass(frozen=True)
class MappingGuess:
    """What a category may be in a taxonomy.

    Attributes:
        category_id: The shop's category.
        branch: The taxonomy's, as its place in the list.
        confidence: From 0 to 1. Of the starter's 233 categories that were mapped to Google's by
            hand, guesses of at least 0.7 (half of all) meet the very category in 80 % of cases, and
            one above or below it in another 16 %.
    """

    category_id: int
    branch: int
    confidence: float


def guess_mapping(
    tree: Tree, branches: Sequence[Branch]
) -> Generator[Progress, None, list[MappingGuess]]:
    """Guesses a mapping.

    The same path is as good as sure. Else the last name counts, as a whole, in parts and by its
    synonyms, and how much the names above have in common; and below what a category above was
    guessed to be, others are rather looked for.

    Args:
        tree: The shop's categories.
        branches: The taxonomy's.

    Returns:
        At most one guess for each category of the shop, in the tree's order.
    """
    index = _Index(branches)
    guesses: dict[int, MappingGuess] = {}
    for count, node in enumerate(tree.nodes.values()):
        if count % _PROGRESS_EVERY == 0:
            yield Progress("phase.map", count, len(tree.nodes))
        above = guesses.get(node.parent_id or 0)
        found = index.best(tree, node, branches[above.branch] if above else None)
        if found is not None:
            guesses[node.id] = MappingGuess(node.id, *found)
    return list(guesses.values())


class _Index:
    """The taxonomy's categories by the words of their names."""

    def __init__(self, branches: Sequence[Branch]) -> None:
        self._branches = branches
        self._leaves = [_named(branch.path[-1]) for branch in branches]
        self._above = [frozenset().union(*map(_words, branch.path[:-1])) for branch in branches]
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._paths: dict[tuple[Words, ...], int] = {}
        for place, branch in enumerate(branches):
            self._paths.setdefault(tuple(map(_words, branch.path)), place)
            for words in self._leaves[place]:
                for word in words:
                    self._by_word[word].add(place)
        self._common = Counter({word: len(places) for word, places in self._by_word.items()})

    def best(
        self, tree: Tree, node: CategoryNode, above: Branch | None
    ) -> tuple[int, float] | None:
        """Returns the place and the confidence of the best guess for a category."""
        for language in ("", *node.names):
            path = tuple(_words(name) for name in tree.path_names(node.id, language))
            if path in self._paths:
                return self._paths[path], 0.99
        names: dict[Words, float] = dict.fromkeys(map(_words, node.synonyms), _SYNONYM)
        for name in (node.name, *node.names.values()):
            names |= {words: max(names.get(words, 0), w) for words, w in _named(name).items()}
        context = frozenset().union(
            *(_words(name) for i in node.path[:-1] for name in tree.nodes[i].words)
        )
        places = {place for words in names for word in words for place in self._by_word[word]}
        scored = sorted(
            ((self._score(place, names, context, above), -place) for place in places),
            reverse=True,
        )
        if not scored or scored[0][0] < _LEAST:
            return None
        (score, place), *others = scored
        if others and others[0][0] > score - 0.02:
            score *= 0.85  # two that are as good: one of them is wrong
        return -place, round(score, 2)

    def _score(self, place: int, names: Names, context: Words, above: Branch | None) -> float:
        by_name = max(
            weight * weight_there * self._alike(words, theirs)
            for words, weight in names.items()
            for theirs, weight_there in self._leaves[place].items()
        )
        if not context:
            return by_name * (0.9 if len(self._branches[place].path) == 1 else 0.75)
        common = min(1.0, 3 * self._alike(context, self._above[place]))
        inside = above is not None and self._branches[place].path[: len(above.path)] == above.path
        return by_name * (0.6 + 0.2 * common + 0.15 * inside)

    def _alike(self, first: Words, second: Words) -> float:
        """How much two names have in common: rare words count more, from 0 to 1."""
        if first == second:
            return 1.0
        if first.isdisjoint(second):
            return 0.0
        both = self._weight(first & second)
        return _PARTLY * both / (both + self._weight(first ^ second))

    def _weight(self, words: Iterable[str]) -> float:
        return math.fsum(1.0 / (1.0 + self._common[word] ** 0.5) for word in words)


@lru_cache(maxsize=_REMEMBERED)
def _words(name: str) -> Words:
    """The words of a name in the singular; of Chinese, its pairs of characters."""
    words = frozenset(singular(token) for token in search.tokens(name))
    return words - _IGNORED or words


@lru_cache(maxsize=_REMEMBERED)
def _named(name: str) -> Names:
    """A name as a whole and in its parts, with how much each counts."""
    first, *others = (_words(part) for part in _PARTS.split(name) if part)
    return {**dict.fromkeys(others, _OTHER_PART), first: _FIRST_PART, _words(name): 1.0}
