"""What the views read: counts, ordered ids, cards for a page, and one product's details."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shelftag.catalog import marks
from shelftag.catalog.database import chunks
from shelftag.catalog.filtering import (
    ProductFilter,
    files_missing,
    product_count,
    product_ids,
)
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
from shelftag.catalog.tombstones import gathered, holder_of, merged_categories

__all__ = [
    "LabelView",
    "PhotoView",
    "ProductCard",
    "ProductDetail",
    "ProductFilter",
    "category_counts",
    "missing_counts",
    "product_cards",
    "product_count",
    "product_detail",
    "product_ids",
]


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
    """Everything about one product; ``marks`` are its flags and attributes, field and value."""

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
    marks: tuple[tuple[str, str], ...] = ()

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


def missing_counts(session: Session) -> dict[str, int]:
    """Counts the products of which no photo's file is there, by state."""
    # Where nothing is marked, which is nearly always, nobody looks through all products.
    marked = select(PhotoFile.id).where(PhotoFile.missing_since.is_not(None), PhotoFile.active)
    if session.scalar(marked.limit(1)) is None:
        return {}
    rows = session.execute(
        select(Product.state, func.count())
        .where(Product.active, files_missing())
        .group_by(Product.state)
    )
    return dict(rows.all())


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
                Product.confidence, first, count, files_missing(),
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
        candidates=tuple(gathered(candidates or (), merged_categories(session)).items()),
        photos=_photos(session, product_id),
        labels=_labels(session, product_id),
        gtins_on_photos=gtins_on_product(session, product_id),
        marks=marks.of_product(session, product_id),
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
            holder_of(LabelEvent.category_id), LabelEvent.source, LabelEvent.method,
            LabelEvent.confidence, ModelVersion.number, Operation.started_at,
            Operation.retracted_at.is_not(None),
        )
        .join(Operation, Operation.id == LabelEvent.operation_id)
        .outerjoin(ModelVersion, ModelVersion.id == LabelEvent.model_version_id)
        .where(LabelEvent.product_id == product_id, LabelEvent.field == "category")
        .order_by(LabelEvent.id.desc())
    )  # fmt: skip
    return tuple(LabelView(*row) for row in rows)
