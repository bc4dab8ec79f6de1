"""A catalogue of any size made of rows alone, as a shop of that size would have them.

Written in bulk, so that 100,000 products take some seconds: categories, photos (one thumbnail file
for all), two model runs, labels by the owner, a trusted import and the model, corrections, and
products that lack something or share something.
"""

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from PIL import Image
from sqlalchemy import insert
from sqlalchemy.orm import Session

from shelftag.catalog import labels, search
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import (
    Category,
    ImportRun,
    LabelEvent,
    ModelVersion,
    Operation,
    Photo,
    PhotoFile,
    Prediction,
    Product,
    ProductPhoto,
    Root,
)
from shelftag.catalog.models.labels import RANKS

CATEGORIES = 120
IMPORTS = 10
PAGE = 24
START = datetime(2026, 1, 1, tzinfo=UTC)
_ROWS = 10_000
_WORDS = (
    "green red blue cotton wool ceramic steel oak glass linen small large round square soft hard",
    "organic fresh dried sweet salted mug bowl shirt socks bread apple pear tea lamp chair shelf",
    "towel pillow basket brush soap candle notebook pencil rope",
)
_VOCABULARY = " ".join(_WORDS).split()
_CHINESE = ("男士纯棉短袖T恤", "绿苹果", "陶瓷马克杯", "全麦面包", "羊毛袜")


def make(folder: Path, count: int, *, seed: int = 4, thumbnails: int = 0) -> Catalog:
    """Makes a catalogue of so many products, the same for the same seed.

    Args:
        folder: Where; it must not be there yet.
        count: Products.
        seed: Of what is drawn by chance.
        thumbnails: How many of the newest products have a thumbnail's file.
    """
    catalog = Catalog.create(folder)
    dice = random.Random(seed)
    with catalog.database.write() as session:
        _frame(session, folder)
        _insert(session, Product, _products(dice, count))
        _insert(session, Photo, ({
            "id": i, "sha256": _sha256(i), "byte_size": 1, "width": 512, "height": 384,
            "format": "JPEG",
        } for i in range(1, count + 1)))  # fmt: skip
        _insert(session, PhotoFile, ({
            "id": i, "photo_id": i, "root_id": 1, "relative_path": f"ART-{i:06}_1.jpg",
            "byte_size": 1, "modified_ns": 0, "operation_id": 1 + i * IMPORTS // (count + 1),
        } for i in range(1, count + 1)))  # fmt: skip
        _insert(session, ProductPhoto, _links(count))
        for run in (0, 1):
            _insert(session, Prediction, _predictions(dice, count, run))
        _insert(session, LabelEvent, _model_labels(dice, count))
        _decisions(session, dice, count)
        labels.refresh_ids(session, range(1, count + 1))
        search.index(session, range(1, count + 1))
    for i in range(count - thumbnails + 1, count + 1):
        path = catalog.thumbnail(_sha256(i))
        path.parent.mkdir(exist_ok=True)
        picture = Image.new("RGB", (512, 384), tuple(dice.choices(range(256), k=3)))
        picture.save(path, "JPEG", quality=88)
    return catalog


def _sha256(i: int) -> str:
    return hashlib.sha256(str(i).encode()).hexdigest()


def _insert(session: Session, model: Any, rows: Iterator[dict[str, Any]]) -> None:
    while batch := list(islice(rows, _ROWS)):
        session.execute(insert(model), batch)


def _frame(session: Session, folder: Path) -> None:
    """The root, the tree, the imports, two model versions and their runs."""
    session.add(Root(id=1, path=str(folder / "photos")))
    session.add_all(
        Category(
            id=i, uuid=UUID(int=i), name=f"Category {i}", parent_id=None if i <= 10 else i % 10 + 1,
            position=i,
        )
        for i in range(1, CATEGORIES + 1)
    )  # fmt: skip
    session.add_all(
        ModelVersion(
            id=number + 1, uuid=UUID(int=1000 + number), number=number, name=f"model {number}",
            encoder_sha256="0" * 64, status="active" if number else "retired",
        )
        for number in (0, 1)
    )  # fmt: skip
    for i in range(1, IMPORTS + 1):
        session.add(_operation(i, "import", "import", i, folder=f"delivery {i}"))
    session.flush()
    session.add_all(
        ImportRun(id=i, operation_id=i, root_id=1, status="finished", started_at=_day(i))
        for i in range(1, IMPORTS + 1)
    )
    for run in (0, 1):
        session.add(_operation(IMPORTS + 1 + run, "tag", "model", 20 + run, model=run))
    session.flush()


