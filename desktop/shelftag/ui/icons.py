"""Icons: one family (Phosphor, by way of QtAwesome), drawn crisp at every scale."""

from functools import cache

from PySide6.QtCore import QRect, QSize, Qt, qAddPostRoutine
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from qtawesome import IconicFont

STATE_ICONS = {
    "review": "ph.circle-dashed-bold",
    "accepted": "ph.sparkle-fill",
    "trusted": "ph.folder-simple-fill",
    "confirmed": "ph.check-circle-fill",
}
"""Each state has its own shape too: colour alone would not tell everybody."""

_pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}


def _forget() -> None:
    """Drops what is cached while the application is still there: Qt crashes on it afterwards."""
    _pixmaps.clear()
    icon.cache_clear()
    _font.cache_clear()


@cache
def _font() -> IconicFont:
    """Loads the one font that is used; QtAwesome's own start loads all of them."""
    qAddPostRoutine(_forget)
    return IconicFont(("ph", "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json"))


@cache
def icon(name: str, color: str, disabled: str = "", active: str = "") -> QIcon:
    """Returns an icon.

    Args:
        name: For example ``ph.tag``.
        color: ``#rrggbb``.
        disabled: Colour while its control is disabled; by default half transparent.
        active: Colour while its control is checked; by default the same.
    """
    faded = QColor(disabled or color)
    if not disabled:
        faded.setAlphaF(0.4)
    made: QIcon = _font().icon(
        name,
        color=QColor(color),
        color_disabled=faded,
        color_on=QColor(active or color),
        color_off=QColor(color),
    )
    return made


def pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    """Returns an icon as a picture, from a cache.

    Args:
        name: For example ``ph.tag``.
        color: ``#rrggbb``.
        size: Edge in device-independent pixels.
        ratio: Device pixels per device-independent pixel.
    """
    key = (name, color, size, ratio)
    found = _pixmaps.get(key)
    if found is None:
        found = QPixmap(QSize(size, size) * ratio)
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        icon(name, color).paint(painter, QRect(0, 0, found.width(), found.height()))
        painter.end()
        found.setDevicePixelRatio(ratio)
        _pixmaps[key] = found
    return found


def paint(painter: QPainter, name: str, color: str, x: int, y: int, size: int) -> None:
    """Draws an icon with its top left corner at a point."""
    painter.drawPixmap(x, y, pixmap(name, color, size, painter.device().devicePixelRatioF()))
