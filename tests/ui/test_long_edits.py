"""A long edit goes on beside the work: shown, cancelled, undone, and in the way of nothing."""

import threading
from collections.abc import Generator
from contextlib import closing

import pytest
from PySide6.QtCore import Qt, QTimer

from shelftag.catalog import bulk_run, operations
from shelftag.catalog.bulk_edits import FieldEdit
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Product
from shelftag.ui import status
from shelftag.ui.dialogs import BulkEditDialog, LeavingDialog
from shelftag.ui.main_window import MainWindow

Key = Qt.Key


@pytest.fixture
def one_by_one(monkeypatch):
    """Each product is a step of its own, and shows at once."""
    monkeypatch.setattr(bulk_run, "BATCH", 1)
    monkeypatch.setattr(status, "PATIENCE_MS", 0)


@pytest.fixture
def editor(one_by_one, owner):
    return owner


def edit(owner, brand: str = "Nord", upto: int | None = None) -> None:
    """Starts an edit of all products; waits until so many are changed."""
    session, ids = owner.window.session, owner.window.center.model.ids
    steps = bulk_run.run(session.catalog.database, FieldEdit("brand", brand), list(ids))
    state = session.edit("bulk_edit", steps)
    if upto is not None:
        owner.qtbot.waitUntil(lambda: state.progress is not None and state.progress.done >= upto)


def brands(catalog: Catalog) -> set[str]:
    with catalog.database.read() as reader:
        return {product.brand for product in reader.query(Product)}


def finished(owner) -> None:
    owner.qtbot.waitUntil(lambda: not owner.window.session.under_way, timeout=20_000)
    owner.settle()


def test_from_the_dialog_to_the_status_bar_and_a_notice_that_takes_it_back(editor, qtbot):
    window = editor.window
    editor.press(Key.Key_E)
    (dialog,) = window.findChildren(BulkEditDialog)
    dialog.of_found.click()
    dialog.choices.what.setCurrentIndex(dialog.choices.what.findData("brand"))
    dialog.choices.value.setText("Nord")
    qtbot.waitUntil(dialog.change_button.isEnabled)
    with qtbot.waitSignal(window.session.job_progress):
        dialog.change_button.click()
    assert not window.findChildren(BulkEditDialog)
    qtbot.waitUntil(window.status._bar.isVisible)
    assert window.status._what.text().startswith("Editing products")
    assert window.status.cancel_button.isVisible()
    finished(editor)
    assert not window.status._bar.isVisible()
    assert editor.notice == "60 products changed"
    assert brands(window.session.catalog) == {"Nord"}
    qtbot.mouseClick(window.center.toast.button, Qt.MouseButton.LeftButton)
    editor.settle()
    assert brands(window.session.catalog) == {""}


def test_the_owner_decides_and_undoes_meanwhile(editor):
    window = editor.window
    editor.open_shelf("review")
    edit(editor, upto=1)
    product = window.center.grid.current_id()
    editor.qtbot.keyClick(window.center.grid, Key.Key_Return)
    editor.qtbot.waitUntil(lambda: editor.card(product).state == "confirmed")
    assert window.session.under_way
    editor.qtbot.waitUntil(window.actions_by_name["undo"].isEnabled)
    editor.qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    editor.qtbot.waitUntil(lambda: editor.card(product).state == "review")
    finished(editor)
    with window.session.catalog.database.read() as reader:
        assert operations.next_undo(reader).kind == "bulk_brand"


def test_cancelled_in_the_status_bar_nothing_is_changed(editor, qtbot):
    window = editor.window
    edit(editor, upto=5)
    qtbot.mouseClick(window.status.cancel_button, Qt.MouseButton.LeftButton)
    finished(editor)
    assert editor.notice == "Cancelled. No product was changed."
    assert brands(window.session.catalog) == {""}
    with window.session.catalog.database.read() as reader:
        (step,) = operations.history(reader, limit=1)
    assert step.kind == "bulk_brand" and step.retracted


