"""Files that move, come back, are edited or change their names between two imports."""

import os
import shutil

import pytest

from importing.moving_shop import finished, picture, touch_later
from importing.test_pipeline import EACH
from shelftag.catalog import operations
from shelftag.importing import checking, pipeline
from shelftag.importing.checking import check_files


@pytest.fixture
def shop(moving_shop):
    return moving_shop


class TestChecking:
    def test_a_file_that_is_gone_is_marked_and_keeps_its_thumbnail(self, shop, tmp_path):
        labels = shop.fill(tmp_path / "in")
        (tmp_path / "in" / "shelf" / "1.jpg").unlink()
        result = finished(check_files(shop.catalog))
        assert (result.checked, result.missing, result.back, result.absent) == (4, 1, 0, ())
        assert shop.missing() == {f"{tmp_path}/in/shelf/1.jpg"}
        assert len(shop.missing_products()) == 1
        assert shop.labels() == labels
        assert len(list((shop.catalog.folder / "thumbnails").rglob("*.jpg"))) == 4

    def test_one_that_came_back_is_no_longer_marked(self, shop, tmp_path):
        shop.fill(tmp_path / "in")
        path = tmp_path / "in" / "shelf" / "1.jpg"
        path.rename(tmp_path / "aside.jpg")
        finished(check_files(shop.catalog))
        (tmp_path / "aside.jpg").rename(path)
        result = finished(check_files(shop.catalog))
        assert (result.missing, result.back) == (0, 1)
        assert shop.missing() == set()
        assert shop.missing_products() == []

    @pytest.mark.parametrize("leave_mount_point", [False, True])
    def test_an_unplugged_drive_is_no_loss_of_its_photos(self, shop, tmp_path, leave_mount_point):
        labels = shop.fill(tmp_path / "drive")
        (tmp_path / "drive").rename(tmp_path / "unplugged")
        if leave_mount_point:
            (tmp_path / "drive").mkdir()
        result = finished(check_files(shop.catalog))
        assert (result.missing, result.absent) == (0, (str(tmp_path / "drive"),))
        assert shop.missing_products() == []
        if leave_mount_point:
            (tmp_path / "drive").rmdir()
        (tmp_path / "unplugged").rename(tmp_path / "drive")
        assert finished(check_files(shop.catalog)).absent == ()
        assert shop.run(tmp_path / "drive").counts == {"unchanged": 4}
        assert shop.labels() == labels

    def test_an_absent_folder_is_marked_where_the_owner_asks_for_it(self, shop, tmp_path):
        shop.fill(tmp_path / "drive")
        shutil.rmtree(tmp_path / "drive")
        assert finished(check_files(shop.catalog, with_absent=True)).missing == 4
        assert len(shop.missing_products()) == 4

    def test_a_drive_that_goes_away_meanwhile_is_not_marked(self, shop, tmp_path, monkeypatch):
        monkeypatch.setattr(checking, "_LOOKS", 1)
        shop.fill(tmp_path / "drive")
        job = check_files(shop.catalog)
        next(job)
        shutil.rmtree(tmp_path / "drive")
        assert finished(job).absent == (str(tmp_path / "drive"),)
        assert shop.missing() == set()

    def test_a_copy_elsewhere_or_in_the_catalogue_means_not_missing(self, shop, tmp_path):
        shop.fill(tmp_path / "in", 2)
        picture(tmp_path / "copy" / "c.jpg", 0)
        shop.run(tmp_path / "copy")
        for number in (0, 1):
            (tmp_path / "in" / "shelf" / f"{number}.jpg").unlink()
        (tmp_path / "in" / "shelf" / "note.txt").touch()
        finished(check_files(shop.catalog))
        assert len(shop.missing()) == 2
        assert len(shop.missing_products()) == 1

    def test_an_import_notes_by_the_way_what_is_gone_from_its_folder(self, shop, tmp_path):
        shop.fill(tmp_path / "in")
        path = tmp_path / "in" / "shelf" / "1.jpg"
        path.rename(tmp_path / "aside.jpg")
        shop.run(tmp_path / "in")
        assert shop.missing() == {str(path)}
        (tmp_path / "aside.jpg").rename(path)
        assert shop.run(tmp_path / "in").counts == {"unchanged": 4}
        assert shop.missing() == set()


