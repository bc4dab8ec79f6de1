"""Filters: each finds what it says, they combine freely, and indexes answer them."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, update
from sqlalchemy.engine import Engine

import large_catalogue
from shelftag.catalog import labels, marks, operations, regrouping
from shelftag.catalog.conditions import DUPLICATES, MISSING, SOURCES, Conditions
from shelftag.catalog.filtering import ProductFilter, product_count, product_ids
from shelftag.catalog.models import ImportRun, Operation, Photo, Product, ProductPhoto, Root


def found(shop, **conditions):
    return found_by(shop, Conditions(**conditions))


def found_by(shop, *conditions, **more):
    wanted = ProductFilter(conditions=conditions, **more)
    with shop.database.read() as session:
        ids = product_ids(session, wanted)
        assert product_count(session, wanted) == len(ids)
    return set(ids)


def at(shop, operation, year, month, day):
    """Moves an operation in time."""
    moment = datetime(year, month, day, 12, tzinfo=UTC)
    with shop.database.write() as session:
        session.execute(
            update(Operation).where(Operation.id == operation).values(started_at=moment)
        )


@pytest.fixture
def mugs(shop):
    return shop.category("Mugs")


def test_the_source_is_whoever_decides_the_label(shop, mugs):
    own, accepted, waiting = shop.products("a", "b", "c")
    _, (trusted,) = shop.trusted(mugs, "d")
    shop.model_run({accepted: (mugs, 0.95), waiting: (mugs, 0.4), own: (mugs, 0.99)})
    shop.label(own, mugs)
    expected = {"owner": own, "import": trusted, "model": accepted, "none": waiting}
    for source in SOURCES:
        assert found(shop, sources=frozenset({source})) == {expected[source]}
    assert found(shop, sources=frozenset({"owner", "none"})) == {own, waiting}


def test_the_confidence_lies_in_a_range(shop, mugs):
    low, middle, high, unseen = shop.products("a", "b", "c", "d")
    shop.model_run({low: (mugs, 0.3), middle: (mugs, 0.6), high: (mugs, 0.9)})
    assert found(shop, confidence_below=0.6) == {low}
    assert found(shop, confidence_from=0.6) == {middle, high}
    assert found(shop, confidence_from=0.5, confidence_below=0.7) == {middle}
    assert unseen not in found(shop, confidence_from=0.0)


def test_the_model_is_the_one_whose_suggestion_is_shown(shop, mugs):
    one, other = shop.products("a", "b")
    shop.model_run({one: (mugs, 0.3)})
    assert found(shop, model=0) == {one}
    assert found(shop, model=7) == set()
    assert other not in found(shop, model=0)


def test_days_are_those_of_this_computer_and_the_last_one_counts(shop, mugs):
    (early,) = shop.products("a")
    (late,) = shop.products("b")
    at(shop, shop.row(early).operation_id, 2026, 3, 1)
    at(shop, shop.row(late).operation_id, 2026, 3, 9)
    assert found(shop, imported_from=date(2026, 3, 1), imported_to=date(2026, 3, 1)) == {early}
    assert found(shop, imported_from=date(2026, 3, 2)) == {late}
    assert found(shop, imported_to=date(2026, 3, 9)) == {early, late}
    at(shop, shop.label(early, mugs), 2026, 4, 1)
    assert found(shop, labelled_from=date(2026, 4, 1), labelled_to=date(2026, 4, 1)) == {early}
    assert found(shop, labelled_to=date(2026, 3, 31)) == set()
    assert found(shop, labelled_from=date.min, labelled_to=date.max) == {early}
    (new,) = shop.products("c")
    assert found(shop, imported_within=1) == {new}
    assert found(shop, imported_within=2**60) == {early, late, new}
    assert found(shop, labelled_within=1, imported_within=1) == set()


def photos(shop, *products_of_each):
    """Adds photos, each shown by some products."""
    with operations.operation(shop.database, "import", "import") as scope:
        for number, products in enumerate(products_of_each):
            photo = Photo(sha256=f"{number:064}", byte_size=1, width=1, height=1, format="JPEG")
            scope.session.add(photo)
            scope.session.flush()
            scope.session.add_all(
                ProductPhoto(product_id=product, photo_id=photo.id, operation_id=scope.id)
                for product in products
            )
    return scope.id


def test_what_a_product_lacks_is_found(shop, mugs):
    fields = {"sku": "A1", "gtin": "4006381333931", "price": 2, "shown_category_id": mugs}
    empty = {"sku": "", "gtin": "", "price": None, "shown_category_id": None}
    (whole,) = shop.products("Mug", **fields)
    (bare,) = shop.products("", **empty)
    photos(shop, [whole])
    for name in MISSING:
        assert found(shop, missing=frozenset({name})) == {bare}, name
    assert found(shop, missing=frozenset(MISSING)) == {bare}
    (half,) = shop.products("Cup", **fields | {"price": None})
    photos(shop)
    assert found(shop, missing=frozenset({"price", "photo"})) == {half, bare}


def test_a_photo_that_was_taken_off_is_not_there(shop):
    one, other = shop.products("a", "b")
    photos(shop, [one])
    with operations.operation(shop.database, regrouping.MERGE) as scope:
        regrouping.merge(scope, [other, one])
    assert found(shop, missing=frozenset({"photo"})) == set()
    (bare,) = shop.products("c")
    assert found(shop, missing=frozenset({"photo"})) == {bare}


def test_products_that_share_something_are_found(shop):
    by_sku = shop.products("a", "b", sku="SAME")
    by_gtin = shop.products("c", "d", gtin="4006381333931")
    one, two, alone = shop.products("e", "f", "g")
    photos(shop, [one, two], [alone])
    assert found(shop, duplicates=frozenset({"sku"})) == set(by_sku)
    assert found(shop, duplicates=frozenset({"gtin"})) == set(by_gtin)
    assert found(shop, duplicates=frozenset({"photo"})) == {one, two}
    assert found(shop, duplicates=frozenset(DUPLICATES)) == {*by_sku, *by_gtin, one, two}


def test_a_product_that_is_gone_is_nobodys_duplicate(shop):
    (one,) = shop.products("a", sku="SAME")
    (two,) = shop.products("b", sku="SAME")
    photos(shop, [one, two])
    shop.undo(shop.row(two).operation_id)
    assert found(shop, duplicates=frozenset(DUPLICATES)) == set()


def test_corrected_is_what_the_owner_disagreed_with(shop, mugs):
    cups = shop.category("Cups")
    agreed, corrected, unseen = shop.products("a", "b", "c")
    shop.model_run({agreed: (mugs, 0.5), corrected: (mugs, 0.5)})
    shop.label([agreed, unseen], mugs)
    shop.label(corrected, cups)
    assert found(shop, corrected=True) == {corrected}
    shop.label(corrected, mugs)
    assert found(shop, corrected=True) == set()


def test_an_import_brought_products_and_photos_of_others(shop):
    (old,) = shop.products("a")
    operation = photos(shop, [old])
    (new,) = shop.products("b")
    with shop.database.write() as session:
        session.add(Root(id=1, path="/shop"))
        session.flush()
        session.add(ImportRun(id=5, operation_id=operation, root_id=1))
        session.add(ImportRun(id=6, operation_id=shop.row(new).operation_id, root_id=1))
    assert found(shop, import_run=5) == {old}
    assert found(shop, import_run=6) == {new}


def mark(shop, products, field, value):
    with operations.operation(shop.database, "bulk_unsure", count=1) as scope:
        return marks.set_value(scope, products, field, value, method="bulk")


def test_flags_and_attributes_are_found_as_long_as_they_hold(shop):
    one, other = shop.products("a", "b")
    unsure, colour = marks.flag_field("unsure"), marks.attribute_field("Colour")
    assert mark(shop, [one, other], unsure, marks.YES) == [one, other]
    assert mark(shop, [one], unsure, marks.YES) == []
    mark(shop, [one], colour, "red")
    mark(shop, [other], unsure, marks.NO)
    assert found(shop, flags=frozenset({"unsure"})) == {one}
    assert found(shop, attributes=frozenset({("colour", "red")})) == {one}
    assert found(shop, attributes=frozenset({("colour", "")})) == {one}
    assert found(shop, attributes=frozenset({("colour", "blue")})) == set()
    shop.undo()
    assert found(shop, flags=frozenset({"unsure"})) == {one, other}


def test_texts_of_fields_are_found_literally(shop):
    (one,) = shop.products("Red mug", sku="AB-100%", brand="Nord")
    (other,) = shop.products("Blue mug", sku="AB-1000", brand="Nordic")
    assert found(shop, texts=frozenset({("sku", "ab-100%")})) == {one}
    assert found(shop, texts=frozenset({("brand", "nord")})) == {one, other}
    assert found(shop, texts=frozenset({("title", "blue")})) == {other}
    assert found(shop, texts=frozenset({("title", "%")})) == set()


def test_conditions_states_words_and_order_combine(shop, mugs):
    ids = shop.products("Red mug", "Blue mug", "Red cup")
    shop.model_run({i: (mugs, share) for i, share in zip(ids, (0.3, 0.5, 0.2), strict=True)})
    wanted = Conditions(confidence_below=0.45)
    assert found_by(shop, wanted, text="red") == {ids[0], ids[2]}
    assert found_by(shop, wanted, Conditions(missing=frozenset({"sku"})), text="cup") == {ids[2]}
    with shop.database.read() as session:
        for order, expected in (
            ("unsure", [2, 0, 1]), ("sure", [1, 0, 2]), ("title", [1, 2, 0]), ("newest", [2, 1, 0]),
        ):  # fmt: skip
            assert product_ids(session, ProductFilter(order=order)) == [ids[i] for i in expected]


def test_conditions_are_read_as_they_were_written():
    wanted = Conditions(
        sources=frozenset({"model"}), confidence_from=0.25, model=3, imported_to=date(2026, 5, 1),
        missing=frozenset({"price"}), duplicates=frozenset({"sku"}), corrected=True, import_run=2,
        flags=frozenset({"unsure"}), attributes=frozenset({("colour", "red")}),
        texts=frozenset({("sku", "A")}),
    )  # fmt: skip
    assert Conditions.from_json(wanted.to_json()) == wanted
    assert Conditions().to_json() == {}


@pytest.mark.parametrize("value", [None, -1, 2**70, "x", [], [["a"]], {"a": 1}, True, [1], 1e999])
def test_what_makes_no_sense_is_left_out(value):
    names = Conditions.__dataclass_fields__
    read = Conditions.from_json(dict.fromkeys(names, value) | {"unheard": value})
    assert Conditions.from_json(read.to_json()) == read


def test_no_filter_reads_the_products_one_by_one(tmp_path):
    """With 100,000 products, a table that is gone through is felt; its indexes are not."""
    statements = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        if statement.startswith("SELECT"):
            statements.append((statement, parameters))

    some = [{"sources": frozenset({s})} for s in SOURCES]
    some += [{"missing": frozenset({name})} for name in MISSING]
    some += [{"duplicates": frozenset({name})} for name in DUPLICATES]
    some += [
        {"confidence_below": 0.6}, {"model": 1}, {"imported_from": date(2026, 1, 3)},
        {"labelled_from": date(2026, 2, 3)}, {"corrected": True},
        {"flags": frozenset({"unsure"})}, {"attributes": frozenset({("colour", "red")})},
        {"texts": frozenset({("sku", "ART")})},
    ]  # fmt: skip
    large = large_catalogue.make(tmp_path / "shop", 300)
    with large as catalog, catalog.database.read() as session:
        event.listen(Engine, "before_cursor_execute", note)
        try:
            for conditions in some:
                wanted = ProductFilter(conditions=(Conditions(**conditions),))
                assert product_count(session, wanted) == len(product_ids(session, wanted))
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        for statement, parameters in statements:
            plan = session.connection().exec_driver_sql(
                f"EXPLAIN QUERY PLAN {statement}", parameters
            )
            steps = [row[3] for row in plan]
            product = next((s for s in steps if s.startswith("SEARCH product USING")), str(steps))
            assert "COVERING INDEX" in product, (steps, statement)
            for step in steps:
                large = ("prediction", "label_event", "product_photo", "product")
                assert not step.startswith(tuple(f"SCAN {name}" for name in large)) or (
                    "INDEX" in step
                ), (statement, step)


def test_labels_that_are_flagged_are_not_learned_from(shop, mugs):
    from shelftag.catalog.labelled import labelled_photos

    ids = shop.products("a", "b", "c", "d")
    photos(shop, *([i] for i in ids))
    shop.label(ids, mugs)
    for product, flag in zip(ids, marks.FLAGS, strict=False):
        mark(shop, [product], marks.flag_field(flag), marks.YES)
    with shop.database.read() as session:
        assert [photo.product_id for photo in labelled_photos(session)] == ids[3:]
        assert session.get(Product, ids[0]).state == "confirmed"
    shop.undo()
    with shop.database.read() as session:
        assert [photo.product_id for photo in labelled_photos(session)] == ids[2:]


def test_flags_stay_with_products_that_become_one(shop, mugs):
    one, other = shop.products("a", "b")
    photos(shop, [one], [other])
    mark(shop, [other], marks.flag_field("unsure"), marks.YES)
    with operations.operation(shop.database, regrouping.MERGE) as scope:
        regrouping.merge(scope, [one, other])
        labels.refresh_ids(scope.session, [one])
    assert found(shop, flags=frozenset({"unsure"})) == {one}
