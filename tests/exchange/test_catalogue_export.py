"""The catalogue goes out as one table that opens in any spreadsheet and runs nothing."""

import csv
import os
from decimal import Decimal
from pathlib import Path

import pytest

from shelftag.catalog import operations, tree
from shelftag.exchange.catalogue import HEADER
from shelftag.exchange.spreadsheet import safe_cell, write_spreadsheet
from shelftag_api.errors import ShelftagError


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def refusal(action, *arguments) -> str:
    with pytest.raises(ShelftagError) as caught:
        action(*arguments)
    return caught.value.message_id


def test_one_line_a_product_with_all_its_fields(shop, tmp_path):
    mug = shop.product(
        shop.photo("a/mug_1.jpg"), shop.photo("a/mug_2.jpg"), sku="MUG-1", gtin="4006381333931",
        title="Blue mug", description="holds tea", brand="Ro", price=Decimal("12.50"),
        currency="EUR", quantity=7, location="Shelf 3",
    )  # fmt: skip
    mugs, plates = shop.category("Kitchen", "Mugs"), shop.category("Kitchen", "Plates")
    with operations.operation(shop.database, "map_categories") as scope:
        tree.map_categories(scope, google={mugs: 2169}, shopify={mugs: "hg-11-10-3-6"})
    shop.suggest(mug, plates, 0.61849)
    shop.label(mug, mugs)
    bare = shop.product()
    assert shop.export_catalogue(tmp_path / "all.csv") == 2
    first, second = table(tmp_path / "all.csv")
    uuids = (first.pop("category_id"), first.pop("product_id"), second.pop("product_id"))
    assert len({len(uuid) for uuid in uuids}) == 1
    photos = f"{shop.photos}/a/mug_1.jpg; {shop.photos}/a/mug_2.jpg"
    assert first == {
        "sku": "MUG-1", "gtin": "4006381333931", "title": "Blue mug", "description": "holds tea",
        "brand": "Ro", "price": "12.5", "currency": "EUR", "quantity": "7", "location": "Shelf 3",
        "category": "Kitchen > Mugs", "google_category_id": "2169",
        "shopify_category_id": "hg-11-10-3-6", "state": "confirmed",
        "confidence": "0.618", "suggestion": "Kitchen > Plates", "photos": photos,
    }  # fmt: skip
    assert second.pop("state") == "review"
    assert set(second.values()) == {""}
    assert bare


def test_an_empty_catalogue_gives_the_header(shop, tmp_path):
    assert shop.export_catalogue(tmp_path / "all.csv") == 0
    assert (tmp_path / "all.csv").read_text("utf-8-sig").strip() == ",".join(HEADER)


def test_it_is_utf_8_with_a_mark_so_that_excel_reads_chinese(shop, tmp_path):
    shop.product(title="男士纯棉短袖T恤 👕")
    shop.export_catalogue(tmp_path / "all.csv")
    assert (tmp_path / "all.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert table(tmp_path / "all.csv")[0]["title"] == "男士纯棉短袖T恤 👕"


def test_line_breaks_quotes_and_commas_stay_inside_their_cell(shop, tmp_path):
    text = 'one, "two"\nthree\r\nfour;\tfive'
    shop.product(description=text)
    shop.export_catalogue(tmp_path / "all.csv")
    assert [row["description"] for row in table(tmp_path / "all.csv")] == [text]


@pytest.mark.parametrize(
    ("price", "cell"),
    [("100", "100"), ("0", "0"), ("0.001", "0.001"), ("999999999999.999", "999999999999.999")],
)
def test_prices_are_plain_numbers(shop, tmp_path, price, cell):
    shop.product(price=Decimal(price))
    shop.export_catalogue(tmp_path / "all.csv")
    assert table(tmp_path / "all.csv")[0]["price"] == cell


def test_products_of_an_undone_import_are_not_in_it(shop, tmp_path):
    shop.product(title="kept")
    shop.product(title="undone")
    with shop.database.read() as session:
        (latest,) = operations.history(session, limit=1)
    operations.undo(shop.database, latest.id)
    shop.export_catalogue(tmp_path / "all.csv")
    assert [row["title"] for row in table(tmp_path / "all.csv")] == ["kept"]


class TestNoCellRuns:
    @pytest.mark.parametrize(
        "cell",
        ["=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1",
         "＝1+1", "=5", "@5", "-", "+", "-2+3", "+1.2.3", "-٣", "\0=1+1", "=", '="a"'],
    )  # fmt: skip
    def test_what_a_spreadsheet_would_take_for_a_formula_is_text(self, shop, tmp_path, cell):
        shop.product(title=cell, sku=cell, location=cell)
        shop.export_catalogue(tmp_path / "all.csv")
        (row,) = table(tmp_path / "all.csv")
        shown = "'" + cell.replace("\0", "")
        assert (row["title"], row["sku"], row["location"]) == (shown, shown, shown)

    @pytest.mark.parametrize("cell", ["-12.5", "+5", "12", "-0", "a=1", "1-2", "", " =1", "MUG-1"])
    def test_numbers_and_plain_text_stay_as_they_are(self, cell):
        assert safe_cell(cell) == cell

    def test_file_and_category_names_are_cells_like_any_other(self, shop, tmp_path):
        product = shop.product(title="mug")
        shop.label(product, shop.category("=HYPERLINK(A1)"))
        shop.export_catalogue(tmp_path / "all.csv")
        assert table(tmp_path / "all.csv")[0]["category"] == "'=HYPERLINK(A1)"


class TestWriting:
    def test_an_earlier_file_is_replaced_as_a_whole(self, shop, tmp_path):
        (tmp_path / "all.csv").write_text("old")
        shop.product(title="mug")
        shop.export_catalogue(tmp_path / "all.csv")
        assert table(tmp_path / "all.csv")[0]["title"] == "mug"

    @pytest.mark.parametrize("name", ["nowhere/all.csv", "file/all.csv", "folder", "x" * 300, "."])
    def test_an_impossible_place_gets_a_sentence_and_nothing_is_left(self, shop, tmp_path, name):
        (tmp_path / "file").write_text("in the way")
        (tmp_path / "folder").mkdir()
        shop.product(title="mug")
        before = sorted(tmp_path.rglob("*"))
        assert refusal(shop.export_catalogue, tmp_path / name) == "export.cannot_write"
        assert sorted(tmp_path.rglob("*")) == before

    def test_the_folder_one_is_in_is_no_file(self, shop, tmp_path, monkeypatch):
        (tmp_path / "here").mkdir()
        monkeypatch.chdir(tmp_path / "here")
        assert refusal(shop.export_catalogue, Path()) == "export.cannot_write"
        assert shop.export_catalogue(Path("all.csv")) == 0
        assert os.listdir() == ["all.csv"]  # noqa: PTH208

    def test_whatever_goes_wrong_between_rows_the_old_file_stays_and_no_half_one(self, tmp_path):
        (tmp_path / "all.csv").write_text("old")

        def rows():
            yield ["one"]
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            write_spreadsheet(tmp_path / "all.csv", ["a"], rows())
        assert [path.name for path in tmp_path.iterdir()] == ["all.csv"]
        assert (tmp_path / "all.csv").read_text() == "old"

    def test_names_that_are_no_text_do_not_stop_it(self, tmp_path):
        write_spreadsheet(tmp_path / "all.csv", ["photo"], [[os.fsdecode(b"caf\xe9.jpg")]])
        assert table(tmp_path / "all.csv") == [{"photo": "caf?.jpg"}]
