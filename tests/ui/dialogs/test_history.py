"""The history: every step, undone and restored one by one."""

import pytest

from shelftag.catalog import operations, tree
from shelftag.catalog.operations import operation
from shelftag.ui.dialogs import HistoryDialog


@pytest.fixture
def steps(catalog):
    """A category is added, a model ran, the category was renamed."""
    with operation(catalog.database, "add_category") as scope:
        category = tree.add_category(scope, "Mugs", None)
    with operation(catalog.database, "tag", "model", model=2):
        pass
    with operation(catalog.database, "rename_category") as scope:
        tree.rename_category(scope, category, "Cups")
    return category


@pytest.fixture
def dialog(qtbot, session, steps):
    made = HistoryDialog(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.table.model.rows))
    return made


def names(session):
    with session.catalog.database.read() as reader:
        return [node.name for node in tree.read_tree(reader).nodes.values()]


def state(dialog, row):
    return dialog.table.model.as_texts()[row][3]


def test_steps_are_listed_newest_first_in_words(dialog):
    assert [row[:2] for row in dialog.table.model.as_texts()] == [
        ["Rename Mugs to Cups", "You"],
        ["Suggest categories (model 2)", "Model"],
        ["Add category Mugs", "You"],
    ]


def test_the_chosen_step_is_undone_and_restored(qtbot, dialog, session):
    dialog.table.view.selectRow(0)
    assert dialog.undo_button.text() == "Undo this step"
    dialog.undo_button.click()
    qtbot.waitUntil(lambda: state(dialog, 0) == "Undone")
    assert names(session) == ["Mugs"]
    assert dialog.undo_button.text() == "Restore this step"
    dialog.undo_button.click()
    qtbot.waitUntil(lambda: state(dialog, 0) == "")
    assert names(session) == ["Cups"]


def test_a_model_run_can_be_undone(qtbot, dialog, session):
    dialog.table.view.selectRow(1)
    dialog.undo_button.click()
    qtbot.waitUntil(lambda: state(dialog, 1) == "Undone")
    assert dialog.table.current().origin == "model"


def test_a_refusal_is_explained_in_the_dialog(qtbot, catalog, session):
    with operation(catalog.database, "add_category") as scope:
        category = tree.add_category(scope, "Mugs", None)
    for name in ("Cups", "Beakers"):
        with operation(catalog.database, "rename_category") as scope:
            tree.rename_category(scope, category, name)
    dialog = HistoryDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.table.model.rows))
    dialog.table.view.selectRow(1)
    dialog.undo_button.click()
    qtbot.waitUntil(dialog.notice.isVisible)
    assert "Undo the later step first" in dialog.notice.sentence.text()
    assert dialog.undo_button.isEnabled()
    assert names(session) == ["Beakers"]


def test_a_running_step_cannot_be_undone(qtbot, catalog, session):
    with catalog.database.write() as writer:
        operations.start(writer, "import", "import", {"folder": "Autumn"})
    dialog = HistoryDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.table.model.rows))
    assert state(dialog, 0) == "Running"
    assert not dialog.undo_button.isEnabled()


def test_steps_that_come_later_appear(qtbot, dialog, session):
    session.perform("add_category", lambda scope: tree.add_category(scope, "Vases", None))
    qtbot.waitUntil(lambda: dialog.table.model.as_texts()[0][0] == "Add category Vases")


def test_an_empty_history_says_so(qtbot, session):
    dialog = HistoryDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.table.currentIndex() == 1)
    assert not dialog.undo_button.isEnabled()
