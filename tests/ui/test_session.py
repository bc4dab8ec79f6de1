"""The session: changes from elsewhere, jobs, errors, languages."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QLineEdit, QScrollBar

from shelftag.catalog import labels, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.operations import operation
from shelftag.ui.jobs import Jobs
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError


def test_what_another_process_writes_shows_up(window, shop_folder, qtbot):
    ids = window.center.model.ids
    with (
        Catalog.join(shop_folder) as engine,
        operation(engine.database, "confirm", "model", count=1) as scope,
    ):
        labels.confirm(scope, [ids[1]], method="single")
    row = window.center.model.row_of(ids[1])
    qtbot.waitUntil(lambda: window.center.model.card(row).state == "confirmed", timeout=5000)


def test_an_error_becomes_a_sentence_and_nothing_is_stored(open_session, shop_folder, qtbot):
    session = open_session(shop_folder)

    def fail(scope) -> None:
        tree.add_category(scope, "Half", None)
        raise ShelftagError("category.unknown")

    with qtbot.waitSignal(session.notice) as told:
        session.perform("add_category", fail, params={"name": "Half"})
    assert told.args[0].is_error
    assert session.text(told.args[0].message_id).startswith("This category does not exist")
    assert tree.read_tree(session.catalog.database.read().__enter__()).find(["Half"]) is None


def test_a_bug_reaches_the_funnel(open_session, shop_folder, qtbot):
    session = open_session(shop_folder)
    with qtbot.captureExceptions() as caught:
        session.perform("label", lambda _scope: 1 / 0)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


@pytest.fixture
def jobs(shop_folder, qtbot):
    made = Jobs(shop_folder, jobs="ui_jobs:JOBS")
    yield made
    made.close()


def test_a_job_tells_start_progress_and_end(jobs, qtbot):
    told = []
    jobs.started.connect(lambda job: told.append(("started", job.kind)))
    jobs.progressed.connect(lambda job: told.append(("progress", job.progress.done)))
    with qtbot.waitSignal(jobs.finished, timeout=20_000) as end:
        jobs.submit("count", to=3)
    assert told[0] == ("started", "count")
    assert told[-1] == ("progress", 3)
    assert end.args[0].result == {"counted": 3}
    assert not jobs.running


def test_a_job_can_be_cancelled_and_fails_without_an_error(jobs, qtbot):
    job = jobs.submit("count", to=10_000_000)
    qtbot.waitUntil(lambda: job.progress is not None, timeout=20_000)
    with qtbot.waitSignal(jobs.failed, timeout=20_000) as end:
        job.cancel()
    assert end.args[0].error is None


def test_a_job_that_fails_says_why(jobs, qtbot):
    with qtbot.waitSignal(jobs.failed, timeout=20_000) as end:
        jobs.submit("fail")
    assert end.args[0].error.message_id == "catalog.disk_full"


def test_a_long_job_shows_in_the_status_bar_and_a_short_one_never(shop_folder, qtbot):
    from settling import settle

    from shelftag.ui.main_window import MainWindow

    session = Session(Catalog.open(shop_folder), engine_jobs="ui_jobs:JOBS")
    window = MainWindow(session)
    window.show()
    settle(qtbot, window)
    status = window.status
    with qtbot.waitSignal(session.job_finished, timeout=20_000):
        session.submit("count", to=1)
    assert not status.cancel_button.isVisible()
    session.submit("count", to=10_000_000)
    qtbot.waitUntil(status.cancel_button.isVisible, timeout=20_000)
    with qtbot.waitSignal(session.job_failed, timeout=20_000):
        status.cancel_button.click()
    assert not status.cancel_button.isVisible()
    assert window.center.toast.sentence.text() == "Cancelled. What was stored stays."
    window.close()
    session.close()
    window.deleteLater()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_message_id_shows_instead_of_a_sentence(open_window, shop_folder, language):
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QLabel

    from shelftag.ui.preferences import Preferences

    Preferences().language = language
    window = open_window(shop_folder)
    texts = [label.text() for label in window.findChildren(QLabel)]
    texts += [action.text() for action in window.findChildren(QAction)]
    texts += [button.text() for button in window.findChildren(QAbstractButton)]
    assert [text for text in texts if text.startswith("ui.") or "{" in text] == []


def test_every_control_has_a_name_for_screen_readers(window):
    kinds = (QAbstractButton, QLineEdit, QAbstractSlider)
    controls = [w for kind in kinds for w in window.findChildren(kind)]
    nameless = [
        w
        for w in controls
        if not (w.accessibleName() or getattr(w, "text", str)())
        and not isinstance(w, QScrollBar)
        and w.isEnabled()
        and not w.objectName().startswith("qt_")
        and not isinstance(w.parent(), QLineEdit)
    ]
    assert [(w, w.objectName(), w.toolTip(), w.parent()) for w in nameless] == []
