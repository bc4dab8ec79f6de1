"""Making products one, splitting them and moving photos: whole steps, undone in any order."""

import itertools
from decimal import Decimal

import pytest
from sqlalchemy import select

from shelftag.catalog import operations, queries, regrouping, search
from shelftag.catalog.models import LabelEvent, Photo, PhotoFile, Product, ProductPhoto, Root
from shelftag_api.errors import ShelftagError

_numbers = itertools.count(1)


def bring_in(shop, *products: list[str], **fields) -> tuple[int, list[int]]:
    """Imports products, each a list of its photos' names; returns the operation and their ids."""
    with operations.operation(shop.database, "import", "import", folder="box") as scope:
        session = scope.session
        root = session.scalar(select(Root)) or Root(path="/box")
        session.add(root)
        session.flush()
        ids = []
        for names in products:
            product = Product(title=names[0], operation_id=scope.id, **fields)
            session.add(product)
            session.flush()
            ids.append(product.id)
            for position, name in enumerate(names):
                photo = session.scalar(select(Photo).where(Photo.sha256 == name))
                if photo is None:
                    photo = Photo(sha256=name, byte_size=1, width=1, height=1, format="JPEG")
                    session.add(photo)
                    session.flush()
                path = f"{next(_numbers)}-{name}.jpg"
                session.add_all(
                    [
                        PhotoFile(photo_id=photo.id, root_id=root.id, relative_path=path,
                                  byte_size=1, modified_ns=0, operation_id=scope.id),
                        ProductPhoto(product_id=product.id, photo_id=photo.id, position=position,
                                     operation_id=scope.id),
                    ]
                )  # fmt: skip
        search.index(session, ids)
        return scope.id, ids


def merge(shop, *ids: int) -> int:
    with operations.operation(shop.database, regrouping.MERGE) as scope:
        regrouping.merge(scope, ids)
        return scope.id


def split(shop, product: int, *names: str, together: bool = False) -> tuple[int, list[int]]:
    with operations.operation(shop.database, regrouping.SPLIT) as scope:
        photos = regrouping.photo_ids(scope.session, names)
        return scope.id, regrouping.split(scope, product, photos, together=together)


def move(shop, product: int, target: int, *names: str) -> int:
    with operations.operation(shop.database, regrouping.MOVE) as scope:
        photos = regrouping.photo_ids(scope.session, names)
        regrouping.move_photos(scope, product, photos, target)
        return scope.id


def shown(shop) -> list[str]:
    """What the owner sees: each product as its photos, in viewing order."""
    with shop.database.read() as session:
        ids = queries.product_ids(session, queries.ProductFilter())
        details = [queries.product_detail(session, product) for product in ids]
    return sorted("+".join(photo.sha256 for photo in detail.photos) for detail in details)


def refused(action, *arguments) -> str:
    with pytest.raises(ShelftagError) as caught:
        action(*arguments)
    return caught.value.message_id


class TestMaking:
    def test_photos_follow_in_viewing_order_and_the_others_are_gone(self, shop):
        _, (a, b, c) = bring_in(shop, ["a1", "a2"], ["b1"], ["c1"])
        merge(shop, b, c, a)
        assert shown(shop) == ["b1+c1+a1+a2"]
        assert shop.row(a).merged_into_id == shop.row(c).merged_into_id == b
        assert not shop.row(a).active
        assert shop.find("a1") == []

    def test_a_photo_that_both_show_is_shown_once(self, shop):
        _, (a, b) = bring_in(shop, ["a1", "both"], ["both", "b1"])
        merge(shop, a, b)
        assert shown(shop) == ["a1+both+b1"]
        shop.undo()
        assert shown(shop) == ["a1+both", "both+b1"]

    def test_empty_fields_are_filled_and_the_rest_is_kept(self, shop):
        _, (a, b, c) = bring_in(shop, ["a1"], ["b1"], ["c1"])
        shop.edit(a, brand="Own", currency="USD")
        shop.edit(b, sku="B-1", brand="Other", price="12.50", currency="EUR", quantity="0")
        shop.edit(c, sku="C-1", gtin="4006381333931")
        merge(shop, a, b, c)
        row = shop.row(a)
        assert (row.title, row.brand, row.sku, row.gtin) == ("a1", "Own", "B-1", "4006381333931")
        assert (row.price, row.currency, row.quantity) == (Decimal("12.5"), "EUR", 0)
        assert shop.find("4006381333931") == ["a1"]
        shop.undo()
        row = shop.row(a)
        assert (row.sku, row.gtin, row.price, row.currency) == ("", "", None, "USD")
        assert shop.find("4006381333931") == ["c1"]

    @pytest.mark.parametrize("ids", [[], [1], [1, 1]])
    def test_it_takes_two_products(self, shop, ids):
        bring_in(shop, ["a1"])
        assert refused(merge, shop, *ids) == "regrouping.one_product"

    def test_a_product_that_is_gone_is_refused(self, shop):
        _, (a, b, c) = bring_in(shop, ["a1"], ["b1"], ["c1"])
        merge(shop, a, b)
        assert refused(merge, shop, c, b) == "product.unknown"
        assert refused(merge, shop, c, 99) == "product.unknown"
        assert shown(shop) == ["a1+b1", "c1"]


