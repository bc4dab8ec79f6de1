"""The dialog that says what this is."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shelftag.ui.controls import Button, label
from shelftag.ui.session import Session
from shelftag.ui.stylesheet import ICONS


class AboutDialog(QDialog):
    """Name, version, licence."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = session.text
        self.setWindowTitle(text("ui.menu.about"))
        self.setFixedWidth(440)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(16)
        picture = QLabel()
        picture.setPixmap(QIcon(str(ICONS / "shelftag.svg")).pixmap(56, 56))
        head.addWidget(picture)
        names = QVBoxLayout()
        names.addWidget(label("Shelftag", "title"))
        names.addWidget(label(text("ui.about.version", version=_version()), "muted"))
        head.addLayout(names, 1)
        layout.addLayout(head)
        for key in ("what", "private", "licence"):
            line = label(text(f"ui.about.{key}"), "" if key == "what" else "muted")
            line.setWordWrap(True)
            layout.addWidget(line)
        close = Button(text("ui.close"), "primary", self.accept)
        close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _version() -> str:
    try:
        return version("shelftag")
    except PackageNotFoundError:
        return "–"
