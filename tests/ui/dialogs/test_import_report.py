"""The report of an import."""

import csv

import pytest
from PySide6.QtGui import QGuiApplication

from shelftag.catalog import operations
from shelftag.catalog.models import ImportOutcome, ImportRun, Root
from shelftag.ui.dialogs import ImportReportDialog


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
    qtbot.waitUntil(lambda: bool(made.table.model.rows))
    return made


def test_counts_and_problems_are_shown(dialog):
    figures = {outcome: figure.text() for outcome, figure in dialog._figures.items()}
    assert figures == {
        "imported": "2,611", "look_alike": "1", "duplicate": "1", "unchanged": "7", "failed": "1",
    }  # fmt: skip
    failed, alike, duplicate = dialog.table.model.as_texts()
    assert failed[1] == "x.jpg is empty (0 bytes). Copy it again from where it came."
    assert duplicate == [
        "b/cup copy.jpg",
        "b/cup copy.jpg is the same photo as one that is in the catalogue already.",
        "/photos/Autumn/b/cup.jpg",
    ]
    assert alike == [
        "b/a cup.jpg",
        "Looks nearly the same as /photos/Autumn/b/cup.jpg. b/a cup.jpg was imported all the same.",
        "/photos/Autumn/b/cup.jpg",
    ]
    assert dialog._detail.text() == failed[1]
    assert dialog._alike_button.isVisible()


def test_a_cancelled_import_says_how_to_go_on(dialog):
    assert "was cancelled" in dialog.notice.sentence.text()


def test_the_saved_table_runs_no_formula(qtbot, dialog, tmp_path):
    target = tmp_path / "report.csv"
    dialog.save(target)
    qtbot.waitUntil(target.exists)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["File", "What happened", "Same as"]
    assert rows[1][0] == "'=cmd|' /C calc'!A0.jpg"
    qtbot.waitUntil(lambda: dialog.notice.sentence.text() == f"Saved to {target}.")


def test_a_place_that_cannot_be_written_gets_a_sentence(qtbot, dialog, tmp_path):
    dialog.save(tmp_path / "nowhere" / "report.csv")
    qtbot.waitUntil(lambda: "cannot be written" in dialog.notice.sentence.text())


def test_copying_fills_the_clipboard(dialog):
    dialog._copy_button.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 4
    assert lines[1].startswith("'=cmd")


def test_an_unknown_run_gets_a_sentence(qtbot, session):
    made = ImportReportDialog(session, 99)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.notice.isVisible)
    assert made.notice.sentence.text() == "There is no report of this import."