def _day(number: float) -> datetime:
    return START + timedelta(days=number)


def _operation(number: int, kind: str, origin: str, day: float, **params: Any) -> Operation:
    at = _day(day)
    return Operation(
        id=number, kind=kind, origin=origin, params=params, started_at=at, finished_at=at
    )


def _products(dice: random.Random, count: int) -> Iterator[dict[str, Any]]:
    """One in ten lacks a title, one in four a price; one in 500 shares its SKU with the next."""
    for i in range(1, count + 1):
        words = " ".join(dice.choices(_VOCABULARY, k=3))
        yield {
            "id": i,
            "uuid": UUID(int=(1 << 100) + i),
            "sku": "" if i % 20 == 0 else f"ART-{i - (i % 500 == 3):06}",
            "gtin": f"{4_000_000_000_000 + i:013}" if i % 3 else "",
            "title": "" if i % 10 == 0 else f"{dice.choice(_CHINESE)} {words} {i}",
            "description": " ".join(dice.choices(_VOCABULARY, k=40)),
            "brand": dice.choice(("Nord", "Süd", "")),
            "price": None if i % 4 == 0 else i % 9000 / 100,
            "currency": "" if i % 4 == 0 else "EUR",
            "location": f"Shelf {i % 50}",
            "group_key": f"1:ART-{i:06}",
            "hint": f"ART {i:06}",
            "operation_id": 1 + i * IMPORTS // (count + 1),
        }


def _links(count: int) -> Iterator[dict[str, Any]]:
    """One product in 100 has no photo; one in 200 shows that of the product before it too."""
    number = 0
    for i in range(1, count + 1):
        shown = [] if i % 100 == 99 else [i]
        if i % 200 == 2:
            shown.append(i - 1)
        for position, photo in enumerate(shown):
            number += 1
            yield {
                "id": number, "product_id": i, "photo_id": photo, "position": position,
                "operation_id": 1 + i * IMPORTS // (count + 1),
            }  # fmt: skip


def _suggestion(i: int) -> int:
    return 1 + i * 7 % CATEGORIES


def _predictions(dice: random.Random, count: int, run: int) -> Iterator[dict[str, Any]]:
    """The first model has seen all, the second all but a third; one in 50 nobody has."""
    for i in range(1, count + 1):
        if i % 50 == 0 or (run == 1 and i % 3 == 0):
            continue
        best = _suggestion(i)
        confidence = round(dice.uniform(0.2, 1.0), 4)
        yield {
            "operation_id": IMPORTS + 1 + run,
            "product_id": i,
            "model_version_id": run + 1,
            "candidates": [[best, confidence], [best % CATEGORIES + 1, 0.05]],
            "category_id": best,
            "confidence": confidence,
            "accepted": i % 5 == 1,
        }


def _event(i: int, operation: int, source: str, method: str, **more: Any) -> dict[str, Any]:
    return {
        "operation_id": operation, "product_id": i, "field": "category",
        "category_id": _suggestion(i), "source": source, "rank": RANKS[source], "method": method,
        "model_version_id": 2, "confidence": 0.7, "suggested_category_id": _suggestion(i),
    } | more  # fmt: skip


def _model_labels(dice: random.Random, count: int) -> Iterator[dict[str, Any]]:
    del dice
    for i in range(1, count + 1):
        if i % 5 == 1:
            yield _event(i, IMPORTS + 2, "model", "model")
        elif i % 5 == 2:
            yield _event(i, 1 + i * IMPORTS // (count + 1), "import", "folder")


def _decisions(session: Session, dice: random.Random, count: int) -> None:
    """The owner confirms two in five, page by page; one label in thirty is a correction."""
    wanted = [i for i in range(1, count + 1) if i % 5 > 2]
    operations, events = [], []
    for number, first in enumerate(range(0, len(wanted), PAGE)):
        page = wanted[first : first + PAGE]
        operation = IMPORTS + 3 + number
        at = _day(25 + number * PAGE / max(len(wanted), 1) * 60)
        operations.append({
            "id": operation, "kind": "confirm", "origin": "owner",
            "params": {"count": len(page)}, "started_at": at, "finished_at": at,
        })  # fmt: skip
        for i in page:
            corrected = {"category_id": dice.randint(1, CATEGORIES)} if i % 30 == 3 else {}
            events.append(_event(i, operation, "owner", "page", **corrected))
    _insert(session, Operation, iter(operations))
    _insert(session, LabelEvent, iter(events))
