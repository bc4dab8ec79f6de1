"""Asks where the catalogue goes as a table; the engine writes it."""

import os
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from shelftag.ui.controls import Icon
from shelftag.ui.dialogs.file_choice import choose_new_file, documents
from shelftag.ui.dialogs.folder_field import PathField
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.pieces import label
from shelftag.ui.session import Session


class ExportCatalogDialog(Frame):
    """From a file name to a started export.

    Attributes:
        file: Where the table goes.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("table", "ph.table", session.text, parent, QSize(600, 320))
        self._session = session
        name = session.text("dialogs.table.file_name", name=session.catalog.folder.name)
        self._start_at = documents() / name
        self.file = PathField(
            session.text("dialogs.table.file"),
            session.text("dialogs.browse"),
            self._choose,
            self._start_at,
        )
        self.file.changed.connect(self._enable)
        self.body.addWidget(self.file)
        products = session.overview.everything.total
        box = QFrame()
        box.setProperty("kind", "well")
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(Icon("ph.rows", 20, "accent_text"))
        row.addWidget(
            label(session.text("dialogs.table.products", count=products), "strong", wrap=True), 1
        )
        self.body.addWidget(box)
        self.body.addStretch(1)
        self.add_button("dialogs.cancel", self.reject)
        self._export_button = self.add_button("dialogs.export", self._start, "primary")
        self._enable()

    def _choose(self) -> Path | None:
        start = self.file.path or self._start_at
        title = self.text("dialogs.table.choose_title")
        return choose_new_file(self, title, start, "CSV (*.csv)")

    def _enable(self) -> None:
        """Says beforehand what would not work, and what would be overwritten."""
        path = self.file.path
        sentence, tone = "", "review"
        if path is not None and (path.is_dir() or not _can_write(path.absolute().parent)):
            sentence, tone = self.text("export.cannot_write", path=str(path)), "danger"
        elif path is not None and path.exists():
            sentence = self.text("dialogs.table.overwrites", name=path.name)
        self.say(sentence, tone)
        self._export_button.setEnabled(path is not None and tone != "danger")

    def _start(self) -> None:
        path = self.file.path
        if path is None:
            return
        if not path.suffix:
            path = path.with_suffix(".csv")
        self._session.submit("export_catalog", path=str(path.absolute()))
        self.accept()


def _can_write(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK)
