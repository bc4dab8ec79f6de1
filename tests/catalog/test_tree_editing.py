"""Moving, reordering, merging and deleting categories: one step each, taken back exactly."""

from uuid import UUID

import pytest
from sqlalchemy import select

from shelftag.catalog import operations, queries, tree
from shelftag.catalog.labelled import labelled_photos
from shelftag.catalog.models import Category, LabelEvent, Photo, Prediction, Product, ProductPhoto
from shelftag.catalog.tree import NewCategory
from shelftag_api.errors import ShelftagError

NAMES = {
    "Food": ("食品", None), "Fruit": ("水果", "Food"), "Apples": ("苹果", "Fruit"),
    "Tea": ("茶", "Food"), "Grocery": ("杂货", None), "Fresh fruit": ("鲜果", "Grocery"),
    "Bread": ("面包", "Grocery"),
}  # fmt: skip
IDS = {name: UUID(int=number) for number, name in enumerate(NAMES, 1)}


@pytest.fixture
def planted(shop):
    categories = [
        NewCategory(IDS[name], IDS[parent] if parent else None, name, {"zh_CN": zh}, (), None)
        for name, (zh, parent) in NAMES.items()
    ]
    with operations.operation(shop.database, "plant_tree", "model") as scope:
        tree.plant(scope, categories)
    return shop


def ids(shop) -> dict[str, int]:
    return {node.name: node.id for node in shop.tree().nodes.values()}


def paths(shop) -> list[str]:
    found = shop.tree()
    return [found.path_text(category) for category in found.nodes]


def tables(shop) -> dict[str, list[tuple]]:
    """All that the owner sees or that labels are made of, row by row."""
    with shop.database.read() as session:
        return {
            model.__tablename__: [tuple(row) for row in session.execute(select(model.__table__))]
            for model in (Category, Product, LabelEvent, Prediction)
        }


def move(shop, category: int, parent: int | None, before: int | None = None) -> int:
    with operations.operation(shop.database, "move_category") as scope:
        tree.move_category(scope, category, parent, before)
        return scope.id


def merge(shop, category: int, target: int) -> int:
    with operations.operation(shop.database, "merge_category") as scope:
        tree.merge_category(scope, category, target)
        return scope.id


def delete(shop, category: int) -> int:
    with operations.operation(shop.database, "delete_category") as scope:
        tree.delete_category(scope, category, with_products=True)
        return scope.id


def refusal(action, *arguments) -> str:
    with pytest.raises(ShelftagError) as caught:
        action(*arguments)
    return caught.value.message_id


def assert_exact(shop, step) -> None:
    """Runs a step, and takes it back and restores it twice: every table is as it was each time."""
    before = tables(shop)
    step()
    after = tables(shop)
    events = after["label_event"][len(before["label_event"]) :]
    assert after != before
    for _ in range(2):
        shop.undo()
        events_stay = {"label_event": before["label_event"] + events}
        assert tables(shop) == before | events_stay
        shop.redo()
        assert tables(shop) == after


