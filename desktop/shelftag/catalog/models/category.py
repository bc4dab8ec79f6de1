"""Categories: the shop's own tree."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from shelftag.catalog.models.base import Base


class Category(Base):
    """A shelf of the shop. Its UUID is permanent, its name is not.

    Attributes:
        names: Names in other languages (``zh_CN``) as the starter tree brought them; dropped when
            the owner renames the category.
        synonyms: Further words that products of this category are called by.
        merged_into_id: Set on the tombstone of a category that was merged into another.
        deleted: Hidden; kept for the history.
    """

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    names: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    synonyms: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int] = mapped_column(default=0)
    google_id: Mapped[int | None]
    shopify_id: Mapped[str | None] = mapped_column(String(60))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    deleted: Mapped[bool] = mapped_column(default=False)
