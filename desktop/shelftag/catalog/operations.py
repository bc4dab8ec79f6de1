"""Operations: the one way in which data changes, and how it is taken back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shelftag.catalog import labels, placement, search
from shelftag.catalog.database import Database, chunks
from shelftag.catalog.models import (
    Base,
    Category,
    Change,
    ImportOutcome,
    ImportRun,
    LabelEvent,
    Operation,
    PhotoFile,
    Prediction,
    Product,
    ProductPhoto,
)
from shelftag.catalog.models.base import utc_now
from shelftag.catalog.products import SEARCHED
from shelftag.catalog.scope import OperationScope, plain
from shelftag.catalog.tree.occupancy import Occupancy
from shelftag.catalog.tree.reading import is_broken
from shelftag_api.errors import ShelftagError

OWNER = "owner"
MODEL = "model"
IMPORT_TABLE = "import_table"
"""Kind of the operation that applies a table: all of it counts, or nothing."""
BULK = "bulk_"
"""How the kinds of bulk edits begin: all of one counts, or nothing."""
_FOUND_BY = frozenset({*SEARCHED, "hint"})
"""Columns of a product in which a search finds words."""
_Touched = dict[int, set[str]]
"""Names of the columns that were set, by row."""


def start(
    session: Session, kind: str, origin: str, params: Mapping[str, Any] | None = None
) -> OperationScope:
    """Starts an operation inside a writing session."""
    operation = Operation(kind=kind, origin=origin, params=dict(params or {}))
    session.add(operation)
    session.flush()
    return OperationScope(session, operation.id, dict(operation.params))


def finish(scope: OperationScope) -> None:
    """Marks the operation as whole and stores its final parameters."""
    scope.session.execute(
        update(Operation)
        .where(Operation.id == scope.id)
        .values(finished_at=utc_now(), params=scope.params)
    )


@contextmanager
def operation(
    database: Database, kind: str, origin: str = OWNER, **params: Any
) -> Iterator[OperationScope]:
    """Runs an operation that fits one transaction: all of it is stored, or nothing."""
    with database.write() as session:
        scope = start(session, kind, origin, params)
        yield scope
        finish(scope)


@dataclass(frozen=True)
class HistoryEntry:
    """One operation as the history shows it."""

    id: int
    kind: str
    origin: str
    params: Mapping[str, Any]
    started_at: datetime
    retracted: bool
    finished: bool


def history(session: Session, *, limit: int = 50, origin: str | None = None) -> list[HistoryEntry]:
    """Returns the latest operations, newest first."""
    query = select(Operation).order_by(Operation.id.desc()).limit(limit)
    if origin:
        query = query.where(Operation.origin == origin)
    return [entry_of(row) for row in session.scalars(query)]


def entry_of(row: Operation) -> HistoryEntry:
    """Returns an operation as the history shows it."""
    return HistoryEntry(
        id=row.id,
        kind=row.kind,
        origin=row.origin,
        params=row.params,
        started_at=row.started_at,
        retracted=row.retracted_at is not None,
        finished=row.finished_at is not None,
    )


def counts_whole(kind: str, origin: str) -> bool:
    """Whether all of an operation counts, or nothing: half of it is never left, nor restored."""
    return origin == MODEL or kind == IMPORT_TABLE or kind.startswith(BULK)


def was_broken_off(entry: HistoryEntry) -> bool:
    """Whether an operation was taken back half-way, so that there is nothing whole to restore."""
    return bool(entry.params.get("cancelled")) and counts_whole(entry.kind, entry.origin)


def next_undo(session: Session) -> HistoryEntry | None:
    """Returns the owner's latest operation that counts: what Ctrl+Z takes back."""
    row = session.scalar(
        select(Operation)
        .where(Operation.origin == OWNER, Operation.retracted_at.is_(None))
        .order_by(Operation.id.desc())
        .limit(1)
    )
    return entry_of(row) if row else None


def next_redo(session: Session) -> HistoryEntry | None:
    """Returns the operation that was undone last, unless the owner has done something since."""
    latest = next_undo(session)
    rows = session.scalars(
        select(Operation)
        .where(
            Operation.origin == OWNER,
            Operation.retracted_at.is_not(None),
            Operation.id > (latest.id if latest else 0),
        )
        .order_by(Operation.retracted_at.desc(), Operation.id)
    )
    return next((entry for row in rows if not was_broken_off(entry := entry_of(row))), None)


