"""The import dialog, from a folder to a job for the engine."""

import threading

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog

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
    dialog.choices.folder_categories.click()
    assert shown(dialog.preview.categories) == [
        ["Mugs", "", "2"],
        ["vases > Tall", "New", "1"],
    ]
    assert dialog._summary.text() == "6 photos → 4 products, 2 categories"
    assert "1 product gets no category." in dialog._left_out.text()


def test_only_folder_names_that_are_used_can_be_trusted(qtbot, opened, photos):
    choices = ready(qtbot, opened(photos)).choices
    assert not choices.trusted.isEnabled()
    choices.folder_categories.click()
    choices.trusted.click()
    assert choices.trusted.isChecked()
    choices.folder_categories.click()
    assert not choices.trusted.isChecked()
    assert not choices.trusted.isEnabled()


def test_start_hands_the_choices_to_the_engine(qtbot, opened, session, photos):
    dialog = ready(qtbot, opened(photos))
    dialog.choices.cards[Grouping.EACH_FOLDER].radio.click()
    dialog.choices.folder_categories.click()
    dialog.choices.trusted.click()
    dialog.choices.use_names.click()
    dialog.start_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert session.submitted == [
        (
            "import",
            {
                "folder": str(photos),
                "grouping": "each_folder",
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
