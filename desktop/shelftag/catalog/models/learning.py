"""Model versions and where embeddings lie."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shelftag.catalog.models.base import Base, UtcDateTime, utc_now


class ModelVersion(Base):
    """An installed head bundle together with the encoder it needs.

    Attributes:
        uuid: The bundle's own id; its folder is ``models/heads/UUID``.
        number: Counts up in this catalogue; 0 is the starter.
        status: ``candidate``, ``active`` or ``retired``.
        status_reason: Message id that says why a candidate was not activated, or empty.
        metrics: Figures of its cross-validation.
        label_count: Labels learned from.
    """

    __tablename__ = "model_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    parent_uuid: Mapped[UUID | None] = mapped_column(Uuid)
    encoder_sha256: Mapped[str] = mapped_column(String(64))
    dataset_hash: Mapped[str | None] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(12), default="candidate")
    status_reason: Mapped[str] = mapped_column(String(60), default="")
    metrics: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    label_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


class EmbeddingRow(Base):
    """Where the embedding of a photo or text lies: a row of a memory-mapped shard.

    Attributes:
        space: What made it: encoder id and precision for photos, the text encoder's id for texts.
        key: SHA-256 of the photo or of the text.
    """

    __tablename__ = "embedding_row"
    __table_args__ = (UniqueConstraint("space", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    space: Mapped[str] = mapped_column(String(100))
    key: Mapped[str] = mapped_column(String(64))
    shard: Mapped[int]
    row: Mapped[int]
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"), index=True)
