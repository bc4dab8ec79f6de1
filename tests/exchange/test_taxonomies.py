"""Taxonomy files of all kinds, and of no kind: what is read of them, grafted and mapped."""

from pathlib import Path

import pytest

from shelftag.catalog import operations, tree
from shelftag.exchange.taxonomies import reading
from shelftag.exchange.taxonomies.applying import import_taxonomy, preview_taxonomy
from shelftag.exchange.taxonomies.reading import Taxonomy, read_taxonomy, selected
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import LANGUAGES, message_ids, render

GOOGLE = """# Google_Product_Taxonomy_Version: 2021-09-21
412 - Food, Beverages & Tobacco
422 - Food, Beverages & Tobacco > Food Items
430 - Food, Beverages & Tobacco > Food Items > Fruits & Vegetables
1868 - Food, Beverages & Tobacco > Beverages > Juice
166 - Apparel & Accessories
209 - Apparel & Accessories > Clothing > Socks
"""
SHOPIFY = """# Shopify Product Taxonomy - Categories: 2024-07
# Format: {GID} : {Ancestor name} > ... > {Category name}

gid://shopify/TaxonomyCategory/aa       : Apparel & Accessories
gid://shopify/TaxonomyCategory/aa-1     : Apparel & Accessories > Clothing
gid://shopify/TaxonomyCategory/aa-1-18  : Apparel & Accessories > Clothing > Socks
"""
LONG = "".join(f"{number + 10} - Food > Kind {number}\n" for number in range(40))


def run(job):
    try:
        while True:
            next(job)
    except StopIteration as end:
        return end.value


def read(folder: Path, content: str | bytes, name: str = "taxonomy.txt") -> Taxonomy:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return run(read_taxonomy(path))


def paths(taxonomy: Taxonomy) -> list[str]:
    return [" > ".join(branch.path) for branch in taxonomy.branches]


def refusal(folder: Path, content: str | bytes, name: str = "taxonomy.txt") -> str:
    with pytest.raises(ShelftagError) as caught:
        read(folder, content, name)
    sentence = render(caught.value.message_id, caught.value.params)
    assert name in sentence
    assert "{" not in sentence
    return caught.value.message_id


def why_left_out(taxonomy: Taxonomy) -> list[tuple[int, str]]:
    for problem in taxonomy.problems:
        for language in LANGUAGES:
            assert problem.message_id in message_ids(language)
            assert "{" not in render(problem.message_id, problem.params, language)
    return [(problem.line, problem.message_id) for problem in taxonomy.problems]


class TestFormats:
    def test_google_s_with_ids(self, tmp_path):
        found = read(tmp_path, GOOGLE)
        assert found.kind == "google"
        assert len(found.branches) == 8  # Beverages and Clothing lie above others only
        by_path = dict(zip(paths(found), found.branches, strict=True))
        assert by_path["Apparel & Accessories > Clothing > Socks"].google_id == 209
        assert by_path["Apparel & Accessories > Clothing"].google_id is None
        assert found.problems == ()

    def test_google_s_without_ids(self, tmp_path):
        plain = "\n".join(line.partition(" - ")[2] or line for line in GOOGLE.splitlines())
        found = read(tmp_path, plain)
        assert (found.kind, len(found.branches)) == ("plain", 8)
        assert paths(found) == paths(read(tmp_path, GOOGLE))

    def test_google_s_in_another_language(self, tmp_path):
        found = read(tmp_path, "# 版本\n412 - 饮食\n422 - 饮食 > 食品\n430 - 饮食 > 食品 > 水果\n")
        assert paths(found) == ["饮食", "饮食 > 食品", "饮食 > 食品 > 水果"]

    def test_shopify_s(self, tmp_path):
        found = read(tmp_path, SHOPIFY)
        assert found.kind == "shopify"
        assert [branch.shopify_id for branch in found.branches] == ["aa", "aa-1", "aa-1-18"]

    @pytest.mark.parametrize(
        "rows",
        [
            'id,path\n1,Food\n2,Food > Fruit\n3,"Food > Fruit > Pears, apples"\n',
            '1,Food,,\n2,Food,Fruit,\n3,Food,Fruit,"Pears, apples"\n',
            "id;level 1;level 2;level 3\n1;Food\n2;Food;Fruit\n3;Food;Fruit;Pears, apples\n",
            '1,Food,,\n2,,Fruit,\n3,,,"Pears, apples"\n',
        ],
    )
    def test_tables_with_a_path_or_a_column_for_each_level(self, tmp_path, rows):
        found = read(tmp_path, rows, "mine.csv")
        assert paths(found) == ["Food", "Food > Fruit", "Food > Fruit > Pears, apples"]
        assert [branch.google_id for branch in found.branches] == [1, 2, 3]

    def test_tables_without_ids(self, tmp_path):
        found = read(tmp_path, "Department\tCategory\nFood\tFruit\nFood\tBread\n", "mine.tsv")
        assert (found.kind, paths(found)) == ("plain", ["Food", "Food > Fruit", "Food > Bread"])

    def test_plain_paths_whose_names_hold_commas(self, tmp_path):
        content = "Arts, Crafts & Hobbies\nArts, Crafts & Hobbies > Yarn\n"
        assert paths(read(tmp_path, content)) == content.splitlines()

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
    def test_encodings(self, tmp_path, encoding):
        lines = ["1 - Möbel & Küche", "2 - Möbel & Küche > Stühle", "3 - Möbel & Küche > Tische"]
        found = read(tmp_path, "\r\n".join(lines * 1).encode(encoding))
        assert paths(found) == [line[4:] for line in lines]

    def test_chinese_in_gb18030(self, tmp_path):
        text = "1 - 家居与园艺\n2 - 家居与园艺 > 厨房和餐厅\n3 - 家居与园艺 > 照明设备\n"
        assert paths(read(tmp_path, text.encode("gb18030")))[1] == "家居与园艺 > 厨房和餐厅"

    def test_a_parent_that_comes_after_its_children_gets_its_id_and_its_place(self, tmp_path):
        found = read(tmp_path, "2 - food > Fruit\n1 - Food\n3 - FOOD > Bread\n")
        assert paths(found) == ["Food", "Food > Fruit", "Food > Bread"]
        assert [branch.google_id for branch in found.branches] == [1, 2, 3]


