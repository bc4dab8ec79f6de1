"""The import dialog, from a folder to a job for the engine."""

import threading

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QPushButton

from shelftag.catalog import tree
from shelftag.catalog.operations import operation
from shelftag.importing.grouping import Grouping
from shelftag.ui.dialogs import ImportDialog


@pytest.fixture
def opened(qtbot, session):
    def open_dialog(folder=None):
        dialog = ImportDialog(session, folder)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_dialog


def ready(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog.plan is not None, timeout=20_000)
    return dialog


def shown(table):
    return table.model.as_texts()


def test_the_suggestion_is_chosen_and_explained_with_own_files(qtbot, opened, photos):
    dialog = ready(qtbot, opened(photos))
    assert dialog.choices.grouping is Grouping.FILE_NAME
    card = dialog.choices.cards[Grouping.FILE_NAME]
    assert "MUG-0012_1.jpg + MUG-0012_2.jpg" in card.radio.accessibleDescription()
    assert dialog._summary.text() == "6 photos → 4 products"
    assert dialog._left_out.text() == "1 other file is left out."


def test_the_preview_follows_the_grouping(qtbot, opened, photos):
    dialog = ready(qtbot, opened(photos))
    assert ["blue vase", "", "2"] in [row[:3] for row in shown(dialog.preview.products)]
    dialog.choices.cards[Grouping.EACH_PHOTO].radio.click()
    assert len(shown(dialog.preview.products)) == 6
    assert dialog._summary.text() == "6 photos → 6 products"


def test_categories_are_listed_and_new_ones_marked(qtbot, opened, session, photos):
    with operation(session.catalog.database, "add_category") as scope:
        tree.ensure_path(scope, ["mugs"])
    session._refresh_overview(None)
    qtbot.waitUntil(lambda: bool(session.tree.nodes))
    dialog = ready(qtbot, opened(photos))
    dialog.choices.boxes["folder_categories"].click()
    assert shown(dialog.preview.categories) == [
        ["Mugs", "", "2"],
        ["vases > Tall", "New", "1"],
    ]
    assert dialog._summary.text() == "6 photos → 4 products, 2 categories"
    assert "1 product gets no category." in dialog._left_out.text()


def test_only_folder_names_that_are_used_can_be_trusted(qtbot, opened, photos):
    choices = ready(qtbot, opened(photos)).choices
    assert not choices.boxes["trusted"].isEnabled()
    choices.boxes["folder_categories"].click()
    choices.boxes["trusted"].click()
    assert choices.boxes["trusted"].isChecked()
    choices.boxes["folder_categories"].click()
    assert not choices.boxes["trusted"].isChecked()
    assert not choices.boxes["trusted"].isEnabled()


def test_start_hands_the_choices_to_the_engine(qtbot, opened, session, photos):
    dialog = ready(qtbot, opened(photos))
    dialog.choices.cards[Grouping.EACH_FOLDER].radio.click()
    dialog.choices.boxes["folder_categories"].click()
    dialog.choices.boxes["trusted"].click()
    dialog.choices.boxes["use_names"].click()
    dialog.start_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert session.submitted == [
        (
            "import",
            {
                "folder": str(photos),
                "grouping": "each_folder",
                "pattern": "",
                "folder_categories": True,
                "trusted": True,
                "use_names": False,
            },
        )
    ]


def test_a_dropped_folder_is_looked_into(qtbot, opened, photos):
    dialog = opened()
    assert not dialog.start_button.isEnabled()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photos))])
    dialog.dropEvent(
        QDropEvent(
            QPointF(10, 10),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert ready(qtbot, dialog).plan.photos == 6


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (None, "does not exist"),
        ((), "is empty"),
        (("a.txt",), "only 1 other file"),
    ],
)
def test_a_bad_folder_gets_a_sentence_inside_the_dialog(qtbot, opened, tmp_path, names, sentence):
    folder = tmp_path / "bad"
    if names is not None:
        folder.mkdir()
        for name in names:
            (folder / name).touch()
    dialog = opened(folder)
    qtbot.waitUntil(dialog.notice.isVisible, timeout=20_000)
    assert sentence in dialog.notice.sentence.text()
    assert not dialog.start_button.isEnabled()


def test_a_file_in_place_of_a_folder_gets_a_sentence(qtbot, opened, photos):
    dialog = opened(photos / "notes.txt")
    qtbot.waitUntil(dialog.notice.isVisible, timeout=20_000)
    assert "is a file, not a folder" in dialog.notice.sentence.text()


