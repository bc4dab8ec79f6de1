"""The model learns by itself when that pays, and the owner goes on meanwhile."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from session_window import session_window

from shelftag.catalog.models import ModelVersion
from shelftag.ui.main_window import MainWindow
from shelftag.ui.review.progress import RETRAIN_SETTING

Key = Qt.Key


def opened(qtbot, folder, jobs: str) -> Iterator[MainWindow]:
    with session_window(folder, engine_jobs=jobs) as window:
        window.open_review()
        qtbot.waitUntil(lambda: window.review.flow.open is not None, timeout=20_000)
        yield window


@pytest.fixture
def slow(qtbot, shop_folder):
    """A window whose retrains never end by themselves."""
    yield from opened(qtbot, shop_folder, "review_jobs:JOBS")


@pytest.fixture
def real(qtbot, shop_folder):
    """A window with the real engine."""
    yield from opened(qtbot, shop_folder, "shelftag.engine.jobs:JOBS")


def confirm_pages(qtbot, window, count: int) -> None:
    for _ in range(count):
        before = window.review.flow.open
        QTest.keyClick(window.review.grid, Key.Key_Return)
        qtbot.waitUntil(lambda before=before: window.review.flow.open is not before, timeout=20_000)
    qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=20_000)


def test_a_retrain_begins_by_itself_and_can_be_cancelled_half_way(slow, qtbot):
    review, session = slow.review, slow.session
    with qtbot.waitSignal(session.job_started, timeout=20_000) as begun:
        confirm_pages(qtbot, slow, 2)
    assert begun.args[0].kind == "retrain"
    qtbot.waitUntil(lambda: review.strip.learning.text().startswith("Learning from "))
    page = review.flow.open

    with qtbot.waitSignal(session.job_failed, timeout=20_000):
        begun.args[0].cancel()
    qtbot.waitUntil(lambda: session.background.pending == 0)
    assert review.strip.learning.text() == ""
    assert review.flow.open is page  # nothing was replaced under the owner's eyes
    assert not session.jobs.has("retrain")  # nor is it tried again at once
    confirm_pages(qtbot, slow, 1)


def test_it_does_not_where_the_owner_does_not_want_it(slow, qtbot):
    slow.session.catalog.set_setting(RETRAIN_SETTING, False)
    slow.review.flow.measure()
    confirm_pages(qtbot, slow, 3)
    assert not slow.session.jobs.has("retrain")


def test_new_suggestions_come_without_replacing_the_page(real, qtbot):
    session, review = real.session, real.review
    with qtbot.waitSignal(session.job_finished, timeout=300_000) as end:
        confirm_pages(qtbot, real, 2)
        page = review.flow.open
    qtbot.waitUntil(lambda: session.background.pending == 0, timeout=20_000)
    assert end.args[0].kind == "retrain"
    if end.args[0].result["activated"]:
        with session.catalog.database.read() as reader:
            active = reader.get_one(ModelVersion, end.args[0].result["version_id"])
        assert active.status == "active"
    assert review.flow.open is page


def test_the_reasons_come_look_alikes_first_then_words_and_heat(real, qtbot):
    real.session.catalog.set_setting(RETRAIN_SETTING, False)
    confirm_pages(qtbot, real, 1)
    review = real.review
    why = review.side.why
    QTest.keyClick(review.grid, Key.Key_W)
    qtbot.waitUntil(lambda: why.names[0].isVisible(), timeout=20_000)
    assert why.names[0].accessibleName() in {node.name for node in real.session.tree.nodes.values()}
    qtbot.waitUntil(lambda: bool(why.words.text()), timeout=60_000)
    assert why.words.text().startswith(("Words that speak for it: ", "No words"))
    QTest.keyClick(review.grid, Key.Key_W)
    assert not why.isVisible() and not review.side.photo.heated


def test_the_reasons_come_while_a_retrain_is_under_way(slow, qtbot):
    review, session = slow.review, slow.session
    with qtbot.waitSignal(session.job_started, timeout=20_000) as begun:
        confirm_pages(qtbot, slow, 2)
    retrain = begun.args[0]
    qtbot.waitUntil(lambda: retrain.job.started, timeout=20_000)
    why = review.side.why
    QTest.keyClick(review.grid, Key.Key_W)
    qtbot.waitUntil(lambda: bool(why.words.text()), timeout=60_000)
    assert retrain.kind == "retrain" and not retrain.job.done
    with qtbot.waitSignal(session.job_failed, timeout=20_000):
        retrain.cancel()
    QTest.keyClick(review.grid, Key.Key_W)
    qtbot.waitUntil(lambda: session.background.pending == 0)


def test_reasons_that_nobody_waits_for_any_more_end_with_the_retrain(slow, qtbot):
    session = slow.session
    retrain = session.submit("retrain")
    asked = session.inquire("explain", slow, product_id=1, category_id=1)
    asked.cancel()
    with qtbot.waitSignal(session.job_failed, timeout=20_000):
        retrain.cancel()
    again = session.submit("retrain")
    asked = session.inquire("explain", slow, product_id=1, category_id=1)
    with qtbot.waitSignal(asked.finished, timeout=60_000):
        pass
    with qtbot.waitSignal(session.job_failed, timeout=20_000):
        again.cancel()
