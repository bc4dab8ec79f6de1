"""Where the cards of a page lie: as large as all of them fit the window."""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPoint, QRect

MARGIN, GAP = 16, 10
PADDING = 6
TEXT_HEIGHT = 42
SMALLEST, LARGEST = 104, 260
"""Widths of a card: below, one scrolls; above, photos would be stretched."""


@dataclass(frozen=True)
class PageLayout:
    """Lines of equal cards, each with a square photo and two lines of text.

    Attributes:
        width: Width of the view.
        height: Its height.
        count: How many cards there are.
    """

    width: int
    height: int
    count: int

    @cached_property
    def _best(self) -> tuple[int, int]:
        """Width of a card and number of columns with which the photos are largest."""
        return max(
            (self._card_width(columns), -columns) for columns in range(1, max(self.count, 1) + 1)
        )

    def _card_width(self, columns: int) -> int:
        lines = -(-self.count // columns)
        by_width = (self.width - 2 * MARGIN - (columns - 1) * GAP) // columns
        by_height = (self.height - 2 * MARGIN - (lines - 1) * GAP) // max(lines, 1) - TEXT_HEIGHT
        return min(by_width, by_height, LARGEST)

    @property
    def _fits(self) -> bool:
        return self._best[0] >= SMALLEST

    @property
    def columns(self) -> int:
        """How many cards stand side by side."""
        if self._fits:
            return -self._best[1]
        return max(1, (self.width - 2 * MARGIN + GAP) // (SMALLEST + GAP))

    @property
    def card_width(self) -> int:
        """Width of each card."""
        if self._fits:
            return self._best[0]
        room = self.width - 2 * MARGIN - (self.columns - 1) * GAP
        return max(SMALLEST // 2, room // self.columns)

    @property
    def card_height(self) -> int:
        """Height of each card."""
        return self.card_width + TEXT_HEIGHT

    @property
    def height_of_all(self) -> int:
        """Height of all cards with their margins; at most the view's where they fit."""
        lines = -(-self.count // self.columns)
        return 2 * MARGIN + lines * self.card_height + max(lines - 1, 0) * GAP

    def cell(self, row: int) -> QRect:
        """Returns where a row's card lies; the cards stand in the middle of the width."""
        line, column = divmod(row, self.columns)
        used = self.columns * self.card_width + (self.columns - 1) * GAP
        left = (self.width - used) // 2 + column * (self.card_width + GAP)
        top = MARGIN + line * (self.card_height + GAP)
        return QRect(left, top, self.card_width, self.card_height)

    def row_at(self, point: QPoint) -> int | None:
        """Returns the row of the card at a point."""
        return next((row for row in range(self.count) if self.cell(row).contains(point)), None)