class TestMoving:
    def test_a_category_moves_with_all_below_it(self, planted):
        named = ids(planted)
        move(planted, named["Fruit"], named["Grocery"])
        assert "Grocery > Fruit > Apples" in paths(planted)
        move(planted, named["Apples"], None)
        assert paths(planted)[-1] == "Apples"

    def test_it_goes_before_a_sibling_or_last(self, planted):
        named = ids(planted)
        move(planted, named["Tea"], named["Grocery"], before=named["Bread"])
        below = [node.name for node in planted.tree().children(named["Grocery"])]
        assert below == ["Fresh fruit", "Tea", "Bread"]
        move(planted, named["Grocery"], None, before=named["Food"])
        assert paths(planted)[0] == "Grocery"
        move(planted, named["Grocery"], None)
        assert [node.name for node in planted.tree().children(None)] == ["Food", "Grocery"]

    def test_new_categories_come_last_in_a_tree_that_was_planted_as_a_whole(self, planted):
        named = ids(planted)
        planted.category("Coffee", named["Food"])
        below = [node.name for node in planted.tree().children(named["Food"])]
        assert below == ["Fruit", "Tea", "Coffee"]

    def test_taking_back_is_exact(self, planted):
        named = ids(planted)
        planted.label(planted.products("Pear"), named["Apples"])
        assert_exact(planted, lambda: move(planted, named["Fruit"], named["Grocery"]))
        assert_exact(planted, lambda: move(planted, named["Grocery"], None, named["Food"]))

    def test_products_stay_where_they_are(self, planted):
        named = ids(planted)
        (pear,) = planted.products("Pear")
        planted.label(pear, named["Apples"])
        move(planted, named["Apples"], None)
        assert planted.told(pear) == ("confirmed", named["Apples"])

    @pytest.mark.parametrize(
        ("what", "where", "why"),
        [
            ("Food", "Apples", "into_itself"),
            ("Food", "Food", "into_itself"),
            ("Tea", "Food", "same_place"),
            ("Grocery", None, "same_place"),
        ],
    )
    def test_what_cannot_be_is_refused(self, planted, what, where, why):
        named = ids(planted)
        assert refusal(move, planted, named[what], named.get(where)) == f"category.{why}"

    @pytest.mark.parametrize("name", ["apples", "苹果"])
    def test_a_name_that_is_taken_there_in_any_language_is_refused(self, planted, name):
        named = ids(planted)
        other = planted.category(name, named["Grocery"])
        why = refusal(move, planted, named["Apples"], named["Grocery"])
        assert why == "category.name_taken_there"
        assert refusal(move, planted, other, named["Fruit"]) == "category.name_taken_there"

    def test_what_is_gone_is_refused(self, planted):
        named = ids(planted)
        planted.delete(named["Bread"])
        assert refusal(move, planted, named["Bread"], None) == "category.unknown"
        assert refusal(move, planted, named["Tea"], named["Bread"]) == "category.unknown"
        assert refusal(move, planted, named["Tea"], None, named["Bread"]) == "category.unknown"

    def test_no_order_of_undoing_leaves_a_category_on_nothing_or_in_a_circle(self, planted):
        named = ids(planted)
        first = move(planted, named["Tea"], named["Fruit"])
        second = move(planted, named["Food"], named["Grocery"])
        planted.undo(first)  # Tea goes up again, whatever became of Food
        assert "Grocery > Food > Tea" in paths(planted)
        planted.undo(second)
        move(planted, named["Grocery"], named["Food"])
        assert refusal(planted.redo, second) == "operation.changed_since"
        assert "Food > Grocery > Bread" in paths(planted)

    def test_an_undo_that_would_bring_two_of_a_name_together_is_refused(self, planted):
        named = ids(planted)
        first = move(planted, named["Tea"], None)
        planted.category("Tea", named["Food"])
        assert refusal(planted.undo, first) == "operation.changed_since"


