"""Photos that are copied into the catalogue, and what a killed import leaves of them."""

import shutil

import pytest
from sqlalchemy import select, update

from importing.moving_shop import finished, picture, touch_later
from importing.test_pipeline import EACH, GridEncoder
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import ImportRun, Photo
from shelftag.catalog.orphans import clear_up_after_last_import, remove_orphans
from shelftag.importing import keeping, pipeline
from shelftag.importing.grouping import Grouping
from shelftag.importing.keeping import keep_copies
from shelftag.importing.pipeline import run_import
from shelftag.importing.plan import ImportOptions
from shelftag_api.errors import ShelftagError
from shelftag_api.files import sha256_of

KEEP = ImportOptions(Grouping.EACH_PHOTO, keep_copies=True)


@pytest.fixture
def shop(moving_shop):
    return moving_shop


def kept_files(shop):
    return sorted(path for path in (shop.catalog.folder / "photos").rglob("*") if path.is_file())


def test_by_default_photos_stay_where_they_are(shop, tmp_path):
    shop.fill(tmp_path / "in")
    assert kept_files(shop) == []
    assert all(str(tmp_path / "in") in path for path in shop.opened().values())


def test_copies_are_the_files_byte_by_byte_under_their_hash(shop, tmp_path):
    shop.fill(tmp_path / "in", options=KEEP)
    originals = {sha256_of(path) for path in (tmp_path / "in").rglob("*.jpg")}
    assert {path.stem for path in kept_files(shop)} == originals
    assert all(sha256_of(path) == path.stem for path in kept_files(shop))
    assert all(path.parent.name == path.stem[:2] for path in kept_files(shop))


def test_the_kind_of_the_content_names_the_copy(shop, tmp_path):
    path = picture(tmp_path / "in" / "a.jpg", 1)
    path.rename(path.with_suffix(".png"))
    shop.run(tmp_path / "in", KEEP)
    assert [path.suffix for path in kept_files(shop)] == [".jpg"]


def test_the_own_file_is_opened_while_it_is_there_unchanged_else_the_copy(shop, tmp_path):
    path = picture(tmp_path / "in" / "a.jpg", 1)
    shop.run(tmp_path / "in", KEEP)
    (copy,) = kept_files(shop)
    assert shop.opened() == {1: str(path)}
    picture(path, 1)
    touch_later(path)
    assert shop.opened() == {1: str(copy)}
    path.unlink()
    assert shop.opened() == {1: str(copy)}
    copy.unlink()
    assert shop.opened() == {1: ""}


def test_photos_that_are_here_already_are_copied_later(shop, tmp_path):
    shop.fill(tmp_path / "in", 4)
    (tmp_path / "in" / "shelf" / "0.jpg").unlink()
    picture(tmp_path / "in" / "shelf" / "1.jpg", 9)
    result = finished(keep_copies(shop.catalog))
    assert (result.kept, result.missing, len(kept_files(shop))) == (2, 2, 2)
    again = finished(keep_copies(shop.catalog))
    assert (again.kept, again.missing) == (0, 2)


def test_importing_a_known_photo_again_with_copies_keeps_one(shop, tmp_path):
    picture(tmp_path / "in" / "a.jpg", 1)
    shop.run(tmp_path / "in")
    picture(tmp_path / "again" / "b.jpg", 1)
    assert shop.run(tmp_path / "again", KEEP).counts["duplicate"] == 1
    assert len(kept_files(shop)) == 1
    shutil.rmtree(tmp_path / "in")
    shutil.rmtree(tmp_path / "again")
    assert shop.opened() == {1: str(kept_files(shop)[0])}


def test_unreadable_files_are_not_kept(shop, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jpg").write_text("no picture")
    assert shop.run(tmp_path / "in", KEEP).counts["failed"] == 1
    assert kept_files(shop) == []


def test_copies_that_do_not_fit_are_refused_before_the_first(shop, tmp_path, monkeypatch):
    shop.fill(tmp_path / "in", 2)
    monkeypatch.setattr(keeping, "MINIMUM_FREE_BYTES", 1 << 62)
    with pytest.raises(ShelftagError) as caught:
        finished(keep_copies(shop.catalog))
    assert caught.value.message_id == "folders.no_room"
    assert kept_files(shop) == []


def test_a_backup_takes_the_copies_along(shop, tmp_path):
    shop.fill(tmp_path / "in", options=KEEP)
    shop.catalog.back_up(tmp_path / "backup")
    shutil.rmtree(tmp_path / "in")
    with Catalog.open(tmp_path / "backup") as restored:
        with restored.database.read() as session:
            photos = session.scalars(select(Photo)).all()
        assert all(restored.kept_photo(p.sha256, p.kept_suffix).is_file() for p in photos)


def test_the_catalogues_own_copies_are_never_imported(shop, tmp_path):
    shop.fill(tmp_path / "in", options=KEEP)
    result = shop.run(tmp_path)
    assert "catalogue" not in " ".join(shop.outcomes(result.run_id))
    assert result.counts["duplicate"] == 4


class TestOrphans:
    def left_behind(self, shop):
        thumbnails, photos = shop.catalog.folder / "thumbnails", shop.catalog.folder / "photos"
        left = [
            thumbnails / "ab" / f"ab{'0' * 62}.jpg",
            photos / "ab" / f"ab{'0' * 62}.jpg",
            photos / "cd" / f"cd{'0' * 62}.123-456.part",
        ]
        for path in left:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"half")
        return left

    def test_what_no_row_names_goes_and_the_rest_stays(self, shop, tmp_path):
        shop.fill(tmp_path / "in", options=KEEP)
        kept = kept_files(shop)
        left = self.left_behind(shop)
        assert remove_orphans(shop.catalog) == 3
        assert not any(path.exists() for path in left)
        assert kept_files(shop) == kept
        with shop.database.read() as session:
            hashes = session.scalars(select(Photo.sha256)).all()
        assert all(shop.catalog.thumbnail(sha256).is_file() for sha256 in hashes)

    def test_a_copy_whose_row_does_not_know_of_it_goes(self, shop, tmp_path):
        shop.fill(tmp_path / "in", 1, options=KEEP)
        with shop.database.write() as session:
            session.execute(update(Photo).values(kept_suffix=None))
        assert remove_orphans(shop.catalog) == 1
        assert kept_files(shop) == []

    def test_the_next_import_clears_up_only_after_one_that_did_not_finish(self, shop, tmp_path):
        shop.fill(tmp_path / "in")
        left = self.left_behind(shop)
        assert clear_up_after_last_import(shop.catalog) == 0
        with shop.database.write() as session:
            session.execute(update(ImportRun).values(status="failed"))
        shop.run(tmp_path / "in")
        assert not any(path.exists() for path in left)

    def test_a_cancelled_import_with_copies_leaves_nothing_for_long(
        self, shop, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(pipeline, "WRITE_SECONDS", 0)
        for number in range(60):
            picture(tmp_path / "in" / f"{number:02}.jpg", number)
        job = run_import(shop.catalog, tmp_path / "in", KEEP, GridEncoder(), shop.store)
        while next(job).done < 10:
            pass
        job.close()
        for path in sorted((tmp_path / "in").iterdir())[30:]:
            path.unlink()
        shop.run(tmp_path / "in", EACH)
        with shop.database.read() as session:
            named = {
                f"{sha256}{suffix}"
                for sha256, suffix in session.execute(select(Photo.sha256, Photo.kept_suffix))
                if suffix
            }
        assert {path.name for path in kept_files(shop)} == named
