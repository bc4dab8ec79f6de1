"""The history: a page at a time, found by kind and words, undone back to a point."""

import pytest
from sqlalchemy import insert

from shelftag.catalog import history, operations
from shelftag.catalog.history import Word
from shelftag.catalog.models import Operation
from shelftag.catalog.models.base import utc_now
from shelftag_api.errors import ShelftagError


def page(shop, **wanted):
    with shop.database.read() as session:
        return history.page(session, **wanted)


def steps(shop, operation):
    return list(history.undo_back_to(shop.database, operation))


def test_pages_follow_each_other_newest_first(shop):
    names = [f"Category {number}" for number in range(7)]
    for name in names:
        shop.category(name)
    first = page(shop, limit=3)
    second = page(shop, limit=3, before=first[-1].id)
    third = page(shop, limit=3, before=second[-1].id)
    assert [e.params["name"] for e in (*first, *second, *third)] == names[::-1]
    assert page(shop, before=third[-1].id) == []


def test_a_hundred_thousand_steps_are_read_by_the_page(shop):
    at = utc_now()
    rows = [
        {"kind": "confirm" if i % 2 else "label", "origin": "owner", "started_at": at,
         "finished_at": at, "params": {"count": i, "category": f"Shelf {i % 1000}"}}
        for i in range(100_000)
    ]  # fmt: skip
    with shop.database.write() as session:
        session.execute(insert(Operation), rows)
    assert [e.params["count"] for e in page(shop, limit=2)] == [99_999, 99_998]
    found = page(shop, kinds={"label"}, words=[Word("shelf 998")], limit=500)
    assert len(found) == 100
    assert {e.params["category"] for e in found} == {"Shelf 998"}
    assert page(shop, words=[Word("nowhere")]) == []
    with shop.database.read() as session:
        assert history.kinds(session) == {"confirm", "label"}


def test_words_are_found_in_the_parameters_and_in_the_sentence_of_the_kind(shop):
    mugs = shop.category("短袖 100%")
    shop.rename(mugs, "Cups")
    assert [e.kind for e in page(shop, words=[Word("短袖")])] == ["rename_category", "add_category"]
    assert [e.kind for e in page(shop, words=[Word("0%")])] == ["rename_category", "add_category"]
    both = [Word("rename", frozenset({"rename_category"})), Word("cups")]
    assert [e.kind for e in page(shop, words=both)] == ["rename_category"]
    assert page(shop, words=[Word("cups"), Word("mugs")]) == []
    assert page(shop, kinds=()) == []


def test_everything_back_to_a_point_is_undone_one_by_one(shop):
    mugs = shop.category("Mugs")
    (product,) = shop.products("a")
    point = shop.label(product, mugs)
    shop.edit(product, brand="Nord")
    shop.undo()
    shop.edit(product, brand="Süd")
    assert [entry.kind for entry in steps(shop, point)] == ["edit", "label"]
    assert (shop.row(product).brand, shop.told(product)) == ("", ("review", None))
    assert [e.retracted for e in page(shop)] == [True, True, True, False, False]


def test_it_stops_at_what_cannot_be_taken_back(shop):
    mugs = shop.category("Mugs")
    first, other = shop.rename(mugs, "Cups"), shop.rename(mugs, "Beakers")
    shop.undo(other)
    with shop.database.write() as session:
        running = Operation(kind="import", origin="import", params={})
        session.add(running)
    shop.category("Vases")
    done = []
    with pytest.raises(ShelftagError, match=r"operation\.running"):
        for entry in history.undo_back_to(shop.database, first):
            done.append(entry.kind)
    assert done == ["add_category"]
    assert shop.tree().nodes[mugs].name == "Cups"


def test_a_step_that_never_was_is_refused(shop):
    with pytest.raises(ShelftagError, match=r"operation\.unknown"):
        steps(shop, 12345)


def test_all_of_it_survives_a_restart(shop):
    mugs = shop.category("Mugs")
    point = shop.rename(mugs, "Cups")
    shop.rename(mugs, "Pots")
    shop.reopen()
    assert len(steps(shop, point)) == 2
    shop.reopen()
    assert shop.tree().nodes[mugs].name == "Mugs"
    shop.redo(point)
    assert shop.tree().nodes[mugs].name == "Cups"


def restored(shop, operation):
    return [entry.kind for entry in history.restore_up_to(shop.database, operation)]


def told_everything(shop, product):
    return shop.row(product).brand, shop.told(product), shop.tree().nodes.keys()


def test_everything_up_to_a_point_is_restored_model_runs_as_well(shop):
    mugs = shop.category("Mugs")
    (product,) = shop.products("a")
    point = shop.edit(product, brand="Nord")
    run = shop.model_run({product: (mugs, 0.95)})
    before = told_everything(shop, product)
    last = shop.label(product, shop.category("Cups"))
    after = told_everything(shop, product)
    steps(shop, point)
    assert told_everything(shop, product) != before
    assert restored(shop, run) == ["edit", "tag"]
    assert told_everything(shop, product) == before
    assert restored(shop, last) == ["add_category", "label"]
    assert told_everything(shop, product) == after
    assert not any(entry.retracted for entry in page(shop))


def test_what_was_undone_by_itself_before_stays_undone(shop):
    mugs = shop.category("Mugs")
    (product,) = shop.products("a")
    old = shop.edit(product, brand="Typo")
    shop.undo(old)
    point = shop.rename(mugs, "Cups")
    mistake = shop.edit(product, brand="Mistake")
    shop.undo(mistake)
    last = shop.edit(product, title="A jug")
    steps(shop, point)
    assert restored(shop, last) == ["rename_category", "edit"]
    assert (shop.row(product).brand, shop.row(product).title) == ("", "A jug")
    assert restored(shop, mistake) == ["edit"]
    assert shop.row(product).brand == "Mistake"


def test_it_stops_at_what_a_later_step_has_changed(shop):
    mugs, vases = shop.category("Mugs"), shop.category("Vases")
    point = shop.rename(vases, "Urns")
    last = shop.rename(mugs, "Cups")
    steps(shop, point)
    shop.rename(mugs, "Pots")
    with pytest.raises(ShelftagError, match=r"operation\.changed_since"):
        restored(shop, last)
    assert shop.tree().nodes[vases].name == "Urns"
    assert shop.tree().nodes[mugs].name == "Pots"


def test_what_was_cancelled_half_way_is_never_restored(shop):
    (product,) = shop.products("a")
    with shop.database.write() as session:
        half = operations.start(session, "bulk_brand", "owner", {}).id
    operations.take_back(shop.database, half)
    last = shop.edit(product, brand="Nord")
    steps(shop, last)
    assert restored(shop, last) == ["edit"]
    steps(shop, last)
    assert shop.redo().kind == "edit"
    assert shop.redo() is None
    with pytest.raises(ShelftagError, match=r"operation\.broken_off"):
        shop.redo(half)


def test_restoring_up_to_a_step_that_never_was_is_refused(shop):
    with pytest.raises(ShelftagError, match=r"operation\.unknown"):
        restored(shop, 12345)
