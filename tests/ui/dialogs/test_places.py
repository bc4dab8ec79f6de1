"""The first window, and the dialogs that open and make catalogues."""

from PySide6.QtWidgets import QPushButton

from shelftag.catalog import places
from shelftag.catalog.catalog import Catalog
from shelftag.ui.dialogs import WelcomeWindow
from shelftag.ui.dialogs.places import NewCatalogDialog, OpenCatalogDialog


def button(window, name):
    return next(b for b in window.findChildren(QPushButton) if b.accessibleName() == name)


def test_the_welcome_offers_recent_catalogues(qtbot, tmp_path):
    folder = tmp_path / "Ceramics"
    Catalog.create(folder).close()
    places.remember_catalog(folder)
    window = WelcomeWindow()
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.chosen) as caught:
        button(window, "Ceramics").click()
    assert caught.args == [folder]


def test_the_welcome_offers_the_demo(qtbot):
    window = WelcomeWindow()
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.demo):
        button(window, "Try the demo").click()


def test_the_welcome_hands_on_where_a_new_catalogue_goes(qtbot, tmp_path, monkeypatch):
    window = WelcomeWindow()
    qtbot.addWidget(window)
    monkeypatch.setattr("shelftag.ui.dialogs.welcome.new_catalog", lambda _parent: tmp_path / "n")
    with qtbot.waitSignal(window.chosen) as caught:
        button(window, "New catalogue").click()
    assert caught.args == [tmp_path / "n"]


def test_a_risky_place_is_warned_about_before_anything_is_made(qtbot, tmp_path):
    dialog = NewCatalogDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.folder.set_path(tmp_path / "OneDrive")
    qtbot.waitUntil(dialog.notice.isVisible, timeout=10_000)
    assert "synchronised with a cloud service" in dialog.notice.sentence.text()
    dialog.name.setText("Shop")
    dialog._create()
    assert dialog.chosen == tmp_path / "OneDrive" / "Shop"
    assert not dialog.chosen.exists()


def test_a_name_that_is_no_folder_name_cannot_be_used(qtbot, tmp_path):
    dialog = NewCatalogDialog()
    qtbot.addWidget(dialog)
    for name in ("", "..", "a/b", "a:b"):
        dialog.name.setText(name)
        assert not dialog._create_button.isEnabled()


def test_a_place_that_is_taken_is_refused(qtbot, tmp_path):
    (tmp_path / "Shop").mkdir()
    (tmp_path / "Shop" / "letter.txt").touch()
    dialog = NewCatalogDialog()
    qtbot.addWidget(dialog)
    dialog.folder.set_path(tmp_path)
    dialog.name.setText("Shop")
    dialog._create()
    assert dialog.chosen is None
    assert "is not empty" in dialog.notice.sentence.text()


def test_a_folder_without_catalogue_is_refused(qtbot, tmp_path):
    dialog = OpenCatalogDialog()
    qtbot.addWidget(dialog)
    dialog.folder.set_path(tmp_path)
    dialog._open()
    assert dialog.chosen is None
    assert "There is no Shelftag catalogue" in dialog.notice.sentence.text()


def test_the_database_file_stands_for_its_folder(qtbot, tmp_path):
    Catalog.create(tmp_path / "Shop").close()
    dialog = OpenCatalogDialog()
    qtbot.addWidget(dialog)
    dialog.folder.set_path(tmp_path / "Shop" / "catalog.db")
    dialog._open()
    assert dialog.chosen == tmp_path / "Shop"
