"""Connections to a catalogue's database: pragmas, readers, and the one serial writer."""

import shutil
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Insert, Update, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from shelftag_api.errors import ShelftagError

BUSY_TIMEOUT_MS = 10_000
"""How long a writer waits for the other process's short transaction."""
_FULL_BYTES = 1 << 20
"""With less room than this, SQLite's files beside the database do not fit."""
Item = TypeVar("Item")
Row = tuple[Any, ...]
CHUNK = 5_000
"""Ids in one statement."""


class Database:
    """A catalogue's SQLite file: many readers, one writer per process.

    Attributes:
        path: The file.
    """

    def __init__(self, path: Path, *, must_exist: bool = True) -> None:
        self.path = path
        uri = f"{path.absolute().as_uri()}?mode={'rw' if must_exist else 'rwc'}"
        self._reading = _engine(uri, begin="BEGIN")
        self._writing = _engine(uri, begin="BEGIN IMMEDIATE")
        self._write_lock = threading.RLock()
        self._watcher: Connection | None = None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Opens a session that sees one consistent state and changes nothing.

        Rows that were read stay as they were, and readable, after the session has ended.
        """
        with _environment_errors(self.path), Session(self._reading) as session:
            yield session
            session.expunge_all()
            session.rollback()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Opens the writing session: committed at the end, rolled back on any exception.

        Transactions of this process queue up; the lock on the file is taken at once
        (``BEGIN IMMEDIATE``), so that reading first and writing then cannot fail half-way.
        """
        with (
            self._write_lock,
            _environment_errors(self.path),
            Session(self._writing, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    def data_version(self) -> int:
        """Returns a number that changes when another connection has written. For one thread."""
        if self._watcher is None:
            self._watcher = self._reading.connect().execution_options(isolation_level="AUTOCOMMIT")
        return int(self._watcher.exec_driver_sql("PRAGMA data_version").scalar_one())

    def backup(self, target: Path) -> None:
        """Copies the database to a new file while it may be in use (SQLite's backup API)."""
        with _environment_errors(target):
            source = sqlite3.connect(self.path)
            copy = sqlite3.connect(target)
            try:
                source.backup(copy)
            finally:
                copy.close()
                source.close()

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Opens the connection that migrations run on.

        Foreign keys are off there: a table that is altered by copying is dropped for a moment,
        which SQLite would take for the deletion of all its rows.
        """
        with self._write_lock, _environment_errors(self.path), self._writing.connect() as writer:
            pragmas = writer.connection.driver_connection
            assert pragmas is not None
            pragmas.execute("PRAGMA foreign_keys=OFF")
            try:
                yield writer
            finally:
                writer.rollback()
                pragmas.execute("PRAGMA foreign_keys=ON")

    def close(self) -> None:
        """Closes all connections. May be called twice."""
        if self._watcher is not None:
            self._watcher.close()
            self._watcher = None
        self._reading.dispose()
        self._writing.dispose()


def _engine(uri: str, *, begin: str) -> Engine:
    """Creates an engine that itself says how transactions begin."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            uri, uri=True, timeout=BUSY_TIMEOUT_MS / 1000, check_same_thread=False
        )

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA cache_size=-32768")
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql(begin)

    return engine


@contextmanager
def _environment_errors(path: Path) -> Iterator[None]:
    """Turns what is the environment's fault into a sentence; the rest is our bug and passes."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        text = str(getattr(error, "orig", error))
        for fragment, message_id in (
            ("disk is full", "catalog.disk_full"),
            ("disk I/O", "catalog.disk_error"),
            ("readonly", "catalog.read_only"),
            ("locked", "catalog.busy"),
            ("malformed", "catalog.damaged"),
            ("not a database", "catalog.damaged"),
            ("unable to open", "catalog.cannot_open"),
        ):
            if fragment in text:
                if fragment == "disk I/O" and _is_full(path.parent):
                    message_id = "catalog.disk_full"
                raise ShelftagError(message_id, path=str(path.parent)) from error
        raise


def _is_full(folder: Path) -> bool:
    """Whether a failed write is for want of room: SQLite does not tell that of its side files."""
    try:
        return shutil.disk_usage(folder).free < _FULL_BYTES
    except OSError:
        return False


def execute_rows(
    session: Session, statement: Insert | Update, names: Sequence[str], rows: Sequence[Row]
) -> None:
    """Executes a statement for many rows of values that the driver takes as they are.

    SQLAlchemy's own way, a dictionary a row whose values are looked at one by one, takes three
    times as long as the database itself.

    Args:
        session: A writing session.
        statement: An INSERT, or an UPDATE with a `bindparam` for each name.
        names: Of the columns or parameters.
        rows: The values in that order: numbers, texts (JSON too) and None.
    """
    if not rows:
        return
    connection = session.connection()
    compiled: Any = statement.compile(dialect=connection.dialect, column_keys=list(names))
    if compiled.positional:
        assert compiled.positiontup == list(names)
        connection.exec_driver_sql(compiled.string, list(rows))
    else:
        named = [dict(zip(names, row, strict=True)) for row in rows]
        connection.exec_driver_sql(compiled.string, named)


def chunks(ids: Sequence[Item]) -> Iterable[Sequence[Item]]:
    """Cuts a list of ids into parts that fit one statement."""
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
