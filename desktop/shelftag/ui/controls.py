"""Small controls that all parts of the window use; their icons follow the theme."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from shelftag.ui import icons
from shelftag.ui.theme import font, theme
from shelftag.ui.tokens import BODY


def label(text: str = "", role: str = "", parent: QWidget | None = None) -> QLabel:
    """Makes a label in a role of the type scale (see the style sheet); plain text, never HTML."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


def line(parent: QWidget | None = None) -> QFrame:
    """Makes a hairline."""
    made = QFrame(parent)
    made.setProperty("role", "line")
    return made


MIDDLE = Qt.TextElideMode.ElideMiddle


class ElidedLabel(QLabel):
    """One line of text with a … where it does not fit; the whole text is its tool tip.

    Args:
        text: What it shows at first.
        role: Its role in the style sheet.
        parent: The widget around it.
        elide: Where the … goes: at the end, or in the middle, which suits paths.
        hugs: Whether it asks for the room of its text; else it takes what is left.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "",
        parent: QWidget | None = None,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        *,
        hugs: bool = False,
    ) -> None:
        super().__init__(parent)
        self._mode, self._hugs, self._tip = elide, hugs, ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        across = QSizePolicy.Policy.Maximum if hugs else QSizePolicy.Policy.Ignored
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self._whole = text
        self.set_whole(text)

    def set_whole(self, text: str, tip: str = "") -> None:
        """Shows another text, which a tool tip may explain."""
        self._whole, self._tip = text, tip
        self.setAccessibleName(text)
        self.setAccessibleDescription(tip)
        self.updateGeometry()
        self._elide()

    def sizeHint(self) -> QSize:
        """Asks for the whole text's width where it hugs it."""
        hint = super().sizeHint()
        return QSize(self.whole_width, hint.height()) if self._hugs else hint

    def minimumSizeHint(self) -> QSize:
        """Stays visible, however little room there is."""
        hint = super().minimumSizeHint()
        return QSize(min(self.whole_width, 24), hint.height()) if self._hugs else hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the text again."""
        super().resizeEvent(event)
        self._elide()

    @property
    def whole_width(self) -> int:
        """Width at which the whole text fits."""
        return QFontMetrics(self.font()).horizontalAdvance(self._whole) + 1

    def _elide(self) -> None:
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._whole, self._mode, max(self.contentsRect().width(), 8))
        self.setText(shown)
        parts = (self._whole if shown != self._whole else "", self._tip)
        self.setToolTip("\n".join(part for part in parts if part))


def clearable(field: QLineEdit, tip: str) -> None:
    """Gives a field a button that empties it, with a name for screen readers and a tool tip."""
    field.setClearButtonEnabled(True)
    for button in field.findChildren(QToolButton):
        button.setAccessibleName(tip)
        button.setToolTip(tip)


CHIP_PADDING = 28
"""Left and right of a chip's words, its border included."""


def fit_chip(chip: QPushButton, more: int = 0) -> None:
    """Keeps a chip wide enough for its words in bold, which it has while it is chosen.

    Args:
        chip: The chip.
        more: What else it shows, in pixels.
    """
    bold = QFontMetrics(font(BODY, QFont.Weight.DemiBold))
    chip.setMinimumWidth(bold.horizontalAdvance(chip.text()) + CHIP_PADDING + more)


class Icon(QLabel):
    """An icon that stands alone."""

    def __init__(
        self, name: str, size: int, token: str = "muted", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._size, self._token = name, size, token
        self.setFixedSize(size, size)
        theme().changed.connect(self._draw)
        self._draw()

    def set_icon(self, name: str, token: str) -> None:
        """Shows another icon in the colour of a theme token."""
        self._name, self._token = name, token
        self._draw()

    def _draw(self) -> None:
        color = str(getattr(theme().tokens, self._token))
        self.setPixmap(icons.pixmap(self._name, color, self._size, self.devicePixelRatioF()))


class IconButton(QToolButton):
    """A button that shows an icon; its name is its tool tip and what screen readers say."""

    def __init__(
        self,
        name: str,
        tip: str,
        clicked: Callable[[], object] | None = None,
        *,
        size: int = 18,
        token: str = "muted",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._token = name, token
        self.setIconSize(QSize(size, size))
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if clicked is not None:
            self.clicked.connect(lambda: clicked())
        theme().changed.connect(self._draw)
        self._draw()

    def show_icon(self, name: str, tip: str) -> None:
        """Shows another icon, and says another thing of it."""
        if (name, tip) != (self._name, self.toolTip()):
            self._name = name
            self.setToolTip(tip)
            self.setAccessibleName(tip)
            self._draw()

    def _draw(self) -> None:
        self.setIcon(icons.icon(self._name, str(getattr(theme().tokens, self._token))))


class Button(QPushButton):
    """A button with a text, and an icon if it has one.

    It takes the focus by Tab only: after a click, the keys still work on the grid.
    """

    def __init__(
        self,
        text: str,
        kind: str = "",
        clicked: Callable[[], object] | None = None,
        *,
        icon: str = "",
        token: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f" {text}" if icon else text, parent)
        self.setAccessibleName(text)
        self._icon_name, self._token = icon, token
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if clicked is not None:
            self.clicked.connect(lambda: clicked())
        if icon:
            self.setIconSize(QSize(18, 18))
            theme().changed.connect(self._draw)
            self._draw()

    def _draw(self) -> None:
        self.setIcon(icons.icon(self._icon_name, str(getattr(theme().tokens, self._token))))
