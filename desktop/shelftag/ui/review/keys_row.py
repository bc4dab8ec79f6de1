"""The foot of the review: which keys there are; each can be clicked as well."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

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
        self._words = True
        self.setText(text)
        self.setAccessibleName(f"{text} ({key})")
        self.setToolTip(f"{text} ({key})")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_words(self, shown: bool) -> None:
        """Shows cap and words, or the cap alone."""
        self._words = shown
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Returns the size of what is shown."""
        words = QFontMetrics(font(SMALL)).horizontalAdvance(self.text()) + 10 if self._words else 0
        return QSize(self._cap() + words + 12, 28)

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
        if not self._words:
            return
        painter.setFont(font(SMALL))
        painter.setPen(QColor(tokens.muted))
        room = rect.adjusted(4 + self._cap() + 6, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())


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
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
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
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the hints to the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leaves the words of the last keys out where there is no room for all."""
        hints = list(self.hints.values())
        for hint in hints:
            hint.show_words(True)
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        gaps = self._row.spacing() * len(hints)
        for hint in reversed(hints):
            if sum(one.sizeHint().width() for one in hints) + gaps <= room:
                break
            hint.show_words(False)
