"""A model run stored quickly comes to the same as what the database derives from all events."""

import numpy as np
import pytest
from sqlalchemy import select

from shelftag.catalog import labels, operations
from shelftag.catalog.model_runs import Followed, Said, record
from shelftag.catalog.models import LabelEvent, Prediction, Product
from shelftag.catalog.models.labels import MODEL

DERIVED = (
    Product.id, Product.label_event_id, Product.category_id, Product.state, Product.prediction_id,
    Product.suggested_category_id, Product.confidence, Product.shown_category_id,
)  # fmt: skip


def derived(shop):
    with shop.database.read() as session:
        return [tuple(row) for row in session.execute(select(*DERIVED).order_by(Product.id))]


def run(shop, said, threshold=0.9) -> tuple[int, Followed]:
    """Lets a model say (category, confidence), best first, per product."""
    with operations.operation(shop.database, "tag", MODEL) as scope:
        version = shop._version(scope.session)
        pairs = np.array(list(said.values()), float)
        ids, shares = pairs[:, :, 0].astype(np.int64), pairs[:, :, 1]
        followed = record(
            scope.session,
            Said(scope.id, version, list(said), ids, shares, shares[:, 0] >= threshold),
        )
        return scope.id, followed


def assert_as_derived_anew(shop):
    quick = derived(shop)
    with shop.database.write() as session:
        labels.refresh_ids(session, [row[0] for row in quick])
    assert quick == derived(shop)


@pytest.fixture
def fruit(shop):
    return shop.category("Fruit")


@pytest.fixture
def bread(shop):
    return shop.category("Bread")


def test_every_state_follows_as_if_derived_anew(shop, fruit, bread):
    gone, later = shop.category("Gone"), shop.category("Deleted meanwhile")
    mine, unsure, sure, dropped, stays, lost, new = shop.products(*"abcdefg")
    _, (trusted,) = shop.trusted(bread, "h")
    shop.label(mine, fruit)
    shop.model_run(
        {
            mine: (bread, 0.99), unsure: (bread, 0.2), sure: (bread, 0.4), dropped: (fruit, 0.95),
            stays: (fruit, 0.97), lost: (gone, 0.95), trusted: (fruit, 0.99),
        }
    )  # fmt: skip
    with shop.database.write() as session:  # as a merge leaves it: labels name it no more
        session.execute(
            LabelEvent.__table__.update()
            .where(LabelEvent.product_id == lost)
            .values(category_id=bread)
        )
        labels.refresh_ids(session, [lost])
    shop.delete(gone)
    shop.delete(later)
    said = {
        mine: [(bread, 0.99), (fruit, 0.01)],
        unsure: [(fruit, 0.3), (bread, 0.2)],
        sure: [(bread, 0.93), (fruit, 0.01)],
        dropped: [(bread, 0.5), (fruit, 0.4)],
        stays: [(fruit, 0.91), (bread, 0.01)],
        lost: [(bread, 0.2), (fruit, 0.1)],
        trusted: [(fruit, 0.99), (bread, 0.01)],
        new: [(later, 0.99), (fruit, 0.01)],
    }
    _, followed = run(shop, said)
    assert_as_derived_anew(shop)
    assert shop.told(mine) == ("confirmed", fruit)
    assert shop.told(trusted) == ("trusted", bread)
    assert shop.told(unsure) == ("review", fruit)
    assert shop.told(sure) == ("accepted", bread)
    assert shop.told(dropped) == ("review", bread)
    assert shop.told(stays) == ("accepted", fruit)
    assert shop.told(new) == ("review", None)
    assert followed == Followed(accepted=3, changed=2)


def test_an_owners_label_whose_category_was_deleted_is_not_covered(shop, fruit, bread):
    (product,) = shop.products("a")
    shop.label(product, fruit)
    with shop.database.write() as session:
        session.execute(
            LabelEvent.__table__.metadata.tables["category"]
            .update()
            .where(LabelEvent.__table__.metadata.tables["category"].c.id == fruit)
            .values(deleted=True)
        )
        labels.refresh_ids(session, [product])
    run(shop, {product: [(bread, 0.99)]})
    assert_as_derived_anew(shop)
    assert shop.told(product) == ("review", bread)


def test_a_run_in_parts_is_undone_and_restored_as_a_whole(shop, fruit, bread):
    products = shop.products(*"abcd")
    shop.model_run(dict.fromkeys(products, (bread, 0.95)))
    before = derived(shop)
    with operations.operation(shop.database, "tag", MODEL) as scope:
        version = shop._version(scope.session)
        for part in (products[:2], products[2:]):
            ids = np.full((2, 1), fruit, np.int64)
            shares, accepted = np.full((2, 1), 0.97), np.array([True, True])
            record(scope.session, Said(scope.id, version, part, ids, shares, accepted))
    assert_as_derived_anew(shop)
    after = derived(shop)
    shop.undo(scope.id)
    assert derived(shop) == before
    shop.redo(scope.id)
    assert derived(shop) == after


def test_candidates_are_read_as_they_were_said(shop, fruit, bread):
    (product,) = shop.products("a")
    run(shop, {product: [(fruit, 0.1 + 0.2), (bread, 1e-4)]})
    with shop.database.read() as session:
        assert session.scalars(select(Prediction.candidates)).all() == [
            [[fruit, 0.1 + 0.2], [bread, 1e-4]]
        ]


def test_many_candidates_are_read_as_they_were_said(shop):
    random = np.random.default_rng(3)
    products = shop.products(*(f"product {number}" for number in range(200)))
    shelves = [shop.category(f"Shelf {number}") for number in range(7)]
    shares = np.rint(random.gamma(0.2, 0.3, (200, 5)).clip(0, 1) * 1e4) / 1e4
    picked = random.permuted(np.tile(shelves, (200, 1)), axis=1)[:, :5]
    with operations.operation(shop.database, "tag", MODEL) as scope:
        version = shop._version(scope.session)
        accepted = np.zeros(200, bool)
        record(scope.session, Said(scope.id, version, products, picked, shares, accepted))
    with shop.database.read() as session:
        stored = dict(session.execute(select(Prediction.product_id, Prediction.candidates)).all())
    pairs = zip(products, picked.tolist(), shares.tolist(), strict=True)
    assert stored == {
        product: [list(pair) for pair in zip(ids, values, strict=True)]
        for product, ids, values in pairs
    }


def test_products_that_are_not_there_are_left_out(shop, fruit):
    first, _, last = shop.products(*"abc")
    run(shop, {last: [(fruit, 0.99)], 999: [(fruit, 0.99)], first: [(fruit, 0.2)]})
    assert_as_derived_anew(shop)
    with shop.database.read() as session:
        assert set(session.scalars(select(Prediction.product_id))) == {last, first}
