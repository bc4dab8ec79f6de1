"""Tables meet products: by exact keys, the owner's word first, all in one step."""

from decimal import Decimal

import pytest

from shelftag.catalog import operations, tree
from shelftag.catalog.catalog import Catalog
from shelftag.importing.tables.apply import apply_table
from shelftag.importing.tables.mapping import TableOrder
from shelftag_api.errors import ShelftagError
from table_shop import order, run


@pytest.fixture
def ids(shop):
    return shop.add({"Mugs/cup.jpg": "A-1", "Mugs/pot.jpg": "A-2", "vases/tall.jpg": ""})


def kinds(result) -> dict[int, list[str]]:
    """Kinds of problems by line."""
    found: dict[int, list[str]] = {}
    for problem in result.problems:
        found.setdefault(problem.line, []).append(problem.kind)
    return found


def sentences(result) -> list[tuple[int, str]]:
    return [(problem.line, problem.message_id) for problem in result.problems]


class TestFindingProducts:
    def test_by_path_name_and_name_without_ending(self, shop, ids, write):
        files = ["Mugs/cup.jpg,one", r"C:\Users\me\Pictures\pot.jpg,two", "TALL,three"]
        result = shop.apply(write("\n".join(["File,Brand", *files])))
        assert [shop.row(i).brand for i in ids] == ["one", "two", "three"]
        assert result.counts == {"matched": 3}

    def test_by_an_address_as_shop_systems_write_it(self, shop, ids, write):
        shop.apply(write("Image Src,Vendor\nhttps://cdn.shop.com/f/1/cup.jpg?v=17,one\n"))
        assert shop.row(ids[0]).brand == "one"

    def test_by_sku_in_any_case(self, shop, ids, write):
        shop.apply(write("SKU,Brand\na-1,one\nA-2,two\n"))
        assert [shop.row(i).brand for i in ids[:2]] == ["one", "two"]

    def test_by_barcode_in_any_length(self, shop, ids, write):
        shop.edit(ids[1], gtin="036000291452")
        shop.apply(write("EAN,Brand\n0036000291452,one\n"))
        assert shop.row(ids[1]).brand == "one"

    def test_a_name_in_two_folders_is_ambiguous_until_the_path_is_given(self, shop, write):
        first, second = shop.add({"a/cup.jpg": "", "b/cup.jpg": ""})
        result = shop.apply(write("File,Brand\ncup.jpg,one\nb/cup.jpg,two\na/cup.jpg,three\n"))
        assert kinds(result) == {2: ["ambiguous"]}
        assert (shop.row(first).brand, shop.row(second).brand) == ("three", "two")

    def test_a_second_key_makes_an_ambiguous_one_clear(self, shop, write):
        shop.add({"a/cup.jpg": "A-1", "b/cup.jpg": "A-2"})
        result = shop.apply(write("File,SKU,Brand\ncup.jpg,A-2,two\n"))
        assert result.counts == {"matched": 1}

    def test_keys_that_name_different_products_are_ambiguous(self, shop, ids, write):
        path = write("File,SKU,Brand\ncup.jpg,A-2,x\nMugs/cup.jpg,A-1,fine\n")
        assert kinds(shop.apply(path)) == {2: ["ambiguous"]}
        result = shop.apply(path, columns={"File": "file", "SKU": "sku", "Brand": "brand"},
                            keys=["sku"])  # fmt: skip
        assert result.counts == {"matched": 2}

    def test_what_matches_nothing_is_told_with_its_line(self, shop, ids, write):
        result = shop.apply(write("SKU,Title\nA-1,Cup\nB-9,Lid\n,Nothing\n"))
        assert sentences(result) == [(3, "tables.unmatched"), (4, "tables.keyless")]
        assert result.problems[0].params == {"key": "B-9"}
        assert result.counts == {"matched": 1, "unmatched": 2}

    def test_undone_products_are_not_found(self, shop, ids, write):
        with shop.database.read() as session:
            imported = operations.history(session)[0].id
        operations.undo(shop.database, imported)
        with pytest.raises(ShelftagError) as caught:
            shop.apply(write("SKU,Title\nA-1,Cup\n"))
        assert caught.value.message_id == "tables.nothing_matches"

    def test_a_table_that_matches_nothing_leaves_no_trace(self, shop, ids, write):
        with shop.database.read() as session:
            before = len(operations.history(session))
        for text, message_id in (
            ("SKU,Title\nB-9,Lid\n", "tables.nothing_matches"),
            ("Title,Price\nLid,3\n", "tables.no_keys"),
        ):
            with pytest.raises(ShelftagError) as caught:
                shop.apply(write(text))
            assert caught.value.message_id == message_id
        with shop.database.read() as session:
            assert len(operations.history(session)) == before


