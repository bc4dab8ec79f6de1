"""The history a page at a time: by kind and words, undone back to a point, restored up to one."""

import json
import re
from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement, or_

from shelftag.catalog.database import Database
from shelftag.catalog.models import Operation
from shelftag.catalog.operations import BULK, HistoryEntry, entry_of, redo, undo, was_broken_off
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import render

PAGE = 100
_PLACEHOLDER = re.compile(r"\{\w+\}")
NOTHING_TO_UNDO = frozenset({"install", "delete_model"})
"""Kinds that changed nothing to take back."""


_GROUPS = {
    "labels": {"label", "confirm", "check", "keep", "bulk_category"},
    "imports": {"import", "import_table", "read_codes", "relink", "titles"},
    "models": {"tag", "retrain", "deep_retrain", "activate", "install", "delete_model"},
    "products": {"merge", "split", "move_photos", "first_photo", "merge_look_alikes"},
}
_ENDINGS = {
    "categories": ("_category", "_categories", "_tree", "_taxonomy"),
    "searches": ("_search", "_searches"),
}
GROUPS = ("labels", "edits", "products", "categories", "imports", "models", "searches", "others")
"""What operations are about, for filters and icons."""


def group_of(kind: str) -> str:
    """Returns which of `GROUPS` a kind of operation belongs to."""
    for group, kinds in _GROUPS.items():
        if kind in kinds:
            return group
    if kind == "edit" or kind.startswith(BULK):
        return "edits"
    return next((g for g, endings in _ENDINGS.items() if kind.endswith(endings)), "others")


@dataclass(frozen=True)
class Word:
    """A word that an operation's sentence must hold.

    Attributes:
        text: The word.
        kinds: Kinds whose sentence holds it whatever it is about.
    """

    text: str
    kinds: frozenset[str] = frozenset()


def page(
    session: Session,
    *,
    before: int | None = None,
    kinds: Collection[str] | None = None,
    words: Sequence[Word] = (),
    limit: int = PAGE,
) -> list[HistoryEntry]:
    """Returns the next operations, newest first.

    Args:
        session: A session.
        before: Only operations older than this one; None for the newest.
        kinds: Only these kinds, or None for all.
        words: What their sentences must hold: all of them.
        limit: How many.
    """
    query = select(Operation).order_by(Operation.id.desc()).limit(limit)
    if before is not None:
        query = query.where(Operation.id < before)
    if kinds is not None:
        query = query.where(Operation.kind.in_(kinds))
    for word in words:
        query = query.where(_holds(word))
    return [entry_of(row) for row in session.scalars(query)]


def _holds(word: Word) -> ColumnElement[bool]:
    """Whether a word stands in an operation's parameters or in the sentence of its kind."""
    stored = json.dumps(word.text)[1:-1]  # as the parameters are stored
    found = cast(Operation.params, String).icontains(stored, autoescape=True)
    return or_(Operation.kind.in_(word.kinds), found) if word.kinds else found


def kinds(session: Session) -> frozenset[str]:
    """Returns the kinds of operations that there are."""
    return frozenset(session.scalars(select(Operation.kind).distinct()))


def words(typed: str, known: Collection[str], language: str) -> list[Word]:
    """Reads what was typed to find operations by.

    Args:
        typed: Words, all of which must stand in an operation's sentence.
        known: The kinds of operations that there are.
        language: In which the sentences are read.
    """
    sentences = {
        kind: _PLACEHOLDER.sub(" ", render(f"operation.{kind}", {}, language)).casefold()
        for kind in known
    }
    return [
        Word(word, frozenset(k for k, sentence in sentences.items() if word.casefold() in sentence))
        for word in typed.split()
    ]


def steps_back_to(session: Session, operation_id: int) -> list[int]:
    """Returns the operations that count, from the newest back to one and with it."""
    return list(
        session.scalars(
            select(Operation.id)
            .where(
                Operation.id >= operation_id,
                Operation.retracted_at.is_(None),
                Operation.kind.not_in(NOTHING_TO_UNDO),
            )
            .order_by(Operation.id.desc())
        )
    )


def undo_back_to(database: Database, operation_id: int) -> Generator[HistoryEntry, None, None]:
    """Takes back everything since a point, newest first, and that step itself; yields each.

    Raises:
        ShelftagError: There is no such step (``operation.unknown``), or one cannot be taken back.
            Those before it are undone.
    """
    yield from _each(database, operation_id, steps_back_to, undo)


def steps_up_to(session: Session, operation_id: int) -> list[int]:
    """Returns the steps that restoring up to an undone one restores, the oldest first.

    They are what was undone since the latest step before it that still counts, model runs and
    imports too. What was undone by itself while later steps stood is left out: that was meant.
    """
    latest = session.scalar(
        select(func.max(Operation.id)).where(
            Operation.id < operation_id,
            Operation.retracted_at.is_(None),
            Operation.kind.not_in(NOTHING_TO_UNDO),
        )
    )
    rows = session.scalars(
        select(Operation)
        .where(
            Operation.id <= operation_id,
            Operation.id > (latest or 0),
            Operation.retracted_at.is_not(None),
        )
        .order_by(Operation.id.desc())
    )
    steps: list[int] = []
    undone_at = None
    for row in rows:
        if was_broken_off(entry_of(row)) or row.retracted_at is None:
            continue
        if undone_at is None or row.retracted_at >= undone_at:
            steps.append(row.id)
            undone_at = row.retracted_at
    return steps[::-1]


def restore_up_to(database: Database, operation_id: int) -> Generator[HistoryEntry, None, None]:
    """Restores the steps up to a point that `steps_up_to` names, the oldest first; yields each.

    Raises:
        ShelftagError: There is no such step (``operation.unknown``), or one cannot be restored, as
            what it changed was changed later. Those before it are restored.
    """
    yield from _each(database, operation_id, steps_up_to, redo)


def _each(
    database: Database,
    operation_id: int,
    steps: Callable[[Session, int], list[int]],
    act: Callable[[Database, int], HistoryEntry | None],
) -> Generator[HistoryEntry, None, None]:
    """Undoes or restores the steps to a point one by one; yields each."""
    with database.read() as session:
        if session.get(Operation, operation_id) is None:
            raise ShelftagError("operation.unknown", operation=operation_id)
        found = steps(session, operation_id)
    for step in found:
        entry = act(database, step)
        if entry is not None:
            yield entry
