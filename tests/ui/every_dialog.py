"""Opens each dialog of the window on the small shop."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from settling import settle

from shelftag.catalog.operations import history
from shelftag.ui import dialogs
from shelftag.ui.about import AboutDialog
from shelftag.ui.dialogs.delete_category import DeleteCategoryDialog
from shelftag.ui.main_window import MainWindow


def _operation(window) -> int:
    with window.session.catalog.database.read() as reader:
        return next(entry.id for entry in history(reader, limit=99) if entry.kind == "tag")


OPENERS = {
    "folders": lambda w: dialogs.FoldersDialog(w.session, w),
    "export labels": lambda w: dialogs.ExportLabelsDialog(w.session, w),
    "export catalogue": lambda w: dialogs.ExportCatalogDialog(w.session, w),
    "history": lambda w: dialogs.HistoryDialog(w.session, w),
    "imports": lambda w: dialogs.ImportsDialog(w.session, w),
    "look-alikes": lambda w: dialogs.LookAlikesDialog(w.session, w),
    "taxonomy": lambda w: dialogs.TaxonomyDialog(w.session, w),
    "table": lambda w: dialogs.TableImportDialog(w.session, None, w),
    "models": lambda w: dialogs.ModelsDialog(w.session, w),
    "import": lambda w: dialogs.ImportDialog(w.session, w.session.catalog.folder, w),
    "bulk edit": lambda w: dialogs.BulkEditDialog(w.session, w.center.model.ids[:5],
                                                  w.center.model.ids, w),
    "what changed": lambda w: dialogs.WhatChangedDialog(w.session, _operation(w), w),
    "would change": lambda w: dialogs.WouldChangeDialog(w.session, 1, w),
    "delete category": lambda w: DeleteCategoryDialog(
        w.session, next(iter(w.session.tree.nodes)), w
    ),
    "about": lambda w: AboutDialog(w.session, w),
}  # fmt: skip
"""By name: what makes the dialog of a main window."""


@contextmanager
def opened_dialog(qtbot: QtBot, window: MainWindow, name: str) -> Iterator[QDialog]:
    """Opens a dialog until the test has looked at it."""
    dialog = OPENERS[name](window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    settle(qtbot, window)
    yield dialog
    dialog.close()
    QApplication.processEvents()
