"""Paints a card of a page: photo, title and SKU, and what is suggested instead."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from shelftag.catalog.queries import ProductCard
from shelftag.ui import icons
from shelftag.ui.cards import CardPainter, CardStyle
from shelftag.ui.review.page_layout import PADDING
from shelftag.ui.theme import font
from shelftag.ui.tokens import CAPTION, RADIUS, RADIUS_LARGE, SMALL, Tokens

_PILL = 22
_FADED = 0.34
"""Opacity of what was taken out."""
MARKS = {
    "other": ("ph.arrow-bend-up-right-bold", "review", "review_soft"),
    "own": ("ph.sparkle-fill", "accepted", "accepted_soft"),
    "given": ("ph.check-circle-fill", "confirmed", "confirmed_soft"),
}
"""Icon, colour and background of marks: another suggestion than the page's, the product's own one
on a spot check, and what the owner has given."""


@dataclass(frozen=True)
class Mark:
    """A category on a card.

    Attributes:
        kind: One of `MARKS`.
        words: Its name.
    """

    kind: str
    words: str


@dataclass(frozen=True)
class PageCardStyle(CardStyle):
    """How a card of a page stands out.

    Attributes:
        out: It was taken out.
        on_photo: What stands on the photo.
        below: What stands in the lowest line below the photo.
        lines: How many lines of text there is room for.
    """

    out: bool = False
    on_photo: Mark | None = None
    below: Mark | None = None
    lines: int = 2


class PageCardPainter(CardPainter):
    """Paints the cards of a page with the frames and photos of the grid's."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self._name = font(SMALL, QFont.Weight.DemiBold)
        self._sku = font(CAPTION)
        self._pill = font(SMALL, QFont.Weight.Medium)

    def tile_rect(self, rect: QRect) -> QRect:
        """Returns where the photo goes."""
        edge = rect.width() - 2 * PADDING
        return QRect(rect.topLeft() + QPoint(PADDING, PADDING), QSize(edge, edge))

    def paint_card(
        self,
        painter: QPainter,
        rect: QRect,
        card: ProductCard | None,
        photo: QPixmap | None,
        style: PageCardStyle,
    ) -> None:
        """Paints a card.

        Args:
            painter: Paints into the view.
            rect: Where.
            card: The product.
            photo: Its photo, or None until it is loaded.
            style: How it stands out.
        """
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frame(painter, rect, style)
        tile = self.tile_rect(rect)
        whole = painter.opacity()
        painter.setOpacity(whole * (_FADED if style.out else 1.0))
        self._photo(painter, tile, card, photo)
        painter.setOpacity(whole)
        if card is not None and style.lines:
            box = QRect(tile.left() + 2, tile.bottom() + 5, tile.width() - 4, 34)
            self._texts(painter, box, card, style)
        if style.on_photo is not None and not style.out:
            self._pill_on(painter, tile, style.on_photo)
        if style.out:
            self._crossed_out(painter, tile)
        if style.current and style.focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.tokens.accent), 2.5))
            frame = QRectF(rect).adjusted(1.25, 1.25, -1.25, -1.25)
            painter.drawRoundedRect(frame, RADIUS_LARGE, RADIUS_LARGE)
        painter.restore()

    def _texts(
        self, painter: QPainter, box: QRect, card: ProductCard, style: PageCardStyle
    ) -> None:
        """Writes the title and the SKU; a mark takes the place of the lower one."""
        mark = None if style.out else style.below
        if mark is not None:
            top = box.top() + (0 if style.lines == 1 else 17)
            self._caption(painter, QRect(box.left(), top, box.width(), 17), mark)
            if style.lines == 1:
                return
        elide, middle = Qt.TextElideMode.ElideRight, Qt.AlignmentFlag.AlignVCenter
        struck = QFont(self._name)
        struck.setStrikeOut(style.out)
        painter.setFont(struck)
        painter.setPen(QColor(self.tokens.muted if style.out else self.tokens.text))
        title = QFontMetrics(struck).elidedText(card.title or card.sku, elide, box.width())
        painter.drawText(QRect(box.left(), box.top(), box.width(), 18), middle, title)
        if style.lines == 1 or mark is not None:
            return
        painter.setFont(self._sku)
        painter.setPen(QColor(self.tokens.muted))
        below = "" if card.title in ("", card.sku) else card.sku
        sku = QFontMetrics(self._sku).elidedText(below, elide, box.width())
        painter.drawText(QRect(box.left(), box.top() + 18, box.width(), 15), middle, sku)

    def _caption(self, painter: QPainter, box: QRect, mark: Mark) -> None:
        """Writes a category."""
        icon, token, _ = MARKS[mark.kind]
        color = str(getattr(self.tokens, token))
        icons.paint(painter, icon, color, box.left(), box.top() + 2, 13)
        painter.setFont(self._pill)
        painter.setPen(QColor(color))
        words = QFontMetrics(self._pill).elidedText(
            mark.words, Qt.TextElideMode.ElideRight, box.width() - 17
        )
        painter.drawText(box.adjusted(17, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _pill_on(self, painter: QPainter, tile: QRect, mark: Mark) -> None:
        """Writes a category on the lower edge of the photo."""
        icon, color, soft = MARKS[mark.kind]
        metrics = QFontMetrics(self._pill)
        room = tile.width() - 12
        words = metrics.elidedText(mark.words, Qt.TextElideMode.ElideRight, room - 30)
        width = min(room, metrics.horizontalAdvance(words) + 31)
        pill = QRect(tile.left() + 6, tile.bottom() - _PILL - 5, width, _PILL)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(str(getattr(self.tokens, soft))))
        painter.drawRoundedRect(pill, _PILL / 2, _PILL / 2)
        painted = str(getattr(self.tokens, color))
        icons.paint(painter, icon, painted, pill.left() + 6, pill.top() + 4, 14)
        painter.setFont(self._pill)
        painter.setPen(QColor(painted))
        painter.drawText(pill.adjusted(23, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _crossed_out(self, painter: QPainter, tile: QRect) -> None:
        """Marks what was taken out: a dashed edge and a cross."""
        tokens = self.tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.muted), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(tile).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        middle = tile.center()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.surface))
        painter.drawEllipse(middle, 17, 17)
        icons.paint(painter, "ph.x-bold", tokens.text, middle.x() - 9, middle.y() - 9, 18)
