"""Finds the product that a row speaks of: by exact keys only."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog.models import PhotoFile, Product, ProductPhoto, Root
from shelftag.importing.scan import PICTURE_EXTENSIONS
from shelftag.importing.tables.fields import TableField

_BETWEEN_FILES = re.compile(r"[;,|\n]")


class ProductKeys:
    """The keys of all products of a catalogue, read once.

    Spelling does not matter in small ways: small and capital letters, composed accents, the zeros
    that make a short barcode a long one, the kind of slash.
    """

    def __init__(self, session: Session) -> None:
        self._by: dict[TableField, dict[str, set[int]]] = {
            TableField.PRODUCT: {}, TableField.SKU: {}, TableField.GTIN: {},
        }  # fmt: skip
        self._files: dict[str, list[tuple[str, int]]] = {}
        self._stems: dict[str, set[int]] = {}
        rows = session.execute(
            select(Product.id, Product.uuid, Product.sku, Product.gtin).where(Product.active)
        )
        for product, uuid, sku, gtin in rows:
            for field, text in (
                (TableField.PRODUCT, str(uuid)), (TableField.SKU, sku), (TableField.GTIN, gtin),
            ):  # fmt: skip
                if text:
                    self.add(field, text, product)
        files = session.execute(
            select(ProductPhoto.product_id, Root.path, PhotoFile.relative_path)
            .join(PhotoFile, PhotoFile.photo_id == ProductPhoto.photo_id)
            .join(Root, Root.id == PhotoFile.root_id)
            .join(Product, Product.id == ProductPhoto.product_id)
            .where(ProductPhoto.active, PhotoFile.active, Product.active)
        )
        for product, root, relative in files:
            path = _folded(f"{root}/{relative}")
            name = path.rpartition("/")[2]
            self._files.setdefault(name, []).append((path, product))
            self._stems.setdefault(PurePosixPath(name).stem, set()).add(product)

    def add(self, field: TableField, text: str, product: int) -> None:
        """Adds a key that a product has from now on."""
        self._by[field].setdefault(_key(field, text), set()).add(product)

    def find(self, field: TableField, text: str) -> set[int]:
        """Returns the products that have a key: none, one, or several."""
        if field is TableField.FILE:
            return self._by_file(text)
        return self._by[field].get(_key(field, text), set())

    def _by_file(self, text: str) -> set[int]:
        """Finds the products of a photo, or of the first one of several that is known."""
        found = self._one_file(text)
        if found:
            return found
        parts = [part.strip() for part in _BETWEEN_FILES.split(text)]
        known = (self._one_file(part) for part in parts if part) if len(parts) > 1 else iter(())
        return next((products for products in known if products), set())

    def _one_file(self, text: str) -> set[int]:
        """Finds by path or address, else by the name, with or without its ending."""
        path = _folded(_path_of(text))
        name = path.rpartition("/")[2]
        same_name = self._files.get(name, [])
        if "/" in path:
            ending = f"/{path.lstrip('/')}"
            same_path = {product for known, product in same_name if f"/{known}".endswith(ending)}
            if same_path:
                return same_path
        if same_name:
            return {product for _, product in same_name}
        suffix = PurePosixPath(name).suffix
        return set() if suffix in PICTURE_EXTENSIONS else self._stems.get(name, set())


def _path_of(text: str) -> str:
    """Returns a path with forward slashes; of an address, without its query."""
    if re.match(r"https?://", text, re.IGNORECASE):
        return unquote(urlsplit(text).path)
    return text.replace("\\", "/").removeprefix("file://")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _key(field: TableField, text: str) -> str:
    return text.zfill(14) if field is TableField.GTIN else _folded(text.strip())


def agreed(
    keys: ProductKeys, wanted: Iterable[TableField], texts: Mapping[TableField, Iterable[str]]
) -> set[int]:
    """Finds the products of a row by all of its keys.

    A key that several products share is made clear by the next one. Where two keys name different
    products, both are returned: the row is ambiguous. Of several photos the first one known counts.

    Args:
        keys: The catalogue's.
        wanted: Which keys count, the surest first.
        texts: What the row has in these fields.
    """
    found: set[int] = set()
    for field in wanted:
        known = (keys.find(field, text) for text in texts.get(field, ()))
        products = next((products for products in known if products), set())
        if products and found:
            found = found & products or found | products
        else:
            found = found or set(products)
    return found
