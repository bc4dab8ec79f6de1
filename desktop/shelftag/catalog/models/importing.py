"""Import runs and what became of every file."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from shelftag.catalog.models.base import Base, FileName, UtcDateTime, utc_now

IMPORTED, DUPLICATE, UNCHANGED, FAILED = "imported", "duplicate", "unchanged", "failed"
MOVED = "moved"
"""A file that holds a photo whose other files are gone: its new place."""


class ImportRun(Base):
    """One import of one folder.

    Attributes:
        options: How it was started (grouping, folder names), so that it can be continued.
        status: ``running``, ``finished``, ``cancelled`` or ``failed``.
        counts: Files by outcome.
    """

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), unique=True)
    root_id: Mapped[int] = mapped_column(ForeignKey("root.id"))
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    status: Mapped[str] = mapped_column(String(12), default="running")
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ImportOutcome(Base):
    """What became of one file.

    Attributes:
        outcome: ``imported``, ``duplicate``, ``moved`` or ``failed``. Unchanged files leave no row.
        message_id: Why it failed; of an imported photo, that it looks like another; or empty.
        params: Values for that sentence; ``same_as`` names the file that a duplicate or look-alike
            matches, ``source`` the old place of one that moved.
    """

    __tablename__ = "import_outcome"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"), index=True)
    relative_path: Mapped[str] = mapped_column(FileName)
    byte_size: Mapped[int] = mapped_column(BigInteger)
    outcome: Mapped[str] = mapped_column(String(12))
    message_id: Mapped[str] = mapped_column(String(60), default="")
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"))


class WatchedFolder(Base):
    """A folder whose new photos come in by themselves.

    Attributes:
        options: How they are imported, as in `ImportRun`.
        enabled: False while the owner has switched it off.
    """

    __tablename__ = "watched_folder"

    id: Mapped[int] = mapped_column(primary_key=True)
    root_id: Mapped[int] = mapped_column(ForeignKey("root.id"), unique=True)
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    enabled: Mapped[bool] = mapped_column(default=True)
