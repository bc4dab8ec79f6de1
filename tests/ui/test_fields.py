"""Editing a product in the inspector."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

Key = Qt.Key


def edit(owner, name: str, text: str) -> None:
    field = owner.window.inspector.one.fields.edits[name]
    field.setFocus()
    field.selectAll()
    owner.type(text)


def test_enter_stores_a_field_as_one_step(owner):
    product = owner.window.center.grid.current_id()
    title = owner.detail(product).title
    edit(owner, "title", "Bramley apple")
    owner.press(Key.Key_Return)
    assert owner.detail(product).title == "Bramley apple"
    assert owner.window.center.model.data(owner.window.center.model.index(0)) == "Bramley apple"
    owner.window.center.grid.setFocus()
    owner.control(Key.Key_Z)
    assert owner.detail(product).title == title
    assert owner.window.inspector.one.fields.edits["title"].text() == title


def test_leaving_a_field_stores_it(owner):
    product = owner.window.center.grid.current_id()
    edit(owner, "price", "12,50")
    owner.window.center.grid.setFocus()
    owner.settle()
    assert owner.detail(product).price == Decimal("12.5")


def test_a_bad_price_shows_its_sentence_beside_the_field_and_stores_nothing(owner):
    product = owner.window.center.grid.current_id()
    fields = owner.window.inspector.one.fields
    edit(owner, "price", "cheap")
    owner.press(Key.Key_Return)
    assert fields.problem.isVisibleTo(fields)
    assert fields.problem.text() == "“cheap” is no price. Type a number such as 12.50."
    assert fields.edits["price"].accessibleDescription() == fields.problem.text()
    assert owner.detail(product).price == Decimal("2.5")

    edit(owner, "price", "3")
    owner.press(Key.Key_Return)
    assert not fields.problem.isVisibleTo(fields)
    assert owner.detail(product).price == Decimal(3)


def test_a_mistake_on_a_product_left_behind_is_told_in_a_notice(owner):
    edit(owner, "quantity", "many")
    owner.window.center.grid.setFocus()
    owner.window.center.grid.select_row(5)
    owner.settle()
    fields = owner.window.inspector.one.fields
    assert not fields.problem.isVisibleTo(fields)
    assert owner.notice == "“many” is no quantity. Type a whole number."
    assert fields.edits["quantity"].text() == ""


def test_escape_takes_back_what_was_typed(owner):
    product = owner.window.center.grid.current_id()
    title = owner.detail(product).title
    edit(owner, "title", "Nonsense")
    owner.press(Key.Key_Escape)
    owner.window.center.grid.setFocus()
    owner.settle()
    assert owner.detail(product).title == title


def test_keys_typed_into_a_field_are_no_commands(owner):
    product = owner.window.center.grid.current_id()
    before = owner.card(product).shown_category_id
    edit(owner, "location", "12 c ?")
    owner.press(Key.Key_Return)
    assert owner.detail(product).location == "12 c ?"
    assert owner.card(product).shown_category_id == before
    assert not owner.window.picker.isVisible()


def test_what_is_being_typed_survives_a_change_from_elsewhere(owner):
    from shelftag.ui.changes import ChangeSet

    edit(owner, "brand", "Half a na")
    owner.window.session.changed.emit(ChangeSet.everything())
    owner.settle()
    assert owner.window.inspector.one.fields.edits["brand"].text() == "Half a na"


@pytest.mark.parametrize(("field", "text"), [("sku", "A-1"), ("gtin", "4006381333931")])
def test_other_fields(owner, field, text):
    product = owner.window.center.grid.current_id()
    edit(owner, field, text)
    owner.press(Key.Key_Return)
    assert getattr(owner.detail(product), field) == text


def test_the_history_tells_who_said_what(owner):
    product = owner.window.center.grid.current_id()
    owner.press(Key.Key_2)
    one = owner.window.inspector.one
    assert one.label_card.who_text == "Confirmed by me"
    owner.control(Key.Key_Z)
    assert owner.detail(product).labels[0].retracted
