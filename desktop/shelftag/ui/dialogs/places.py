"""Asks which catalogue to open, or where a new one goes."""

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from shelftag.catalog import places
from shelftag.catalog.catalog import DATABASE
from shelftag.ui.controls import MIDDLE, ElidedLabel
from shelftag.ui.dialogs.file_choice import choose_folder
from shelftag.ui.dialogs.folder_field import PathField
from shelftag.ui.dialogs.frame import Frame, own_text
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import label
from shelftag.ui.dialogs.work import Work

_TYPING_MS = 250


def choose_catalog(parent: QWidget | None = None) -> Path | None:
    """Asks for the folder of an existing catalogue; returns None where the owner gives up."""
    dialog = OpenCatalogDialog(parent)
    return dialog.chosen if dialog.exec() else None


def new_catalog(parent: QWidget | None = None) -> Path | None:
    """Asks where a new catalogue goes, with a warning where the place is risky.

    Returns:
        A folder that is empty or not there yet, for `Catalog.create`; None where the owner gives
        up.
    """
    dialog = NewCatalogDialog(parent)
    return dialog.chosen if dialog.exec() else None


class OpenCatalogDialog(Frame):
    """Asks for a folder and says at once where it holds no catalogue.

    Attributes:
        folder: The field.
        chosen: The folder, once the dialog was accepted.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        text = own_text()
        super().__init__("open", "ph.folder-open", text, parent, QSize(600, 280))
        self.chosen: Path | None = None
        recent = places.recent_catalogs()
        self.folder = PathField(
            text("dialogs.open.folder"), text("dialogs.browse"), self._choose,
            recent[0] if recent else None,
        )  # fmt: skip
        self.folder.changed.connect(self._enable)
        self.body.addWidget(self.folder)
        self.body.addStretch(1)
        self.add_button("dialogs.cancel", self.reject)
        self._open_button = self.add_button("dialogs.open.open", self._open, "primary")
        self._enable()

    def _choose(self) -> Path | None:
        return choose_folder(self, self.text("dialogs.open.title"), places.default_catalog().parent)

    def _enable(self) -> None:
        self.say("")
        self._open_button.setEnabled(self.folder.path is not None)

    def _open(self) -> None:
        path = self.folder.path
        if path is None:
            return
        if path.name == DATABASE:
            path = path.parent
        if not (path / DATABASE).is_file():
            self.say(self.text("catalog.missing", path=str(path)))
            return
        self.chosen = path.absolute()
        self.accept()


class NewCatalogDialog(Frame):
    """Asks for a name and a place, and warns where the place is risky.

    Attributes:
        name: The field for the name of the folder.
        folder: The field for the folder in which it is made.
        chosen: The new folder, once the dialog was accepted.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        text = own_text()
        super().__init__("new", "ph.storefront", text, parent, QSize(600, 392))
        self.chosen: Path | None = None
        self._check: Work | None = None
        default = places.default_catalog()
        caption = label(text("dialogs.new.name"), "strong")
        self.name = QLineEdit(_free_name(default))
        self.name.setAccessibleName(caption.text())
        caption.setBuddy(self.name)
        named = QVBoxLayout()
        named.setSpacing(GAP // 2)
        named.addWidget(caption)
        named.addWidget(self.name)
        self.folder = PathField(
            text("dialogs.new.folder"), text("dialogs.browse"), self._choose, default.parent
        )
        self.body.addLayout(named)
        self.body.addWidget(self.folder)
        self._where = ElidedLabel(role="small", elide=MIDDLE)
        self.body.addWidget(self._where)
        self.body.addStretch(1)
        self.add_button("dialogs.cancel", self.reject)
        self._create_button = self.add_button("dialogs.new.create", self._create, "primary")
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._start_check)
        self.name.textChanged.connect(lambda: self._changed())
        self.folder.changed.connect(self._changed)
        self.name.selectAll()
        self._changed()

    @property
    def target(self) -> Path | None:
        """The folder that would be made, or None where something is missing."""
        name, folder = self.name.text().strip(), self.folder.path
        if folder is None or not name or name in (".", "..") or set(name) & set('/\\\0:*?"<>|'):
            return None
        return folder.absolute() / name

    def _choose(self) -> Path | None:
        return choose_folder(self, self.text("dialogs.new.choose_title"), self.folder.path)

    def _changed(self) -> None:
        target = self.target
        self._create_button.setEnabled(target is not None)
        self._where.set_whole(
            self.text("dialogs.new.where", path=str(target))
            if target
            else self.text("dialogs.new.bad_name")
        )
        self._typing.start()

    def _start_check(self) -> None:
        """Looks at the place beside the window: asking for all mounts can take a while."""
        if self._check is not None:
            self._check.cancel()
        target = self.target
        if target is None:
            self.say("")
            return
        self._check = Work(_look_at(target), self)
        self._check.finished.connect(self._show_risk)
        self._check.start()

    def _show_risk(self, message_id: str | None) -> None:
        self.say(self.text(message_id) if message_id else "", "review")

    def _create(self) -> None:
        target = self.target
        if target is None:
            return
        try:
            taken = target.exists() and (not target.is_dir() or any(target.iterdir()))
        except OSError:
            taken = True
        if taken:
            exists = "exists" if (target / DATABASE).is_file() else "folder_not_empty"
            self.say(self.text(f"catalog.{exists}", path=str(target)))
            return
        self.chosen = target
        self.accept()

    def done(self, result: int) -> None:
        """Closes, and forgets a check under way."""
        self._typing.stop()
        if self._check is not None:
            self._check.cancel()
        super().done(result)


def _look_at(folder: Path) -> Generator[None, None, str | None]:
    """Says why a place is risky; a job without intermediate steps."""
    yield
    return places.risky_place(folder)


def _free_name(default: Path) -> str:
    """Returns the suggested name, with a number where it is taken."""
    for number in range(1, 100):
        name = default.name if number == 1 else f"{default.name} {number}"
        if not (default.parent / name).exists():
            return name
    return default.name
