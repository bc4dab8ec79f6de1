"""A real catalogue with photos in a folder beside it, labelled by its owner."""

import os
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from shelftag.catalog import labels, operations, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import (
    ModelVersion,
    Photo,
    PhotoFile,
    Prediction,
    Product,
    ProductPhoto,
    Root,
)
from shelftag.exchange.catalogue import export_catalogue
from shelftag.exchange.labels import ExportResult, export_labels


class Shop:
    """A catalogue whose photos lie in ``photos``; products are made as an import makes them."""

    def __init__(self, folder: Path, photos: Path) -> None:
        self.catalog = Catalog.open(folder)
        self.photos = photos

    @property
    def database(self):
        return self.catalog.database

    def photo(self, name: str, content: bytes | None = None) -> Path:
        path = self.photos / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if content is not None else b"picture " + os.fsencode(name))
        return path

    def product(self, *photos: Path, **fields: Any) -> int:
        with operations.operation(self.database, "import", "import", folder="box") as scope:
            row = Product(operation_id=scope.id, **fields)
            scope.session.add(row)
            scope.session.flush()
            for position, path in enumerate(photos):
                self._show(scope, row.id, path, position)
            return row.id

    def _show(self, scope, product: int, path: Path, position: int) -> None:
        session = scope.session
        root = session.scalar(select(Root).where(Root.path == str(self.photos)))
        digest = sha256(path.read_bytes()).hexdigest()
        photo = session.scalar(select(Photo).where(Photo.sha256 == digest))
        root = root or Root(path=str(self.photos))
        photo = photo or Photo(sha256=digest, byte_size=1, width=1, height=1, format="JPEG")
        session.add_all([root, photo])
        session.flush()
        link = ProductPhoto(product_id=product, photo_id=photo.id, position=position)
        link.operation_id = scope.id
        session.add(link)
        relative = path.relative_to(self.photos).as_posix()
        if session.scalar(select(PhotoFile).where(PhotoFile.relative_path == relative)) is None:
            session.add(
                PhotoFile(
                    photo_id=photo.id, root_id=root.id, relative_path=relative,
                    byte_size=path.stat().st_size,
                    modified_ns=1, operation_id=scope.id,
                )
            )  # fmt: skip

    def category(self, *path: str) -> int:
        with operations.operation(self.database, "add_category") as scope:
            return tree.ensure_path(scope, path)

    def label(self, product: int, category: int) -> None:
        with operations.operation(self.database, "label") as scope:
            labels.assign(scope, [product], category)

    def trust(self, product: int, category: int) -> None:
        with operations.operation(self.database, "import", "import", folder="box") as scope:
            labels.assign(scope, [product], category, source="import", method="folder")

    def suggest(self, product: int, category: int, confidence: float) -> None:
        with operations.operation(self.database, "tag", "model") as scope:
            version = scope.session.scalar(select(ModelVersion.id)) or self._version(scope.session)
            scope.session.add(
                Prediction(
                    operation_id=scope.id, product_id=product, model_version_id=version,
                    candidates=[[category, confidence]], category_id=category,
                    confidence=confidence, accepted=False,
                )
            )  # fmt: skip
            labels.refresh_ids(scope.session, [product])

    def _version(self, session) -> int:
        row = ModelVersion(
            uuid=uuid4(), number=3, name="head", encoder_sha256="0" * 64, status="active"
        )
        session.add(row)
        session.flush()
        return row.id

    def change(self, product: int, **values: Any) -> None:
        with self.database.write() as session:
            row = session.get(Product, product)
            for name, value in values.items():
                setattr(row, name, value)

    def export_labels(self, folder: Path, **options: Any) -> ExportResult:
        return finished(export_labels(self.catalog, folder, **options))

    def export_catalogue(self, path: Path) -> int:
        return finished(export_catalogue(self.catalog, path))


def finished(job):
    """Runs a generator job to its end."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


@pytest.fixture(scope="session")
def empty_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new catalogue, to be copied: quicker than to create one for each test."""
    folder = tmp_path_factory.mktemp("empty") / "shop"
    Catalog.create(folder).close()
    return folder


@pytest.fixture
def shop(tmp_path: Path, empty_catalogue: Path) -> Iterator[Shop]:
    shutil.copytree(empty_catalogue, tmp_path / "shop")
    shop = Shop(tmp_path / "shop", tmp_path / "photos")
    yield shop
    shop.catalog.close()
