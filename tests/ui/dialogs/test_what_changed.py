"""What a model changed or would change, as the dialogs show it, by keyboard alone too."""

import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt, Signal
from sqlalchemy import select

sys.path.insert(0, str(Path(__file__).parent.parent))

from ui_shop import small_shop

from shelftag.catalog import operations
from shelftag.catalog.model_runs import Said, record
from shelftag.catalog.models import ModelVersion, Product
from shelftag.learning.moves import Move, Moves, count
from shelftag.learning.versions import list_versions
from shelftag.learning.what_changed import Side, WhatChanged
from shelftag.ui.dialogs import HistoryDialog, WhatChangedDialog, WouldChangeDialog
from shelftag.ui.dialogs.what_changed import CompareModelsDialog
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress


class Asked(QObject):
    """An answer of the engine that the test gives."""

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self):
        super().__init__()
        self.cancelled = False

    def cancel(self):
        self.cancelled = True


@pytest.fixture
def shop(tmp_path):
    return small_shop(tmp_path / "Corner shop")


@pytest.fixture
def catalog(shop):
    return shop[0]


@pytest.fixture
def categories(shop):
    return shop[1]


@pytest.fixture
def run(catalog, categories) -> int:
    """A model run that puts every product into one category, sure of every second one."""
    with operations.operation(catalog.database, "retrain", "model", model=0, count=60) as scope:
        ids = list(scope.session.scalars(select(Product.id).order_by(Product.id)))
        version = scope.session.scalars(select(ModelVersion.id)).one()
        best = np.full((len(ids), 1), categories["Bread"], np.int64)
        shares = np.where(np.arange(len(ids)) % 2, 0.95, 0.5)[:, None]
        accepted = shares[:, 0] >= 0.9
        record(scope.session, Said(scope.id, version, ids, best, shares, accepted))
        return scope.id


@pytest.fixture
def asked(session, monkeypatch):
    """What the engine is asked, and the answers that are awaited."""
    questions: list[tuple[dict, Asked]] = []

    def inquire(kind, parent, **arguments):
        assert kind == "what_would_change"
        questions.append((arguments, Asked()))
        return questions[-1][1]

    monkeypatch.setattr(session, "inquire", inquire)
    return questions


@pytest.fixture
def show(qtbot):
    def show(dialog):
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return show


@pytest.fixture
def changed(qtbot, session, run, show):
    dialog = show(WhatChangedDialog(session, run))
    qtbot.waitUntil(lambda: bool(dialog.view.table.model.rows))
    return dialog


def rows(dialog) -> list[list[str]]:
    return dialog.view.table.model.as_texts()


def shown(session) -> list[tuple]:
    with session.catalog.database.read() as reader:
        return reader.execute(
            select(Product.id, Product.state, Product.shown_category_id).order_by(Product.id)
        ).all()


def an_answer(categories, products=(1, 2, 3)) -> WhatChanged:
    move = Move(categories["Fruit"], categories["Tools"], products)
    return WhatChanged(Moves(40, (move,)), None, Side(2, 1, None, None, None, 9))


