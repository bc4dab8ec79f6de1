"""A dialog about a file or folder: chosen, or dropped on it."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from shelftag.ui.dialogs.folder_field import dropped_folder
from shelftag.ui.dialogs.frame import Frame, Text


class FileDialog(Frame):
    """Takes another file or folder at any time."""

    def __init__(
        self, name: str, icon: str, text: Text, parent: QWidget | None, size: QSize
    ) -> None:
        super().__init__(name, icon, text, parent, size)
        self.setAcceptDrops(True)

    def look_into(self, path: Path) -> None:
        """Shows what is in a file or folder."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes a single file or folder."""
        if dropped_folder(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Looks into what was dropped."""
        path = dropped_folder(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.look_into(path)
