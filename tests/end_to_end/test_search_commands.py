"""Filters, saved searches, edits of many products and the history from the command line."""

import shutil

import pytest

from shelftag.catalog import operations, search
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Product


@pytest.fixture
def shop(commands):
    """A catalogue of six products, of which half have no price."""
    shutil.rmtree(commands.catalogue, ignore_errors=True)
    with (
        Catalog.create(commands.catalogue) as catalog,
        operations.operation(catalog.database, "import", "import", folder="box") as scope,
    ):
        rows = [
            Product(title=f"Red mug {i}", sku=f"M-{i}", operation_id=scope.id,
                    price=i if i % 2 else None)
            for i in range(6)
        ]  # fmt: skip
        scope.session.add_all(rows)
        scope.session.flush()
        search.index(scope.session, [row.id for row in rows])
    return commands


def test_a_list_is_filtered(shop):
    said = shop.shelftag("list", "--filter", "price:none", "-f", "source:none", "-s", "mug")
    assert "3 of 3 products" in said
    assert "M-3" not in said
    assert "0 of 0" in shop.shelftag("list", "-f", "来源:模型")
    assert "no filter" in shop.shelftag("list", "-f", "price:cheap", fails=True)
    assert "no filter" in shop.shelftag("list", "-f", "mug", fails=True)


def test_searches_are_kept_used_renamed_and_deleted(shop):
    assert "saved as “No price”" in shop.shelftag(
        "searches", "save", "No price", "-f", "price:none"
    )
    assert "already" in shop.shelftag("searches", "save", "no PRICE", fails=True)
    assert "No price  3" in shop.shelftag("searches", "list")
    assert "1 of 1" in shop.shelftag("list", "--saved", "no price", "-f", "sku:M-4")
    assert "is now “Bare”" in shop.shelftag("searches", "rename", "No price", "Bare")
    assert "deleted" in shop.shelftag("searches", "delete", "bare")
    assert "no saved search" in shop.shelftag("list", "--saved", "bare", fails=True)
    assert "Undone: Delete search “Bare”" in shop.shelftag("undo")
    assert "Bare  3" in shop.shelftag("searches", "list")


def test_all_that_is_found_is_edited_as_one_step(shop):
    told = shop.shelftag("edit-all", "-f", "price:none", "--set", "price=4,50", "--dry-run")
    assert "3 of 3 products change" in told
    assert "changed" not in told
    said = shop.shelftag("edit-all", "-f", "price:none", "--set", "price=4,50")
    assert "3 products changed" in said
    assert "0 of 0" in shop.shelftag("list", "-f", "price:none")
    shop.shelftag("edit-all", "--all", "--replace", "title:red=Blue")
    assert "6 of 6" in shop.shelftag("list", "-s", "blue")
    shop.shelftag("edit-all", "--all", "--flag", "unsure")
    shop.shelftag("edit-all", "-f", "sku:M-1", "--unflag", "unsure")
    shop.shelftag("edit-all", "-f", "flag:unsure", "--attribute", "colour=blue")
    assert "5 of 5" in shop.shelftag("list", "-f", "attribute:colour=blue")
    assert "Undone: Set colour to “blue” for 5 products" in shop.shelftag("undo")


def test_slips_are_explained(shop):
    assert "Which products?" in shop.shelftag("edit-all", "--set", "price=1", fails=True)
    assert "exactly one change" in shop.shelftag("edit-all", "--all", fails=True)
    two = ("--set", "price=1", "--clear", "brand")
    assert "exactly one change" in shop.shelftag("edit-all", "--all", *two, fails=True)
    assert "is no price" in shop.shelftag("edit-all", "--all", "--set", "price=x", fails=True)
    assert "Nothing would change" in shop.shelftag(
        "edit-all", "--all", "--clear", "brand", fails=True
    )


def test_the_history_is_searched_and_undone_back_to_a_point(shop):
    shop.shelftag("edit", "M-1", "brand=Nord")
    shop.shelftag("categories", "add", "Mugs")
    shop.shelftag("edit-all", "--all", "--set", "brand=Süd")
    (line,) = shop.shelftag("history", "--about", "categories").splitlines()
    assert "Add category" in line
    (line,) = shop.shelftag("history", "-s", "brand 6").splitlines()
    assert "Change the brand of 6 products" in line
    (line,) = shop.shelftag("history", "--before", "2").splitlines()
    assert "Import box" in line
    undone = shop.shelftag("undo", "--back-to", "2").splitlines()
    assert len(undone) == 3
    assert shop.shelftag("history").count("(undone)") == 3
    assert "no step 99" in shop.shelftag("undo", "--back-to", "99", fails=True)
