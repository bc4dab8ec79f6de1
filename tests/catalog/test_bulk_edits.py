"""Bulk edits: one operation for all products, exact in undo and redo, whole or not at all."""

import multiprocessing
import signal
from decimal import Decimal

import pytest

import killed_edit
from shelftag.catalog import bulk_run, marks, operations, saved_searches
from shelftag.catalog.bulk_edits import (
    AttributeEdit,
    CategoryEdit,
    FieldEdit,
    FlagEdit,
    TextReplace,
)
from shelftag.catalog.catalog import Catalog
from shelftag_api.errors import ShelftagError


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(bulk_run, "BATCH", 2)


def run(shop, edit, ids):
    steps = bulk_run.run(shop.database, edit, ids)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def preview(shop, edit, ids):
    with shop.database.read() as session:
        return bulk_run.preview(session, edit, ids)


def column(shop, ids, name):
    return [getattr(shop.row(i), name) for i in ids]


def values(shop, ids, field):
    with shop.database.read() as session:
        found = marks.values(session, ids, field)
    return [found.get(i, "") for i in ids]


def state(shop, ids):
    """All that a bulk edit may change."""
    names = ("title", "brand", "price", "currency", "quantity", "location", "description",
             "state", "category_id")  # fmt: skip
    fields = [marks.flag_field("unsure"), marks.attribute_field("colour")]
    return [column(shop, ids, n) for n in names] + [values(shop, ids, f) for f in fields]


@pytest.fixture
def ids(shop):
    made = shop.products("Red mug", "red cup", "Blue mug", "", "Tea & mug")
    shop.edit(made[0], price="12.50", brand="Nord", currency="eur", quantity="3")
    shop.edit(made[1], price="0,125", location="A1", description="Small")
    return made


EDITS = (
    FieldEdit("title", "One title"), FieldEdit("price", "9,99"), FieldEdit("price", ""),
    FieldEdit("brand", "Süd", only_empty=True), FieldEdit("currency", "usd"),
    FieldEdit("quantity", "-4"), FieldEdit("location", "  B 2 "), FieldEdit("description", "短袖"),
    TextReplace("mug", "beaker"), TextReplace("A1", "B1", field="location"),
    AttributeEdit("Colour", "red"), FlagEdit("unsure"),
)  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=repr)
def test_one_step_undone_and_redone_exactly(shop, ids, edit):
    before, steps = state(shop, ids), shop.undo and operations_of(shop)
    expected = preview(shop, edit, ids).count
    result = run(shop, edit, ids)
    after = state(shop, ids)
    assert (result.count, after != before) == (expected, True)
    assert len(operations_of(shop)) == len(steps) + 1
    assert operations_of(shop)[0].params["count"] == expected
    shop.undo()
    assert state(shop, ids) == before
    shop.redo()
    assert state(shop, ids) == after
    with pytest.raises(ShelftagError, match=r"searches\.nothing_changes"):
        run(shop, edit, ids)
    assert len(operations_of(shop)) == len(steps) + 1


def operations_of(shop):
    with shop.database.read() as session:
        return operations.history(session)


def test_values_are_read_as_a_person_types_them(shop, ids):
    run(shop, FieldEdit("price", "1.234,50"), ids)
    assert column(shop, ids, "price") == [Decimal("1234.5")] * 5
    run(shop, FieldEdit("currency", "eur", only_empty=True), ids)
    assert column(shop, ids, "currency") == ["EUR"] * 5


def test_only_what_is_empty_is_filled(shop, ids):
    assert run(shop, FieldEdit("price", "5", only_empty=True), ids).count == 3
    assert column(shop, ids, "price")[:2] == [Decimal("12.5"), Decimal("0.125")]
    assert run(shop, FieldEdit("brand", "Süd", only_empty=True), ids).count == 4


def test_text_is_replaced_literally_and_found_by_search_afterwards(shop, ids):
    run(shop, TextReplace("MUG", r"pot \1.*"), ids)
    assert column(shop, ids, "title")[0] == r"Red pot \1.*"
    assert shop.find("mug") == []
    assert len(shop.find("pot")) == 3
    shop.undo()
    assert len(shop.find("mug")) == 3
    with pytest.raises(ShelftagError, match="nothing_changes"):
        run(shop, TextReplace("MUG", "pot", match_case=True), ids)
    assert run(shop, TextReplace("mug", "", match_case=True), ids).count == 3
    assert column(shop, ids, "title") == ["Red", "red cup", "Blue", "", "Tea &"]


def test_attributes_and_flags_are_set_and_taken_back(shop, ids):
    colour, unsure = marks.attribute_field("colour"), marks.flag_field("unsure")
    run(shop, AttributeEdit(" Colour ", "red"), ids[:2])
    assert run(shop, AttributeEdit("colour", "red"), ids).count == 3
    run(shop, AttributeEdit("COLOUR", ""), ids[:1])
    assert values(shop, ids, colour) == ["", "red", "red", "red", "red"]
    run(shop, FlagEdit("unsure"), ids)
    run(shop, FlagEdit("unsure", on=False), ids[1:])
    assert values(shop, ids, unsure) == ["yes", "", "", "", ""]
    shop.undo()
    assert values(shop, ids, unsure) == ["yes"] * 5