def undo(database: Database, operation_id: int | None = None) -> HistoryEntry | None:
    """Takes an operation back.

    Args:
        database: The catalogue's database.
        operation_id: Which one; None for the owner's latest.

    Returns:
        What was undone, or None where there was nothing.

    Raises:
        ShelftagError: The operation does not exist (``operation.unknown``), is undone already
            (``operation.already_undone``), still runs (``operation.running``), or what it changed
            was changed again later (``operation.changed_since``).
    """
    with database.write() as session:
        entry = next_undo(session) if operation_id is None else _find(session, operation_id)
        if entry is None:
            return None
        if entry.retracted:
            raise ShelftagError("operation.already_undone")
        if not entry.finished:
            raise ShelftagError("operation.running")
        _apply(session, entry.id, retract=True)
        return entry


def redo(database: Database, operation_id: int | None = None) -> HistoryEntry | None:
    """Restores an operation that was undone.

    Raises:
        ShelftagError: As for `undo`, or the operation counts already (``operation.not_undone``), or
            was cancelled half-way (``operation.broken_off``).
    """
    with database.write() as session:
        entry = next_redo(session) if operation_id is None else _find(session, operation_id)
        if entry is None:
            return None
        if not entry.retracted:
            raise ShelftagError("operation.not_undone")
        if was_broken_off(entry):
            raise ShelftagError("operation.broken_off")
        _apply(session, entry.id, retract=False)
        return entry


def take_back(database: Database, operation_id: int) -> None:
    """Ends an operation that was cancelled or broke, and undoes what it had written.

    Raises:
        ShelftagError: What it changed was changed again meanwhile (``operation.changed_since``).
            Then it is left as it is, ended.
    """
    with database.write() as session:
        _end(session, session.get_one(Operation, operation_id))
        refused = not _applied(session, operation_id)
    if refused:
        raise ShelftagError("operation.changed_since")


def _end(session: Session, row: Operation) -> None:
    finish(OperationScope(session, row.id, {**row.params, "cancelled": True}))


def _applied(session: Session, operation_id: int) -> bool:
    """Undoes an operation where that is possible; says whether it was."""
    try:
        with session.begin_nested():
            _apply(session, operation_id, retract=True)
    except ShelftagError:
        return False
    return True


def close_abandoned(database: Database, *, alone: bool = True) -> None:
    """Closes what a process that was killed had begun. For one that knows that no other is at work.

    An import of photos keeps what it brought in, and can be undone. A model run, a table or a bulk
    edit is taken back, as one that is cancelled: it would count for some of the products only.

    Args:
        database: The catalogue's database.
        alone: False for an engine: its window may be at work on a step of the owner's.
    """
    unfinished = select(Operation).where(Operation.finished_at.is_(None))
    if not alone:
        unfinished = unfinished.where(Operation.origin != OWNER)
    with database.read() as session:
        if session.scalar(unfinished.limit(1)) is None:
            return
    with database.write() as session:
        for row in session.scalars(unfinished.order_by(Operation.id.desc())).all():
            _end(session, row)
            if counts_whole(row.kind, row.origin) and row.retracted_at is None:
                _applied(session, row.id)
        for run in session.scalars(select(ImportRun).where(ImportRun.finished_at.is_(None))):
            counts = (
                select(ImportOutcome.outcome, func.count())
                .where(ImportOutcome.run_id == run.id)
                .group_by(ImportOutcome.outcome)
            )
            run.status, run.finished_at = "failed", utc_now()
            run.counts = dict(session.execute(counts).all())


def _find(session: Session, operation_id: int) -> HistoryEntry:
    row = session.get(Operation, operation_id)
    if row is None:
        raise ShelftagError("operation.unknown", operation=operation_id)
    return entry_of(row)


def _apply(session: Session, operation_id: int, *, retract: bool) -> None:
    """Makes an operation stop or start to count, and brings everything derived up to date."""
    session.execute(
        update(Operation)
        .where(Operation.id == operation_id)
        .values(retracted_at=utc_now() if retract else None)
    )
    if retract:
        refused = placement.moved_on(session, operation_id)
    else:
        refused = _imported_again(session, operation_id)
        refused = refused or not placement.can_move_again(session, operation_id)
    if refused:
        raise ShelftagError("operation.changed_since")
    session.execute(
        update(PhotoFile).where(PhotoFile.operation_id == operation_id).values(active=not retract)
    )
    placement.refresh_products(session, Product.operation_id == operation_id)
    placement.refresh_links(session, operation_id)
    affected = (
        select(LabelEvent.product_id)
        .where(LabelEvent.operation_id == operation_id)
        .union(
            select(Prediction.product_id).where(Prediction.operation_id == operation_id),
            select(Product.id).where(Product.operation_id == operation_id),
        )
    )
    labels.refresh(session, affected)
    touched = _replay(session, operation_id, retract=retract)
    categories = list(touched.get(Category.__tablename__, {}))
    if categories and is_broken(session, categories):
        raise ShelftagError("operation.changed_since")
    labels.refresh_shelves(session, categories)
    changed = touched.get(Product.__tablename__, {})
    products = list(changed)
    for chunk in chunks(products):
        placement.refresh_products(session, Product.id.in_(chunk))
    if placement.strands(session, operation_id, products):
        raise ShelftagError("operation.changed_since")
    search.index(session, [i for i, columns in changed.items() if columns & _FOUND_BY])


