"""The starter tree is whole, its ids are permanent, and ImageNet's classes land in their leaves."""

import csv
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path
from uuid import UUID

import pytest

from shelftag_resources.taxonomy import StarterCategory, imagenet_classes, starter_categories

GOOGLE = (
    Path(__file__).parents[2].parent / "shared/data/taxonomy/google-taxonomy-with-ids.en-US.txt"
)
KEYS_OF_THE_DEMO = (
    "kitchen/mugs",
    "clothing/t-shirts",
    "shoes/sneakers",
    "bags/handbags",
    "jewellery/watches",
    "drinks/wine",
    "kitchen/bottles",
    "furniture/chairs",
    "home/lamps",
    "sports/balls",
    "stationery/books",
    "garden/plants",
    "electronics/headphones",
    "accessories/umbrellas",
    "music/guitars",
    "food/fruit/other",
    "food/dairy/plant-milk",
    "drinks/juice",
)


def leaves() -> list[StarterCategory]:
    parents = {category.parent for category in starter_categories()}
    return [category for category in starter_categories() if category.key not in parents]


def test_keys_are_unique_slugs() -> None:
    keys = [category.key for category in starter_categories()]
    assert len(set(keys)) == len(keys)
    slug = re.compile(r"[a-z]+(-[a-z]+)*(/[a-z]+(-[a-z]+)*){0,2}")
    assert [key for key in keys if not slug.fullmatch(key)] == []


def test_parents_exist_and_come_first() -> None:
    seen: set[str] = set()
    for category in starter_categories():
        above = category.key.rpartition("/")[0]
        assert category.parent == (above or None)
        assert category.parent is None or category.parent in seen, category.key
        seen.add(category.key)


def test_tree_covers_a_general_shop() -> None:
    departments = [category for category in starter_categories() if category.parent is None]
    assert len(departments) >= 12
    assert len(leaves()) >= 90
    assert not set(departments) & set(leaves()), "a department without categories"


@pytest.mark.parametrize(
    "key",
    KEYS_OF_THE_DEMO,
)
def test_leaves_that_the_demo_relies_on_exist(key: str) -> None:
    assert key in {category.key for category in leaves()}


def test_every_category_has_a_name_in_both_languages() -> None:
    for category in starter_categories():
        assert re.search("[A-Za-z]", category.name_en), category.key
        assert re.search("[\u4e00-\u9fff]", category.name_zh), category.key
    assert len({category.name_en for category in starter_categories()}) == len(starter_categories())
    assert len({category.name_zh for category in starter_categories()}) == len(starter_categories())


def test_every_leaf_has_words_and_no_word_points_to_two_categories() -> None:
    for leaf in leaves():
        assert len(leaf.synonyms_en) >= 3, leaf.key
        assert len(leaf.synonyms_zh) >= 3, leaf.key
    words = Counter(
        word.casefold()
        for category in starter_categories()
        for word in {*category.synonyms_en, *category.synonyms_zh}
    )
    assert [word for word, count in words.items() if count > 1] == []


def test_no_word_is_another_categorys_name() -> None:
    names = {
        name.casefold(): category.key
        for category in starter_categories()
        for name in (category.name_en, category.name_zh)
    }
    for category in starter_categories():
        for word in (*category.synonyms_en, *category.synonyms_zh):
            assert names.get(word.casefold(), category.key) == category.key, word


def test_shop_words_lead_to_their_leaf() -> None:
    where = {
        word: category.key
        for category in starter_categories()
        for word in (*category.synonyms_en, *category.synonyms_zh)
    }
    assert where["tee"] == where["短袖"] == "clothing/t-shirts"
    assert where["granny smith"] == where["红富士"] == "food/fruit/apples"
    assert where["运动鞋"] == "shoes/sneakers"
    assert where["雨伞"] == "accessories/umbrellas"


def test_google_ids_exist_in_googles_file() -> None:
    if not GOOGLE.exists():
        pytest.skip(f"Google's taxonomy is not at {GOOGLE}")
    lines = GOOGLE.read_text("utf-8").splitlines()
    assert lines[0].endswith("2021-09-21")
    paths = {int(line.split(" - ")[0]): line.split(" - ", 1)[1] for line in lines[1:] if line}
    ids = {category.key: category.google_id for category in starter_categories()}
    assert [key for key, number in ids.items() if number is not None and number not in paths] == []
    assert sum(number is not None for number in ids.values()) >= 200
    assert paths[ids["food/fruit/apples"] or 0].endswith("Fresh & Frozen Fruits > Apples")
    assert paths[ids["jewellery/watches"] or 0].endswith("Jewelry > Watches")
    assert paths[ids["music/guitars"] or 0].endswith("String Instruments > Guitars")


def test_ids_are_unique_and_permanent() -> None:
    ids = {category.key: category.uuid for category in starter_categories()}
    assert len(set(ids.values())) == len(ids)
    assert ids["food/fruit/apples"] == UUID("faea28fd-c999-5ac6-b541-6c9f9771750f")
    assert ids["kitchen/mugs"] == UUID("45640886-80e6-5e4c-9d05-63fc7925299b")
    assert ids["clothing"] == UUID("398b15a0-2889-569e-ad6f-acd518c18b1d")


def test_imagenet_classes_map_to_leaves() -> None:
    mapped = imagenet_classes()
    assert len(mapped) >= 350
    assert set(mapped) <= set(range(1000))
    assert set(mapped.values()) <= {leaf.key for leaf in leaves()}
    assert not set(mapped) & set(range(398)), "ImageNet's first 398 classes are animals"


def test_imagenet_table_lists_each_class_once() -> None:
    table = files("shelftag_resources.taxonomy") / "imagenet.csv"
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    numbers = [int(row["imagenet_id"]) for row in rows]
    assert numbers == sorted(set(numbers))
    assert all(row["imagenet_name"] for row in rows)
    names = {int(row["imagenet_id"]): row["imagenet_name"] for row in rows}
    assert (names[398], names[504], names[948]) == ("abacus", "coffee mug", "Granny Smith")
    assert names[999] == "toilet tissue"


@pytest.mark.parametrize(
    ("imagenet_id", "key"),
    [
        (948, "food/fruit/apples"),
        (951, "food/fruit/citrus"),
        (954, "food/fruit/bananas"),
        (504, "kitchen/mugs"),
        (610, "clothing/t-shirts"),
        (770, "shoes/sneakers"),
        (546, "music/guitars"),
        (879, "accessories/umbrellas"),
        (999, "household/paper"),
    ],
)
def test_imagenet_spot_checks(imagenet_id: int, key: str) -> None:
    assert imagenet_classes()[imagenet_id] == key


@pytest.mark.parametrize("imagenet_id", [0, 207, 404, 764, 817, 970, 982])
def test_animals_vehicles_weapons_scenes_and_people_stay_unmapped(imagenet_id: int) -> None:
    assert imagenet_id not in imagenet_classes()
