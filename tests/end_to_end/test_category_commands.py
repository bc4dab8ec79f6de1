"""The category tree and taxonomies from the command line, on a small shop."""

from itertools import islice
from pathlib import Path

import pytest

from shelftag_resources.demo import draw_demo_shop

GOOGLE = """# Google_Product_Taxonomy_Version: 2021-09-21
536 - Home & Garden
638 - Home & Garden > Kitchen & Dining
2169 - Home & Garden > Kitchen & Dining > Tableware > Drinkware > Mugs
2169 - Home & Garden > Twice
1239 - Toys & Games
"""


@pytest.fixture(scope="module")
def shop(commands, tmp_path_factory) -> Path:
    """A catalogue with three drawn products, and a taxonomy file."""
    folder = tmp_path_factory.mktemp("photos")
    list(islice(draw_demo_shop(folder, per_category=1), 3))
    commands.shelftag("import", folder)
    (folder / "google.txt").write_text(GOOGLE, "utf-8")
    commands.shelftag("label", "MUG-0001", "--category", "Crockery > Cups", "--create")
    return folder


def mug(commands) -> str:
    said = commands.shelftag("list", "--search", "MUG-0001")
    return next(line for line in said.splitlines() if "MUG-0001" in line)


def categories(commands, *args: str, **how) -> str:
    return commands.shelftag("categories", *args, **how)


def test_categories_move_and_merge_and_come_back(commands, shop):
    categories(commands, "add", "Crockery > Plates")
    assert "was moved" in categories(commands, "move", "Plates", "--before", "Cups")
    listed = categories(commands, "list", "--empty")
    assert listed.index("Plates") < listed.index("Cups")
    assert "was moved" in categories(commands, "move", "Crockery > Cups")
    assert "  Cups  " in mug(commands)
    said = categories(commands, "merge", "Cups", "Plates")
    assert "Cups is a part of Plates now; 1 product came along" in said
    assert "Crockery > Plates" in mug(commands)
    assert "Undone: Merge Cups into Plates" in commands.shelftag("undo")
    assert "Restored" in commands.shelftag("redo")
    assert "Crockery > Plates" in mug(commands)


def test_a_category_that_is_not_empty_is_deleted_only_when_asked_to(commands, shop):
    assert "still holds" in categories(commands, "delete", "Plates", fails=True)
    said = categories(commands, "delete", "Plates", "--with-products")
    assert "1 product is in Crockery now" in said
    said = categories(commands, "delete", "Crockery", "--with-products")
    assert "1 product waits for review again" in said
    assert "To review" in mug(commands)
    commands.shelftag("undo")
    commands.shelftag("undo")
    assert "Crockery > Plates" in mug(commands)


def test_a_part_of_a_taxonomy_is_imported_and_taken_back(commands, shop):
    file = str(shop / "google.txt")
    said = categories(commands, "import-taxonomy", file, "--dry-run")
    assert "Line 5: The id 2169 stands for another category already" in said
    assert "Mugs  0  2169" not in categories(commands, "list", "--empty", "--ids")
    said = categories(commands, "import-taxonomy", file, "--only", "home & garden")
    assert "4 categories added; here already: 1" in said
    assert "1 line could not be used" in said
    assert "Mugs  0  2169" in categories(commands, "list", "--empty", "--ids")
    assert "Undone: Add 4 categories of a taxonomy" in commands.shelftag("undo")
    said = categories(commands, "import-taxonomy", file, "--only", "Home & Garten", fails=True)
    assert "no category “Home & Garten”" in said


def test_categories_are_mapped_by_guess_and_by_hand(commands, shop):
    file = str(shop / "google.txt")
    said = categories(commands, "map", file, "--set", "Crockery > Plates=2169", "--dry-run")
    assert "Drinkware > Mugs" in said
    assert "Plates  1  2169" not in categories(commands, "list", "--ids")
    categories(commands, "map", file, "--set", "Crockery > Plates=2169")
    assert "Plates  1  2169" in categories(commands, "list", "--ids")
    commands.shelftag("export", "catalogue", str(shop / "all.csv"))
    assert ",2169,," in (shop / "all.csv").read_text("utf-8-sig")
    said = categories(commands, "map", file, "--set", "Plates=99", fails=True)
    assert "no category “99”" in said
    assert "maps nothing" in categories(commands, "map", file, "--set", "Plates", fails=True)
