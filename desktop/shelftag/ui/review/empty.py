"""What stands in place of the pages: nothing to review, no model, no products, or trouble."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shelftag.ui.controls import Button, Icon, label
from shelftag.ui.session import Session

KINDS = {
    "": ("ph.hourglass", "muted"),
    "catalog": ("ph.download-simple", "accent_text"),
    "model": ("ph.brain", "accent_text"),
    "mending": ("ph.image", "accent_text"),
    "failed": ("ph.warning-circle", "danger"),
    "done": ("ph.check-circle", "confirmed"),
}
"""Icon of each state; the first stands there while a page comes."""


class ReviewEmpty(QWidget):
    """An icon, a sentence, and what to do.

    Attributes:
        headline: The short text.
        button: The way on.

    Signals:
        import_requested: Photos are to be imported.
        models_requested: The models are to be shown.
        left: The review is to be left.
    """

    import_requested = Signal()
    models_requested = Signal()
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = ""
        self._icon = Icon("ph.hourglass", 56)
        self.headline = label(role="title")
        self._sentence = label(role="muted")
        self._sentence.setWordWrap(True)
        self._sentence.setFixedWidth(420)
        self.button = Button("", "primary", self._go)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addStretch(2)
        layout.addWidget(self._icon, 0, centre)
        for words in (self.headline, self._sentence):
            words.setAlignment(centre)
            layout.addWidget(words, 0, centre)
        layout.addSpacing(8)
        layout.addWidget(self.button, 0, centre)
        layout.addStretch(3)

    def show_kind(self, kind: str) -> None:
        """Shows one of `KINDS`."""
        self._kind = kind
        name = kind or "coming"
        text = self._session.text
        self._icon.set_icon(*KINDS[kind])
        self.headline.setText(text(f"review.empty.{name}.title"))
        self._sentence.setText(text(f"review.empty.{name}.text"))
        self._sentence.ensurePolished()
        self._sentence.setFixedHeight(self._sentence.heightForWidth(self._sentence.width()))
        self.button.setVisible(bool(kind))
        self.button.setText(text(f"review.empty.{kind or 'done'}.button"))
        self.button.setAccessibleName(self.button.text())

    def _go(self) -> None:
        signals = {"catalog": self.import_requested, "model": self.models_requested}
        signals.get(self._kind, self.left).emit()
