"""The history: every step found, undone and restored one by one, and undone back to a point."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import insert

from shelftag.catalog import operations, tree
from shelftag.catalog.models import Operation
from shelftag.catalog.models.base import utc_now
from shelftag.catalog.operations import operation
from shelftag.ui.dialogs import HistoryDialog

DAY = timedelta(days=1)


@pytest.fixture
def steps(catalog):
    """A category is added, a model ran, the category was renamed."""
    with operation(catalog.database, "add_category") as scope:
        category = tree.add_category(scope, "Mugs", None)
        scope.params["name"] = "Mugs"
    with operation(catalog.database, "tag", "model", model=2):
        pass
    with operation(catalog.database, "rename_category") as scope:
        tree.rename_category(scope, category, "Cups")
    return category


@pytest.fixture
def open_dialog(qtbot, session):
    def make():
        made = HistoryDialog(session)
        qtbot.addWidget(made)
        made.show()
        settle(qtbot, made)
        return made

    return make


@pytest.fixture
def dialog(open_dialog, steps):
    return open_dialog()


def settle(qtbot, dialog):
    quiet = 0

    def still():
        nonlocal quiet
        busy = dialog._session.background.pending or dialog._typing.isActive() or dialog._job
        quiet = 0 if busy else quiet + 1
        return quiet > 2

    qtbot.waitUntil(still, timeout=20_000)


def names(session):
    with session.catalog.database.read() as reader:
        return [node.name for node in tree.read_tree(reader).nodes.values()]


def shown(dialog):
    return [dialog.model.words(row) for row in dialog.model.rows]


def sentences(dialog):
    return [dialog.model.parts(entry)[0] for entry in dialog.model.entries()]


def states(dialog):
    return [dialog.model.parts(entry)[1] for entry in dialog.model.entries()]


def choose(dialog, place):
    dialog.view.choose(dialog.model.entries()[place].id)


def add(catalog, count, days_ago=0, kind="confirm"):
    at = utc_now() - days_ago * DAY
    rows = [
        {"kind": kind, "origin": "owner", "params": {"count": number + 2}, "started_at": at,
         "finished_at": at}
        for number in range(count)
    ]  # fmt: skip
    with catalog.database.write() as session:
        session.execute(insert(Operation), rows)


def test_steps_are_listed_newest_first_in_words(dialog):
    assert sentences(dialog) == [
        "Rename Mugs to Cups", "Suggest categories (model 2)", "Add category Mugs",
    ]  # fmt: skip
    assert shown(dialog)[0] == "Today"
    assert shown(dialog)[2].startswith("Suggest categories (model 2), Model, ")


def test_steps_stand_below_their_day_which_cannot_be_chosen(qtbot, catalog, open_dialog):
    for days in (40, 1, 0):
        add(catalog, 2, days)
    dialog = open_dialog()
    kinds = [isinstance(row, date) for row in dialog.model.rows]
    assert kinds == [True, False, False] * 3
    assert shown(dialog)[0] == "Today"
    assert shown(dialog)[3] == "Yesterday"
    assert str((utc_now() - 40 * DAY).astimezone().year) in shown(dialog)[6]
    dialog.view.setFocus()
    for expected in (3, 2, 3, 2):  # over the headlines
        assert dialog.view.current().params["count"] == expected
        qtbot.keyClick(dialog.view, Qt.Key.Key_Down)


def test_the_chosen_step_is_undone_and_restored(qtbot, dialog, session):
    choose(dialog, 0)
    assert dialog.undo_button.text() == "Undo this step"
    dialog.undo_button.click()
    settle(qtbot, dialog)
    assert states(dialog) == ["Undone", "", ""]
    assert names(session) == ["Mugs"]
    assert dialog.undo_button.text() == "Restore this step"
    dialog.undo_button.click()
    settle(qtbot, dialog)
    assert states(dialog) == ["", "", ""]
    assert names(session) == ["Cups"]


def test_enter_undoes_the_chosen_step(qtbot, dialog, session):
    dialog.view.setFocus()
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    settle(qtbot, dialog)
    assert names(session) == ["Mugs"]


def test_a_model_run_can_be_undone(qtbot, dialog):
    choose(dialog, 1)
    dialog.undo_button.click()
    settle(qtbot, dialog)
    assert states(dialog) == ["", "Undone", ""]
    assert dialog.view.current().origin == "model"


@pytest.fixture
def tangled(catalog, steps):
    """A renaming that a later one stands on, which was taken for good."""
    for name in ("Beakers", "Pots"):
        with operation(catalog.database, "rename_category") as scope:
            tree.rename_category(scope, steps, name)
    with catalog.database.write() as session:
        session.get(Operation, 4).finished_at = None


def test_a_refusal_is_explained_in_the_dialog(qtbot, catalog, open_dialog, session, steps):
    with operation(catalog.database, "rename_category") as scope:
        tree.rename_category(scope, steps, "Beakers")
    dialog = open_dialog()
    choose(dialog, 1)
    dialog.undo_button.click()
    settle(qtbot, dialog)
    assert "Undo the later step first" in dialog.notice.sentence.text()
    assert dialog.undo_button.isEnabled()
    assert names(session) == ["Beakers"]


def test_a_running_step_cannot_be_undone(catalog, open_dialog):
    with catalog.database.write() as writer:
        operations.start(writer, "import", "import", {"folder": "Autumn"})
    dialog = open_dialog()
    assert states(dialog) == ["Running"]
    assert not dialog.undo_button.isEnabled()


def test_steps_that_come_later_appear_and_the_choice_stays(qtbot, dialog, session):
    choose(dialog, 1)
    session.perform("add_category", lambda scope: tree.add_category(scope, "Vases", None))
    settle(qtbot, dialog)
    assert len(sentences(dialog)) == 4
    assert dialog.view.current().kind == "tag"


def test_an_empty_history_says_so(open_dialog):
    dialog = open_dialog()
    assert dialog.pages.currentIndex() == 1
    assert not dialog.undo_button.isEnabled()
    assert not dialog.row_button.isEnabled()


def test_words_and_kinds_find_steps(qtbot, dialog):
    qtbot.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert dialog.focusWidget() is dialog.words
    qtbot.keyClicks(dialog.words, "mugs rename")
    settle(qtbot, dialog)
    assert sentences(dialog) == ["Rename Mugs to Cups"]
    dialog.words.setText("nothing of the kind")
    settle(qtbot, dialog)
    assert dialog.pages.currentIndex() == 2
    dialog.words.clear()
    dialog.group.setCurrentIndex(dialog.group.findData("models"))
    settle(qtbot, dialog)
    assert sentences(dialog) == ["Suggest categories (model 2)"]
    dialog.group.setCurrentIndex(dialog.group.findData("categories"))
    settle(qtbot, dialog)
    assert len(sentences(dialog)) == 2


def test_a_long_history_is_read_while_one_scrolls(qtbot, catalog, open_dialog):
    add(catalog, 5_000)
    dialog = open_dialog()
    assert 100 <= len(dialog.model.entries()) < 1_000
    assert dialog.view.current().params["count"] == 5_001
    for _ in range(3):
        before = len(dialog.model.entries())
        dialog.view.scrollToBottom()
        settle(qtbot, dialog)
        qtbot.waitUntil(lambda before=before: len(dialog.model.entries()) > before)
    counts = [entry.params["count"] for entry in dialog.model.entries()]
    assert counts == list(range(5_001, 5_001 - len(counts), -1))
    assert sum(isinstance(row, date) for row in dialog.model.rows) == 1


def test_everything_back_to_a_step_is_undone_once_it_was_asked_twice(qtbot, dialog, session):
    choose(dialog, 1)
    dialog.row_button.click()
    settle(qtbot, dialog)
    assert states(dialog) == ["", "", ""]
    assert dialog.row_button.text() == "Really undo 2 steps"
    assert "2 steps" in dialog.notice.sentence.text()
    dialog.row_button.click()
    settle(qtbot, dialog)
    assert states(dialog) == ["Undone", "Undone", ""]
    assert dialog.notice.sentence.text() == "2 steps undone."
    assert names(session) == ["Mugs"]


def press_twice(qtbot, dialog):
    for _ in range(2):
        dialog.row_button.click()
        settle(qtbot, dialog)


def test_what_was_undone_back_to_a_step_is_restored_up_to_one(qtbot, dialog, session):
    choose(dialog, 2)
    press_twice(qtbot, dialog)
    assert states(dialog) == ["Undone", "Undone", "Undone"]
    choose(dialog, 1)
    assert dialog.row_button.text() == "Restore up to here"
    dialog.row_button.click()
    settle(qtbot, dialog)
    assert dialog.row_button.text() == "Really restore 2 steps"
    assert "the oldest first" in dialog.notice.sentence.text()
    assert states(dialog) == ["Undone", "Undone", "Undone"]
    dialog.row_button.click()
    settle(qtbot, dialog)
    assert states(dialog) == ["Undone", "", ""]
    assert dialog.notice.sentence.text() == "2 steps restored."
    assert dialog.row_button.text() == "Undo back to here"
    assert names(session) == ["Mugs"]


def test_restoring_stops_with_a_sentence_at_what_was_changed_later(
    qtbot, catalog, dialog, session, steps
):
    choose(dialog, 0)
    press_twice(qtbot, dialog)
    with operation(catalog.database, "rename_category") as scope:
        tree.rename_category(scope, steps, "Beakers")
    dialog.model.refresh()
    settle(qtbot, dialog)
    choose(dialog, 1)
    press_twice(qtbot, dialog)
    said = dialog.notice.sentence.text()
    assert said.startswith("0 steps restored. It stopped at the next one. ")
    assert "Undo the later step first" in said
    assert names(session) == ["Beakers"]


def test_another_choice_forgets_the_question(qtbot, dialog):
    choose(dialog, 1)
    dialog.row_button.click()
    settle(qtbot, dialog)
    choose(dialog, 2)
    assert dialog.row_button.text() == "Undo back to here"
    dialog.row_button.click()
    settle(qtbot, dialog)
    assert states(dialog) == ["", "", ""]


def test_it_stops_with_a_sentence_at_what_cannot_be_undone(qtbot, tangled, open_dialog, session):
    dialog = open_dialog()
    choose(dialog, 4)
    for _ in range(2):
        dialog.row_button.click()
        settle(qtbot, dialog)
    said = dialog.notice.sentence.text()
    assert said.startswith("1 step undone. It stopped at the next one. ")
    assert "still running" in said
    assert states(dialog) == ["Undone", "Running", "", "", ""]
    assert names(session) == ["Beakers"]