def test_closing_stops_the_scan(qtbot, opened, photos, monkeypatch):
    going_on = threading.Event()

    def endless(folder):
        from shelftag.ui.dialogs.import_plan import Looked

        for number in range(1_000_000):
            going_on.wait(0.01)
            yield Looked(number)

    monkeypatch.setattr("shelftag.ui.dialogs.import_dialog.plan_import", endless)
    dialog = opened(photos)
    scan = dialog._scan
    qtbot.waitUntil(lambda: not dialog._found.text().startswith("0 "), timeout=20_000)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not scan.running, timeout=20_000)
    assert dialog.plan is None


def pattern(qtbot, dialog, text):
    card = dialog.choices.pattern_card
    card.radio.click()
    card.line.setText(text)
    qtbot.waitUntil(lambda: dialog.choices.pattern and dialog.choices.pattern.text == text)
    qtbot.waitUntil(lambda: dialog._pattern_plan is not None, timeout=20_000)
    return card


def test_a_pattern_is_tried_on_the_owners_files_while_it_is_typed(qtbot, opened, session, photos):
    dialog = ready(qtbot, opened(photos))
    card = pattern(qtbot, dialog, "{sku}_{n}")
    assert "Fits 2 of 6 names" in card._verdict.text()
    assert "MUG-0013.jpg" in card._verdict.text()
    assert ["MUG-0012", "MUG-0012", "2"] in [row[:3] for row in shown(dialog.preview.products)]
    dialog.start_button.click()
    assert session.submitted[0][1]["grouping"] == "pattern"
    assert session.submitted[0][1]["pattern"] == "{sku}_{n}"


def test_a_pattern_without_meaning_says_why_and_starts_nothing(qtbot, opened, photos):
    dialog = ready(qtbot, opened(photos))
    card = pattern(qtbot, dialog, "{sku}_{n}")
    card.line.setText("{sku}{n}")
    qtbot.waitUntil(lambda: dialog.choices.pattern is None)
    assert "Nothing tells where {sku} ends" in card._verdict.text()
    assert not dialog.start_button.isEnabled()
    assert shown(dialog.preview.products) == []
    dialog.choices.cards[Grouping.EACH_PHOTO].radio.click()
    assert dialog.start_button.isEnabled()


def test_a_pattern_with_a_category_makes_it_one(qtbot, opened, photos):
    dialog = ready(qtbot, opened(photos))
    pattern(qtbot, dialog, "{category}/{sku}_{n}")
    boxes = dialog.choices.boxes
    assert boxes["folder_categories"].isChecked()
    assert not boxes["folder_categories"].isEnabled()
    assert boxes["trusted"].isEnabled()
    assert ["Mugs", "New", "2"] in shown(dialog.preview.categories)


def test_a_placeholder_goes_where_the_cursor_is(qtbot, opened, photos):
    card = ready(qtbot, opened(photos)).choices.pattern_card
    card.radio.click()
    card.line.setText("-x")
    card.line.setCursorPosition(0)
    chip = next(chip for chip in card.findChildren(QPushButton) if chip.text() == "{sku}")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert card.line.text() == "{sku}-x"


def test_files_that_are_only_in_the_cloud_are_counted(qtbot, opened, photos, monkeypatch):
    from shelftag.importing.scan import ScanProblem, scan

    def cloudy(folder):
        yield from scan(folder)
        yield ScanProblem("far.jpg", "importing.cloud_only", {"file": "far.jpg"})

    monkeypatch.setattr("shelftag.ui.dialogs.import_plan.scan", cloudy)
    dialog = ready(qtbot, opened(photos))
    assert "1 file is only in the cloud and is left out." in dialog._left_out.text()
    assert "cannot be read" not in dialog._left_out.text()


def test_without_an_engine_nothing_is_compared(qtbot, opened, photos):
    dialog = ready(qtbot, opened(photos))
    assert dialog.preview.strip.figures["new"].text() == "6 new"
    assert dialog.preview.look.comparison.failed


def test_every_option_has_a_box_that_the_keyboard_reaches(qtbot, opened, photos):
    dialog = ready(qtbot, opened(photos))
    fold = dialog.choices.more
    assert not dialog.choices.boxes["use_names"].isVisible()
    qtbot.keyClick(fold.button, Qt.Key.Key_Space)
    box = dialog.choices.boxes["use_names"]
    assert box.isVisible()
    assert box.isChecked()
    assert box.accessibleDescription()
