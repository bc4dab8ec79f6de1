"""The foot of the review: which keys there are; each can be clicked as well."""

from collections.abc import Iterable
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
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from shelftag.ui.flow_layout import FlowLayout
from shelftag.ui.review.sheets import CHECK, DOUBTS, PROPOSAL
from shelftag.ui.session import Session
from shelftag.ui.theme import font, theme
from shelftag.ui.tokens import CAPTION, RADIUS_SMALL, SMALL

LINE, GAP = 28, 4
LEFT, TOP, BELOW = 14, 4, 8
"""Margins of the row."""
MOST_LINES = 2
KEYS = {
    PROPOSAL: (("Enter", "confirm"), ("X", "out"), ("1–5", "give"), ("C", "pick"), ("A", "alike"),
               ("Space", "look"), ("W", "why"), ("S", "skip"), ("Ctrl+Z", "undo")),
    CHECK: (("X", "wrong"), ("1–5", "give"), ("C", "pick"), ("Space", "look"), ("W", "why"),
            ("Enter", "hand_in"), ("S", "later"), ("Ctrl+Z", "undo")),
    DOUBTS: (("Enter", "agree"), ("K", "keep"), ("1–5", "give"), ("C", "pick"), ("Space", "look"),
             ("W", "why"), ("S", "skip"), ("Ctrl+Z", "undo")),
}  # fmt: skip
"""By kind of page: the key on the cap, and what it does."""
DISPENSABLE = ("undo", "alike", "look", "why", "pick", "later", "skip", "give")
"""What is left out first where there is no room; the row's tool tip names it then."""
SPARED = 3
"""So many are left out before a second line takes room from the photos."""


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
        return QSize(self._cap() + words + 22, LINE)

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
        room = rect.adjusted(4 + self._cap() + 6, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())


class KeysRow(QWidget):
    """The keys of the kind of page that is open, in as many lines as the longest kind needs.

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
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._flow = FlowLayout(self, GAP)
        self._flow.setContentsMargins(LEFT, TOP, LEFT, BELOW)
        self._widths = {
            kind: [
                self._hint(key, what).sizeHint().width()
                for key, what in keys
                if what not in DISPENSABLE[:SPARED]
            ]
            for kind, keys in KEYS.items()
        }
        self.show_kind(PROPOSAL)

    def _hint(self, key: str, what: str) -> KeyHint:
        return KeyHint(key, self._session.text(f"review.keys.{what}"))

    def show_kind(self, kind: str) -> None:
        """Shows the keys of a kind of page."""
        if kind == self._kind:
            return
        self._kind = kind
        for old in self.hints.values():
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.hints = {}
        for key, what in KEYS[kind]:
            hint = self.hints[what] = self._hint(key, what)
            hint.clicked.connect(partial(self.pressed.emit, what))
            self._flow.addWidget(hint)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the hints to the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Gives the hints one line or two; what does not fit is left out, never without its words.

        The height depends on the width alone, so that pages of all kinds have the same room.
        """
        room = self.width() - 2 * LEFT
        lines = max(_lines(widths, room) for widths in self._widths.values())
        lines = min(lines, MOST_LINES)
        self.setFixedHeight(TOP + lines * LINE + (lines - 1) * GAP + BELOW)
        shown = {what: hint.sizeHint().width() for what, hint in self.hints.items()}
        for what in DISPENSABLE:
            if _lines(shown.values(), room) <= lines:
                break
            shown.pop(what, None)
        for what, hint in self.hints.items():
            hint.setVisible(what in shown)
        out = [hint.accessibleName() for what, hint in self.hints.items() if what not in shown]
        self.setToolTip("\n".join(out))
        self.setAccessibleDescription(", ".join(out))


def _lines(widths: Iterable[int], room: int) -> int:
    """Counts the lines that hints of these widths fill."""
    lines, left = 1, room
    for width in widths:
        if width > left and left < room:
            lines, left = lines + 1, room
        left -= width + GAP
    return lines
