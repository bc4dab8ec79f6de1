"""Fills a catalogue the way the engine does, in milliseconds."""

import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from PIL import Image

from shelftag.catalog import labels, search, tree
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import (
    LabelEvent,
    ModelVersion,
    Photo,
    PhotoFile,
    Prediction,
    Product,
    ProductPhoto,
    Root,
)
from shelftag.catalog.models.labels import IMPORT, MODEL, OWNER, RANKS
from shelftag.catalog.operations import operation


@dataclass
class Entry:
    """A product to be.

    Attributes:
        candidates: What the model suggests: category id and confidence, best first.
        label: State it gets: ``review``, ``accepted``, ``trusted`` or ``confirmed``.
        photos: JPEG bytes.
    """

    sku: str
    title: str
    candidates: list[tuple[int, float]]
    label: str = "review"
    photos: list[bytes] = field(default_factory=list)
    price: str | None = None


def jpeg(color: tuple[int, int, int], size: tuple[int, int] = (64, 64)) -> bytes:
    """Encodes a plain picture."""
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "JPEG")
    return out.getvalue()


def plant(catalog: Catalog) -> dict[str, int]:
    """Makes a small tree with English and Chinese names; returns ids by English name."""
    names = {
        "Food": ("食品", None), "Fruit": ("水果", "Food"), "Bread": ("面包", "Food"),
        "Clothing": ("服装", None), "T-shirts": ("T恤", "Clothing"), "Socks": ("袜子", "Clothing"),
        "Garden": ("园艺", None), "Tools": ("工具", "Garden"),
    }  # fmt: skip
    uuids = {name: uuid4() for name in names}
    with operation(catalog.database, "plant_tree", "model") as scope:
        tree.plant(
            scope,
            [
                tree.NewCategory(
                    uuids[name], uuids[parent] if parent else None, name,
                    {"en": name, "zh_CN": chinese}, (), None,
                )
                for name, (chinese, parent) in names.items()
            ],
        )  # fmt: skip
    with catalog.database.read() as session:
        return {node.name: node.id for node in tree.read_tree(session).nodes.values()}


def install_model(catalog: Catalog) -> int:
    """Installs a starter model by name only."""
    with catalog.database.write() as session:
        row = ModelVersion(
            uuid=uuid4(), number=0, name="starter", encoder_sha256="0" * 64, status="active"
        )
        session.add(row)
        session.flush()
        return row.id


def fill(catalog: Catalog, entries: list[Entry], model_id: int) -> list[int]:
    """Imports and tags products; returns their ids."""
    made: list[int] = []
    with operation(catalog.database, "import", "import", folder="shop") as scope:
        root = Root(path=str(catalog.folder / "shop"))
        scope.session.add(root)
        scope.session.flush()
        for entry in entries:
            product = Product(sku=entry.sku, title=entry.title, operation_id=scope.id,
                              hint=entry.sku)  # fmt: skip
            if entry.price:
                from decimal import Decimal

                product.price, product.currency = Decimal(entry.price), "EUR"
            scope.session.add(product)
            scope.session.flush()
            made.append(product.id)
            for position, data in enumerate(entry.photos):
                _add_photo(catalog, scope, root, product, entry, position, data)
        search.index(scope.session, made)
    _predict(catalog, entries, made, model_id)
    _label(catalog, entries, made, model_id, "trusted", IMPORT, "import")
    _label(catalog, entries, made, model_id, "confirmed", OWNER, "model")
    return made


def _add_photo(catalog, scope, root, product, entry, position, data) -> None:
    sha256 = hashlib.sha256(data + f"{product.id}-{position}".encode()).hexdigest()
    target = catalog.thumbnail(sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    image = Image.open(io.BytesIO(data))
    image.thumbnail((512, 512))
    image.save(target, "JPEG", quality=88)
    photo = Photo(sha256=sha256, byte_size=len(data), width=image.width, height=image.height,
                  format="JPEG")  # fmt: skip
    scope.session.add(photo)
    scope.session.flush()
    scope.session.add(
        PhotoFile(photo_id=photo.id, root_id=root.id, relative_path=f"{entry.sku}_{position}.jpg",
                  byte_size=len(data), modified_ns=0, operation_id=scope.id)
    )  # fmt: skip
    scope.session.add(
        ProductPhoto(
            product_id=product.id, photo_id=photo.id, position=position, operation_id=scope.id
        )
    )


def _predict(catalog: Catalog, entries: list[Entry], ids: list[int], model_id: int) -> None:
    with operation(catalog.database, "tag", "model", model=0) as scope:
        for product_id, entry in zip(ids, entries, strict=True):
            if not entry.candidates:
                continue
            best, share = entry.candidates[0]
            accepted = entry.label == "accepted"
            scope.session.add(
                Prediction(
                    operation_id=scope.id, product_id=product_id, model_version_id=model_id,
                    candidates=[list(pair) for pair in entry.candidates],
                    category_id=best, confidence=share, accepted=accepted,
                )
            )  # fmt: skip
            if accepted:
                scope.session.add(
                    LabelEvent(
                        operation_id=scope.id, product_id=product_id, category_id=best,
                        source=MODEL, rank=RANKS[MODEL], method="model",
                        model_version_id=model_id, confidence=share,
                    )
                )  # fmt: skip
        labels.refresh_ids(scope.session, ids)


def _label(catalog, entries, ids, model_id, label: str, source: str, origin: str) -> None:
    wanted = {
        product_id: entry.candidates[0][0]
        for product_id, entry in zip(ids, entries, strict=True)
        if entry.label == label
    }
    if wanted:
        with operation(catalog.database, "label", origin, count=len(wanted), category="…") as scope:
            labels.assign_each(scope, wanted, source=source, method="bulk")


def small_shop(folder: Path) -> tuple[Catalog, dict[str, int], list[int]]:
    """Makes a catalogue of 60 products in every state; product 1 and 2 have several photos."""
    catalog = Catalog.create(folder)
    categories = plant(catalog)
    model_id = install_model(catalog)
    names = ["Fruit", "Bread", "T-shirts", "Socks"]
    titles = ["Green apple", "Rye bread", "男士纯棉短袖T恤", "Wool socks"]
    states = ["review", "review", "accepted", "confirmed", "review", "trusted"]
    entries = []
    for number in range(60):
        kind = number % 4
        ids = [categories[names[(kind + step) % 4]] for step in range(4)]
        shares = [0.62 + number % 30 / 100, 0.1, 0.05, 0.02]
        photos = [
            jpeg(((number * 37) % 256, 120, (number * 91) % 256))
            for _ in range(3 if number in (58, 59) else 1)
        ]
        entries.append(
            Entry(
                f"SKU-{number:03}", f"{titles[kind]} {number}",
                list(zip(ids, shares, strict=True)), states[number % 6], photos, "2.50",
            )
        )  # fmt: skip
    return catalog, categories, fill(catalog, entries, model_id)
