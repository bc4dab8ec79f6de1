"""Saved searches: places that the owner has given a name."""

from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from shelftag.catalog.models.base import Base


class SavedSearch(Base):
    """A search under a name, shown as a shelf.

    Attributes:
        query: What is searched for, as `shelftag.catalog.product_query.ProductQuery` writes it.
        position: Its place among the saved searches.
        deleted: Hidden; kept so that deleting it can be undone.
    """

    __tablename__ = "saved_search"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    position: Mapped[int] = mapped_column(default=0)
    deleted: Mapped[bool] = mapped_column(default=False)
