"""Settings that belong to a catalogue, not to a computer."""

from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from shelftag.catalog.models.base import Base


class Setting(Base):
    """One setting: a name and a JSON value."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
