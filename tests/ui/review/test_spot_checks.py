"""Spot checks: products at random, the wrong ones put right, handed in as one step."""

import pytest
from PySide6.QtCore import Qt

from shelftag.catalog import labels
from shelftag.catalog.operations import operation
from shelftag.learning.review.spot_checks import GOAL_SETTING
from shelftag.ui.changes import ChangeSet
from shelftag.ui.review.page_cards import Mark

Key = Qt.Key


@pytest.fixture
def checking(reviewer):
    """Some of each kind are decided and the owner is content with little: it is time for one."""
    catalog = reviewer.window.session.catalog
    catalog.set_setting(GOAL_SETTING, 0.2)
    known = {node.name: node.id for node in reviewer.window.session.tree.nodes.values()}
    some = [product for product in reviewer.waiting() if product % 3 == 1]
    with operation(catalog.database, "label", count=len(some), category="…") as scope:
        kinds = {product: known[reviewer.kind(product)] for product in some}
        labels.assign_each(scope, kinds, method="bulk")
    reviewer.window.session.changed.emit(ChangeSet.everything())
    reviewer.settle()
    reviewer.press(Key.Key_S)
    return reviewer


@pytest.fixture
def before(checking) -> set[int]:
    return set(checking.products("confirmed"))


def wrong(reviewer) -> list[int]:
    sheet = reviewer.sheet
    return [p for p in sheet.ids if reviewer.name(sheet.best(p)) != reviewer.kind(p)]


def test_each_product_stands_under_its_own_suggestion(checking):
    sheet = checking.sheet
    assert sheet.kind == "check" and len(sheet.ids) == 24
    assert checking.view.headline.name.text() == "Spot check"
    for product in sheet.ids:
        mark = Mark("own", checking.name(sheet.best(product)))
        assert checking.view._marks(checking.flow.open, product) == (None, mark)


def test_it_is_handed_in_once_every_wrong_one_has_its_category(checking, before):
    sheet, errors = checking.sheet, wrong(checking)
    assert errors
    for product in errors:
        checking.go_to(product)
        checking.press(Key.Key_X)
    checking.press(Key.Key_Return)
    assert checking.sheet is sheet and set(checking.products("confirmed")) == before
    assert checking.view.toast.sentence.text().startswith("Give the ")
    assert not checking.view.headline.button.isEnabled()

    for product in errors:
        checking.go_to(product)
        checking.press(Key.Key_C)
        checking.pick(checking.kind(product))
    assert set(checking.products("confirmed")) == before  # until it is handed in
    checking.press(Key.Key_Return)

    assert set(checking.products("confirmed")) - before == set(sheet.ids)
    for product in sheet.ids:
        assert checking.name(checking.category(product)) == checking.kind(product)
    params = checking.window.session.overview.undo.params
    assert (params["count"], params["wrong"]) == (24, len(errors))
    assert checking.view.toast.sentence.text() == f"24 checked, {len(errors)} of them were wrong"
    assert checking.owner.detail(sheet.ids[0]).labels[0].method == "audit"


def test_one_undo_takes_the_whole_check_back_with_what_was_answered(checking, before):
    sheet, product = checking.sheet, checking.grid.current_id()
    checking.press(Key.Key_C)
    checking.pick("Tea")
    checking.press(Key.Key_Return)
    assert checking.name(checking.category(product)) == "Tea"
    checking.undo()
    assert checking.sheet.ids == sheet.ids
    assert checking.flow.open.answers == {product: ("Tea",)}
    assert set(checking.products("confirmed")) == before
    assert checking.flow.progress.standing.drawn == 0


def test_a_check_that_is_put_off_comes_back_as_it_was(checking):
    sheet = checking.sheet
    checking.press(Key.Key_X, Key.Key_S)
    assert checking.sheet.kind == "proposal"
    checking.press(Key.Key_S)
    assert checking.sheet is sheet
    assert checking.flow.open.out == {sheet.ids[0]}


def test_a_check_that_was_put_off_asks_nothing_that_was_decided_meanwhile(checking):
    asked = set(checking.sheet.ids)
    checking.flow._ahead.clear()  # so that the next page may hold some of the same products
    checking.press(Key.Key_S)
    assert asked & set(checking.here)
    decided = set(checking.here)
    checking.press(Key.Key_Return)
    assert not decided & set(checking.here)


def test_undo_brings_a_check_back_that_was_put_off(checking):
    sheet = checking.sheet
    checking.press(Key.Key_X, Key.Key_S)
    page = checking.sheet
    checking.undo()
    assert checking.sheet is sheet and checking.flow.open.out == {sheet.ids[0]}
    checking.redo()
    assert checking.sheet is page
    checking.press(Key.Key_S)
    assert checking.sheet is sheet  # put off until now, and no longer
    checking.undo()
    assert checking.sheet is page
    checking.undo()
    assert checking.sheet is sheet


def test_the_goal_is_met_when_the_checks_say_so(checking):
    for product in wrong(checking):
        checking.go_to(product)
        checking.press(Key.Key_C)
        checking.pick(checking.kind(product))
    checking.press(Key.Key_Return)
    assert checking.flow.progress.standing.met
    assert checking.view.strip.right.text() == "The goal of 20\u202f% is met"
    assert "drawn at random" in checking.view.strip.right.toolTip()
