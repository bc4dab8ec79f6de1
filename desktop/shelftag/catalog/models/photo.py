"""Photos and the files in which they lie."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shelftag.catalog.models.base import Base, FileName, UtcDateTime


class Root(Base):
    """A folder that photos were imported from; its path can be changed when the folder moves."""

    __tablename__ = "root"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(FileName, unique=True)


class Photo(Base):
    """One picture content, whatever files hold it.

    Attributes:
        sha256: Of the file's bytes, 64 hexadecimal digits; names its thumbnail too.
        width: Pixels, after the EXIF orientation was applied.
        height: Pixels, likewise.
        taken_at: From EXIF, where the camera wrote it.
        perceptual_hash: 64 bits of what it looks like, as a signed number; alike photos differ in
            few bits. None where it came in before there were such hashes.
        kept_suffix: Where the catalogue keeps a copy of the file, the copy's suffix (``.jpg``).
    """

    __tablename__ = "photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    byte_size: Mapped[int] = mapped_column(BigInteger)
    width: Mapped[int]
    height: Mapped[int]
    format: Mapped[str] = mapped_column(String(20))
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    perceptual_hash: Mapped[int | None] = mapped_column(BigInteger)
    kept_suffix: Mapped[str | None] = mapped_column(String(10))


class PhotoFile(Base):
    """A file that holds a photo.

    Attributes:
        relative_path: Below the root, with forward slashes.
        modified_ns: Modification time in nanoseconds; with the size it tells an unchanged file.
        operation_id: The import that found it.
        active: False once that import was undone.
        missing_since: When it was found to be gone, or None while it is there.
    """

    __tablename__ = "photo_file"
    __table_args__ = (UniqueConstraint("root_id", "relative_path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), index=True)
    root_id: Mapped[int] = mapped_column(ForeignKey("root.id"))
    relative_path: Mapped[str] = mapped_column(FileName)
    byte_size: Mapped[int] = mapped_column(BigInteger)
    modified_ns: Mapped[int] = mapped_column(BigInteger)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), index=True)
    active: Mapped[bool] = mapped_column(default=True)
    missing_since: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PhotoReading(Base):
    """What a reader plug-in has read from a photo; no row: it has not looked at it yet.

    Attributes:
        reader: Id and version of the plug-in.
        results: What it found, an empty list where there was nothing.
    """

    __tablename__ = "photo_reading"
    __table_args__ = (UniqueConstraint("photo_id", "reader"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"))
    reader: Mapped[str] = mapped_column(String(100))
    results: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