class TestMerging:
    def test_labels_follow_and_keep_their_history(self, planted):
        named = ids(planted)
        (pear,) = planted.products("Pear")
        planted.label(pear, named["Fresh fruit"])
        merge(planted, named["Fresh fruit"], named["Fruit"])
        assert planted.told(pear) == ("confirmed", named["Fruit"])
        with planted.database.read() as session:
            (event,) = session.scalars(select(LabelEvent))
            assert event.category_id == named["Fresh fruit"]
            assert tree.resolve(session, named["Fresh fruit"]) == named["Fruit"]
            assert [view.category_id for view in queries.product_detail(session, pear).labels] == [
                named["Fruit"]
            ]

    def test_suggestions_follow_and_those_of_both_add_up(self, planted):
        named = ids(planted)
        (pear,) = planted.products("Pear")
        planted.model_run({pear: (named["Fresh fruit"], 0.4)})
        with planted.database.write() as session:
            row = session.scalar(select(Prediction))
            row.candidates = [
                [named["Fresh fruit"], 0.4], [named["Bread"], 0.35], [named["Fruit"], 0.2]
            ]  # fmt: skip
        merge(planted, named["Fresh fruit"], named["Fruit"])
        assert planted.told(pear) == ("review", named["Fruit"])
        with planted.database.read() as session:
            candidates = queries.product_detail(session, pear).candidates
        assert candidates == (
            (named["Fruit"], pytest.approx(0.6)), (named["Bread"], pytest.approx(0.35))
        )  # fmt: skip

    @pytest.mark.parametrize("best", ["Fresh fruit", "Fruit"])
    def test_the_confidence_that_a_card_shows_is_that_of_both(self, planted, best):
        named = ids(planted)
        (pear,) = planted.products("Pear")
        planted.model_run({pear: (named[best], 0.4)})
        (other,) = {"Fresh fruit", "Fruit"} - {best}
        with planted.database.write() as session:
            row = session.scalar(select(Prediction))
            row.candidates = [[named[best], 0.4], [named[other], 0.25], [named["Bread"], 0.2]]
        step = merge(planted, named["Fresh fruit"], named["Fruit"])
        assert planted.row(pear).confidence == pytest.approx(0.65)
        planted.undo(planted.label(pear, named["Bread"]))
        assert planted.row(pear).confidence == pytest.approx(0.65)
        planted.undo(step)
        assert planted.row(pear).confidence == pytest.approx(0.4)
        planted.redo(step)
        assert planted.row(pear).confidence == pytest.approx(0.65)

    def test_nothing_is_shown_of_a_category_that_is_gone(self, planted):
        named = ids(planted)
        (bun,) = planted.products("Bun")
        planted.model_run({bun: (named["Bread"], 0.4)})
        step = delete(planted, named["Bread"])
        assert (planted.row(bun).shown_category_id, planted.row(bun).confidence) == (None, None)
        planted.undo(step)
        assert planted.row(bun).confidence == pytest.approx(0.4)

    def test_sub_categories_of_one_name_merge_and_others_move(self, planted):
        named = ids(planted)
        apples = planted.category("APPLES", named["Fresh fruit"])
        planted.category("Pears", named["Fresh fruit"])
        planted.category("Red", apples)
        (product,) = planted.products("Elstar")
        planted.label(product, apples)
        merge(planted, named["Fresh fruit"], named["Fruit"])
        assert [path for path in paths(planted) if path.startswith("Food > Fruit")] == [
            "Food > Fruit", "Food > Fruit > Apples", "Food > Fruit > Apples > Red",
            "Food > Fruit > Pears",
        ]  # fmt: skip
        assert planted.told(product) == ("confirmed", named["Apples"])

    def test_a_category_merges_into_the_one_above_it(self, planted):
        named = ids(planted)
        planted.category("Fruit", named["Apples"])  # named as the one that goes
        (product,) = planted.products("Elstar")
        planted.label(product, named["Apples"])
        merge(planted, named["Fruit"], named["Food"])
        assert [path for path in paths(planted) if path.startswith("Food")] == [
            "Food", "Food > Tea", "Food > Apples", "Food > Apples > Fruit",
        ]  # fmt: skip
        assert planted.told(product) == ("confirmed", named["Apples"])

    def test_a_sub_category_named_as_one_above_takes_nothing_out_of_the_tree(self, planted):
        named = ids(planted)
        food = planted.category("Food", named["Fruit"])
        planted.category("Fruit", food)
        count = len(planted.tree().nodes)
        with planted.database.read() as session:
            assert not session.scalars(select(Category).where(Category.merged_into_id > 0)).all()
        merge(planted, named["Fruit"], named["Grocery"])
        assert len(planted.tree().nodes) == count - 1
        assert "Grocery > Food > Fruit" in paths(planted)

    def test_names_become_synonyms_and_ids_are_taken_over(self, planted):
        named = ids(planted)
        with operations.operation(planted.database, "map_categories") as scope:
            tree.map_categories(
                scope,
                google={named["Fresh fruit"]: 430},
                shopify={named["Fresh fruit"]: "fb-2", named["Fruit"]: "fb-1"},
            )
        merge(planted, named["Fresh fruit"], named["Fruit"])
        node = planted.tree().nodes[named["Fruit"]]
        assert node.synonyms == ("Fresh fruit", "鲜果")
        assert (node.google_id, node.shopify_id) == (430, "fb-1")

    def test_taking_back_is_exact(self, planted):
        named = ids(planted)
        apples = planted.category("Apples", named["Fresh fruit"])
        planted.category("Pears", named["Fresh fruit"])
        pear, elstar, loaf, unknown = planted.products("Pear", "Elstar", "Loaf", "Unknown")
        planted.label(pear, named["Fresh fruit"])
        planted.label(elstar, apples)
        planted.label(loaf, named["Fruit"])
        planted.model_run({unknown: (named["Fresh fruit"], 0.95), loaf: (apples, 0.5)})
        assert_exact(planted, lambda: merge(planted, named["Fresh fruit"], named["Fruit"]))

    def test_after_later_labels_on_the_target_only_what_was_merged_goes_back(self, planted):
        named = ids(planted)
        pear, loaf = planted.products("Pear", "Loaf")
        planted.label(pear, named["Fresh fruit"])
        merged = merge(planted, named["Fresh fruit"], named["Fruit"])
        planted.label(loaf, named["Fruit"])
        planted.undo(merged)
        assert planted.told(pear) == ("confirmed", named["Fresh fruit"])
        assert planted.told(loaf) == ("confirmed", named["Fruit"])
        planted.redo(merged)
        assert planted.told(pear) == ("confirmed", named["Fruit"])

    def test_chains_are_followed_and_undone_in_any_order(self, planted):
        named = ids(planted)
        (pear,) = planted.products("Pear")
        planted.label(pear, named["Fresh fruit"])
        before = tables(planted)
        first = merge(planted, named["Fresh fruit"], named["Fruit"])
        second = merge(planted, named["Fruit"], named["Bread"])
        assert planted.told(pear) == ("confirmed", named["Bread"])
        planted.undo(first)
        assert planted.told(pear) == ("confirmed", named["Fresh fruit"])
        planted.redo(first)
        planted.undo(second)
        assert planted.told(pear) == ("confirmed", named["Fruit"])
        planted.undo(first)
        assert tables(planted) == before

    def test_the_target_of_a_merge_stays_when_its_making_is_undone(self, planted):
        named = ids(planted)
        with operations.operation(planted.database, "add_category") as scope:
            made = tree.add_category(scope, "Fruit and nuts", named["Food"])
            step = scope.id
        (pear,) = planted.products("Pear")
        planted.label(pear, named["Fruit"])
        merge(planted, named["Fruit"], made)
        planted.undo(step)
        assert planted.told(pear) == ("confirmed", made)

    @pytest.mark.parametrize(
        ("what", "into", "why"),
        [("Food", "Food", "merge_with_itself"), ("Food", "Apples", "merge_below")],
    )
    def test_what_cannot_be_is_refused(self, planted, what, into, why):
        named = ids(planted)
        assert refusal(merge, planted, named[what], named[into]) == f"category.{why}"

    def test_what_was_merged_is_gone(self, planted):
        named = ids(planted)
        merge(planted, named["Fresh fruit"], named["Fruit"])
        for action in (planted.rename, move, merge):
            arguments = (named["Fresh fruit"], "x" if action == planted.rename else named["Tea"])
            if action != planted.rename:
                arguments = (planted, *arguments)
            assert refusal(action, *arguments) == "category.unknown"

    def test_a_model_s_class_finds_the_category_that_stays(self, planted):
        named = ids(planted)
        merge(planted, named["Fresh fruit"], named["Fruit"])
        assert planted.tree().by_uuid(IDS["Fresh fruit"]).id == named["Fruit"]
        planted.undo()
        assert planted.tree().by_uuid(IDS["Fresh fruit"]).id == named["Fresh fruit"]

    def test_labels_to_learn_from_name_the_category_that_stays(self, planted):
        named = ids(planted)
        pear, loaf = planted.products("Pear", "Loaf")
        with operations.operation(planted.database, "import", "import", folder="box") as scope:
            for product in (pear, loaf):
                photo = Photo(sha256=f"{product}", byte_size=1, width=1, height=1, format="JPEG")
                scope.session.add(photo)
                scope.session.flush()
                scope.session.add(
                    ProductPhoto(product_id=product, photo_id=photo.id, operation_id=scope.id)
                )
        planted.model_run({pear: (named["Fruit"], 0.5), loaf: (named["Fruit"], 0.5)})
        planted.label(pear, named["Fresh fruit"])
        planted.label(loaf, named["Bread"])
        merge(planted, named["Fresh fruit"], named["Fruit"])
        with planted.database.read() as session:
            photos = labelled_photos(session)
            corrections = labelled_photos(session, corrected_only=True)
        assert [photo.category_id for photo in photos] == [named["Fruit"], named["Bread"]]
        assert [photo.corrected for photo in photos] == [False, True]  # now the model was right
        assert [photo.product_id for photo in corrections] == [loaf]


