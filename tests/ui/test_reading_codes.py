"""Barcodes are read after an import, by itself or by hand, and the window says what came of it."""

from types import SimpleNamespace

import pytest

from shelftag.ui import job_notices
from shelftag.ui.follow_ups import follow_up
from shelftag.ui.jobs import JobState


def done(kind: str, **result) -> JobState:
    return JobState(SimpleNamespace(), kind, {}, result=result)


def waiting(*kinds: str):
    return SimpleNamespace(has=lambda kind: kind in kinds)


@pytest.mark.parametrize(
    ("job", "jobs", "follows"),
    [
        (done("import", codes_to_read=True), waiting(), "read_codes"),
        (done("import", codes_to_read=True), waiting("import"), "read_codes"),
        (done("import", codes_to_read=True), waiting("read_codes"), None),
        (done("import", codes_to_read=False), waiting(), None),
        (done("import"), waiting(), None),
        (done("retrain", codes_to_read=True), waiting(), None),
    ],
)
def test_an_import_is_followed_by_one_reading_where_it_was_wanted(job, jobs, follows):
    assert follow_up(job, jobs) == follows


@pytest.mark.parametrize(
    ("result", "sentence", "undo"),
    [
        ({"filled": 12, "photos": 30, "shared": [], "operation_id": 7},
         "12 barcode numbers were read from photos and filled in.", 7),
        ({"filled": 1, "photos": 30, "shared": [], "operation_id": 7},
         "1 barcode number was read from photos and filled in.", 7),
        ({"filled": 0, "photos": 30, "shared": [], "operation_id": None},
         "30 photos were looked at; there was no new barcode number on them.", None),
    ],
)  # fmt: skip
def test_the_notice_says_what_was_found_and_offers_to_take_it_back(window, result, sentence, undo):
    notice = job_notices.finished(done("read_codes", **result), lambda _run: None)
    assert window.session.text(notice.message_id, **notice.params) == sentence
    assert notice.undo == undo


def test_products_that_share_a_number_are_mentioned(window):
    shared = [("96385074", [1, 2])]
    job = done("read_codes", filled=3, photos=9, shared=shared, operation_id=1)
    notice = job_notices.finished(job, lambda _run: None)
    text = window.session.text(notice.message_id, **notice.params)
    assert text.startswith("3 barcode numbers were filled in.")
    assert "may be the same" in text


def test_the_command_is_in_the_menu_with_a_name(window):
    action = window.actions_by_name["read_codes"]
    assert action.text() == "Read Barcodes on Photos"
    assert action.isEnabled()
