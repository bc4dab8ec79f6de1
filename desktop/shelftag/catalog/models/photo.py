"""Photos and the files in which they lie."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
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
    """

    __tablename__ = "photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    byte_size: Mapped[int] = mapped_column(BigInteger)
    width: Mapped[int]
    height: Mapped[int]
    format: Mapped[str] = mapped_column(String(20))
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PhotoFile(Base):
    """A file that holds a photo.

    Attributes:
        relative_path: Below the root, with forward slashes.
        modified_ns: Modification time in nanoseconds; with the size it tells an unchanged file.
        operation_id: The import that found it.
        active: False once that import was undone.
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
