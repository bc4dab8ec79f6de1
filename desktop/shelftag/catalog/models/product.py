"""Products: what the shop sells."""

from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from shelftag.catalog.models.base import Base, FileName, Money


class Product(Base):
    """Something the shop sells, with one or many photos.

    The columns from ``active`` on are derived from operations, label events and predictions; they
    are kept here so that a page of the catalogue is one indexed read. `catalog.labels.refresh`
    alone writes them.

    Attributes:
        group_key: Where its photos came from (root and group), so that an import continued later
            adds to the same product.
        hint: Words of its file and folder names: a hint for the model, not a label.
        operation_id: The operation that made it; of one that was split off, that which made the
            product that it had been a part of.
        merged_into_id: The product that it is a part of, or None.
        active: False once that operation was undone, and while it is part of another product.
        label_event_id: The event that decides its category, or None.
        category_id: Category by that event, or None while it waits for review.
        state: ``review``, ``accepted`` (by the model), ``trusted`` (by an import) or ``confirmed``
            (by the owner).
        prediction_id: Latest prediction that counts.
        suggested_category_id: Its best category.
        confidence: Calibrated probability of that category, 0 to 1.
        shown_category_id: Where the product is shown: its category, else the suggestion.
    """

    __tablename__ = "product"
    __table_args__ = (
        # One scan of this index answers any combination of the filters: they lie side by side.
        Index(
            "ix_product_shelf", "active", "shown_category_id", "state", "confidence",
            "label_event_id", "prediction_id", "operation_id", "price",
        ),
        Index("ix_product_title", "active", text("lower(title)")),
        Index("ix_product_sku", "active", "sku"),
        Index("ix_product_gtin", "active", "gtin"),
        Index("ix_product_group_key", "group_key"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    sku: Mapped[str] = mapped_column(String(100), default="")
    gtin: Mapped[str] = mapped_column(String(14), default="")
    title: Mapped[str] = mapped_column(Text, default="")
    description: Mapped[str] = mapped_column(Text, default="")
    brand: Mapped[str] = mapped_column(Text, default="")
    price: Mapped[Decimal | None] = mapped_column(Money)
    currency: Mapped[str] = mapped_column(String(3), default="")
    quantity: Mapped[int | None]
    location: Mapped[str] = mapped_column(Text, default="")
    group_key: Mapped[str] = mapped_column(FileName, default="")
    hint: Mapped[str] = mapped_column(Text, default="")
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))

    active: Mapped[bool] = mapped_column(default=True)
    label_event_id: Mapped[int | None]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    state: Mapped[str] = mapped_column(String(12), default="review")
    prediction_id: Mapped[int | None]
    suggested_category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    confidence: Mapped[float | None]
    shown_category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))


class ProductPhoto(Base):
    """That a photo shows a product: said by one operation, until another takes it off.

    Attributes:
        position: Place among the product's photos.
        operation_id: The operation that said so.
        removed_operation_id: The operation that took it off, or None.
        active: Whether the first of these counts and the second does not.
    """

    __tablename__ = "product_photo"
    __table_args__ = (
        UniqueConstraint("product_id", "photo_id", "operation_id"),
        Index("ix_product_photo_shown", "photo_id", "active", "product_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"))
    position: Mapped[int] = mapped_column(default=0)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    removed_operation_id: Mapped[int | None] = mapped_column(ForeignKey("operation.id"), index=True)
    active: Mapped[bool] = mapped_column(default=True)
