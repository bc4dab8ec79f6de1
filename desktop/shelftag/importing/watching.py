"""Watches folders for new photos, and tells once these have stopped growing.

The system's notices (watchdog) only say that something happened in a folder. What is new is found
by looking: a notice that was missed, or came while Shelftag was closed, loses no photo.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from shelftag.catalog.places import is_on_network_drive
from shelftag.importing.newcomers import Newcomers
from shelftag.importing.scan import FolderIdentity, folder_identity
from shelftag_api.errors import ShelftagError

_EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent, DirMovedEvent, FileCreatedEvent, FileModifiedEvent, FileMovedEvent,
]  # fmt: skip
_CLOSING_SECONDS = 10.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Patience:
    """How long a watch waits, in seconds.

    Attributes:
        settle: A file that has not changed for so long has stopped growing.
        give_up: Files that go on changing for so long are imported all the same.
        poll: Between two looks at a folder that gives no notices.
        retry: Between two looks whether a folder that went away is back.
    """

    settle: float = 3.0
    give_up: float = 600.0
    poll: float = 30.0
    retry: float = 15.0


@dataclass
class _Folder:
    """A watched folder.

    Attributes:
        observer: Gives the notices; None while the folder is not there.
        identity: Which folder it was when the observer started.
        look_at: When it is looked through next, or None.
        check_at: When it is next made sure that it is there.
        seen: What was new at the look before.
        waiting_since: Since when there is something new.
    """

    path: Path
    observer: BaseObserver | None = None
    identity: FolderIdentity | None = None
    look_at: float | None = None
    check_at: float = 0.0
    seen: Newcomers = field(default_factory=dict)
    waiting_since: float | None = None


class Watching:
    """Watches folders in a thread of its own, which ends with `close`."""

    def __init__(
        self,
        find_new: Callable[[Path], Newcomers],
        on_settled: Callable[[Path], None],
        patience: Patience = Patience(),
    ) -> None:
        """Prepares a watch; starts nothing.

        Args:
            find_new: Looks a folder through: `new_files` of a catalogue.
            on_settled: Called in the watching thread with a folder that has new photos, once for
                all that came together. It should return at once.
            patience: How long it waits for what.
        """
        self._find_new = find_new
        self._on_settled = on_settled
        self._patience = patience
        self._wanted: frozenset[Path] = frozenset()
        self._folders: dict[Path, _Folder] = {}
        self._news: queue.SimpleQueue[Path | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def watch(self, folders: Iterable[Path]) -> None:
        """Watches these folders, and no others. Each is looked through at once."""
        self._wanted = frozenset(folders)
        if self._thread is None and self._wanted and not self._closing.is_set():
            self._thread = threading.Thread(target=self._run, name="shelftag-watch", daemon=True)
            self._thread.start()
        self._news.put(None)

    def look_again(self, folder: Path) -> None:
        """Has a folder looked through soon, as if something had happened in it."""
        self._news.put(folder)

    def close(self) -> None:
        """Ends the watch and its threads. May be called twice."""
        self._closing.set()
        self._news.put(None)
        if self._thread is not None:
            self._thread.join(_CLOSING_SECONDS)  # one that hangs on a dead drive is left behind

    # In the thread

    def _run(self) -> None:
        try:
            while not self._closing.is_set():
                self._follow_wishes()
                for folder in self._folders.values():
                    self._tend(folder)
                self._listen()
        finally:
            for folder in self._folders.values():
                _stop(folder)

    def _follow_wishes(self) -> None:
        for path in self._wanted - self._folders.keys():
            self._folders[path] = _Folder(path)
        for path in self._folders.keys() - self._wanted:
            _stop(self._folders.pop(path))

    def _listen(self) -> None:
        """Waits for news, or until there is something to do."""
        moments = [
            moment
            for folder in self._folders.values()
            for moment in (folder.look_at, folder.check_at)
            if moment is not None
        ]
        timeout = max(0.0, min(moments) - time.monotonic()) if moments else None
        try:
            news = self._news.get(timeout=timeout)
            while True:
                folder = self._folders.get(news) if news is not None else None
                if folder is not None and folder.look_at is None:
                    folder.look_at = time.monotonic() + self._patience.settle
                news = self._news.get_nowait()
        except queue.Empty:
            return

    def _tend(self, folder: _Folder) -> None:
        now = time.monotonic()
        if now >= folder.check_at:
            folder.check_at = now + self._patience.retry
            self._make_sure(folder)
        if folder.observer is None or folder.look_at is None or now < folder.look_at:
            return
        try:
            self._look(folder)
        except ShelftagError as error:  # it went away, or the catalogue is busy: later again
            _log.info("cannot look through %s: %s", folder.path, error.message_id)
            folder.look_at = time.monotonic() + self._patience.retry

    def _make_sure(self, folder: _Folder) -> None:
        """Starts to observe a folder that is there, and lets go of one that went away."""
        try:
            identity = folder_identity(folder.path)
        except ShelftagError:
            _stop(folder)
            return
        if _observing(folder) and folder.identity == identity:
            return
        _stop(folder)
        folder.observer = self._observe(folder.path)
        if folder.observer is not None:
            folder.identity = identity
            folder.look_at = time.monotonic()  # for what came while nobody watched

    def _observe(self, path: Path) -> BaseObserver | None:
        """Starts an observer; network drives give no notices of what other computers do."""
        kinds: list[Callable[[], BaseObserver]] = [
            Observer, lambda: PollingObserver(timeout=self._patience.poll),
        ]  # fmt: skip
        for make in kinds[is_on_network_drive(path) :]:
            observer = make()
            try:
                observer.schedule(
                    _Bell(self._news, path), str(path), recursive=True, event_filter=_EVENTS
                )
                observer.start()
            except OSError:  # too many folders for the system, or the folder has gone again
                _log.info("no notices for %s", path, exc_info=True)
                continue
            return observer
        return None

    def _look(self, folder: _Folder) -> None:
        """Finds what is new; tells of it once nothing of it has changed since the look before."""
        began = time.monotonic()
        new = self._find_new(folder.path)
        now = time.monotonic()
        if not new:
            _forget(folder)
            return
        if folder.waiting_since is None:
            folder.waiting_since = now
        tired = now - folder.waiting_since > self._patience.give_up
        if tired or (new == folder.seen and all(_opens(folder.path / name) for name in new)):
            _forget(folder)
            self._on_settled(folder.path)
            return
        folder.seen = new
        folder.look_at = now + max(self._patience.settle, 10 * (now - began))


class _Bell(FileSystemEventHandler):
    """Tells the watching thread that something happened in a folder."""

    def __init__(self, news: queue.SimpleQueue[Path | None], folder: Path) -> None:
        self._news = news
        self._folder = folder

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Runs in the observer's thread."""
        del event
        self._news.put(self._folder)


def _forget(folder: _Folder) -> None:
    folder.look_at, folder.seen, folder.waiting_since = None, {}, None


def _observing(folder: _Folder) -> bool:
    """Whether notices come; where a folder was deleted, only the emitter's thread has ended."""
    observer = folder.observer
    return (
        observer is not None
        and observer.is_alive()
        and all(emitter.is_alive() for emitter in observer.emitters)
    )


def _stop(folder: _Folder) -> None:
    """Ends the notices of a folder."""
    if folder.observer is not None and folder.observer.is_alive():
        folder.observer.stop()
        folder.observer.join()
    folder.observer = None
    _forget(folder)


def _opens(path: Path) -> bool:
    """Whether a file can be read by now: who writes it may have locked it."""
    try:
        with path.open("rb") as file:
            return bool(file.read(1))
    except (OSError, ValueError):
        return False