class TestLabels:
    def test_the_best_label_of_all_is_kept(self, shop):
        mugs, cups = shop.category("Mugs"), shop.category("Cups")
        _, (a, b, c) = bring_in(shop, ["a1"], ["b1"], ["c1"])
        shop.model_run({a: (cups, 0.95), b: (cups, 0.95)})
        shop.label(c, mugs)
        merged = merge(shop, a, b, c)
        assert shop.told(a) == ("confirmed", mugs)
        with shop.database.read() as session:
            (event,) = session.scalars(
                select(LabelEvent).where(LabelEvent.operation_id == merged)
            ).all()
        assert (event.source, event.method, event.product_id) == ("owner", "merge", a)
        shop.undo()
        assert shop.told(a) == ("accepted", cups)
        assert shop.told(c) == ("confirmed", mugs)

    def test_the_own_label_wins_where_it_is_as_good(self, shop):
        mugs, cups = shop.category("Mugs"), shop.category("Cups")
        _, (a, b) = bring_in(shop, ["a1"], ["b1"])
        shop.label(a, mugs)
        shop.label(b, cups)
        merge(shop, a, b)
        assert shop.told(a) == ("confirmed", mugs)

    def test_what_the_model_took_back_is_no_label(self, shop):
        mugs = shop.category("Mugs")
        _, (a, b) = bring_in(shop, ["a1"], ["b1"])
        shop.model_run({b: (mugs, 0.95)})
        shop.model_run({b: (mugs, 0.5)}, take_back=(b,))
        merge(shop, a, b)
        assert shop.told(a) == ("review", None)

    def test_what_is_split_off_inherits_the_label(self, shop):
        mugs = shop.category("Mugs")
        _, (a,) = bring_in(shop, ["a1", "a2"])
        shop.label(a, mugs)
        _, (new,) = split(shop, a, "a2")
        assert shop.told(new) == ("confirmed", mugs)


class TestSplitting:
    def test_each_photo_becomes_a_product_or_all_become_one(self, shop):
        _, (a, b) = bring_in(shop, ["a1", "a2", "a3"], ["b1", "b2", "b3"])
        split(shop, a, "a3", "a2")
        split(shop, b, "b3", "b2", together=True)
        assert shown(shop) == ["a1", "a2", "a3", "b1", "b2+b3"]
        shop.undo()
        shop.undo()
        assert shown(shop) == ["a1+a2+a3", "b1+b2+b3"]
        shop.redo()
        shop.redo()
        assert shown(shop) == ["a1", "a2", "a3", "b1", "b2+b3"]

    def test_what_names_one_article_stays(self, shop):
        _, (a,) = bring_in(shop, ["a1", "a2"], sku="A-1", brand="Acme")
        _, (new,) = split(shop, a, "a2")
        row = shop.row(new)
        assert (row.title, row.brand, row.sku) == ("a1", "Acme", "")
        assert shop.find("acme") == ["a1", "a1"]

    def test_a_photo_stays_with_it_and_strangers_are_refused(self, shop):
        _, (a, _b) = bring_in(shop, ["a1", "a2"], ["b1"])
        assert refused(split, shop, a, "a1", "a2") == "regrouping.nothing_left"
        assert refused(split, shop, a, "b1") == "regrouping.not_its_photo"
        assert refused(split, shop, a) == "regrouping.not_its_photo"
        assert shown(shop) == ["a1+a2", "b1"]

    def test_photos_move_to_another_product_and_back(self, shop):
        _, (a, b) = bring_in(shop, ["a1", "a2"], ["b1"])
        move(shop, a, b, "a1")
        assert shown(shop) == ["a2", "b1+a1"]
        move(shop, b, a, "a1")
        assert shown(shop) == ["a2+a1", "b1"]
        assert refused(move, shop, a, a, "a1") == "regrouping.one_product"
        shop.undo()
        shop.undo()
        assert shown(shop) == ["a1+a2", "b1"]

    def test_another_photo_is_put_first(self, shop):
        _, (a,) = bring_in(shop, ["a1", "a2", "a3"])
        with operations.operation(shop.database, regrouping.FIRST_PHOTO) as scope:
            (photo,) = regrouping.photo_ids(scope.session, ["a3"])
            regrouping.put_first(scope, a, photo)
        assert shown(shop) == ["a3+a1+a2"]
        shop.undo()
        assert shown(shop) == ["a1+a2+a3"]


