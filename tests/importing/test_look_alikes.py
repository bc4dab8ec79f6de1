"""Look-alikes in a real catalogue: proposed, reported by imports, and what a merge does to them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select, update

from importing.drawn_photos import drawing
from importing.test_pipeline import EACH, Shop
from shelftag.catalog import import_history, operations, proposals, queries, regrouping
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import EmbeddingStore
from shelftag.catalog.models import Photo, PhotoFile, ProductPhoto
from shelftag.catalog.proposals import AlikePair, grouped
from shelftag.importing import look_alikes
from shelftag.importing.grouping import Grouping
from shelftag.importing.plan import ImportOptions


@pytest.fixture
def shop(tmp_path) -> Iterator[Shop]:
    with Catalog.create(tmp_path / "catalogue") as catalog:
        yield Shop(catalog, EmbeddingStore(catalog.folder / "embeddings", "grid:fp32", 12))


def save(image: Image.Image, path: Path, quality: int = 90) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, "JPEG", quality=quality)
    return path


def found(shop: Shop) -> list[AlikePair]:
    job = look_alikes.find(shop.catalog, [shop.store])
    try:
        while True:
            next(job)
    except StopIteration as end:
        return end.value


def names(shop: Shop, product: int) -> list[str]:
    """The files of a product's photos, in viewing order."""
    with shop.catalog.database.read() as session:
        detail = queries.product_detail(session, product)
    return [Path(file).name for view in detail.photos for file in view.files]


def files(shop: Shop) -> list[list[str]]:
    """All products as the names of their photos' files."""
    return sorted(names(shop, product) for product in shop.ids())


def merge(shop: Shop, *ids: int) -> None:
    with operations.operation(shop.catalog.database, regrouping.MERGE) as scope:
        regrouping.merge(scope, ids)


def test_a_smaller_copy_is_found_and_strangers_are_not(shop, tmp_path):
    for seed in range(4):
        save(drawing(seed), tmp_path / "in" / f"{seed}.jpg")
    save(drawing(2).resize((200, 150)), tmp_path / "in" / "sub" / "copy.jpg")
    shop.run(tmp_path / "in")
    (pair,) = found(shop)
    assert {name for product in pair.products for name in names(shop, product)} == {
        "2.jpg", "copy.jpg",
    }  # fmt: skip
    assert pair.score > 0.95


def test_a_burst_is_found_by_its_names_but_only_where_it_looks_alike(shop, tmp_path):
    def shot(colour: str, degrees: int) -> Image.Image:
        turned = drawing(1).rotate(degrees, fillcolor=colour).crop((60, 60, 260, 180))
        return Image.blend(turned, Image.new("RGB", turned.size, colour), 0.7)

    save(shot("red", 0), tmp_path / "in" / "IMG_0001.jpg")
    save(shot("red", 60), tmp_path / "in" / "IMG_0002.jpg")
    save(shot("blue", 0), tmp_path / "in" / "IMG_0003.jpg")
    shop.run(tmp_path / "in")
    (group,) = grouped(found(shop), 0.9)
    named = {name for product in group.products for name in names(shop, product)}
    assert named == {"IMG_0001.jpg", "IMG_0002.jpg"}


def test_photos_from_before_there_were_hashes_are_hashed_from_their_thumbnails(shop, tmp_path):
    save(drawing(1), tmp_path / "in" / "a.jpg")
    save(drawing(1), tmp_path / "in" / "b.jpg", quality=60)
    save(drawing(5), tmp_path / "in" / "c.jpg")
    shop.run(tmp_path / "in")
    with shop.catalog.database.write() as session:
        session.execute(update(Photo).values(perceptual_hash=None))
        lost = session.scalar(
            select(Photo.sha256).join(PhotoFile).where(PhotoFile.relative_path == "c.jpg")
        )
    shop.catalog.thumbnail(lost).write_bytes(b"\xff\xd8\xff no picture")
    assert len(found(shop)) == 1
    with shop.catalog.database.read() as session:
        unknown = session.scalars(select(Photo.sha256).where(Photo.perceptual_hash.is_(None)))
        assert unknown.all() == [lost]


