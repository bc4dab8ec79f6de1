"""The small bar that shows how much of a shelf is to review, accepted and confirmed."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from shelftag.ui.overview import StateCounts
from shelftag.ui.tokens import Tokens


def paint_state_bar(painter: QPainter, rect: QRectF, counts: StateCounts, tokens: Tokens) -> None:
    """Paints the three parts, confirmed first; a part that is not empty stays visible."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = rect.height() / 2
    outline = QPainterPath()
    outline.addRoundedRect(rect, radius, radius)
    painter.setClipPath(outline)
    painter.fillRect(rect, QColor(tokens.border))
    parts = (
        (counts.confirmed, tokens.confirmed_fill),
        (counts.accepted, tokens.accepted_fill),
        (counts.review, tokens.review_fill),
    )
    present = [(count, color) for count, color in parts if count]
    left = rect.left()
    smallest = 3.0
    spare = max(0.0, rect.width() - smallest * len(present))
    for count, color in present:
        width = smallest + spare * count / counts.total
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(QRectF(left, rect.top(), width, rect.height()), QColor(color))
        left += width
    painter.restore()
