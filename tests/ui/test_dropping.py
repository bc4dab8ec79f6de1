"""What is dropped on the window opens the dialog that it is for."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from shelftag.ui.dialogs import ImportDialog, TableImportDialog


def drop(window, path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    window.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind"), [("list.CSV", TableImportDialog), ("cup.jpg", ImportDialog)]
)
def test_a_table_and_a_photo_are_told_apart_by_name(qtbot, window, tmp_path, name, kind):
    (tmp_path / name).write_text("SKU\nA-1\n")
    drop(window, tmp_path / name)
    qtbot.waitUntil(lambda: window.findChild(kind) is not None)
    window.findChild(kind).reject()