def _imported_again(session: Session, operation_id: int) -> bool:
    """Whether photos that an undone import brought have come in once more by another."""
    mine = select(ProductPhoto.photo_id).where(ProductPhoto.operation_id == operation_id)
    shown = (
        select(ProductPhoto.photo_id)
        .join(Product, Product.id == ProductPhoto.product_id)
        .where(
            ProductPhoto.photo_id.in_(mine),
            ProductPhoto.active,
            ProductPhoto.operation_id != operation_id,
            ProductPhoto.removed_operation_id.is_distinct_from(operation_id),
            Product.active,
        )
    )
    return session.scalar(shown.limit(1)) is not None


def _replay(session: Session, operation_id: int, *, retract: bool) -> dict[str, _Touched]:
    """Sets changed columns back (or forward again); returns what was touched by table.

    A category that the operation made stays where later steps have put something into it.
    """
    changes = session.execute(
        select(Change.table, Change.row_id, Change.before, Change.after)
        .where(Change.operation_id == operation_id)
        .order_by(Change.id)
    ).all()
    current = _current(session, changes)
    pending: dict[str, dict[int, dict[str, Any]]] = {}
    touched: dict[str, _Touched] = {}
    occupancy: Occupancy | None = None
    for change in reversed(changes) if retract else changes:
        expected, wanted = (
            (change.after, change.before) if retract else (change.before, change.after)
        )
        row = current[change.table, change.row_id]
        now = {name: row[name] for name in expected}
        if now == wanted:
            continue
        if now != expected:
            raise ShelftagError("operation.changed_since")
        if change.table == Category.__tablename__:
            occupancy = occupancy or Occupancy(session)
            if wanted.get("deleted") and retract and occupancy.is_merged(change.row_id):
                continue
            if wanted.get("deleted") and occupancy.holds_something(change.row_id):
                if retract:
                    continue
                raise ShelftagError("operation.changed_since")
            occupancy.follow(change.row_id, wanted)
        if wanted.keys() & pending.get(change.table, {}).get(change.row_id, {}).keys():
            # A name that was taken for a moment, while another row had it: step by step as then.
            _store(session, change.table, pending.pop(change.table))
        row |= wanted
        pending.setdefault(change.table, {}).setdefault(change.row_id, {}).update(wanted)
        touched.setdefault(change.table, {}).setdefault(change.row_id, set()).update(wanted)
    for table, rows in pending.items():
        _store(session, table, rows)
    return touched


def _current(session: Session, changes: Sequence[Any]) -> dict[tuple[str, int], dict[str, Any]]:
    """Reads the changed columns of all changed rows as they are now, by table and row id."""
    ids: dict[str, dict[int, None]] = {}
    names: dict[str, dict[str, None]] = {}
    for change in changes:
        ids.setdefault(change.table, {})[change.row_id] = None
        names.setdefault(change.table, {}).update(dict.fromkeys(change.after))
    current: dict[tuple[str, int], dict[str, Any]] = {}
    for name, row_ids in ids.items():
        table = Base.metadata.tables[name]
        columns = [table.c[column] for column in names[name]]
        for chunk in chunks(list(row_ids)):
            found = session.execute(select(table.c.id, *columns).where(table.c.id.in_(chunk)))
            for row_id, *values in found:
                read = zip(names[name], map(plain, values), strict=True)
                current[name, row_id] = dict(read)
    return current


def _store(session: Session, name: str, rows: Mapping[int, Mapping[str, Any]]) -> None:
    """Writes columns of many rows in their order, neighbours of the same columns at once.

    The order counts: a file may take a name that the row before it has just set free.
    """
    table = Base.metadata.tables[name]
    for columns, alike in groupby(rows.items(), key=lambda item: tuple(item[1])):
        statement = (
            update(table)
            .where(table.c.id == bindparam("row_id"))
            .values({column: bindparam(column) for column in columns})
        )
        parameters = [_typed(table.c, values) | {"row_id": row_id} for row_id, values in alike]
        try:
            session.execute(statement, parameters)
        except IntegrityError as error:  # a place, a folder's path for one, is taken by now
            raise ShelftagError("operation.changed_since") from error


def _typed(columns: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Brings JSON values back to what the columns take."""
    return {
        name: (
            columns[name].type.python_type(value)
            if isinstance(value, str) and columns[name].type.python_type is not str
            else value
        )
        for name, value in values.items()
    }
