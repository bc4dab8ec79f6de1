"""A product's label is the best word that counts: owner's, then trusted import's, then model's."""

import random
from typing import ClassVar

import pytest
from sqlalchemy import select

from shelftag.catalog import database, labels, operations, queries, tree
from shelftag.catalog.models import Category, LabelEvent, Operation, Prediction, Product
from shelftag_api.errors import ShelftagError


@pytest.fixture
def mugs(shop):
    return shop.category("Mugs")


@pytest.fixture
def plates(shop):
    return shop.category("Plates")


@pytest.fixture
def product(shop):
    return shop.products("Blue mug")[0]


class TestWhoseWordCounts:
    def test_a_product_starts_without_a_category(self, shop, product):
        assert shop.told(product) == ("review", None)
        assert shop.counts() == {None: {"review": 1}}

    def test_an_unsure_model_only_suggests(self, shop, mugs, product):
        shop.model_run({product: (mugs, 0.6)})
        row = shop.row(product)
        assert (row.state, row.category_id, row.shown_category_id) == ("review", None, mugs)
        assert (row.suggested_category_id, row.confidence) == (mugs, 0.6)

    def test_a_sure_model_labels(self, shop, mugs, product):
        shop.model_run({product: (mugs, 0.95)})
        assert shop.told(product) == ("accepted", mugs)

    def test_a_later_model_run_replaces_an_earlier_one(self, shop, mugs, plates, product):
        shop.model_run({product: (mugs, 0.95)})
        shop.model_run({product: (plates, 0.97)})
        assert shop.told(product) == ("accepted", plates)

    def test_a_model_that_is_no_longer_sure_takes_its_label_back(self, shop, mugs, plates, product):
        shop.model_run({product: (mugs, 0.95)})
        shop.model_run({product: (plates, 0.5)}, take_back=(product,))
        row = shop.row(product)
        assert (row.state, row.category_id, row.shown_category_id) == ("review", None, plates)

    def test_a_trusted_import_counts_more_than_a_model_whichever_came_first(
        self, shop, mugs, plates
    ):
        _, (product,) = shop.trusted(mugs, "Blue mug")
        shop.model_run({product: (plates, 0.99)})
        assert shop.told(product) == ("trusted", mugs)
        assert shop.row(product).suggested_category_id == plates

    def test_the_owner_counts_more_than_anybody(self, shop, mugs, plates):
        _, (product,) = shop.trusted(mugs, "Blue mug")
        shop.label(product, plates)
        shop.model_run({product: (mugs, 0.99)})
        with operations.operation(shop.database, "import", "import") as scope:
            labels.assign(scope, [product], mugs, source="import", method="folder")
        assert shop.told(product) == ("confirmed", plates)

    def test_a_model_never_takes_an_owner_s_or_a_trusted_label_back(self, shop, mugs, plates):
        _, (trusted, confirmed) = shop.trusted(mugs, "A", "B")
        shop.label(confirmed, plates)
        shop.model_run(
            {trusted: (mugs, 0.1), confirmed: (mugs, 0.1)}, take_back=(trusted, confirmed)
        )
        assert shop.told(trusted) == ("trusted", mugs)
        assert shop.told(confirmed) == ("confirmed", plates)

    def test_the_owner_s_latest_word_counts(self, shop, mugs, plates, product):
        shop.label(product, mugs)
        shop.label(product, plates)
        assert shop.told(product) == ("confirmed", plates)

    def test_events_about_other_fields_are_no_category(self, shop, mugs, product):
        shop.label(product, mugs)
        with operations.operation(shop.database, "label") as scope:
            scope.session.add(
                LabelEvent(
                    operation_id=scope.id, product_id=product, field="attribute:colour",
                    value="blue", source="owner", rank=3, method="single",
                )
            )  # fmt: skip
            labels.refresh_ids(scope.session, [product])
        assert shop.told(product) == ("confirmed", mugs)


class TestConfirming:
    def test_a_page_is_confirmed_as_it_is_shown(self, shop, mugs, plates):
        suggested, accepted, nothing = shop.products("A", "B", "C")
        shop.model_run({suggested: (mugs, 0.4), accepted: (plates, 0.95)})
        assert shop.confirm(suggested, accepted, nothing) == [suggested, accepted]
        assert shop.told(suggested) == ("confirmed", mugs)
        assert shop.told(accepted) == ("confirmed", plates)
        assert shop.told(nothing) == ("review", None)

    def test_a_label_remembers_what_the_model_had_suggested(self, shop, mugs, plates, product):
        shop.model_run({product: (mugs, 0.7)})
        shop.label(product, plates)
        with shop.database.read() as session:
            event = session.scalars(select(LabelEvent)).one()
            assert (event.category_id, event.suggested_category_id) == (plates, mugs)
            assert (event.confidence, event.method) == (0.7, "single")
            assert event.model_version_id is not None

    def test_thousands_are_labelled_and_unlabelled_in_one_step(self, shop, mugs, monkeypatch):
        monkeypatch.setattr(database, "CHUNK", 100)
        ids = shop.products(*(f"Mug {number}" for number in range(250)))
        shop.label(ids, mugs)
        assert shop.counts() == {mugs: {"confirmed": 250}}
        shop.undo()
        assert shop.counts() == {None: {"review": 250}}


