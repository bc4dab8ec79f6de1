"""The pieces that all dialogs are made of: labels, icons that follow the theme, notices."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from shelftag.ui import icons
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.theme import mark, theme

NOTICE_ICONS = {
    "danger": "ph.warning-circle-fill",
    "review": "ph.warning-fill",
    "muted": "ph.info",
    "confirmed": "ph.check-circle-fill",
}


def label(
    text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None
) -> QLabel:
    """Makes a label with a role of the style sheet; plain text, so that no name becomes HTML."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if wrap:
        made.setWordWrap(True)
        policy = made.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        made.setSizePolicy(policy)
    return made


class ElidedLabel(QLabel):
    """One line that loses its middle, not its ends, where there is no room."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)

    def show_text(self, text: str) -> None:
        """Shows a text; its tooltip and accessible name have all of it."""
        self._full = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the text anew."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = max(self.contentsRect().width(), 0)
        self.setText(self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideMiddle, room))


class IconLabel(QLabel):
    """An icon in a colour of the theme."""

    def __init__(self, name: str, token: str, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._token, self._size = name, token, size
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme().changed.connect(self._draw)
        self._draw()

    def set_icon(self, name: str, token: str) -> None:
        """Shows another icon."""
        self._name, self._token = name, token
        self._draw()

    def _draw(self) -> None:
        color = getattr(theme().tokens, self._token)
        self.setPixmap(icons.pixmap(self._name, color, self._size, self.devicePixelRatioF()))


class NoticeBar(QFrame):
    """A sentence inside a dialog: what is wrong, or what to know."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(10)
        self._icon = IconLabel(NOTICE_ICONS["muted"], "muted", 18)
        self.sentence = label(wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.sentence, 1)
        self.hide()

    def show_sentence(self, sentence: str, tone: str = "danger") -> None:
        """Shows a sentence, or hides the bar where there is none.

        Args:
            sentence: The sentence.
            tone: ``danger``, ``review`` (a warning), ``muted`` or ``confirmed``.
        """
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self._icon.set_icon(NOTICE_ICONS[tone], tone)
        mark(self, tone=tone)
        self.setVisible(bool(sentence))


class EmptyState(QWidget):
    """What a list shows where there is nothing to list."""

    def __init__(self, icon: str, title: str, sentence: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GAP, 3 * GAP, 4 * GAP, 3 * GAP)
        layout.setSpacing(GAP)
        layout.addStretch(2)
        layout.addWidget(IconLabel(icon, "muted", 40))
        layout.addSpacing(GAP)
        for made in (label(title, "subtitle", wrap=True), label(sentence, "muted", wrap=True)):
            made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(made)
        layout.addStretch(3)
