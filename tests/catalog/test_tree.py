"""The category tree: the shop's own names on permanent ids."""

from uuid import UUID, uuid4

import pytest

from shelftag.catalog import operations, tree
from shelftag.catalog.tree import NewCategory
from shelftag_api.errors import ShelftagError

FOOD, FRUIT, TEA = (UUID(int=number) for number in (1, 2, 3))
STARTER = (
    NewCategory(FOOD, None, "Food", {"zh_CN": "食品"}, (), 422),
    NewCategory(FRUIT, FOOD, "Fruit", {"zh_CN": "水果"}, ("berries",), None),
    NewCategory(TEA, FOOD, "Tea", {"zh_CN": "茶"}, (), None),
)


@pytest.fixture
def planted(shop):
    with operations.operation(shop.database, "plant_tree", "model") as scope:
        tree.plant(scope, STARTER)
    return shop


def id_of(shop, *path: str) -> int:
    return shop.tree().find(path).id


def ensure(shop, *path: str) -> int:
    with operations.operation(shop.database, "import", "import") as scope:
        return tree.ensure_path(scope, path)


def refusal(action, *arguments) -> str:
    with pytest.raises(ShelftagError) as caught:
        action(*arguments)
    return caught.value.message_id


class TestReading:
    def test_a_planted_tree_keeps_its_ids_names_and_order(self, planted):
        found = planted.tree()
        assert [node.name for node in found.nodes.values()] == ["Food", "Fruit", "Tea"]
        assert [node.uuid for node in found.children(found.by_uuid(FOOD).id)] == [FRUIT, TEA]
        assert found.by_uuid(FOOD).google_id == 422
        assert found.by_uuid(FRUIT).synonyms == ("berries",)
        assert found.by_uuid(uuid4()) is None

    def test_a_path_reads_in_either_language(self, planted):
        found, fruit = planted.tree(), id_of(planted, "Food", "Fruit")
        assert found.path_text(fruit) == "Food > Fruit"
        assert found.path_text(fruit, "zh_CN") == "食品 > 水果"
        assert found.path_text(fruit, "fr") == "Food > Fruit"
        assert found.path_text(None) == found.path_text(999) == ""

    @pytest.mark.parametrize(
        "path",
        [
            ("Food", "Fruit"),
            ("food", "FRUIT"),
            ("食品", "水果"),
            ("Food", "水果"),
            (" Food ", "Fruit"),
        ],
    )
    def test_a_category_is_found_by_its_path_in_any_language_and_case(self, planted, path):
        assert planted.tree().find(path).uuid == FRUIT

    @pytest.mark.parametrize("path", [("Fruit",), ("Food", "Meat"), ("Food", "Fruit", "Tea"), ()])
    def test_what_is_not_there_is_not_found(self, planted, path):
        assert planted.tree().find(path) is None

    def test_leaves_and_subtrees(self, planted):
        found = planted.tree()
        food, fruit, tea = (found.by_uuid(uuid).id for uuid in (FOOD, FRUIT, TEA))
        assert found.subtree(food) == [food, fruit, tea]
        assert not found.is_leaf(food)
        assert found.is_leaf(fruit)

    def test_planting_is_undone_and_redone_as_a_whole(self, planted):
        with planted.database.read() as session:
            (step,) = operations.history(session)
        planted.undo(step.id)
        assert planted.tree().nodes == {}
        planted.redo(step.id)
        assert planted.tree().find(["Food", "Tea"]).uuid == TEA


