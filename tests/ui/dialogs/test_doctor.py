"""The facts about the installation."""

import platform

import pytest
from PySide6.QtGui import QGuiApplication

from shelftag.ui.dialogs import DoctorDialog
from shelftag.ui.dialogs.doctor_process import ask_doctor
from shelftag_api.errors import ShelftagError


def test_the_facts_are_listed_and_copied(qtbot, session):
    dialog = DoctorDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog._copy_button.isEnabled()
    qtbot.waitUntil(lambda: bool(dialog.table.model.rows), timeout=60_000)
    assert ["Python", platform.python_version()] in dialog.table.model.as_texts()
    dialog._copy_button.click()
    assert f"python: {platform.python_version()}" in QGuiApplication.clipboard().text()


def test_a_driver_that_hangs_gets_a_sentence():
    with pytest.raises(ShelftagError) as caught:
        list(ask_doctor("en", timeout=0))
    assert caught.value.message_id == "dialogs.doctor.crashed"
