"""A taxonomy grafted onto the shop's tree: what is there already is found again."""

from shelftag.catalog import operations, tree
from shelftag.catalog.tree import Branch

FOOD = (
    Branch(("Food",), 422),
    Branch(("Food", "Fruit"), 430),
    Branch(("Food", "Fruit", "Apples"), 431),
    Branch(("Food", "Bread"), 432),
)


def graft(shop, branches=FOOD):
    with operations.operation(shop.database, "import_taxonomy") as scope:
        return tree.graft(scope, branches)


def paths(shop) -> dict[str, int | None]:
    found = shop.tree()
    return {found.path_text(node.id): node.google_id for node in found.nodes.values()}


def test_an_empty_tree_gets_all_of_it_with_ids_and_in_order(shop):
    assert len(graft(shop).new) == 4
    assert list(paths(shop).items()) == [
        ("Food", 422), ("Food > Fruit", 430), ("Food > Fruit > Apples", 431), ("Food > Bread", 432)
    ]  # fmt: skip


def test_the_same_again_changes_nothing(shop):
    graft(shop)
    again = graft(shop)
    assert (len(again.new), len(again.known), again.numbered) == (0, 4, {})
    assert len(paths(shop)) == 4


def test_categories_of_the_same_path_get_the_ids_and_keep_those_that_they_have(shop):
    food = shop.category("FOOD")
    fruit = shop.category("fruit", food)
    with operations.operation(shop.database, "map_categories") as scope:
        tree.map_categories(scope, google={fruit: 7})
    plan = graft(shop)
    assert plan.numbered == {food: {"google_id": 422}}
    assert paths(shop) == {
        "FOOD": 422, "FOOD > fruit": 7, "FOOD > fruit > Apples": 431, "FOOD > Bread": 432
    }  # fmt: skip


def test_what_was_renamed_or_moved_since_is_found_by_its_id(shop):
    graft(shop)
    nodes = {node.name: node.id for node in shop.tree().nodes.values()}
    shop.rename(nodes["Food"], "Lebensmittel")
    with operations.operation(shop.database, "move_category") as scope:
        tree.move_category(scope, nodes["Apples"], None)
    assert graft(shop).new == []


def test_an_id_alone_does_not_make_a_category_the_taxonomy_s(shop):
    other = shop.category("Beer", shop.category("Craft"))
    with operations.operation(shop.database, "map_categories") as scope:
        tree.map_categories(scope, google={other: 430})
    graft(shop)
    assert "Food > Fruit > Apples" in paths(shop)


def test_it_is_taken_back_and_restored_as_a_whole(shop):
    food = shop.category("Food")
    graft(shop)
    shop.undo()
    assert paths(shop) == {"Food": None}
    shop.redo()
    assert len(paths(shop)) == 4
    assert shop.tree().nodes[food].google_id == 422


def test_what_is_in_use_stays_when_the_rest_is_taken_back(shop):
    graft(shop)
    (step,) = _latest(shop)
    apples = shop.tree().find(["Food", "Fruit", "Apples"]).id
    shop.label(shop.products("Elstar"), apples)
    shop.undo(step)
    assert list(paths(shop)) == ["Food", "Food > Fruit", "Food > Fruit > Apples"]


def _latest(shop) -> list[int]:
    with shop.database.read() as session:
        return [entry.id for entry in operations.history(session, limit=1)]
