"""Importing folders into a real catalogue; the encoder is a tiny one that needs no model file."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from shelftag.catalog import labels, operations, queries, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import EmbeddingStore
from shelftag.catalog.import_history import PROBLEMS, all_outcomes
from shelftag.catalog.models import (
    ImportOutcome,
    ImportRun,
    LabelEvent,
    Photo,
    PhotoFile,
    Product,
    ProductPhoto,
)
from shelftag.importing import pipeline
from shelftag.importing.grouping import Grouping
from shelftag.importing.pipeline import ImportResult, run_import
from shelftag.importing.plan import ImportOptions
from shelftag_api.errors import ShelftagError
from tiny_encoder import GridEncoder

EACH = ImportOptions(Grouping.EACH_PHOTO)


@dataclass
class Shop:
    catalog: Catalog
    store: EmbeddingStore

    def run(self, folder: Path, options: ImportOptions = EACH, **more: int) -> ImportResult:
        job = run_import(self.catalog, folder, options, GridEncoder(), self.store, **more)
        try:
            while True:
                next(job)
        except StopIteration as end:
            return end.value

    def count(self, model: type) -> int:
        with self.catalog.database.read() as session:
            return session.scalar(select(func.count()).select_from(model))

    def ids(self, **wanted: object) -> list[int]:
        with self.catalog.database.read() as session:
            return queries.product_ids(session, queries.ProductFilter(**wanted))


@pytest.fixture
def shop(tmp_path) -> Iterator[Shop]:
    with Catalog.create(tmp_path / "catalogue") as catalog:
        yield Shop(catalog, EmbeddingStore(catalog.folder / "embeddings", "grid:fp32", 12))


def photo(path: Path, colour: tuple[int, int, int] | int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(colour, int):
        colour = (colour * 37 % 256, colour * 91 % 256, colour * 53 % 256)
    Image.new("RGB", (40, 30), colour).save(path, "JPEG")
    return path


def test_every_photo_becomes_a_product_with_thumbnail_and_embedding(shop, tmp_path):
    for number in range(10):
        photo(tmp_path / "in" / f"{number}.jpg", number)
    result = shop.run(tmp_path / "in")
    assert result.counts["imported"] == 10
    assert len(shop.ids()) == result.products == 10
    with shop.catalog.database.read() as session:
        hashes = session.scalars(select(Photo.sha256)).all()
        places = shop.store.places(session)
    assert all(shop.catalog.thumbnail(sha256).is_file() for sha256 in hashes)
    assert set(places) == set(hashes)
    assert shop.store.read(places.values()).shape == (10, 12)


def test_views_of_a_product_share_it_in_their_order(shop, tmp_path):
    for number, name in enumerate(["MUG-1_2.jpg", "MUG-1_1.jpg", "LAMP-7.jpg"]):
        photo(tmp_path / "in" / name, number)
    shop.run(tmp_path / "in", ImportOptions(Grouping.FILE_NAME))
    (mug,) = shop.ids(text="MUG-1")
    with shop.catalog.database.read() as session:
        detail = queries.product_detail(session, mug)
    assert detail is not None
    assert [Path(view.files[0]).name for view in detail.photos] == ["MUG-1_1.jpg", "MUG-1_2.jpg"]
    assert len(shop.ids()) == 2


def test_running_it_again_adds_only_what_is_new(shop, tmp_path):
    for number in range(5):
        photo(tmp_path / "in" / f"{number}.jpg", number)
    shop.run(tmp_path / "in")
    photo(tmp_path / "in" / "new.jpg", 99)
    result = shop.run(tmp_path / "in")
    assert result.counts == {"unchanged": 5, "imported": 1}
    assert len(shop.ids()) == 6
    assert shop.count(PhotoFile) == 6


def test_a_second_view_that_arrives_later_joins_its_product(shop, tmp_path):
    photo(tmp_path / "in" / "MUG-1_1.jpg", 1)
    shop.run(tmp_path / "in", ImportOptions(Grouping.FILE_NAME))
    photo(tmp_path / "in" / "MUG-1_2.jpg", 2)
    shop.run(tmp_path / "in", ImportOptions(Grouping.FILE_NAME))
    assert shop.count(ProductPhoto) == 2
    assert len(shop.ids()) == 1


def test_the_same_content_is_one_photo_and_reported_as_duplicate(shop, tmp_path):
    photo(tmp_path / "in" / "a.jpg", 1)
    photo(tmp_path / "in" / "b" / "copy.jpg", 1)
    result = shop.run(tmp_path / "in")
    assert result.counts == {"unchanged": 0, "imported": 1, "duplicate": 1}
    with shop.catalog.database.read() as session:
        (problem,) = all_outcomes(session, result.run_id, PROBLEMS)
    assert problem.path == "b/copy.jpg"
    assert problem.params["same_as"].endswith("a.jpg")
    assert shop.count(Photo) == 1
    assert shop.count(PhotoFile) == 2
    assert len(shop.ids()) == 1
    again = photo(tmp_path / "elsewhere" / "again.jpg", 1).parent
    assert shop.run(again).counts["duplicate"] == 1
    assert len(shop.ids()) == 1


def test_bad_files_are_recorded_with_a_reason_and_the_rest_goes_on(shop, tmp_path):
    folder = tmp_path / "in"
    good = photo(folder / "good.jpg", 1)
    (folder / "empty.jpg").touch()
    (folder / "half.jpg").write_bytes(good.read_bytes()[:300])
    (folder / "text.jpg").write_text("no picture")
    (folder / "notes.txt").write_text("left alone")
    result = shop.run(folder)
    assert result.counts == {"unchanged": 0, "imported": 1, "failed": 3}
    assert result.skipped == 1
    with shop.catalog.database.read() as session:
        problems = list(all_outcomes(session, result.run_id, PROBLEMS))
    assert {p.path: p.message_id for p in problems} == {
        "empty.jpg": "importing.empty_file",
        "half.jpg": "importing.truncated",
        "text.jpg": "importing.not_a_picture",
    }


@pytest.mark.parametrize("name", ["杯子.jpg", "line\nbreak.jpg", os.fsdecode(b"caf\xe9\xff.jpg")])
def test_names_in_any_script_come_in_and_are_known_again(shop, tmp_path, name):
    photo(tmp_path / "in" / name, 1)
    assert shop.run(tmp_path / "in").counts["imported"] == 1
    assert shop.run(tmp_path / "in").counts == {"unchanged": 1}


def test_trusted_folders_are_labels_and_leave_no_hint(shop, tmp_path):
    photo(tmp_path / "in" / "Food" / "Fruit" / "IMG_0001.jpg", 1)
    options = ImportOptions(Grouping.EACH_PHOTO, folder_categories=True, trusted=True)
    shop.run(tmp_path / "in", options)
    with shop.catalog.database.read() as session:
        row = session.scalars(select(Product)).one()
        names = tree.read_tree(session).path_names(row.category_id)
        assert (row.state, names, row.hint) == ("trusted", ("Food", "Fruit"), "")


def test_folders_can_be_trusted_later_and_never_cover_the_owner(shop, tmp_path):
    for number, name in enumerate(["Food/a.jpg", "Food/b.jpg"]):
        photo(tmp_path / "in" / name, number)
    shop.run(tmp_path / "in", ImportOptions(Grouping.EACH_PHOTO, folder_categories=True))
    first, second = sorted(shop.ids())
    with operations.operation(shop.catalog.database, "label") as scope:
        mine = tree.ensure_path(scope, ["Toys"])
        labels.assign(scope, [first], mine)
    trusted = ImportOptions(Grouping.EACH_PHOTO, folder_categories=True, trusted=True)
    result = shop.run(tmp_path / "in", trusted)
    assert (result.newly_trusted, result.counts) == (1, {"unchanged": 2})

    def shown() -> dict[int, tuple[str, str]]:
        with shop.catalog.database.read() as session:
            names = {node.id: node.name for node in tree.read_tree(session).nodes.values()}
            rows = session.scalars(select(Product))
            return {row.id: (row.state, names.get(row.category_id, "")) for row in rows}

    assert shown() == {first: ("confirmed", "Toys"), second: ("trusted", "Food")}
    operations.undo(shop.catalog.database, result.operation_id)
    assert shown() == {first: ("confirmed", "Toys"), second: ("review", "")}


def test_untrusted_folders_are_hints_and_no_labels(shop, tmp_path):
    photo(tmp_path / "in" / "Food" / "Fruit" / "IMG_0001.jpg", 1)
    shop.run(tmp_path / "in", ImportOptions(Grouping.EACH_PHOTO, folder_categories=True))
    with shop.catalog.database.read() as session:
        row = session.scalars(select(Product)).one()
        assert tree.read_tree(session).find(["Food", "Fruit"]) is not None
        assert (row.state, row.category_id, row.hint) == ("review", None, "Food Fruit")
    assert shop.count(LabelEvent) == 0


def test_folders_hint_unasked_only_where_they_are_called_like_a_category(shop, tmp_path):
    with operations.operation(shop.catalog.database, "add_category") as scope:
        tree.ensure_path(scope, ["Home", "Mugs"])
    photo(tmp_path / "in" / "shelf A" / "mugs" / "IMG_0001.jpg", 1)
    shop.run(tmp_path / "in")
    with shop.catalog.database.read() as session:
        assert session.scalars(select(Product.hint)).one() == "mugs"


def test_without_names_nothing_is_hinted(shop, tmp_path):
    photo(tmp_path / "in" / "Food" / "red apple.jpg", 1)
    shop.run(tmp_path / "in", ImportOptions(Grouping.EACH_PHOTO, use_names=False))
    with shop.catalog.database.read() as session:
        assert session.scalars(select(Product.hint)).one() == ""


def test_cancelling_keeps_what_is_in_and_the_next_run_goes_on(shop, tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "WRITE_SECONDS", 0)
    for number in range(60):
        photo(tmp_path / "in" / f"{number:02}.jpg", number)
    job = run_import(shop.catalog, tmp_path / "in", EACH, GridEncoder(), shop.store)
    while (progress := next(job)).done < 20:
        pass
    job.close()
    kept = len(shop.ids())
    assert 20 <= progress.done <= kept < 60
    with shop.catalog.database.read() as session:
        assert session.scalars(select(ImportRun.status)).one() == "cancelled"
    result = shop.run(tmp_path / "in")
    assert result.counts == {"unchanged": kept, "imported": 60 - kept}
    assert len(shop.ids()) == 60


def test_an_import_is_undone_and_restored_as_a_whole(shop, tmp_path):
    for number in range(3):
        photo(tmp_path / "in" / f"{number}.jpg", number)
    result = shop.run(tmp_path / "in")
    operations.undo(shop.catalog.database, result.operation_id)
    assert shop.ids() == []
    operations.redo(shop.catalog.database, result.operation_id)
    assert len(shop.ids()) == 3


def test_what_an_undone_import_brought_can_be_imported_again(shop, tmp_path):
    photo(tmp_path / "in" / "a.jpg", 1)
    operations.undo(shop.catalog.database, shop.run(tmp_path / "in").operation_id)
    assert shop.run(tmp_path / "in").counts == {"unchanged": 0, "imported": 1}
    assert len(shop.ids()) == 1


def test_restoring_an_import_whose_photos_came_in_again_is_refused(shop, tmp_path):
    photo(tmp_path / "in" / "a.jpg", 1)
    first = shop.run(tmp_path / "in").operation_id
    operations.undo(shop.catalog.database, first)
    shop.run(tmp_path / "in")
    with pytest.raises(ShelftagError) as caught:
        operations.redo(shop.catalog.database, first)
    assert caught.value.message_id == "operation.changed_since"
    assert len(shop.ids()) == 1


def test_undoing_an_import_takes_back_the_views_it_added_to_older_products(shop, tmp_path):
    by_name = ImportOptions(Grouping.FILE_NAME)
    photo(tmp_path / "in" / "MUG-1_1.jpg", 1)
    shop.run(tmp_path / "in", by_name)
    photo(tmp_path / "in" / "MUG-1_2.jpg", 2)
    second = shop.run(tmp_path / "in", by_name).operation_id

    def views() -> int:
        with shop.catalog.database.read() as session:
            (product,) = queries.product_ids(session, queries.ProductFilter())
            return queries.product_cards(session, [product])[product].photo_count

    assert views() == 2
    operations.undo(shop.catalog.database, second)
    assert views() == 1
    shop.run(tmp_path / "in", by_name)
    assert views() == 2


def test_a_changed_file_is_a_new_photo(shop, tmp_path):
    path = photo(tmp_path / "in" / "a.jpg", 1)
    shop.run(tmp_path / "in")
    photo(path, 2)
    os.utime(path, ns=(1, 1))
    assert shop.run(tmp_path / "in").counts["imported"] == 1
    assert shop.count(PhotoFile) == 1
    assert shop.count(Photo) == 2


def test_files_under_way_at_a_crash_are_tried_alone_and_the_guilty_one_given_up(shop, tmp_path):
    for number in range(6):
        photo(tmp_path / "in" / f"{number}.jpg", number)
    journal = shop.catalog.folder / pipeline.IN_FLIGHT
    journal.write_text('["3.jpg"]')
    result = shop.run(tmp_path / "in", attempt=2)
    assert result.counts == {"unchanged": 0, "imported": 5, "failed": 1}
    assert not journal.exists()
    with shop.catalog.database.read() as session:
        failed = session.scalars(select(ImportOutcome).where(ImportOutcome.outcome == "failed"))
        assert [(row.relative_path, row.message_id) for row in failed] == [
            ("3.jpg", "importing.crashed")
        ]


def test_several_suspects_are_tried_again_one_at_a_time(shop, tmp_path):
    for number in range(6):
        photo(tmp_path / "in" / f"{number}.jpg", number)
    (shop.catalog.folder / pipeline.IN_FLIGHT).write_text('["3.jpg", "4.jpg"]')
    assert shop.run(tmp_path / "in", attempt=2).counts["imported"] == 6


@pytest.mark.parametrize(
    ("make", "message_id"),
    [
        (lambda folder: None, "importing.folder_missing"),
        (lambda folder: folder.write_text(""), "importing.not_a_folder"),
        (lambda folder: folder.mkdir(), "importing.nothing_found"),
    ],
)
def test_folders_that_cannot_be_imported_get_a_sentence(shop, tmp_path, make, message_id):
    make(tmp_path / "in")
    with pytest.raises(ShelftagError) as caught:
        shop.run(tmp_path / "in")
    assert caught.value.message_id == message_id
    assert shop.count(ImportRun) == 0


def test_a_disk_that_fills_up_ends_the_import_and_keeps_what_is_in(shop, tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "WRITE_SECONDS", 0)
    for number in range(40):
        photo(tmp_path / "in" / f"{number}.jpg", number)
    writes = 0
    original = Path.write_bytes

    def full_after_twenty(path: Path, data: bytes) -> int:
        nonlocal writes
        writes += 1
        if writes > 20:
            raise OSError(28, "No space left on device")
        return original(path, data)

    monkeypatch.setattr(Path, "write_bytes", full_after_twenty)
    with pytest.raises(ShelftagError) as caught:
        shop.run(tmp_path / "in")
    assert caught.value.message_id == "catalog.disk_full"
    monkeypatch.undo()
    assert len(shop.ids()) <= 20
    assert shop.run(tmp_path / "in").counts == {"unchanged": 0, "imported": 40}
    assert len(shop.ids()) == 40
    assert shop.count(ImportRun) == 1
