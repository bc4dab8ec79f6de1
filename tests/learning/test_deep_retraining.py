"""A deep retrain: another encoder, all photos encoded anew, and quick retrains on top of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from learning.small_shop import finish, open_shop
from shelftag.catalog import labels, operations, tree
from shelftag.catalog.catalog import Catalog
from shelftag.learning import deep_retraining, encoding, retraining, starter, tagging, versions
from shelftag.learning.workbench import Workbench
from shelftag_api.errors import ShelftagError


@pytest.fixture(scope="module")
def bench(tmp_path_factory) -> Iterator[Workbench]:
    """A small shop, half of it labelled."""
    folder = tmp_path_factory.mktemp("deep")
    with Catalog.create(folder / "shop") as catalog:
        bench = open_shop(catalog, folder / "photos", count=18, per_category=3)
        with catalog.database.read() as session:
            products = tagging.untagged(session)
            leaves = [node.id for node in tree.read_tree(session).nodes.values()][-2:]
        with operations.operation(catalog.database, "confirm", "owner") as scope:
            for number, product in enumerate(products[: len(products) // 2]):
                labels.assign(scope, [product], leaves[number % 2])
        yield bench


@pytest.fixture(scope="module")
def deep(bench):
    patch = pytest.MonkeyPatch()
    patch.setattr(deep_retraining, "COMMAND", ("cnn", "--epochs", "1"))
    yield finish(deep_retraining.deep_retrain(bench))
    patch.undo()


def test_all_photos_are_encoded_anew_and_all_products_tagged(bench, deep):
    assert deep.activated
    active = bench.active_version()
    assert active.name == "cnn"
    assert active.encoder_sha256 != versions.get(bench.catalog, 1).encoder_sha256
    assert finish(encoding.encode_missing(bench, active)) == 0
    with bench.catalog.database.read() as session:
        assert deep.products == len(tagging.all_products(session))
        assert not tagging.untagged(session)
    assert not (bench.catalog.folder / "models" / "training").exists()


def test_a_quick_retrain_builds_on_the_new_encoder(bench, deep):
    assert versions.base(bench.catalog).name == "cnn"
    result = finish(retraining.retrain(bench))
    version = versions.get(bench.catalog, result.version_id)
    assert version.encoder_sha256 == versions.base(bench.catalog).encoder_sha256


def test_where_a_thumbnail_is_gone_or_broken_the_photo_itself_is_looked_at(bench, deep, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(bench.catalog.folder, copy)
    shutil.rmtree(copy / "embeddings")
    with Catalog.open(copy) as catalog:
        with catalog.database.write() as session:
            session.connection().exec_driver_sql("DELETE FROM embedding_row")
        gone, broken = sorted(Path(copy / "thumbnails").rglob("*.jpg"))[:2]
        gone.unlink()
        broken.write_bytes(b"not a photo")
        other = Workbench(catalog)
        total = len(list((copy / "thumbnails").rglob("*.jpg"))) + 1
        assert finish(encoding.encode_missing(other, other.active_version())) == total


def test_too_few_labels_are_refused_before_anything_is_written(tmp_path):
    with Catalog.create(tmp_path / "shop") as catalog:
        starter.plant_starter_tree(catalog)
        with pytest.raises(ShelftagError) as caught:
            finish(deep_retraining.deep_retrain(Workbench(catalog)))
        assert caught.value.message_id == "retrain.too_few"
