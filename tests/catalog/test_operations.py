"""Everything that changes data is one operation: whole or not at all, undone and redone."""

import subprocess
import sys

import pytest
from sqlalchemy import func, select, text

from shelftag.catalog import labels, operations, products, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Category, Change, LabelEvent, Operation, Product
from shelftag_api.errors import ShelftagError

TABLES = (Category, Change, LabelEvent, Operation, Product)


def refusal(action, *arguments) -> str:
    with pytest.raises(ShelftagError) as caught:
        action(*arguments)
    return caught.value.message_id


def rows(shop) -> list[int]:
    with shop.database.read() as session:
        found = session.scalar(text("SELECT count(*) FROM product_search"))
        return [*(session.scalar(select(func.count()).select_from(t)) for t in TABLES), found]


class TestAllOrNothing:
    def test_an_exception_takes_back_everything_that_the_operation_did(self, shop):
        mugs = shop.category("Mugs")
        (product,) = shop.products("Blue mug")
        before = rows(shop)

        def break_off() -> None:
            with operations.operation(shop.database, "edit") as scope:
                labels.assign(scope, [product], mugs)
                products.edit(scope, product, {"title": "Red cup", "price": "4.50"})
                tree.add_category(scope, "Cups", mugs)
                raise RuntimeError("power cut")

        with pytest.raises(RuntimeError, match="power cut"):
            break_off()
        assert rows(shop) == before
        assert shop.row(product).title == "Blue mug"
        assert shop.told(product) == ("review", None)
        assert shop.find("blue") == ["Blue mug"]
        assert shop.find("red") == []

    def test_the_writer_works_on_after_an_exception(self, shop):
        with pytest.raises(ZeroDivisionError), operations.operation(shop.database, "edit"):
            _ = 1 // 0
        shop.category("Mugs")
        assert [node.name for node in shop.tree().nodes.values()] == ["Mugs"]

    def test_a_value_that_does_not_fit_changes_no_other_field_either(self, shop):
        (product,) = shop.products("Mug")
        assert refusal(lambda: shop.edit(product, title="Cup", price="abc")) == "product.bad_price"
        assert shop.row(product).title == "Mug"


class TestWhatAKilledProcessLeaves:
    @staticmethod
    def begin(shop, kind, origin) -> int:
        with shop.database.write() as session:
            return operations.start(session, kind, origin).id

    def test_an_import_stays_and_can_be_undone(self, shop):
        abandoned = self.begin(shop, "import", "import")
        assert refusal(operations.undo, shop.database, abandoned) == "operation.running"
        shop.reopen()
        assert operations.undo(shop.database, abandoned).finished

    def test_a_model_run_is_taken_back(self, shop):
        abandoned = self.begin(shop, "tag", "model")
        shop.reopen()
        assert refusal(operations.undo, shop.database, abandoned) == "operation.already_undone"

    def test_what_another_engine_process_has_begun_is_not_abandoned(self, shop):
        running = self.begin(shop, "tag", "model")
        Catalog.join(shop.folder, beside=True).close()
        assert refusal(operations.undo, shop.database, running) == "operation.running"
        Catalog.join(shop.folder).close()
        assert refusal(operations.undo, shop.database, running) == "operation.already_undone"


WRITER = """
import sys
from pathlib import Path
from shelftag.catalog import operations, products
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Product
with Catalog.join(Path(sys.argv[1])) as catalog:
    print("ready", flush=True)
    for _ in range(200):
        with operations.operation(catalog.database, "edit", "import") as scope:
            stock = scope.session.get(Product, int(sys.argv[2])).quantity
            products.edit(scope, int(sys.argv[2]), {"quantity": str(stock + 1)})
"""


