"""What a new model moves: seen before it is used, after it was used, and much later, alike."""

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from sqlalchemy import select, text

from learning.small_shop import finish, open_shop
from shelftag.catalog import labels, operations, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import ModelVersion, Product
from shelftag.learning import retraining, tagging, versions, what_changed
from shelftag.learning.acceptance import Acceptance
from shelftag.learning.moves import Move, Moves, Standing, compare, count
from shelftag.learning.scoring import ProductScores
from shelftag.learning.workbench import Workbench
from shelftag_api.bundle import read_bundle
from shelftag_api.errors import ShelftagError

TABLES = ("operation", "label_event", "prediction", "product", "model_version", "change", "setting",
          "category", "embedding_row")  # fmt: skip


class TestComparing:
    def test_pairs_are_counted_the_largest_first(self):
        before = {1: Standing(7), 2: Standing(7), 3: Standing(8), 4: Standing(9, True)}
        after = {1: Standing(8), 2: Standing(8), 3: Standing(7), 4: Standing(9, True)}
        assert compare(before, after) == Moves(4, (Move(7, 8, (1, 2)), Move(8, 7, (3,))))
        assert count(compare(before, after).moved) == 3

    def test_what_is_accepted_now_and_what_no_longer_is_told_apart_from_moving(self):
        before = {1: Standing(7), 2: Standing(7, True), 3: Standing(7, True)}
        after = {1: Standing(7, True), 2: Standing(7), 3: Standing(8, True)}
        moves = compare(before, after)
        assert moves.accepted == (Move(7, 7, (1,)),)
        assert moves.no_longer_accepted == (Move(7, 7, (2,)),)
        assert moves.moved == (Move(7, 8, (3,)),)

    def test_a_product_that_was_nowhere_moves_from_nowhere(self):
        assert compare({}, {5: Standing(7)}).moved == (Move(None, 7, (5,)),)
        assert compare({5: Standing(7)}, {}) == Moves()


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    """A shop with the starter, and as a candidate a version that believes something else."""
    folder = tmp_path_factory.mktemp("changed")
    with Catalog.create(folder / "shop") as catalog:
        bench = open_shop(catalog, folder / "photos", count=14)
        with catalog.database.read() as session:
            products = tagging.untagged(session)
        finish(tagging.tag(bench, bench.active_version(), products))
        head = catalog.heads / str(versions.active(catalog).uuid)
        shutil.copytree(head, folder / "copy")
        manifest = read_bundle(head)
        known = [uuid for uuid in manifest.classes if uuid]
        turned = {uuid: known[(place + 40) % len(known)] for place, uuid in enumerate(known)}
        changed = dataclasses.replace(
            manifest, id=uuid4(), name="head",
            classes=tuple(turned.get(uuid) for uuid in manifest.classes),
            metrics={"cv_accuracy": 0.9, "cv_accuracy_low": 0.85, "cv_accuracy_high": 0.95,
                     "base_accuracy": 0.4},
            label_count=40,
        )  # fmt: skip
        changed.write(folder / "copy")
        versions.install(catalog, folder / "copy", None)
    return folder / "shop"


@pytest.fixture
def bench(template, tmp_path, monkeypatch) -> Iterator[Workbench]:
    """The shop, with a certificate that no spot check of a drawn shop could give."""
    monkeypatch.setattr(tagging, "certified_acceptance", lambda *_: Acceptance(0.3))
    shutil.copytree(template, tmp_path / "shop")
    with Catalog.open(tmp_path / "shop") as catalog:
        yield Workbench(catalog)


def candidate(bench) -> ModelVersion:
    return versions.by_number(bench.catalog, 1)


def products(bench) -> dict[int, tuple[object, ...]]:
    with bench.catalog.database.read() as session:
        rows = session.execute(select(Product.id, Product.state, Product.shown_category_id))
        return {row[0]: tuple(row[1:]) for row in rows}


def everything(bench) -> list[object]:
    with bench.catalog.database.read() as session:
        return [session.execute(text(f"SELECT * FROM {table}")).all() for table in TABLES]


def decide(bench, product: int, source: str = "owner") -> int:
    with operations.operation(bench.catalog.database, "label", source) as scope:
        category = tree.ensure_path(scope, ["My own shelf"])
        labels.assign(scope, [product], category, source=source)
        return scope.id


def of_run(bench, operation: int) -> what_changed.WhatChanged:
    with bench.catalog.database.read() as session:
        return what_changed.of_run(session, operation)


