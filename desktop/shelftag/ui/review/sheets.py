"""What the review view shows of a page: products, suggestions and who looks like whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from sqlalchemy.orm import Session as Reader

from shelftag.catalog import queries
from shelftag.catalog.queries import ProductCard
from shelftag.learning.review.beliefs import NONE, Ints
from shelftag.learning.review.desk import Desk
from shelftag.learning.review.doubted import DoubtedLabel
from shelftag.learning.review.looks import Floats, same_category
from shelftag.learning.review.pages import PAGE, UNKNOWN, Page
from shelftag.ui.review.answers import Answer
from shelftag.ui.suggestions import SHOWN, Suggestion

PROPOSAL, CHECK, DOUBTS = "proposal", "check", "doubts"
"""A page that belongs together, a spot check, labels that look wrong."""
_ALIKE = 0.5
"""Probability of one category from which products of a page look alike."""
Believed = tuple[Suggestion, ...]


@dataclass(frozen=True)
class Sheet:
    """A page as it is composed; its products keep their places.

    Attributes:
        kind: `PROPOSAL`, `CHECK` or `DOUBTS`.
        ids: The products, in their places.
        category: The category that is proposed for all of them, or None.
        confidence: How sure that is.
        reason: Why this page comes now; see `shelftag.learning.review.pages.Page`.
        cards: By product.
        beliefs: What is believed of each product, best first.
        alike: Probability that two of them are of one category by looks, float32 [n, n].
        present: Of labels that look wrong: the category that each product has.
    """

    kind: str
    ids: tuple[int, ...]
    category: int | None
    confidence: float
    reason: str
    cards: Mapping[int, ProductCard]
    beliefs: Mapping[int, Believed]
    alike: Floats
    present: Mapping[int, int] = field(default_factory=dict)

    def best(self, product_id: int) -> int | None:
        """Returns the category that is suggested for a product."""
        believed = self.beliefs.get(product_id, ())
        return believed[0].category_id if believed else None

    def look_alikes(self, product_id: int) -> list[int]:
        """Returns a product and those of the page that look like it."""
        row = self.alike[self.ids.index(product_id)]
        return [
            other
            for other, share in zip(self.ids, row, strict=True)
            if share > _ALIKE or other == product_id
        ]

    def common(self, product_ids: Iterable[int]) -> Believed:
        """Returns the best suggestions for some of the products together."""
        sums: dict[int, float] = {}
        asked = list(product_ids)
        if len(asked) == 1:
            return self.beliefs.get(asked[0], ())
        for product_id in asked:
            for one in self.beliefs.get(product_id, ()):
                sums[one.category_id] = sums.get(one.category_id, 0.0) + one.share
        best = sorted(sums, key=lambda category: -sums[category])[:SHOWN]
        return tuple(Suggestion(category, sums[category] / len(asked)) for category in best)


@dataclass(eq=False)
class OpenSheet:
    """A page and what became of it so far.

    Attributes:
        sheet: The page.
        out: Products that were taken out: they wait for another page.
        gone: Products that were decided; their places are empty.
        answers: Categories given on a spot check, before it is handed in.
        decided: Products that were decided while this page was open.
        seen: Whether the owner has looked at it.
    """

    sheet: Sheet
    out: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    answers: dict[int, Answer] = field(default_factory=dict)
    decided: set[int] = field(default_factory=set)
    seen: bool = False

    def __post_init__(self) -> None:
        self._composed = [self.sheet.best(product) for product in self.sheet.ids]

    @property
    def stands(self) -> bool:
        """Whether it can be shown: all of it waits, and it is what the owner saw, or nothing has
        moved since it was composed."""
        best = [self.sheet.best(product) for product in self.sheet.ids]
        return not self.gone and (self.seen or best == self._composed)

    @property
    def left(self) -> list[int]:
        """Products that are still here, taken out or not."""
        return [product for product in self.sheet.ids if product not in self.gone]

    @property
    def inside(self) -> list[int]:
        """Products that a decision about the page is about."""
        return [product for product in self.left if product not in self.out]

    @property
    def unanswered(self) -> list[int]:
        """Products that a spot check cannot be handed in without: the wrong ones as yet."""
        if self.sheet.kind != CHECK:
            return []
        return [product for product in self.left if self.said(product) is None]

    def said(self, product_id: int) -> Answer | None:
        """Returns the category of a product on a spot check, or None where it is yet to be said."""
        if product_id in self.out:
            return None
        return self.answers.get(product_id, self.sheet.best(product_id))

    def with_beliefs(self, beliefs: Mapping[int, Believed]) -> None:
        """Takes in what is believed by now.

        But a spot check stays as it was drawn: what the owner has seen to be right would be handed
        in under another name.
        """
        known = {i: beliefs.get(i, self.sheet.beliefs.get(i, ())) for i in self.sheet.ids}
        if self.sheet.kind == PROPOSAL and known != self.sheet.beliefs:
            self.sheet = replace(self.sheet, beliefs=known)


def compose(
    reader: Reader, desk: Desk, random: np.random.Generator, without: Iterable[int] = ()
) -> Sheet | None:
    """Composes the next page.

    Args:
        reader: Reads the cards.
        desk: The products.
        random: Draws what pages are tried around.
        without: Products that are being looked at.
    """
    page = desk.page(random, desk.rows_of(without))
    return None if page is None else _sheet(reader, desk, page)


def draw(reader: Reader, desk: Desk, random: np.random.Generator) -> Sheet:
    """Draws a spot check at random from all products that are undecided."""
    rows = desk.draw(PAGE, random)
    return _sheet(reader, desk, Page(rows, NONE, 0.0, UNKNOWN, 0.0, 0.0), CHECK)


def doubted(reader: Reader, desk: Desk, found: Sequence[DoubtedLabel]) -> Sheet | None:
    """Shows labels that look wrong, the surest first; None where none of them is there any more."""
    suspects = {one.product: one for one in found[:PAGE]}
    rows = np.array([row for product in suspects for row in desk.rows_of([product])], np.int64)
    if not len(rows):
        return None
    sheet = _sheet(reader, desk, Page(rows, NONE, 0.0, UNKNOWN, 0.0, 0.0), DOUBTS)
    beliefs = {
        product: (
            Suggestion(suspects[product].suggestion, suspects[product].confidence),
            *(one for one in others if one.category_id not in _named(suspects[product])),
        )[:SHOWN]
        for product, others in sheet.beliefs.items()
    }
    present = {product: suspects[product].category for product in sheet.ids}
    return replace(sheet, beliefs=beliefs, present=present)


def _named(suspect: DoubtedLabel) -> tuple[int, int]:
    return suspect.suggestion, suspect.category


def _sheet(reader: Reader, desk: Desk, page: Page, kind: str = PROPOSAL) -> Sheet:
    ids = tuple(int(product) for product in desk.ids[page.rows])
    looks = desk.looks[page.rows]
    return Sheet(
        kind=kind,
        ids=ids,
        category=None if page.category == NONE else page.category,
        confidence=page.confidence,
        reason=page.reason,
        cards=queries.product_cards(reader, ids),
        beliefs=believed(desk, page.rows),
        alike=same_category(looks @ looks.T),
    )


def believed(desk: Desk, rows: Ints) -> dict[int, Believed]:
    """Returns what is believed of the products in some rows, by product id."""
    beliefs = desk.beliefs[rows]
    return {
        int(product): tuple(
            Suggestion(int(category), float(share))
            for category, share in zip(categories, shares, strict=True)
            if category != NONE
        )
        for product, categories, shares in zip(
            desk.ids[rows], beliefs.categories, beliefs.shares, strict=True
        )
    }
