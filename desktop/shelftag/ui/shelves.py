"""The smart shelves at the head of the sidebar: all, to review, accepted, confirmed, and others."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from shelftag.ui import icons
from shelftag.ui.overview import Overview
from shelftag.ui.session import Session
from shelftag.ui.theme import font, theme
from shelftag.ui.tokens import BODY, RADIUS, SMALL
from shelftag.ui.translation import number

ROW_HEIGHT = 34
SHELVES = {
    "all": ("ph.squares-four", "text"),
    "review": ("ph.circle-dashed-bold", "review"),
    "accepted": ("ph.sparkle-fill", "accepted"),
    "confirmed": ("ph.check-circle-fill", "confirmed"),
    "none": ("ph.question", "muted"),
    "missing": ("ph.link-break", "danger"),
}


class ShelfRow(QAbstractButton):
    """One shelf: icon, name, count.

    Attributes:
        count: Products on it, as shown.
    """

    def __init__(self, icon: str, token: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._token = icon, token
        self.count = ""
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_count(self, count: int, language: str) -> None:
        """Shows how many products there are."""
        self.count = number(count, language)
        self.setAccessibleName(f"{self.text()}, {self.count}")
        self.update()

    def sizeHint(self) -> QSize:
        """Returns the size of a row."""
        return QSize(200, ROW_HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Lights up."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the row."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.rect()
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft if self.isChecked() else tokens.hover))
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(tokens.accent))
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        color = str(getattr(tokens, self._token))
        icons.paint(painter, self._icon, color, 10, (rect.height() - 18) // 2, 18)
        weight = QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal
        painter.setFont(font(BODY, weight))
        painter.setPen(QColor(tokens.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(38, 0, -60, 0), middle, self.text())
        painter.setFont(font(SMALL))
        painter.setPen(QColor(tokens.muted))
        right = Qt.AlignmentFlag.AlignRight
        painter.drawText(rect.adjusted(0, 0, -12, 0), middle | right, self.count)


class ShelfList(QWidget):
    """All smart shelves.

    Attributes:
        rows: By shelf.

    Signals:
        opened: Name of the shelf that was clicked.
    """

    opened = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(2)
        self._group = QButtonGroup(self)
        self.rows: dict[str, ShelfRow] = {}
        for shelf in SHELVES:
            row = ShelfRow(*SHELVES[shelf], session.text(f"ui.shelf.{shelf}"))
            row.clicked.connect(partial(self.opened.emit, shelf))
            self._group.addButton(row)
            self.rows[shelf] = row
            layout.addWidget(row)

    def show_counts(self, overview: Overview) -> None:
        """Shows the counts."""
        everything = overview.everything
        counts = {
            "all": everything.total,
            "review": everything.review,
            "accepted": everything.accepted,
            "confirmed": everything.confirmed,
            "none": overview.uncategorised.total,
            "missing": overview.missing.total,
        }
        for shelf, row in self.rows.items():
            row.set_count(counts[shelf], self._session.language)
        missing = self.rows["missing"]
        missing.setVisible(counts["missing"] > 0 or missing.isChecked())

    def show_shelf(self, shelf: str) -> None:
        """Marks the shelf that is open, or none while a category is."""
        self._group.setExclusive(False)
        for name, row in self.rows.items():
            row.setChecked(name == shelf)
        self._group.setExclusive(shelf in self.rows)
