"""Finds the names of categories inside what is said about products.

Sentence embeddings know that a satsuma is fruit, but of a long description they keep the general
drift, and of a language that they never learned almost nothing. A name that simply stands there
says more: what it brings is measured by ``tests/benchmarks/zero_shot_text.py``.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

WEIGHT = 0.15
"""What a name that is found adds to the cosine of words and name. The cosines of right and wrong
names lie about 0.1 apart; on grocery 0.1 to 0.5 do alike."""
_SHORTEST_ENDING = 5
"""Letters of a name that counts as the end of a compound (“Vaniljyoghurt”); shorter ones end too
many other words (“appear”, “sublime”)."""
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
"""Letters of scripts without spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")


class NameFinder:
    """Finds categories that are named in texts.

    A name counts where it stands as words of its own, in the singular or the plural, or ends a
    compound; in scripts without spaces, anywhere. Of the names that end at one place the longest
    counts: oat milk is no milk.
    """

    def __init__(self, names: Sequence[Sequence[str]]) -> None:
        """Prepares the search.

        Args:
            names: For each category all names by which it is known.
        """
        self._count = len(names)
        self._owners: dict[tuple[str, ...], list[int]] = {}
        for category, known in enumerate(names):
            for tokens in {tuple(_tokens(name)) for name in known}:
                if len("".join(tokens)) > 1:  # one letter is in many words
                    self._owners.setdefault(tokens, []).append(category)
        self._by_last: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(self._owners, key=len, reverse=True):
            self._by_last.setdefault(phrase[-1], []).append(phrase)
        self._by_tail: dict[str, list[str]] = {}
        for word in sorted((p[0] for p in self._owners if len(p) == 1), key=len, reverse=True):
            if len(word) >= _SHORTEST_ENDING:
                self._by_tail.setdefault(word[-_SHORTEST_ENDING:], []).append(word)

    def find(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Returns which categories are named: float32 [texts, categories], 0 or 1."""
        rows: list[int] = []
        categories: list[int] = []
        for row, text in enumerate(texts):
            tokens = _tokens(text)
            for end, last in enumerate(tokens, start=1):
                if last in self._by_last or last[-_SHORTEST_ENDING:] in self._by_tail:
                    owners = self._named(tokens, end, last)
                    categories += owners
                    rows += [row] * len(owners)
        found = np.zeros((len(texts), self._count), np.float32)
        found[rows, categories] = 1
        return found

    def _named(self, tokens: list[str], end: int, last: str) -> list[int]:
        """Categories whose name is the longest that the tokens up to one end with."""
        for phrase in self._by_last.get(last, ()):
            if tuple(tokens[max(end - len(phrase), 0) : end]) == phrase:
                return self._owners[phrase]
        for word in self._by_tail.get(last[-_SHORTEST_ENDING:], ()):
            if word != last and last.endswith(word):
                return self._owners[word,]
        return []


def _tokens(text: str) -> list[str]:
    """Words in the singular; in scripts without spaces, letters."""
    folded = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return [singular(token) for token in _TOKEN.findall(folded.casefold())]


@lru_cache(maxsize=65_536)
def singular(word: str) -> str:
    """Cuts a plural's ending. What is cut wrongly is so in names and texts alike."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("oes", "ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word
