"""The report of an import."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from sqlalchemy import insert

from shelftag.catalog import operations
from shelftag.catalog.models import ImportOutcome, ImportRun, Root
from shelftag.ui.changes import ChangeSet
from shelftag.ui.dialogs import ImportReportDialog, ImportsDialog


@pytest.fixture
def run_id(catalog):
    with catalog.database.write() as session:
        scope = operations.start(session, "import", "import", {"folder": "Autumn"})
        root = Root(path="/photos/Autumn")
        session.add(root)
        session.flush()
        run = ImportRun(
            operation_id=scope.id,
            root_id=root.id,
            status="cancelled",
            counts={"imported": 2611, "duplicate": 1, "failed": 1, "unchanged": 7},
        )
        session.add(run)
        session.flush()
        session.add_all(
            [
                ImportOutcome(
                    run_id=run.id, relative_path="=cmd|' /C calc'!A0.jpg", byte_size=0,
                    outcome="failed", message_id="importing.empty_file", params={"file": "x.jpg"},
                ),
                ImportOutcome(
                    run_id=run.id, relative_path="b/cup copy.jpg", byte_size=9,
                    outcome="duplicate", message_id="importing.duplicate",
                    params={"same_as": "/photos/Autumn/b/cup.jpg"},
                ),
                ImportOutcome(
                    run_id=run.id, relative_path="b/cup.jpg", byte_size=9, outcome="imported"
                ),
                ImportOutcome(
                    run_id=run.id, relative_path="b/a cup.jpg", byte_size=9, outcome="imported",
                    message_id="importing.look_alike",
                    params={"same_as": "/photos/Autumn/b/cup.jpg"},
                ),
            ]
        )  # fmt: skip
        operations.finish(scope)
        return run.id


@pytest.fixture
def dialog(qtbot, session, run_id):
    made = ImportReportDialog(session, run_id)
    qtbot.addWidget(made)
    made.show()
    wait_for_rows(qtbot, made)
    return made


def wait_for_rows(qtbot, dialog):
    def all_there():
        rows = dialog.table.model.rows
        return len(rows) > 0 and rows[0] is not None and bool(dialog._detail.text())

    qtbot.waitUntil(all_there)


def test_counts_are_shown_and_what_could_not_be_read_comes_first(dialog):
    figures = {outcome: tile.figure.text() for outcome, tile in dialog.tiles.items()}
    assert figures == {
        "failed": "1", "look_alike": "1", "duplicate": "1", "moved": "0", "imported": "2",
        "unchanged": "7",
    }  # fmt: skip
    assert dialog.tiles["moved"].isHidden()
    (failed,) = dialog.table.model.as_texts()
    assert failed[1] == "x.jpg is empty (0 bytes). Copy it again from where it came."
    assert dialog._detail.text() == failed[1]
    assert dialog.tiles["failed"].isChecked()
    assert not dialog.tiles["unchanged"].isEnabled()


def test_pressing_a_figure_shows_its_files(qtbot, dialog):
    qtbot.mouseClick(dialog.tiles["duplicate"], Qt.MouseButton.LeftButton)
    wait_for_rows(qtbot, dialog)
    (duplicate,) = dialog.table.model.as_texts()
    assert duplicate == [
        "b/cup copy.jpg",
        "b/cup copy.jpg is the same photo as one that is in the catalogue already.",
        "/photos/Autumn/b/cup.jpg",
    ]
    qtbot.keyClick(dialog.tiles["imported"], Qt.Key.Key_Space)
    wait_for_rows(qtbot, dialog)
    assert dialog.table.model.as_texts()[1][0] == "b/cup.jpg"


def test_look_alikes_are_shown_and_lead_to_their_dialog(qtbot, dialog):
    qtbot.mouseClick(dialog.tiles["look_alike"], Qt.MouseButton.LeftButton)
    wait_for_rows(qtbot, dialog)
    assert dialog.table.model.as_texts() == [
        [
            "b/a cup.jpg",
            "Looks nearly the same as /photos/Autumn/b/cup.jpg. b/a cup.jpg was imported all the"
            " same.",
            "/photos/Autumn/b/cup.jpg",
        ]
    ]
    assert dialog._alike_button.isVisible()


def test_a_cancelled_import_says_how_to_go_on(dialog):
    assert "was cancelled" in dialog.notice.sentence.text()


def test_the_saved_table_runs_no_formula(qtbot, dialog, tmp_path):
    target = tmp_path / "report.csv"
    dialog.save(target)
    qtbot.waitUntil(target.exists)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["File", "Outcome", "What happened", "Same as"]
    assert rows[1][0] == "'=cmd|' /C calc'!A0.jpg"
    kinds = ["Not readable", "Looks like another", "Duplicate", "Imported"]
    assert [row[1] for row in rows[1:]] == kinds
    qtbot.waitUntil(lambda: dialog.notice.sentence.text() == f"Saved to {target}.")


def test_a_place_that_cannot_be_written_gets_a_sentence(qtbot, dialog, tmp_path):
    dialog.save(tmp_path / "nowhere" / "report.csv")
    qtbot.waitUntil(lambda: "cannot be written" in dialog.notice.sentence.text())


def test_copying_fills_the_clipboard_with_what_is_shown(qtbot, dialog):
    dialog._copy_button.click()
    qtbot.waitUntil(lambda: dialog.notice.sentence.text() == "Copied.")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("'=cmd")


def test_a_report_of_many_files_reads_only_what_is_looked_at(qtbot, session, catalog, run_id):
    with catalog.database.write() as writer:
        writer.execute(
            insert(ImportOutcome),
            [
                {"run_id": run_id, "relative_path": f"{number:05}.jpg", "byte_size": 1,
                 "outcome": "duplicate", "message_id": "importing.duplicate",
                 "params": {"same_as": "a.jpg"}}
                for number in range(20_000)
            ],
        )  # fmt: skip
    made = ImportReportDialog(session, run_id)
    qtbot.addWidget(made)
    made.show()
    wait_for_rows(qtbot, made)
    made.show_outcome("duplicate")
    wait_for_rows(qtbot, made)
    assert made.table.model.rowCount() == 20_001
    assert len(made.table.model.rows._pages) <= 2
    made.table.view.scrollToBottom()
    qtbot.waitUntil(lambda: made.table.model.rows[20_000] is not None)
    assert made.table.model.rows[20_000].path == "b/cup copy.jpg"
    for place in range(0, 20_000, 200):
        made.table.model.rows[place]
    qtbot.waitUntil(lambda: session.background.pending == 0)
    assert len(made.table.model.rows._pages) <= 20


def test_every_import_is_listed_with_its_report(qtbot, session, run_id):
    dialog = ImportsDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.table.model.rows))
    (row,) = dialog.table.model.as_texts()
    assert row[0] == "/photos/Autumn"
    assert row[2:] == ["2,611", "1", "1", "Cancelled"]
    dialog.report_button.click()
    report = dialog.findChild(ImportReportDialog)
    assert report.isVisible()
    wait_for_rows(qtbot, report)
    operations.undo(session.catalog.database, 1)
    session.changed.emit(ChangeSet.everything())
    qtbot.waitUntil(lambda: dialog.table.model.as_texts()[0][-1] == "Undone")
    report.close()


def test_an_unknown_run_gets_a_sentence(qtbot, session):
    made = ImportReportDialog(session, 99)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.notice.isVisible)
    assert made.notice.sentence.text() == "There was no import 99 in this catalogue."


@pytest.mark.parametrize("status", ["running", "finished", "failed"])
def test_imports_in_any_state_are_listed(qtbot, session, catalog, run_id, status):
    with catalog.database.write() as writer:
        writer.get(ImportRun, run_id).status = status
    dialog = ImportsDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.table.model.rows))
    assert not dialog.grab().isNull()