class TestValues:
    def test_all_fields_arrive(self, shop, ids, write):
        shop.apply(write(
            "Artikelnummer;Bezeichnung;Preis;Bestand;EAN;Marke;Beschreibung;Lagerort\n"
            "A-1;Grüne Tasse;12,50 €;3;4006381333931;Muster;Für Kaffee;Regal 2\n", encoding="cp1252"
        ))  # fmt: skip
        row = shop.row(ids[0])
        assert (row.title, row.price, row.currency, row.quantity) == (
            "Grüne Tasse", Decimal("12.5"), "EUR", 3,
        )  # fmt: skip
        assert (row.gtin, row.brand, row.description, row.location) == (
            "4006381333931", "Muster", "Für Kaffee", "Regal 2",
        )  # fmt: skip

    def test_words_are_found_by_the_search(self, shop, ids, write):
        from shelftag.catalog import queries

        shop.apply(write("SKU,Title\nA-1,男士纯棉短袖T恤\n"))
        with shop.database.read() as session:
            assert queries.product_ids(session, queries.ProductFilter(text="短袖")) == [ids[0]]

    def test_one_bad_cell_does_not_lose_the_row(self, shop, ids, write):
        result = shop.apply(write("SKU,Title,Price,EAN\nA-1,Cup,cheap,4.0E+12\nA-2,Pot,2.50,\n"))
        assert sentences(result) == [(2, "product.bad_price"), (2, "tables.shortened")]
        assert result.problems[0].params == {"value": "cheap", "column": "Price"}
        assert (shop.row(ids[0]).title, shop.row(ids[0]).price) == ("Cup", None)
        assert shop.row(ids[1]).price == Decimal("2.5")
        assert result.counts == {"matched": 2, "bad": 1}

    def test_a_row_with_too_many_cells_is_not_used(self, shop, ids, write):
        result = shop.apply(write("SKU,Title,Brand\nA-1,Cup, large,x\nA-2,Pot,y\n"))
        assert sentences(result) == [(2, "tables.surplus"), (2, "tables.not_used")]
        assert shop.row(ids[0]).title == "cup"

    def test_empty_cells_clear_nothing(self, shop, ids, write):
        shop.edit(ids[0], brand="Kept", price="3")
        shop.apply(write("SKU,Brand,Price,Title\nA-1,,,Cup\n"), overwrite=True)
        assert (shop.row(ids[0]).brand, shop.row(ids[0]).price) == ("Kept", Decimal(3))

    def test_what_the_owner_typed_stays_unless_the_table_wins(self, shop, ids, write):
        path = write("SKU,Title,Brand,Price\nA-1,Table,Table,9\n")
        shop.edit(ids[0], title="Mine", brand="Mine")
        shop.apply(path)
        row = shop.row(ids[0])
        assert (row.title, row.brand, row.price) == ("Mine", "Mine", Decimal(9))
        shop.apply(path, overwrite=True)
        assert (shop.row(ids[0]).title, shop.row(ids[0]).brand) == ("Table", "Table")

    def test_a_title_from_a_file_name_counts_as_empty_but_not_that_of_an_earlier_table(
        self, shop, ids, write
    ):
        shop.apply(write("SKU,Title\nA-1,First table\n"))
        shop.apply(write("SKU,Title\nA-1,Second table\n"))
        assert shop.row(ids[0]).title == "First table"

    def test_of_several_rows_the_first_word_counts(self, shop, ids, write):
        path = write(
            "Handle,Title,Variant SKU,Vendor,Image Src\n"
            "cup,Cup,,,https://x.com/cup.jpg\ncup,,A-1,Muster,\ncup,,,Other,https://x.com/side.jpg\n"
        )
        result = shop.apply(path)
        row = shop.row(ids[0])
        assert (row.title, row.brand, result.counts) == ("Cup", "Muster", {"matched": 3})

    def test_rows_before_the_one_with_the_key_are_used_too(self, shop, ids, write):
        text = "Handle,Title,Variant SKU\ncup,Cup,\ncup,,A-1\nlid,Lid,\n"
        result = shop.apply(write(text))
        assert shop.row(ids[0]).title == "Cup"
        assert kinds(result) == {4: ["unmatched"]}

    def test_variants_that_are_products_have_what_their_group_shares(self, shop, ids, write):
        text = "Handle,Title,Variant SKU,Variant Price\ncup,Cup,A-1,5\ncup,,A-2,6\n"
        shop.apply(write(text))
        assert [shop.row(i).title for i in ids[:2]] == ["Cup", "Cup"]
        assert [shop.row(i).price for i in ids[:2]] == [Decimal(5), Decimal(6)]


