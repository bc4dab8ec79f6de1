"""A catalogue with products as an import of photos makes them, for the tests of tables."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select

from shelftag.catalog import labels, operations, products, search, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Photo, PhotoFile, Product, ProductPhoto, Root
from shelftag.importing.tables.apply import apply_table, check_table
from shelftag.importing.tables.mapping import TableMapping, TableOptions, TableOrder, field_named
from shelftag.importing.tables.reading import TableFormat
from shelftag.importing.tables.result import TableResult


def run(job) -> Any:
    """Runs a job to its end."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


class Shop:
    """A catalogue with products as an import of photos makes them."""

    def __init__(self, folder: Path) -> None:
        self.catalog = Catalog.create(folder)
        self.database = self.catalog.database

    def add(self, files: dict[str, str], root: str = "/shop/photos", **fields: Any) -> list[int]:
        """Adds a product per file (relative path → SKU); returns their ids."""
        with operations.operation(self.database, "import", "import", folder="photos") as scope:
            session = scope.session
            place = session.scalar(select(Root).where(Root.path == root)) or Root(path=root)
            session.add(place)
            session.flush()
            ids = []
            for file, sku in files.items():
                product = Product(operation_id=scope.id, sku=sku, title=Path(file).stem, **fields)
                digest = f"{abs(hash((root, file))):064x}"[:64]
                photo = Photo(sha256=digest, byte_size=1, width=1, height=1, format="JPEG")
                session.add_all([product, photo])
                session.flush()
                session.add(
                    PhotoFile(
                        photo_id=photo.id, root_id=place.id, relative_path=file, byte_size=1,
                        modified_ns=1, operation_id=scope.id,
                    )
                )  # fmt: skip
                shows = {"product_id": product.id, "photo_id": photo.id}
                session.add(ProductPhoto(**shows, operation_id=scope.id))
                ids.append(product.id)
            search.index(session, ids)
        return ids

    def add_many(self, count: int) -> None:
        """Adds products SKU-000000 and on, without photos."""
        with operations.operation(self.database, "import", "import", folder="photos") as scope:
            scope.session.execute(
                insert(Product),
                [
                    {"uuid": uuid4(), "sku": f"SKU-{i:06}", "title": "", "operation_id": scope.id}
                    for i in range(count)
                ],
            )

    def edit(self, product: int, **values: str) -> None:
        with operations.operation(self.database, "edit") as scope:
            products.edit(scope, product, values)

    def label(self, product: int, *path: str) -> None:
        with operations.operation(self.database, "label") as scope:
            labels.assign(scope, [product], tree.ensure_path(scope, path))

    def category(self, *path: str) -> None:
        with operations.operation(self.database, "add_category") as scope:
            tree.ensure_path(scope, path)

    def row(self, product: int) -> Product:
        with self.database.read() as session:
            return session.get(Product, product)

    def tree(self) -> tree.Tree:
        with self.database.read() as session:
            return tree.read_tree(session)

    def shelf(self, product: int) -> tuple[str, str]:
        """State and category as the views show them."""
        row = self.row(product)
        return row.state, self.tree().path_text(row.category_id)

    def state(self) -> list[Any]:
        """Everything that a table may change."""
        with self.database.read() as session:
            rows = session.execute(
                select(
                    Product.id, Product.sku, Product.gtin, Product.title, Product.description,
                    Product.brand, Product.price, Product.currency, Product.quantity,
                    Product.location, Product.hint, Product.state, Product.category_id,
                ).where(Product.active).order_by(Product.id)
            ).all()  # fmt: skip
            return [list(map(tuple, rows)), sorted(tree.read_tree(session).nodes)]

    def apply(self, table: Path, **options: Any) -> TableResult:
        return run(apply_table(self.catalog, order(table, **options)))

    def check(self, table: Path, **options: Any) -> TableResult:
        return run(check_table(self.catalog, order(table, **options)))


def order(
    table: Path,
    *,
    columns: dict[str, str] | None = None,
    keys: Sequence[str] = (),
    separator: str = ">",
    **options: bool,
) -> TableOrder:
    mapping = None
    if columns is not None:
        fields = {column: field_named(name) for column, name in columns.items()}
        mapping = TableMapping(fields, separator)
        if keys:
            mapping = TableMapping(fields, separator, tuple(map(field_named, keys)))
    chosen = TableOptions(**options) if options else None
    return TableOrder(table, TableFormat(), mapping, chosen)
