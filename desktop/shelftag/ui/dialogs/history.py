"""Everything that was done in a catalogue, newest first; each step can be undone and restored."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from shelftag.catalog import operations
from shelftag.catalog.operations import HistoryEntry
from shelftag.learning.what_changed import RUNS
from shelftag.ui.changes import ChangeSet
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.pieces import EmptyState
from shelftag.ui.dialogs.table import Column, Table
from shelftag.ui.dialogs.what_changed import WhatChangedDialog
from shelftag.ui.session import Session
from shelftag.ui.translation import moment
from shelftag_api.errors import ShelftagError

SHOWN = 500
_ORIGINS = {"owner": "ph.user", "import": "ph.download-simple", "model": "ph.sparkle"}
_CANNOT_UNDO = frozenset({"install", "delete_model"})
"""Kinds that changed nothing to take back."""


class HistoryDialog(Frame):
    """The steps of a catalogue.

    Attributes:
        table: The steps.
        undo_button: Takes the chosen step back, or restores it.
        changes_button: Shows what a model run changed.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        name = "ph.clock-counter-clockwise"
        super().__init__("history", name, session.text, parent, QSize(720, 600))
        self._session = session
        text = session.text
        self.table = Table(
            text("dialogs.history.title"),
            [
                Column(
                    text("dialogs.history.step"), session.operation_text, icon=_icon, wide=1,
                    tone=lambda entry: "muted" if entry.retracted else "",
                ),
                Column(text("dialogs.history.who"), self._who, tone=lambda _entry: "muted"),
                Column(text("dialogs.history.when"), self._when, tone=lambda _entry: "muted"),
                Column(
                    "", self._state,
                    tone=lambda entry: "review" if entry.retracted else "muted",
                ),
            ],
            EmptyState(
                "ph.clock-counter-clockwise", text("dialogs.history.none"),
                text("dialogs.history.none_hint"),
            ),
        )  # fmt: skip
        self.body.addWidget(self.table, 1)
        self.changes_button = self.add_button("ui.what_changed", self._show_changes, left=True)
        self.add_button("dialogs.close", self.reject)
        self.undo_button = self.add_button("dialogs.history.undo", self._act, "primary")
        self.table.chosen.connect(self._choose)
        session.changed.connect(self._changed)
        self._choose(None)
        self._load()

    def _changed(self, _change: ChangeSet) -> None:
        self._load()

    def _load(self) -> None:
        self._session.read(lambda reader: operations.history(reader, limit=SHOWN), self._show, self)

    def _show(self, entries: list[HistoryEntry]) -> None:
        first = self.table.current() is None
        self.table.show_rows(entries, key=lambda entry: entry.id)
        if first and entries:
            self.table.view.selectRow(0)

    def _choose(self, entry: HistoryEntry | None) -> None:
        retracted = entry is not None and entry.retracted
        self.undo_button.setText(
            self.text("dialogs.history.restore" if retracted else "dialogs.history.undo")
        )
        self.undo_button.setEnabled(
            entry is not None and entry.finished and entry.kind not in _CANNOT_UNDO
        )

        runs = entry is not None and entry.kind in RUNS and bool(entry.params.get("count"))
        self.changes_button.setEnabled(runs)

    def _show_changes(self) -> None:
        entry = self.table.current()
        if entry is not None:
            dialog = WhatChangedDialog(self._session, entry.id, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _who(self, entry: HistoryEntry) -> str:
        return self.text(f"dialogs.history.{entry.origin}")

    def _when(self, entry: HistoryEntry) -> str:
        return when(entry.started_at, self._session.language)

    def _state(self, entry: HistoryEntry) -> str:
        if not entry.finished:
            return self.text("dialogs.history.running")
        return self.text("dialogs.history.undone") if entry.retracted else ""

    def _act(self) -> None:
        """Takes the chosen step back, or restores it; a refusal is explained in the dialog."""
        entry = self.table.current()
        if entry is None:
            return
        database = self._session.catalog.database
        step: Callable[..., object] = operations.redo if entry.retracted else operations.undo
        self.undo_button.setEnabled(False)
        self._session.background.write(
            lambda: step(database, entry.id), self._done, self._failed, self
        )

    def _done(self, _entry: object) -> None:
        self.say("")
        self._session.changed.emit(ChangeSet.everything())

    def _failed(self, error: ShelftagError) -> None:
        self.say(self._session.error_text(error))
        self._choose(self.table.current())


def when(at: datetime, language: str) -> str:
    """Writes a moment with its time of day, whatever the day."""
    day, time = moment(at, language), f"{at.astimezone():%H:%M}"
    return day if day == time else f"{day} {time}"


def _icon(entry: HistoryEntry) -> tuple[str, str]:
    name = _ORIGINS.get(entry.origin, "ph.circle")
    if entry.retracted:
        return "ph.arrow-counter-clockwise", "muted"
    return name, "accepted" if entry.origin == "model" else "accent_text"
