"""The table of model versions."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from sqlalchemy import select

from shelftag.catalog import tree
from shelftag.catalog.models import ModelVersion
from shelftag.catalog.operations import operation
from shelftag.learning import class_maps
from shelftag.learning.class_maps import ClassMatch
from shelftag.learning.versions import ASK_SETTING, make_active
from shelftag.ui.changes import ChangeSet
from shelftag.ui.dialogs import ClassMapDialog, ModelsDialog
from shelftag.ui.dialogs.file_choice import choose_new_file

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
    expected = {
        "version_id": dialog.table.current().id, "path": str(target), "overwrite": True,
    }  # fmt: skip
    assert session.submitted == [("export_model", expected)]


def test_a_file_is_asked_about_under_its_whole_name(monkeypatch, tmp_path):
    """The system has asked about the name that was typed, not about the one with its suffix."""
    (tmp_path / "mine.zip").touch()
    typed = [tmp_path / "mine", tmp_path / "other"]
    asked = []

    def ask(_parent, _title, start, _kinds):
        asked.append(Path(start).name)
        return str(typed[len(asked) - 1]), ""

    monkeypatch.setattr("shelftag.ui.dialogs.file_choice.QFileDialog.getSaveFileName", ask)
    chosen = choose_new_file(None, "Export", tmp_path / "model 1.zip", "Models (*.zip)")
    assert asked == ["model 1.zip", "mine.zip"]
    assert chosen == tmp_path / "other.zip"


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


def test_the_chart_tells_in_words_what_it_shows(dialog):
    assert dialog.chart.accessibleDescription() == (
        "Model 1: 72.7\u202f% (70.3–74.9\u202f%), from 1,204 labels"
    )


def test_a_point_of_the_chart_chooses_its_version(qtbot, dialog, session, catalog):
    with catalog.database.write() as writer:
        writer.add(version(3, "retired", metrics=METRICS, label_count=2000))
    session.changed.emit(ChangeSet.everything())
    qtbot.waitUntil(lambda: len(dialog.chart._points) == 2)
    dialog.chart.order_by_labels(True)
    at = dialog.chart.place(dialog.chart._points[1]).toPoint()
    qtbot.mouseClick(dialog.chart, Qt.MouseButton.LeftButton, pos=at)
    assert dialog.table.current().number == 3
    assert not dialog.chart.grab().toImage().isNull()


def test_metrics_from_elsewhere_that_are_no_figures_are_left_out(qtbot, session, catalog):
    with catalog.database.write() as writer:
        odd = {"cv_accuracy": "high", "base_accuracy": [1], "cv_accuracy_combined": 7}
        writer.add(version(0, "active", metrics=odd, label_count=3))
    made = ModelsDialog(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.table.model.rows))
    assert made.table.model.as_texts()[0][4] == "–"
    assert made.chart._points == []


def test_a_version_is_deleted_by_the_engine_once_the_owner_has_agreed(qtbot, dialog, session):
    assert not dialog.actions_by_name["delete"].isEnabled()  # the active one
    dialog.table.view.selectRow(0)
    dialog.table.view.setFocus()
    qtbot.keyClick(dialog.table.view, Qt.Key.Key_Delete)
    dialog.findChild(QMessageBox).defaultButton().click()
    assert session.submitted == []
    dialog.actions_by_name["delete"].click()
    question = next(box for box in dialog.findChildren(QMessageBox) if box.isVisible())
    next(b for b in question.buttons() if b is not question.defaultButton()).click()
    assert session.submitted == [("delete_model", {"version_id": dialog.table.current().id})]


def test_the_owner_chooses_to_be_asked(qtbot, dialog, session):
    assert not dialog.ask.isChecked()
    dialog.ask.click()
    qtbot.waitUntil(lambda: session.catalog.setting(ASK_SETTING) is True)


def test_rolling_back_takes_the_run_back(qtbot, dialog, session, catalog):
    assert not dialog.back_button.isVisible()
    with operation(catalog.database, "activate", "model") as scope:
        make_active(scope, dialog.table.model.rows[0].id)
    session.changed.emit(ChangeSet.everything())
    qtbot.waitUntil(dialog.back_button.isVisible)
    assert dialog.back_button.text() == "Back to model 1"
    dialog.back_button.click()
    qtbot.waitUntil(lambda: "Model 1 is active again" in dialog.notice.sentence.text())
    with catalog.database.read() as reader:
        active = reader.scalars(select(ModelVersion).where(ModelVersion.status == "active")).one()
    assert active.number == 1


def test_only_a_model_from_elsewhere_has_categories_to_match(qtbot, dialog, session, catalog):
    button = dialog.actions_by_name["classes"]
    assert not button.isVisible()
    with catalog.database.write() as writer:
        found = writer.scalars(select(ModelVersion).where(ModelVersion.number == 1)).one()
        class_maps.write(writer, found.uuid, {uuid4(): None})
    session.changed.emit(ChangeSet.everything())
    qtbot.waitUntil(button.isVisible)


class TestCategoriesOfAModel:
    @pytest.fixture
    def matches(self, dialog, catalog):
        with operation(catalog.database, "add_category") as scope:
            mugs = tree.ensure_path(scope, ["Kitchen", "Mugs"])
        return [
            ClassMatch(uuid4(), ("Kitchen", "Mugs"), mugs),
            ClassMatch(uuid4(), ("Kitchen", "Beakers"), None),
        ]

    @pytest.fixture
    def mapping(self, qtbot, dialog, session, matches):
        session.changed.emit(ChangeSet.everything())
        qtbot.waitUntil(lambda: session.tree.find(["Kitchen", "Mugs"]) is not None)
        made = ClassMapDialog(session, dialog.table.model.rows[0].id)
        qtbot.addWidget(made)
        made.show()
        made.show_matches(matches)
        return made

    def test_what_has_no_place_here_comes_first(self, mapping):
        assert mapping.table.model.as_texts() == [
            ["Kitchen > Beakers", "Left out"], ["Kitchen > Mugs", "Kitchen > Mugs"]
        ]  # fmt: skip
        assert mapping._summary.text() == "1 of 2 have a place here."

    def test_all_is_chosen_by_keyboard_and_kept(self, qtbot, mapping, session, catalog, matches):
        qtbot.keyClick(mapping.table.view, Qt.Key.Key_Return)
        assert mapping.picker.isVisible()
        qtbot.keyClicks(mapping.picker.field, "mug")
        qtbot.keyClick(mapping.picker.field, Qt.Key.Key_Return)
        assert mapping.table.model.as_texts()[0][1] == "Kitchen > Mugs"
        mapping.table.view.selectRow(1)
        qtbot.keyClick(mapping.table.view, Qt.Key.Key_Delete)
        assert mapping.table.model.as_texts()[1][1] == "Left out"
        mapping.save_button.click()
        qtbot.waitUntil(lambda: not mapping.isVisible())
        with catalog.database.read() as reader:
            version = reader.get(ModelVersion, mapping._version_id)
            stored = class_maps.read(reader, version.uuid)
            mugs = tree.read_tree(reader).find(["Kitchen", "Mugs"])
        assert stored == {matches[0].uuid: None, matches[1].uuid: mugs.uuid}
        assert session.submitted == []

    def test_the_active_model_suggests_anew(self, qtbot, dialog, session, mapping):
        mapping._version_id = dialog.table.model.rows[1].id
        mapping.save_button.click()
        qtbot.waitUntil(lambda: session.submitted == [("tag_all", {})])

    def test_escape_closes_the_choice_before_the_dialog(self, qtbot, mapping):
        mapping.table.view.setFocus()
        qtbot.keyClick(mapping.table.view, Qt.Key.Key_Space)
        mapping.reject()
        assert mapping.isVisible() and not mapping.picker.isVisible()
        mapping.reject()
        assert not mapping.isVisible()

    def test_a_category_can_be_made_for_it(self, qtbot, mapping, session):
        mapping._create(("Kitchen", "Beakers"))
        qtbot.waitUntil(lambda: mapping.table.model.as_texts()[0][1] == "Kitchen > Beakers")