def test_two_processes_that_write_at_once_neither_fail_nor_lose_anything(shop):
    (product,) = shop.products("Mug", quantity=0)
    command = [sys.executable, "-c", WRITER, str(shop.folder), str(product)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as engine:
        assert engine.stdout.readline() == "ready\n"
        for _ in range(200):
            with operations.operation(shop.database, "edit") as scope:
                stock = scope.session.get(Product, product).quantity
                products.edit(scope, product, {"quantity": str(stock + 1)})
        assert engine.wait(timeout=120) == 0
    assert shop.row(product).quantity == 400
    with shop.database.read() as session:
        by = [entry.origin for entry in operations.history(session, limit=999)]
    assert (by.count("owner"), by.count("import")) == (200, 201)


class TestUndoAndRedo:
    def test_steps_are_undone_latest_first_and_redone_in_order(self, shop):
        names = ["Mugs", "Plates", "Bowls"]
        for name in names:
            shop.category(name)
        assert [shop.undo().params["name"] for _ in names] == names[::-1]
        assert shop.tree().nodes == {}
        assert shop.undo() is None
        assert [shop.redo().params["name"] for _ in names] == names
        assert [node.name for node in shop.tree().nodes.values()] == names
        assert shop.redo() is None

    def test_both_work_after_the_program_was_closed(self, shop):
        mugs = shop.category("Mugs")
        (product,) = shop.products("Blue mug")
        shop.label(product, mugs)
        shop.edit(product, title="Red mug", price="12.50")
        shop.reopen()
        shop.undo()
        shop.undo()
        assert shop.told(product) == ("review", None)
        assert shop.row(product).title == "Blue mug"
        shop.reopen()
        shop.redo()
        shop.redo()
        shop.reopen()
        assert shop.told(product) == ("confirmed", mugs)
        assert shop.row(product).title == "Red mug"

    def test_a_new_step_ends_what_could_be_redone(self, shop):
        shop.category("Mugs")
        shop.undo()
        shop.category("Plates")
        assert shop.redo() is None
        assert [node.name for node in shop.tree().nodes.values()] == ["Plates"]

    def test_redo_restores_the_step_undone_last_not_one_given_up_before(self, shop):
        shop.category("Given up")
        shop.undo()
        shop.category("Plates")
        shop.undo()
        assert shop.redo().params["name"] == "Plates"
        assert shop.redo() is None
        assert [node.name for node in shop.tree().nodes.values()] == ["Plates"]

    def test_undo_leaves_alone_what_imports_and_models_did(self, shop):
        mugs = shop.category("Mugs")
        (product,) = shop.products("Mug")
        shop.model_run({product: (mugs, 0.95)})
        assert shop.undo().kind == "add_category"
        assert shop.undo() is None

    def test_any_step_of_the_history_can_be_undone_by_its_number(self, shop):
        mugs, plates = shop.category("Mugs"), shop.category("Plates")
        first, second = shop.products("A", "B")
        step = shop.label(first, mugs)
        shop.label(second, plates)
        assert shop.undo(step).id == step
        assert shop.told(first) == ("review", None)
        assert shop.told(second) == ("confirmed", plates)
        shop.redo(step)
        assert shop.told(first) == ("confirmed", mugs)

    def test_a_step_is_undone_once_and_redone_once(self, shop):
        (product,) = shop.products("Mug")
        step = shop.edit(product, title="Cup")
        assert refusal(shop.redo, step) == "operation.not_undone"
        shop.undo(step)
        assert refusal(shop.undo, step) == "operation.already_undone"
        assert refusal(shop.undo, 999) == "operation.unknown"
        assert refusal(shop.redo, 999) == "operation.unknown"

    def test_a_step_that_still_runs_is_not_undone(self, shop):
        with shop.database.write() as session:
            scope = operations.start(session, "import", "import")
        assert refusal(shop.undo, scope.id) == "operation.running"

    def test_a_field_that_was_changed_again_is_not_set_back_over_it(self, shop):
        (product,) = shop.products("Mug")
        first = shop.edit(product, title="Cup", brand="Ro")
        second = shop.edit(product, title="Bowl")
        assert refusal(shop.undo, first) == "operation.changed_since"
        assert (shop.row(product).title, shop.row(product).brand) == ("Bowl", "Ro")
        with shop.database.read() as session:
            assert not any(entry.retracted for entry in operations.history(session))
        shop.undo(second)
        shop.undo(first)
        assert (shop.row(product).title, shop.row(product).brand) == ("Mug", "")

    def test_steps_on_different_fields_of_one_product_do_not_block_each_other(self, shop):
        (product,) = shop.products("Mug")
        first = shop.edit(product, title="Cup")
        shop.edit(product, brand="Ro")
        shop.undo(first)
        assert (shop.row(product).title, shop.row(product).brand) == ("Mug", "Ro")

    @pytest.mark.parametrize(
        ("field", "typed"),
        [("price", "12.50"), ("price", "0"), ("price", "1000"), ("quantity", "7"), ("sku", "A-1"),
         ("gtin", "4006381333931"), ("description", "two\nlines"), ("currency", "eur")],
    )  # fmt: skip
    def test_every_kind_of_field_is_set_back_and_set_again(self, shop, field, typed):
        (product,) = shop.products("Mug")
        before = getattr(shop.row(product), field)
        shop.edit(product, **{field: typed})
        after = getattr(shop.row(product), field)
        assert before != after
        shop.undo()
        assert getattr(shop.row(product), field) == before
        shop.redo()
        assert getattr(shop.row(product), field) == after
        shop.edit(product, **{field: ""})
        shop.undo()
        assert getattr(shop.row(product), field) == after

    def test_an_edit_that_changes_nothing_can_be_undone_too(self, shop):
        (product,) = shop.products("Mug", price=None)
        shop.edit(product, price="12.5")
        shop.edit(product, price="12.50", title="Mug")
        shop.undo()
        shop.undo()
        assert shop.row(product).price is None


class TestHistory:
    def test_it_tells_who_did_what_latest_first(self, shop):
        mugs = shop.category("Mugs")
        (product,) = shop.products("Mug")
        shop.model_run({product: (mugs, 0.95)})
        shop.rename(mugs, "Cups")
        shop.undo()
        with shop.database.read() as session:
            entries = operations.history(session)
            owners = operations.history(session, origin="owner")
            latest = operations.history(session, limit=1)
        assert [(e.kind, e.origin, e.retracted) for e in entries] == [
            ("rename_category", "owner", True),
            ("tag", "model", False),
            ("import", "import", False),
            ("add_category", "owner", False),
        ]
        assert entries[0].params == {"old": "Mugs", "name": "Cups"}
        assert [entry.kind for entry in owners] == ["rename_category", "add_category"]
        assert [entry.kind for entry in latest] == ["rename_category"]
        assert all(entry.finished for entry in entries)
        assert all(entry.started_at.utcoffset() is not None for entry in entries)

    def test_what_undo_and_redo_would_do_is_known_beforehand(self, shop):
        shop.category("Mugs")
        shop.category("Plates")
        shop.undo()
        with shop.database.read() as session:
            assert operations.next_undo(session).params["name"] == "Mugs"
            assert operations.next_redo(session).params["name"] == "Plates"
