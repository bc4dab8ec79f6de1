"""Sends a worker's events: in order, off the job's thread, progress no faster than people read."""

import threading
import time
from collections import deque
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler

from shelftag.engine.protocol import PROGRESS_PER_SECOND, Event, JobProgress

_SECONDS_BETWEEN = 1 / PROGRESS_PER_SECOND


class Outbox:
    """A queue of events and the thread that sends them.

    Progress that has not left yet is replaced by newer progress. Whatever else comes is sent at
    once, after the progress before it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: deque[tuple[bool, bytes]] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._sending = False
        self._thread = threading.Thread(target=self._send_all, name="engine-outbox", daemon=True)
        self._thread.start()

    def put(self, event: Event) -> None:
        """Queues an event; pickles it here, so that the caller hears of what does not pickle."""
        packed = bytes(ForkingPickler.dumps(event))
        is_progress = isinstance(event, JobProgress)
        with self._changed:
            if is_progress and self._waiting and self._waiting[-1][0]:
                self._waiting[-1] = (True, packed)  # the sender's alarm is set already
                return
            self._waiting.append((is_progress, packed))
            self._changed.notify()

    def flush(self, timeout: float) -> None:
        """Waits until everything is sent, for at most ``timeout`` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: not (self._waiting or self._sending), timeout)

    def close(self, timeout: float) -> None:
        """Sends what is left, for at most ``timeout`` seconds."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join(timeout)

    def _send_all(self) -> None:
        next_progress = 0.0
        while True:
            with self._changed:
                while not self._due(next_progress):
                    if self._closed and not self._waiting:
                        return
                    pause = max(0.0, next_progress - time.monotonic()) if self._waiting else None
                    self._changed.wait(pause)
                is_progress, packed = self._waiting.popleft()
                self._sending = True
            if is_progress:
                next_progress = time.monotonic() + _SECONDS_BETWEEN
            try:
                self._connection.send_bytes(packed)
            except OSError:
                return  # nobody listens any more; the reader notices too and ends the process
            with self._changed:
                self._sending = False
                self._changed.notify_all()

    def _due(self, next_progress: float) -> bool:
        if not self._waiting:
            return False
        lone_progress = self._waiting[0][0] and len(self._waiting) == 1
        return self._closed or not lone_progress or time.monotonic() >= next_progress
