"""What would become of a folder, by names alone."""

from collections.abc import Generator
from pathlib import Path

import pytest

from shelftag.importing.grouping import Grouping
from shelftag.ui.dialogs.import_plan import ImportPlan, Looked, plan_import
from shelftag_api.errors import ShelftagError


def finish(job: Generator[Looked, None, ImportPlan]) -> tuple[list[Looked], ImportPlan]:
    seen = []
    while True:
        try:
            seen.append(next(job))
        except StopIteration as stop:
            return seen, stop.value


def test_every_grouping_is_worked_out(photos):
    seen, plan = finish(plan_import(photos))
    assert (plan.photos, plan.skipped) == (6, 1)
    assert plan.suggested is Grouping.FILE_NAME
    assert {g: found.products for g, found in plan.groupings.items()} == {
        Grouping.FILE_NAME: 4,
        Grouping.EACH_PHOTO: 6,
        Grouping.EACH_FOLDER: 3,
    }
    assert seen[0] == Looked(1)
    assert seen[-1] == Looked(6, grouping=True)


def test_the_example_has_several_photos_where_one_has(photos):
    _, plan = finish(plan_import(photos))
    by_name = plan.groupings[Grouping.FILE_NAME]
    assert len(by_name.example.files) == 2


def test_folders_are_counted_as_categories(photos):
    _, plan = finish(plan_import(photos))
    found = plan.groupings[Grouping.FILE_NAME]
    assert [(c.path, c.products) for c in found.categories] == [
        (("Mugs",), 2),
        (("vases", "Tall"), 1),
    ]
    assert found.without_category == 1


def test_folders_that_differ_in_case_only_are_one_category(tmp_path):
    for name in ("Mugs/a cup.jpg", "shelf/x.jpg", "mugs/another cup.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    if len(list(tmp_path.iterdir())) < 3:
        pytest.skip("this file system does not tell the case of names")
    _, plan = finish(plan_import(tmp_path))
    counted = plan.groupings[Grouping.EACH_PHOTO].categories
    assert [(c.path, c.products) for c in counted] == [(("Mugs",), 2), (("shelf",), 1)]


@pytest.mark.parametrize(
    ("names", "message_id"),
    [((), "dialogs.import.no_files"), (("a.txt", "b.doc"), "dialogs.import.no_photos")],
)
def test_a_folder_without_photos_is_refused(tmp_path, names, message_id):
    for name in names:
        (tmp_path / name).touch()
    with pytest.raises(ShelftagError) as caught:
        finish(plan_import(tmp_path))
    assert caught.value.message_id == message_id


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(ShelftagError) as caught:
        finish(plan_import(Path(tmp_path / "gone")))
    assert caught.value.message_id == "importing.folder_missing"
