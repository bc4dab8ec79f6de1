"""Label events and predictions: what was said about a product, and by whom."""

from sqlalchemy import JSON, Boolean, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shelftag.catalog.models.base import Base

OWNER, IMPORT, MODEL = "owner", "import", "model"
RANKS = {MODEL: 1, IMPORT: 2, OWNER: 3}
"""Whose word counts more. A model's event never covers an import's, nor that an owner's."""
CORRECTED = (
    "source = 'owner' AND suggested_category_id IS NOT NULL"
    " AND suggested_category_id != category_id"
)
"""By such an event the owner disagreed with the model."""


class LabelEvent(Base):
    """One statement about one field of one product. Never updated, never deleted.

    The field's value is that of the event with the highest rank whose operation counts, the latest
    among equals.

    Attributes:
        field: ``category``, ``attribute:NAME`` or ``flag:NAME``.
        category_id: The value, where the field is ``category``; None takes an earlier label of the
            same source back (the model is no longer sure).
        value: The value of other fields; an empty text takes an earlier one back.
        source: ``owner``, ``import`` (trusted) or ``model``.
        rank: The source's rank.
        method: ``single``, ``page``, ``bulk``, ``audit``, ``folder``, ``table``, ``model``, or
            ``merge`` and ``split`` where it was another product's before.
        model_version_id: The model that said it, or that was active when the owner decided.
        confidence: The model's confidence then.
        suggested_category_id: What the model suggested when the owner decided: where it differs,
            the event is a correction.
    """

    __tablename__ = "label_event"
    __table_args__ = (
        Index("ix_label_event_best", "product_id", "field", "rank", "id"),
        Index(
            "ix_label_event_corrected", "product_id",
            sqlite_where=text(CORRECTED), postgresql_where=text(CORRECTED),
        ),
        Index(
            "ix_label_event_value", "field", "value", "product_id",
            sqlite_where=text("value IS NOT NULL"), postgresql_where=text("value IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    field: Mapped[str] = mapped_column(String(60), default="category")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    value: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(10))
    rank: Mapped[int]
    method: Mapped[str] = mapped_column(String(10))
    model_version_id: Mapped[int | None] = mapped_column(ForeignKey("model_version.id"))
    confidence: Mapped[float | None]
    suggested_category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))


class Prediction(Base):
    """What one model run thinks of one product.

    Attributes:
        candidates: The best categories with their confidence, best first:
            ``[[category id, probability], …]``, five at most.
        accepted: Whether the best one was confident enough to become a label.
    """

    __tablename__ = "prediction"
    __table_args__ = (UniqueConstraint("product_id", "operation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    model_version_id: Mapped[int] = mapped_column(ForeignKey("model_version.id"), index=True)
    candidates: Mapped[list[list[float]]] = mapped_column(JSON)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    confidence: Mapped[float]
    accepted: Mapped[bool] = mapped_column(Boolean)
