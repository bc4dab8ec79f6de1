"""Panels that lie over the window: dim what is behind, close with Escape or a click outside."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget


class Overlay(QWidget):
    """Covers its parent and holds a panel; the focus returns to where it was.

    Attributes:
        panel: What it shows.

    Signals:
        closed: It was closed.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, *, dim: int = 110) -> None:
        super().__init__(parent)
        self._dim = dim
        self._focus_before: QWidget | None = None
        self.panel = QFrame(self)
        self.panel.setObjectName("panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        self._under = parent
        parent.installEventFilter(self)

    def centre(self, width: int, height: int = 0, *, top: bool = False) -> None:
        """Lays the panel out in the middle, or near the top."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 96 if top else 32, 32, 32)
        side = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
        layout.addWidget(self.panel, 0, side | Qt.AlignmentFlag.AlignHCenter)
        self.panel.setFixedWidth(width)
        if height:
            self.panel.setFixedHeight(height)

    def open(self) -> None:
        """Shows the overlay."""
        self._focus_before = self._under.window().focusWidget()
        self.setGeometry(self._under.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def close_overlay(self) -> None:
        """Hides it and gives the focus back."""
        if not self.isVisible():
            return
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the parent's size."""
        if event.type() == QEvent.Type.Resize and watched is self._under:
            self.setGeometry(self._under.rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Closes with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_overlay()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Closes with a click outside the panel."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_overlay()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dims what is behind."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, self._dim))
