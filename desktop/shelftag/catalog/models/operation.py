"""Operations: everything that changes data, with what is needed to take it back."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from shelftag.catalog.models.base import Base, UtcDateTime, utc_now


class Operation(Base):
    """One step that can be undone as a whole: a click, a bulk edit, an import, a model run.

    Attributes:
        kind: What was done, for example ``label`` or ``import``; ``operation.KIND`` is its
            sentence.
        origin: Who did it: ``owner``, ``import`` or ``model``.
        params: Values for the sentence, for example the number of products.
        retracted_at: When it was undone, or None while it counts.
        finished_at: When its last part was written; None while it runs.
    """

    __tablename__ = "operation"
    __table_args__ = (
        Index("ix_operation_origin_retracted_at", "origin", "retracted_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    origin: Mapped[str] = mapped_column(String(20))
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now, index=True)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    retracted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Change(Base):
    """The inverse of an operation on one row: values before and after.

    Label events, predictions and newly made products need none: they count or do not count as
    their operation does.
    """

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    table: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
