"""Tables from the command line, on a small shop."""

import openpyxl
import pytest

from shelftag_resources.demo import draw_demo_shop


@pytest.fixture(scope="module")
def shop(commands, tmp_path_factory):
    """A catalogue with three drawn products and a table beside their photos."""
    from itertools import islice

    folder = tmp_path_factory.mktemp("photos")
    list(islice(draw_demo_shop(folder, per_category=1), 3))
    (folder / "liste.csv").write_bytes(
        "Artikelnummer;Bezeichnung;Preis\nMUG-0001;Grüner Becher;12,50 €\n".encode("cp1252")
    )
    assert "liste.csv lies beside the photos" in commands.shelftag("import", folder)
    return folder


def test_a_dry_run_tells_and_changes_nothing(commands, shop):
    said = commands.shelftag("import-table", shop / "liste.csv", "--dry-run")
    assert "cp1252, ;; line 1 holds the column names" in said
    assert "Artikelnummer → SKU (sku)" in said
    assert "1 of 1 rows match 1 products" in said
    assert "0 of 0" in commands.shelftag("list", "--search", "Becher")


def test_a_table_is_imported_undone_and_restored(commands, shop):
    said = commands.shelftag("import-table", shop / "liste.csv")
    assert "1 of 1 rows used for 1 products: 1 products changed" in said
    assert "Grüner Becher" in commands.shelftag("list", "--search", "Becher")
    assert "Table liste.csv: 1 product" in commands.shelftag("history")
    number = said.rpartition("shelftag undo ")[2].partition("`")[0]
    assert "Undone: Table liste.csv" in commands.shelftag("undo", number)
    assert "0 of 0" in commands.shelftag("list", "--search", "Becher")
    assert "Restored" in commands.shelftag("redo", number)


def test_columns_are_mapped_by_hand_and_the_next_time_by_memory(commands, shop, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["foo", "bar", "baz"])
    book.active.append(["TEA-0001", 7.5, "Drinks / Tea"])
    book.active.append(["NONE-1", "cheap", ""])
    book.save(tmp_path / "list.xlsx")
    said = commands.shelftag(
        "import-table", tmp_path / "list.xlsx", "--map", "foo=sku", "--map", "bar=price",
        "--map", "baz=category", "--category-separator", "/", "--trusted", code=3,
    )  # fmt: skip
    assert "Line 3, bar: “cheap” is no price." in said
    assert "Line 3: There is no product with NONE-1." in said
    assert "Drinks > Tea" in commands.shelftag("list", "--state", "trusted")
    target = tmp_path / "problems.csv"
    said = commands.shelftag("import-table", tmp_path / "list.xlsx", "--problems", target, code=3)
    assert "Columns as the last time" in said
    assert "cheap" in target.read_text("utf-8-sig")


def test_what_cannot_work_is_said_with_exit_code_1(commands, shop, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("SKU,Title\nNONE-1,Cup\n")
    for args, sentence in (
        ((path,), "No row of list.csv speaks of a product"),
        ((path, "--map", "SKU=smell"), "no field “smell”"),
        ((path, "--map", "SKU"), "names no column and field"),
        ((path, "--encoding", "klingon"), "no encoding “klingon”"),
        ((tmp_path / "none.csv",), "does not exist"),
    ):
        assert sentence in commands.shelftag("import-table", *args, fails=True)


def test_a_table_comes_in_with_its_photos(commands, shop, tmp_path):
    list(zip(range(5), draw_demo_shop(tmp_path, per_category=1), strict=False))
    path = tmp_path / "more.csv"
    path.write_text("File,Brand\n" + "".join(f"{p.name},Muster\n" for p in tmp_path.rglob("*.jpg")))
    said = commands.shelftag("import", tmp_path, "--table", path, "--table", tmp_path / "no.csv")
    assert "rows used for" in said
    assert "no.csv: The file" in said
