"""Everything that was done in a catalogue: found, undone and restored, step by step or in a row."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QWidget
from sqlalchemy.orm import Session as Reader

from shelftag.catalog import history, operations
from shelftag.catalog.database import Database
from shelftag.catalog.history import GROUPS, NOTHING_TO_UNDO
from shelftag.catalog.operations import HistoryEntry
from shelftag.learning.what_changed import RUNS
from shelftag.ui.changes import ChangeSet
from shelftag.ui.controls import clearable
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.history_list import HistoryView
from shelftag.ui.dialogs.history_model import HistoryModel
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import EmptyState
from shelftag.ui.dialogs.what_changed import WhatChangedDialog
from shelftag.ui.serial_job import SerialJob
from shelftag.ui.session import Session
from shelftag.ui.translation import moment
from shelftag_api.errors import ShelftagError

_TYPING_PAUSE_MS = 150


@dataclass(frozen=True)
class _Way:
    """A way through the history in one go.

    Attributes:
        name: Of its sentences.
        so_far: Says how many steps are done.
        steps: Returns the steps that it takes.
        go: Takes them one by one.
    """

    name: str
    so_far: str
    steps: Callable[[Reader, int], list[int]]
    go: Callable[[Database, int], Generator[HistoryEntry, None, None]]


_BACK = _Way("back", "dialogs.history.undone_so_far", history.steps_back_to, history.undo_back_to)
_UP = _Way("up", "dialogs.history.restored_so_far", history.steps_up_to, history.restore_up_to)


class HistoryDialog(Frame):
    """The steps of a catalogue, newest first.

    Attributes:
        group: What the steps are about.
        words: What their sentences hold.
        model: The steps.
        view: Their list.
        pages: The list, or what stands in its place while there is nothing to list.
        undo_button: Takes the chosen step back, or restores it.
        changes_button: Shows what a model run changed.
        row_button: Takes back everything from the newest step to the chosen one; where that one is
            undone, restores everything up to it.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        name = "ph.clock-counter-clockwise"
        super().__init__("history", name, session.text, parent, QSize(760, 660))
        self._session = session
        self._steps: int | None = None
        self._count = 0
        self._way = _BACK
        self._job: SerialJob | None = None
        self.model = HistoryModel(session, self)
        self.view = HistoryView(session, self.model)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.view)
        for key in ("none", "not_found"):
            self.pages.addWidget(
                EmptyState(
                    name, self.text(f"dialogs.history.{key}"),
                    self.text(f"dialogs.history.{key}_hint"),
                )
            )  # fmt: skip
        self.body.addLayout(self._search_row())
        self.body.addWidget(self.pages, 1)
        self.changes_button = self.add_button("ui.what_changed", self._show_changes, left=True)
        self.row_button = self.add_button("dialogs.history.back", self._ask_row, left=True)
        self.add_button("dialogs.close", self.reject)
        self.undo_button = self.add_button("dialogs.history.undo", self._act, "primary")
        self._typing = QTimer(self, interval=_TYPING_PAUSE_MS, singleShot=True)
        self._typing.timeout.connect(self._search)
        self.words.textChanged.connect(lambda: self._typing.start())
        self.group.currentIndexChanged.connect(self._search)
        self.view.chosen.connect(self._choose)
        self.model.loaded.connect(self._show_page)
        session.changed.connect(self.model.refresh)
        QShortcut(QKeySequence("Ctrl+F"), self, self.words.setFocus)
        self._choose(None)
        self.model.search("", "")
        self.view.setFocus()

    def _search_row(self) -> QHBoxLayout:
        self.group = QComboBox()
        self.group.setAccessibleName(self.text("dialogs.history.about"))
        self.group.addItem(self.text("dialogs.history.group.all"), "")
        for group in GROUPS:
            self.group.addItem(self.text(f"dialogs.history.group.{group}"), group)
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.text("dialogs.history.words"))
        self.words.setAccessibleName(self.text("dialogs.history.words"))
        clearable(self.words, self.text("ui.search.clear"))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.words, 1)
        row.addWidget(self.group)
        return row

    def _search(self) -> None:
        self.model.search(self.group.currentData(), self.words.text())

    def _show_page(self) -> None:
        narrowed = bool(self.group.currentData() or self.words.text().strip())
        self.pages.setCurrentIndex(0 if self.model.rows else 2 if narrowed else 1)

    def _choose(self, entry: HistoryEntry | None) -> None:
        self._steps = None
        retracted = entry is not None and entry.retracted
        self.undo_button.setText(
            self.text("dialogs.history.restore" if retracted else "dialogs.history.undo")
        )
        free = self._job is None
        possible = entry is not None and (
            entry.finished
            and entry.kind not in NOTHING_TO_UNDO
            and not (retracted and operations.was_broken_off(entry))
        )
        self.undo_button.setEnabled(possible and free)
        self._way = _UP if retracted else _BACK
        self.row_button.setText(self.text(f"dialogs.history.{self._way.name}"))
        self.row_button.setEnabled(entry is not None and free)
        runs = entry is not None and entry.kind in RUNS and bool(entry.params.get("count"))
        self.changes_button.setEnabled(runs)

    # One step

    def _show_changes(self) -> None:
        entry = self.view.current()
        if entry is not None:
            dialog = WhatChangedDialog(self._session, entry.id, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _act(self) -> None:
        """Takes the chosen step back, or restores it; a refusal is explained in the dialog."""
        entry = self.view.current()
        if entry is None or not self.undo_button.isEnabled():
            return
        database = self._session.catalog.database
        step = operations.redo if entry.retracted else operations.undo
        self.undo_button.setEnabled(False)
        self._session.background.write(
            lambda: step(database, entry.id), self._done, self._failed, self
        )

    def _done(self, entry: HistoryEntry | None) -> None:
        self.say("")
        if entry is not None:
            self._session.stepped(entry)

    def _failed(self, error: ShelftagError) -> None:
        self.say(self._session.error_text(error))
        self._choose(self.view.current())

    # Back to a point, or up to one

    def _ask_row(self) -> None:
        """Says how many steps that takes back or restores; pressed again, does it."""
        entry, way = self.view.current(), self._way
        if entry is None:
            return
        if self._steps is not None:
            self._go(entry)
            return

        def ask(steps: list[int]) -> None:
            now = self.view.current()
            if now is None or now.id != entry.id or way is not self._way:
                return
            if not steps:
                self.say(self.text(f"dialogs.history.nothing_{way.name}"), "muted")
                return
            self._steps = len(steps)
            self.row_button.setText(
                self.text(f"dialogs.history.{way.name}_really", count=len(steps))
            )
            self.say(self.text(f"dialogs.history.{way.name}_explain", count=len(steps)), "review")

        self._session.read(lambda reader: way.steps(reader, entry.id), ask, self)

    def _go(self, entry: HistoryEntry) -> None:
        self._count = 0
        steps = self._way.go(self._session.catalog.database, entry.id)
        self._job = SerialJob(self._session.background, steps, self)
        so_far = self._way.so_far
        self._job.progressed.connect(lambda _entry: self._count_step(so_far))
        self._job.finished.connect(lambda _nothing: self._end(so_far, None))
        self._job.failed.connect(lambda error: self._end(so_far, error))
        self._choose(entry)
        self._job.start()

    def _count_step(self, so_far: str) -> None:
        self._count += 1
        self.say(self.text(so_far, count=self._count), "muted")

    def _end(self, so_far: str, error: ShelftagError | None) -> None:
        self._job = None
        told = [self.text(so_far, count=self._count)]
        if error is not None:
            told += [self.text("dialogs.history.stopped"), self._session.error_text(error)]
        self.say(self.sentences(told), "danger" if error else "confirmed")
        self._session.changed.emit(ChangeSet.everything())

    def reject(self) -> None:
        """Stops after the step under way, and closes."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._session.changed.emit(ChangeSet.everything())
        super().reject()


def when(at: datetime, language: str) -> str:
    """Writes a moment with its time of day, whatever the day."""
    day, time = moment(at, language), f"{at.astimezone():%H:%M}"
    return day if day == time else f"{day} {time}"
