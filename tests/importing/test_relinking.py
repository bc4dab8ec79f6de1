"""Moved and renamed folders are found again by their content, in one step that can be undone."""

import shutil

import pytest

from importing.moving_shop import finished, picture, touch_later
from shelftag.catalog import operations, source_folders
from shelftag.catalog.models import PhotoFile
from shelftag.importing import relinking
from shelftag.importing.checking import check_files
from shelftag.importing.relinking import relink
from shelftag_api.errors import ShelftagError


@pytest.fixture
def shop(moving_shop):
    return moving_shop


def folders(shop):
    with shop.database.read() as session:
        return {folder.path: folder for folder in source_folders.source_folders(session)}


def refused(job):
    with pytest.raises(ShelftagError) as caught:
        finished(job)
    return caught.value.message_id


def test_a_moved_folder_is_relinked_with_every_label_and_undone(shop, tmp_path):
    labels = shop.fill(tmp_path / "old")
    before = shop.files()
    (tmp_path / "old").rename(tmp_path / "new")
    result = finished(relink(shop.catalog, tmp_path / "new", tmp_path / "old"))
    assert (result.found, result.missing) == (4, 0)
    assert shop.labels() == labels
    assert sorted(shop.files()) == [f"{tmp_path}/new/shelf/{n}.jpg" for n in range(4)]
    assert set(folders(shop)) == {str(tmp_path / "new")}
    assert shop.run(tmp_path / "new").counts == {"unchanged": 4}
    operations.undo(shop.database, result.operation_id)
    assert shop.files() == before
    operations.redo(shop.database, result.operation_id)
    assert set(folders(shop)) == {str(tmp_path / "new")}


def test_ctrl_z_takes_a_relink_back(shop, tmp_path):
    shop.fill(tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "new")
    finished(relink(shop.catalog, tmp_path / "new", tmp_path / "old"))
    assert operations.undo(shop.database).kind == "relink"
    assert set(folders(shop)) == {str(tmp_path / "old")}


def test_files_moved_and_renamed_inside_are_found_by_their_content(shop, tmp_path):
    labels = shop.fill(tmp_path / "old")
    new = tmp_path / "new"
    (tmp_path / "old").rename(new)
    (new / "shelf" / "0.jpg").rename(new / "zero.jpg")
    (new / "other").mkdir()
    (new / "shelf" / "1.jpg").rename(new / "other" / "one.jpg")
    before = shop.files()
    result = finished(relink(shop.catalog, new, tmp_path / "old"))
    assert (result.found, result.missing) == (4, 0)
    assert {f"{new}/zero.jpg", f"{new}/other/one.jpg", f"{new}/shelf/2.jpg"} < set(shop.files())
    assert shop.labels() == labels
    operations.undo(shop.database, result.operation_id)
    assert shop.files() == before


def test_names_that_were_swapped_on_the_way_are_told_apart_by_content(shop, tmp_path):
    labels = shop.fill(tmp_path / "old", 3)
    before = shop.files()
    new = tmp_path / "new"
    (tmp_path / "old").rename(new)
    for step in ((0, "a"), (1, 0), (2, 1), ("a", 2)):
        (new / "shelf" / f"{step[0]}.jpg").rename(new / "shelf" / f"{step[1]}.jpg")
    result = finished(relink(shop.catalog, new, tmp_path / "old"))
    assert (result.found, result.missing) == (3, 0)
    assert shop.files() == {
        f"{new}/shelf/{name}.jpg": before[f"{tmp_path}/old/shelf/{was}.jpg"]
        for name, was in ((0, 1), (1, 2), (2, 0))
    }
    assert shop.labels() == labels
    operations.undo(shop.database, result.operation_id)
    assert shop.files() == before
    operations.redo(shop.database, result.operation_id)
    assert shop.files()[f"{new}/shelf/2.jpg"] == before[f"{tmp_path}/old/shelf/0.jpg"]


