"""Runs a generator job in a thread beside a dialog; each of its yields is progress."""

import sys
import threading
from collections.abc import Generator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from shelftag_api.errors import ShelftagError

POLL_MS = 60


class _Shared:
    """What thread and dialog share. No Qt in it: the dialog may go while the thread still runs."""

    def __init__(self) -> None:
        self.cancelled = threading.Event()
        self.over = threading.Event()
        self.latest: Any = None
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self, job: Generator[Any, None, Any]) -> None:
        """Runs the job to its end, or to the first yield after it was cancelled."""
        try:
            while not self.cancelled.is_set():
                self.latest = next(job)
            job.close()
        except StopIteration as stop:
            self.result = stop.value
        except BaseException as error:  # handed to the Qt thread, shown there
            self.error = error
        self.over.set()


class Work(QObject):
    """One generator job.

    A folder on a broken network drive can hold a thread for minutes. So nobody waits for it: the
    thread knows nothing of the dialog, and the dialog asks now and then how far it is.

    Signals:
        progressed: The latest value that the job yielded.
        finished: What it returned.
        failed: The ShelftagError that it raised.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, job: Generator[Any, None, Any], parent: QObject) -> None:
        super().__init__(parent)
        self._shared = _Shared()
        self._seen: Any = None
        self._thread = threading.Thread(
            target=self._shared.run, args=(job,), name="shelftag-dialog", daemon=True
        )
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()
        self._timer.start()

    def cancel(self) -> None:
        """Stops at the next yield; no signal follows."""
        self._shared.cancelled.set()
        self._timer.stop()

    @property
    def running(self) -> bool:
        """Whether the thread is still at it."""
        return self._thread.is_alive()

    def _look(self) -> None:
        """Tells what is new."""
        shared = self._shared
        over = shared.over.is_set()
        if shared.latest != self._seen:
            self._seen = shared.latest
            self.progressed.emit(self._seen)
        if not over:
            return
        self._timer.stop()
        if shared.error is None:
            self.finished.emit(shared.result)
        elif isinstance(shared.error, ShelftagError):
            self.failed.emit(shared.error)
        else:
            sys.excepthook(type(shared.error), shared.error, shared.error.__traceback__)
