"""What the owner types to say how files are named, and what comes of it."""

import pytest

from shelftag.importing.grouping import Grouping, group
from shelftag.importing.patterns import NamePattern
from shelftag.importing.plan import ImportOptions
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import LANGUAGES, render_error


def read(pattern, path):
    return NamePattern.parse(pattern).read(path)


def grouped(pattern, *files):
    return group(files, Grouping.PATTERN, NamePattern.parse(pattern))


@pytest.mark.parametrize(
    ("pattern", "path", "sku", "title"),
    [
        ("{sku}_{view}", "MUG-12_front.jpg", "MUG-12", None),
        ("{sku}_{n}", "MUG-12_3.jpg", "MUG-12", None),
        ("{sku}_{n}", "RED_MUG_12_3.jpg", "RED_MUG_12", None),
        ("{sku}-{view}", "AB-12-front.JPG", "AB-12", None),
        ("{sku}-{title}-{n}", "AB12-blue cup-large-1.png", "AB12", "blue cup-large"),
        ("{sku}-{title}-{n}.jpg", "AB12-cup-1.png", "AB12", "cup"),
        ("{title} ({sku})", "Blue cup (new) (AB12).jpg", "AB12", "Blue cup (new)"),
        ("shop-{sku}", "SHOP-AB12.jpg", "AB12", None),
        ("{ SKU }_{view}", "AB12_1.jpg", "AB12", None),
        ("{sku}_{view}", "deep/in/folders/AB12_1.jpg", "AB12", None),
        ("{sku}/{any}", "Mugs/AB12/IMG_0001.jpg", "AB12", None),
        ("款号{sku}_{title}", "款号8812_白色瓷碗.jpg", "8812", "白色瓷碗"),
        ("[{sku}]+{any}*", "[AB^12]+x*.jpg", "AB^12", None),
        ("{title}_{any}", "cafe\u0301_1.jpg", None, "caf\u00e9"),
    ],
)
def test_a_name_that_fits_is_taken_apart(pattern, path, sku, title):
    found = read(pattern, path)
    assert (found.sku, found.title) == (sku, title)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("{sku}_{n}", "MUG_front.jpg"),
        ("{sku}_{n}", "_1.jpg"),
        ("{sku}_{n}", "IMG_0001.jpg"),
        ("{sku}_{view}", "MUG.jpg"),
        ("{sku}/{any}", "IMG_0001.jpg"),
        ("shop-{sku}", "AB12.jpg"),
        ("{sku}.{n}", "AB12x1.jpg"),
    ],
)
def test_a_name_that_does_not_fit_is_left_alone(pattern, path):
    assert read(pattern, path) is None


def test_folders_that_the_pattern_does_not_name_stay_what_they_are():
    found = read("{any}/{sku}_{view}", "Kitchen/Mugs/2024/AB12_1.jpg")
    assert found.above == ("Kitchen", "Mugs")
    assert found.category_path == ()


def test_a_category_at_the_head_takes_all_the_folders_above():
    found = read("{category}/{sku}/{any}", "Women/Shoes/AB12/1.jpg")
    assert (found.category_path, found.above, found.sku) == (("Women", "Shoes"), (), "AB12")


def test_a_category_within_a_name_is_one():
    assert read("{category}-{sku}", "Mugs-AB12.jpg").category_path == ("Mugs",)


@pytest.mark.parametrize(
    ("pattern", "message_id"),
    [
        ("", "pattern_empty"),
        (" / ", "pattern_empty"),
        ("x" * 300, "pattern_long"),
        ("{sku", "pattern_brace"),
        ("sku}", "pattern_brace"),
        ("{}", "pattern_brace"),
        ("{sku:>9}", "pattern_brace"),
        ("{sku!r}", "pattern_brace"),
        ("{sku.__class__}", "pattern_unknown"),
        ("{colour}_{sku}", "pattern_unknown"),
        ("{0}", "pattern_unknown"),
        ("{sku}_{sku}", "pattern_twice"),
        ("{sku}{title}", "pattern_touching"),
        ("{sku}//{n}", "pattern_empty_part"),
        ("{any}_{view}", "pattern_no_product"),
        ("photos", "pattern_no_product"),
    ],
)
def test_what_has_no_meaning_is_refused_with_a_sentence(pattern, message_id):
    with pytest.raises(ShelftagError) as caught:
        NamePattern.parse(pattern)
    assert caught.value.message_id == f"importing.{message_id}"
    for language in LANGUAGES:
        assert "{limit}" not in render_error(caught.value, language)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{any}_{any}_{any}_{any}_{sku}_{any}_{any}_{any}x", "_a" * 2_000),
        ("{sku}-{title}-{any}-{any}-{n}", "-" * 4_000),
        ("{any}a{any}a{any}a{any}a{sku}a{any}a{n}", "a" * 4_000),
        ("{category}/{any}/{any}/{sku}!", "/".join("a" * 2_000)),
        ("{title}" + "-{any}" * 30 + "!", "-a" * 2_000),
    ],
)
def test_no_name_makes_a_pattern_slow(pattern, name):
    """Backtracking over these names would take longer than the test may."""
    parsed = NamePattern.parse(pattern)
    for _ in range(20):
        assert parsed.read(f"{name}.jpg") is None


def test_photos_with_the_same_article_number_are_one_product_whatever_the_folder():
    (found,) = grouped("{sku}_{view}", "front/ab12_1.jpg", "back/AB12_2.jpg")
    assert set(found.files) == {"back/AB12_2.jpg", "front/ab12_1.jpg"}
    assert found.sku == "ab12"


def test_without_an_article_number_the_title_tells_within_its_folder():
    found = grouped("{title}__{n}", "a/cup__1.jpg", "a/cup__2.jpg", "b/cup__1.jpg")
    assert [len(each.files) for each in found] == [2, 1]
    assert found[0].title == "cup"


def test_what_does_not_fit_is_grouped_by_its_name():
    found = grouped("{sku}#{n}", "AB12#1.jpg", "MUG_1.jpg", "AB12#2.jpg", "MUG_2.jpg")
    assert [each.files for each in found] == [
        ("AB12#1.jpg", "AB12#2.jpg"),
        ("MUG_1.jpg", "MUG_2.jpg"),
    ]


def test_a_file_that_is_called_like_an_article_number_joins_it():
    (found,) = grouped("{sku}_{view}", "AB12.jpg", "AB12_front.jpg", "AB12_back.jpg")
    assert found.files[0] == "AB12.jpg"
    assert len(found.files) == 3


def test_the_pattern_is_part_of_a_products_key():
    files = ("AB12_1.jpg", "AB12_2.jpg")
    (one,), (again,) = grouped("{sku}_{view}", *files), grouped("{sku}_{view}", *files[1:])
    assert one.key == again.key
    assert "{sku}_{view}" in one.key
    (other,) = grouped("{sku}_{n}", *files)
    assert other.key != one.key


def test_options_keep_the_pattern_and_take_its_category_for_one():
    options = ImportOptions.from_args("pattern", pattern="{category}/{sku}.jpg")
    assert options.pattern == "{category}/{sku}"
    assert options.folder_categories
    assert options.to_json()["pattern"] == "{category}/{sku}"
    assert len(options.group(["Mugs/AB12.jpg", "Mugs/AB13.jpg"])) == 2
    with pytest.raises(ShelftagError, match="pattern_empty"):
        ImportOptions.from_args("pattern")
