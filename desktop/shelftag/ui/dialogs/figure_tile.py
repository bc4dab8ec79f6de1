"""A figure with its name, as a button that shows what it counts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from shelftag.ui.controls import ElidedLabel, Icon
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import label


class FigureTile(QPushButton):
    """A count that shows what is behind it when it is pressed.

    Args:
        title: What is counted.
        icon: Its icon.
        token: Theme token of the icon's colour.
    """

    def __init__(self, title: str, icon: str, token: str) -> None:
        super().__init__()
        self._title = title
        self.setProperty("kind", "tile")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.figure = label("–", "figure")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        layout.setSpacing(12)
        layout.addWidget(Icon(icon, 24, token))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.figure)
        words.addWidget(ElidedLabel(title, "small"))
        layout.addLayout(words, 1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_count(self, count: str, *, can_open: bool) -> None:
        """Shows a count; one of nothing cannot be opened."""
        self.figure.setText(count)
        self.setAccessibleName(f"{count} {self._title}")
        self.setEnabled(can_open)
