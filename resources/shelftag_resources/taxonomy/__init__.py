"""The starter retail tree and the ImageNet classes that it answers to, for a shop without labels.

Two tables that a person can read, and a spreadsheet can open, lie beside this file:

- `starter.csv`: categories with English and Chinese names, the words that product titles use for
  them, and the id of the nearest category in the Google product taxonomy (version 2021-09-21;
  ids only, https://www.google.com/basepages/producttype/taxonomy-with-ids.en-US.txt).
- `imagenet.csv`: which of the 1,000 classes of ImageNet (Deng et al., "ImageNet: A Large-Scale
  Hierarchical Image Database", CVPR 2009; ILSVRC 2012 order, 0 tench to 999 toilet tissue) show
  something that a shop sells, and in which leaf of the tree it belongs. Animals, scenes, people,
  weapons and motor vehicles are left out.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from uuid import UUID, uuid5

NAMESPACE = UUID("5d0a5e1d-b639-4ed7-9a5a-6ec3ebdfc971")
"""Every shop's starter categories get their ids from here and their key: never change it."""


@dataclass(frozen=True, slots=True)
class StarterCategory:
    """One category of the starter tree.

    Attributes:
        key: Permanent slug, such as `food/fruit/apples`; its parent's key is its beginning.
        parent: Key of the parent, or None for a department.
        name_en: English name.
        name_zh: Simplified Chinese name, as shops use it.
        google_id: Nearest Google product category, or None where none fits.
        synonyms_en: English words of product titles that point here.
        synonyms_zh: Chinese words of product titles that point here.
    """

    key: str
    parent: str | None
    name_en: str
    name_zh: str
    google_id: int | None
    synonyms_en: tuple[str, ...]
    synonyms_zh: tuple[str, ...]

    @property
    def uuid(self) -> UUID:
        """The category's permanent id, the same in every catalogue and every release."""
        return uuid5(NAMESPACE, self.key)


@cache
def starter_categories() -> tuple[StarterCategory, ...]:
    """Returns the starter tree, parents before their children, in the order to show it."""
    return tuple(
        StarterCategory(
            key=row["key"],
            parent=row["parent"] or None,
            name_en=row["name_en"],
            name_zh=row["name_zh"],
            google_id=int(row["google_id"]) if row["google_id"] else None,
            synonyms_en=_words(row["synonyms_en"]),
            synonyms_zh=_words(row["synonyms_zh"]),
        )
        for row in _rows("starter.csv")
    )


@cache
def imagenet_classes() -> Mapping[int, str]:
    """Returns the category key of each ImageNet class that a shop could sell.

    Returns:
        Read-only mapping from the class's index in ILSVRC 2012 order (0 to 999) to the key of a
        leaf of `starter_categories`. A class that is no product is absent; several classes may
        share a leaf, their probabilities are to be summed.
    """
    return MappingProxyType(
        {int(row["imagenet_id"]): row["category_key"] for row in _rows("imagenet.csv")}
    )


def _rows(name: str) -> list[dict[str, str]]:
    """Reads a table of this package; the byte order mark is there for spreadsheets."""
    text = (files(__name__) / name).read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines(), strict=True))


def _words(cell: str) -> tuple[str, ...]:
    """Splits a cell of words at its semicolons."""
    return tuple(word for word in (part.strip() for part in cell.split(";")) if word)
