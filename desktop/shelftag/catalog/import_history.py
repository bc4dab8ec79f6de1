"""The imports of a catalogue: which there were, and what became of every file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from shelftag.catalog.database import chunks
from shelftag.catalog.models import ImportOutcome, ImportRun, Operation, Root
from shelftag.catalog.models.importing import DUPLICATE, FAILED, IMPORTED, MOVED
from shelftag_api.errors import ShelftagError

LOOK_ALIKE = "look_alike"
"""Photos that were imported and look nearly the same as another: a kind of their own here."""
KINDS = (FAILED, LOOK_ALIKE, DUPLICATE, MOVED, IMPORTED)
"""What may have become of a file, those first that the owner may have to do something about."""
PROBLEMS = KINDS[:-1]
"""All but what came in without more ado."""
_AT_ONCE = 2_000


@dataclass(frozen=True)
class ImportView:
    """One import.

    Attributes:
        id: Its number.
        folder: The imported folder.
        status: ``running``, ``finished``, ``cancelled`` or ``failed``.
        counts: Files by outcome.
        started_at: When it began.
        undone: Whether the owner took it back.
    """

    id: int
    folder: str
    status: str
    counts: Mapping[str, int]
    started_at: datetime
    undone: bool


@dataclass(frozen=True)
class OutcomeView:
    """What became of one file: one of `KINDS`, and the sentence that says more."""

    path: str
    outcome: str
    message_id: str
    params: Mapping[str, Any]

    @property
    def same_as(self) -> str:
        """The file that a duplicate or look-alike matches, or an empty text."""
        return str(self.params.get("same_as", ""))


def imports(session: Session, limit: int) -> list[ImportView]:
    """Returns the latest imports, newest first."""
    return list(_views(session, _runs().order_by(ImportRun.id.desc()).limit(limit)))


def find_import(session: Session, run_id: int | None = None) -> ImportView:
    """Returns one import.

    Args:
        session: A session.
        run_id: Its number; None for the latest.

    Raises:
        ShelftagError: There was no such import (``catalog.unknown_import``).
    """
    query = _runs().order_by(ImportRun.id.desc()).limit(1)
    query = query if run_id is None else query.where(ImportRun.id == run_id)
    found = next(_views(session, query), None)
    if found is None:
        raise ShelftagError("catalog.unknown_import", run=run_id or "")
    return found


def outcome_ids(session: Session, run_id: int, kinds: Sequence[str]) -> list[int]:
    """Returns the rows of an import that are of some of `KINDS`, in the order of these."""
    rows = session.execute(
        select(ImportOutcome.id, ImportOutcome.outcome, ImportOutcome.message_id)
        .where(ImportOutcome.run_id == run_id)
        .order_by(ImportOutcome.relative_path, ImportOutcome.id)
    )
    by_kind: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for number, outcome, message_id in rows:
        by_kind[_kind(outcome, message_id)].append(number)
    return [number for kind in KINDS if kind in kinds for number in by_kind[kind]]


def _kind(outcome: str, message_id: str) -> str:
    return LOOK_ALIKE if outcome == IMPORTED and message_id else outcome


def outcomes(session: Session, ids: Sequence[int]) -> list[OutcomeView]:
    """Returns what became of these files, in the order of the ids."""
    found: dict[int, OutcomeView] = {}
    for chunk in chunks(ids):
        for row in session.scalars(select(ImportOutcome).where(ImportOutcome.id.in_(chunk))):
            found[row.id] = OutcomeView(
                row.relative_path,
                _kind(row.outcome, row.message_id),
                row.message_id,
                dict(row.params),
            )
    return [found[number] for number in ids if number in found]


def all_outcomes(
    session: Session, run_id: int, kinds: Sequence[str] = KINDS
) -> Iterator[OutcomeView]:
    """Yields what became of every file, a few thousand at a time."""
    ids = outcome_ids(session, run_id, kinds)
    for start in range(0, len(ids), _AT_ONCE):
        yield from outcomes(session, ids[start : start + _AT_ONCE])


_Runs = Select[ImportRun, str, datetime | None]


def _runs() -> _Runs:
    return (
        select(ImportRun, Root.path, Operation.retracted_at)
        .join(Root, Root.id == ImportRun.root_id)
        .join(Operation, Operation.id == ImportRun.operation_id)
    )


def _views(session: Session, query: _Runs) -> Iterator[ImportView]:
    for run, folder, retracted_at in session.execute(query):
        yield ImportView(
            run.id, folder, run.status, dict(run.counts), run.started_at, retracted_at is not None
        )