class TestUndoing:
    def test_undoing_an_owner_s_label_uncovers_what_was_there_before(self, shop, mugs, plates):
        _, (product,) = shop.trusted(mugs, "Blue mug")
        shop.label(product, plates)
        shop.reopen()
        shop.undo()
        assert shop.told(product) == ("trusted", mugs)
        shop.reopen()
        shop.redo()
        assert shop.told(product) == ("confirmed", plates)

    def test_a_whole_model_run_is_undone_and_uncovers_the_run_before(self, shop, mugs, plates):
        accepted, suggested, owned = shop.products("A", "B", "C")
        shop.label(owned, plates)
        shop.model_run({accepted: (mugs, 0.95), suggested: (mugs, 0.3), owned: (mugs, 0.9)})
        before = [shop.row(p).confidence for p in (accepted, suggested, owned)]
        run = shop.model_run(
            {accepted: (plates, 0.99), suggested: (plates, 0.98), owned: (plates, 0.99)}
        )
        assert shop.told(suggested) == ("accepted", plates)
        shop.undo(run)
        assert shop.told(accepted) == ("accepted", mugs)
        assert shop.told(suggested) == ("review", mugs)
        assert shop.told(owned) == ("confirmed", plates)
        assert [shop.row(p).confidence for p in (accepted, suggested, owned)] == before
        shop.redo(run)
        assert shop.told(suggested) == ("accepted", plates)

    def test_undoing_the_only_run_leaves_nothing_of_it(self, shop, mugs, product):
        run = shop.model_run({product: (mugs, 0.95)})
        shop.undo(run)
        row = shop.row(product)
        assert shop.told(product) == ("review", None)
        assert (row.prediction_id, row.confidence, row.label_event_id) == (None, None, None)

    def test_an_undone_import_hides_its_products_and_redo_brings_them_back_with_labels(
        self, shop, mugs, plates
    ):
        run, (first, second) = shop.trusted(mugs, "Blue mug", "Red mug")
        (other,) = shop.products("Plate")
        shop.label(second, plates)
        shop.undo(run)
        assert shop.find("mug") == []
        assert shop.counts() == {None: {"review": 1}}
        with shop.database.read() as session:
            assert queries.product_detail(session, first) is None
            assert queries.product_detail(session, other) is not None
        shop.redo(run)
        assert shop.find("mug") == ["Blue mug", "Red mug"]
        assert shop.told(first) == ("trusted", mugs)
        assert shop.told(second) == ("confirmed", plates)

    def test_an_undone_import_keeps_a_category_that_others_use_by_now(self, shop, plates):
        with operations.operation(shop.database, "import", "import", folder="box") as scope:
            mugs = tree.ensure_path(scope, ["Kitchen", "Mugs"])
            tree.ensure_path(scope, ["Kitchen", "Bowls"])
        (product,) = shop.products("Blue mug")
        shop.label(product, mugs)
        shop.undo(scope.id)
        assert [node.name for node in shop.tree().nodes.values()] == ["Plates", "Kitchen", "Mugs"]
        assert shop.told(product) == ("confirmed", mugs)
        shop.redo(scope.id)
        assert len(shop.tree().nodes) == 4


class TestDeletedCategories:
    def test_products_suggested_there_go_back_to_those_without_a_shelf(self, shop, mugs, product):
        shop.model_run({product: (mugs, 0.6)})
        shop.delete(mugs)
        assert shop.told(product) == ("review", None)
        assert shop.confirm(product) == []
        shop.undo()
        shop.undo()
        assert shop.told(product) == ("review", mugs)

    def test_a_label_that_is_uncovered_later_does_not_count_either(
        self, shop, mugs, plates, product
    ):
        shop.model_run({product: (mugs, 0.95)})
        step = shop.label(product, plates)
        removal = shop.delete(mugs)
        shop.undo(step)
        assert shop.told(product) == ("review", None)
        shop.undo(removal)
        assert shop.told(product) == ("accepted", mugs)

    def test_a_category_is_not_deleted_again_once_it_holds_something(self, shop, mugs, product):
        removal = shop.delete(mugs)
        shop.undo()
        shop.label(product, mugs)
        with pytest.raises(ShelftagError, match=r"operation\.changed_since"):
            shop.redo(removal)
        assert shop.told(product) == ("confirmed", mugs)


