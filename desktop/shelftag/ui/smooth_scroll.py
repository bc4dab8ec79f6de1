"""Lets a mouse wheel glide instead of jump; touch pads are smooth already."""

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QEvent, QObject, QPropertyAnimation
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

_GLIDE_MS = 140
_NOTCH = 120
"""Angle units of one notch, and the pixels that it scrolls."""


class SmoothScroll(QObject):
    """Watches the wheel over a scroll area's viewport."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._bar = area.verticalScrollBar()
        self._glide = QPropertyAnimation(self._bar, b"value", self)
        self._glide.setDuration(_GLIDE_MS)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the notches of a wheel over."""
        if not isinstance(event, QWheelEvent) or not event.pixelDelta().isNull():
            return super().eventFilter(watched, event)
        if not event.angleDelta().y():
            return super().eventFilter(watched, event)
        running = self._glide.state() == QAbstractAnimation.State.Running
        start = int(self._glide.endValue()) if running else self._bar.value()
        target = start - round(event.angleDelta().y() * _NOTCH / 120)
        self._glide.stop()
        self._glide.setStartValue(self._bar.value())
        self._glide.setEndValue(min(max(target, self._bar.minimum()), self._bar.maximum()))
        self._glide.start()
        event.accept()
        return True
