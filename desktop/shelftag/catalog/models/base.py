"""The declarative base and the column types that SQLite and PostgreSQL both keep exactly."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, MetaData, String
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

_ESCAPED_BYTES = 0x10FF00
"""Start of the private-use code points that stand for undecodable bytes of a file name."""


def utc_now() -> datetime:
    """Returns the time now, with its zone."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """Base of all models; constraints have names so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC without a zone, given back with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Brings a moment to UTC."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Adds the zone again."""
        return value.replace(tzinfo=UTC) if value else None


class Money(TypeDecorator[Decimal]):
    """An amount, stored as whole thousandths: exact, and sorted as a number."""

    impl = BigInteger
    cache_ok = True

    @property
    def python_type(self) -> type[Decimal]:
        """What the column takes and gives."""
        return Decimal

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Scales to thousandths."""
        return None if value is None else int((Decimal(value) * 1000).to_integral_value())

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Scales back."""
        return None if value is None else Decimal(value) / 1000


class FileName(TypeDecorator[str]):
    """A path as the operating system gave it, bytes that are no valid UTF-8 included.

    Python carries such bytes as lone surrogates, which databases refuse; they are stored as
    private-use characters and turned back when read.
    """

    impl = String
    cache_ok = True

    @property
    def python_type(self) -> type[str]:
        """What the column takes and gives."""
        return str

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Replaces lone surrogates."""
        if value is None or value.isascii():
            return value
        return "".join(
            chr(ord(c) - 0xDC00 + _ESCAPED_BYTES) if "\udc80" <= c <= "\udcff" else c for c in value
        )

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Brings the lone surrogates back."""
        if value is None or value.isascii():
            return value  # type: ignore[no-any-return]
        return "".join(
            chr(ord(c) - _ESCAPED_BYTES + 0xDC00) if ord(c) >= _ESCAPED_BYTES + 0x80 else c
            for c in value
        )
