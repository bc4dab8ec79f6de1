"""The button that retrains, with a badge for the labels that are new."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from shelftag.ui.controls import Button
from shelftag.ui.session import Session
from shelftag.ui.theme import font, theme
from shelftag.ui.tokens import CAPTION
from shelftag.ui.translation import number


class RetrainButton(Button):
    """Retrains; a badge says how many new labels there are to learn from."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session.text("ui.retrain"), "badge", icon="ph.graduation-cap", token="accent_text",
            parent=parent,
        )  # fmt: skip
        self._session = session
        self._badge = ""
        self.refresh()

    def refresh(self) -> None:
        """Shows how many labels are new."""
        count = self._session.overview.new_labels
        self._badge = number(min(count, 9999), self._session.language) if count else ""
        self.setToolTip(self._session.text("ui.retrain_tip", count=count))
        self.setAccessibleName(f"{self._session.text('ui.retrain')}. {self.toolTip()}")
        self.updateGeometry()
        self.update()

    def show_words(self, shown: bool) -> None:
        """Shows the words, or the icon and the badge alone."""
        self.setText(f" {self._session.text('ui.retrain')}" if shown else "")

    def sizeHint(self) -> QSize:
        """Leaves room for the badge."""
        hint = super().sizeHint()
        return QSize(hint.width() + (36 if self.text() or self._badge else 0), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the button and its badge."""
        super().paintEvent(event)
        if not self._badge:
            return
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(CAPTION, QFont.Weight.DemiBold))
        width = max(20, painter.fontMetrics().horizontalAdvance(self._badge) + 12)
        box = QRectF(self.width() - width - 8, (self.height() - 18) / 2, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(box, 9, 9)
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._badge)
