"""Which photos are views of one product, told by their names."""

import time

import pytest

from shelftag.importing.grouping import Grouping, ProductGroup, group, suggest_grouping
from shelftag.importing.patterns import NamePattern


def by_name(*files):
    return [found.files for found in group(files, Grouping.FILE_NAME)]


@pytest.mark.parametrize(
    "files",
    [
        ("SKU_1.jpg", "SKU_2.jpg", "SKU_10.jpg"),
        ("SKU-1.jpg", "SKU-2.jpg"),
        ("SKU-01.jpg", "SKU-02.jpg"),
        ("SKU (1).jpg", "SKU (2).jpg", "SKU(3).jpg"),
        ("SKU.jpg", "SKU (2).jpg", "SKU (3).jpg"),
        ("SKU.jpg", "SKU_1.png"),
        ("SKU_0.jpg", "SKU_1.jpg"),
        ("SKU_front.jpg", "SKU_back.jpg", "SKU-detail.jpg"),
        ("SKU.jpg", "SKU_1.jpg", "SKU_front.jpg"),
        ("sku_1.jpg", "SKU_2.JPG"),
        ("MUG-0012_1.jpg", "MUG-0012_2.jpg"),
        ("MUG-0012.jpg", "MUG-0012-1.jpg"),
        ("红杯正面.jpg", "红杯背面.jpg", "红杯_细节图2.jpg"),
        ("6901234567892.jpg", "6901234567892_1.jpg"),
        ("Red mug 1.jpg", "Red mug 2.jpg"),
        ("cafe\u0301_1.jpg", "caf\u00e9_2.jpg"),
        ("IMG_0001.HEIC", "IMG_0001.jpg"),
    ],
)
def test_views_of_one_product(files):
    (found,) = by_name(*files)
    assert set(found) == set(files)


@pytest.mark.parametrize(
    "files",
    [
        [f"IMG_{number:04}.jpg" for number in range(1, 401)],
        ["IMG_1.jpg", "IMG_2.jpg"],
        ["DSC00012.jpg", "DSC00013.jpg"],
        ["20240131_120102.jpg", "20240131_120103.jpg"],
        ["IMG-20240131-WA0001.jpg", "IMG-20240131-WA0002.jpg"],
        [f"WhatsApp Image 2024-01-31 at 12.01.02 ({number}).jpeg" for number in (1, 2)],
        ["微信图片_20240131120102_1.jpg", "微信图片_20240131120102_2.jpg"],
        [f"Golden-Delicious_{number:03}.jpg" for number in range(1, 121)],
        [f"Apple_{number}.jpg" for number in range(1, 41)],
        ["AB-12.jpg", "AB-13.jpg", "AB-14.jpg"],
        ["1.jpg", "2.jpg", "3.jpg"],
        ["(1).jpg", "(2).jpg"],
        ["MUG-0012.jpg", "MUG-0013.jpg"],
        ["a/SKU_1.jpg", "b/SKU_2.jpg"],
        ["photo.jpg", "photo1.jpg", "photo2.jpg"],
    ],
)
def test_separate_products(files):
    assert by_name(*files) == [(file,) for file in files]


def test_a_name_that_has_views_of_its_own_is_no_view():
    assert by_name("MUG-1.jpg", "MUG-2.jpg", "MUG-1_2.jpg", "MUG-2_2.jpg") == [
        ("MUG-1.jpg", "MUG-1_2.jpg"),
        ("MUG-2.jpg", "MUG-2_2.jpg"),
    ]


def test_photos_are_in_viewing_order():
    files = ["A_10.jpg", "A_back.jpg", "A_2.jpg", "A.jpg", "A_front.jpg", "A_1.jpg"]
    assert by_name(*files) == [
        ("A.jpg", "A_1.jpg", "A_2.jpg", "A_10.jpg", "A_front.jpg", "A_back.jpg")
    ]


def test_what_a_group_knows():
    assert group(["Kitchen/Cups/MUG-0012_red mug_1.jpg", "Kitchen/Cups/MUG-0012_red mug_2.jpg"],
                 Grouping.FILE_NAME) == [
        ProductGroup(
            key="Kitchen/Cups/mug-0012_red mug",
            title="red mug",
            sku="MUG-0012",
            files=("Kitchen/Cups/MUG-0012_red mug_1.jpg", "Kitchen/Cups/MUG-0012_red mug_2.jpg"),
            category_path=("Kitchen", "Cups"),
        )
    ]  # fmt: skip


