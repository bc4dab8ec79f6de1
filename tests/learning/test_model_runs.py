"""Model runs on a small drawn shop with the real starter: what they may change and what never."""

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from sqlalchemy import select
from threadpoolctl import threadpool_info

from learning.small_shop import finish, open_shop
from shelftag.catalog import labels, operations, queries, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.labelled import copy_base_bundle
from shelftag.catalog.models import EmbeddingRow, ModelVersion, Prediction, Product, ProductPhoto
from shelftag.learning import retraining, tagging, versions
from shelftag.learning.acceptance import Acceptance
from shelftag.learning.review.desk import LEARNED_UNTIL
from shelftag.learning.scoring import Scorer, class_columns
from shelftag.learning.workbench import Workbench
from shelftag_api.bundle import read_bundle
from shelftag_api.errors import ShelftagError


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("learning")
    with Catalog.create(folder / "shop") as catalog:
        bench = open_shop(catalog, folder / "photos", count=6)
        with catalog.database.read() as session:
            products = tagging.untagged(session)
        finish(tagging.tag(bench, bench.active_version(), products))
    return folder / "shop"


@pytest.fixture
def bench(template, tmp_path) -> Iterator[Workbench]:
    shutil.copytree(template, tmp_path / "shop")
    with Catalog.open(tmp_path / "shop") as catalog:
        yield Workbench(catalog)


def everything(bench: Workbench) -> dict[int, tuple[object, ...]]:
    with bench.catalog.database.read() as session:
        rows = session.execute(
            select(Product.id, Product.state, Product.category_id, Product.shown_category_id)
        )
        return {row[0]: tuple(row[1:]) for row in rows}


def run_again(bench: Workbench, threshold: float) -> tagging.TagResult:
    with bench.catalog.database.read() as session:
        products = tagging.all_products(session)
    version, accepts = bench.active_version(), Acceptance(threshold)
    return finish(tagging.tag(bench, version, products, acceptance=accepts))


def test_every_product_gets_five_suggestions_and_a_model_that_was_never_checked_accepts_none(bench):
    assert {state for state, *_ in everything(bench).values()} == {"review"}
    with bench.catalog.database.read() as session:
        detail = queries.product_detail(session, next(iter(everything(bench))))
        nodes = tree.read_tree(session).nodes
    assert detail is not None
    confidences = [confidence for _, confidence in detail.candidates]
    assert len(confidences) == 5
    assert confidences == sorted(confidences, reverse=True)
    assert 0 < sum(confidences) <= 1.001
    assert all(category in nodes for category, _ in detail.candidates)


def test_a_model_accepts_from_the_threshold_on_and_takes_back_below_it(bench):
    assert run_again(bench, 0.0).accepted == len(everything(bench))
    assert {state for state, *_ in everything(bench).values()} == {"accepted"}
    assert run_again(bench, 1.01).accepted == 0
    assert {state for state, *_ in everything(bench).values()} == {"review"}


def test_the_owners_word_is_never_covered_and_a_run_is_undone_as_a_whole(bench):
    mine = next(iter(everything(bench)))
    with operations.operation(bench.catalog.database, "label") as scope:
        category = tree.ensure_path(scope, ["My own shelf"])
        labels.assign(scope, [mine], category)
    before = everything(bench)
    run = run_again(bench, 0.0)
    after = everything(bench)
    assert after[mine] == before[mine] == ("confirmed", category, category)
    assert all(state == "accepted" for product, (state, *_) in after.items() if product != mine)
    operations.undo(bench.catalog.database, run.operation_id)
    assert everything(bench) == before


def test_a_cancelled_run_leaves_no_trace(bench, monkeypatch):
    before = everything(bench)
    monkeypatch.setattr(tagging, "BATCH", 1)
    with bench.catalog.database.read() as session:
        products = tagging.all_products(session)
    job = tagging.tag(bench, bench.active_version(), products, acceptance=Acceptance(0.0))
    next(job)
    assert everything(bench) != before
    job.close()
    assert everything(bench) == before


