"""One open catalogue as the window sees it: reads, changes, undo, and jobs of the engine."""

from collections.abc import Callable, Generator, Mapping
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from sqlalchemy.orm import Session as Reader

from shelftag.catalog import operations, proposals, regrouping
from shelftag.catalog.catalog import Catalog
from shelftag.catalog.operations import HistoryEntry
from shelftag.catalog.scope import OperationScope
from shelftag.catalog.tree import Tree
from shelftag.engine.client import JOBS
from shelftag.ui.background import Background
from shelftag.ui.changes import ChangeSet, Notice
from shelftag.ui.edits import AnyJob, Edits, EditState
from shelftag.ui.jobs import Inquiry, Jobs, JobState
from shelftag.ui.overview import Overview, read_overview
from shelftag.ui.preferences import Preferences
from shelftag.ui.translation import translate
from shelftag.ui.watching import WatchedFolders
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

Result = TypeVar("Result")
POLL_MS = 500
"""How often the database is asked whether the engine has written."""


class Session(QObject):
    """One catalogue, open in one window.

    Attributes:
        catalog: The catalogue.
        preferences: The owner's, for this computer.
        background: The threads that read and write.
        jobs: The engine's jobs, or None where the session was opened without an engine.
        edits: Long edits, in the window's own writer.
        watched: The watched folders, or None likewise.
        overview: The latest reading of tree, counts, model and undo.

    Signals:
        changed: A ChangeSet, after the change was committed.
        overview_changed: `overview` was read anew.
        notice: A Notice to show for a few seconds.
        job_started: A job of the engine (`JobState`) or an edit (`EditState`) began.
        job_progress: A job has news.
        job_finished: A job is done; its result is in ``job.result``.
        job_failed: A job stopped; its error is in ``job.error``, None where it was cancelled.
    """

    changed = Signal(object)
    overview_changed = Signal()
    notice = Signal(object)
    job_started = Signal(object)
    job_progress = Signal(object)
    job_finished = Signal(object)
    job_failed = Signal(object)

    def __init__(
        self,
        catalog: Catalog,
        preferences: Preferences | None = None,
        *,
        with_engine: bool = True,
        engine_jobs: str = JOBS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.catalog = catalog
        self.preferences = preferences or Preferences()
        self.background = Background(self)
        self.background.trouble.connect(self.report)
        self.jobs: Jobs | None = (
            Jobs(catalog.folder, self, jobs=engine_jobs) if with_engine else None
        )
        self.edits = Edits(self.background, self)
        self.overview: Overview = self.read_now(read_overview)
        self._closed = False
        self._overview_asked = self._overview_shown = 0
        self._overview_queued = False
        self._seen = catalog.database.data_version()
        self.changed.connect(self._refresh_overview)
        self._follow(self.edits)
        if self.jobs is not None:
            self._follow(self.jobs)
        self.watched = WatchedFolders(self) if self.jobs is not None else None
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._look_for_changes)
        self._poll.start()

    # Text

    @property
    def language(self) -> str:
        """The window's language."""
        return self.preferences.language

    @property
    def tree(self) -> Tree:
        """The latest snapshot of the categories."""
        return self.overview.tree

    def text(self, message_id: str, **params: Any) -> str:
        """Renders a sentence in the window's language."""
        return translate(self.language, message_id, **params)

    def error_text(self, error: ShelftagError) -> str:
        """Renders the sentence of an error."""
        return self.text(error.message_id, **error.params)

    def report(self, error: ShelftagError) -> None:
        """Shows the sentence of an error for a few seconds."""
        self.notice.emit(Notice(error.message_id, error.params, is_error=True))

    def notify(self, message_id: str, **params: Any) -> None:
        """Shows a sentence for a few seconds."""
        self.notice.emit(Notice(message_id, params))

    # Reading

    def read(
        self,
        function: Callable[[Reader], Result],
        done: Callable[[Result], None],
        context: QObject | None = None,
    ) -> None:
        """Runs a query beside the window and hands over its result in the Qt thread."""
        self.background.read(lambda: self.read_now(function), done, None, context)

    def read_now(self, function: Callable[[Reader], Result]) -> Result:
        """Runs a short query and waits for it."""
        with self.catalog.database.read() as reader:
            return function(reader)

    def _refresh_overview(self, _change: ChangeSet) -> None:
        """Reads the overview anew; requests that come while one waits are answered by it."""
        if self._overview_queued:
            return
        self._overview_queued = True
        self._overview_asked += 1
        asked = self._overview_asked

        def query() -> Overview:
            self._overview_queued = False
            return self.read_now(read_overview)

        def show(overview: Overview) -> None:
            if asked > self._overview_shown:
                self._overview_shown = asked
                self.overview = overview
                self.overview_changed.emit()

        self.background.read(query, show, None, self)

    # Changing

    def perform(
        self,
        kind: str,
        function: Callable[[OperationScope], Result],
        *,
        params: Mapping[str, Any] | None = None,
        change: Callable[[Result], ChangeSet] | ChangeSet | None = None,
        notice: str = "",
        done: Callable[[Result], None] | None = None,
        failed: Callable[[ShelftagError], None] | None = None,
    ) -> None:
        """Changes data as one operation that can be undone, without making the owner wait.

        Args:
            kind: Kind of the operation; ``operation.KIND`` is its sentence.
            function: Writes, in the writer thread; may add to the scope's ``params``.
            params: Values for the operation's sentence.
            change: What it changes, or a function of the result that says so; None: everything.
            notice: Message id shown afterwards with an Undo button, rendered with the params.
            done: Gets the result once it is committed.
            failed: Gets a ShelftagError; without it a notice shows the sentence.
        """

        def run() -> tuple[int, dict[str, Any], Result]:
            with operations.operation(self.catalog.database, kind, **(params or {})) as scope:
                result = function(scope)
            return scope.id, scope.params, result

        def committed(outcome: tuple[int, dict[str, Any], Result]) -> None:
            operation_id, final, result = outcome
            self._own_write()
            if done is not None:
                done(result)
            changes = change(result) if callable(change) else change
            self.changed.emit(changes or ChangeSet.everything())
            if notice:
                self.notice.emit(Notice(notice, final, undo=operation_id))

        self.background.write(run, committed, failed, self)

    def undo(self, operation_id: int | None = None) -> None:
        """Takes back an operation: the given one, or the owner's latest."""
        database = self.catalog.database
        self.background.write(
            lambda: operations.undo(database, operation_id), self.undone, None, self
        )

    def redo(self) -> None:
        """Restores the operation that was undone last."""
        database = self.catalog.database
        self.background.write(lambda: operations.redo(database), self.redone, None, self)

    def undone(self, entry: HistoryEntry | None) -> None:
        """Says what was undone, and tells everybody; None where there was nothing."""
        self._stepped(entry, "ui.notice.undone", "ui.notice.nothing_to_undo")

    def redone(self, entry: HistoryEntry | None) -> None:
        """Says what was restored, and tells everybody; None where there was nothing."""
        self._stepped(entry, "ui.notice.redone", "ui.notice.nothing_to_redo")

    def _stepped(self, entry: HistoryEntry | None, message_id: str, nothing: str) -> None:
        if entry is None:
            self.notice.emit(Notice(nothing))
            return
        self.stepped(entry)
        self.notice.emit(Notice(message_id, {"what": self.operation_text(entry)}))

    def stepped(self, entry: HistoryEntry) -> None:
        """Tells everybody that an operation was undone or restored, and does what follows."""
        self._own_write()
        self.changed.emit(ChangeSet.everything())
        if entry.kind == "relink":  # what is missing at the places that count now?
            self.submit("check_files")
        if entry.kind in (regrouping.MERGE, regrouping.SPLIT, proposals.MERGE):
            self.submit("tag_again")

    def operation_text(self, entry: HistoryEntry) -> str:
        """Says what an operation did."""
        return self.text(f"operation.{entry.kind}", **entry.params)

    # Jobs

    def submit(self, kind: str, **arguments: Any) -> JobState | None:
        """Starts a job in the engine: ``prepare``, ``import``, ``retrain``, ``tag`` and others."""
        if self.jobs is None or self._closed:
            return None
        return self.jobs.submit(kind, **arguments)

    def edit(self, kind: str, steps: Generator[Progress, None, Any]) -> EditState:
        """Starts a long edit beside the owner's work; see `Edits.submit`."""
        return self.edits.submit(kind, steps)

    @property
    def under_way(self) -> list[AnyJob]:
        """The engine's jobs and the edits that have not ended."""
        return [*(self.jobs.active if self.jobs is not None else ()), *self.edits.active]

    def inquire(self, kind: str, parent: QObject, **arguments: Any) -> Inquiry | None:
        """Asks the engine something that changes nothing; None where there is no engine."""
        if self.jobs is None or self._closed:
            return None
        return self.jobs.inquire(kind, parent, **arguments)

    def _follow(self, jobs: Jobs | Edits) -> None:
        jobs.started.connect(self.job_started)
        jobs.progressed.connect(self.job_progress)
        jobs.finished.connect(self._job_finished)
        jobs.failed.connect(self._job_failed)

    def _job_finished(self, job: AnyJob) -> None:
        self.changed.emit(ChangeSet.everything())
        self.job_finished.emit(job)

    def _job_failed(self, job: AnyJob) -> None:
        self.changed.emit(ChangeSet.everything())
        self.job_failed.emit(job)

    @property
    def busy(self) -> bool:
        """Whether the engine has a job."""
        return self.jobs is not None and self.jobs.running

    def _own_write(self) -> None:
        """Remembers that the latest change is our own, unless the engine may be writing too."""
        if not self.busy:
            self._seen = self.catalog.database.data_version()

    def _look_for_changes(self) -> None:
        version = self.catalog.database.data_version()
        if version != self._seen and self.background.pending == 0:
            self._seen = version
            self.changed.emit(ChangeSet.everything())

    def close(self) -> None:
        """Ends the jobs, lets changes under way finish, and closes the catalogue."""
        if self._closed:
            return
        self._closed = True
        self._poll.stop()
        if self.watched is not None:
            self.watched.close()
        if self.jobs is not None:
            self.jobs.close()
        self.edits.close()
        self.background.close()
        self.catalog.close()