class TestBadFiles:
    def test_one_that_is_not_there(self, tmp_path):
        with pytest.raises(ShelftagError, match="cannot_read"):
            run(read_taxonomy(tmp_path / "gone.txt"))
        with pytest.raises(ShelftagError, match="cannot_read"):
            run(read_taxonomy(tmp_path))

    @pytest.mark.parametrize("content", [b"", b"\n\n \n", b"\xef\xbb\xbf"])
    def test_an_empty_one(self, tmp_path, content):
        assert refusal(tmp_path, content) in ("taxonomy.empty", "taxonomy.nothing")

    @pytest.mark.parametrize("content", [b"# only\n# remarks\n", b"id,path\n"])
    def test_one_that_says_nothing(self, tmp_path, content):
        assert refusal(tmp_path, content, "x.csv") == "taxonomy.nothing"

    def test_one_that_is_no_text(self, tmp_path):
        assert refusal(tmp_path, bytes(range(256)) * 64) == "taxonomy.binary"

    def test_one_of_a_hundred_megabytes_is_not_even_opened(self, tmp_path):
        path = tmp_path / "huge.txt"
        with path.open("wb") as file:
            file.truncate(100 << 20)
        with pytest.raises(ShelftagError) as caught:
            run(read_taxonomy(path))
        assert caught.value.message_id == "taxonomy.too_large"
        assert caught.value.params == {"file": "huge.txt", "limit": 32}

    def test_one_with_too_many_categories(self, tmp_path, monkeypatch):
        monkeypatch.setattr(reading, "MOST_CATEGORIES", 50)
        assert refusal(tmp_path, "\n".join(map(str, range(60)))) == "taxonomy.too_many"

    def test_lines_that_cannot_be_used_are_left_out_and_told(self, tmp_path):
        lines = [
            "1 - Food",
            "2 - Food > " + "x" * 301,
            "3 - Food >  > Fruit",
            "4 - " + " > ".join(["deep"] * 21),
            "5 - " + "y" * 6_000,
            "1 - Drinks",
            "6 - FOOD",
            "12345678901234567890 - Toys",
            "0 - Nothing",
            "7 - Bread",
        ]
        found = read(tmp_path, "\n".join(lines))
        assert paths(found) == ["Food", "Bread"]
        assert why_left_out(found) == [
            (2, "category.long_name"), (3, "taxonomy.no_name"), (4, "taxonomy.too_deep"),
            (5, "taxonomy.long_line"), (6, "taxonomy.id_twice"), (7, "taxonomy.twice"),
            (8, "taxonomy.bad_id"), (9, "taxonomy.bad_id"),
        ]  # fmt: skip

    def test_of_endless_problems_the_first_are_kept_and_all_are_counted(self, tmp_path):
        found = read(tmp_path, "A\n" * 5_000)
        assert (len(found.problems), found.problem_count) == (100, 4_999)

    def test_a_path_that_comes_back_to_its_name_is_no_circle(self, tmp_path):
        found = read(tmp_path, "1 - Games\n2 - Games > Games\n3 - Games > Games > Games\n")
        assert len(found.branches) == 3

    def test_control_characters_and_formulas_are_only_names(self, tmp_path):
        found = read(tmp_path, "1 - Food\x07 > \x1b[31mFruit\n2 - =cmd|' /C calc'!A0\n" + LONG)
        assert paths(found)[:3] == ["Food", "Food > [31mFruit", "=cmd|' /C calc'!A0"]

    def test_a_quotation_mark_without_end_takes_one_row_only(self, tmp_path):
        found = read(tmp_path, '1,"Food\n2,Drinks\n3,Toys\n', "x.csv")
        assert paths(found) == ["Food", "Drinks", "Toys"]