def test_the_category_is_the_owners_word(shop, ids):
    mugs, cups = shop.category("Mugs"), shop.category("Cups")
    shop.label(ids[0], mugs)
    shop.model_run({ids[1]: (mugs, 0.95), ids[2]: (cups, 0.3)})
    assert preview(shop, CategoryEdit(mugs, "Mugs"), ids).count == 4
    assert run(shop, CategoryEdit(mugs, "Mugs"), ids).count == 4
    assert [shop.told(i) for i in ids] == [("confirmed", mugs)] * 5
    shop.undo()
    assert [shop.told(i)[0] for i in ids] == ["confirmed", "accepted", "review", "review", "review"]


def test_the_preview_counts_and_shows_the_first_three(shop, ids):
    told = preview(shop, TextReplace("red", "green"), ids)
    assert (told.products, told.count) == (5, 2)
    assert [(e.before, e.after) for e in told.examples] == [
        ("Red mug", "green mug"), ("red cup", "green cup"),
    ]  # fmt: skip
    assert len(preview(shop, FieldEdit("brand", "X"), ids).examples) == 3


@pytest.mark.parametrize(
    ("edit", "refused"),
    [
        (FieldEdit("price", "cheap"), "product.bad_price"),
        (FieldEdit("price", "-1"), "product.bad_price"),
        (FieldEdit("quantity", "1.5"), "product.bad_quantity"),
        (FieldEdit("currency", "EURO"), "product.too_long"),
        (FieldEdit("sku", "A"), "product.unknown_field"),
        (FieldEdit("title", "x" * 20_001), "product.too_long"),
        (TextReplace("", "x"), "searches.nothing_to_find"),
        (TextReplace("x", "y", field="price"), "product.unknown_field"),
        (TextReplace("mug", "x" * 20_001), "product.too_long"),
        (AttributeEdit("  ", "x"), "searches.bad_attribute"),
        (AttributeEdit("n" * 41, "x"), "searches.bad_attribute"),
        (AttributeEdit("n", "x" * 201), "product.too_long"),
        (FlagEdit("nice"), "searches.unknown_flag"),
        (CategoryEdit(99, "gone"), "category.unknown"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_changes(shop, ids, edit, refused):
    before, steps = state(shop, ids), operations_of(shop)
    for attempt in (preview, run):
        with pytest.raises(ShelftagError) as error:
            attempt(shop, edit, ids)
        assert error.value.message_id == refused
    assert state(shop, ids) == before
    live = [step for step in operations_of(shop) if not step.retracted]
    assert live == steps


def test_products_that_are_gone_are_left_out(shop, ids):
    (gone,) = shop.products("Red mug")
    shop.undo(shop.row(gone).operation_id)
    assert run(shop, FieldEdit("brand", "X"), [*ids, gone, 999]).count == 5


def test_cancelled_half_way_everything_is_as_before(shop, ids):
    before = state(shop, ids)
    steps = bulk_run.run(shop.database, FieldEdit("brand", "X"), ids)
    for _ in range(3):
        next(steps)
    assert column(shop, ids, "brand")[:4] == ["X"] * 4
    with pytest.raises(ShelftagError, match=r"operation\.running"):
        shop.undo()
    steps.close()
    assert state(shop, ids) == before
    assert operations_of(shop)[0].retracted


def test_what_another_step_changed_meanwhile_is_not_lost(shop, ids):
    steps = bulk_run.run(shop.database, FieldEdit("brand", "X"), ids)
    for _ in range(2):
        next(steps)
    shop.edit(ids[0], brand="Mine")
    with pytest.raises(ShelftagError, match=r"operation\.changed_since"):
        steps.close()
    assert column(shop, ids, "brand") == ["Mine", "X", "", "", ""]
    assert operations_of(shop)[1].finished


def test_other_writers_get_their_turn_between_batches(shop, ids):
    steps = bulk_run.run(shop.database, FieldEdit("brand", "X"), ids)
    next(steps)
    for _ in steps:
        with operations.operation(shop.database, "save_search") as scope:
            from shelftag.catalog.product_query import ProductQuery

            saved_searches.save(scope, f"S {scope.id}", ProductQuery())
    assert column(shop, ids, "brand") == ["X"] * 5


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on this system")
def test_killed_half_way_and_reopened_everything_is_as_before(shop, ids):
    before = state(shop, ids)
    shop.catalog.close()
    process = multiprocessing.get_context("spawn").Process(
        target=killed_edit.edit_until_killed, args=(shop.folder, ids)
    )
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    shop.reopen()
    assert operations_of(shop)[0].params["cancelled"]
    assert operations_of(shop)[0].retracted
    assert state(shop, ids) == before


def test_an_engine_that_starts_leaves_the_owners_edit_alone(shop, ids):
    steps = bulk_run.run(shop.database, FieldEdit("brand", "X"), ids)
    for _ in range(2):
        next(steps)
    Catalog.join(shop.folder).close()
    for _ in steps:
        pass
    assert column(shop, ids, "brand") == ["X"] * 5
    assert not operations_of(shop)[0].retracted
