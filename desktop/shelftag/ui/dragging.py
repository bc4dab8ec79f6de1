"""What is dragged inside the window, products or a category, and what it looks like meanwhile."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QDrag, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from shelftag.ui import icons
from shelftag.ui.theme import font, theme
from shelftag.ui.tokens import BODY, RADIUS, SMALL

PRODUCTS = "application/x-shelftag-products"
CATEGORY = "application/x-shelftag-category"
_TILE = 72
_STEP = 7
STACKED = 3
"""Photos that are seen of a drag."""
_BADGE = 24


def start_drag(
    source: QWidget, kind: str, ids: Sequence[int], picture: QPixmap, actions: Qt.DropAction
) -> None:
    """Drags ids out of a view, until they are dropped or let go.

    Args:
        source: The view.
        kind: `PRODUCTS` or `CATEGORY`.
        ids: Which of them.
        picture: What is seen beside the pointer, so that the place under it shows.
        actions: What may be done with them.
    """
    drag = QDrag(source)
    drag.setMimeData(mime_of(kind, ids))
    drag.setPixmap(picture)
    drag.setHotSpot(QPoint(-8, -8))
    drag.exec(actions)


def mime_of(kind: str, ids: Sequence[int]) -> QMimeData:
    """Packs ids up for a drag."""
    data = QMimeData()
    data.setData(kind, ",".join(map(str, ids)).encode())
    return data


def dragged_ids(data: QMimeData, kind: str) -> list[int]:
    """Returns the ids in a drag; none where it is of another kind, or another program's."""
    parts = bytes(data.data(kind).data()).decode("ascii", "replace").split(",")
    return [int(part) for part in parts if part.isdigit() and len(part) < 19]


def stack_of_photos(photos: Sequence[QPixmap], count: int, ratio: float) -> QPixmap:
    """Draws the first products of a drag as a small stack, with their number.

    Args:
        photos: Tiles of the first products; a product without one is an empty card.
        count: How many products are dragged.
        ratio: Device pixels per device-independent pixel.
    """
    tokens = theme().tokens
    depth = min(count, STACKED)
    edge = _TILE + (depth - 1) * _STEP + _BADGE // 2
    pixmap = _blank(edge, edge, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    for place in reversed(range(depth)):
        corner = place * _STEP
        card = QRectF(corner, _BADGE / 2 + corner, _TILE, _TILE).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(tokens.border_strong), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(card, RADIUS, RADIUS)
        if place < len(photos):
            photo = photos[place]
            inner = card.adjusted(3, 3, -3, -3)
            painter.drawPixmap(inner, photo, QRectF(photo.rect()))
    if count > 1:
        _badge(painter, str(count), edge)
    painter.end()
    return pixmap


def _badge(painter: QPainter, text: str, right: int) -> None:
    tokens = theme().tokens
    painter.setFont(font(SMALL, QFont.Weight.Bold))
    width = max(_BADGE, QFontMetrics(painter.font()).horizontalAdvance(text) + 14)
    badge = QRectF(right - width, 0, width, _BADGE)
    painter.setPen(QPen(QColor(tokens.surface), 2))
    painter.setBrush(QColor(tokens.accent))
    painter.drawRoundedRect(badge.adjusted(1, 1, -1, -1), _BADGE / 2 - 1, _BADGE / 2 - 1)
    painter.setPen(QColor(tokens.on_accent))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


def category_chip(name: str, ratio: float) -> QPixmap:
    """Draws a category that is dragged."""
    tokens = theme().tokens
    letters = font(BODY, QFont.Weight.Medium)
    shown = QFontMetrics(letters).elidedText(name, Qt.TextElideMode.ElideRight, 200)
    width = QFontMetrics(letters).horizontalAdvance(shown) + 44
    pixmap = _blank(width, 32, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.accent), 1))
    painter.setBrush(QColor(tokens.surface))
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, 31), RADIUS, RADIUS)
    icons.paint(painter, "ph.tag", tokens.accent_text, 10, 8, 16)
    painter.setFont(letters)
    painter.setPen(QColor(tokens.text))
    painter.drawText(QRectF(34, 0, width - 40, 32), Qt.AlignmentFlag.AlignVCenter, shown)
    painter.end()
    return pixmap


def _blank(width: int, height: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