class TestDeletingWithProducts:
    def test_the_products_move_to_the_category_above(self, planted):
        named = ids(planted)
        pear, elstar = planted.products("Pear", "Elstar")
        planted.label(pear, named["Fruit"])
        planted.label(elstar, named["Apples"])
        delete(planted, named["Fruit"])
        assert planted.told(pear) == planted.told(elstar) == ("confirmed", named["Food"])
        assert "Food > Fruit" not in paths(planted)
        assert planted.tree().by_uuid(IDS["Apples"]).id == named["Food"]

    def test_those_of_a_department_wait_for_review_again(self, planted):
        named = ids(planted)
        pear, loaf = planted.products("Pear", "Loaf")
        planted.label(pear, named["Apples"])
        planted.model_run({pear: (named["Bread"], 0.5), loaf: (named["Tea"], 0.95)})
        delete(planted, named["Food"])
        assert planted.told(pear) == ("review", named["Bread"])
        assert planted.told(loaf) == ("review", None)
        assert paths(planted) == ["Grocery", "Grocery > Fresh fruit", "Grocery > Bread"]

    @pytest.mark.parametrize("name", ["Fruit", "Apples", "Food", "Bread"])
    def test_taking_back_is_exact(self, planted, name):
        named = ids(planted)
        pear, elstar, unknown = planted.products("Pear", "Elstar", "Unknown")
        planted.label(pear, named["Fruit"])
        planted.label(elstar, named["Apples"])
        planted.model_run({unknown: (named["Apples"], 0.95), pear: (named["Tea"], 0.5)})
        assert_exact(planted, lambda: delete(planted, named[name]))

    def test_what_was_merged_into_it_goes_along_and_comes_back(self, planted):
        named = ids(planted)
        (pear,) = planted.products("Pear")
        planted.label(pear, named["Fresh fruit"])
        merge(planted, named["Fresh fruit"], named["Fruit"])
        assert_exact(planted, lambda: delete(planted, named["Fruit"]))
        assert planted.told(pear) == ("confirmed", named["Food"])
        assert_exact(planted, lambda: delete(planted, named["Food"]))
        assert planted.told(pear) == ("review", None)

    def test_a_deleted_category_does_not_come_back_to_where_nothing_is(self, planted):
        named = ids(planted)
        first = delete(planted, named["Apples"])
        delete(planted, named["Food"])
        assert refusal(planted.undo, first) == "operation.changed_since"


class TestMapping:
    def test_ids_are_given_and_taken_away_as_one_step(self, planted):
        named = ids(planted)

        def step() -> None:
            with operations.operation(planted.database, "map_categories") as scope:
                tree.map_categories(
                    scope, google={named["Fruit"]: 430, named["Tea"]: 2073},
                    shopify={named["Tea"]: "fb-1-7"},
                )  # fmt: skip
                assert scope.params["count"] == 2

        assert_exact(planted, step)
        with operations.operation(planted.database, "map_categories") as scope:
            tree.map_categories(scope, google={named["Fruit"]: None, named["Tea"]: 2073})
            assert scope.params["count"] == 1
        assert planted.tree().nodes[named["Fruit"]].google_id is None
        assert planted.tree().nodes[named["Tea"]].shopify_id == "fb-1-7"
