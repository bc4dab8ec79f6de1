"""The dialog that proposes look-alikes: threshold, examples, joining, keeping apart."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from ui_shop import small_shop

from shelftag.catalog import operations, proposals, queries
from shelftag.catalog.proposals import AlikePair
from shelftag.ui.dialogs import LookAlikesDialog
from shelftag.ui.jobs import JobState
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress


@pytest.fixture
def catalog(tmp_path):
    return small_shop(tmp_path / "Corner shop")[0]


@pytest.fixture
def dialog(qtbot, session):
    made = LookAlikesDialog(session)
    qtbot.addWidget(made)
    made.show()
    return made


def job(result=None, **more) -> JobState:
    return JobState(None, "find_look_alikes", {}, result=result, **more)


def pair(session, first: int, second: int, score: float) -> AlikePair:
    cards = session.read_now(lambda reader: queries.product_cards(reader, [first, second]))
    return AlikePair((first, second), (cards[first].thumbnail, cards[second].thumbnail), score)


@pytest.fixture
def found(qtbot, session, dialog):
    """The dialog once the search has come back."""
    pairs = [(1, 2, 0.97), (4, 5, 0.93), (2, 3, 0.91), (7, 8, 0.86), (9, 10, 0.82)]
    session.job_finished.emit(job({"pairs": [pair(session, *one) for one in pairs]}))
    qtbot.waitUntil(lambda: bool(dialog.rows))
    return dialog


def groups(dialog) -> list[tuple[int, ...]]:
    return [row.group.products for row in dialog.rows]


def test_it_asks_the_engine_and_says_how_far_it_is(dialog, session):
    assert session.submitted == [("find_look_alikes", {})]
    session.job_progress.emit(job(progress=Progress("phase.hash", 5, 20)))
    assert dialog._searching.phase.text() == "Looking at earlier photos"
    assert dialog._searching.bar.maximum() == 20
    assert not dialog.join_button.isVisible()


def test_groups_come_with_the_most_alike_first(found):
    assert groups(found) == [(4, 5), (1, 2, 3)]
    assert found.join_button.text() == "Join 2 groups"


def test_the_slider_shows_what_it_means_in_examples(qtbot, found):
    def shares(examples):
        return [share.text().replace("\u202f", "") for _, share in examples.pairs if share.text()]

    assert shares(found.threshold.above) == ["91.0%", "93.0%", "97.0%"]
    assert shares(found.threshold.below) == ["86.0%", "82.0%"]
    found.threshold.slider.setValue(85)
    assert shares(found.threshold.above)[0] == "86.0%"
    assert not found.join_button.isEnabled()
    qtbot.waitUntil(lambda: groups(found) == [(4, 5), (1, 2, 3), (7, 8)])
    found.threshold.slider.setValue(99)
    qtbot.waitUntil(lambda: groups(found) == [])
    assert shares(found.threshold.above) == ["No photos here"]
    assert "Move the slider" in found._summary.text()
    assert not found.join_button.isVisible()


def test_joining_all_is_one_step_that_can_be_undone(qtbot, found, session, catalog):
    found.join_button.click()
    qtbot.waitUntil(lambda: "are one product each now" in found.notice.sentence.text())
    assert groups(found) == []
    assert ("tag_again", {}) in session.submitted
    assert session.read_now(lambda reader: queries.product_detail(reader, 2)) is None
    assert operations.undo(catalog.database).kind == proposals.MERGE
    assert session.read_now(lambda reader: queries.product_detail(reader, 2)) is not None
    assert session.read_now(lambda reader: queries.product_detail(reader, 5)) is not None


def test_one_group_is_joined_and_the_others_stay(qtbot, found):
    found.rows[1].joined.emit()
    qtbot.waitUntil(lambda: groups(found) == [(4, 5)])


def test_what_is_kept_apart_does_not_come_back(qtbot, found, session):
    found.rows[1].kept_apart.emit()
    qtbot.waitUntil(lambda: groups(found) == [(4, 5)])
    apart = session.read_now(proposals.kept_apart)
    assert apart == {(1, 2), (1, 3), (2, 3)}


def test_products_that_were_changed_meanwhile_get_a_sentence(qtbot, found, catalog):
    with operations.operation(catalog.database, proposals.MERGE) as scope:
        proposals.merge_groups(scope, [proposals.AlikeGroup((3, 4), 1.0)])
    found.rows[0].joined.emit()
    qtbot.waitUntil(lambda: "does not exist any more" in found.notice.sentence.text())
    assert found.join_button.isEnabled()


def test_nothing_alike_and_a_search_that_failed_are_told(qtbot, dialog, session):
    session.job_failed.emit(job(error=ShelftagError("engine.crashed", job="x", code=1)))
    assert dialog.notice.isVisible()
    session.job_finished.emit(job({"pairs": []}))
    qtbot.waitUntil(lambda: dialog._pages.currentWidget() is dialog._empty)
