"""Embeddings that were lost, with the folder or a file, are made anew by the next job."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from learning.small_shop import finish, open_shop
from shelftag.catalog import labels, operations
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import photo_places, read_from
from shelftag.catalog.models import LabelEvent, Product
from shelftag.engine import jobs
from shelftag.engine.context import JobContext
from shelftag.learning import retraining, tagging
from shelftag.learning.review.desk import open_desk
from shelftag.learning.workbench import Workbench
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

COUNT = 6


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("lost")
    with Catalog.create(folder / "shop") as catalog:
        bench = open_shop(catalog, folder / "photos", count=COUNT)
        with catalog.database.read() as session:
            products = tagging.untagged(session)
        finish(tagging.tag(bench, bench.active_version(), products))
        with operations.operation(catalog.database, "confirm") as scope:
            labels.confirm(scope, products, method="page")
    return folder


@pytest.fixture
def bench(template, tmp_path, monkeypatch) -> Iterator[Workbench]:
    shutil.copytree(template / "shop", tmp_path / "shop")
    with Catalog.open(tmp_path / "shop") as catalog:
        bench = Workbench(catalog)
        monkeypatch.setattr(jobs, "_benches", {catalog.folder: bench})
        yield bench


def lose_all(bench: Workbench) -> None:
    shutil.rmtree(bench.catalog.folder / "embeddings")


def zero_one(bench: Workbench) -> None:
    """Leaves one shard of the photos as a power cut may."""
    size = bench.photo_stores(bench.active_version())[0].size
    for path in (bench.catalog.folder / "embeddings").rglob("*.f16"):
        if path.stat().st_size == COUNT * size * 2:
            path.write_bytes(bytes(path.stat().st_size))


def vectors(bench: Workbench) -> np.ndarray:
    stores = bench.photo_stores(bench.active_version())
    with bench.catalog.database.read() as session:
        places = photo_places(session, stores)
    return read_from(stores, [places[photo] for photo in sorted(places)])


def alike(before: np.ndarray, after: np.ndarray) -> bool:
    """Whether embeddings are those of the same photos, one by one."""
    before, after = (v / np.linalg.norm(v, axis=1, keepdims=True) for v in (before, after))
    cosines = before @ after.T
    return before.shape == after.shape and bool((cosines.argmax(axis=1) == range(COUNT)).all())


def owners_labels(bench: Workbench) -> list[tuple[object, ...]]:
    with bench.catalog.database.read() as session:
        rows = session.execute(
            select(LabelEvent.id, LabelEvent.product_id, LabelEvent.category_id).where(
                LabelEvent.source == "owner"
            )
        )
        return [tuple(row) for row in rows]


def states(bench: Workbench) -> list[tuple[object, ...]]:
    with bench.catalog.database.read() as session:
        return [tuple(row) for row in session.execute(select(Product.state, Product.category_id))]


def phases(bench: Workbench, job: str, **arguments: object) -> tuple[list[str], dict]:
    """Runs a job of the engine; returns the phases that it went through, and its result."""
    work = jobs.JOBS[job](JobContext(bench.catalog.folder), **arguments)
    said: list[str] = []
    while True:
        try:
            said.append(next(work).phase)
        except StopIteration as end:
            return said, end.value


def review(bench: Workbench) -> int:
    version = bench.active_version()
    with bench.catalog.database.read() as session:
        return len(open_desk(session, version, bench.photo_stores(version)).ids)


@pytest.mark.parametrize("lose", [lose_all, zero_one])
def test_tagging_makes_them_anew_though_no_product_waits_for_it(bench, lose):
    before, labelled, shown = vectors(bench), owners_labels(bench), states(bench)
    lose(bench)
    said, result = phases(bench, "tag")
    assert result["products"] == 0
    assert "phase.encode" in said
    assert alike(before, vectors(bench))
    assert review(bench) == COUNT
    assert owners_labels(bench) == labelled
    assert states(bench) == shown
    assert "phase.encode" not in phases(bench, "tag")[0]


def test_a_review_says_what_to_do_while_they_are_gone(bench):
    lose_all(bench)
    with pytest.raises(ShelftagError) as caught:
        review(bench)
    assert caught.value.message_id == "embeddings.missing"


@pytest.mark.parametrize("lose", [lose_all, zero_one])
def test_a_retrain_learns_from_them_made_anew(bench, lose, tmp_path):
    before = vectors(bench)
    lose(bench)
    (tmp_path / "dataset").mkdir()
    retraining_ends_at_the_trainer(bench)
    assert alike(before, vectors(bench))
    labelled = retraining.write_retrain_dataset(bench, bench.active_version(), tmp_path / "dataset")
    assert labelled == COUNT


def retraining_ends_at_the_trainer(bench: Workbench) -> None:
    """Follows a retrain until the trainer has its data."""
    job = retraining.retrain(bench)
    assert "phase.encode" in {step.phase for step in until(job, "phase.collect")}
    job.close()


def until(job, phase: str) -> list[Progress]:
    steps = [next(job)]
    while steps[-1].phase != phase:
        steps.append(next(job))
    return steps


def test_another_model_can_be_made_active_without_them(bench):
    lose_all(bench)
    finish(tagging.activate(bench, bench.active_version().id))
    assert review(bench) == COUNT


def test_an_import_makes_them_anew_before_it_adds_its_own(bench, template, tmp_path):
    before = vectors(bench)
    lose_all(bench)
    more = tmp_path / "more"
    more.mkdir()
    photo = min((template / "photos").iterdir())
    shutil.copyfile(photo, more / "again.jpg")
    said, _ = phases(bench, "import", folder=str(more), grouping="each_photo", read_codes=False)
    assert "phase.encode" in said
    assert alike(before, vectors(bench))


def test_photos_are_read_where_their_thumbnails_are_gone_as_well(bench, template):
    before = vectors(bench)
    lose_all(bench)
    shutil.rmtree(bench.catalog.folder / "thumbnails")
    phases(bench, "tag")
    assert alike(before, vectors(bench))


def test_a_photo_that_can_be_read_nowhere_stops_nothing(bench, template, tmp_path):
    lose_all(bench)
    shutil.rmtree(bench.catalog.folder / "thumbnails")
    away = tmp_path / "away"
    shutil.move(template / "photos", away)
    try:
        phases(bench, "tag")
        assert len(vectors(bench)) == 0
        assert review(bench) == COUNT
    finally:
        shutil.move(away, template / "photos")
