"""Regrouping from the command line, with the real starter's eyes."""

from itertools import islice
from pathlib import Path

import pytest
from PIL import Image

from shelftag_resources.demo import draw_demo_shop


@pytest.fixture(scope="module")
def shop(commands, tmp_path_factory) -> Path:
    """Four drawn products, and a smaller copy of the first under a name of its own."""
    folder = tmp_path_factory.mktemp("photos")
    photos = list(islice(draw_demo_shop(folder, per_category=1), 4))
    with Image.open(photos[0].path) as image:
        image.resize((image.width // 2, image.height // 2)).save(folder / "From the phone.jpg")
    said = commands.shelftag("import", folder)
    assert "5 photos imported into 5 products" in said
    assert "1 group of products looks alike" in said
    return folder


def test_the_import_reports_what_looks_alike(commands, shop):
    (line,) = commands.shelftag("problems").splitlines()
    assert "Looks nearly the same as" in line
    assert "From the phone.jpg" in line


def test_look_alikes_are_listed_joined_and_taken_apart_again(commands, shop):
    said = commands.shelftag("look-alikes")
    assert "MUG-0001" in said
    assert "1 group look" in said
    assert "2 look-alikes became 1 product" in commands.shelftag("look-alikes", "--merge")
    assert "4 of 4 products" in commands.shelftag("list")
    assert "No products look" in commands.shelftag("look-alikes")
    assert "Undone: Join 2 look-alikes into 1 product" in commands.shelftag("undo")
    assert "5 of 5 products" in commands.shelftag("list")


def test_products_are_merged_split_and_get_new_suggestions(commands, shop):
    assert "3 products are one now" in commands.shelftag(
        "merge", "MUG-0001", "TEA-0001", "WIN-0001"
    )
    assert "3 of 3 products" in commands.shelftag("list")
    assert "Suggest categories" in commands.shelftag("history", "--limit", "1")
    said = commands.shelftag("split", "MUG-0001", "--photo", "2")
    assert "is a product of its own now" in said
    assert "4 of 4 products" in commands.shelftag("list")
    assert "%" in commands.shelftag("list", "--limit", "1")
    assert "already" not in commands.shelftag("undo")
    assert "3 of 3 products" in commands.shelftag("list")


def test_slips_are_explained(commands, shop):
    assert "two different products" in commands.shelftag("merge", "MUG-0001", fails=True)
    assert "no product" in commands.shelftag("merge", "MUG-0001", "NOPE", fails=True)
    said = commands.shelftag("split", "MUG-0001", "--photo", "nope.jpg", fails=True)
    assert "no photo “nope.jpg”" in said
