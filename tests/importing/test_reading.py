"""Barcodes on imported photos are read once, and fill in only GTINs that nobody has decided on."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import func, select

from drawn_codes import code, photo, save
from shelftag.catalog import operations, products, queries
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.gtins import shared_gtins
from shelftag.catalog.models import Operation, Photo, PhotoFile, PhotoReading, Product, ProductPhoto
from shelftag.catalog.models import Root as SourceFolder
from shelftag.catalog.operations import operation
from shelftag.importing import reading
from shelftag.importing.decode import read_photo
from shelftag.importing.reading import ReadingResult, read_codes
from shelftag.plugins.loading import load_reader
from shelftag.plugins.reader_guard import GuardedReader
from shelftag_api.errors import ShelftagError
from shelftag_api.reader import Reading

ONE, OTHER, CASE = "4006381333931", "9780306406157", "14006381333938"


@dataclass
class Shop:
    """A catalogue whose products have photos in a folder, as an import leaves them."""

    catalog: Catalog
    folder: Path
    photos: dict[str, int] = field(default_factory=dict)

    def product(self, *photos: str, gtin: str = "") -> int:
        """Adds a product with photos of the folder."""
        with operation(self.catalog.database, "import", "import", folder="in") as scope:
            session = scope.session
            row = Product(title=" ".join(photos), gtin=gtin, operation_id=scope.id)
            root = session.scalar(select(SourceFolder)) or SourceFolder(path=str(self.folder))
            session.add_all([row, root])
            session.flush()
            for name in photos:
                if name not in self.photos:
                    self.photos[name] = self._photo(session, root.id, name, scope.id)
                photo_id = self.photos[name]
                session.add(
                    ProductPhoto(product_id=row.id, photo_id=photo_id, operation_id=scope.id)
                )
            return row.id

    def _photo(self, session, root_id: int, name: str, operation_id: int) -> int:
        path = self.folder / name
        status, content = path.stat(), read_photo(path)
        row = Photo(
            sha256=content.sha256, byte_size=status.st_size, width=9, height=9, format="JPEG"
        )
        session.add(row)
        session.flush()
        session.add(
            PhotoFile(
                photo_id=row.id, root_id=root_id, relative_path=name, operation_id=operation_id,
                byte_size=status.st_size, modified_ns=status.st_mtime_ns,
            )
        )  # fmt: skip
        return row.id

    def read(self, reader: GuardedReader | None = None, **more: int) -> ReadingResult:
        job = read_codes(self.catalog, reader or load_reader(), **more)
        try:
            while True:
                next(job)
        except StopIteration as end:
            return end.value

    def gtin(self, product: int) -> str:
        with self.catalog.database.read() as session:
            return session.get(Product, product).gtin

    def readings(self) -> dict[str, list[str]]:
        """What was read, by the name of the photo."""
        names = {photo: name for name, photo in self.photos.items()}
        with self.catalog.database.read() as session:
            rows = session.scalars(select(PhotoReading))
            return {names[row.photo_id]: [r["text"] for r in row.results] for row in rows}


@pytest.fixture
def shop(tmp_path) -> Iterator[Shop]:
    with Catalog.create(tmp_path / "catalogue") as catalog:
        yield Shop(catalog, tmp_path / "in")


@pytest.fixture
def take(shop):
    """Takes a photo of codes: EAN-13 or, with a colon, another kind. No two are alike."""

    def one(name: str, *texts: str) -> str:
        drawn = [
            code(*text.split(":", 1), 3) if ":" in text else code("EAN13", text, 3)
            for text in texts
        ]
        save(photo(*drawn, size=(700, 520), seed=len(list(shop.folder.glob("*")))),
             shop.folder / name)  # fmt: skip
        return name

    return one


class Counting:
    """A reader that reads nothing, and counts; it fails where it is told to."""

    max_edge, grey = 64, False

    def __init__(self, fails: str = "") -> None:
        self.shapes: list[tuple[int, ...]] = []
        self.fails = fails

    def read(self, pixels: np.ndarray) -> list[Reading]:
        self.shapes.append(pixels.shape)
        if self.fails == "always" or (self.fails == "once" and len(self.shapes) == 1):
            raise RuntimeError("out of order")
        return []

    def diagnose(self) -> dict[str, str]:
        return {}


def guarded(inner: Counting, version: str = "1") -> GuardedReader:
    return GuardedReader("counting", version, inner)


class TestFilling:
    def test_the_code_on_its_photo_is_a_products_gtin(self, shop, take):
        one = shop.product(take("a.jpg"), take("b.jpg", ONE))
        none = shop.product(take("c.jpg"))
        result = shop.read()
        assert (shop.gtin(one), shop.gtin(none)) == (ONE, "")
        assert (result.photos, result.codes, result.filled, result.missing) == (3, 1, 1, 0)
        assert shop.readings() == {"a.jpg": [], "b.jpg": [ONE], "c.jpg": []}

    def test_it_can_be_found_by_it(self, shop, take):
        one = shop.product(take("a.jpg", ONE))
        shop.read()
        with shop.catalog.database.read() as session:
            assert queries.product_ids(session, queries.ProductFilter(text=ONE)) == [one]

    def test_the_owners_number_stays(self, shop, take):
        typed = shop.product(take("a.jpg", ONE))
        with operation(shop.catalog.database, "edit") as scope:
            products.edit(scope, typed, {"gtin": OTHER})
        given = shop.product(take("b.jpg", ONE), gtin="96385074")
        assert shop.read().filled == 0
        assert (shop.gtin(typed), shop.gtin(given)) == (OTHER, "96385074")

    def test_a_number_that_the_owner_took_away_does_not_come_back(self, shop, take):
        one = shop.product(take("a.jpg", ONE))
        shop.read()
        with operation(shop.catalog.database, "edit") as scope:
            products.edit(scope, one, {"gtin": ""})
        assert shop.read().filled == 0
        assert shop.gtin(one) == ""

    def test_it_is_undone_and_restored_as_one_step(self, shop, take):
        some = [shop.product(take("a.jpg", ONE)), shop.product(take("b.jpg", OTHER))]
        result = shop.read()
        operations.undo(shop.catalog.database, result.operation_id)
        assert [shop.gtin(product) for product in some] == ["", ""]
        assert shop.read().filled == 0
        operations.redo(shop.catalog.database, result.operation_id)
        assert [shop.gtin(product) for product in some] == [ONE, OTHER]
        with shop.catalog.database.read() as session:
            entry = operations.history(session)[0]
        assert (entry.kind, entry.origin, entry.params) == ("read_codes", "import", {"count": 2})

    def test_two_numbers_on_one_products_photos_fill_none(self, shop, take):
        one = shop.product(take("a.jpg", ONE), take("b.jpg", OTHER))
        both = shop.product(take("c.jpg", ONE, OTHER))
        result = shop.read()
        assert (result.differing, result.filled) == ([one, both], 0)
        assert (shop.gtin(one), shop.gtin(both)) == ("", "")

    def test_the_same_number_in_two_codes_is_one(self, shop, take):
        link = f"QRCode:https://id.gs1.org/01/0{ONE}"
        one = shop.product(take("a.jpg", ONE), take("b.jpg", link))
        assert shop.read().differing == []
        assert shop.gtin(one) == ONE

    def test_the_number_of_a_case_counts_where_there_is_no_other(self, shop, take):
        both = shop.product(take("a.jpg", ONE), take("b.jpg", f"ITF14:{CASE}"))
        case = shop.product(take("c.jpg", f"ITF14:{CASE}"))
        shop.read()
        assert (shop.gtin(both), shop.gtin(case)) == (ONE, CASE)

    def test_a_photo_of_several_products_says_nothing_of_any(self, shop, take):
        shelf = take("shelf.jpg", ONE)
        some = [shop.product(shelf), shop.product(shelf)]
        assert shop.read().codes == 1
        assert [shop.gtin(product) for product in some] == ["", ""]

    def test_the_shops_own_numbers_are_read_but_not_filled_in(self, shop, take):
        one = shop.product(take("a.jpg", "2012345678903"))
        assert shop.read().codes == 1
        assert shop.gtin(one) == ""

    def test_a_number_that_is_not_certain_is_not_filled_in(self, shop, take):
        class Guessing(Counting):
            def read(self, pixels):
                return [Reading("ean13", ONE, 0.4)]

        one = shop.product(take("a.jpg"))
        assert shop.read(guarded(Guessing())).codes == 1
        assert shop.gtin(one) == ""

    def test_products_with_one_number_are_reported_and_left_as_they_are(self, shop, take):
        first = shop.product(take("a.jpg", "0036000291452"))
        second = shop.product(take("b.jpg"), gtin="0036000291452")
        third = shop.product(take("c.jpg", OTHER))
        assert shop.read().shared == [("036000291452", [first, second])]
        assert shop.gtin(first) == "036000291452"
        with shop.catalog.database.read() as session:
            assert shared_gtins(session, among=[third]) == []
            assert len(shared_gtins(session, among=[second])) == 1

    def test_an_undone_imports_products_are_left_alone(self, shop, take):
        gone = shop.product(take("a.jpg", ONE))
        with shop.catalog.database.read() as session:
            step = session.get(Product, gone).operation_id
        operations.undo(shop.catalog.database, step)
        assert shop.read().photos == 0
        assert shop.gtin(gone) == ""

    def test_where_nothing_is_filled_in_there_is_no_step(self, shop, take):
        shop.product(take("a.jpg"))
        assert shop.read().operation_id is None
        with shop.catalog.database.read() as session:
            kinds = session.scalars(select(Operation.kind)).all()
        assert "read_codes" not in kinds


class TestLooking:
    def test_a_photo_is_looked_at_once_by_each_version_of_a_reader(self, shop, take):
        shop.product(take("a.jpg"), take("b.jpg"))
        inner = Counting()
        assert shop.read(guarded(inner)).photos == 2
        assert shop.read(guarded(inner)).photos == 0
        assert shop.read(guarded(inner, version="2")).photos == 2
        assert shop.read(load_reader()).photos == 2
        with shop.catalog.database.read() as session:
            counts = session.execute(
                select(PhotoReading.reader, func.count()).group_by(PhotoReading.reader)
            ).all()
        assert dict(counts) == {"counting 2": 2, load_reader().id: 2}

    def test_it_gets_the_size_and_colours_that_it_wants_upright(self, shop):
        exif = Image.Exif()
        exif[0x0112] = 6
        shop.folder.mkdir()
        Image.new("RGB", (400, 300), "red").save(shop.folder / "a.jpg", exif=exif)
        Image.new("RGBA", (40, 30), "#ff000000").save(shop.folder / "b.png")
        shop.product("a.jpg", "b.png")
        inner = Counting()
        shop.read(guarded(inner))
        assert sorted(inner.shapes) == [(30, 40, 3), (64, 48, 3)]
        inner.grey = True
        inner.shapes.clear()
        shop.read(guarded(inner, version="2"))
        assert sorted(inner.shapes) == [(30, 40), (64, 48)]

    def test_files_that_are_gone_or_changed_are_tried_again_later(self, shop, take):
        for name in ("gone.jpg", "changed.jpg", "touched.jpg", "here.jpg"):
            shop.product(take(name, ONE))
        there = shop.folder / "gone.jpg"
        there.rename(shop.folder / "away.jpg")
        save(photo(seed=99), shop.folder / "changed.jpg")
        forged = (shop.folder / "touched.jpg").stat()
        (shop.folder / "touched.jpg").write_bytes(b"x" * forged.st_size)
        os.utime(shop.folder / "touched.jpg", ns=(forged.st_atime_ns, forged.st_mtime_ns))
        result = shop.read()
        assert (result.photos, result.missing, result.filled) == (1, 3, 1)
        (shop.folder / "away.jpg").rename(there)
        result = shop.read()
        assert (result.photos, result.missing, result.filled) == (1, 2, 1)

    def test_another_file_of_the_same_content_will_do(self, shop, take):
        one = shop.product(take("a.jpg", ONE))
        copy = shop.folder / "copy.jpg"
        (shop.folder / "a.jpg").rename(copy)
        with shop.catalog.database.write() as session:
            status = copy.stat()
            known = session.scalars(select(PhotoFile)).one()
            session.add(
                PhotoFile(
                    photo_id=known.photo_id, root_id=known.root_id, relative_path="copy.jpg",
                    operation_id=known.operation_id, byte_size=status.st_size,
                    modified_ns=status.st_mtime_ns,
                )
            )  # fmt: skip
        shop.read()
        assert shop.gtin(one) == ONE

    def test_a_photo_that_cannot_be_decoded_is_not_tried_again(self, shop):
        shop.folder.mkdir()
        (shop.folder / "bad.jpg").write_bytes(b"\xff\xd8\xff" + b"\0" * 100)
        shop.product("bad.jpg")
        assert shop.read().photos == 1
        assert shop.read().photos == 0

    def test_a_reader_that_fails_once_goes_on_and_is_asked_again_next_time(
        self, shop, take, caplog
    ):
        shop.product(*(take(f"{number}.jpg") for number in range(4)))
        result = shop.read(guarded(Counting("once")))
        assert (result.photos, result.failed) == (3, 1)
        assert "out of order" in caplog.text
        assert shop.read(guarded(Counting())).photos == 1

    def test_a_reader_that_always_fails_says_so(self, shop, take):
        shop.product(take("a.jpg"), take("b.jpg"))
        with pytest.raises(ShelftagError) as caught:
            shop.read(guarded(Counting("always")))
        assert caught.value.message_id == "plugins.broken"
        assert shop.readings() == {}

    def test_an_empty_catalogue_has_nothing_to_read(self, shop):
        assert shop.read().photos == 0


class TestInterruptions:
    def test_what_was_read_before_a_cancel_is_kept_and_the_rest_follows(
        self, shop, take, monkeypatch
    ):
        monkeypatch.setattr(reading, "WRITE_SECONDS", 0)
        some = [shop.product(take(f"{number:02}.jpg", ONE)) for number in range(12)]
        job = read_codes(shop.catalog, load_reader())
        while (progress := next(job)).done < 3:
            pass
        job.close()
        assert progress.total == 12
        kept = len(shop.readings())
        assert 3 <= kept < 12
        result = shop.read()
        assert (result.photos, result.filled) == (12 - kept, 12)
        assert all(shop.gtin(product) == ONE for product in some)

    def test_the_photo_under_which_the_process_died_alone_is_given_up(self, shop, take, caplog):
        guilty = shop.product(take("a.jpg", ONE))
        other = shop.product(take("b.jpg", OTHER))
        journal = shop.catalog.folder / reading.IN_FLIGHT
        journal.write_text(f'["{read_photo(shop.folder / "a.jpg").sha256}"]')
        result = shop.read(attempt=2)
        assert (result.given_up, result.photos) == (1, 1)
        assert (shop.gtin(guilty), shop.gtin(other)) == ("", OTHER)
        assert not journal.exists()
        assert "brought the reader down" in caplog.text
        assert shop.read().photos == 0

    def test_several_suspects_are_looked_at_one_by_one_before_all_others(self, shop, take):
        hashes = {}
        for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg"):
            shop.product(take(name))
            hashes[read_photo(shop.folder / name).sha256] = name
        journal = shop.catalog.folder / reading.IN_FLIGHT
        suspects = [sha for sha, name in hashes.items() if name in ("c.jpg", "d.jpg")]
        journal.write_text(f'["{suspects[0]}", "{suspects[1]}"]')
        noted = []

        class Noting(Counting):
            def read(self, pixels):
                noted.append(journal.read_text())
                return super().read(pixels)

        assert shop.read(guarded(Noting()), attempt=2).photos == 4
        assert noted[:2] == [f'["{sha}"]' for sha in suspects]

    def test_a_power_cut_accuses_nobody(self, shop, take):
        one = shop.product(take("a.jpg", ONE))
        journal = shop.catalog.folder / reading.IN_FLIGHT
        journal.write_text(f'["{read_photo(shop.folder / "a.jpg").sha256}"]')
        assert shop.read().given_up == 0
        assert shop.gtin(one) == ONE

    @pytest.mark.parametrize("text", ["", "{", "[1]", '["unknown"]', '{"a": 1}', "\0\0"])
    def test_a_damaged_journal_does_no_harm(self, shop, take, text):
        one = shop.product(take("a.jpg", ONE))
        (shop.catalog.folder / reading.IN_FLIGHT).write_text(text)
        shop.read(attempt=2)
        assert shop.gtin(one) == ONE
