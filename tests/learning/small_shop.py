"""A small drawn shop with the real starter, its photos imported."""

from collections.abc import Generator
from itertools import islice
from pathlib import Path
from typing import Any

from shelftag.catalog import operations
from shelftag.catalog.catalog import Catalog
from shelftag.importing.pipeline import run_import
from shelftag.importing.plan import ImportOptions
from shelftag.learning import starter, versions
from shelftag.learning.workbench import Workbench
from shelftag_resources.demo import draw_demo_shop
from starter_cache import starter_folder


def finish(job: Generator[Any, None, Any]) -> Any:
    """Runs a job to its end."""
    try:
        while True:
            next(job)
    except StopIteration as end:
        return end.value


def open_shop(catalog: Catalog, photos: Path, *, count: int, per_category: int = 2) -> Workbench:
    """Draws so many photos and imports them into a new catalogue.

    Drawn elsewhere first: several processes draw ahead of what is taken from them.
    """
    drawn = photos.with_name(f"{photos.name}-drawn")
    photos.mkdir(parents=True)
    for photo in islice(draw_demo_shop(drawn, per_category=per_category), count):
        photo.path.rename(photos / photo.path.name)
    starter.plant_starter_tree(catalog)
    built = starter_folder()
    version = versions.install(catalog, built / "bundle", built / "encoder")
    with operations.operation(catalog.database, "activate", "model") as scope:
        versions.make_active(scope, version)
    bench = Workbench(catalog)
    encoder = bench.encoder(bench.active_version())
    store = bench.photo_store(encoder)
    finish(run_import(catalog, photos, ImportOptions(), encoder, store))
    return bench
