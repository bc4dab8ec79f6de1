"""The one funnel for our own bugs: logged, and shown once with a button that copies the details."""

import logging
import platform
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from types import TracebackType

import PySide6
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from shelftag.catalog import places
from shelftag.ui.controls import Button, label
from shelftag.ui.preferences import Preferences
from shelftag.ui.translation import translate

_log = logging.getLogger("shelftag")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashFunnel(QObject):
    """Catches what nobody caught: in the Qt thread, in others, in destructors.

    Attributes:
        dialog: The dialog, while it is open; later crashes are only logged.

    Signals:
        caught: Details of a crash, from whichever thread.
    """

    caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dialog: CrashDialog | None = None
        self.caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Takes over the hooks, and opens the log file."""
        _open_log()
        sys.excepthook = self._hook
        threading.excepthook = lambda a: self._hook(a.exc_type, a.exc_value, a.exc_traceback)
        sys.unraisablehook = lambda a: self._hook(a.exc_type, a.exc_value, a.exc_traceback)
        qInstallMessageHandler(_log_qt)

    def _hook(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            app = QGuiApplication.instance()
            if app is not None:
                app.quit()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        _log.error("unexpected: %s", text)
        self.caught.emit(text)

    def _show(self, text: str) -> None:
        if self.dialog is None:
            self.dialog = CrashDialog(text)
            self.dialog.finished.connect(self._closed)
            self.dialog.open()

    def _closed(self) -> None:
        self.dialog = None


class CrashDialog(QDialog):
    """Says that it was our fault, and that nothing stored is lost.

    Attributes:
        details: What is copied.
    """

    def __init__(self, trace: str) -> None:
        super().__init__()
        language = Preferences().language
        versions = f"Python {platform.python_version()}, Qt {PySide6.__version__}"
        self.details = f"{platform.platform()}, {versions}\n\n{trace}"
        self.setWindowTitle("Shelftag")
        self.resize(640, 420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(translate(language, "ui.crash.title"), "title"))
        sentence = label(translate(language, "ui.crash.text"), "muted")
        sentence.setWordWrap(True)
        layout.addWidget(sentence)
        view = QPlainTextEdit(self.details)
        view.setReadOnly(True)
        view.setAccessibleName(translate(language, "ui.details"))
        layout.addWidget(view, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button(translate(language, "ui.crash.copy"), "", self._copy))
        row.addWidget(Button(translate(language, "ui.crash.go_on"), "primary", self.accept))
        layout.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)


def _open_log() -> None:
    """Logs to a small file in Shelftag's own folder."""
    handler = RotatingFileHandler(
        places.home() / "shelftag.log", maxBytes=500_000, backupCount=2, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), message)