class TestUndoingInAnyOrder:
    def test_also_after_a_restart(self, shop):
        _, (a, b) = bring_in(shop, ["a1"], ["b1"])
        merge(shop, a, b)
        shop.reopen()
        shop.undo()
        assert shown(shop) == ["a1", "b1"]
        shop.reopen()
        shop.redo()
        assert shown(shop) == ["a1+b1"]

    def test_an_import_is_undone_with_what_became_of_its_products(self, shop):
        step, (a, b, c) = bring_in(shop, ["a1", "a2"], ["b1"], ["c1"])
        merged = merge(shop, a, b)
        _, (new,) = split(shop, a, "a2")
        move(shop, a, c, "b1")
        before = shown(shop)
        assert before == ["a1", "a2", "c1+b1"]
        shop.undo(step)
        assert shown(shop) == []
        shop.redo(step)
        assert shown(shop) == before
        assert not shop.row(b).active
        assert shop.row(new).active
        assert refused(shop.undo, merged) == "operation.changed_since"

    def test_a_merge_undone_while_its_import_is_leaves_nothing_behind(self, shop):
        step, (a, b) = bring_in(shop, ["a1"], ["b1"])
        merged = merge(shop, a, b)
        shop.undo(step)
        shop.undo(merged)
        assert shown(shop) == []
        assert refused(shop.redo, merged) == "operation.changed_since"
        shop.redo(step)
        assert shown(shop) == ["a1", "b1"]
        shop.redo(merged)
        assert shown(shop) == ["a1+b1"]

    def test_imports_that_were_mixed_wait_for_the_merge_to_be_undone(self, shop):
        first, (a,) = bring_in(shop, ["a1"])
        second, (b,) = bring_in(shop, ["b1"])
        merged = merge(shop, a, b)
        for step in (first, second):
            assert refused(shop.undo, step) == "operation.changed_since"
        shop.undo(merged)
        shop.undo(second)
        assert shown(shop) == ["a1"]
        assert refused(shop.redo, merged) == "operation.changed_since"
        assert shown(shop) == ["a1"]

    def test_a_later_step_with_the_same_photos_is_undone_first(self, shop):
        _, (a, b, c) = bring_in(shop, ["a1"], ["b1"], ["c1"])
        first, second = merge(shop, a, b), merge(shop, c, a)
        assert refused(shop.undo, first) == "operation.changed_since"
        assert shown(shop) == ["c1+a1+b1"]
        shop.undo(second)
        shop.undo(first)
        assert shown(shop) == ["a1", "b1", "c1"]

    def test_a_merge_is_not_restored_over_what_was_done_instead(self, shop):
        _, (a, b, c) = bring_in(shop, ["a1"], ["b1"], ["c1"])
        first = merge(shop, a, b)
        shop.undo()
        merge(shop, c, b)
        assert refused(shop.redo, first) == "operation.changed_since"
        assert shown(shop) == ["a1", "c1+b1"]

    def test_products_without_photos_are_kept_from_vanishing(self, shop):
        first, (a,) = bring_in(shop, ["a1"])
        (bare,) = shop.products("bare")
        merged = merge(shop, a, bare)
        assert refused(shop.undo, first) == "operation.changed_since"
        shop.undo(merged)
        shop.undo(first)
        assert refused(shop.redo, merged) == "operation.changed_since"
        assert shown(shop) == [""]

    @pytest.mark.parametrize("seed", range(6))
    def test_whatever_the_order_no_photo_is_lost_or_doubled(self, shop, seed):
        import random

        chance = random.Random(seed)
        first, _ = bring_in(shop, ["a1", "a2"], ["b1"], ["c1", "c2"])
        second, _ = bring_in(shop, ["d1"], ["e1", "e2"])
        steps = [first, second]
        theirs = {first: {"a1", "a2", "b1", "c1", "c2"}, second: {"d1", "e1", "e2"}}
        undone: set[int] = set()
        for _ in range(40):
            with shop.database.read() as session:
                ids = queries.product_ids(session, queries.ProductFilter())
                details = [queries.product_detail(session, i) for i in ids]
            try:
                match chance.choice(["merge", "split", "move", "undo", "undo", "redo", "redo"]):
                    case "merge":
                        steps.append(merge(shop, *chance.sample(ids, min(2, len(ids)))))
                    case "split" if details:
                        detail = chance.choice(details)
                        names = [photo.sha256 for photo in detail.photos[1:]]
                        steps.append(split(shop, detail.id, *names)[0])
                    case "move" if len(details) > 1:
                        detail, other = chance.sample(details, 2)
                        names = [photo.sha256 for photo in detail.photos[:1]]
                        steps.append(move(shop, detail.id, other.id, *names))
                    case "undo":
                        step = chance.choice(steps)
                        shop.undo(step)
                        undone.add(step)
                    case "redo":
                        step = chance.choice(steps)
                        shop.redo(step)
                        undone.discard(step)
            except ShelftagError:
                pass
            seen = sorted(name for product in shown(shop) for name in product.split("+"))
            assert seen == sorted(n for step in theirs if step not in undone for n in theirs[step])
