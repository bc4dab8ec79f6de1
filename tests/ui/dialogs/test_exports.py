"""The two export dialogs: what the engine is asked for, and what is refused beforehand."""

from datetime import datetime

import pytest
from PySide6.QtCore import QDate

from shelftag.catalog import labels, tree
from shelftag.catalog.models import Photo, Product, ProductPhoto
from shelftag.catalog.operations import operation
from shelftag.ui.dialogs import ExportCatalogDialog, ExportLabelsDialog


@pytest.fixture
def labelled(catalog):
    """Two products with three photos, labelled today; nobody was contradicted."""
    with operation(catalog.database, "import", "import") as scope:
        category = tree.add_category(scope, "Mugs", None)
        for number in range(2):
            product = Product(title=f"Mug {number}", operation_id=scope.id)
            scope.session.add(product)
            scope.session.flush()
            for position in range(number + 1):
                photo = Photo(
                    sha256=f"{number}{position}" * 32, byte_size=1, width=1, height=1, format="JPEG"
                )
                scope.session.add(photo)
                scope.session.flush()
                scope.session.add(
                    ProductPhoto(product_id=product.id, photo_id=photo.id, operation_id=scope.id)
                )
    with operation(catalog.database, "label") as scope:
        labels.assign(scope, [1, 2], category)


@pytest.fixture
def dialog(qtbot, session, labelled):
    made = ExportLabelsDialog(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made._export_button.isEnabled)
    return made


def test_the_number_of_labels_is_shown(dialog):
    assert dialog._count_label.text() == "3 photos of 2 products will be copied."


def test_all_labels_are_exported_by_default(dialog, session, tmp_path):
    dialog.folder.set_path(tmp_path / "labels")
    dialog._export_button.click()
    expected = {"folder": str(tmp_path / "labels"), "since": None, "corrected_only": False}
    assert session.submitted == [("export_labels", expected)]


def test_a_date_is_the_beginning_of_that_day_here(dialog, session, tmp_path):
    dialog.folder.set_path(tmp_path / "labels")
    dialog.only_since.click()
    dialog.since.setDate(QDate(2026, 3, 1))
    dialog._start()
    since = datetime.fromisoformat(session.submitted[0][1]["since"])
    assert since == datetime(2026, 3, 1).astimezone()


def test_a_choice_without_labels_cannot_be_exported(qtbot, dialog):
    dialog.corrected_only.click()
    qtbot.waitUntil(lambda: not dialog._export_button.isEnabled())
    assert dialog._count_label.text() == "No label fits this choice."


def test_a_folder_with_something_in_it_is_refused(dialog, session, tmp_path):
    dialog.folder.set_path(tmp_path)
    dialog._export_button.click()
    assert "is not empty" in dialog.notice.sentence.text()
    assert session.submitted == []
    assert dialog.isVisible()


def test_without_labels_the_dialog_says_what_to_do(qtbot, session):
    made = ExportLabelsDialog(session)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: "no labels to export yet" in made._count_label.text())
    assert not made._export_button.isEnabled()


@pytest.fixture
def table(qtbot, session):
    made = ExportCatalogDialog(session)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_catalogue_goes_to_the_typed_file(table, session, tmp_path):
    table.file.set_path(tmp_path / "shop")
    table._export_button.click()
    assert session.submitted == [("export_catalog", {"path": str(tmp_path / "shop.csv")})]


def test_the_file_is_named_after_the_catalogue(table):
    assert table.file.path.name == "Corner shop.csv"


def test_an_existing_file_is_announced(table, tmp_path):
    (tmp_path / "shop.csv").touch()
    table.file.set_path(tmp_path / "shop.csv")
    assert "will be replaced" in table.notice.sentence.text()
    assert table._export_button.isEnabled()


def test_a_folder_that_is_not_there_is_refused(table, tmp_path):
    table.file.set_path(tmp_path / "gone" / "shop.csv")
    assert "cannot be written" in table.notice.sentence.text()
    assert not table._export_button.isEnabled()
