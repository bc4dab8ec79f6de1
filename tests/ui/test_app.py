"""Opening, switching and closing catalogues; crashes; dropped folders."""

import sys

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog

from shelftag.catalog import places
from shelftag.catalog.catalog import Catalog
from shelftag.ui.app import Desk
from shelftag.ui.crash import CrashFunnel
from shelftag.ui.main_window import MainWindow


@pytest.fixture
def desk(qtbot, monkeypatch):
    monkeypatch.setattr("shelftag.ui.app.ENGINE_JOBS", "ui_jobs:JOBS")
    made = Desk()
    yield made
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()


def test_a_catalogue_opens_and_is_remembered(desk, shop_folder):
    assert desk.open(shop_folder)
    assert isinstance(desk.window, MainWindow)
    assert desk.window.windowTitle() == "Corner shop – Shelftag"
    assert places.recent_catalogs()[0] == shop_folder


def test_an_empty_folder_becomes_a_catalogue(desk, tmp_path):
    assert desk.open(tmp_path / "New shop")
    assert (tmp_path / "New shop" / "catalog.db").is_file()


def test_switching_closes_the_catalogue_before(desk, shop_folder, tmp_path):
    desk.open(shop_folder)
    desk.window.catalog_requested.emit(tmp_path / "Other")
    assert desk.session.catalog.folder == tmp_path / "Other"
    Catalog.open(shop_folder).close()


def test_a_catalogue_in_use_is_refused_and_the_open_one_stays(desk, shop_folder, tmp_path):
    desk.open(tmp_path / "Mine")
    with Catalog.open(shop_folder):
        assert not desk.open(shop_folder)
    assert desk.session.catalog.folder == tmp_path / "Mine"
    assert "open in another Shelftag window" in desk.window.center.toast.sentence.text()


def test_closing_the_window_closes_the_catalogue(desk, shop_folder):
    desk.open(shop_folder)
    desk.window.close()
    assert desk.session is None
    Catalog.open(shop_folder).close()


def test_the_language_changes_while_the_window_is_open(desk, shop_folder, qtbot):
    desk.open(shop_folder)
    english = desk.window
    english._set_language("zh_CN")
    qtbot.waitUntil(lambda: desk.window is not english)
    assert desk.window.sidebar.import_button.accessibleName() == "导入文件夹"
    assert desk.session is not None
    assert undo_in_a_field(desk.window) == "撤消(&U)"
    desk.window._set_language("en")
    qtbot.waitUntil(lambda: undo_in_a_field(desk.window) == "&Undo")


def undo_in_a_field(window) -> str:
    """What Qt itself offers in the menu of the search field."""
    menu = window.center.top_bar.search.createStandardContextMenu()
    text = menu.actions()[0].text().split("\t")[0]
    menu.deleteLater()
    return text


def test_a_dropped_folder_opens_the_import_dialog(window, tmp_path, qtbot):
    photos = tmp_path / "photos"
    photos.mkdir()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photos))])
    window.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    qtbot.waitUntil(lambda: window.findChildren(QDialog) != [])
    dialog = window.findChildren(QDialog)[0]
    assert dialog.windowTitle().startswith("Import")
    dialog.close()


def test_a_bug_is_shown_once_with_its_details(qtbot, qapp, monkeypatch, home):
    home.mkdir(exist_ok=True)
    funnel = CrashFunnel()
    for error in (ValueError("first"), ValueError("second")):
        funnel._hook(type(error), error, None)
    qtbot.waitUntil(lambda: funnel.dialog is not None)
    assert "first" in funnel.dialog.details
    dialog = funnel.dialog
    dialog._copy()
    assert "ValueError: first" in qapp.clipboard().text()
    dialog.accept()
    assert funnel.dialog is None
    assert sys.excepthook is not funnel._hook
