"""The dialog for tables, with a real engine that reads them."""

import csv

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog

from shelftag.catalog.catalog import Catalog
from shelftag.importing.tables.fields import TableField
from shelftag.importing.tables.mapping import TableOrder
from shelftag.ui.dialogs import ImportDialog, TableImportDialog, TableReportDialog
from shelftag.ui.session import Session
from table_shop import Shop

TABLE = "Nr;Bezeichnung;Preis;Farbe\nA-1;Grüne Tasse;12,50;grün\nA-2;Kanne;teuer;rot\nX-1;Hut;1;\n"


@pytest.fixture
def shop(tmp_path):
    shop = Shop(tmp_path / "Corner shop")
    shop.ids = shop.add({"cup.jpg": "A-1", "pot.jpg": "A-2"})
    shop.catalog.close()
    return shop


@pytest.fixture
def session(qtbot, shop):
    """A session with an engine, in the place of the one that only notes."""
    shop.catalog = Catalog.open(shop.catalog.folder)
    shop.database = shop.catalog.database
    made = Session(shop.catalog)
    yield made
    made.close()


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "Preisliste.csv"
    path.write_bytes(TABLE.encode("cp1252"))
    return path


@pytest.fixture
def opened(qtbot, session):
    def open_dialog(*args, **options):
        dialog = TableImportDialog(session, *args, **options)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_dialog


def compared(qtbot, dialog):
    """Waits until it is known what would become of the rows."""
    wait = (
        dialog.text("dialogs.table_import.comparing"),
        dialog.text("dialogs.table_import.reading"),
    )
    qtbot.waitUntil(
        lambda: dialog.order is not None and dialog._matches.text() not in wait, timeout=60_000
    )
    return dialog


def choose(combo: QComboBox, value) -> None:
    """Chooses as the keyboard does."""
    combo.setFocus()
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def uses(dialog):
    return {choice.column: choice.held for choice in dialog.grid.choices}


def cells(dialog):
    model = dialog.grid.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_from_a_file_to_an_import_and_its_report(qtbot, opened, session, shop, table, tmp_path):
    dialog = compared(qtbot, opened(table))
    assert uses(dialog) == {
        "Nr": TableField.SKU, "Bezeichnung": TableField.TITLE, "Preis": TableField.PRICE,
        "Farbe": None,
    }  # fmt: skip
    assert cells(dialog)[0] == ["A-1", "Grüne Tasse", "12,50", "grün"]
    assert dialog.formats.encoding.currentData() == "cp1252"
    assert dialog.formats.separator.currentData() == ";"
    assert dialog._matches.text() == "2 of 3 rows match products, 1 do not"
    assert "1 row has a cell that cannot be used." in dialog._details.text()
    with qtbot.waitSignal(session.job_finished, timeout=60_000) as end:
        dialog.start_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert shop.row(shop.ids[0]).title == "Grüne Tasse"

    report = TableReportDialog(session, end.args[0].result)
    qtbot.addWidget(report)
    report.show()
    assert [row[0] for row in report.table.model.as_texts()] == ["3", "4"]
    assert "“teuer” is no price" in report.table.model.as_texts()[0][2]
    target = tmp_path / "problems.csv"
    report.save(target)
    qtbot.waitUntil(target.exists)
    rows = list(csv.reader(target.read_text("utf-8-sig").splitlines()))
    assert rows[0] == ["Line", "Column", "What happened"]
    assert rows[1][:2] == ["3", "Preis"]
    report._undo()
    qtbot.waitUntil(lambda: shop.row(shop.ids[0]).title == "cup")


def test_columns_are_chosen_by_hand_and_remembered(qtbot, opened, session, shop, table):
    dialog = compared(qtbot, opened(table))
    guessed = dialog.grid.choices[0]
    assert guessed.accessibleName().endswith("(guessed)")
    choose(dialog.grid.choices[3], TableField.LOCATION)
    choose(dialog.grid.choices[1], None)
    assert dialog.grid.choices[3].accessibleName() == "What the column “Farbe” holds"
    compared(qtbot, dialog)
    with qtbot.waitSignal(session.job_finished, timeout=60_000):
        dialog.start_button.click()
    assert (shop.row(shop.ids[0]).location, shop.row(shop.ids[0]).title) == ("grün", "cup")
    again = compared(qtbot, opened(table))
    assert again._how.text() == "As you chose it the last time"
    assert uses(again)["Farbe"] == TableField.LOCATION
    assert uses(again)["Bezeichnung"] is None