class TestCategories:
    TABLE = "SKU,Category\nA-1,Kitchen > Cups\nA-2,Kitchen > Pots\n"

    def test_trusted_paths_are_made_and_become_labels(self, shop, ids, write):
        shop.category("Kitchen")
        result = shop.apply(write(self.TABLE), trusted=True)
        assert shop.shelf(ids[0]) == ("trusted", "Kitchen > Cups")
        assert shop.shelf(ids[1]) == ("trusted", "Kitchen > Pots")
        assert (result.categories, result.labelled) == (2, 2)

    def test_others_are_hints(self, shop, ids, write):
        shop.apply(write(self.TABLE))
        assert shop.shelf(ids[0]) == ("review", "")
        assert shop.row(ids[0]).hint == "Cups"
        assert shop.tree().find(["Kitchen", "Cups"])

    def test_the_owners_label_stays_whatever_the_table_says(self, shop, ids, write):
        shop.label(ids[0], "Mine")
        shop.apply(write(self.TABLE), trusted=True, overwrite=True)
        assert shop.shelf(ids[0]) == ("confirmed", "Mine")

    def test_a_trusted_label_is_replaced_only_where_the_table_wins(self, shop, ids, write):
        shop.apply(write(self.TABLE), trusted=True)
        second = write("SKU,Category\nA-1,Garden\n", "second.csv")
        shop.apply(second, trusted=True)
        assert shop.shelf(ids[0]) == ("trusted", "Kitchen > Cups")
        shop.apply(second, trusted=True, overwrite=True)
        assert shop.shelf(ids[0]) == ("trusted", "Garden")

    def test_a_name_alone_finds_the_category_that_has_it(self, shop, ids, write):
        shop.category("Kitchen", "Cups")
        shop.category("Bath", "Towels")
        shop.category("Beach", "Towels")
        result = shop.apply(write("SKU,Category\nA-1,cups\nA-2,Towels\n"), trusted=True)
        assert shop.shelf(ids[0]) == ("trusted", "Kitchen > Cups")
        assert sentences(result) == [(3, "category.ambiguous")]

    def test_other_separators_lists_and_codes(self, shop, ids, write):
        path = write("SKU;Categories\nA-1;Sale, Home/Cups\nA-2;ap-2-1-1\n")
        columns = {"SKU": "sku", "Categories": "category"}
        result = shop.apply(path, columns=columns, separator="/", trusted=True)
        assert shop.shelf(ids[0]) == ("trusted", "Home > Cups")
        assert sentences(result) == [(3, "tables.unknown_code")]

    def test_ids_of_taxonomies_find_the_categories_that_are_mapped_to_them(self, shop, ids, write):
        shop.category("Kitchen", "Cups")
        shop.category("Bath", "Towels")
        with operations.operation(shop.database, "map_categories") as scope:
            own = tree.read_tree(scope.session)
            cups, towels = own.find(["Kitchen", "Cups"]), own.find(["Bath", "Towels"])
            tree.map_categories(scope, google={cups.id: 2169}, shopify={towels.id: "hg-10-1"})
        code = "gid://shopify/TaxonomyCategory/hg-10-1"
        result = shop.apply(write(f"SKU,Category\nA-1,2169\nA-2,{code}\n"), trusted=True)
        assert [shop.shelf(i)[1] for i in ids[:2]] == ["Kitchen > Cups", "Bath > Towels"]
        assert sentences(result) == []

    def test_a_path_with_commas_is_one_path(self, shop, ids, write):
        text = 'SKU,Category\nA-1,"Food, Beverages & Tobacco > Beverages"\n'
        shop.apply(write(text), trusted=True)
        assert shop.shelf(ids[0])[1] == "Food, Beverages & Tobacco > Beverages"


