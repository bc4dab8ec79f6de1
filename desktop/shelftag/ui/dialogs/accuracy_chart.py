"""A chart of how right model versions were in tests, with intervals, over time or over labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from shelftag.ui.dialogs.frame import Text
from shelftag.ui.theme import font, theme
from shelftag.ui.tokens import CAPTION, RADIUS, SMALL

_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 24, 14, 26
_RADIUS, _CAP = 4.5, 4
_NEAR = 14
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.25)


@dataclass(frozen=True)
class ChartPoint:
    """A tested version.

    Attributes:
        version_id: The version.
        number: Its number.
        at: When it was made.
        labels: Labels that it learned from.
        share: How right it was, 0 to 1.
        low: Lower end of the interval.
        high: Upper end.
        active: Whether it is in use.
        spoken: All of that in words.
    """

    version_id: int
    number: int
    at: datetime
    labels: int
    share: float
    low: float
    high: float
    active: bool
    spoken: str


class AccuracyChart(QWidget):
    """The chart. What it shows is in its accessible description, in words, and in the table above.

    Signals:
        picked: The id of the version whose point was clicked.
    """

    picked = Signal(int)

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text
        self._points: Sequence[ChartPoint] = ()
        self._chosen: int | None = None
        self._by_labels = False
        self.setAccessibleName(text("dialogs.models.chart"))
        self.setMinimumHeight(150)
        self.setMouseTracking(True)
        theme().changed.connect(self.update)

    def show_points(self, points: Sequence[ChartPoint]) -> None:
        """Shows versions, the oldest first."""
        self._points = points
        words = [point.spoken for point in points]
        self.setAccessibleDescription("\n".join(words) or self._text("dialogs.models.chart_none"))
        self.update()

    def choose(self, version_id: int | None) -> None:
        """Marks the point of a version."""
        self._chosen = version_id
        self.update()

    def order_by_labels(self, by_labels: bool) -> None:
        """Spreads the points by their labels, or by their time."""
        self._by_labels = by_labels
        self.update()

    def sizeHint(self) -> QSize:
        """Returns the size that suits it."""
        return QSize(480, 170)

    # Where things are

    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    def _range(self) -> tuple[float, float, float]:
        """Returns the lowest and highest share on the axis, and the step between lines."""
        low = min(point.low for point in self._points)
        high = max(point.high for point in self._points)
        step = next((step for step in _STEPS if (high - low) / step <= 4), _STEPS[-1])
        bottom = max(0.0, int(low / step) * step)
        top = min(1.0, (int(high / step - 1e-9) + 1) * step)
        return bottom, max(top, bottom + step), step

    def place(self, point: ChartPoint) -> QPointF:
        """Returns where the middle of a point is."""
        plot = self._plot()
        bottom, top, _ = self._range()
        values = [self._value(other) for other in self._points]
        first, span = min(values), max(values) - min(values)
        share = (self._value(point) - first) / span if span else 0.5
        height = (point.share - bottom) / (top - bottom)
        return QPointF(plot.left() + share * plot.width(), plot.bottom() - height * plot.height())

    def _value(self, point: ChartPoint) -> float:
        return float(point.labels) if self._by_labels else point.at.timestamp()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints frame, lines, intervals and points."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.setBrush(QColor(tokens.canvas))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if not self._points:
            painter.setPen(QColor(tokens.muted))
            painter.setFont(font(SMALL))
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            inner = self.rect().adjusted(24, 8, -24, -8)
            painter.drawText(inner, middle, self._text("dialogs.models.chart_none"))
            return
        self._paint_axis(painter)
        self._paint_points(painter)

    def _paint_axis(self, painter: QPainter) -> None:
        tokens, plot = theme().tokens, self._plot()
        bottom, top, step = self._range()
        painter.setFont(font(CAPTION))
        lines = round((top - bottom) / step)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for number in range(lines + 1):
            y = plot.bottom() - number / lines * plot.height()
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(QPointF(plot.left() - 4, y), QPointF(plot.right() + 12, y))
            painter.setPen(QColor(tokens.muted))
            box = QRectF(0, y - 8, plot.left() - 10, 16)
            painter.drawText(box, right, f"{round((bottom + number * step) * 100)}\u202f%")

    def _paint_points(self, painter: QPainter) -> None:
        tokens, plot = theme().tokens, self._plot()
        bottom, top, _ = self._range()
        places = [self.place(point) for point in self._points]
        painter.setPen(QPen(QColor(tokens.border_strong), 1.5))
        ordered = sorted(places, key=lambda place: place.x())
        for before, after in pairwise(ordered):
            painter.drawLine(before, after)
        free = -1e9
        for point, place in sorted(
            zip(self._points, places, strict=True), key=lambda pair: pair[1].x()
        ):
            color = QColor(tokens.confirmed_fill if point.active else tokens.accent)
            painter.setPen(QPen(color, 1.5))
            ends = [
                plot.bottom() - (value - bottom) / (top - bottom) * plot.height()
                for value in (point.low, point.high)
            ]
            painter.drawLine(QPointF(place.x(), ends[0]), QPointF(place.x(), ends[1]))
            for y in ends:
                painter.drawLine(QPointF(place.x() - _CAP, y), QPointF(place.x() + _CAP, y))
            if point.version_id == self._chosen:
                painter.setBrush(QColor(tokens.accent_soft))
                painter.drawEllipse(place, _RADIUS + 4, _RADIUS + 4)
            painter.setPen(QPen(QColor(tokens.canvas), 1.5))
            painter.setBrush(color)
            painter.drawEllipse(place, _RADIUS, _RADIUS)
            name = self._caption(point)
            width = painter.fontMetrics().horizontalAdvance(name) + 12
            if place.x() - width / 2 >= free:  # else it would lie on its neighbour's
                free = place.x() + width / 2
                painter.setPen(QColor(tokens.muted))
                box = QRect(round(place.x() - width / 2), round(plot.bottom()) + 6, width, 18)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def _caption(self, point: ChartPoint) -> str:
        if self._by_labels:
            return self._text("dialogs.models.chart_labels", count=point.labels)
        return str(point.number)

    # The pointer

    def _at(self, event: QMouseEvent) -> ChartPoint | None:
        def distance(point: ChartPoint) -> float:
            return (self.place(point) - event.position()).manhattanLength()

        nearest = min(self._points, key=distance, default=None)
        return nearest if nearest is not None and distance(nearest) <= _NEAR else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Says what the point under the pointer is."""
        point = self._at(event)
        self.setToolTip(point.spoken if point else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Picks the version of the point under the pointer."""
        if (point := self._at(event)) is not None:
            self.picked.emit(point.version_id)