def test_a_field_is_held_by_one_column_only(qtbot, opened, table):
    dialog = compared(qtbot, opened(table))
    choose(dialog.grid.choices[3], TableField.TITLE)
    assert uses(dialog)["Bezeichnung"] is None


def test_another_encoding_separator_and_line_are_read_again(qtbot, opened, table):
    dialog = compared(qtbot, opened(table))
    choose(dialog.formats.encoding, "cp1251")
    qtbot.waitUntil(lambda: cells(dialog)[0][1] == "Grьne Tasse", timeout=60_000)
    choose(dialog.formats.encoding, "cp1252")
    qtbot.waitUntil(lambda: cells(dialog)[0][1] == "Grüne Tasse", timeout=60_000)
    choose(dialog.formats.header, 0)
    qtbot.waitUntil(lambda: cells(dialog)[0][0] == "Nr", timeout=60_000)
    choose(dialog.formats.separator, "|")
    qtbot.waitUntil(lambda: len(dialog.grid.choices) == 1, timeout=60_000)


def test_the_sheet_of_a_workbook_can_be_chosen(qtbot, opened, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "One"
    book.active.append(["SKU", "Title"])
    book.create_sheet("Two").append(["SKU", "Brand"])
    book["Two"].append(["A-1", "Muster"])
    book.save(tmp_path / "book.xlsx")
    dialog = compared(qtbot, opened(tmp_path / "book.xlsx"))
    assert not dialog.formats.encoding.isVisible()
    choose(dialog.formats.sheet, "Two")
    qtbot.waitUntil(lambda: "Brand" in uses(dialog), timeout=60_000)
    compared(qtbot, dialog)
    assert dialog._matches.text() == "The one row matches a product"


def test_what_is_no_table_is_said_and_another_can_be_dropped(qtbot, opened, table, tmp_path):
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    dialog = opened(tmp_path / "broken.xlsx")
    qtbot.waitUntil(lambda: "damaged workbook" in dialog.notice.sentence.text(), timeout=60_000)
    assert not dialog.start_button.isVisible()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table))])
    dialog.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    compared(qtbot, dialog)
    assert dialog.notice.sentence.text() == ""


def test_without_a_key_nothing_can_be_started(qtbot, opened, table):
    dialog = compared(qtbot, opened(table))
    choose(dialog.grid.choices[0], None)
    qtbot.waitUntil(lambda: "No column" in dialog.notice.sentence.text(), timeout=60_000)
    assert not dialog.start_button.isEnabled()


def test_the_keyboard_reaches_every_column(qtbot, opened, tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text("SKU," + ",".join(f"c{i}" for i in range(12)) + "\nA-1" + ",x" * 12 + "\n")
    dialog = compared(qtbot, opened(path))
    dialog.activateWindow()
    dialog.grid.choices[0].setFocus()
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    last = dialog.grid.choices[-1]
    assert QApplication.focusWidget() is last
    assert last.isVisible() and last.geometry().right() <= dialog.grid.width()


def test_every_control_has_a_name(qtbot, opened, table):
    dialog = compared(qtbot, opened(table))
    assert all(combo.accessibleName() for combo in dialog.findChildren(QComboBox))


def test_closing_leaves_no_question_open(qtbot, opened, session, table):
    dialog = opened(table)
    dialog.reject()
    qtbot.waitUntil(lambda: not session.busy, timeout=60_000)


def test_a_table_beside_photos_is_offered_and_its_columns_chosen(qtbot, session, table):
    (table.parent / "photos").mkdir()
    for name in ("cup.jpg", "pot.jpg"):
        (table.parent / "photos" / name).write_bytes(b"nobody opens it yet")
    path = table.rename(table.parent / "photos" / table.name)
    dialog = ImportDialog(session, path.parent)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.plan is not None, timeout=20_000)
    offer = dialog.tables
    assert offer.boxes[0].text() == "Use Preisliste.csv for titles, prices and categories"
    assert offer.arguments() == {}
    offer.columns[0].click()
    chooser = compared(qtbot, dialog.findChild(TableImportDialog))
    choose(chooser.grid.choices[3], TableField.BRAND)
    chooser.start_button.click()
    assert offer.boxes[0].isChecked()
    order = TableOrder.from_json(offer.arguments()["tables"][0])
    assert order.mapping.columns["Farbe"] == TableField.BRAND
    dialog.reject()