@pytest.mark.parametrize("size", [1, 4, 100])
def test_a_run_in_parts_says_what_scoring_all_at_once_says(bench, monkeypatch, size):
    monkeypatch.setattr(tagging, "BATCH", size)
    run = run_again(bench, 0.0)
    version = bench.active_version()
    with bench.catalog.database.read() as session:
        products = tagging.all_products(session)
        scorer = Scorer(bench, version, tree.read_tree(session))
        categories, confidences = scorer.score(session, products).best(tagging.TOP)
        stored = dict(
            session.execute(
                select(Prediction.product_id, Prediction.candidates).where(
                    Prediction.operation_id == run.operation_id
                )
            ).all()
        )
    said = np.array([stored[product] for product in products])
    assert said[:, :, 0].astype(int).tolist() == categories.tolist()
    np.testing.assert_allclose(said[:, :, 1], confidences, atol=1.01e-4)
    assert (run.products, run.accepted) == (len(products), len(products))


def test_an_embedding_that_is_lost_meanwhile_takes_the_whole_run_back(bench, monkeypatch):
    before = everything(bench)
    monkeypatch.setattr(tagging, "BATCH", 1)
    version, accepts = bench.active_version(), Acceptance(0.0)
    with bench.catalog.database.read() as session:
        products = tagging.all_products(session)
    job = tagging.tag(bench, version, products, acceptance=accepts)
    next(job)
    with bench.catalog.database.write() as session:
        link, row = ProductPhoto.__table__.c, EmbeddingRow.__table__
        photos = select(link.photo_id).where(link.product_id == products[-1])
        session.execute(row.update().where(row.c.photo_id.in_(photos)).values(shard=7))
    with pytest.raises(ShelftagError) as caught:
        finish(job)
    assert caught.value.message_id == "embeddings.missing"
    assert everything(bench) == before


def test_products_of_matrices_have_all_threads_again_after_a_run(bench):
    before = threadpool_info()
    run_again(bench, 0.0)
    assert threadpool_info() == before


def test_switching_the_model_can_be_undone(bench):
    with bench.catalog.database.write() as session:
        old = session.scalars(select(ModelVersion).where(ModelVersion.status == "active")).one()
        uuid = old.uuid
    head = bench.catalog.heads / str(uuid)
    changed = dataclasses.replace(read_bundle(head), id=uuid4(), name="head")
    copy = bench.catalog.folder / "copy"
    shutil.copytree(head, copy)
    changed.write(copy)
    version_id = versions.install(bench.catalog, copy, None)
    result = finish(tagging.activate(bench, version_id))
    assert versions.active(bench.catalog).id == version_id
    operations.undo(bench.catalog.database, result.operation_id)
    assert versions.active(bench.catalog).uuid == uuid


OWN = {LEARNED_UNTIL: 1}
"""What says of a version that it was trained in this catalogue."""


@pytest.mark.parametrize(
    ("metrics", "active", "reason"),
    [
        ({}, {}, ""),
        ({"cv_accuracy": 0.8, "base_accuracy": 0.4}, {}, ""),
        ({"cv_accuracy": 0.8, "base_accuracy": 0.9}, {}, "retrain.worse_than_starter"),
        (
            {"cv_accuracy": 0.5, "cv_accuracy_high": 0.6},
            {"cv_accuracy_low": 0.7} | OWN,
            "retrain.worse_than_active",
        ),
        ({"cv_accuracy": 0.5, "cv_accuracy_high": 0.6}, {"cv_accuracy_low": 0.55} | OWN, ""),
        ({"cv_accuracy": 0.5, "cv_accuracy_high": 0.6}, {"cv_accuracy_low": "high"} | OWN, ""),
    ],
)
def test_a_new_version_must_not_be_worse_on_the_shops_own_labels(bench, metrics, active, reason):
    with bench.catalog.database.write() as session:
        row = session.scalars(select(ModelVersion).where(ModelVersion.status == "active")).one()
        row.metrics = active
        uuid = row.uuid
    manifest = read_bundle(bench.catalog.heads / str(uuid))
    assert retraining.why_not(bench, dataclasses.replace(manifest, metrics=metrics)) == reason


