"""The pieces that all dialogs are made of: labels, icons that follow the theme, notices."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from shelftag.ui.controls import Icon
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.theme import mark

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


def file_well(icon: str, name: QWidget, button: QWidget) -> QFrame:
    """Builds the line that names the file or folder that a dialog is about.

    Args:
        icon: Of what it is.
        name: Its name; takes the room that is left.
        button: Chooses another.
    """
    well = QFrame()
    well.setProperty("kind", "well")
    row = QHBoxLayout(well)
    row.setContentsMargins(12, GAP, GAP, GAP)
    row.setSpacing(12)
    row.addWidget(Icon(icon, 20, "accent_text"))
    row.addWidget(name, 1)
    row.addWidget(button)
    return well


def stacked(*lines: QWidget) -> QWidget:
    """Puts lines of text close below one another."""
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    for line in lines:
        layout.addWidget(line)
    return box


class NoticeBar(QFrame):
    """A sentence inside a dialog: what is wrong, or what to know."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(10)
        self._icon = Icon(NOTICE_ICONS["muted"], 18, "muted")
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
        layout.addWidget(Icon(icon, 40, "muted"), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(GAP)
        for made in (label(title, "subtitle", wrap=True), label(sentence, "muted", wrap=True)):
            made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(made)
        layout.addStretch(3)
