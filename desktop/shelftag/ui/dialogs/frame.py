"""The frame of every dialog: emblem, headline, explanation, body, and buttons below."""

from collections.abc import Callable, Sequence
from functools import partial, reduce

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from shelftag.ui.controls import Icon
from shelftag.ui.dialogs.look import GAP, dress
from shelftag.ui.dialogs.pieces import NoticeBar, label
from shelftag.ui.preferences import Preferences
from shelftag.ui.translation import translate

Text = Callable[..., str]
"""Renders a message id with its parameters in the owner's language."""


def own_text() -> Text:
    """Returns the renderer for windows that stand before any catalogue is open."""
    return partial(translate, Preferences().language)


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Frame(QDialog):
    """A dialog whose sentences are ``dialogs.NAME.title`` and ``dialogs.NAME.explain``.

    Attributes:
        text: Renders message ids.
        body: The layout between explanation and buttons.
        notice: The bar for a sentence, hidden while there is none.
    """

    def __init__(
        self, name: str, icon: str, text: Text, parent: QWidget | None, size: QSize
    ) -> None:
        super().__init__(parent)
        self.text = text
        self._dialog = name
        dress(self)
        self.setWindowTitle(text(f"dialogs.{name}.title"))
        self.setAccessibleName(self.windowTitle())
        self.setSizeGripEnabled(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(3 * GAP, 3 * GAP, 3 * GAP, 3 * GAP)
        inner.setSpacing(2 * GAP)
        inner.addLayout(self._header(icon))
        self.notice = NoticeBar()
        inner.addWidget(self.notice)
        self.body = QVBoxLayout()
        self.body.setSpacing(2 * GAP)
        inner.addLayout(self.body, 1)
        outer.addLayout(inner, 1)
        footer = QFrame()
        footer.setObjectName("footer")
        self.buttons = QHBoxLayout(footer)
        self.buttons.setContentsMargins(3 * GAP, 2 * GAP, 3 * GAP, 2 * GAP)
        self.buttons.setSpacing(GAP)
        self._stretch_at = 0
        self.buttons.addStretch(1)
        outer.addWidget(footer)
        self.resize(size)

    def _header(self, icon: str) -> QHBoxLayout:
        header = QHBoxLayout()
        header.setSpacing(2 * GAP)
        emblem = Icon(icon, 24, "accent_text")
        emblem.setObjectName("emblem")
        emblem.setFixedSize(48, 48)
        emblem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        header.addWidget(emblem, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(GAP // 2)
        words.addWidget(label(self.text(f"dialogs.{self._dialog}.title"), "title"))
        words.addWidget(label(self.text(f"dialogs.{self._dialog}.explain"), "muted", wrap=True))
        header.addLayout(words, 1)
        return header

    def say(self, sentence: str, tone: str = "danger") -> None:
        """Shows a sentence under the headline, or hides it; the dialog grows where it must.

        Args:
            sentence: The sentence, or an empty text.
            tone: ``danger``, ``review`` (a warning), ``muted`` or ``confirmed``.
        """
        self.notice.show_sentence(sentence, tone)
        if self.isVisible():
            self._grow()

    def sentences(self, parts: Sequence[str]) -> str:
        """Joins sentences as the language does: with a space, or without."""

        def join(first: str, second: str) -> str:
            return self.text("dialogs.two_sentences", first=first, second=second)

        return reduce(join, parts) if parts else ""

    def showEvent(self, event: QShowEvent) -> None:
        """Opens large enough for its sentences, in whatever language."""
        self._grow()
        super().showEvent(event)

    def _grow(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            needed = layout.totalHeightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), needed)

    def add_button(
        self,
        message_id: str,
        clicked: Callable[[], object],
        kind: str = "",
        *,
        left: bool = False,
    ) -> QPushButton:
        """Adds a button to the footer, from left to right on its side.

        Args:
            message_id: Its label.
            clicked: What it does.
            kind: ``primary`` for the one that Enter presses, ``ghost``, or an ordinary one.
            left: Whether it stands on the left.
        """
        button = QPushButton(self.text(message_id))
        button.setAutoDefault(False)
        if kind:
            button.setProperty("kind", kind)
        if kind == "primary":
            button.setDefault(True)
        button.clicked.connect(lambda: clicked())
        if left:
            self.buttons.insertWidget(self._stretch_at, button)
            self._stretch_at += 1
        else:
            self.buttons.addWidget(button)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, else the primary one."""
        focused = self.focusWidget()
        if event.key() in _ENTER and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def add_footer_widget(self, widget: QWidget) -> None:
        """Puts a widget on the left of the footer; it gets the room between the buttons."""
        self.buttons.insertWidget(self._stretch_at, widget, 1)
        self._stretch_at += 1
        stretch = self.buttons.takeAt(self._stretch_at)
        del stretch