def said_and_other(bench: Workbench) -> dict[int, tuple[int, int]]:
    """For each product the category that the active model says, and one that it is not."""
    with bench.catalog.database.read() as session:
        nodes = tree.read_tree(session).nodes
        rows = session.execute(select(Product.id, Product.suggested_category_id)).all()
    return {
        product: (said, next(other for other in nodes if other not in nodes[said].path))
        for product, said in rows
    }


@pytest.mark.parametrize(
    ("right", "reason"), [(True, "retrain.worse_than_active"), (False, "")], ids=["right", "wrong"]
)
def test_a_model_of_another_shop_is_judged_on_this_shops_labels(bench, right, reason):
    """Not by the figures that it brought along."""
    figures = {"cv_accuracy": 0.98, "cv_accuracy_low": 0.97, LEARNED_UNTIL: 99}
    head = bench.catalog.heads / str(bench.active_version().uuid)
    copy = bench.catalog.folder / "copy"
    shutil.copytree(head, copy)
    manifest = read_bundle(head)
    dataclasses.replace(manifest, id=uuid4(), name="head", metrics=figures).write(copy)
    theirs = versions.install(bench.catalog, copy, None)
    finish(tagging.activate(bench, theirs))
    with operations.operation(bench.catalog.database, "label") as scope:
        for product, (said, other) in said_and_other(bench).items():
            labels.assign(scope, [product], said if right else other)
    mine = {"cv_accuracy": 0.4, "cv_accuracy_high": 0.5, "base_accuracy": 0.1}
    assert retraining.why_not(bench, dataclasses.replace(manifest, metrics=mine)) == reason


def test_too_few_labels_are_refused_before_anything_runs(bench):
    with pytest.raises(ShelftagError) as caught:
        finish(retraining.retrain(bench))
    assert caught.value.message_id == "retrain.too_few"
    assert len(versions.list_versions(bench.catalog)) == 1


def test_the_classes_of_a_merged_category_count_for_the_one_that_stays(bench):
    product = next(iter(everything(bench)))
    database = bench.catalog.database
    with database.read() as session:
        (first, _), (second, _), *_ = queries.product_detail(session, product).candidates
        gone = tree.read_tree(session).nodes[first].uuid
        stays = tree.read_tree(session).nodes[second].uuid
    with operations.operation(database, "merge_category") as scope:
        tree.merge_category(scope, first, second)
    with database.read() as session:
        after = tree.read_tree(session)
    head = bench.head(bench.active_version())
    columns = dict(
        zip(head.manifest.classes, class_columns(head, after, list(after.nodes), {}), strict=True)
    )
    assert columns[gone] == columns[stays] == list(after.nodes).index(second)
    run_again(bench, 1.01)
    with database.read() as session:
        candidates = dict(queries.product_detail(session, product).candidates)
    assert first not in candidates
    assert next(iter(candidates)) == second


def test_what_the_starter_knows_of_a_merged_category_counts_in_the_next_training(bench, tmp_path):
    database = bench.catalog.database
    with database.read() as session:
        before = tree.read_tree(session)
    source = bench.catalog.heads / str(bench.active_version().uuid)
    known = [uuid for uuid in dict.fromkeys(read_bundle(source).classes) if uuid]
    first, second = (before.by_uuid(uuid) for uuid in known[:2])
    copy_base_bundle(before, source, tmp_path / "same")
    assert read_bundle(tmp_path / "same") == read_bundle(source)
    with operations.operation(database, "merge_category") as scope:
        tree.merge_category(scope, first.id, second.id)
    with database.read() as session:
        copy_base_bundle(tree.read_tree(session), source, tmp_path / "copy")
    classes = read_bundle(tmp_path / "copy").classes
    assert first.uuid not in classes
    old = read_bundle(source).classes
    assert classes.count(second.uuid) == old.count(first.uuid) + old.count(second.uuid)
