"""Starts the application, and switches between catalogues."""

import gc
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from shelftag.catalog import places
from shelftag.catalog.catalog import DATABASE, Catalog
from shelftag.engine.client import JOBS
from shelftag.ui.changes import Notice
from shelftag.ui.crash import CrashFunnel
from shelftag.ui.main_window import MainWindow
from shelftag.ui.preferences import Preferences
from shelftag.ui.session import Session
from shelftag.ui.stylesheet import ICONS
from shelftag.ui.theme import theme
from shelftag.ui.translation import speak, translate
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import render_error

ENGINE_JOBS = JOBS
"""Where the engine finds its jobs."""
_SWITCH_SECONDS = 0.001
"""How long a thread that reads the database may keep the interpreter from the window's thread."""


def application() -> QApplication:
    """Returns the Qt application with name, icon and theme; the first call makes it."""
    made = QApplication.instance()
    if not isinstance(made, QApplication):
        sys.setswitchinterval(_SWITCH_SECONDS)
        QApplication.setApplicationName("Shelftag")
        QApplication.setApplicationDisplayName("Shelftag")
        QApplication.setDesktopFileName("shelftag")
        made = QApplication(sys.argv[:1])
        made.setWindowIcon(QIcon(str(ICONS / "shelftag.svg")))
    preferences = Preferences()
    theme().set_mode(preferences.theme)
    speak(made, preferences.language)
    return made


def spare_collector() -> None:
    """Takes all that is there now out of the garbage collector's way.

    A full collection looks at every object and holds the interpreter's lock meanwhile: a tenth of a
    second with the libraries loaded, in the midst of whatever the owner is doing. What an earlier
    call set aside is looked at once more, so that a closed window's objects go.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class Desk(QObject):
    """Holds the one window that is open: a catalogue's, or the welcome.

    Attributes:
        window: The window.
        session: The open catalogue, or None while the welcome shows.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.window: QWidget | None = None
        self.session: Session | None = None

    def open(self, folder: Path) -> bool:
        """Opens a catalogue in the place of the one before; an empty or new folder becomes one.

        Returns:
            Whether it worked; where not, what was open stays and says why.
        """
        try:
            exists = (folder / DATABASE).is_file()
            catalog = Catalog.open(folder) if exists else Catalog.create(folder)
        except ShelftagError as error:
            self._explain(error)
            return False
        self._close_session()
        places.remember_catalog(catalog.folder)
        self.session = Session(catalog, engine_jobs=ENGINE_JOBS)
        self._show_window()
        warning = places.risky_place(folder)
        if warning is not None:
            self.session.notice.emit(Notice(warning, is_error=True))
        if self.session.overview.model is None:
            self.session.submit("prepare")
        return True

    def welcome(self) -> None:
        """Shows the window for those who have no catalogue open."""
        from shelftag.ui import dialogs

        window = dialogs.WelcomeWindow()
        window.chosen.connect(self.open)
        window.demo.connect(self._start_demo)
        self._replace(window)

    def _show_window(self) -> None:
        assert self.session is not None
        application()  # whose own texts follow the owner's choice of language
        before = self.window if isinstance(self.window, MainWindow) else None
        same = before is not None and before.session is self.session
        window = MainWindow(self.session, before if same else None)
        window.catalog_requested.connect(self.open)
        window.rebuild_requested.connect(lambda: QTimer.singleShot(0, self._show_window))
        window.closed.connect(lambda: self._window_closed(window))
        self._replace(window)
        QTimer.singleShot(0, self, spare_collector)

    def _replace(self, window: QWidget) -> None:
        """Shows a window and lets the one before go."""
        before, self.window = self.window, window
        if before is not None:
            window.setGeometry(before.geometry())
        window.show()
        if before is not None:
            if isinstance(before, MainWindow):
                before.close_for_good()
            else:
                before.close()
            before.deleteLater()

    def _window_closed(self, window: QWidget) -> None:
        if window is self.window:
            self._close_session()

    def _close_session(self) -> None:
        if self.session is not None:
            self.session.close()
            self.session.deleteLater()
            self.session = None

    def _start_demo(self) -> None:
        QProcess.startDetached(sys.executable, ["-m", "shelftag.cli", "demo"])
        language = Preferences().language
        notice = getattr(self.window, "notice", None)
        if notice is not None:
            notice.show_sentence(translate(language, "ui.demo.started"), "confirmed")

    def _explain(self, error: ShelftagError) -> None:
        """Says in the open window why a catalogue could not be opened."""
        if self.session is not None:
            self.session.report(error)
            return
        if self.window is None:
            self.welcome()
        notice = getattr(self.window, "notice", None)
        if notice is not None:
            notice.show_sentence(render_error(error, Preferences().language))


def run(folder: Path | None = None) -> int:
    """Runs the application until its window is closed.

    Args:
        folder: The catalogue to open; None for the one used last, or the welcome.

    Returns:
        The process's exit code.
    """
    app = application()
    funnel = CrashFunnel(app)
    funnel.install()
    desk = Desk(app)
    recent = places.recent_catalogs()
    wanted = folder or (recent[0] if recent else None)
    if wanted is None:
        desk.welcome()
    else:
        desk.open(wanted)
    code = app.exec()
    desk._close_session()
    return int(code)
