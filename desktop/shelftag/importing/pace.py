"""How fast a job goes just now, and how long the rest will take at that."""

import time
from collections import deque
from collections.abc import Callable, Generator
from typing import Any

from shelftag_api.progress import Progress

WINDOW_SECONDS = 12.0
"""How far back the rate looks: long enough to be steady, short enough to be true."""
_SETTLED_SECONDS = 1.0
"""Before, nothing is said about the time left: the first photos tell little."""


class Pace:
    """Reports progress at the rate of the last seconds; time in which the job is held is left out.

    Args:
        phase: What is being done.
        total: Units in all.
        done: Units that were done before.
        clock: Tells the time in seconds.
    """

    def __init__(
        self,
        phase: str,
        total: int,
        done: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._phase = phase
        self._total = total
        self._clock = clock
        self._held = 0.0
        self._points: deque[tuple[float, int]] = deque([(clock(), done)])

    def report(
        self, done: int, detail: dict[str, Any] | None = None
    ) -> Generator[Progress, None, None]:
        """Yields one report. The time until the caller comes back counts as held."""
        now = self._clock() - self._held
        points = self._points
        points.append((now, done))
        while len(points) > 2 and now - points[1][0] >= WINDOW_SECONDS:
            points.popleft()
        seconds, units = now - points[0][0], done - points[0][1]
        rate = units / seconds if seconds > 0 and units > 0 else None
        settled = rate is not None and seconds >= _SETTLED_SECONDS
        left = (self._total - done) / rate if rate and settled else None
        before = self._clock()
        yield Progress(self._phase, done, self._total, rate, left, detail or {})
        self._held += self._clock() - before
