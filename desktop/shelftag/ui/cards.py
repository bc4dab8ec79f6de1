"""Paints a product's card: photo, title, category with its state, confidence."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from shelftag.catalog.queries import ProductCard
from shelftag.ui import icons
from shelftag.ui.theme import font
from shelftag.ui.tokens import BODY, CAPTION, RADIUS, RADIUS_LARGE, SMALL, Tokens
from shelftag.ui.translation import percent

PADDING = 8
TEXT_HEIGHT = 64
_CHIP = 22
_CACHE_BYTES = 48 << 20
MISSING_ICON = "ph.link-break-bold"


@dataclass(frozen=True)
class CardStyle:
    """How a card stands out.

    Attributes:
        selected: It belongs to the selection.
        current: It is the product that the inspector shows.
        hovered: The pointer is over it.
        focused: The grid has the keyboard.
    """

    selected: bool = False
    current: bool = False
    hovered: bool = False
    focused: bool = True


class CardPainter:
    """Paints cards with fonts and colours prepared once, and keeps those painted last.

    Attributes:
        tokens: The colours.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self._title = font(BODY, QFont.Weight.DemiBold)
        self._chip = font(SMALL, QFont.Weight.Medium)
        self._small = font(CAPTION, QFont.Weight.Medium)
        self._title_metrics = QFontMetrics(self._title)
        self._chip_metrics = QFontMetrics(self._chip)
        self._small_metrics = QFontMetrics(self._small)
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._bytes = 0

    def tile_rect(self, rect: QRect) -> QRect:
        """Returns where the photo goes."""
        edge = rect.width() - 2 * PADDING
        return QRect(rect.left() + PADDING, rect.top() + PADDING, edge, edge)

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        card: ProductCard | None,
        category: str,
        photo: QPixmap | None,
        style: CardStyle,
    ) -> None:
        """Paints a card; one that is still being read shows its empty frame."""
        ratio = painter.device().devicePixelRatioF()
        photo_key = photo.cacheKey() if photo is not None else 0
        key = (card, category, photo_key, style, rect.width(), rect.height(), ratio)
        kept = self._kept.get(key)
        if kept is None:
            kept = QPixmap(rect.size() * ratio)
            kept.setDevicePixelRatio(ratio)
            kept.fill(Qt.GlobalColor.transparent)
            inner = QPainter(kept)
            self._paint_new(inner, QRect(QPoint(0, 0), rect.size()), card, category, photo, style)
            inner.end()
            self._keep(key, kept)
        else:
            self._kept.move_to_end(key)
        painter.drawPixmap(rect.topLeft(), kept)

    def _keep(self, key: Hashable, pixmap: QPixmap) -> None:
        self._kept[key] = pixmap
        self._bytes += pixmap.width() * pixmap.height() * 4
        while self._bytes > _CACHE_BYTES and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= dropped.width() * dropped.height() * 4

    def _paint_new(
        self,
        painter: QPainter,
        rect: QRect,
        card: ProductCard | None,
        category: str,
        photo: QPixmap | None,
        style: CardStyle,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frame(painter, rect, style)
        tile = self.tile_rect(rect)
        self._photo(painter, tile, card, photo)
        if card is None:
            return
        if card.photo_count > 1:
            self._photo_count(painter, tile, card.photo_count)
        if card.missing:
            self._missing(painter, tile)
        left, width = tile.left() + 2, tile.width() - 4
        top = tile.bottom() + 9
        painter.setFont(self._title)
        painter.setPen(QColor(self.tokens.text))
        title = self._title_metrics.elidedText(
            card.title or card.sku, Qt.TextElideMode.ElideRight, width
        )
        line = QRect(left, top, width, 20)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        self._state_line(painter, QRect(left, top + 24, width, _CHIP), card, category)

    def _frame(self, painter: QPainter, rect: QRect, style: CardStyle) -> None:
        tokens = self.tokens
        if style.selected:
            painter.setBrush(QColor(tokens.accent_soft))
            width = 2.5 if style.current else 1.5
            painter.setPen(QPen(QColor(tokens.accent), width))
        else:
            painter.setBrush(QColor(tokens.surface))
            edge = tokens.border_strong if style.hovered else tokens.border
            if style.current and style.focused:
                edge = tokens.accent
            width = 1.0
            painter.setPen(QPen(QColor(edge), width))
        inset = width / 2
        frame = QRectF(rect).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, RADIUS_LARGE, RADIUS_LARGE)

    def _photo(
        self, painter: QPainter, tile: QRect, card: ProductCard | None, photo: QPixmap | None
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.tokens.tile))
        painter.drawRoundedRect(tile, RADIUS, RADIUS)
        if photo is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(tile, photo)
        elif card is not None and card.thumbnail is None:
            self._placeholder(painter, tile)

    def _placeholder(self, painter: QPainter, tile: QRect) -> None:
        size = 32
        corner = tile.center() - QPoint(size // 2, size // 2)
        icons.paint(painter, "ph.image", self.tokens.border_strong, corner.x(), corner.y(), size)

    def _photo_count(self, painter: QPainter, tile: QRect, count: int) -> None:
        """Paints the badge of a product with several photos."""
        text = str(count)
        width = self._small_metrics.horizontalAdvance(text) + 28
        badge = QRect(tile.right() - width - 5, tile.top() + 6, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(20, 20, 20, 190))
        painter.drawRoundedRect(badge, 10, 10)
        icons.paint(painter, "ph.stack-bold", "#ffffff", badge.left() + 6, badge.top() + 4, 12)
        painter.setFont(self._small)
        painter.setPen(QColor("#ffffff"))
        painter.drawText(badge.adjusted(21, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _missing(self, painter: QPainter, tile: QRect) -> None:
        """Paints the mark of a product whose photo files are gone; its thumbnail stays."""
        badge = QRect(tile.left() + 6, tile.top() + 6, 20, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.tokens.danger_soft))
        painter.drawEllipse(badge)
        icons.paint(
            painter, MISSING_ICON, self.tokens.danger, badge.left() + 3, badge.top() + 3, 14
        )

    def _state_line(self, painter: QPainter, line: QRect, card: ProductCard, category: str) -> None:
        """Paints the category as a chip with its state, and the confidence at the right."""
        shown = card.confidence if card.state in ("review", "accepted") else None
        room = line.width()
        if shown is not None and card.shown_category_id is not None:
            room -= self._confidence(painter, line, shown, self.tokens.state_fill(card.state)) + 8
        known = card.shown_category_id is not None
        color = self.tokens.state(card.state) if known else self.tokens.muted
        soft = self.tokens.state_soft(card.state) if known else self.tokens.hover
        text = self._chip_metrics.elidedText(category, Qt.TextElideMode.ElideRight, room - 30)
        chip = QRect(
            line.left(), line.top(), self._chip_metrics.horizontalAdvance(text) + 30, _CHIP
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft))
        painter.drawRoundedRect(chip, _CHIP / 2, _CHIP / 2)
        name = icons.STATE_ICONS[card.state] if known else "ph.question-bold"
        icons.paint(painter, name, color, chip.left() + 6, chip.top() + 4, 14)
        painter.setFont(self._chip)
        painter.setPen(QColor(color))
        painter.drawText(chip.adjusted(23, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _confidence(self, painter: QPainter, line: QRect, share: float, color: str) -> int:
        """Paints the percentage over a small bar; returns the width that it takes."""
        text = percent(share)
        width = max(self._small_metrics.horizontalAdvance("99\u202f%"), 28)
        left = line.right() - width + 1
        painter.setFont(self._small)
        painter.setPen(QColor(self.tokens.muted))
        box = QRect(left, line.top(), width, 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.tokens.border))
        track = QRectF(left, line.top() + 17, width, 3)
        painter.drawRoundedRect(track, 1.5, 1.5)
        painter.setBrush(QColor(color))
        track.setWidth(max(3.0, width * share))
        painter.drawRoundedRect(track, 1.5, 1.5)
        return width