class TestOneStep:
    TABLE = "SKU,Title,Price,Category\nA-1,Cup,5,Kitchen > Cups\nA-2,Pot,6,Kitchen > Pots\n"

    def test_undo_and_redo_are_exact(self, shop, ids, write):
        shop.label(ids[0], "Mine")
        before = shop.state()
        operation = shop.apply(write(self.TABLE), trusted=True, overwrite=True).operation_id
        after = shop.state()
        for _ in range(2):
            operations.undo(shop.database, operation)
            assert shop.state() == before
            operations.redo(shop.database, operation)
            assert shop.state() == after

    def test_what_was_changed_since_is_not_undone(self, shop, ids, write):
        operation = shop.apply(write(self.TABLE)).operation_id
        shop.edit(ids[0], price="99")
        with pytest.raises(ShelftagError) as caught:
            operations.undo(shop.database, operation)
        assert caught.value.message_id == "operation.changed_since"

    def test_the_history_names_the_file(self, shop, ids, write):
        shop.apply(write(self.TABLE))
        with shop.database.read() as session:
            entry = operations.history(session)[0]
        assert (entry.kind, entry.origin) == ("import_table", "import")
        assert entry.params == {"file": "table.csv", "count": 2}

    def test_applying_it_again_changes_nothing(self, shop, ids, write):
        shop.apply(write(self.TABLE), trusted=True)
        result = shop.apply(write(self.TABLE), trusted=True)
        assert (len(result.changed), result.labelled, result.categories) == (0, 0, 0)

    def test_a_check_tells_beforehand_and_changes_nothing(self, shop, ids, write):
        before = shop.state()
        path = write(self.TABLE + "B-1,Lid,1,Garden\n")
        found = shop.check(path)
        assert (found.counts, found.products, found.categories) == (
            {"matched": 2, "unmatched": 1}, 2, 3,
        )  # fmt: skip
        assert shop.state() == before

    def test_cancelled_half_way_nothing_is_left(self, shop, write):
        shop.add_many(3_000)
        before = shop.state()
        text = "".join(f"SKU-{i:06},Cup {i},Shop > Cups\n" for i in range(3_000))
        job = apply_table(shop.catalog, order(write("SKU,Title,Category\n" + text), trusted=True))
        steps = [next(job) for _ in range(3)]
        assert 0 < steps[-1].done < 3_000
        job.close()
        assert shop.state() == before

    def test_after_a_crash_half_way_nothing_is_left(self, shop, write):
        shop.add_many(2_500)
        before = shop.state()
        text = "".join(f"SKU-{i:06},Cup {i}\n" for i in range(2_500))
        job = apply_table(shop.catalog, order(write("SKU,Title\n" + text)))
        for _ in range(2):
            next(job)
        Catalog.join(shop.catalog.folder).close()  # as the next engine process does
        assert shop.state() == before
        with pytest.raises(ShelftagError):
            job.close()

    def test_a_file_that_breaks_half_way_leaves_nothing(self, shop, write):
        shop.add_many(2_000)
        before = shop.state()
        lines = "".join(f"SKU-{i:06},Cup {i}\n" for i in range(1_500))
        path = write("SKU,Title\n" + lines + 'SKU-001600,"' + "x" * (2 << 20))
        with pytest.raises(ShelftagError) as caught:
            shop.apply(path)
        assert caught.value.message_id == "tables.no_end"
        assert shop.state() == before

    def test_ten_thousand_rows(self, shop, write):
        shop.add_many(10_000)
        text = "".join(
            f"SKU-{i:06};Tasse {i};{i % 90},50;Küche > Art {i % 40}\n" for i in range(10_000)
        )
        result = shop.apply(
            write("Artikelnummer;Titel;Preis;Kategorie\n" + text, encoding="cp1252"), trusted=True
        )
        assert (len(result.changed), result.categories) == (10_000, 41)
        assert result.counts == {"matched": 10_000}


