"""A catalogue whose products have photos in a folder, as an import leaves them, in milliseconds."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Photo, PhotoFile, PhotoReading, Product, ProductPhoto
from shelftag.catalog.models import Root as SourceFolder
from shelftag.catalog.operations import operation
from shelftag.importing.decode import read_photo
from shelftag.importing.reading import ReadingResult, read_codes
from shelftag.plugins.loading import load_reader
from shelftag.plugins.reader_guard import GuardedReader


@dataclass
class PhotoShop:
    """A catalogue whose products have photos in a folder, as an import leaves them."""

    catalog: Catalog
    folder: Path
    photos: dict[str, int] = field(default_factory=dict)

    def product(self, *photos: str, gtin: str = "") -> int:
        """Adds a product with photos of the folder."""
        with operation(self.catalog.database, "import", "import", folder="in") as scope:
            session = scope.session
            row = Product(title=" ".join(photos), gtin=gtin, operation_id=scope.id)
            root = session.scalar(select(SourceFolder)) or SourceFolder(path=str(self.folder))
            session.add_all([row, root])
            session.flush()
            for name in photos:
                if name not in self.photos:
                    self.photos[name] = self._photo(session, root.id, name, scope.id)
                photo_id = self.photos[name]
                session.add(
                    ProductPhoto(product_id=row.id, photo_id=photo_id, operation_id=scope.id)
                )
            return row.id

    def _photo(self, session, root_id: int, name: str, operation_id: int) -> int:
        path = self.folder / name
        status, content = path.stat(), read_photo(path)
        row = Photo(
            sha256=content.sha256, byte_size=status.st_size, width=9, height=9, format="JPEG"
        )
        session.add(row)
        session.flush()
        session.add(
            PhotoFile(
                photo_id=row.id, root_id=root_id, relative_path=name, operation_id=operation_id,
                byte_size=status.st_size, modified_ns=status.st_mtime_ns,
            )
        )  # fmt: skip
        return row.id

    def read(self, reader: GuardedReader | None = None, **more: int) -> ReadingResult:
        job = read_codes(self.catalog, reader or load_reader(), **more)
        try:
            while True:
                next(job)
        except StopIteration as end:
            return end.value

    def gtin(self, product: int) -> str:
        with self.catalog.database.read() as session:
            return session.get(Product, product).gtin

    def readings(self) -> dict[str, list[str]]:
        """What was read, by the name of the photo."""
        names = {photo: name for name, photo in self.photos.items()}
        with self.catalog.database.read() as session:
            rows = session.scalars(select(PhotoReading))
            return {names[row.photo_id]: [r["text"] for r in row.results] for row in rows}
