"""Names of categories are found in what is said, in scripts with and without spaces."""

import numpy as np
import pytest

from shelftag_api.names import NameFinder, _tokens

NAMES = [
    ("Apples", "苹果"), ("Juice", "果汁", "น้ำผลไม้"), ("Milk",), ("Oat Milk",), ("Yoghurt",),
    ("T-shirts", "T恤"), ("Cherries",), ("Pears",), ("鱼",),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fresh APPLE, sweet", [0]),
        ("apple juice 1L", [0, 1]),
        ("Äppeljuice från Sverige", [1]),
        ("oat milk, no sugar", [3]),
        ("milk from oats", [2]),
        ("Mild vaniljyoghurt", [4]),
        ("男士纯棉短袖T恤", [5]),
        ("T-Shirt aus Baumwolle", [5]),
        ("新鲜苹果果汁", [0, 1]),
        ("น้ำผลไม้รวม", [1]),
        ("one cherry on top", [6]),
        ("they appear at noon", []),
        ("鱿鱼丝", []),
        ("", []),
        ("half a character \ud800 of milk", [2]),
    ],
)
def test_which_categories_are_named(text, expected):
    assert np.flatnonzero(NameFinder(NAMES).find([text])[0]).tolist() == expected


def test_a_name_that_two_categories_share_names_both():
    assert NameFinder([("Bags",), ("Bags",)]).find(["a bag"]).tolist() == [[1.0, 1.0]]


def test_no_names_and_no_texts():
    assert NameFinder([]).find(["a"]).shape == (1, 0)
    assert NameFinder(NAMES).find([]).shape == (0, len(NAMES))


def test_many_texts_are_searched_as_one_by_one_and_by_every_ending():
    """Against the plain way: of all that the words up to one end with, the longest name counts."""
    random = np.random.default_rng(3)
    words = ["oat", "milk", "oats", "juice", "appeljuice", "果", "汁", "ginger", "bread", "breads"]
    names = [
        tuple(" ".join(random.choice(words, size=random.integers(1, 4))) for _ in range(2))
        for _ in range(12)
    ]
    texts = [" ".join(random.choice([*words, "gingerbread", "7"], size=6)) for _ in range(200)]
    finder = NameFinder(names)
    owners: dict[tuple[str, ...], set[int]] = {}
    for category, known in enumerate(names):
        for name in known:
            owners.setdefault(tuple(_tokens(name)), set()).add(category)
    for text, row in zip(texts, finder.find(texts), strict=True):
        tokens, expected = _tokens(text), set()
        for end in range(1, len(tokens) + 1):
            last = tokens[end - 1]
            endings = [tuple(tokens[start:end]) for start in range(end)]
            endings += [(last[start:],) for start in range(1, len(last) - 4)]
            expected |= next((owners[e] for e in endings if e in owners and len("".join(e)) > 1),
                             set())  # fmt: skip
        assert set(np.flatnonzero(row)) == expected, text
