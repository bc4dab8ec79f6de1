"""Reasons for a category: where on the photo, and which words."""

from types import SimpleNamespace

import numpy as np
import pytest
from sqlalchemy import select

from learning.small_shop import finish, open_shop
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Product
from shelftag.catalog.operations import operation
from shelftag.catalog.products import edit
from shelftag.catalog.tree import read_tree
from shelftag.learning.explaining import explain
from shelftag_api.errors import ShelftagError


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """A few drawn products in a real shop; the first has words."""
    folder = tmp_path_factory.mktemp("explained")
    with Catalog.create(folder / "shop") as catalog:
        bench = open_shop(catalog, folder / "photos", count=3)
        with catalog.database.read() as session:
            products = list(session.scalars(select(Product.id).order_by(Product.id)))
            ids = {node.name: node.id for node in read_tree(session).nodes.values()}
        with operation(catalog.database, "edit", title="…") as scope:
            edit(scope, products[0], {"title": "Fresh bananas, 香蕉, from the harbour"})
        yield SimpleNamespace(bench=bench, products=products, categories=ids)


def test_the_words_that_name_the_category_matter_most(shop):
    why = finish(explain(shop.bench, shop.products[0], shop.categories["Bananas"]))
    words = [word for word, _ in why.words]
    assert words[0] in ("bananas", "香蕉")
    assert "harbour" not in words
    assert all(0 < share <= 1 for _, share in why.words)


def test_the_heat_lies_over_the_photo_from_nothing_to_all(shop):
    why = finish(explain(shop.bench, shop.products[0], shop.categories["Bananas"]))
    heat = np.array(why.heat)
    assert heat.ndim == 2 and min(heat.shape) >= 4
    assert heat.min() >= 0 and heat.max() == 1
    assert why.resize in ("squash", "crop")


def test_a_category_above_stands_for_all_below_it(shop):
    assert finish(explain(shop.bench, shop.products[0], shop.categories["Food"])).heat


def test_what_is_gone_cannot_be_explained(shop):
    with pytest.raises(ShelftagError, match=r"product\.unknown"):
        finish(explain(shop.bench, 10_000, shop.categories["Bananas"]))
    with pytest.raises(ShelftagError, match=r"category\.unknown"):
        finish(explain(shop.bench, shop.products[0], 10_000))


def test_a_photo_whose_thumbnail_is_damaged_has_no_heat_but_words(shop):
    catalog = shop.bench.catalog
    for thumbnail in (catalog.folder / "thumbnails").rglob("*.*"):
        thumbnail.write_bytes(b"\xff\xd8 no picture")
    why = finish(explain(shop.bench, shop.products[0], shop.categories["Bananas"]))
    assert why.heat == [] and why.words