def test_another_photo_of_the_same_name_and_size_is_not_taken_for_it(shop, tmp_path):
    shop.fill(tmp_path / "old", 2)
    new = tmp_path / "new"
    (tmp_path / "old").rename(new)
    path = new / "shelf" / "0.jpg"
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)
    result = finished(relink(shop.catalog, new, tmp_path / "old"))
    assert (result.found, result.missing) == (1, 1)


def test_what_is_not_found_is_marked_once_the_whole_folder_has_moved(shop, tmp_path):
    labels = shop.fill(tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "new")
    (tmp_path / "new" / "shelf" / "3.jpg").unlink()
    result = finished(relink(shop.catalog, tmp_path / "new", tmp_path / "old"))
    assert (result.found, result.missing) == (3, 1)
    assert shop.missing() == {f"{tmp_path}/new/shelf/3.jpg"}
    assert folders(shop)[str(tmp_path / "new")].missing == 1
    assert shop.labels() == labels


def test_a_folder_that_moved_in_part_is_in_both_places(shop, tmp_path):
    shop.fill(tmp_path / "old")
    (tmp_path / "new").mkdir()
    for number in (0, 1):
        shutil.move(tmp_path / "old" / "shelf" / f"{number}.jpg", tmp_path / "new")
    result = finished(relink(shop.catalog, tmp_path / "new", tmp_path / "old"))
    assert (result.found, result.missing) == (2, 2)
    assert sorted(shop.files()) == [
        *(f"{tmp_path}/new/{n}.jpg" for n in (0, 1)),
        *(f"{tmp_path}/old/shelf/{n}.jpg" for n in (2, 3)),
    ]
    assert shop.missing() == set()


def test_a_folder_copied_elsewhere_can_be_switched_to(shop, tmp_path):
    shop.fill(tmp_path / "old")
    shutil.copytree(tmp_path / "old", tmp_path / "new")
    touch_later(tmp_path / "new" / "shelf" / "0.jpg")
    finished(relink(shop.catalog, tmp_path / "new", tmp_path / "old"))
    assert set(folders(shop)) == {str(tmp_path / "new")}
    assert shop.run(tmp_path / "new").counts == {"unchanged": 4}


def test_every_missing_file_of_any_folder_can_be_sought_at_once(shop, tmp_path):
    shop.fill(tmp_path / "a", 2)
    for number in (5, 6):
        picture(tmp_path / "b" / f"{number}.jpg", number)
    shop.run(tmp_path / "b")
    labels = shop.labels()
    (tmp_path / "a" / "shelf" / "1.jpg").rename(tmp_path / "a.jpg")
    finished(check_files(shop.catalog))
    attic = tmp_path / "attic"
    attic.mkdir()
    (tmp_path / "a.jpg").rename(attic / "a.jpg")
    (tmp_path / "b").rename(attic / "b")
    result = finished(relink(shop.catalog, attic))
    assert (result.found, result.missing) == (3, 0)
    assert shop.labels() == labels
    assert sorted(shop.files()) == [
        f"{tmp_path}/a/shelf/0.jpg", f"{attic}/a.jpg", f"{attic}/b/5.jpg", f"{attic}/b/6.jpg",
    ]  # fmt: skip


def test_files_renamed_within_their_folder_are_found_there(shop, tmp_path):
    shop.fill(tmp_path / "in")
    shelf = tmp_path / "in" / "shelf"
    (shelf / "1.jpg").rename(shelf / "one.jpg")
    result = finished(relink(shop.catalog, tmp_path / "in", tmp_path / "in"))
    assert (result.found, result.missing) == (1, 0)
    assert f"{shelf}/one.jpg" in shop.files()


def test_a_folder_that_was_imported_anew_takes_the_old_one_in(shop, tmp_path):
    labels = shop.fill(tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "new")
    shop.run(tmp_path / "new")
    assert len(shop.files()) == 8
    result = finished(relink(shop.catalog, tmp_path / "new", tmp_path / "old"))
    assert set(folders(shop)) == {str(tmp_path / "new")}
    assert (len(shop.files()), shop.labels()) == (4, labels)
    operations.undo(shop.database, result.operation_id)
    assert len(shop.files()) == 8


