"""The first window: what Shelftag is, and the ways to begin."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from shelftag.catalog import places
from shelftag.ui.controls import MIDDLE, ElidedLabel, Icon
from shelftag.ui.dialogs.frame import own_text
from shelftag.ui.dialogs.look import GAP, dress
from shelftag.ui.dialogs.pieces import NoticeBar, label
from shelftag.ui.dialogs.places import choose_catalog, new_catalog
from shelftag.ui.stylesheet import ICONS


class WelcomeWindow(QWidget):
    """Create, open, go on with a recent catalogue, or try the demo.

    Attributes:
        notice: The bar for what did not work: the caller shows the sentence there.

    Signals:
        chosen: The folder (Path) of a catalogue; a new one is empty or not there yet.
        demo: The owner wants to try the demo.
    """

    chosen = Signal(object)
    demo = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self._text = own_text()
        dress(self)
        self.setWindowTitle("Shelftag")
        self.resize(880, 560)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._story(), 5)
        layout.addWidget(self._ways(), 6)

    def _story(self) -> QFrame:
        """Builds the left half: what this is."""
        side = QFrame()
        side.setObjectName("sidebar")
        layout = QVBoxLayout(side)
        layout.setContentsMargins(5 * GAP, 6 * GAP, 5 * GAP, 5 * GAP)
        layout.setSpacing(2 * GAP)
        emblem = QLabel()
        ratio = self.devicePixelRatioF()
        picture: QPixmap = QIcon(str(ICONS / "shelftag.svg")).pixmap(round(64 * ratio))
        picture.setDevicePixelRatio(ratio)
        emblem.setPixmap(picture)
        layout.addWidget(emblem)
        layout.addSpacing(GAP)
        layout.addWidget(label(self._text("dialogs.welcome.title"), "title", wrap=True))
        layout.addWidget(label(self._text("dialogs.welcome.what"), "muted", wrap=True))
        layout.addStretch(1)
        private = QHBoxLayout()
        private.setSpacing(12)
        shield = Icon("ph.shield-check", 24, "confirmed")
        private.addWidget(shield, 0, Qt.AlignmentFlag.AlignTop)
        private.addWidget(label(self._text("dialogs.welcome.private"), "muted", wrap=True), 1)
        layout.addLayout(private)
        return side

    def _ways(self) -> QWidget:
        """Builds the right half: the ways to begin."""
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(5 * GAP, 6 * GAP, 5 * GAP, 4 * GAP)
        layout.setSpacing(GAP)
        self.notice = NoticeBar()
        layout.addWidget(self.notice)
        layout.addWidget(label(self._text("dialogs.welcome.begin"), "subtitle"))
        layout.addSpacing(GAP // 2)
        for name, icon, act in (
            ("create", "ph.plus-circle", self._create),
            ("open", "ph.folder-open", self._open),
            ("demo", "ph.play-circle", self.demo.emit),
        ):
            title = self._text(f"dialogs.welcome.{name}")
            layout.addWidget(_Row(icon, title, self._text(f"dialogs.welcome.{name}_hint"), act))
        recent = places.recent_catalogs()
        if recent:
            layout.addSpacing(2 * GAP)
            layout.addWidget(label(self._text("dialogs.welcome.recent"), "subtitle"))
            layout.addSpacing(GAP // 2)
            layout.addWidget(self._recent(recent), 1)
        else:
            layout.addStretch(1)
        return side

    def _recent(self, folders: list[Path]) -> QScrollArea:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        for folder in folders:
            rows.addWidget(
                _Row("ph.storefront", folder.name, str(folder.parent), self._chooser(folder))
            )
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        return area

    def _chooser(self, folder: Path) -> Callable[[], None]:
        return lambda: self.chosen.emit(folder)

    def _create(self) -> None:
        if folder := new_catalog(self):
            self.chosen.emit(folder)

    def _open(self) -> None:
        if folder := choose_catalog(self):
            self.chosen.emit(folder)


class _Row(QPushButton):
    """A large button: icon, title, and a line below it."""

    def __init__(self, icon: str, title: str, hint: str, clicked: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        self.setFixedHeight(60)
        self.clicked.connect(lambda: clicked())
        grid = QGridLayout(self)
        grid.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        grid.setHorizontalSpacing(2 * GAP)
        grid.setVerticalSpacing(0)
        first, second = (
            ElidedLabel(role="strong", elide=MIDDLE),
            ElidedLabel(role="small", elide=MIDDLE),
        )
        first.set_whole(title)
        second.set_whole(hint)
        grid.addWidget(Icon(icon, 24, "accent_text"), 0, 0, 2, 1)
        grid.addWidget(first, 0, 1)
        grid.addWidget(second, 1, 1)
        grid.setColumnStretch(1, 1)
        for shown in self.findChildren(QLabel):
            shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
