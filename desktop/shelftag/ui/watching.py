"""Imports what comes into the watched folders while a catalogue is open."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from shelftag.catalog import source_folders
from shelftag.importing.newcomers import new_files
from shelftag.importing.watching import Patience, Watching

if TYPE_CHECKING:
    from shelftag.ui.jobs import JobState
    from shelftag.ui.session import Session


class WatchedFolders(QObject):
    """Starts an ordinary import of a watched folder when new photos have settled in it.

    Signals:
        settled: A folder (a Path) has new photos; from the watching thread.
    """

    settled = Signal(object)

    def __init__(self, session: "Session", patience: Patience | None = None) -> None:
        super().__init__(session)
        self._session = session
        self._options: dict[Path, dict[str, Any]] = {}
        self._again: set[Path] = set()
        self._watching = Watching(
            partial(new_files, session.catalog), self.settled.emit, patience or Patience()
        )
        self.settled.connect(self._import)
        session.job_finished.connect(self._look_again)
        self.refresh()

    def refresh(self) -> None:
        """Watches what the catalogue says is to be watched now."""
        self._options = self._session.read_now(source_folders.watched_folders)
        self._watching.watch(self._options)

    def close(self) -> None:
        """Ends the watch."""
        self._watching.close()

    def _import(self, folder: Path) -> None:
        """Queues an import, unless one of the folder is under way: then it is looked at again."""
        options = self._options.get(folder)
        if options is None:
            return
        jobs = self._session.jobs
        if jobs is not None and any(_imports(state, folder) for state in jobs.active):
            self._again.add(folder)
            return
        self._session.submit("import", folder=str(folder), **options)

    def _look_again(self, job: "JobState") -> None:
        """Looks for what came while a folder was imported."""
        for folder in [folder for folder in self._again if _imports(job, folder)]:
            self._again.discard(folder)
            self._watching.look_again(folder)


def _imports(job: "JobState", folder: Path) -> bool:
    return job.kind == "import" and job.arguments.get("folder") == str(folder)
