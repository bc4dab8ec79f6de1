"""Invents what the shop calls its products; some titles say what it is, some are only a name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .assortment import DemoCategory

SAYS_WHAT_IT_IS = 0.6
COINED = ("Nordlys", "Vellanor", "Ostrel Nr.", "Tamarel", "Kelpiro", "Brumelle", "Solvenna",
          "Oriveth", "Fjellby", "Quintarel", "Haldurn", "Tirvane", "Velmora Bay", "Larkhollow",
          "Novarelle", "Ardelune")  # fmt: skip
COINED_ZH = ("北屿", "云汀", "青禾", "拾光", "南枝", "白露", "山野",
             "知夏", "木白", "星渚", "见山", "素年", "海棠里", "初雪", "长风", "半夏")  # fmt: skip


@dataclass(frozen=True)
class Title:
    """One product's name in both languages, and the one that the shop wrote down."""

    english: str
    chinese: str
    used: str


def invent(category: DemoCategory, rng: np.random.Generator) -> Title:
    """A title for a product; about two in five do not give the category away."""
    number = int(rng.integers(1, 60))
    name = int(rng.integers(len(COINED)))
    english, chinese = f"{COINED[name]} {number:02d}", f"{COINED_ZH[name]} {number:02d}"
    if rng.random() < SAYS_WHAT_IT_IS:
        word = int(rng.integers(len(category.words_en)))
        english = f"{category.words_en[word]} “{COINED[name].removesuffix(' Nr.')}”"
        chinese = f"{COINED_ZH[name]} {category.words_zh[word]}"
    return Title(english, chinese, english if rng.random() < 0.5 else chinese)
