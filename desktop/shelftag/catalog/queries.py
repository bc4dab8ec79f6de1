"""What the views read: counts, ordered ids, cards for a page, and one product's details."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, text
from sqlalchemy.orm import Session

from shelftag.catalog import search
from shelftag.catalog.database import chunks
from shelftag.catalog.gtins import gtins_on_product
from shelftag.catalog.models import (
    LabelEvent,
    ModelVersion,
    Operation,
    Photo,
    PhotoFile,
    Prediction,
    Product,
    ProductPhoto,
)
from shelftag.catalog.photo_files import placed_files


@dataclass(frozen=True)
class ProductFilter:
    """Which products a view shows.

    Attributes:
        categories: Ids of the categories shown (a category with its subtree), or None for all.
        uncategorised: Only products without any category or suggestion.
        states: ``review``, ``accepted``, ``trusted``, ``confirmed``; empty for all.
        text: What was typed into the search field.
        missing: Only products of which no photo's file is there.
        order: ``newest``, ``title``, ``unsure`` (least confident first) or ``sure``.
        ids: Only these products, in this order, whatever ``order`` says; None for all.
    """

    categories: frozenset[int] | None = None
    uncategorised: bool = False
    states: frozenset[str] = frozenset()
    text: str = ""
    missing: bool = False
    order: str = "newest"
    ids: tuple[int, ...] | None = None


@dataclass(frozen=True)
class ProductCard:
    """A product as the grid shows it; ``missing`` where no file of its photos is there."""

    id: int
    title: str
    sku: str
    state: str
    shown_category_id: int | None
    confidence: float | None
    thumbnail: str | None
    photo_count: int
    missing: bool = False


@dataclass(frozen=True)
class PhotoView:
    """A photo of a product and where its files lie.

    Attributes:
        missing: Whether none of them is there, and the catalogue keeps no copy.
    """

    id: int
    sha256: str
    width: int
    height: int
    files: tuple[str, ...]
    missing: bool = False


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
    gtins_on_photos: tuple[str, ...] = ()

    @property
    def missing(self) -> bool:
        """Whether no file of its photos is there."""
        return bool(self.photos) and all(photo.missing for photo in self.photos)


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
    found: list[int] = list(session.scalars(query.order_by(*order[wanted.order])))
    if wanted.ids is not None:
        places = {product: place for place, product in enumerate(wanted.ids)}
        found.sort(key=lambda product: places[product])
    return found


def _filtered(
    session: Session, query: Select[tuple[int]], wanted: ProductFilter
) -> Select[tuple[int]]:
    """Adds a filter's conditions to a query."""
    query = query.where(Product.active)
    if wanted.ids is not None:
        query = query.where(Product.id.in_(wanted.ids))
    if wanted.uncategorised:
        query = query.where(Product.shown_category_id.is_(None))
    elif wanted.categories is not None:
        query = query.where(Product.shown_category_id.in_(wanted.categories))
    if wanted.states:
        query = query.where(Product.state.in_(wanted.states))
    if wanted.missing:
        query = query.where(_missing())
    if wanted.text.strip():
        matches: list[ColumnElement[bool]] = []
        if words := search.query(wanted.text):
            matches.append(Product.id.in_(search.matching_products(words)))
        if categories := search.matching_categories(session, wanted.text):
            matches.append(Product.shown_category_id.in_(categories))
        query = query.where(or_(*matches)) if matches else query.where(text("0 = 1"))
    return query


def missing_counts(session: Session) -> dict[str, int]:
    """Counts the products of which no photo's file is there, by state."""
    # Where nothing is marked, which is nearly always, nobody looks through all products.
    marked = select(PhotoFile.id).where(PhotoFile.missing_since.is_not(None), PhotoFile.active)
    if session.scalar(marked.limit(1)) is None:
        return {}
    rows = session.execute(
        select(Product.state, func.count())
        .where(Product.active, _missing())
        .group_by(Product.state)
    )
    return dict(rows.all())


def _missing() -> ColumnElement[bool]:
    """Whether a product has photos, and none of them is there: neither a file nor a copy."""
    photos = select(ProductPhoto.id).where(
        ProductPhoto.product_id == Product.id, ProductPhoto.active
    )
    there = (
        photos.join(Photo, Photo.id == ProductPhoto.photo_id)
        .outerjoin(
            PhotoFile,
            and_(
                PhotoFile.photo_id == Photo.id,
                PhotoFile.active,
                PhotoFile.missing_since.is_(None),
            ),
        )
        .where(or_(Photo.kept_suffix.is_not(None), PhotoFile.id.is_not(None)))
    )
    return and_(exists(photos.correlate(Product)), ~exists(there.correlate(Product)))


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
                Product.confidence, first, count, _missing(),
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
        gtins_on_photos=gtins_on_product(session, product_id),
    )


def _photos(session: Session, product_id: int) -> tuple[PhotoView, ...]:
    photos = session.scalars(
        select(Photo)
        .join(ProductPhoto, ProductPhoto.photo_id == Photo.id)
        .where(ProductPhoto.product_id == product_id, ProductPhoto.active)
        .order_by(ProductPhoto.position, Photo.id)
    ).all()
    files = placed_files(session, [photo.id for photo in photos])
    return tuple(
        PhotoView(
            photo.id,
            photo.sha256,
            photo.width,
            photo.height,
            tuple(file.path for file in files.get(photo.id, ())),
            photo.kept_suffix is None and all(file.missing for file in files.get(photo.id, ())),
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