class TestNewProducts:
    TABLE = "SKU,Title,Price\nA-1,Cup,5\nB-1,Lid,6\nB-1,Lid again,7\n,,8\n"

    def test_they_are_made_only_where_the_owner_wants_it(self, shop, ids, write):
        result = shop.apply(write(self.TABLE))
        assert (result.made, result.counts) == (0, {"matched": 1, "unmatched": 3})

    def test_they_are_made_once_and_go_with_the_step(self, shop, ids, write):
        before = shop.state()
        assert shop.check(write(self.TABLE), create=True).made == 1
        result = shop.apply(write(self.TABLE), create=True)
        assert (result.made, result.products, result.counts) == (
            1,
            1,
            {"matched": 3, "unmatched": 1},
        )
        made = shop.state()[0][-1]
        assert made[1:4] == ("B-1", "", "Lid")
        operations.undo(shop.database, result.operation_id)
        assert shop.state() == before


class TestRemembering:
    def test_mapping_and_options_are_those_of_the_last_time(self, shop, ids, write):
        columns = {"Nummer": "sku", "Text": "title"}
        shop.apply(write("Nummer,Text\nA-1,Cup\n"), columns=columns, trusted=True)
        result = shop.apply(write("text,Nummer,\nPot,A-2,\n", "next.csv"))
        assert result.counts == {"matched": 1}
        assert shop.row(ids[1]).title == "Pot"

    def test_other_columns_are_guessed(self, shop, ids, write):
        shop.apply(write("Nummer,Text\nA-1,Cup\n"), columns={"Nummer": "sku", "Text": "title"})
        shop.apply(write("Nummer,Text,More\nA-2,Pot,x\n"))
        assert shop.row(ids[1]).title == "pot"

    def test_what_another_version_wrote_is_passed_over(self, shop, ids, write):
        from shelftag.importing.tables.mapping import _SETTING, signature

        for junk in ({"mapping": {"columns": {"SKU": "smell"}}, "options": {}}, [1], "x", {}):
            shop.catalog.set_setting(_SETTING + signature(["SKU", "Title"]), junk)
            assert shop.check(write("SKU,Title\nA-1,Cup\n")).counts == {"matched": 1}

    def test_an_order_travels_as_plain_values(self, write):
        sent = order(write("x"), columns={"A": "sku"}, separator="/", trusted=True)
        assert TableOrder.from_json(sent.to_json()) == sent


def test_a_wrong_column_field_or_key_is_refused(shop, ids, write):
    path = write("SKU,Title\nA-1,Cup\n")
    with pytest.raises(ShelftagError) as caught:
        shop.apply(path, columns={"Nummer": "sku"})
    assert caught.value.message_id == "tables.no_column"
    for change in ({"columns": {"SKU": "smell"}}, {"columns": {}, "keys": ["title"]}):
        with pytest.raises(ShelftagError) as caught:
            TableOrder.from_json({"path": str(path), "mapping": change})
        assert caught.value.message_id in ("tables.no_field", "tables.no_key")


def test_the_own_export_comes_back_edited(shop, ids, write):
    from shelftag.exchange.catalogue import export_catalogue

    shop.edit(ids[0], brand="=Brand", price="3.50")
    target = write("")
    run(export_catalogue(shop.catalog, target))
    text = target.read_text("utf-8-sig").replace("3.5", "4.25").replace(",tall,", ",Tall vase,")
    target.write_text(text, "utf-8-sig")
    result = shop.apply(target, overwrite=True)
    assert result.counts == {"matched": 3}
    row = shop.row(ids[0])
    assert (row.brand, row.price) == ("=Brand", Decimal("4.25"))
    assert shop.row(ids[2]).title == "Tall vase"
    assert len(result.changed) == 2
