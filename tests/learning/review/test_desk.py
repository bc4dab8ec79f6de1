"""The desk against a real catalogue: decisions, what follows them, undo, and spot checks."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from learning.small_shop import finish, open_shop
from shelftag.catalog import labels, operations, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Prediction, Product
from shelftag.importing.pipeline import run_import
from shelftag.importing.plan import ImportOptions
from shelftag.learning import tagging, versions
from shelftag.learning.acceptance import certified_acceptance
from shelftag.learning.review import spot_checks
from shelftag.learning.review.beliefs import NONE
from shelftag.learning.review.deciding import decide
from shelftag.learning.review.desk import LEARNED_UNTIL, Desk, open_desk, synchronise
from shelftag.learning.review.doubted import doubted_labels, keep
from shelftag.learning.review.spot_checks import CHECK, certified, check, standing
from shelftag.learning.workbench import Workbench

TABLES = ("id", "state", "category_id", "suggested_category_id", "confidence", "prediction_id")


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    with Catalog.create(folder / "shop") as catalog:
        bench = open_shop(catalog, folder / "photos", count=40, per_category=8)
        with catalog.database.read() as session:
            products = tagging.untagged(session)
        finish(tagging.tag(bench, bench.active_version(), products))
    return folder


@pytest.fixture
def bench(template, tmp_path) -> Iterator[Workbench]:
    shutil.copytree(template / "shop", tmp_path / "shop")
    with Catalog.open(tmp_path / "shop") as catalog:
        yield Workbench(catalog)


@pytest.fixture
def desk(bench) -> Desk:
    return opened(bench)


def opened(bench: Workbench) -> Desk:
    version = bench.active_version()
    with bench.catalog.database.read() as session:
        return open_desk(session, version, bench.photo_stores(version))


def products(bench: Workbench) -> list[tuple[object, ...]]:
    with bench.catalog.database.read() as session:
        columns = [getattr(Product, name) for name in TABLES]
        return [tuple(row) for row in session.execute(select(*columns).order_by(Product.id))]


def same(one: Desk, other: Desk) -> bool:
    return all(
        np.allclose(getattr(one, name), getattr(other, name))
        for name in ("ids", "looks", "categories", "fresh", "accepted", "predictions")
    ) and all(
        np.array_equal(getattr(one, name).categories, getattr(other, name).categories)
        and np.allclose(getattr(one, name).shares, getattr(other, name).shares, atol=1e-3)
        for name in ("said", "beliefs")
    )


def name_cluster(bench: Workbench, desk: Desk, name: str = "My own shelf") -> tuple[int, list[int]]:
    """Gives half of the products that look like the first one a new category."""
    with operations.operation(bench.catalog.database, "label") as scope:
        category = tree.ensure_path(scope, [name])
        chosen = [int(desk.ids[row]) for row in (0, *desk.similar(0, 3))]
        decide(scope, desk, dict.fromkeys(chosen, category), "page")
    return category, chosen


def test_the_desk_holds_what_the_catalogue_says(bench, desk):
    rows = products(bench)
    assert desk.ids.tolist() == [row[0] for row in rows]
    assert desk.beliefs.best.tolist() == [row[3] for row in rows]
    assert desk.looks.any(axis=1).all()
    assert np.allclose(np.linalg.norm(desk.looks, axis=1), 1, atol=1e-5)
    assert desk.waiting.tolist() == list(range(len(rows)))


def test_a_decision_is_written_and_what_looks_alike_follows_at_once(bench, desk):
    category, chosen = name_cluster(bench, desk)
    after = {row[0]: row for row in products(bench)}
    assert all(after[product][1:3] == ("confirmed", category) for product in chosen)
    followers = [row for row in after.values() if row[1] == "review" and row[3] == category]
    assert followers
    assert desk.beliefs.best[desk.rows_of([followers[0][0]])] == category


def test_undo_takes_back_the_label_and_what_followed_it(bench, desk):
    before = products(bench)
    name_cluster(bench, desk)
    assert products(bench) != before
    entry = operations.undo(bench.catalog.database)
    assert entry is not None
    assert products(bench) == before
    operations.redo(bench.catalog.database)
    assert products(bench) != before


def test_the_desk_catches_up_with_what_others_did(bench, desk):
    other = opened(bench)
    name_cluster(bench, other)
    with bench.catalog.database.read() as session:
        assert synchronise(session, desk)
    assert same(desk, opened(bench))
    operations.undo(bench.catalog.database)
    with bench.catalog.database.read() as session:
        assert synchronise(session, desk)
    assert same(desk, opened(bench))


def test_new_products_need_a_new_desk(bench, desk, template, tmp_path):
    (tmp_path / "more").mkdir()
    shutil.copy(next((template / "photos").iterdir()), tmp_path / "more" / "copy.jpg")
    with (tmp_path / "more" / "copy.jpg").open("ab") as file:
        file.write(b" ")
    encoder = bench.encoder(bench.active_version())
    store = bench.photo_store(encoder)
    finish(run_import(bench.catalog, tmp_path / "more", ImportOptions(), encoder, store))
    with bench.catalog.database.read() as session:
        assert not synchronise(session, desk)


def test_what_the_model_has_learned_speaks_through_the_model_alone(bench, desk):
    name_cluster(bench, desk)
    assert opened(bench).fresh.sum() == 4
    versions.note(bench.catalog, bench.active_version().id, {LEARNED_UNTIL: 10**9})
    assert opened(bench).fresh.sum() == 0


def test_products_passed_by_come_again_when_nothing_else_is_left(bench, desk):
    random = np.random.default_rng(0)
    seen: set[int] = set()
    while len(seen) < len(desk.ids):
        page = desk.page(random)
        assert page is not None
        assert not seen & set(page.rows)
        seen |= {int(row) for row in page.rows}
        desk.passed[page.rows] = True
    assert desk.page(random) is not None


class TestSpotChecks:
    def answer(self, bench, desk, count: int, wrong: int = 0) -> int:
        """Draws products; the first ones are said to belong to another category."""
        rows = desk.draw(count, np.random.default_rng(len(desk.undecided)))
        answers = {
            int(desk.ids[row]): int(desk.beliefs.categories[row, 1 if place < wrong else 0])
            for place, row in enumerate(rows)
        }
        with operations.operation(bench.catalog.database, CHECK) as scope:
            check(scope, desk, answers)
        return scope.id

    def standing(self, bench, desk, goal: float = 0.9):
        with bench.catalog.database.read() as session:
            return standing(session, desk, goal)

    def test_before_the_first_nothing_is_promised(self, bench, desk):
        now = self.standing(bench, desk)
        assert (now.estimate.low, now.estimate.high, now.met) == (0.0, 1.0, False)
        total = len(desk.ids)
        assert (now.total, now.decided, now.waiting, now.drawn) == (total, 0, total, 0)

    def test_they_raise_the_estimate_and_undo_takes_it_back(self, bench, desk):
        before = self.standing(bench, desk)
        number = self.answer(bench, desk, 30)
        after = self.standing(bench, desk)
        assert after.estimate.low > 0.9
        assert after.met
        assert after.drawn == 30
        operations.undo(bench.catalog.database, number)
        with bench.catalog.database.read() as session:
            synchronise(session, desk)
        now = self.standing(bench, desk)
        assert now.estimate.best == pytest.approx(before.estimate.best, abs=1e-3)
        assert replace(now, estimate=before.estimate) == before

    def test_wrong_ones_are_put_right_and_lower_it(self, bench, desk):
        self.answer(bench, desk, 20, wrong=6)
        now = self.standing(bench, desk)
        assert not now.met
        assert now.estimate.low < 0.8
        assert now.decided == 20

    def test_an_import_ends_what_they_prove(self, bench, desk):
        self.answer(bench, desk, 30)
        assert self.standing(bench, desk).met
        with operations.operation(bench.catalog.database, "import", "import"):
            pass
        assert not self.standing(bench, desk).met

    def test_a_catalogue_decided_to_the_last_product_needs_none(self, bench, desk):
        with operations.operation(bench.catalog.database, "confirm") as scope:
            labels.confirm(scope, [int(product) for product in desk.ids], method="bulk")
        now = self.standing(bench, opened(bench))
        assert now.met
        assert now.estimate.low == 1.0

    def test_they_alone_let_a_model_accept_and_only_what_confirmed_products_back(self, bench, desk):
        version = bench.active_version()
        acceptance = certified_acceptance(bench, version)
        assert acceptance.threshold == float("inf")
        with operations.operation(bench.catalog.database, "confirm") as scope:
            some = desk.ids[::3]
            best = desk.beliefs.best[::3]
            decide(scope, desk, dict(zip(some.tolist(), best.tolist(), strict=True)), "page")
        self.answer(bench, desk, 18)
        bench.catalog.set_setting(spot_checks.RISK_SETTING, 0.5)
        with bench.catalog.database.read() as session:
            assert certified(session, 0.5) is not None
            assert certified(session, 0.02) is None
            everything = tagging.all_products(session)
        backed = opened(bench)
        result = finish(tagging.tag(bench, version, everything))
        after = opened(bench)
        assert result.accepted == after.accepted.sum()
        rows = backed.undecided
        limit = certified_acceptance(bench, version).threshold
        assert set(np.flatnonzero(after.accepted)) <= set(rows)
        assert (after.scores(np.flatnonzero(after.accepted)) >= limit - 1e-4).all()
        with bench.catalog.database.read() as session:
            flags = dict(
                session.execute(
                    select(Prediction.product_id, Prediction.accepted).where(
                        Prediction.operation_id == result.operation_id
                    )
                ).all()
            )
        accepted = {int(product) for product in after.ids[after.accepted]}
        assert accepted == {
            product
            for product, flag in flags.items()
            if flag and after.categories[after.rows_of([product])[0]] == NONE
        }


def test_a_label_that_looks_wrong_is_shown_until_the_owner_keeps_it(bench, desk):
    desk.looks[desk.similar(0, 1)] = desk.looks[0]  # twins
    with operations.operation(bench.catalog.database, "label") as scope:
        first, other = (tree.ensure_path(scope, [name]) for name in ("First", "Other"))
        near = [int(desk.ids[row]) for row in desk.similar(0, 5)]
        decide(scope, desk, dict.fromkeys(near, first), "page")
    with operations.operation(bench.catalog.database, "label") as scope:
        decide(scope, desk, {int(desk.ids[0]): other}, "single")

    def doubted() -> list[tuple[int, int, int]]:
        with bench.catalog.database.read() as session:
            found = doubted_labels(session, desk)
        return [(one.product, one.category, one.suggestion) for one in found]

    mine = (int(desk.ids[0]), other, first)
    assert mine in doubted()
    with operations.operation(bench.catalog.database, "keep") as scope:
        keep(scope, {mine[0]: other})
    assert mine not in doubted()
    operations.undo(bench.catalog.database)
    assert mine in doubted()
