"""All dialogs: keys, names for screen readers, themes, languages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QTableView

from shelftag.ui import dialogs
from shelftag.ui.theme import theme

WITH_SESSION = [
    "DoctorDialog",
    "ExportCatalogDialog",
    "ExportLabelsDialog",
    "HistoryDialog",
    "ImportDialog",
    "ModelsDialog",
]


@pytest.fixture(params=WITH_SESSION)
def dialog(request, qtbot, session):
    made = getattr(dialogs, request.param)(session)
    qtbot.addWidget(made)
    made.show()
    return made


def test_escape_closes(qtbot, dialog):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_control_has_a_name(dialog):
    for kind in (QPushButton, QCheckBox):
        assert all(control.text() for control in dialog.findChildren(kind))
    for kind in (QLineEdit, QTableView):
        for control in dialog.findChildren(kind):
            inside = control.parent().accessibleName() if control.parent() else ""
            assert control.accessibleName() or inside, control


def test_no_sentence_is_missing(dialog):
    for kind in (QPushButton, QCheckBox):
        assert not [c.text() for c in dialog.findChildren(kind) if c.text().startswith("dialogs.")]
    assert not dialog.windowTitle().startswith("dialogs.")


def test_the_look_follows_the_theme(dialog):
    try:
        theme().set_mode("dark")
        dark = dialog.styleSheet()
        theme().set_mode("light")
        assert dialog.styleSheet() != dark
    finally:
        theme().set_mode("light")


def test_every_dialog_is_exported():
    for name in dialogs.__all__:
        assert callable(getattr(dialogs, name))
    with pytest.raises(AttributeError):
        _ = dialogs.Nothing


def test_enter_presses_the_button_that_has_the_focus(qtbot, session):
    dialog = dialogs.ExportCatalogDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    (close,) = (b for b in dialog.findChildren(QPushButton) if b.text() == "Cancel")
    close.setFocus()
    qtbot.keyClick(close, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert session.submitted == []
