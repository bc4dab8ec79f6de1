"""Asks for folders and files with the system's own dialogs."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def choose_folder(parent: QWidget | None, title: str, start: Path | None = None) -> Path | None:
    """Asks for a folder that exists."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start or pictures()))
    return Path(chosen) if chosen else None


def choose_file(parent: QWidget | None, title: str, kinds: str) -> Path | None:
    """Asks for a file that exists.

    Args:
        parent: The window.
        title: What it is for.
        kinds: Qt's filter, for example ``Models (*.zip)``.
    """
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(documents()), kinds)
    return Path(chosen) if chosen else None


def choose_new_file(parent: QWidget | None, title: str, start: Path, kinds: str) -> Path | None:
    """Asks where a file goes; the system asks before an existing one is overwritten.

    It does not know of the suffix that is added here where none was typed: a file that is there
    under the whole name is asked about once more.
    """
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(start), kinds)
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix:
        return path
    whole = path.with_suffix(start.suffix)
    return choose_new_file(parent, title, whole, kinds) if whole.exists() else whole


def documents() -> Path:
    """Returns the owner's documents folder."""
    return _standard(QStandardPaths.StandardLocation.DocumentsLocation)


def pictures() -> Path:
    """Returns the owner's pictures folder."""
    return _standard(QStandardPaths.StandardLocation.PicturesLocation)


def _standard(which: QStandardPaths.StandardLocation) -> Path:
    found = Path(QStandardPaths.writableLocation(which))
    return found if found.is_dir() else Path.home()