def test_what_the_owner_keeps_apart_does_not_come_back(shop, tmp_path):
    for name, quality in (("a", 90), ("b", 70), ("c", 50)):
        save(drawing(1), tmp_path / "in" / f"{name}.jpg", quality)
    shop.run(tmp_path / "in")
    a, b, c = sorted(shop.ids())
    assert grouped(found(shop), 0.9)[0].products == (a, b, c)
    with shop.catalog.database.write() as session:
        proposals.keep_apart(session, [b, a])
    assert [pair.products for pair in found(shop)] == [(a, c), (b, c)]
    with shop.catalog.database.read() as session:
        apart = proposals.kept_apart(session)
    (group,) = grouped(found(shop), 0.9, apart)
    assert len(group.products) == 2


def test_photos_of_one_product_are_no_proposal(shop, tmp_path):
    save(drawing(1), tmp_path / "in" / "MUG-1_1.jpg")
    save(drawing(1), tmp_path / "in" / "MUG-1_2.jpg", 60)
    result = shop.run(tmp_path / "in", ImportOptions(Grouping.FILE_NAME))
    assert found(shop) == []
    assert result.look_alikes == 0


class TestReports:
    def test_an_import_says_what_its_photos_look_like(self, shop, tmp_path):
        save(drawing(1), tmp_path / "old" / "mug.jpg")
        shop.run(tmp_path / "old")
        save(drawing(1), tmp_path / "new" / "again.jpg", 60)
        save(drawing(2), tmp_path / "new" / "cup.jpg")
        save(drawing(2), tmp_path / "new" / "cup small.jpg", 50)
        save(drawing(3), tmp_path / "new" / "plate.jpg")
        result = shop.run(tmp_path / "new")
        assert result.counts["imported"] == 4
        assert result.look_alikes == 2
        with shop.catalog.database.read() as session:
            problems = list(
                import_history.all_outcomes(session, result.run_id, import_history.PROBLEMS)
            )
        assert {problem.message_id for problem in problems} == {"importing.look_alike"}
        told = {one.path: Path(one.params["same_as"]).name for one in problems}
        assert told == {"again.jpg": "mug.jpg", "cup.jpg": "cup small.jpg"} or told == {
            "again.jpg": "mug.jpg",
            "cup small.jpg": "cup.jpg",
        }
        assert len(shop.ids()) == 5

    def test_a_second_run_over_the_same_folder_reports_nothing(self, shop, tmp_path):
        save(drawing(1), tmp_path / "in" / "a.jpg")
        save(drawing(1), tmp_path / "in" / "b.jpg", 60)
        assert shop.run(tmp_path / "in").look_alikes == 1
        again = shop.run(tmp_path / "in")
        assert again.look_alikes == 0
        with shop.catalog.database.read() as session:
            assert not any(
                import_history.all_outcomes(session, again.run_id, import_history.PROBLEMS)
            )


