"""What a dialog shows while the engine works out its content: what is done, and how far it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from shelftag.ui.controls import MIDDLE, ElidedLabel
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import label
from shelftag_api.progress import Progress

_WIDTH = 320


class WaitPage(QFrame):
    """A sentence over a bar, and what it is about below.

    Args:
        sentence: What is being done.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.setProperty("kind", "well")
        self.phase = label(sentence, "subtitle")
        self.detail = ElidedLabel(role="small", elide=MIDDLE)
        self.detail.setFixedWidth(_WIDTH)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * GAP)
        layout.addStretch(1)
        for part in (self.phase, self.bar, self.detail):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.begin(sentence)

    def begin(self, sentence: str, detail: str = "") -> None:
        """Starts anew, with nothing known of how far it is.

        Args:
            sentence: What is being done.
            detail: What it is done with, a file for example.
        """
        self.phase.setText(sentence)
        self.detail.set_whole(detail)
        self.bar.setAccessibleName(sentence)
        self.bar.setRange(0, 0)
        self.bar.show()

    def show_progress(self, sentence: str, progress: Progress) -> None:
        """Says how far it is."""
        self.phase.setText(sentence)
        self.bar.setRange(0, progress.total or 0)
        self.bar.setValue(progress.done)

    def stop(self, sentence: str) -> None:
        """Says why nothing comes."""
        self.phase.setText(sentence)
        self.detail.set_whole("")
        self.bar.hide()
