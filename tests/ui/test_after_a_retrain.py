"""What the window says and opens when a retrain is done."""

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from shelftag.catalog.models import Operation
from shelftag.ui.dialogs import HistoryDialog, WhatChangedDialog, WouldChangeDialog
from shelftag.ui.jobs import JobState


def tell(owner, **result):
    job = JobState(None, "retrain", {}, result={"number": 1, "label_count": 9} | result)
    owner.window.session.job_finished.emit(job)
    owner.settle()


@pytest.fixture
def run(owner) -> int:
    """The model run that the shop has had."""
    with owner.window.session.catalog.database.read() as session:
        return session.scalars(select(Operation.id).where(Operation.kind == "tag")).one()


def test_what_changed_and_undo_stand_side_by_side(owner, qtbot, run):
    tell(owner, activated=True, operation_id=run, products=60, changed=3)
    toast = owner.window.center.toast
    assert toast.button.text() == "What changed…"
    assert toast.undo_button.isVisible()
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    dialog = owner.window.findChild(WhatChangedDialog)
    qtbot.waitUntil(lambda: bool(dialog.view.table.model.rows))
    dialog.close()


def test_the_run_is_undone_from_the_notice(owner, qtbot, run):
    tell(owner, activated=True, operation_id=run, products=60, changed=3)
    qtbot.mouseClick(owner.window.center.toast.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: owner.notice.startswith("Undone: Suggest categories"))
    assert not owner.window.center.toast.undo_button.isVisible()


def test_an_owner_who_wants_to_be_asked_is_asked(owner):
    tell(owner, activated=False, reason="retrain.waiting", version_id=1)
    dialog = owner.window.findChild(WouldChangeDialog)
    assert dialog.isVisible()
    dialog.close()


def test_an_owner_who_reviews_by_keyboard_does_not_answer_by_the_next_key(owner):
    owner.window.open_review()
    owner.settle()
    tell(owner, activated=False, reason="retrain.waiting", version_id=1)
    assert owner.window.findChild(WouldChangeDialog) is None
    assert owner.window.review.toast.button.text() == "What would change…"


def test_an_owner_who_is_busy_with_another_dialog_finds_it_in_the_notice(owner):
    owner.window.actions_by_name["history"].trigger()
    owner.settle()
    tell(owner, activated=False, reason="retrain.waiting", version_id=1)
    assert owner.window.findChild(WouldChangeDialog) is None
    assert owner.notice == "Model 1 learned from 9 labels and waits for your word"
    owner.window.findChild(HistoryDialog).close()