class TestImportingAgainAfterRegrouping:
    @pytest.fixture
    def folder(self, shop, tmp_path) -> Path:
        for seed, name in enumerate(("MUG-1_1", "MUG-1_2", "LAMP-7_1")):
            save(drawing(seed), tmp_path / "in" / f"{name}.jpg")
        shop.run(tmp_path / "in", ImportOptions(Grouping.FILE_NAME))
        return tmp_path / "in"

    def again(self, shop, folder) -> dict[str, int]:
        return shop.run(folder, ImportOptions(Grouping.FILE_NAME)).counts

    def touch(self, folder: Path) -> None:
        for file in folder.iterdir():
            file.touch()

    def test_a_merged_product_does_not_come_back(self, shop, folder):
        (mug,), (lamp,) = shop.ids(text="MUG-1"), shop.ids(text="LAMP-7")
        merge(shop, lamp, mug)
        before = files(shop)
        assert self.again(shop, folder) == {"unchanged": 3}
        self.touch(folder)
        assert self.again(shop, folder) == {"unchanged": 3}
        assert files(shop) == before == [["LAMP-7_1.jpg", "MUG-1_1.jpg", "MUG-1_2.jpg"]]
        assert shop.count(Photo) == shop.count(ProductPhoto) - 2 == 3

    def test_a_new_view_joins_what_its_product_became_a_part_of(self, shop, folder):
        (mug,), (lamp,) = shop.ids(text="MUG-1"), shop.ids(text="LAMP-7")
        merge(shop, lamp, mug)
        save(drawing(9), folder / "MUG-1_3.jpg")
        self.again(shop, folder)
        assert sorted(files(shop)[0]) == [
            "LAMP-7_1.jpg", "MUG-1_1.jpg", "MUG-1_2.jpg", "MUG-1_3.jpg",
        ]  # fmt: skip
        assert len(shop.ids()) == 1

    def test_a_photo_that_changed_joins_what_its_product_became_a_part_of(self, shop, folder):
        (mug,), (lamp,) = shop.ids(text="MUG-1"), shop.ids(text="LAMP-7")
        merge(shop, mug, lamp)
        save(drawing(12), folder / "LAMP-7_1.jpg")
        self.again(shop, folder)
        assert shop.ids() == [mug]

    def test_what_was_split_off_stays_so(self, shop, folder):
        (mug,) = shop.ids(text="MUG-1")
        with operations.operation(shop.catalog.database, regrouping.SPLIT) as scope:
            photo = queries.product_detail(scope.session, mug).photos[1].sha256
            regrouping.split(scope, mug, regrouping.photo_ids(scope.session, [photo]))
        before = files(shop)
        self.touch(folder)
        self.again(shop, folder)
        assert files(shop) == before == [["LAMP-7_1.jpg"], ["MUG-1_1.jpg"], ["MUG-1_2.jpg"]]
        save(drawing(9), folder / "MUG-1_3.jpg")
        self.again(shop, folder)
        assert names(shop, mug) == ["MUG-1_1.jpg", "MUG-1_3.jpg"]

    def test_after_the_merge_and_the_import_are_undone_it_comes_in_anew(self, shop, folder):
        (mug,), (lamp,) = shop.ids(text="MUG-1"), shop.ids(text="LAMP-7")
        merge(shop, lamp, mug)
        with shop.catalog.database.read() as session:
            (step,) = operations.history(session, origin="import")
        operations.undo(shop.catalog.database, step.id)
        assert shop.ids() == []
        assert self.again(shop, folder)["imported"] == 3
        assert len(shop.ids()) == 2


class TestGroups:
    def pair(self, a: int, b: int, score: float) -> AlikePair:
        return AlikePair((a, b), (f"{a}", f"{b}"), score)

    def test_pairs_that_share_a_product_are_one_group(self):
        pairs = [self.pair(1, 2, 0.99), self.pair(4, 5, 0.95), self.pair(2, 3, 0.9)]
        groups = grouped(pairs, 0.88)
        assert [(group.products, group.score) for group in groups] == [
            ((4, 5), 0.95), ((1, 2, 3), 0.9),
        ]  # fmt: skip
        assert [group.products for group in grouped(pairs, 0.92)] == [(1, 2), (4, 5)]

    def test_groups_grow_together_unless_the_owner_keeps_them_apart(self):
        pairs = [self.pair(1, 2, 0.99), self.pair(3, 4, 0.98), self.pair(2, 3, 0.97)]
        (group,) = grouped(pairs, 0.9)
        assert group == proposals.AlikeGroup((1, 2, 3, 4), 0.97)
        apart = frozenset({(1, 4)})
        assert [group.products for group in grouped(pairs, 0.9, apart)] == [(1, 2), (3, 4)]

    def test_all_accepted_groups_are_one_step(self, shop, tmp_path):
        for seed in range(2):
            for quality in (90, 60):
                save(drawing(seed), tmp_path / "in" / f"{seed}-{quality}.jpg", quality)
        shop.run(tmp_path / "in", EACH)
        groups = grouped(found(shop), 0.9)
        with operations.operation(shop.catalog.database, proposals.MERGE) as scope:
            proposals.merge_groups(scope, groups)
        assert [len(product) for product in files(shop)] == [2, 2]
        assert operations.undo(shop.catalog.database).params == {"count": 2, "products": 4}
        assert [len(product) for product in files(shop)] == [1, 1, 1, 1]