def test_a_dry_run_says_what_the_run_then_does_and_writes_nothing(bench):
    mine, trusted, *_ = products(bench)
    decide(bench, mine)
    decide(bench, trusted, "import")
    before = everything(bench)
    dry = finish(what_changed.would_change(bench, candidate(bench).id))
    assert everything(bench) == before
    assert dry.moves.moved and dry.moves.accepted
    moved = {product for move in dry.moves.moved for product in move.products}
    assert not moved & {mine, trusted}
    assert dry.moves.compared == len(products(bench)) - 2
    shown = products(bench)
    result = finish(tagging.activate(bench, candidate(bench).id, kind="retrain"))
    wet = of_run(bench, result.operation_id)
    assert wet.moves == dry.moves
    assert (wet.before, wet.after) == (dry.before, dry.after)
    assert count(wet.moves.moved) == result.changed
    assert count(wet.moves.accepted) == result.accepted
    assert {p for p, was in products(bench).items() if was[1] != shown[p][1]} == moved
    assert products(bench)[mine] == shown[mine]
    assert products(bench)[trusted] == shown[trusted]


def test_the_run_is_told_of_as_it_was_however_much_happened_since(bench):
    result = finish(tagging.activate(bench, candidate(bench).id, kind="retrain"))
    told = of_run(bench, result.operation_id)
    with bench.catalog.database.read() as session:
        everyone = tagging.all_products(session)
    finish(tagging.tag(bench, bench.active_version(), everyone))
    decide(bench, next(iter(products(bench))))
    assert of_run(bench, result.operation_id) == told
    operations.undo(bench.catalog.database, result.operation_id)
    assert of_run(bench, result.operation_id) == told


def test_what_was_undone_before_the_run_is_not_what_it_is_compared_with(bench):
    with bench.catalog.database.read() as session:
        everyone = tagging.all_products(session)
    undone = finish(tagging.tag(bench, candidate(bench), everyone))
    operations.undo(bench.catalog.database, undone.operation_id)
    decision = decide(bench, everyone[0])
    operations.undo(bench.catalog.database, decision)
    dry = finish(what_changed.would_change(bench, candidate(bench).id))
    run = finish(tagging.activate(bench, candidate(bench).id))
    assert of_run(bench, run.operation_id).moves == dry.moves
    assert dry.moves.compared == len(everyone)


def test_both_say_how_right_the_models_are(bench):
    dry = finish(what_changed.would_change(bench, candidate(bench).id))
    assert dry.before is not None
    assert (dry.before.number, dry.before.accuracy) == (0, 0.4)
    assert (dry.after.number, dry.after.accuracy, dry.after.low) == (1, 0.9, 0.85)


def test_two_versions_are_compared_whichever_is_active(bench):
    new, starter = candidate(bench).id, bench.active_version().id
    there = finish(what_changed.would_change(bench, new, starter)).moves
    back = finish(what_changed.would_change(bench, starter, new)).moves
    turned = {(move.after, move.before, move.products) for move in back.moved}
    assert {(move.before, move.after, move.products) for move in there.moved} == turned
    assert count(back.no_longer_accepted) == count(there.accepted) > 0


def test_an_accepted_product_is_not_said_to_be_accepted_anew(bench):
    finish(tagging.activate(bench, candidate(bench).id))
    with bench.catalog.database.read() as session:
        everyone = tagging.all_products(session)
    again = finish(tagging.tag(bench, bench.active_version(), everyone))
    assert of_run(bench, again.operation_id).moves == Moves(len(everyone))


def test_a_step_that_is_no_model_run_has_nothing_to_tell(bench):
    decision = decide(bench, next(iter(products(bench))))
    for operation in (decision, 999):
        with pytest.raises(ShelftagError) as caught:
            of_run(bench, operation)
        assert caught.value.message_id == "operation.unknown"


def test_where_the_owner_wants_to_be_asked_a_better_version_waits(bench):
    bench.catalog.set_setting(versions.ASK_SETTING, True)
    before = products(bench)
    result = finish(retraining.conclude(bench, candidate(bench).id, 40, 1.0))
    assert (result.activated, result.reason) == (False, versions.WAITING)
    assert candidate(bench).status == "candidate"
    assert candidate(bench).status_reason == versions.WAITING
    assert products(bench) == before
    bench.catalog.set_setting(versions.ASK_SETTING, False)
    result = finish(retraining.conclude(bench, candidate(bench).id, 40, 1.0))
    assert result.activated
    operations.undo(bench.catalog.database, result.operation_id)
    assert products(bench) == before
    assert bench.active_version().number == 0


def test_the_best_are_told_in_the_order_of_categories_where_they_are_equal():
    random = np.random.default_rng(1)
    confidences = random.integers(0, 4, (300, 12)).astype(np.float32) / 4
    confidences[0] = 1 / 12
    scores = ProductScores(range(300), [100 + n for n in range(12)], confidences)
    ids, shares = scores.best(5)
    order = np.argsort(-confidences, axis=1, kind="stable")[:, :5]
    assert (ids == 100 + order).all()
    np.testing.assert_allclose(shares, np.take_along_axis(confidences, order, axis=1), atol=5e-5)
    few = ProductScores([1], [7, 8], confidences[:1, :2]).best(5)
    assert few[0].tolist() == [[7, 8]]