class TestImportingAgain:
    def test_a_renamed_file_is_the_same_product(self, shop, tmp_path):
        labels = shop.fill(tmp_path / "in")
        (tmp_path / "in" / "shelf" / "1.jpg").rename(tmp_path / "in" / "red mug.jpg")
        result = shop.run(tmp_path / "in")
        assert result.counts == {"unchanged": 3, "moved": 1}
        assert shop.outcomes(result.run_id) == {"red mug.jpg": "moved"}
        assert shop.labels() == labels
        assert len(shop.files()) == 4
        assert f"{tmp_path}/in/red mug.jpg" in shop.files()
        assert shop.missing() == set()

    def test_a_renamed_folder_keeps_its_labels(self, shop, tmp_path):
        labels = shop.fill(tmp_path / "in")
        (tmp_path / "in" / "shelf").rename(tmp_path / "in" / "spring")
        assert shop.run(tmp_path / "in").counts == {"unchanged": 0, "moved": 4}
        assert shop.labels() == labels
        assert sorted(shop.files()) == [f"{tmp_path}/in/spring/{n}.jpg" for n in range(4)]

    def test_files_that_moved_to_another_source_folder_are_no_duplicates(self, shop, tmp_path):
        labels = shop.fill(tmp_path / "in")
        (tmp_path / "new").mkdir()
        for number in (0, 1):
            shutil.move(tmp_path / "in" / "shelf" / f"{number}.jpg", tmp_path / "new")
        result = shop.run(tmp_path / "new")
        assert result.counts == {"unchanged": 0, "moved": 2}
        assert shop.labels() == labels
        assert len(shop.files()) == 4
        operations.undo(shop.database, result.operation_id)
        assert sorted(shop.files()) == [f"{tmp_path}/in/shelf/{n}.jpg" for n in range(4)]
        operations.redo(shop.database, result.operation_id)
        assert f"{tmp_path}/new/0.jpg" in shop.files()

    def test_a_copy_while_the_first_is_there_is_a_duplicate(self, shop, tmp_path):
        shop.fill(tmp_path / "in", 1)
        shutil.copy(tmp_path / "in" / "shelf" / "0.jpg", tmp_path / "in" / "copy.jpg")
        assert shop.run(tmp_path / "in").counts == {"unchanged": 1, "duplicate": 1}

    def test_of_two_copies_of_a_moved_file_one_is_its_new_place(self, shop, tmp_path):
        shop.fill(tmp_path / "in", 1)
        path = tmp_path / "in" / "shelf" / "0.jpg"
        shutil.copy(path, tmp_path / "in" / "a.jpg")
        path.rename(tmp_path / "in" / "b.jpg")
        assert shop.run(tmp_path / "in").counts == {"unchanged": 0, "moved": 1, "duplicate": 1}
        assert sorted(shop.files()) == [f"{tmp_path}/in/a.jpg", f"{tmp_path}/in/b.jpg"]

    def test_the_place_on_an_unplugged_drive_is_remembered(self, shop, tmp_path):
        labels = shop.fill(tmp_path / "drive")
        shutil.copytree(tmp_path / "drive", tmp_path / "copy")
        (tmp_path / "drive").rename(tmp_path / "unplugged")
        assert shop.run(tmp_path / "copy").counts == {"unchanged": 0, "moved": 4}
        assert len(shop.files()) == 8
        (tmp_path / "unplugged").rename(tmp_path / "drive")
        assert shop.run(tmp_path / "drive").counts == {"unchanged": 4}
        assert shop.labels() == labels

    @pytest.mark.parametrize("seconds", [0, 60])  # written one by one, or all at once
    def test_two_files_that_swap_their_names_keep_their_labels(
        self, shop, tmp_path, monkeypatch, seconds
    ):
        monkeypatch.setattr(pipeline, "WRITE_SECONDS", seconds)
        labels = shop.fill(tmp_path / "in", 2)
        first, second = (tmp_path / "in" / "shelf" / f"{n}.jpg" for n in (0, 1))
        before = shop.files()
        first.rename(tmp_path / "third")
        second.rename(first)
        (tmp_path / "third").rename(second)
        result = shop.run(tmp_path / "in")
        assert result.counts == {"unchanged": 0, "moved": 2}
        assert shop.labels() == labels
        assert shop.files() == {
            str(first): before[str(second)], str(second): before[str(first)],
        }  # fmt: skip
        operations.undo(shop.database, result.operation_id)
        assert shop.files() == before

    @pytest.mark.parametrize("seconds", [0, 60])
    def test_names_that_all_move_on_by_one_keep_their_labels(
        self, shop, tmp_path, monkeypatch, seconds
    ):
        monkeypatch.setattr(pipeline, "WRITE_SECONDS", seconds)
        labels = shop.fill(tmp_path / "in", 6)
        before = shop.files()
        shelf = tmp_path / "in" / "shelf"
        for number in reversed(range(6)):
            (shelf / f"{number}.jpg").rename(shelf / f"{number + 1}.jpg")
        result = shop.run(tmp_path / "in")
        assert result.counts == {"unchanged": 0, "moved": 6}
        assert shop.labels() == labels
        assert shop.files() == {
            f"{shelf}/{n + 1}.jpg": before[f"{shelf}/{n}.jpg"] for n in range(6)
        }
        operations.undo(shop.database, result.operation_id)
        assert shop.files() == before

    def test_a_file_edited_in_place_stays_with_its_product(self, shop, tmp_path):
        labels = shop.fill(tmp_path / "in", 2)
        path = tmp_path / "in" / "shelf" / "0.jpg"
        before = shop.files()
        picture(path, 9)
        touch_later(path)
        result = shop.run(tmp_path / "in")
        assert result.counts == {"unchanged": 1, "imported": 1}
        assert shop.labels() == labels
        assert shop.files()[str(path)] not in before.values()
        assert shop.missing_products() == []
        operations.undo(shop.database, result.operation_id)
        assert shop.files() == before
        assert shop.labels() == labels

    def test_a_touched_file_is_read_again_and_stays_itself(self, shop, tmp_path):
        labels = shop.fill(tmp_path / "in", 2)
        before = shop.files()
        touch_later(tmp_path / "in" / "shelf" / "0.jpg")
        result = shop.run(tmp_path / "in")
        assert result.counts == {"unchanged": 2}
        assert (shop.labels(), shop.files()) == (labels, before)
        assert shop.run(tmp_path / "in").counts == {"unchanged": 2}

    def test_a_folder_whose_import_was_undone_takes_moved_files_in(self, shop, tmp_path):
        picture(tmp_path / "new" / "0.jpg", 0)
        operations.undo(shop.database, shop.run(tmp_path / "new").operation_id)
        (tmp_path / "new" / "0.jpg").unlink()
        labels = shop.fill(tmp_path / "in", 2)
        shutil.move(tmp_path / "in" / "shelf" / "0.jpg", tmp_path / "new" / "0.jpg")
        assert shop.run(tmp_path / "new", EACH).counts["moved"] == 1
        assert shop.labels() == labels
        assert f"{tmp_path}/new/0.jpg" in shop.files()

    def test_names_that_are_no_text_move_too(self, shop, tmp_path):
        labels = shop.fill(tmp_path / "in", 1)
        name = os.fsdecode(b"caf\xe9\xff.jpg")
        (tmp_path / "in" / "shelf" / "0.jpg").rename(tmp_path / "in" / name)
        result = shop.run(tmp_path / "in")
        assert (result.counts["moved"], shop.labels()) == (1, labels)
        operations.undo(shop.database, result.operation_id)
        assert list(shop.files()) == [f"{tmp_path}/in/shelf/0.jpg"]