def test_a_lone_view_of_a_code_has_the_code_for_its_number():
    (found,) = group(["MUG-0012_1.jpg"], Grouping.FILE_NAME)
    assert found.sku == "MUG-0012"
    (found,) = group(["AB-12.jpg"], Grouping.FILE_NAME)
    assert found.sku == "AB-12"


def test_each_photo():
    files = ["a/SKU_1.jpg", "a/SKU_2.jpg", "IMG_0001.jpg"]
    found = group(files, Grouping.EACH_PHOTO)
    assert [product.files for product in found] == [(file,) for file in files]
    assert [product.category_path for product in found] == [("a",), ("a",), ()]
    assert len({product.key for product in found}) == 3


def test_each_folder():
    files = ["top.jpg", "Cups/Red mug/IMG_2.jpg", "Cups/Red mug/IMG_10.jpg", "Cups/AB12345/1.jpg"]
    found = group(files, Grouping.EACH_FOLDER)
    assert [(f.title, f.sku, f.files, f.category_path) for f in found] == [
        ("top", None, ("top.jpg",), ()),
        ("Red mug", None, ("Cups/Red mug/IMG_2.jpg", "Cups/Red mug/IMG_10.jpg"), ("Cups",)),
        ("AB12345", "AB12345", ("Cups/AB12345/1.jpg",), ("Cups",)),
    ]


@pytest.mark.parametrize("grouping", list(Grouping))
def test_every_file_is_in_exactly_one_group(grouping):
    files = [
        f"{folder}{name}{view}.{kind}"
        for folder in ("", "a/", "a/b/")
        for name in ("SKU", "IMG_0001", "杯", "A-1", "-", "_1", "x (1)")
        for view in ("", "_1", "-2", " (3)", "_front", "正面", "_001")
        for kind in ("jpg", "PNG")
    ]
    pattern = NamePattern.parse("{sku}_{view}")
    found = group(files, grouping, pattern)
    assert sorted(file for product in found for file in product.files) == sorted(files)
    assert len({product.key for product in found}) == len(found)
    assert group(files, grouping, pattern) == found


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ([f"SKU{n:03}_{view}.jpg" for n in range(30) for view in (1, 2, 3)], Grouping.FILE_NAME),
        ([f"IMG_{n:04}.jpg" for n in range(400)], Grouping.EACH_PHOTO),
        ([f"Fruit/Apple/Apple_{n:03}.jpg" for n in range(60)], Grouping.EACH_PHOTO),
        ([f"c{c}/IMG_{n:04}.jpg" for c in range(9) for n in range(c * 40, c * 40 + 40)],
         Grouping.EACH_PHOTO),
        ([f"Mug {c}/IMG_{c}{n}.jpg" for c in range(9) for n in range(4)], Grouping.EACH_FOLDER),
        ([f"AB{c}0012/view{n}.jpg" for c in range(9) for n in range(4)], Grouping.EACH_FOLDER),
        ([f"Cups/{word}.jpg" for word in ("red mug", "blue mug", "cup", "bowl")],
         Grouping.EACH_PHOTO),
        ([], Grouping.EACH_PHOTO),
    ],
)  # fmt: skip
def test_the_suggestion(files, wanted):
    assert suggest_grouping(files) is wanted


def test_many_names_take_seconds():
    files = [f"f{n % 300}/SKU{n // 4:06}_{n % 4 + 1}.jpg" for n in range(30_000)]
    began = time.monotonic()
    group(files, Grouping.FILE_NAME)
    assert time.monotonic() - began < 15


@pytest.mark.parametrize("grouping", [Grouping.FILE_NAME, Grouping.EACH_PHOTO])
def test_a_jpeg_beside_its_raw_file_is_the_same_product(grouping):
    files = ["IMG_1.CR2", "IMG_1.JPG", "IMG_2.JPG", "b/IMG_1.JPG", "b/img_3.dng", "b/IMG_3.heic"]
    assert [item.files for item in group(files, grouping)] == [
        ("IMG_1.JPG", "IMG_1.CR2"),
        ("IMG_2.JPG",),
        ("b/IMG_1.JPG",),
        ("b/IMG_3.heic", "b/img_3.dng"),
    ]
