"""The history a page at a time: newest first, by kind and words, undone back to a point."""

import json
import re
from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement, or_

from shelftag.catalog.database import Database
from shelftag.catalog.models import Operation
from shelftag.catalog.operations import BULK, HistoryEntry, entry_of, undo
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
    with database.read() as session:
        if session.get(Operation, operation_id) is None:
            raise ShelftagError("operation.unknown", operation=operation_id)
        steps = steps_back_to(session, operation_id)
    for step in steps:
        entry = undo(database, step)
        if entry is not None:
            yield entry