class TestSelecting:
    def test_a_part_comes_with_those_above_it(self, tmp_path):
        branches = read(tmp_path, GOOGLE).branches
        found = selected(branches, ["food, beverages & tobacco", "FOOD ITEMS"])
        assert [branch.google_id for branch in found] == [412, 422, 430]
        assert len(selected(branches, [])) == len(branches)

    @pytest.mark.parametrize("under", [["Toys"], ["Apparel & Accessories", "Toys"], [""]])
    def test_what_is_not_there_is_refused(self, tmp_path, under):
        with pytest.raises(ShelftagError, match="no_branch"):
            selected(read(tmp_path, GOOGLE).branches, under)


class TestImporting:
    @pytest.fixture
    def file(self, tmp_path) -> Path:
        path = tmp_path / "google.txt"
        path.write_text(GOOGLE, "utf-8")
        return path

    def tree(self, shop) -> tree.Tree:
        with shop.database.read() as session:
            return tree.read_tree(session)

    def test_a_department_becomes_categories_with_ids_as_one_step_of_the_owner_s(self, shop, file):
        before = dict(self.tree(shop).nodes)
        done = run(import_taxonomy(shop.catalog, file, ["Apparel & Accessories"]))
        assert (done["new"], done["known"]) == (3, 0)
        assert self.tree(shop).find(["Apparel & Accessories", "Clothing", "Socks"]).google_id == 209
        assert self.tree(shop).find(["Food, Beverages & Tobacco"]) is None
        operations.undo(shop.database)
        assert self.tree(shop).nodes == before
        operations.redo(shop.database)
        assert len(self.tree(shop).nodes) == len(before) + 3

    def test_the_same_again_is_no_step(self, shop, file):
        run(import_taxonomy(shop.catalog, file))
        done = run(import_taxonomy(shop.catalog, file))
        assert (done["new"], done["known"], done["operation_id"]) == (0, 8, None)

    def test_the_preview_tells_what_is_new_and_changes_nothing(self, shop, file):
        shop.category("Apparel & Accessories", "Clothing")
        before = dict(self.tree(shop).nodes)
        told = run(preview_taxonomy(shop.catalog, file))
        known = {path for path, known in zip(told["paths"], told["known"], strict=True) if known}
        assert known == {("Apparel & Accessories",), ("Apparel & Accessories", "Clothing")}
        assert told["codes"][:2] == ["412", "422"]
        assert self.tree(shop).nodes == before


class TestGuessing:
    def guesses(self, shop, tmp_path, content=GOOGLE) -> dict[str, tuple[str, float]]:
        path = tmp_path / "taxonomy.txt"
        path.write_text(content, "utf-8")
        told = run(preview_taxonomy(shop.catalog, path))
        with shop.database.read() as session:
            own = tree.read_tree(session)
        return {
            own.path_text(category): (" > ".join(told["paths"][place]), confidence)
            for category, place, confidence in told["guesses"]
        }

    def test_the_same_path_is_as_good_as_sure(self, shop, tmp_path):
        shop.category("apparel and accessories", "clothing", "SOCKS")
        path, confidence = self.guesses(shop, tmp_path)[
            "apparel and accessories > clothing > SOCKS"
        ]
        assert path.endswith("Clothing > Socks")
        assert confidence == 0.99

    def test_a_name_elsewhere_a_part_of_a_name_and_a_synonym_are_less_sure(self, shop, tmp_path):
        shop.category("Sock")
        shop.category("Socks & tights")
        shop.category("Stuff to drink")
        with operations.operation(shop.database, "edit") as scope:
            from shelftag.catalog.models import Category

            drinks = tree.read_tree(scope.session).find(["Stuff to drink"]).id
            scope.change(scope.session.get_one(Category, drinks), synonyms=["juices"])
        found = self.guesses(shop, tmp_path)
        assert found["Sock"][0].endswith("Socks")
        assert found["Socks & tights"][0].endswith("Socks")
        assert found["Stuff to drink"][0].endswith("Juice")
        shares = [found[name][1] for name in ("Sock", "Socks & tights", "Stuff to drink")]
        assert 0.99 > shares[0] > shares[1] > shares[2] > 0.3

    def test_chinese_names_meet_a_chinese_taxonomy(self, shop, tmp_path):
        shop.category("服装", "短袜")
        found = self.guesses(shop, tmp_path, "1 - 服饰\n2 - 服饰 > 服装\n3 - 服饰 > 服装 > 短袜\n")
        assert found["服装 > 短袜"][0] == "服饰 > 服装 > 短袜"

    def test_what_means_nothing_gets_no_guess(self, shop, tmp_path):
        shop.category("Zzyzx")
        assert "Zzyzx" not in self.guesses(shop, tmp_path)