class TestAdding:
    def test_new_categories_come_last_among_their_siblings(self, planted):
        food = id_of(planted, "Food")
        planted.category("Bread", food)
        planted.category("Toys")
        found = planted.tree()
        assert [node.name for node in found.children(food)] == ["Fruit", "Tea", "Bread"]
        assert [node.name for node in found.children(None)] == ["Food", "Toys"]

    def test_names_are_kept_as_typed_but_for_needless_space(self, planted):
        added = planted.category("  Käse   &  Wurst\n")
        assert planted.tree().nodes[added].name == "Käse & Wurst"

    @pytest.mark.parametrize(
        ("name", "why"),
        [("", "empty_name"), ("  \n ", "empty_name"), ("x" * 301, "long_name"),
         ("A > B", "separator_in_name"),
         ("fruit", "name_taken"), (" FRUIT ", "name_taken"), ("水果", "name_taken")],
    )  # fmt: skip
    def test_a_name_that_will_not_do_is_refused(self, planted, name, why):
        food = id_of(planted, "Food")
        assert refusal(planted.category, name, food) == f"category.{why}"

    @pytest.mark.parametrize(
        "name",
        ["\u200b", "\u200b \u2060\ufeff", "\u00ad\u200e", "\u3164", "\u2800\u2800", "\ufe0f",
         "\x00\x1b"],
        ids=ascii,
    )  # fmt: skip
    def test_a_name_in_which_nothing_is_seen_is_refused_as_empty(self, planted, name):
        assert refusal(planted.category, name) == "category.empty_name"
        assert refusal(planted.rename, id_of(planted, "Food"), name) == "category.empty_name"

    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("\u200bMugs\ufeff", "Mugs"),
            (" \u2060 Mugs \u200b ", "Mugs"),
            ("\u200bfruit", None),
            ("نمی\u200cخواهم", "نمی\u200cخواهم"),
            ("Family 👨\u200d👩\u200d👧", "Family 👨\u200d👩\u200d👧"),
            ("Hearts ❤\ufe0f", "Hearts ❤\ufe0f"),
            ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",) * 2,
        ],
        ids=ascii,
    )
    def test_what_is_invisible_goes_at_the_ends_and_stays_where_it_matters(
        self, planted, name, kept
    ):
        food = id_of(planted, "Food")
        if kept is None:
            assert refusal(planted.category, name, food) == "category.name_taken"
        else:
            added = planted.category(name, food)
            assert planted.tree().nodes[added].name == kept

    def test_the_same_name_may_be_used_elsewhere_in_the_tree(self, planted):
        added = planted.category("Fruit", id_of(planted, "Food", "Tea"))
        assert planted.tree().path_text(added) == "Food > Tea > Fruit"

    def test_the_name_of_a_deleted_category_is_free_again(self, planted):
        planted.delete(id_of(planted, "Food", "Fruit"))
        added = planted.category("Fruit", id_of(planted, "Food"))
        assert planted.tree().nodes[added].uuid != FRUIT

    def test_nothing_is_added_below_what_is_not_there(self, planted):
        tea = id_of(planted, "Food", "Tea")
        planted.delete(tea)
        assert refusal(planted.category, "Green", tea) == "category.unknown"
        assert refusal(planted.category, "Green", 999) == "category.unknown"


class TestEnsuringAPath:
    def test_what_is_there_is_used_and_what_is_missing_is_added(self, planted):
        pears = ensure(planted, "food", "水果", "Pears")
        assert planted.tree().path_text(pears) == "Food > Fruit > Pears"
        assert ensure(planted, "Food", "Fruit", "pears") == pears
        assert len(planted.tree().nodes) == 4

    @pytest.mark.parametrize(
        ("first", "again"), [("T  shirts", "T shirts"), ("Cafe\u0301", "Caf\u00e9")]
    )
    def test_spellings_that_look_alike_are_one_category(self, shop, first, again):
        assert ensure(shop, first) == ensure(shop, again) == ensure(shop, first)

    def test_a_path_without_names_is_refused(self, shop):
        assert refusal(ensure, shop) == "category.empty_name"
        assert refusal(ensure, shop, " ") == "category.empty_name"


class TestRenaming:
    def test_the_id_stays_and_the_starter_s_translations_go(self, planted):
        fruit = id_of(planted, "Food", "Fruit")
        planted.rename(fruit, "Fruit & veg")
        node = planted.tree().nodes[fruit]
        assert (node.uuid, node.name, dict(node.names)) == (FRUIT, "Fruit & veg", {})
        assert planted.tree().path_text(fruit, "zh_CN") == "食品 > Fruit & veg"

    def test_undo_brings_the_translations_back(self, planted):
        fruit = id_of(planted, "Food", "Fruit")
        planted.rename(fruit, "Obst")
        planted.undo()
        assert planted.tree().path_text(fruit, "zh_CN") == "食品 > 水果"
        planted.redo()
        assert planted.tree().path_text(fruit, "zh_CN") == "食品 > Obst"

    def test_only_the_spelling_may_change_too(self, planted):
        fruit = id_of(planted, "Food", "Fruit")
        planted.rename(fruit, "FRUIT")
        assert planted.tree().nodes[fruit].name == "FRUIT"

    def test_a_sibling_s_name_is_refused(self, planted):
        fruit = id_of(planted, "Food", "Fruit")
        assert refusal(planted.rename, fruit, "tea") == "category.name_taken"
        assert refusal(planted.rename, 999, "Obst") == "category.unknown"


class TestDeleting:
    def test_a_category_that_holds_categories_stays(self, planted):
        assert refusal(planted.delete, id_of(planted, "Food")) == "category.not_empty"

    def test_a_category_that_holds_products_stays(self, planted):
        fruit = id_of(planted, "Food", "Fruit")
        planted.label(planted.products("Pear"), fruit)
        assert refusal(planted.delete, fruit) == "category.not_empty"
        planted.undo()
        planted.delete(fruit)
        assert planted.tree().by_uuid(FRUIT) is None

    def test_it_can_be_undone(self, planted):
        planted.delete(id_of(planted, "Food", "Fruit"))
        planted.undo()
        assert planted.tree().find(["Food", "Fruit"]).uuid == FRUIT
