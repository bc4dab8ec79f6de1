"""What the views read: counts, ordered ids, cards for a page, and one product's details."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, text
from sqlalchemy.orm import Session

from shelftag.catalog import search
from shelftag.catalog.database import chunks
from shelftag.catalog.models import (
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


@dataclass(frozen=True)
class ProductFilter:
    """Which products a view shows.

    Attributes:
        categories: Ids of the categories shown (a category with its subtree), or None for all.
        uncategorised: Only products without any category or suggestion.
        states: ``review``, ``accepted``, ``trusted``, ``confirmed``; empty for all.
        text: What was typed into the search field.
        order: ``newest``, ``title``, ``unsure`` (least confident first) or ``sure``.
    """

    categories: frozenset[int] | None = None
    uncategorised: bool = False
    states: frozenset[str] = frozenset()
    text: str = ""
    order: str = "newest"


@dataclass(frozen=True)
class ProductCard:
    """A product as the grid shows it."""

    id: int
    title: str
    sku: str
    state: str
    shown_category_id: int | None
    confidence: float | None
    thumbnail: str | None
    photo_count: int


@dataclass(frozen=True)
class PhotoView:
    """A photo of a product and where its files lie."""

    sha256: str
    width: int
    height: int
    files: tuple[str, ...]


@dataclass(frozen=True)
class LabelView:
    """One line of a product's label history."""

    category_id: int | None
    source: str
    method: str
    confidence: float | None
    model_number: int | None
    at: datetime
    retracted: bool


@dataclass(frozen=True)
class ProductDetail:
    """Everything about one product."""

    id: int
    uuid: UUID
    sku: str
    gtin: str
    title: str
    description: str
    brand: str
    price: Decimal | None
    currency: str
    quantity: int | None
    location: str
    state: str
    category_id: int | None
    candidates: tuple[tuple[int, float], ...]
    photos: tuple[PhotoView, ...]
    labels: tuple[LabelView, ...] = field(default=())


def category_counts(session: Session) -> dict[int | None, dict[str, int]]:
    """Counts products by shown category (None: without any) and state."""
    counts: dict[int | None, dict[str, int]] = {}
    rows = session.execute(
        select(Product.shown_category_id, Product.state, func.count())
        .where(Product.active)
        .group_by(Product.shown_category_id, Product.state)
    )
    for category_id, state, count in rows:
        counts.setdefault(category_id, {})[state] = count
    return counts


def product_ids(session: Session, wanted: ProductFilter) -> list[int]:
    """Returns the ids of a view's products in its order."""
    query = _filtered(session, select(Product.id), wanted)
    order: dict[str, tuple[Any, ...]] = {
        "newest": (Product.id.desc(),),
        "title": (func.lower(Product.title), Product.id),
        "unsure": (func.coalesce(Product.confidence, 0), Product.id),
        "sure": (func.coalesce(Product.confidence, 0).desc(), Product.id),
    }
    return list(session.scalars(query.order_by(*order[wanted.order])))


def _filtered(
    session: Session, query: Select[tuple[int]], wanted: ProductFilter
) -> Select[tuple[int]]:
    """Adds a filter's conditions to a query."""
    query = query.where(Product.active)
    if wanted.uncategorised:
        query = query.where(Product.shown_category_id.is_(None))
    elif wanted.categories is not None:
        query = query.where(Product.shown_category_id.in_(wanted.categories))
    if wanted.states:
        query = query.where(Product.state.in_(wanted.states))
    if wanted.text.strip():
        matches: list[ColumnElement[bool]] = []
        if words := search.query(wanted.text):
            matches.append(Product.id.in_(search.matching_products(words)))
        if categories := search.matching_categories(session, wanted.text):
            matches.append(Product.shown_category_id.in_(categories))
        query = query.where(or_(*matches)) if matches else query.where(text("0 = 1"))
    return query


def product_cards(session: Session, ids: Sequence[int]) -> dict[int, ProductCard]:
    """Returns the cards of a page, by product id."""
    cards: dict[int, ProductCard] = {}
    for chunk in chunks(ids):
        first = (
            select(Photo.sha256)
            .join(ProductPhoto, ProductPhoto.photo_id == Photo.id)
            .where(ProductPhoto.product_id == Product.id, ProductPhoto.active)
            .order_by(ProductPhoto.position, ProductPhoto.photo_id)
            .limit(1)
            .correlate(Product)
            .scalar_subquery()
        )
        count = (
            select(func.count())
            .where(ProductPhoto.product_id == Product.id, ProductPhoto.active)
            .correlate(Product)
            .scalar_subquery()
        )
        rows = session.execute(
            select(
                Product.id, Product.title, Product.sku, Product.state, Product.shown_category_id,
                Product.confidence, first, count,
            ).where(Product.id.in_(chunk))
        )  # fmt: skip
        cards |= {row[0]: ProductCard(*row) for row in rows}
    return cards


def product_detail(session: Session, product_id: int) -> ProductDetail | None:
    """Returns everything about one product, or None where it does not exist."""
    row = session.get(Product, product_id)
    if row is None or not row.active:
        return None
    candidates = session.scalar(
        select(Prediction.candidates).where(Prediction.id == row.prediction_id)
    )
    return ProductDetail(
        id=row.id,
        uuid=row.uuid,
        sku=row.sku,
        gtin=row.gtin,
        title=row.title,
        description=row.description,
        brand=row.brand,
        price=row.price,
        currency=row.currency,
        quantity=row.quantity,
        location=row.location,
        state=row.state,
        category_id=row.category_id,
        candidates=tuple((int(category), float(p)) for category, p in candidates or ()),
        photos=_photos(session, product_id),
        labels=_labels(session, product_id),
    )


def _photos(session: Session, product_id: int) -> tuple[PhotoView, ...]:
    photos = session.scalars(
        select(Photo)
        .join(ProductPhoto, ProductPhoto.photo_id == Photo.id)
        .where(ProductPhoto.product_id == product_id, ProductPhoto.active)
        .order_by(ProductPhoto.position, Photo.id)
    ).all()
    files = session.execute(
        select(PhotoFile.photo_id, Root.path, PhotoFile.relative_path)
        .join(Root, Root.id == PhotoFile.root_id)
        .where(PhotoFile.photo_id.in_([photo.id for photo in photos]), PhotoFile.active)
        .order_by(PhotoFile.id)
    ).all()
    return tuple(
        PhotoView(
            photo.sha256,
            photo.width,
            photo.height,
            tuple(f"{root}/{relative}" for owner, root, relative in files if owner == photo.id),
        )
        for photo in photos
    )


def _labels(session: Session, product_id: int) -> tuple[LabelView, ...]:
    rows = session.execute(
        select(
            LabelEvent.category_id, LabelEvent.source, LabelEvent.method, LabelEvent.confidence,
            ModelVersion.number, Operation.started_at, Operation.retracted_at,
        )
        .join(Operation, Operation.id == LabelEvent.operation_id)
        .outerjoin(ModelVersion, ModelVersion.id == LabelEvent.model_version_id)
        .where(LabelEvent.product_id == product_id, LabelEvent.field == "category")
        .order_by(LabelEvent.id.desc())
    )  # fmt: skip
    return tuple(LabelView(*row[:6], row[6] is not None) for row in rows)
