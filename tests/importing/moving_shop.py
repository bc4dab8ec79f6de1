"""A shop whose photos move about: imports with a tiny encoder, labels, looks."""

import os
import random
from collections.abc import Generator
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import func, select

from importing.test_pipeline import Shop
from shelftag.catalog import labels, operations, queries, tree
from shelftag.catalog.models import ImportOutcome, Photo, PhotoFile, Product, Root
from shelftag.catalog.photo_files import photo_places


def finished(job: Generator[Any, None, Any]) -> Any:
    """Runs a generator job to its end."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


def picture(path: Path, number: int) -> Path:
    """Writes a picture that no other number gives, nor any other size of file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    colours = random.Random(number).randbytes(16 * 12 * 3)
    image = Image.frombytes("RGB", (16, 12), colours).resize((64, 48), Image.Resampling.NEAREST)
    image.save(path, "JPEG", comment=b"x" * number)
    return path


class MovingShop(Shop):
    """A shop with labels on its products."""

    @property
    def database(self):
        return self.catalog.database

    def fill(self, folder: Path, count: int = 4, **options: Any) -> dict[int, str]:
        """Imports pictures 0 to count-1 as ``N.jpg``, labels each; returns labels by product."""
        for number in range(count):
            picture(folder / "shelf" / f"{number}.jpg", number)
        self.run(folder, **options)
        with operations.operation(self.database, "label") as scope:
            for product in self.ids():
                category = tree.ensure_path(scope, [f"Category {product}"])
                labels.assign(scope, [product], category)
        return self.labels()

    def labels(self) -> dict[int, str]:
        with self.database.read() as session:
            nodes = tree.read_tree(session).nodes
            rows = session.scalars(select(Product).where(Product.active)).all()
            return {row.id: nodes[row.category_id].name if row.category_id else "" for row in rows}

    def files(self) -> dict[str, int]:
        """Photo by path, of the files that count."""
        with self.database.read() as session:
            rows = session.execute(
                select(Root.path, PhotoFile.relative_path, PhotoFile.photo_id)
                .join(Root, Root.id == PhotoFile.root_id)
                .where(PhotoFile.active)
            )
            return {f"{root}/{relative}": photo for root, relative, photo in rows}

    def missing(self) -> set[str]:
        with self.database.read() as session:
            rows = session.execute(
                select(Root.path, PhotoFile.relative_path)
                .join(Root, Root.id == PhotoFile.root_id)
                .where(PhotoFile.active, PhotoFile.missing_since.is_not(None))
            )
            return {f"{root}/{relative}" for root, relative in rows}

    def missing_products(self) -> list[int]:
        with self.database.read() as session:
            listed = sorted(queries.product_ids(session, queries.ProductFilter(missing=True)))
            cards = queries.product_cards(session, self.ids())
            assert sum(queries.missing_counts(session).values()) == len(listed)
        assert sorted(i for i, card in cards.items() if card.missing) == listed
        return listed

    def outcomes(self, run_id: int) -> dict[str, str]:
        with self.database.read() as session:
            rows = session.execute(
                select(ImportOutcome.relative_path, ImportOutcome.outcome).where(
                    ImportOutcome.run_id == run_id
                )
            )
            return dict(rows.all())

    def opened(self) -> dict[int, str]:
        """Name of the file that each photo would be opened from."""
        with self.database.read() as session:
            ids = session.scalars(select(Photo.id)).all()
            places = photo_places(session, self.catalog, ids)
        return {
            photo: next((str(path) for path in place.openable()), "")
            for photo, place in places.items()
        }

    def photos(self) -> int:
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(Photo))


def touch_later(path: Path) -> None:
    """Moves a file's time on, as saving it again does."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 10**9))
