"""What is said of a folder before it is imported is what the import then does."""

import os
import shutil

import pytest

from importing.test_pipeline import Shop, photo, shop  # noqa: F401 - a fixture
from shelftag.importing.preview import MOST_PICTURES, Overlap, compare_folder, pictures
from shelftag_api.errors import ShelftagError


def finish(job):
    seen = []
    while True:
        try:
            seen.append(next(job))
        except StopIteration as stop:
            return seen, stop.value


def test_a_folder_that_nobody_knows_is_all_new(shop: Shop, tmp_path):  # noqa: F811
    for number in range(5):
        photo(tmp_path / "in" / f"{number}.jpg", number)
    assert finish(compare_folder(shop.catalog, tmp_path / "in"))[1] == Overlap(new=5)


def test_the_counts_are_those_of_the_import_that_follows(shop: Shop, tmp_path):  # noqa: F811
    for number in range(4):
        photo(tmp_path / "before" / f"{number}.jpg", number)
    shop.run(tmp_path / "before")
    folder = shutil.copytree(tmp_path / "before", tmp_path / "in" / "copied").parent
    shop.run(folder)  # all of these are duplicates, and known from now on
    for number in range(10, 13):
        photo(folder / f"new {number}.jpg", number)
    shutil.copy(folder / "new 10.jpg", folder / "again.jpg")
    shutil.copy(tmp_path / "before" / "1.jpg", folder / "elsewhere.jpg")
    seen, overlap = finish(compare_folder(shop.catalog, folder))
    assert overlap == Overlap(new=3, known=4, elsewhere=1, doubles=1)
    assert seen[-1].detail.keys() == {"new", "known", "elsewhere", "doubles"}
    counts = shop.run(folder).counts
    assert (counts["imported"], counts["unchanged"], counts["duplicate"]) == (3, 4, 2)


def test_a_changed_file_counts_as_new(shop: Shop, tmp_path):  # noqa: F811
    photo(tmp_path / "in" / "a.jpg", 1)
    shop.run(tmp_path / "in")
    photo(tmp_path / "in" / "a.jpg", 2)
    os.utime(tmp_path / "in" / "a.jpg", ns=(1, 1))
    assert finish(compare_folder(shop.catalog, tmp_path / "in"))[1].new == 1


def test_what_an_undone_import_brought_counts_as_new(shop: Shop, tmp_path):  # noqa: F811
    from shelftag.catalog import operations

    photo(tmp_path / "in" / "a.jpg", 1)
    result = shop.run(tmp_path / "in")
    operations.undo(shop.catalog.database, result.operation_id)
    assert finish(compare_folder(shop.catalog, tmp_path / "in"))[1] == Overlap(new=1)


def test_nothing_is_read_that_its_size_tells_apart(shop: Shop, tmp_path, monkeypatch):  # noqa: F811
    for number in range(4):
        (tmp_path / f"{number}.jpg").write_bytes(b"x" * (100 + number))
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "empty too.jpg").touch()
    seen, overlap = finish(compare_folder(shop.catalog, tmp_path))
    assert [progress.phase for progress in seen] == ["phase.scan"]
    assert overlap.new == 6


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_what_cannot_be_read_counts_as_new(shop: Shop, tmp_path):  # noqa: F811
    for name in ("a.jpg", "b.jpg"):
        photo(tmp_path / "in" / name, 3).chmod(0)
    assert finish(compare_folder(shop.catalog, tmp_path / "in"))[1].new == 2


def test_a_folder_that_is_not_there_is_refused(shop: Shop, tmp_path):  # noqa: F811
    with pytest.raises(ShelftagError, match=r"importing\.folder_missing"):
        finish(compare_folder(shop.catalog, tmp_path / "gone"))


def test_pictures_are_small_and_bad_files_are_left_out(tmp_path):
    for number in range(MOST_PICTURES + 3):
        photo(tmp_path / f"{number}.jpg", number)
    (tmp_path / "bad.jpg").write_bytes(b"no picture")
    names = ["bad.jpg", "gone.jpg", *(f"{number}.jpg" for number in range(MOST_PICTURES + 3))]
    _, found = finish(pictures(tmp_path, names))
    assert len(found) == MOST_PICTURES - 2
    assert all(data.startswith(b"\xff\xd8") for data in found.values())
