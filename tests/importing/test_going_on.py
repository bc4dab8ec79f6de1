"""Which interrupted import goes on as the same one, and which begins anew."""

from pathlib import Path

import pytest
from sqlalchemy import select

from importing.test_pipeline import EACH, Shop, photo
from importing.test_pipeline import shop as shop
from shelftag.catalog import labels, operations, tree
from shelftag.catalog.models import ImportOutcome, ImportRun, Operation
from shelftag.importing import pipeline
from shelftag.importing.grouping import Grouping
from shelftag.importing.pipeline import run_import
from shelftag.importing.plan import ImportOptions
from shelftag_api.errors import ShelftagError
from tiny_encoder import GridEncoder

COUNT = 40


@pytest.fixture
def folder(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose import failed half-way: it was taken away, and came back with a bad file."""
    monkeypatch.setattr(pipeline, "WRITE_SECONDS", 0)
    folder = tmp_path / "in"
    (photo(folder / "00.jpg", 0)).write_bytes(b"no picture")
    for number in range(1, COUNT):
        photo(folder / f"{number:02}.jpg", number)
    job = run_import(shop.catalog, folder, EACH, GridEncoder(), shop.store)
    while next(job).done < 8:
        pass
    folder.rename(tmp_path / "unplugged")
    with pytest.raises(ShelftagError, match="folder_vanished"):
        for _ in job:
            pass
    (tmp_path / "unplugged").rename(folder)
    assert 8 <= len(shop.ids()) < COUNT
    return folder


def statuses(shop: Shop) -> list[str]:
    with shop.catalog.database.read() as session:
        return list(session.scalars(select(ImportRun.status).order_by(ImportRun.id)))


def test_it_goes_on_with_one_report_of_every_file(shop, folder):
    result = shop.run(folder)
    assert result.counts == {"unchanged": 0, "imported": COUNT - 1, "failed": 1}
    assert result.products == COUNT - 1
    assert statuses(shop) == ["finished"]
    with shop.catalog.database.read() as session:
        assert len(session.scalars(select(ImportOutcome.relative_path)).all()) == COUNT
        operation = session.scalars(select(Operation).where(Operation.kind == "import")).one()
        assert operation.params == {"folder": "in", "count": COUNT - 1}


def test_a_bad_file_that_was_mended_meanwhile_leaves_no_trace(shop, folder):
    photo(folder / "00.jpg", 0)
    assert shop.run(folder).counts == {"unchanged": 0, "imported": COUNT}


def test_another_way_of_importing_is_another_import(shop, folder):
    shop.run(folder, ImportOptions(Grouping.EACH_FOLDER))
    assert statuses(shop) == ["failed", "finished"]


def test_one_that_was_undone_begins_anew(shop, folder):
    operations.undo(shop.catalog.database, 1)
    assert shop.run(folder).counts["imported"] == COUNT - 1
    assert statuses(shop) == ["failed", "finished"]
    assert len(shop.ids()) == COUNT - 1


def test_what_the_owner_decided_since_stays_after_it(shop, folder):
    with operations.operation(shop.catalog.database, "label") as scope:
        labels.assign(scope, shop.ids()[:1], tree.ensure_path(scope, ["Toys"]))
    shop.run(folder)
    assert statuses(shop) == ["failed", "finished"]


def test_after_a_crash_it_goes_on_whatever_the_owner_did_meanwhile(shop, folder):
    with operations.operation(shop.catalog.database, "label") as scope:
        labels.assign(scope, shop.ids()[:1], tree.ensure_path(scope, ["Toys"]))
    shop.run(folder, attempt=2)
    assert statuses(shop) == ["finished"]
