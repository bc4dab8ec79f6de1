"""What is done with whole catalogues: make, open, go back to one, back up, show where it lies."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from shelftag.catalog import places
from shelftag.ui.actions import Actions
from shelftag.ui.session import Session


class Catalogues(QObject):
    """The commands about catalogues.

    Args:
        session: The open catalogue.
        actions: The commands; the menu of recent catalogues is filled here.
        window: The window that dialogs belong to.

    Signals:
        requested: Another catalogue (its folder, a Path) is to be opened.
    """

    requested = Signal(object)

    def __init__(self, session: Session, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._actions = actions
        self._window = window
        actions.recent.aboutToShow.connect(self._fill_recent)

    def menu(self) -> QMenu:
        """Makes the menu of the sidebar's head."""
        menu, by_name = QMenu(self._window), self._actions.by_name
        menu.addAction(by_name["new"])
        menu.addAction(by_name["open"])
        menu.addMenu(self._actions.recent)
        menu.addSeparator()
        menu.addAction(by_name["back_up"])
        menu.addAction(by_name["locate"])
        return menu

    def make(self) -> None:
        """Asks where a new catalogue goes."""
        from shelftag.ui import dialogs

        self.request(dialogs.new_catalog(self._window))

    def choose(self) -> None:
        """Asks which catalogue to open."""
        from shelftag.ui import dialogs

        self.request(dialogs.choose_catalog(self._window))

    def request(self, folder: Path | None) -> None:
        """Asks for a catalogue to be opened; not for None, or the one that is."""
        if folder is not None and folder != self._session.catalog.folder:
            self.requested.emit(folder)

    def back_up(self) -> None:
        """Asks where a copy of the catalogue goes, and makes it in the background."""
        session = self._session
        parent = QFileDialog.getExistingDirectory(self._window, session.text("ui.back_up.where"))
        if not parent:
            return
        name = f"{session.catalog.folder.name} {datetime.now():%Y-%m-%d %H.%M}"
        session.background.read(
            lambda: session.catalog.back_up(Path(parent) / name),
            lambda target: session.notify("ui.back_up.done", path=str(target)),
            None,
            self,
        )

    def locate(self) -> None:
        """Shows where the catalogue lies, in the system's file manager."""
        folder = self._session.catalog.folder
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._session.notify("ui.locate", path=str(folder))

    def _fill_recent(self) -> None:
        menu = self._actions.recent
        menu.clear()
        for folder in places.recent_catalogs():
            action = menu.addAction(folder.name.replace("&", "&&"))
            action.setToolTip(str(folder))
            action.setEnabled(folder != self._session.catalog.folder)
            action.triggered.connect(lambda _checked=False, folder=folder: self.request(folder))
        if menu.isEmpty():
            menu.addAction(self._session.text("ui.menu.no_recent")).setEnabled(False)
