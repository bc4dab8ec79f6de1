"""Where the cards of the grid lie: pure arithmetic, the same for ten products and a million."""

from dataclasses import dataclass

from PySide6.QtCore import QRect

from shelftag.ui.cards import PADDING, TEXT_HEIGHT

MARGIN, TOP, GAP = 20, 8, 12
SCROLL_BAR = 12
_SMALLEST = 80


@dataclass(frozen=True)
class GridLayout:
    """Lines of equal cards that fill the width.

    Attributes:
        width: Width of the grid; the scroll bar's place in it is kept free, so nothing jumps.
        wanted: Wanted width of a card; cards grow until their line is full.
        count: How many cards there are.
    """

    width: int
    wanted: int
    count: int

    @property
    def _room(self) -> int:
        return self.width - 2 * MARGIN - SCROLL_BAR

    @property
    def columns(self) -> int:
        """How many cards stand side by side."""
        return max(1, (self._room + GAP) // (self.wanted + GAP))

    @property
    def card_width(self) -> int:
        """Width of each card."""
        return max(_SMALLEST, (self._room - (self.columns - 1) * GAP) // self.columns)

    @property
    def card_height(self) -> int:
        """Height of each card: a square photo and the text below it."""
        return self.card_width - PADDING + TEXT_HEIGHT

    @property
    def height_of_all(self) -> int:
        """Height of all lines."""
        return self.cell(self.count - 1).bottom() + MARGIN if self.count else 0

    def cell(self, row: int) -> QRect:
        """Returns where a row's card lies, from the top of all cards."""
        line, column = divmod(row, self.columns)
        left = MARGIN + column * (self.card_width + GAP)
        return QRect(left, TOP + line * (self.card_height + GAP), self.card_width, self.card_height)

    def row_at(self, y: int) -> int:
        """Returns the first row of the line of cards at a height."""
        return max(0, (y - TOP) // (self.card_height + GAP)) * self.columns

    def rows_in(self, area: QRect) -> range:
        """Returns the rows of all lines that an area touches."""
        last = self.row_at(area.bottom()) + self.columns
        return range(self.row_at(area.top()), min(last, self.count))

    def page(self, height: int) -> int:
        """Returns how many cards fit a height, in whole lines."""
        return max(1, height // (self.card_height + GAP)) * self.columns
