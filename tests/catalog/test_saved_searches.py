"""Saved searches: kept, renamed, reordered, deleted; each step can be taken back."""

from dataclasses import replace

import pytest

from shelftag.catalog import operations, saved_searches
from shelftag.catalog.conditions import Conditions
from shelftag.catalog.product_query import ProductQuery
from shelftag.catalog.saved_searches import DELETE, ORDER, RENAME, SAVE
from shelftag_api.errors import ShelftagError

QUERY = ProductQuery(
    states="review", search="red 短袖", order="unsure",
    conditions=Conditions(missing=frozenset({"price"})),
)  # fmt: skip


def save(shop, name, query=QUERY):
    with operations.operation(shop.database, SAVE) as scope:
        return saved_searches.save(scope, name, query)


def do(shop, kind, function, *args):
    with operations.operation(shop.database, kind) as scope:
        function(scope, *args)


def names(shop):
    with shop.database.read() as session:
        return [saved.name for saved in saved_searches.saved_searches(session)]


def query(shop):
    with shop.database.read() as session:
        return saved_searches.saved_searches(session)[0].query


def test_a_search_comes_back_as_it_was_saved(shop):
    save(shop, "  No\nprice ")
    shop.reopen()
    assert names(shop) == ["No price"]
    assert query(shop) == QUERY


def test_each_step_is_undone_and_redone(shop):
    first, second, third = save(shop, "A"), save(shop, "B"), save(shop, "C")
    do(shop, ORDER, saved_searches.reorder, [third, first])
    assert names(shop) == ["C", "A", "B"]
    do(shop, RENAME, saved_searches.rename, second, "Bee")
    do(shop, DELETE, saved_searches.delete, first)
    assert names(shop) == ["C", "Bee"]
    for expected in (["C", "A", "Bee"], ["C", "A", "B"], ["A", "B", "C"], ["A", "B"]):
        shop.undo()
        assert names(shop) == expected
    for expected in (["A", "B", "C"], ["C", "A", "B"], ["C", "A", "Bee"], ["C", "Bee"]):
        shop.redo()
        assert names(shop) == expected


def test_what_it_looks_for_can_be_changed(shop):
    saved = save(shop, "A")
    do(shop, "change_search", saved_searches.change, saved, replace(QUERY, search="blue"))
    assert query(shop).search == "blue"
    shop.undo()
    assert query(shop) == QUERY


@pytest.mark.parametrize(
    ("name", "refused"),
    [("  \t", "empty_name"), ("x" * 61, "long_name"), ("PRICES", "name_taken")],
)
def test_names_that_do_not_work_are_refused(shop, name, refused):
    saved, other = save(shop, "Prices"), save(shop, "Other")
    with pytest.raises(ShelftagError) as error:
        save(shop, name)
    assert error.value.message_id == f"searches.{refused}"
    with pytest.raises(ShelftagError):
        do(shop, RENAME, saved_searches.rename, other, name)
    do(shop, RENAME, saved_searches.rename, saved, "prices")
    assert names(shop) == ["prices", "Other"]


def test_one_that_is_gone_cannot_be_changed(shop):
    saved = save(shop, "A")
    do(shop, DELETE, saved_searches.delete, saved)
    for function, args in (
        (saved_searches.rename, ("B",)), (saved_searches.delete, ()),
        (saved_searches.change, (QUERY,)),
    ):  # fmt: skip
        with pytest.raises(ShelftagError, match=r"searches\.unknown"):
            do(shop, RENAME, function, saved, *args)
    with shop.database.read() as session, pytest.raises(ShelftagError):
        saved_searches.find_saved(session, "A")


def test_a_query_that_was_damaged_looks_for_what_is_left_of_it():
    damaged = QUERY.to_json() | {"states": "gone", "category_id": "x", "order": [], "search": 4}
    read = ProductQuery.from_json(damaged | {"conditions": [], "more": 1})
    assert read == ProductQuery()


def test_a_category_that_is_gone_holds_nothing(shop):
    mugs = shop.category("Mugs")
    shop.products("a", shown_category_id=mugs)
    save(shop, "Mugs", ProductQuery(category_id=mugs))
    assert query(shop).filter(shop.tree()).categories == {mugs}
    with shop.database.write() as session:
        from shelftag.catalog.models import Category

        session.get(Category, mugs).deleted = True
    assert query(shop).filter(shop.tree()).categories == frozenset()