class TestAfterARun:
    def test_moves_are_listed_the_largest_first_with_their_products(self, qtbot, changed):
        assert rows(changed) == [
            ["Food > Fruit", "Food > Bread", "15"],
            ["Clothing > T-shirts", "Food > Bread", "15"],
            ["Clothing > Socks", "Food > Bread", "5"],
        ]
        assert changed.view.products.count == 15
        qtbot.waitUntil(lambda: changed.view.products.model().index(0, 0).data() is not None)
        assert "40 products compared" in changed.view._models.text()

    def test_figures_show_what_they_count(self, changed):
        tiles = changed.view.tiles
        assert tiles["moved"].accessibleName() == "35 change category"
        assert tiles["moved"].isChecked()
        tiles["accepted"].click()
        assert sum(int(row[2]) for row in rows(changed)) == int(tiles["accepted"].figure.text())

    def test_the_list_is_filtered_by_names_in_any_language(self, qtbot, changed):
        qtbot.keyClicks(changed.view.filter, "clothing sock")
        assert [row[0] for row in rows(changed)] == ["Clothing > Socks"]
        changed.view.filter.setText("袜子")
        assert [row[0] for row in rows(changed)] == ["Clothing > Socks"]
        changed.view.filter.setText("nothing of the kind")
        assert changed.view.table.currentIndex() == 1
        assert changed.view.products.count == 0

    def test_the_whole_run_is_undone_by_one_key(self, qtbot, changed, session, run):
        qtbot.waitUntil(changed.undo_button.isEnabled)
        with session.catalog.database.read() as reader:
            assert reader.scalar(select(Product.shown_category_id).where(Product.id == 1))
        after = shown(session)
        changed.undo_button.setFocus()
        qtbot.keyClick(changed.undo_button, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: "is undone" in changed.notice.sentence.text())
        assert shown(session) != after
        assert not changed.undo_button.isEnabled()
        with pytest.raises(ShelftagError):
            operations.undo(session.catalog.database, run)

    def test_a_run_that_was_undone_says_so(self, qtbot, session, run, show):
        operations.undo(session.catalog.database, run)
        dialog = show(WhatChangedDialog(session, run))
        qtbot.waitUntil(lambda: bool(rows(dialog)))
        qtbot.waitUntil(lambda: "undone" in dialog.notice.sentence.text())
        assert not dialog.undo_button.isEnabled()

    def test_a_run_that_is_not_there_is_explained(self, qtbot, session, show):
        dialog = show(WhatChangedDialog(session, 99))
        qtbot.waitUntil(lambda: "no step 99" in dialog.notice.sentence.text())
        assert not dialog.undo_button.isEnabled()

    def test_the_history_opens_it(self, qtbot, session, run, show):
        history = show(HistoryDialog(session))
        qtbot.waitUntil(lambda: history.view.current() is not None)
        assert history.changes_button.isEnabled()
        history.changes_button.click()
        dialog = history.findChild(WhatChangedDialog)
        qtbot.waitUntil(lambda: bool(rows(dialog)))
        dialog.close()
        history.view.choose(next(step.id for step in history.model.entries() if step.id != run))
        assert not history.changes_button.isEnabled()


class TestBeforeAModelIsUsed:
    def test_the_engine_is_asked_and_says_how_far_it_is(self, session, asked, show):
        dialog = show(WouldChangeDialog(session, 7))
        arguments, answer = asked[0]
        assert arguments == {"version_id": 7, "from_id": None}
        answer.progressed.emit(Progress("phase.tag", 3, 10))
        assert (dialog.waiting.bar.value(), dialog.waiting.bar.maximum()) == (3, 10)

    def test_nothing_can_be_used_before_there_is_something_to_see(
        self, session, asked, categories, show
    ):
        dialog = show(WouldChangeDialog(session, 7))
        assert not dialog.use_button.isEnabled()
        dialog.use_button.click()
        assert session.submitted == [] and dialog.isVisible()
        asked[0][1].finished.emit({"changed": an_answer(categories)})
        assert dialog.use_button.isEnabled()

    def test_nothing_is_used_until_the_owner_says_so(self, session, asked, categories, show):
        dialog = show(WouldChangeDialog(session, 7))
        asked[0][1].finished.emit({"changed": an_answer(categories)})
        assert rows(dialog) == [["Food > Fruit", "Garden > Tools", "3"]]
        assert "Model 1: not tested" in dialog.view._models.text()
        assert session.submitted == []
        dialog.use_button.click()
        assert session.submitted == [("activate", {"version_id": 7})]
        assert not dialog.isVisible()

    def test_not_now_asks_no_more_and_does_nothing(self, session, asked, show):
        dialog = show(WouldChangeDialog(session, 7))
        dialog.reject()
        assert asked[0][1].cancelled
        assert session.submitted == []

    def test_a_model_that_changes_nothing_says_so(self, session, asked, show):
        dialog = show(WouldChangeDialog(session, 7))
        nothing = WhatChanged(Moves(40), None, Side(2, 1, None, None, None, 9))
        asked[0][1].finished.emit({"changed": nothing})
        assert dialog._pages.currentWidget() is dialog._nothing

    def test_a_failure_is_explained(self, session, asked, show):
        dialog = show(WouldChangeDialog(session, 7))
        asked[0][1].failed.emit(ShelftagError("model.unknown", version=7))
        assert "no model 7" in dialog.notice.sentence.text()
        assert not dialog.use_button.isEnabled()


def test_any_two_versions_are_compared(session, asked, categories, show):
    versions = list_versions(session.catalog)
    only = versions[0].id
    dialog = show(CompareModelsDialog(session, versions, (only, only)))
    assert asked[0][0] == {"version_id": only, "from_id": only}
    dialog.first.activated.emit(0)
    assert asked[0][1].cancelled
    asked[1][1].finished.emit({"changed": an_answer(categories)})
    assert count(dialog.view._changed.moves.moved) == 3
