"""Runs database work beside the window, and brings what comes of it back to the Qt thread."""

import sys
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from shelftag_api.errors import ShelftagError

Result = TypeVar("Result")


@dataclass
class _Task:
    """One piece of work on its way back to the window."""

    done: Callable[[Any], None] | None
    failed: Callable[[ShelftagError], None] | None
    context: QObject | None
    result: Any = None
    error: BaseException | None = None


class Background(QObject):
    """One serial writer and a few readers.

    Attributes:
        pending: Tasks that have not come back yet.

    Signals:
        trouble: A ShelftagError that nobody asked to handle.
    """

    trouble = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pending = 0
        self._closed = False
        self._writer = ThreadPoolExecutor(1, "shelftag-writer")
        self._readers = ThreadPoolExecutor(2, "shelftag-reader")
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def write(
        self,
        function: Callable[[], Result],
        done: Callable[[Result], None] | None = None,
        failed: Callable[[ShelftagError], None] | None = None,
        context: QObject | None = None,
    ) -> None:
        """Queues a change behind the changes before it.

        Args:
            function: Runs in the writer thread.
            done: Gets the result, in the Qt thread.
            failed: Gets a ShelftagError, in the Qt thread; without it, `trouble` is emitted.
            context: Nothing is delivered once this object is gone.
        """
        self._start(self._writer, function, _Task(done, failed, context))

    def read(
        self,
        function: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[ShelftagError], None] | None = None,
        context: QObject | None = None,
    ) -> None:
        """Runs a query; the arguments are those of `write`."""
        self._start(self._readers, function, _Task(done, failed, context))

    def _start(self, executor: Executor, function: Callable[[], Any], task: _Task) -> None:
        if self._closed:
            return

        def run() -> None:
            try:
                task.result = function()
            except BaseException as error:  # delivered to the Qt thread, shown there
                task.error = error
            if not self._closed:
                self._arrived.emit(task)

        self.pending += 1
        executor.submit(run)

    def _deliver(self, task: _Task) -> None:
        self.pending -= 1
        if self._closed or (task.context is not None and not shiboken6.isValid(task.context)):
            return
        if task.error is None:
            if task.done is not None:
                task.done(task.result)
        elif isinstance(task.error, ShelftagError):
            if task.failed is not None:
                task.failed(task.error)
            else:
                self.trouble.emit(task.error)
        else:
            sys.excepthook(type(task.error), task.error, task.error.__traceback__)

    def close(self) -> None:
        """Lets changes under way finish, drops queries, and delivers nothing more."""
        self._closed = True
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
