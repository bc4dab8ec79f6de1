"""The foot of the review: which keys there are; each can be clicked as well."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from shelftag.ui.review.sheets import CHECK, DOUBTS, PROPOSAL
from shelftag.ui.session import Session
from shelftag.ui.theme import font, theme
from shelftag.ui.tokens import CAPTION, RADIUS_SMALL, SMALL

HEIGHT = 40
KEYS = {
    PROPOSAL: (("Enter", "confirm"), ("X", "out"), ("1–5", "give"), ("C", "pick"), ("A", "alike"),
               ("Space", "look"), ("W", "why"), ("S", "skip"), ("Ctrl+Z", "undo")),
    CHECK: (("X", "wrong"), ("1–5", "give"), ("C", "pick"), ("Space", "look"), ("W", "why"),
            ("Enter", "hand_in"), ("S", "later"), ("Ctrl+Z", "undo")),
    DOUBTS: (("Enter", "agree"), ("K", "keep"), ("1–5", "give"), ("C", "pick"), ("Space", "look"),
             ("W", "why"), ("S", "skip"), ("Ctrl+Z", "undo")),
}  # fmt: skip
"""By kind of page: the key on the cap, and what it does."""


class KeyHint(QAbstractButton):
    """A key cap and what the key does."""

    def __init__(self, key: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setText(text)
        self.setAccessibleName(f"{text} ({key})")
        self.setToolTip(f"{text} ({key})")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Returns the size of cap and words."""
        words = QFontMetrics(font(SMALL)).horizontalAdvance(self.text())
        return QSize(self._cap() + words + 22, 28)

    def minimumSizeHint(self) -> QSize:
        """Where there is little room, the cap alone stays."""
        return QSize(self._cap() + 12, 28)

    def _cap(self) -> int:
        metrics = QFontMetrics(font(CAPTION, QFont.Weight.DemiBold))
        return max(20, metrics.horizontalAdvance(self.key) + 12)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Lights up."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints cap and words."""
        tokens, rect = theme().tokens, self.rect()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() or self.isDown():
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(rect, RADIUS_SMALL, RADIUS_SMALL)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 1.5))
            frame = QRectF(rect).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(frame, RADIUS_SMALL, RADIUS_SMALL)
        cap = QRectF(4.5, (rect.height() - 20) / 2 + 0.5, self._cap() - 1, 19)
        painter.setPen(QPen(QColor(tokens.border_strong), 1))
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setFont(font(CAPTION, QFont.Weight.DemiBold))
        painter.setPen(QColor(tokens.text))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.key)
        painter.setFont(font(SMALL))
        painter.setPen(QColor(tokens.muted))
        left = 4 + self._cap() + 6
        room = rect.width() - left - 4
        words = QFontMetrics(painter.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room
        )
        if room > 24 or words == self.text():
            painter.drawText(rect.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)


class KeysRow(QWidget):
    """The keys of the kind of page that is open.

    Attributes:
        hints: By what they do.

    Signals:
        pressed: What a hint that was clicked does.
    """

    pressed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = ""
        self.hints: dict[str, KeyHint] = {}
        self.setFixedHeight(HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 4, 14, 8)
        self._row.setSpacing(4)
        self.show_kind(PROPOSAL)

    def show_kind(self, kind: str) -> None:
        """Shows the keys of a kind of page."""
        if kind == self._kind:
            return
        self._kind = kind
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.hints = {}
        for key, what in KEYS[kind]:
            hint = KeyHint(key, self._session.text(f"review.keys.{what}"))
            hint.clicked.connect(partial(self.pressed.emit, what))
            self.hints[what] = hint
            self._row.addWidget(hint)
        self._row.addStretch(1)
