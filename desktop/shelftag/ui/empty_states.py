"""What stands in place of the empty grid: a picture, a sentence, a way on."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shelftag.ui import icons
from shelftag.ui.controls import Button, label
from shelftag.ui.session import Session
from shelftag.ui.theme import theme

KINDS = {
    "catalog": ("ph.download-simple-bold", "import"),
    "review": ("ph.check-bold", "all"),
    "search": ("ph.magnifying-glass", "clear"),
    "shelf": ("ph.package", "all"),
}
"""Icon and way on of each empty state."""


class _Illustration(QWidget):
    """An icon on a soft round, with a dashed frame where photos can be dropped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = "ph.package"
        self.setFixedSize(QSize(168, 144))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the picture."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.border), 1.5))
        painter.setBrush(QColor(tokens.surface))
        for angle, shift in ((-9, -30), (8, 30)):
            painter.save()
            painter.translate(84 + shift, 76)
            painter.rotate(angle)
            painter.drawRoundedRect(QRectF(-38, -44, 76, 88), 10, 10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.tile))
            painter.drawRoundedRect(QRectF(-30, -36, 60, 54), 6, 6)
            painter.drawRoundedRect(QRectF(-30, 26, 36, 6), 3, 3)
            painter.restore()
        painter.setPen(QPen(QColor(tokens.canvas), 6))
        painter.setBrush(QColor(tokens.accent_soft))
        painter.drawEllipse(QRectF(46, 34, 76, 76))
        icons.paint(painter, self.name, tokens.accent_text, 66, 54, 36)


class EmptyState(QWidget):
    """The picture, the sentence and the button.

    Attributes:
        headline: The short text.
        button: The way on.

    Signals:
        import_requested: Photos are to be imported.
        shelf_requested: All products are to be shown.
        clear_requested: The search is to be cleared.
    """

    import_requested = Signal()
    shelf_requested = Signal()
    clear_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._way = "import"
        self._picture = _Illustration()
        self.headline = label(role="title")
        self._sentence = label(role="muted")
        self._sentence.setWordWrap(True)
        self._sentence.setFixedWidth(400)
        self.button = Button("", "primary", self._go)
        self.setFocusProxy(self.button)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(2)
        layout.addWidget(self._picture, 0, centre)
        layout.addSpacing(8)
        for text in (self.headline, self._sentence):
            text.setAlignment(centre)
            layout.addWidget(text, 0, centre)
        layout.addSpacing(12)
        layout.addWidget(self.button, 0, centre)
        layout.addStretch(3)
        self.show_kind("catalog")

    def show_kind(self, kind: str) -> None:
        """Shows one of `KINDS`."""
        name, self._way = KINDS[kind]
        self._picture.name = name
        self._picture.update()
        self.headline.setText(self._session.text(f"ui.empty.{kind}.title"))
        self._sentence.setText(self._session.text(f"ui.empty.{kind}.text"))
        self._sentence.ensurePolished()
        self._sentence.setFixedHeight(self._sentence.heightForWidth(self._sentence.width()))
        self.button.setText(self._session.text(f"ui.empty.{kind}.button"))

    def _go(self) -> None:
        signals = {
            "import": self.import_requested,
            "all": self.shelf_requested,
            "clear": self.clear_requested,
        }
        signals[self._way].emit()
