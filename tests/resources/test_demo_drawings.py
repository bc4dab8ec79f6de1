"""The demo shop: complete, decodable, the same for the same seed, and no two photos alike."""

from __future__ import annotations

import csv
import hashlib
import itertools
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

import pytest
from PIL import Image

from shelftag_resources.demo import DemoPhoto, demo_categories, draw_demo_shop

PER_CATEGORY = 3


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[DemoPhoto]]:
    folder = tmp_path_factory.mktemp("demo")
    return folder, list(draw_demo_shop(folder, per_category=PER_CATEGORY, seed=3))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_category_gets_its_photos(shop):
    _, photos = shop
    counts = Counter(photo.category_key for photo in photos)
    assert len(counts) >= 12
    assert counts == {category.key: PER_CATEGORY for category in demo_categories()}


def test_each_photo_is_a_jpeg_of_a_product_page_size(shop):
    folder, photos = shop
    assert {photo.path for photo in photos} == set(folder.rglob("*.jpg"))
    for photo in photos:
        with Image.open(photo.path) as image:
            image.load()
            assert image.format == "JPEG"
            assert image.size in {(900, 900), (900, 1200)}
        assert photo.path.stem.split("_")[0] == photo.product


def test_no_two_photos_are_equal(shop):
    _, photos = shop
    assert len({_digest(photo.path) for photo in photos}) == len(photos)


def test_some_products_have_two_photos_that_share_their_title(shop):
    _, photos = shop
    by_product = defaultdict(list)
    for photo in photos:
        by_product[photo.product].append(photo)
    pairs = [group for group in by_product.values() if len(group) == 2]
    assert len(pairs) >= 12
    for first, second in pairs:
        assert first.title == second.title
        assert {first.path.stem[-2:], second.path.stem[-2:]} == {"_1", "_2"}


def test_titles_come_in_both_languages_and_often_hide_the_category(shop):
    _, photos = shop
    chinese = [photo for photo in photos if photo.title == photo.title_zh]
    assert 0.3 < len(chinese) / len(photos) < 0.7
    for photo in photos:
        assert photo.title in {photo.title_en, photo.title_zh}
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in photo.title_en)
        assert any("\u4e00" <= letter <= "\u9fff" for letter in photo.title_zh)
    words = {category.key: category.words_en for category in demo_categories()}
    silent = [
        photo
        for photo in photos
        if not any(photo.title_en.startswith(word) for word in words[photo.category_key])
    ]
    assert 0.25 < len(silent) / len(photos) < 0.55


def test_the_price_list_has_a_row_for_each_product(shop):
    folder, photos = shop
    with (folder / "products.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["sku", "title", "price", "currency"]
    assert {row["sku"]: row["title"] for row in rows} == {p.product: p.title for p in photos}
    assert len(rows) == len({photo.product for photo in photos})
    assert all(0 < float(row["price"]) < 1000 and row["currency"] == "EUR" for row in rows)


def test_the_same_seed_draws_the_same_bytes(shop, tmp_path: Path):
    folder, photos = shop
    again = list(itertools.islice(draw_demo_shop(tmp_path, per_category=PER_CATEGORY, seed=3), 7))
    for first, second in zip(photos, again, strict=False):
        assert first.path.relative_to(folder) == second.path.relative_to(tmp_path)
        assert _digest(first.path) == _digest(second.path)


def test_another_seed_draws_another_shop(shop, tmp_path: Path):
    _, photos = shop
    other = next(draw_demo_shop(tmp_path, per_category=1, seed=4))
    assert _digest(other.path) != _digest(photos[0].path)


def test_stopping_early_leaves_whole_photos_and_no_price_list(tmp_path: Path):
    drawing = draw_demo_shop(tmp_path, per_category=1)
    first = next(drawing)
    drawing.close()
    assert list(tmp_path.rglob("*.*")) == [first.path]


def test_categories_are_leaves_of_the_starter_taxonomy_or_said_to_be_new():
    starter = files("shelftag_resources").joinpath("taxonomy/starter.csv")
    rows = list(csv.DictReader(starter.read_text(encoding="utf-8-sig").splitlines()))
    leaves = {row["key"] for row in rows} - {row["parent"] for row in rows}
    keys = [category.key for category in demo_categories()]
    new = [key for key in keys if key.startswith("new:")]
    assert set(keys) - set(new) <= leaves
    assert len(new) >= 2
    assert all(key.removeprefix("new:").count("|") == 1 for key in new)