class Naive:
    """The rules of labels, read off events, predictions and operations in plain Python."""

    STATES: ClassVar = {"model": "accepted", "import": "trusted", "owner": "confirmed"}
    RANKS: ClassVar = list(STATES)

    def __init__(self, session) -> None:
        counts = {o.id for o in session.scalars(select(Operation)) if o.retracted_at is None}
        self.events = [e for e in session.scalars(select(LabelEvent)) if e.operation_id in counts]
        self.said = [p for p in session.scalars(select(Prediction)) if p.operation_id in counts]
        self.alive = {c.id for c in session.scalars(select(Category)) if not c.deleted}

    def derive(self, product: int) -> tuple:
        events = [e for e in self.events if e.product_id == product and e.field == "category"]
        best = max(events, key=lambda e: (self.RANKS.index(e.source), e.id), default=None)
        said = [p for p in self.said if p.product_id == product]
        latest = max(said, key=lambda p: p.operation_id, default=None)
        category = best.category_id if best and best.category_id in self.alive else None
        sound = latest is not None and latest.category_id in self.alive
        suggestion = latest.category_id if sound else None
        return (
            best.id if best else None,
            category,
            "review" if category is None else self.STATES[best.source],
            latest.id if latest else None,
            suggestion,
            latest.confidence if sound else None,
            category if category is not None else suggestion,
        )


def derived(row: Product) -> tuple:
    return (
        row.label_event_id, row.category_id, row.state, row.prediction_id,
        row.suggested_category_id, row.confidence, row.shown_category_id,
    )  # fmt: skip


def owner_fields(shop) -> list[tuple]:
    with shop.database.read() as session:
        products = [
            (row.title, row.price, row.sku, row.active, *derived(row))
            for row in session.scalars(select(Product).order_by(Product.id))
        ]
        names = [(row.name, row.deleted) for row in session.scalars(select(Category))]
    return [*products, *names]


@pytest.mark.parametrize("seed", [1])
def test_after_any_300_steps_the_derived_labels_are_what_the_events_say(shop, seed):
    choose = random.Random(seed)
    categories = [shop.category(f"Shelf {number}") for number in range(5)]
    _, products = shop.trusted(categories[0], *(f"Thing {number}" for number in range(6)))
    products += shop.products(*(f"Item {number}" for number in range(6)))
    start = owner_fields(shop)
    steps_before = 5

    def model_run():
        said = {
            p: (choose.choice(categories), choose.random())
            for p in choose.sample(products, choose.randint(1, 8))
        }
        shop.model_run(said, accept=0.5, take_back=tuple(said))

    runs: list = []

    def undo_or_redo_a_model_run():
        with shop.database.read() as session:
            entries = [e for e in operations.history(session, limit=999) if e.kind == "tag"]
        if entries:
            entry = choose.choice(entries)
            (shop.redo if entry.retracted else shop.undo)(entry.id)
            runs.append(entry.id)

    def delete():
        try:
            shop.delete(choose.choice(categories))
        except ShelftagError as error:
            assert error.message_id in ("category.not_empty", "category.unknown")

    def rename():
        try:
            shop.rename(choose.choice(categories), f"Shelf {choose.random()}")
        except ShelftagError as error:
            assert error.message_id == "category.unknown"

    def label():
        alive = sorted(shop.tree().nodes)
        shop.label(choose.sample(products, choose.randint(1, 4)), choose.choice(alive))

    def undo():
        with shop.database.read() as session:
            steps = [e for e in operations.history(session, limit=999) if e.origin == "owner"]
        if sum(not entry.retracted for entry in steps) > steps_before:
            shop.undo()

    steps = {
        label: 5,
        lambda: shop.confirm(*choose.sample(products, 3)): 3,
        lambda: shop.edit(
            choose.choice(products),
            title=f"Name {choose.randint(0, 5)}",
            price=f"{choose.randint(0, 999)}.{choose.randint(0, 9)}0",
        ): 3,
        rename: 2,
        delete: 1,
        model_run: 3,
        undo_or_redo_a_model_run: 2,
        undo: 6,
        shop.redo: 3,
    }
    for number in range(300):
        try:
            choose.choices(list(steps), list(steps.values()))[0]()
        except ShelftagError as error:
            assert error.message_id == "operation.changed_since"
        if number % 10 == 9:
            with shop.database.read() as session:
                naive = Naive(session)
                for row in session.scalars(select(Product)):
                    assert derived(row) == naive.derive(row.id), (number, row.id)
    assert len(runs) > 3

    with shop.database.read() as session:
        left = operations.history(session, limit=999)
    for entry in left:
        if entry.kind == "tag" and not entry.retracted:
            shop.undo(entry.id)
    undone = 0
    while len([e for e in left if e.origin == "owner" and not e.retracted]) - undone > steps_before:
        shop.undo()
        undone += 1
    assert owner_fields(shop) == start
