"""Labels that look wrong: agree, or keep them for good."""

import pytest
from PySide6.QtCore import Qt

from shelftag.catalog import labels
from shelftag.catalog.operations import operation
from shelftag.ui.changes import ChangeSet
from shelftag.ui.review.page_cards import Mark

Key = Qt.Key
WRONG = (2, 27)


@pytest.fixture
def doubting(reviewer):
    """All is decided, each kind in two steps, two products wrongly in a step of their own."""
    catalog = reviewer.window.session.catalog
    known = {node.name: node.id for node in reviewer.window.session.tree.nodes.values()}
    for part in (0, 1):
        decided = {
            product: known[reviewer.kind(product)]
            for product in reviewer.products("review", "confirmed")
            if product % 2 == part and product not in WRONG
        }
        with operation(catalog.database, "label", count=len(decided), category="…") as scope:
            labels.assign_each(scope, decided, method="bulk")
    for product in WRONG:
        with operation(catalog.database, "label", count=1, category="Tools") as scope:
            labels.assign_each(scope, {product: known["Tools"]}, method="single")
    reviewer.window.session.changed.emit(ChangeSet.everything())
    reviewer.settle()
    return reviewer


def open_doubts(reviewer, qtbot) -> None:
    qtbot.mouseClick(reviewer.view.strip.doubts_button, Qt.MouseButton.LeftButton)
    reviewer.settle()


def test_the_strip_says_how_many_and_opens_them(doubting, qtbot):
    assert doubting.view.strip.doubts_button.accessibleName() == "2 labels look wrong"
    open_doubts(doubting, qtbot)
    assert doubting.sheet.kind == "doubts" and set(doubting.sheet.ids) == set(WRONG)
    product = doubting.grid.current_id()
    marks = Mark("given", "Tools"), Mark("other", doubting.kind(product))
    assert doubting.view._marks(doubting.flow.open, product) == marks


def test_one_is_agreed_with_and_the_other_kept_for_good(doubting, qtbot):
    open_doubts(doubting, qtbot)
    agreed, kept = doubting.sheet.ids
    doubting.press(Key.Key_Return)
    assert doubting.name(doubting.category(agreed)) == doubting.kind(agreed)
    assert doubting.here == [kept]
    doubting.press(Key.Key_K)
    assert doubting.name(doubting.category(kept)) == "Tools"
    assert doubting.view.toast.sentence.text() == "Label kept"
    assert doubting.flow.open is None
    assert not doubting.view.strip.doubts_button.isVisible()


def test_both_can_be_undone(doubting, qtbot):
    open_doubts(doubting, qtbot)
    agreed, kept = doubting.sheet.ids
    doubting.press(Key.Key_Return, Key.Key_K)
    doubting.undo()
    assert doubting.sheet.kind == "doubts" and doubting.here == [kept]
    doubting.undo()
    assert doubting.here == [agreed, kept]
    assert doubting.name(doubting.category(agreed)) == "Tools"


def test_the_page_that_was_open_follows(reviewer, doubting, qtbot):
    """Undoing the last step leaves one product waiting; the doubts come before it."""
    doubting.undo()
    waiting = doubting.here
    assert waiting
    open_doubts(doubting, qtbot)
    doubting.press(Key.Key_S)
    assert doubting.here == waiting


def test_undo_brings_skipped_doubts_back(doubting, qtbot):
    open_doubts(doubting, qtbot)
    sheet = doubting.sheet
    doubting.press(Key.Key_S)
    assert doubting.flow.open is None  # nothing else waits
    doubting.undo()
    assert doubting.sheet is sheet and set(doubting.here) == set(WRONG)
