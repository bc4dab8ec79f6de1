"""Search finds products by what a shop assistant would type, in English and in Chinese."""

from uuid import uuid4

import pytest

from shelftag.catalog import operations, tree
from shelftag.catalog.tree import NewCategory
from shelftag_api.errors import ShelftagError


def fill(shop):
    """A few products and a small tree with names in two languages."""
    with operations.operation(shop.database, "plant_tree", "model") as scope:
        kitchen = NewCategory(uuid4(), None, "Kitchen", {"zh_CN": "厨房"}, (), None)
        cups = NewCategory(uuid4(), kitchen.uuid, "Mugs", {"zh_CN": "马克杯"}, ("beaker",), None)
        tree.plant(scope, [kitchen, cups])
    (mug,) = shop.products("Blue stoneware", sku="MUG-0012", brand="Ro", hint="glazed")
    shop.products("男士纯棉短袖T恤", description="夏季 new colours", gtin="4006381333931")
    shop.products("Crème brûlée bowl", description='12" wide, 30% off (SALE): "best" NEAR you')
    shop.label(mug, shop.tree().find(["Kitchen", "Mugs"]).id)
    return shop


@pytest.fixture(scope="module")
def full(make_shop, tmp_path_factory):
    """A shop that is only looked at."""
    shop = fill(make_shop(tmp_path_factory.mktemp("full") / "shop"))
    yield shop
    shop.catalog.close()


@pytest.fixture
def changing(shop):
    """The same shop for tests that change it."""
    return fill(shop)


MUG, SHIRT, BOWL = "Blue stoneware", "男士纯棉短袖T恤", "Crème brûlée bowl"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("blue", [MUG]),
        ("BLUE stone", [MUG]),
        ("ware", []),
        ("mug-0012", [MUG]),
        ("0012", [MUG]),
        ("MUG", [MUG]),
        ("ro", [MUG]),
        ("glazed", [MUG]),
        ("colours", [SHIRT]),
        ("4006381333931", [SHIRT]),
        ("blue colours", []),
        ("creme brulee", [BOWL]),
        ("CRÈME", [BOWL]),
        ("cre\u0300me", [BOWL]),
        ("ｂｌｕｅ", [MUG]),
    ],
)
def test_words_are_found_from_their_beginning_in_every_field(full, typed, found):
    assert full.find(typed) == found


@pytest.mark.parametrize(
    "typed",
    [
        "短袖",
        "男士",
        "T恤",
        "t恤",
        "Ｔ恤",
        "袖T",
        "纯棉短袖",
        "男士纯棉短袖T恤",
        "恤",
        "棉",
        "短袖 男士",
        "夏季",
    ],
)
def test_chinese_is_found_anywhere_in_a_run_of_characters(full, typed):
    assert full.find(typed) == [SHIRT]


@pytest.mark.parametrize("typed", ["长袖", "袖短", "T裤", "短袖 长裤", "裤"])
def test_other_chinese_is_not(full, typed):
    assert full.find(typed) == []


@pytest.mark.parametrize("typed", ["Mugs", "mug", "马克杯", "杯", "beaker", "kitchen", "厨房"])
def test_a_category_s_name_finds_what_is_in_it_and_below(full, typed):
    assert full.find(typed) == [MUG]


def test_products_that_were_suggested_a_category_are_found_by_it_too(changing):
    (cup,) = changing.products("Espresso")
    changing.model_run({cup: (changing.tree().find(["Kitchen", "Mugs"]).id, 0.3)})
    assert changing.find("马克杯") == [MUG, "Espresso"]


def test_accents_that_macos_stores_apart_make_no_difference(shop):
    shop.products("Re\u0301sume\u0301 folder", "Café crème")
    assert shop.find("résumé") == ["Re\u0301sume\u0301 folder"]
    assert shop.find("cafe\u0301") == ["Café crème"]


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_an_empty_search_shows_everything(full, typed):
    assert len(full.find(typed)) == 3


@pytest.mark.parametrize("typed", ["---", '"', "*", "()", "。，", "\u200b", "🙂", "\0", "%", "'"])
def test_a_search_without_words_finds_nothing(full, typed):
    assert full.find(typed) == []


@pytest.mark.parametrize(
    "typed",
    ['"', '""', '"unclosed', "a*", "*a", "-blue", "blue -stone", "(", ")", "(blue", "title:blue",
     ":", "NEAR", "NEAR(a b)", "OR", "AND", "NOT", "blue OR", "blue AND NOT stone", "^blue",
     "{a b}: c", "a+b", "blue; DROP TABLE product", "'", "\\", "%", "_", "a\0b", "\ud800",
     "x" * 10_000, "a " * 2_000, "短" * 500],
)  # fmt: skip
def test_no_query_is_an_error(full, typed):
    assert set(full.find(typed)) <= {MUG, SHIRT, BOWL}


def test_words_that_are_operators_elsewhere_are_words(full):
    assert full.find("near you") == [BOWL]
    assert full.find('"best"') == [BOWL]
    assert full.find("NOT near") == []


class TestFollowing:
    def test_edits_undo_and_redo(self, changing):
        (lamp,) = changing.products("Desk lamp")
        changing.edit(lamp, title="台灯", sku="LMP-9")
        assert changing.find("desk") == []
        assert changing.find("台灯") == changing.find("lmp-9") == ["台灯"]
        changing.undo()
        assert changing.find("desk") == ["Desk lamp"]
        assert changing.find("台灯") == []
        changing.redo()
        assert changing.find("台灯") == ["台灯"]

    def test_fields_that_are_not_searched_do_not_disturb(self, changing):
        (lamp,) = changing.products("Desk lamp")
        changing.edit(lamp, price="20", location="Shelf Q")
        assert changing.find("desk") == ["Desk lamp"]
        assert changing.find("Q") == []

    def test_renamed_and_relabelled_categories(self, changing):
        mugs = changing.tree().find(["Kitchen", "Mugs"]).id
        changing.rename(mugs, "Cups")
        assert changing.find("cups") == [MUG]
        assert changing.find("马克杯") == []
        changing.undo()
        assert changing.find("马克杯") == [MUG]
        changing.undo()
        assert changing.find("马克杯") == []

    def test_an_edit_that_is_refused_is_not_found(self, changing):
        (lamp,) = changing.products("Desk lamp")
        with pytest.raises(ShelftagError):
            changing.edit(lamp, title="Candle", price="abc")
        assert changing.find("candle") == []
        assert changing.find("desk") == ["Desk lamp"]
