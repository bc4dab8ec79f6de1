"""A model that reads is trained on a shop's labels, installed, and tags products in that shop."""

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from sqlalchemy import delete, select

from learning.small_shop import finish, open_shop
from shelftag.catalog import labels, operations, products, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Product, ProductPhoto
from shelftag.learning import retraining, tagging, versions
from shelftag.learning.scoring import Scorer
from shelftag.learning.workbench import Workbench
from shelftag_api.bundle import read_bundle
from shelftag_api.errors import ShelftagError
from shelftag_training.families.fusion import train_fusion
from shelftag_training.families.text import train_text

SHELVES = {"Lighting corner": "desk lamp LED", "Running wall": "running shoes"}


class Silent:
    def progress(self, phase, done=0, total=None, **detail):
        pass


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    """A drawn shop with two shelves of the owner's; photos and words both say what lies there."""
    folder = tmp_path_factory.mktemp("reading")
    with Catalog.create(folder / "shop") as catalog:
        bench = open_shop(catalog, folder / "photos", count=12)
        for number, product in enumerate(ids(catalog)):
            shelf = list(SHELVES)[number // 6]
            with operations.operation(catalog.database, "edit") as scope:
                products.edit(scope, product, {"title": f"{SHELVES[shelf]} {number}"})
            with operations.operation(catalog.database, "label") as scope:
                labels.assign(scope, [product], tree.ensure_path(scope, ["Mine", shelf]))
        for kind, train in (("fusion", train_fusion), ("text", train_text)):
            data = folder / f"{kind}-dataset"
            data.mkdir()
            retraining.write_retrain_dataset(bench, bench.active_version(), data)
            train(data, folder / kind, Silent())
    return folder


@pytest.fixture
def bench(template, tmp_path) -> Iterator[Workbench]:
    shutil.copytree(template / "shop", tmp_path / "shop")
    with Catalog.open(tmp_path / "shop") as catalog:
        yield Workbench(catalog)


def ids(catalog: Catalog) -> list[int]:
    with catalog.database.read() as session:
        return list(session.scalars(select(Product.id).order_by(Product.id)))


def add(bench: Workbench, title: str) -> int:
    """A product without a photo."""
    with operations.operation(bench.catalog.database, "import", "import", folder="box") as scope:
        row = Product(title=title, operation_id=scope.id)
        scope.session.add(row)
        scope.session.flush()
        return row.id


def confidence(bench: Workbench, version: int, product: int, shelf: str) -> float:
    """How sure a model is that a product lies on a shelf."""
    with bench.catalog.database.read() as session:
        shop = tree.read_tree(session)
        scorer = Scorer(bench, bench.version(version), shop)
        scores = scorer.score(session, [product])
        category = next(node.id for node in shop.nodes.values() if node.name == shelf)
    np.testing.assert_allclose(scores.confidences.sum(), 1, rtol=1e-4)
    return float(scores.confidences[0, list(scores.category_ids).index(category)])


def guess(bench: Workbench, product: int) -> str:
    with bench.catalog.database.read() as session:
        row = session.get(Product, product)
        return tree.read_tree(session).nodes[row.shown_category_id].name


@pytest.mark.parametrize("kind", ["fusion", "text"])
def test_it_tags_products_that_have_only_words(bench, template, kind):
    version = versions.install(bench.catalog, template / kind, None)
    lamp, shoes = add(bench, "LED lamp for the desk"), add(bench, "Shoes for running")
    result = finish(tagging.activate(bench, version))
    assert result.products == len(ids(bench.catalog))
    assert guess(bench, lamp) == "Lighting corner"
    assert guess(bench, shoes) == "Running wall"


def test_fusion_works_with_photo_and_words_with_either_and_with_neither(bench, template):
    version = versions.install(bench.catalog, template / "fusion", None)
    product = ids(bench.catalog)[0]
    both = confidence(bench, version, product, "Lighting corner")
    assert both > 0.5
    with operations.operation(bench.catalog.database, "edit") as scope:
        products.edit(scope, product, {"title": ""})
        scope.session.get(Product, product).hint = ""
    photo = confidence(bench, version, product, "Lighting corner")
    assert photo > 0.5
    with bench.catalog.database.write() as session:
        session.execute(delete(ProductPhoto).where(ProductPhoto.product_id == product))
    neither = confidence(bench, version, product, "Lighting corner")
    assert neither < photo


def test_the_words_are_read_by_the_model_alone(bench, template):
    """Adding the names' similarity to a model that has read the words would count them twice."""
    version = versions.install(bench.catalog, template / "text", None)
    odd = add(bench, "Running wall")  # names a shelf, in words that no label ever had
    assert read_bundle(template / "text").combination.text_weight == 0
    assert confidence(bench, version, odd, "Running wall") > 0.1
    silent = add(bench, "")
    assert confidence(bench, version, silent, "Running wall") < 0.1


def test_a_model_that_names_no_encoder_is_refused(bench, template, tmp_path):
    copy = shutil.copytree(template / "text", tmp_path / "copy")
    dataclasses.replace(read_bundle(copy), encoder="", id=uuid4()).write(copy)
    with pytest.raises(ShelftagError) as caught:
        versions.install(bench.catalog, copy, None)
    assert caught.value.message_id == "model.no_encoder"
