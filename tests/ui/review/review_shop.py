"""A shop to review: products of six kinds that look alike by their embeddings, made in a moment."""

import shutil
from pathlib import Path

import numpy as np
from sqlalchemy import select
from ui_shop import Entry, fill, jpeg, plant

from shelftag.catalog import operations
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import ModelVersion, Photo, ProductPhoto
from shelftag.learning import versions
from shelftag.learning.workbench import Workbench
from starter_cache import starter_folder

KINDS = ("Fruit", "Bread", "T-shirts", "Socks", "Tools")
COLOURS = ((214, 64, 52), (222, 174, 96), (70, 120, 210), (120, 90, 170), (90, 140, 110))
EACH = 12


def review_shop(folder: Path, *, suggested: bool = True, each: int = EACH) -> dict[str, int]:
    """Makes a catalogue in which everything waits; every sixth suggestion is wrong.

    Args:
        folder: Where.
        suggested: Whether the model suggests categories; day zero where not.
        each: Products of each kind.

    Returns:
        Category ids by name.
    """
    catalog = Catalog.create(folder)
    categories = plant(catalog)
    _install(catalog)
    random = np.random.default_rng(7)
    entries, vectors = [], []
    for kind, (name, colour) in enumerate(zip(KINDS, COLOURS, strict=True)):
        centre = random.gamma(0.6, 1.0, 1280)
        for number in range(each):
            wrong = number % 6 == 5
            best = KINDS[(kind + 1) % len(KINDS)] if wrong else name
            others = [other for other in KINDS if other != best][:3]
            share = 0.4 if wrong else 0.66 + 0.02 * number
            candidates = [(categories[best], share)]
            candidates += [(categories[other], (1 - share) / 4) for other in others]
            shade = tuple(min(255, value + 3 * number) for value in colour)
            entries.append(
                Entry(f"{name[:2].upper()}-{number:02}", f"{name} {number}",
                      candidates if suggested else [], photos=[jpeg(shade)])
            )  # fmt: skip
            vectors.append(np.abs(centre + random.normal(0, 0.06, 1280)))
    version = versions.active(catalog)
    ids = fill(catalog, entries, version.id)
    _embed(catalog, version, ids, np.array(vectors, np.float32))
    catalog.close()
    return categories


def _install(catalog: Catalog) -> None:
    built = starter_folder()
    version = versions.install(catalog, built / "bundle", built / "encoder")
    with operations.operation(catalog.database, "activate", "model") as scope:
        versions.make_active(scope, version)


def _embed(catalog: Catalog, version: ModelVersion, ids: list[int], vectors: np.ndarray) -> None:
    store = Workbench(catalog).photo_stores(version)[0]
    with catalog.database.write() as session:
        photos = dict(
            session.execute(
                select(ProductPhoto.product_id, Photo).join(
                    Photo, Photo.id == ProductPhoto.photo_id
                )
            ).all()
        )
        keys = [photos[product].sha256 for product in ids]
        store.add(session, keys, vectors, [photos[product].id for product in ids])


def copy_of(template: Path, target: Path) -> Path:
    """Copies a catalogue that is closed."""
    return shutil.copytree(template, target)