def test_cancelled_after_its_last_step_it_is_done_and_says_so(editor):
    window, ids = editor.window, editor.window.center.model.ids
    steps = bulk_run.run(window.session.catalog.database, FieldEdit("brand", "Nord"), ids[:1])
    state = window.session.edit("bulk_edit", steps)

    def cancel() -> None:
        window.session.background._writer.submit(lambda: None).result()  # the last step is over
        state.cancel()

    state.job.progressed.connect(lambda told: told.done == 1 and QTimer.singleShot(0, cancel))
    finished(editor)
    assert state.cancelling and state.result.count == 1
    assert editor.notice == "1 product changed"


def test_edits_wait_for_one_another_and_one_that_waits_can_be_cancelled(editor):
    session = editor.window.session
    edit(editor, "Nord", upto=1)
    edit(editor, "Süd")
    edit(editor, "West")
    session.edits.active[1].cancel()
    finished(editor)
    assert brands(session.catalog) == {"West"}
    with session.catalog.database.read() as reader:
        kinds = [(step.kind, step.retracted) for step in operations.history(reader, limit=5)]
    assert kinds[:2] == [("bulk_brand", False)] * 2


def test_what_cannot_be_done_is_told(editor):
    edit(editor, "Nord")
    finished(editor)
    edit(editor, "Nord")
    finished(editor)
    assert editor.notice.startswith("Nothing would change")


def leaving(window) -> LeavingDialog:
    (dialog,) = window.findChildren(LeavingDialog)
    assert dialog.isVisible()
    return dialog


def test_closing_the_window_half_way_asks_first_and_then_takes_it_back(editor, half_way, qtbot):
    window = editor.window
    with qtbot.assertNotEmitted(window.closed):
        window.close()
        window.close()
    assert window.isVisible()
    with qtbot.waitSignal(window.closed):
        qtbot.mouseClick(leaving(window).leave_button, Qt.MouseButton.LeftButton)
    window.session.close()
    with Catalog.open(window.session.catalog.folder) as catalog:
        assert brands(catalog) == {""}
        with catalog.database.read() as reader:
            (step,) = operations.history(reader, limit=1)
    assert step.kind == "bulk_brand" and step.retracted and step.finished


def held(steps: Generator, go_on: threading.Event) -> Generator:
    """Stands after a few steps of an edit until it may go on."""
    with closing(steps):
        yield next(steps)
        yield next(steps)
        told = next(steps)
        while not go_on.wait(0.001):
            yield told
        return (yield from steps)


@pytest.fixture
def half_way(editor) -> threading.Event:
    """An edit that has begun; ends once this is set."""
    session, ids = editor.window.session, editor.window.center.model.ids
    steps = bulk_run.run(session.catalog.database, FieldEdit("brand", "Nord"), list(ids))
    go_on = threading.Event()
    state = session.edit("bulk_edit", held(steps, go_on))
    editor.qtbot.waitUntil(lambda: state.progress is not None and state.progress.done > 1)
    return go_on


def test_the_owner_may_wait_for_it_instead(editor, half_way, qtbot):
    window = editor.window
    window.close()
    dialog = leaving(window)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.focusWidget() is dialog.stay_button
    qtbot.keyClick(dialog.focusWidget(), Key.Key_Return)
    assert not dialog.isVisible()
    assert window.isVisible() and window.session.under_way
    half_way.set()
    finished(editor)
    assert window.isVisible() and brands(window.session.catalog) == {"Nord"}


def test_the_window_closes_when_the_edit_ends_while_it_asks(editor, half_way, qtbot):
    window = editor.window
    window.close()
    assert leaving(window)
    with qtbot.waitSignal(window.closed, timeout=20_000):
        half_way.set()
    assert brands(window.session.catalog) == {"Nord"}


def test_another_catalogue_is_opened_only_after_the_question(editor, half_way, qtbot, tmp_path):
    window = editor.window
    with qtbot.assertNotEmitted(window.catalog_requested):
        window._catalogues.request(tmp_path)
    with qtbot.waitSignal(window.catalog_requested):
        leaving(window).leave_button.click()


def test_a_window_that_is_made_anew_shows_the_edit_that_goes_on(editor, qtbot):
    edit(editor, upto=1)
    before = editor.window
    after = MainWindow(before.session, before)
    try:
        after.show()
        assert after.status._bar.isVisible() and after.status.cancel_button.isVisible()
        qtbot.waitUntil(lambda: not before.session.under_way, timeout=20_000)
        assert not after.status._bar.isVisible()
    finally:
        after.close()
        after.deleteLater()
