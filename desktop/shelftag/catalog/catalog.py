"""A catalogue: one folder with the database, thumbnails, kept photos, models and embeddings."""

import shutil
from pathlib import Path
from types import TracebackType
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy.orm import Session

from shelftag.catalog.database import Database
from shelftag.catalog.migrate import migrate
from shelftag.catalog.models import Setting
from shelftag.catalog.operations import close_abandoned
from shelftag_api.errors import ShelftagError

DATABASE = "catalog.db"
LOCK = "catalog.lock"
FOLDERS = ("thumbnails", "photos", "models", "embeddings")
"""What a catalogue holds beside its database, and a backup takes along."""
MINIMUM_FREE_BYTES = 64 << 20
"""Below this much room nothing new is started."""


class Catalog:
    """An open catalogue.

    Attributes:
        folder: The catalogue's folder.
        database: Its database.
    """

    def __init__(self, folder: Path, database: Database, lock: FileLock | None) -> None:
        self.folder = folder
        self.database = database
        self._lock = lock

    @classmethod
    def create(cls, folder: Path) -> "Catalog":
        """Makes a new catalogue in a folder that is empty or not there yet.

        Raises:
            ShelftagError: The folder holds something (``catalog.folder_not_empty``) or cannot be
                written.
        """
        folder = folder.absolute()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if (folder / DATABASE).exists():
                raise ShelftagError("catalog.exists", path=str(folder))
            if any(folder.iterdir()):
                raise ShelftagError("catalog.folder_not_empty", path=str(folder))
        except OSError as error:
            raise ShelftagError("catalog.cannot_create", path=str(folder)) from error
        return cls._open(folder, must_exist=False, exclusive=True)

    @classmethod
    def open(cls, folder: Path) -> "Catalog":
        """Opens a catalogue for the application; a second one is refused.

        Raises:
            ShelftagError: No catalogue there (``catalog.missing``), in use by another application
                (``catalog.in_use``), made by a newer Shelftag, damaged or unreadable.
        """
        return cls._open(folder.absolute(), must_exist=True, exclusive=True)

    @classmethod
    def join(cls, folder: Path, *, beside: bool = False) -> "Catalog":
        """Opens a catalogue that the application has open: for its own engine process.

        Args:
            folder: The catalogue's folder.
            beside: Whether another engine process is at work: what it has begun is not abandoned.
        """
        return cls._open(folder.absolute(), must_exist=True, exclusive=False, beside=beside)

    @classmethod
    def _open(
        cls, folder: Path, *, must_exist: bool, exclusive: bool, beside: bool = False
    ) -> "Catalog":
        if must_exist and not (folder / DATABASE).is_file():
            raise ShelftagError("catalog.missing", path=str(folder))
        lock = _acquire(folder) if exclusive else None
        database = Database(folder / DATABASE, must_exist=must_exist)
        catalog = cls(folder, database, lock)
        try:
            if exclusive:
                migrate(database, folder / "backups", new=not must_exist)
                for name in FOLDERS:
                    (folder / name).mkdir(exist_ok=True)
            if not beside:
                close_abandoned(database, alone=exclusive)
        except OSError as error:
            catalog.close()
            raise ShelftagError("catalog.cannot_open", path=str(folder)) from error
        except BaseException:
            catalog.close()
            raise
        return catalog

    def close(self) -> None:
        """Closes the database and releases the lock. May be called twice."""
        self.database.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> "Catalog":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def thumbnail(self, sha256: str) -> Path:
        """Returns where the thumbnail of a photo lies (JPEG, longer edge 512 pixels)."""
        return self.folder / "thumbnails" / sha256[:2] / f"{sha256}.jpg"

    def kept_photo(self, sha256: str, suffix: str) -> Path:
        """Returns where the copy of a photo lies that the catalogue keeps."""
        return self.folder / "photos" / sha256[:2] / f"{sha256}{suffix}"

    @property
    def encoders(self) -> Path:
        """Folder of the installed encoder artefacts, each named by its id."""
        return self.folder / "models" / "encoders"

    @property
    def heads(self) -> Path:
        """Folder of the installed head bundles, each named by its UUID."""
        return self.folder / "models" / "heads"

    def setting(self, name: str, default: Any = None) -> Any:
        """Returns a setting of this catalogue."""
        with self.database.read() as session:
            return read_setting(session, name, default)

    def set_setting(self, name: str, value: Any) -> None:
        """Stores a setting. Settings are preferences, not data: they are not undone."""
        with self.database.write() as session:
            session.merge(Setting(name=name, value=value))

    def check_room(self) -> None:
        """Refuses to start long work where the disk is nearly full.

        Raises:
            ShelftagError: ``catalog.disk_full``.
        """
        if shutil.disk_usage(self.folder).free < MINIMUM_FREE_BYTES:
            raise ShelftagError("catalog.disk_full", path=str(self.folder))

    def back_up(self, target: Path) -> Path:
        """Copies the catalogue, whole and consistent, to a new folder.

        Raises:
            ShelftagError: The target exists, lies inside the catalogue, or cannot be written.
        """
        target = target.absolute()
        partial = target.with_name(f".{target.name}.part")
        try:
            if target.exists() and (not target.is_dir() or any(target.iterdir())):
                raise ShelftagError("catalog.folder_not_empty", path=str(target))
            if target.resolve().is_relative_to(self.folder.resolve()):
                raise ShelftagError("catalog.backup_inside", path=str(target))
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(parents=True)
            self.database.backup(partial / DATABASE)
            for name in FOLDERS:
                if (self.folder / name).exists():
                    shutil.copytree(self.folder / name, partial / name)
            if target.exists():
                target.rmdir()
            partial.rename(target)
        except OSError as error:
            raise ShelftagError(
                "catalog.backup_failed", path=str(target), why=str(error)
            ) from error
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        return target


def read_setting(session: Session, name: str, default: Any = None) -> Any:
    """Returns a setting within a session."""
    row = session.get(Setting, name)
    return default if row is None else row.value


def _acquire(folder: Path) -> FileLock:
    """Takes the catalogue's lock, or says that another application has it."""
    lock = FileLock(folder / LOCK, blocking=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise ShelftagError("catalog.in_use", path=str(folder)) from error
    except OSError as error:
        raise ShelftagError("catalog.read_only", path=str(folder)) from error
    return lock
