"""How the end of a job is told."""

import pytest

from shelftag.ui import job_notices
from shelftag.ui.jobs import JobState


@pytest.mark.parametrize(
    ("counts", "alike", "said", "opens"),
    [
        ({"imported": 3}, 0, "ui.done.import", "report 7"),
        ({"imported": 3}, 2, "ui.done.import_alike", "look-alikes"),
        ({"imported": 3, "failed": 1}, 2, "ui.done.import_some", "report 7"),
    ],
)
def test_after_an_import_what_needs_the_owner_is_one_click_away(counts, alike, said, opens):
    opened = []
    result = {"counts": counts, "run_id": 7, "products": 3, "look_alikes": alike}
    notice = job_notices.finished(
        JobState(None, "import", {}, result=result),
        lambda run: opened.append(f"report {run}"),
        lambda: opened.append("look-alikes"),
        print,
    )
    assert notice.message_id == said
    notice.details()
    assert opened == [opens]


def test_suggestions_that_follow_a_regrouping_do_not_cover_its_undo():
    job = JobState(None, "tag_again", {}, result={"products": 3})
    assert job_notices.finished(job, print, print, print) is None


def told(kind, result):
    """The notice of a job, and what its button opens."""
    opened = []
    notice = job_notices.finished(
        JobState(None, kind, {}, result=result), print, print, lambda *what: opened.append(what)
    )
    if notice.details is not None:
        notice.details()
    return notice, opened


def test_after_a_retrain_what_changed_and_the_way_back_are_one_click_away():
    result = {"activated": True, "label_count": 9, "operation_id": 4, "products": 7, "number": 2}
    notice, opened = told("retrain", result)
    assert (notice.message_id, notice.undo) == ("ui.done.retrain", 4)
    assert opened == [("WhatChangedDialog", 4)]
    notice, opened = told("activate", result)
    assert (notice.message_id, notice.undo, opened) == (
        "ui.done.activate", 4, [("WhatChangedDialog", 4)]
    )  # fmt: skip


def test_a_run_over_nothing_changed_nothing():
    notice, opened = told("activate", {"operation_id": 4, "products": 0})
    assert (notice.undo, opened) == (4, [])


def test_a_version_that_waits_can_be_looked_at():
    result = {"activated": False, "reason": "retrain.waiting", "version_id": 3, "label_count": 1}
    notice, opened = told("retrain", result)
    assert (notice.message_id, opened) == ("ui.done.retrain_waiting", [("WouldChangeDialog", 3)])
    job = JobState(None, "retrain", {}, result=result)
    assert job_notices.waiting(job) == 3
    result = {"activated": False, "reason": "retrain.worse_than_active", "version_id": 3}
    assert told("retrain", result)[0].message_id == "retrain.worse_than_active"
    assert job_notices.waiting(JobState(None, "retrain", {}, result=result)) is None


def test_a_model_from_another_shop_asks_for_its_categories():
    notice, opened = told("install", {"version_id": 3, "number": 2, "foreign": 4})
    assert (notice.message_id, opened) == ("ui.done.install_foreign", [("ClassMapDialog", 3)])
    notice, _ = told("install", {"version_id": 3, "number": 2, "foreign": 0})
    assert notice.message_id == "ui.done.install"
    notice, _ = told("install", {"version_id": 3, "number": 2, "foreign": 4, "known": True})
    assert notice.message_id == "ui.done.install_known"
