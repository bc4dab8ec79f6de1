"""Where the cards of a page lie: as large as all of them fit the window."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect

from shelftag.learning.review.pages import PAGE

MARGIN, EDGE, GAP = 16, 12, 8
"""Beside the cards, above and below them, and between them."""
PADDING = 6
TEXT_HEIGHTS = (0, 24, 42)
"""Height of no, one and two lines of text below a photo."""
SMALLEST, LARGEST = 84, 320
"""Widths of a card: below, one scrolls; above, photos would be stretched."""
COMFORTABLE, WORTH = 132, 0.88
"""Words give way to photos in cards smaller than this width, where that makes them larger by so
much: a card with words has less than this share of the width."""
SCROLLED = 112
"""Least width of a card where one scrolls."""


class _Plan(NamedTuple):
    """Width of a card, number of columns, and lines of text."""

    width: int
    columns: int
    lines: int


@dataclass(frozen=True)
class PageLayout:
    """Lines of equal cards, each with a square photo and at most two lines of text.

    The photos are what one decides by. So in a small window they take the room of the words: where
    that is so for a page with all its products, it is so for one with few, lest words come and go.

    Attributes:
        width: Width of the view.
        height: Its height.
        count: How many cards there are.
        needed: Lines of text that must stay.
    """

    width: int
    height: int
    count: int
    needed: int = 0

    @cached_property
    def _plan(self) -> _Plan:
        plan = self._largest(self.count, self._lines)
        return plan if plan.width >= SMALLEST else self._scrolled()

    @property
    def _lines(self) -> int:
        """Returns how many lines of text a whole page has room for."""
        plans = [self._largest(PAGE, lines) for lines in range(self.needed, len(TEXT_HEIGHTS))]
        enough = min(plans[0].width * WORTH, COMFORTABLE)
        return next((one for one in reversed(plans) if one.width >= enough), plans[0]).lines

    def _largest(self, count: int, lines: int) -> _Plan:
        """Returns the number of columns with which the photos are largest."""
        columns = range(1, max(count, 1) + 1)
        width, fewest = max((self._card_width(count, each, lines), -each) for each in columns)
        return _Plan(width, -fewest, lines)

    def _card_width(self, count: int, columns: int, lines: int) -> int:
        below = max(-(-count // columns), 1)
        by_width = (self.width - 2 * MARGIN - (columns - 1) * GAP) // columns
        by_height = (self.height - 2 * EDGE - (below - 1) * GAP) // below - TEXT_HEIGHTS[lines]
        return min(by_width, by_height, LARGEST)

    def _scrolled(self) -> _Plan:
        room = self.width - 2 * MARGIN
        columns = max(1, (room + GAP) // (SCROLLED + GAP))
        width = max(SMALLEST // 2, (room - (columns - 1) * GAP) // columns)
        return _Plan(width, columns, self._lines)

    @property
    def columns(self) -> int:
        """How many cards stand side by side."""
        return self._plan.columns

    @property
    def lines(self) -> int:
        """How many lines of text stand below a photo."""
        return self._plan.lines

    @property
    def card_width(self) -> int:
        """Width of each card."""
        return self._plan.width

    @property
    def card_height(self) -> int:
        """Height of each card."""
        return self.card_width + TEXT_HEIGHTS[self.lines]

    @property
    def height_of_all(self) -> int:
        """Height of all cards with their margins; at most the view's where they fit."""
        below = -(-self.count // self.columns)
        return 2 * EDGE + below * self.card_height + max(below - 1, 0) * GAP

    def page(self, height: int) -> int:
        """Returns how many cards a view of some height shows, in whole lines."""
        return max(1, (height - EDGE) // (self.card_height + GAP)) * self.columns

    def cell(self, row: int) -> QRect:
        """Returns where a row's card lies; the cards stand in the middle of the width."""
        line, column = divmod(row, self.columns)
        used = self.columns * self.card_width + (self.columns - 1) * GAP
        left = (self.width - used) // 2 + column * (self.card_width + GAP)
        top = EDGE + line * (self.card_height + GAP)
        return QRect(left, top, self.card_width, self.card_height)

    def row_at(self, point: QPoint) -> int | None:
        """Returns the row of the card at a point."""
        return next((row for row in range(self.count) if self.cell(row).contains(point)), None)
