"""What must hold of a catalogue after imports, whatever happened to the processes that ran them."""

import io
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from sqlalchemy import func, select

from shelftag.catalog import tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.embeddings import EmbeddingStore
from shelftag.catalog.models import (
    EmbeddingRow,
    ImportOutcome,
    ImportRun,
    LabelEvent,
    Operation,
    Photo,
    PhotoFile,
    Product,
    ProductPhoto,
    Root,
)
from shelftag.catalog.models.importing import IMPORTED
from shelftag_api.files import sha256_of


def check_database(folder: Path) -> None:
    """The file is whole, and no row points at nothing."""
    with closing(sqlite3.connect(folder / "catalog.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def check_catalogue(catalog: Catalog, space: str, size: int) -> None:
    """Nothing is there twice, half, or without what belongs to it.

    Args:
        catalog: The open catalogue; no import is under way.
        space: The space of its embeddings.
        size: Their length.
    """
    check_database(catalog.folder)
    with catalog.database.read() as session:
        photos = session.scalars(select(Photo.sha256)).all()
        twice = (
            (Photo.sha256,),
            (PhotoFile.root_id, PhotoFile.relative_path),
            (EmbeddingRow.space, EmbeddingRow.key),
            (EmbeddingRow.space, EmbeddingRow.shard, EmbeddingRow.row),
            (ImportOutcome.run_id, ImportOutcome.relative_path),
        )
        for columns in twice:
            query = select(*columns).group_by(*columns).having(func.count() > 1)
            assert session.execute(query).all() == [], columns
        shown = (
            select(ProductPhoto.photo_id).join(Product).where(ProductPhoto.active, Product.active)
        )
        on_several = shown.group_by(ProductPhoto.photo_id).having(func.count() > 1)
        assert session.execute(on_several).all() == []
        keys = select(Product.group_key).where(Product.active).group_by(Product.group_key)
        assert session.execute(keys.having(func.count() > 1)).all() == []
        empty = select(Product.id).where(
            Product.active,
            ~Product.id.in_(select(ProductPhoto.product_id).where(ProductPhoto.active)),
        )
        assert session.scalars(empty).all() == []
        on_nothing = select(PhotoFile.id).where(PhotoFile.photo_id.not_in(shown), PhotoFile.active)
        assert session.scalars(on_nothing).all() == []
        events = select(LabelEvent.product_id).group_by(LabelEvent.product_id)
        assert session.execute(events.having(func.count() > 1)).all() == []
        assert session.scalars(select(Operation).where(Operation.finished_at.is_(None))).all() == []
        assert "running" not in session.scalars(select(ImportRun.status)).all()
        rows = session.execute(
            select(EmbeddingRow.key, EmbeddingRow.shard, EmbeddingRow.row).where(
                EmbeddingRow.space == space
            )
        ).all()
    check_embeddings(catalog, {key: (shard, row) for key, shard, row in rows}, space, size)
    assert {key for key, *_ in rows} == set(photos)
    files = [path for path in (catalog.folder / "thumbnails").rglob("*") if path.is_file()]
    assert {path.name for path in files} == {f"{sha256}.jpg" for sha256 in photos}
    check_copies(catalog)


def check_copies(catalog: Catalog) -> None:
    """The catalogue keeps the copies that its rows name, whole, and no other file."""
    with catalog.database.read() as session:
        rows = session.execute(
            select(Photo.sha256, Photo.kept_suffix).where(Photo.kept_suffix.is_not(None))
        )
        named = {f"{sha256}{suffix}" for sha256, suffix in rows}
    files = [path for path in (catalog.folder / "photos").rglob("*") if path.is_file()]
    assert {path.name for path in files} == named
    assert all(sha256_of(path) == path.stem for path in files)


def check_embeddings(
    catalog: Catalog, places: dict[str, tuple[int, int]], space: str, size: int
) -> None:
    """Each photo's thumbnail opens, and its embedding is its own: the colours of its thumbnail."""
    store = EmbeddingStore(catalog.folder / "embeddings", space, size)
    vectors = store.read(places.values())
    for sha256, vector in zip(places, vectors, strict=True):
        with Image.open(io.BytesIO(catalog.thumbnail(sha256).read_bytes())) as thumbnail:
            small = np.asarray(thumbnail.resize((2, 2), Image.Resampling.BOX), float) / 255
        if size == small.size:
            assert np.abs(vector - small.ravel()).max() < 0.1, sha256
        assert np.isfinite(vector).all()


def content(catalog: Catalog) -> dict[str, Any]:
    """All that an import brings in, free of ids and times, to be compared with another's."""
    with catalog.database.read() as session:
        names = tree.read_tree(session)
        sha256 = dict(session.execute(select(Photo.id, Photo.sha256)).all())
        links: dict[int, list[tuple[int, str]]] = {}
        for product, position, photo in session.execute(
            select(ProductPhoto.product_id, ProductPhoto.position, ProductPhoto.photo_id)
        ):
            links.setdefault(product, []).append((position, sha256[photo]))
        products = Counter(
            (
                row.title, row.sku, row.hint, row.state, row.group_key,
                names.path_names(row.category_id) if row.category_id else (),
                tuple(sorted(links[row.id])),
            )
            for row in session.scalars(select(Product).where(Product.active))
        )  # fmt: skip
        root = session.scalars(select(Root.path)).one()
        return {
            "products": products,
            "photos": sorted(sha256.values()),
            "files": sorted(
                (row.relative_path, sha256[row.photo_id])
                for row in session.scalars(select(PhotoFile))
            ),
            "outcomes": sorted(
                (row.relative_path, row.outcome, reason(row, root))
                for row in session.scalars(select(ImportOutcome))
            ),
            "runs": [(row.status, row.counts) for row in session.scalars(select(ImportRun))],
        }


def reason(row: ImportOutcome, root: str) -> str:
    """Why a file did not come in, without the place of the photos.

    Which of two photos that look alike is told of the other depends on which came first.
    """
    if row.outcome == IMPORTED:
        return ""
    return f"{row.message_id} {sorted(row.params.items())}".replace(root + "/", "")
