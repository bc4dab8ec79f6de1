"""The catalogue as a table: one line a product, all fields."""

from collections.abc import Generator, Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Product, ProductPhoto
from shelftag.catalog.photo_files import placed_files
from shelftag.catalog.tree import Tree, read_tree
from shelftag.exchange.spreadsheet import write_spreadsheet
from shelftag_api.progress import Progress

HEADER = (
    "sku", "gtin", "title", "description", "brand", "price", "currency", "quantity", "location",
    "category", "category_id", "google_category_id", "shopify_category_id", "state", "confidence",
    "suggestion", "photos", "product_id",
)  # fmt: skip


def export_catalogue(catalog: Catalog, path: Path) -> Generator[Progress, None, int]:
    """Writes the catalogue as CSV for a spreadsheet.

    Returns:
        The number of products.

    Raises:
        ShelftagError: The file cannot be written.
    """
    yield Progress("phase.export")
    with catalog.database.read() as session:
        tree = read_tree(session)
        return write_spreadsheet(path, HEADER, _rows(session, tree))


def _rows(session: Session, tree: Tree) -> Iterator[list[str]]:
    """Yields one row per product, in the order in which they came."""
    photos = _photo_files(session)
    query = select(Product).where(Product.active).order_by(Product.id)
    for row in session.scalars(query.execution_options(yield_per=1_000)):
        category = tree.nodes.get(row.category_id or 0)
        suggestion = row.suggested_category_id
        yield [
            row.sku,
            row.gtin,
            row.title,
            row.description,
            row.brand,
            "" if row.price is None else f"{row.price.normalize():f}",
            row.currency,
            "" if row.quantity is None else str(row.quantity),
            row.location,
            tree.path_text(row.category_id),
            str(category.uuid) if category else "",
            str(category.google_id or "") if category else "",
            category.shopify_id or "" if category else "",
            row.state,
            "" if row.confidence is None else f"{row.confidence:.3f}",
            tree.path_text(suggestion),
            "; ".join(photos.get(row.id, [])),
            str(row.uuid),
        ]


def _photo_files(session: Session) -> dict[int, list[str]]:
    """Returns where the photos of every product lie: the first file of each."""
    placed = placed_files(session)
    rows = session.execute(
        select(ProductPhoto.product_id, ProductPhoto.photo_id)
        .where(ProductPhoto.active)
        .order_by(ProductPhoto.product_id, ProductPhoto.position)
    )
    files: dict[int, list[str]] = {}
    for product, photo in rows:
        if photo in placed:
            files.setdefault(product, []).append(placed[photo][0].path)
    return files
