"""Fields for a place on disk: a line to type into with a button, and a zone to drop a folder on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from shelftag.ui.controls import Icon
from shelftag.ui.dialogs.frame import Text
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import label
from shelftag.ui.theme import mark


def dropped_folder(data: QMimeData) -> Path | None:
    """Returns the first thing dropped that lies on this computer, or None."""
    for url in data.urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None


class PathField(QWidget):
    """A labelled line for a path, and a button that asks for one.

    Attributes:
        line: The line.

    Signals:
        changed: What is typed there is different now.
    """

    changed = Signal()

    def __init__(
        self, title: str, browse: str, ask: Callable[[], Path | None], path: Path | None = None
    ) -> None:
        super().__init__()
        self._ask = ask
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP // 2)
        caption = QLabel(title)
        caption.setProperty("role", "strong")
        self.line = QLineEdit(str(path or ""))
        self.line.setAccessibleName(title)
        self.line.textChanged.connect(lambda: self.changed.emit())
        caption.setBuddy(self.line)
        button = QPushButton(browse)
        button.setAutoDefault(False)
        button.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.line, 1)
        row.addWidget(button)
        layout.addWidget(caption)
        layout.addLayout(row)

    @property
    def path(self) -> Path | None:
        """What is typed there, or None where nothing is."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def set_path(self, path: Path) -> None:
        """Puts a path there."""
        self.line.setText(str(path))

    def _browse(self) -> None:
        chosen = self._ask()
        if chosen is not None:
            self.set_path(chosen)


class DropZone(QFrame):
    """A large zone: drop a folder or a file here, or press the button.

    Args:
        text: Renders message ids.
        choose: What the button does.
        name: The dialog: the sentences are ``dialogs.NAME.drop``, ``drop_hint`` and ``choose``.
        icon: What it shows.

    Signals:
        dropped: A path was dropped.
    """

    dropped = Signal(object)

    def __init__(
        self,
        text: Text,
        choose: Callable[[], object],
        name: str = "import",
        icon: str = "ph.folder-notch-open",
    ) -> None:
        super().__init__()
        self.setProperty("kind", "drop")
        self.setAcceptDrops(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        layout.addStretch(1)
        layout.addWidget(Icon(icon, 56, "accent_text"), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(GAP)
        for made in (
            label(text(f"dialogs.{name}.drop"), "subtitle"),
            label(text(f"dialogs.{name}.drop_hint"), "muted"),
        ):
            made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(made)
        layout.addSpacing(GAP)
        self.button = QPushButton(text(f"dialogs.{name}.choose"))
        self.button.setProperty("kind", "primary")
        self.button.setDefault(True)
        self.button.clicked.connect(lambda: choose())
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Shows that a folder may be dropped."""
        if dropped_folder(event.mimeData()) is not None:
            event.acceptProposedAction()
            mark(self, over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Looks as before."""
        mark(self, over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes the folder."""
        mark(self, over=False)
        folder = dropped_folder(event.mimeData())
        if folder is not None:
            event.acceptProposedAction()
            self.dropped.emit(folder)