def test_the_same_picture_twice_finds_both_of_its_files(shop, tmp_path):
    picture(tmp_path / "old" / "a.jpg", 1)
    picture(tmp_path / "old" / "b.jpg", 1)
    shop.run(tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "new")
    (tmp_path / "new" / "b.jpg").rename(tmp_path / "new" / "c.jpg")
    result = finished(relink(shop.catalog, tmp_path / "new", tmp_path / "old"))
    assert (result.found, result.missing) == (2, 0)
    assert sorted(shop.files()) == [f"{tmp_path}/new/a.jpg", f"{tmp_path}/new/c.jpg"]


def test_a_relink_that_is_cancelled_can_be_undone_and_done_again(shop, tmp_path, monkeypatch):
    monkeypatch.setattr(relinking, "_ROWS", 1)
    labels = shop.fill(tmp_path / "old")
    before = shop.files()
    new = tmp_path / "new"
    (tmp_path / "old").rename(new)
    (new / "shelf").rename(new / "board")
    job = relink(shop.catalog, new, tmp_path / "old")
    while next(job).total is None or set(shop.files()) == set(before):
        pass
    job.close()
    operations.undo(shop.database)
    assert shop.files() == before
    finished(relink(shop.catalog, new, tmp_path / "old"))
    assert sorted(shop.files()) == [f"{new}/board/{n}.jpg" for n in range(4)]
    assert shop.labels() == labels


def test_the_undo_is_refused_where_the_old_path_is_taken_by_now(shop, tmp_path):
    shop.fill(tmp_path / "old", 1)
    (tmp_path / "old").rename(tmp_path / "new")
    result = finished(relink(shop.catalog, tmp_path / "new", tmp_path / "old"))
    picture(tmp_path / "old" / "other.jpg", 7)
    shop.run(tmp_path / "old")
    with pytest.raises(ShelftagError) as caught:
        operations.undo(shop.database, result.operation_id)
    assert caught.value.message_id == "operation.changed_since"
    assert f"{tmp_path}/new/shelf/0.jpg" in shop.files()


def test_a_watched_folder_is_watched_at_its_new_place(shop, tmp_path):
    shop.fill(tmp_path / "old")
    with shop.database.write() as session:
        source_folders.watch_folder(session, tmp_path / "old", {"grouping": "each_photo"})
    (tmp_path / "old").rename(tmp_path / "new")
    finished(relink(shop.catalog, tmp_path / "new", tmp_path / "old"))
    with shop.database.read() as session:
        watched = source_folders.watched_folders(session)
    assert watched == {tmp_path / "new": {"grouping": "each_photo"}}


class TestRefusals:
    def test_nothing_is_missing(self, shop, tmp_path):
        shop.fill(tmp_path / "in")
        assert refused(relink(shop.catalog, tmp_path / "in")) == "folders.nothing_missing"

    def test_none_of_it_is_there(self, shop, tmp_path):
        shop.fill(tmp_path / "old")
        (tmp_path / "old").rename(tmp_path / "gone")
        picture(tmp_path / "new" / "x.jpg", 9)
        job = relink(shop.catalog, tmp_path / "new", tmp_path / "old")
        assert refused(job) == "folders.not_found"
        assert shop.count(PhotoFile) == 4

    def test_nothing_was_ever_imported_from_there(self, shop, tmp_path):
        job = relink(shop.catalog, tmp_path, tmp_path / "never")
        assert refused(job) == "folders.unknown"

    def test_the_new_folder_does_not_exist(self, shop, tmp_path):
        shop.fill(tmp_path / "old", 1)
        job = relink(shop.catalog, tmp_path / "nowhere", tmp_path / "old")
        assert refused(job) == "importing.folder_missing"
