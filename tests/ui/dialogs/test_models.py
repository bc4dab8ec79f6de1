"""The table of model versions."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from shelftag.catalog.models import ModelVersion
from shelftag.ui.changes import ChangeSet
from shelftag.ui.dialogs import ModelsDialog

METRICS = {
    "cv_accuracy": 0.727,
    "cv_accuracy_low": 0.703,
    "cv_accuracy_high": 0.749,
    "cv_accuracy_combined": 0.761,
    "base_accuracy": 0.415,
}


def version(number, status, **values):
    return ModelVersion(
        uuid=uuid4(),
        number=number,
        name="starter" if number == 0 else "Corner shop",
        encoder_sha256="0" * 64,
        status=status,
        created_at=datetime(2026, 3, 1, tzinfo=UTC),
        **values,
    )


@pytest.fixture
def dialog(qtbot, session, catalog):
    with catalog.database.write() as writer:
        writer.add(version(0, "retired"))
        writer.add(version(1, "active", metrics=METRICS, label_count=1204))
        writer.add(
            version(2, "candidate", status_reason="retrain.worse_than_active", label_count=1)
        )
    made = ModelsDialog(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.table.model.rows))
    return made


def test_versions_are_listed_with_their_accuracy(dialog):
    rows = [[row[i] for i in (0, 1, 3, 4, 5)] for row in dialog.table.model.as_texts()]
    assert rows == [
        ["2", "Corner shop", "1 label", "–", "Candidate"],
        ["1", "Corner shop", "1,204 labels", "72.7\u202f% (70.3–74.9\u202f%)", "Active"],
        ["0", "Starter", "–", "–", "Retired"],
    ]


def test_the_active_one_is_chosen_first_and_explained(dialog):
    assert dialog.table.current().status == "active"
    assert not dialog._activate_button.isEnabled()
    assert "41.5\u202f% of the same tests" in dialog._detail.text()
    assert "76.1\u202f%" in dialog._detail.text()


def test_a_candidate_says_why_it_is_one(dialog):
    dialog.table.view.selectRow(0)
    assert "clearly worse than the model in use" in dialog._detail.text()


def test_another_version_is_made_active_by_the_engine(dialog, session):
    dialog.table.view.selectRow(2)
    dialog._activate_button.click()
    assert session.submitted == [("activate", {"version_id": dialog.table.current().id})]


def test_a_version_is_exported_to_the_chosen_file(dialog, session, monkeypatch, tmp_path):
    target = tmp_path / "model.zip"
    monkeypatch.setattr("shelftag.ui.dialogs.models.choose_new_file", lambda *_: target)
    dialog.actions_by_name["export"].click()
    expected = {"version_id": dialog.table.current().id, "path": str(target)}
    assert session.submitted == [("export_model", expected)]


def test_a_file_is_installed(dialog, session, monkeypatch, tmp_path):
    monkeypatch.setattr("shelftag.ui.dialogs.models.choose_file", lambda *_: tmp_path / "m.zip")
    dialog._install()
    assert session.submitted == [("install", {"path": str(tmp_path / "m.zip")})]


def test_a_cancelled_file_dialog_does_nothing(dialog, session, monkeypatch):
    monkeypatch.setattr("shelftag.ui.dialogs.models.choose_file", lambda *_: None)
    dialog._install()
    assert session.submitted == []


def test_a_new_version_appears_and_the_choice_stays(qtbot, dialog, session, catalog):
    chosen = dialog.table.current().id
    with catalog.database.write() as writer:
        writer.add(version(3, "candidate"))
    session.changed.emit(ChangeSet.everything())
    qtbot.waitUntil(lambda: len(dialog.table.model.rows) == 4)
    assert dialog.table.current().id == chosen


def test_a_catalogue_without_models_says_so(qtbot, session):
    made = ModelsDialog(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.table.currentIndex() == 1)
    assert not made.actions_by_name["export"].isEnabled()
