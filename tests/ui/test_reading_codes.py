"""Barcodes are read after an import, by itself or by hand, and the window says what came of it."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from shelftag.catalog.models import PhotoReading, ProductPhoto
from shelftag.ui import job_notices
from shelftag.ui.changes import ChangeSet
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
    notice = job_notices.finished(done("read_codes", **result), print, print, print)
    assert window.session.text(notice.message_id, **notice.params) == sentence
    assert notice.undo == undo


def test_products_that_share_a_number_are_mentioned(window):
    shared = [("96385074", [1, 2])]
    job = done("read_codes", filled=3, photos=9, shared=shared, operation_id=1)
    notice = job_notices.finished(job, print, print, print)
    text = window.session.text(notice.message_id, **notice.params)
    assert text.startswith("3 barcode numbers were filled in.")
    assert "96385074 and may be the same" in text


def test_the_command_is_in_the_menu_with_a_name(window):
    action = window.actions_by_name["read_codes"]
    assert action.text() == "Read barcodes on photos"
    assert action.isEnabled()


class TestInspector:
    @pytest.fixture
    def product(self, owner) -> int:
        """The current product; its photo shows a barcode."""
        product = owner.window.center.grid.current_id()
        with owner.window.session.catalog.database.write() as session:
            photo = session.scalar(
                select(ProductPhoto.photo_id).where(ProductPhoto.product_id == product)
            )
            found = {"kind": "ean13", "text": "4006381333931", "confidence": None, "corners": []}
            session.add(PhotoReading(photo_id=photo, reader="barcode 1", results=[found]))
        owner.window.session.changed.emit(ChangeSet.everything())
        owner.settle()
        return product

    def test_it_says_what_stands_on_the_photos(self, owner, product):
        fields = owner.window.inspector.one.fields
        assert fields.seen.isVisible()
        assert fields.seen.toolTip() == "On the photos: 4006381333931"
        fields.edits["gtin"].setFocus()
        owner.type("4006381333931")
        owner.press(Qt.Key.Key_Return)
        assert fields.seen.toolTip() == "This number stands on the photos."
        assert fields.edits["gtin"].accessibleDescription() == fields.seen.toolTip()

    def test_where_nothing_was_read_there_is_no_mark(self, owner, product):
        owner.window.center.grid.select_row(1)
        owner.settle()
        assert not owner.window.inspector.one.fields.seen.isVisible()
