"""A part of a dialog that is folded away until its headline is pressed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from shelftag.ui import icons
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.theme import theme


class Fold(QWidget):
    """A headline with an arrow, and what it hides.

    Attributes:
        button: The headline.
        inside: The layout of what it hides.
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.button = QPushButton(f" {title}")
        self.button.setProperty("kind", "link")
        self.button.setCheckable(True)
        self.button.setAutoDefault(False)
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.setAccessibleName(title)
        self._body = QWidget()
        self.inside = QVBoxLayout(self._body)
        self.inside.setContentsMargins(0, GAP, 0, 0)
        self.inside.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._body)
        self.button.toggled.connect(self._turn)
        theme().changed.connect(self._draw)
        self._turn(False)

    def _turn(self, opened: bool) -> None:
        self._body.setVisible(opened)
        self._draw()

    def _draw(self) -> None:
        name = "ph.caret-down-bold" if self.button.isChecked() else "ph.caret-right-bold"
        self.button.setIcon(icons.icon(name, theme().tokens.accent_text))
