"""Stands between Shelftag and a reader plug-in, as `guard` does for classifiers."""

import math
from collections.abc import Sequence

from shelftag.plugins.guard import broken, guarded
from shelftag_api.reader import ByteArray, ReaderPlugin, Reading

MOST_READINGS = 1_000
LONGEST_TEXT = 10_000
_LONGEST_KIND = 40
_LONGEST_ID = 100


class GuardedReader:
    """A reader plug-in whose answers are checked.

    Attributes:
        id: The plug-in's id and version: another version reads every photo again.
        max_edge: See `ReaderPlugin`.
        grey: Likewise.
    """

    def __init__(self, plugin: str, version: str, inner: ReaderPlugin) -> None:
        self._plugin = plugin
        self._inner = inner
        self.id = f"{plugin} {version}"[:_LONGEST_ID]
        with guarded(plugin):
            self.max_edge = int(inner.max_edge)
            self.grey = bool(inner.grey)
        if self.max_edge < 1:
            raise broken(plugin, f"wants photos of {self.max_edge} pixels")

    def read(self, pixels: ByteArray) -> list[Reading]:
        """Reads one photo (see `ReaderPlugin`)."""
        with guarded(self._plugin):
            readings = list(self._inner.read(pixels))
            sound = all(_is_sound(reading) for reading in readings)
        if not sound:
            raise broken(self._plugin, "an answer that is no Reading, or holds odd values")
        return readings[:MOST_READINGS]

    def diagnose(self) -> dict[str, str]:
        """Returns technical facts (see `ReaderPlugin`)."""
        with guarded(self._plugin):
            return {str(key): str(value) for key, value in self._inner.diagnose().items()}


def _is_sound(reading: object) -> bool:
    """Whether an answer is what the contract promises."""
    if not isinstance(reading, Reading):
        return False
    texts = isinstance(reading.kind, str) and isinstance(reading.text, str)
    if not texts or len(reading.kind) > _LONGEST_KIND or len(reading.text) > LONGEST_TEXT:
        return False
    confidence = reading.confidence
    if confidence is not None and not 0 <= confidence <= 1:
        return False
    return all(_is_point(corner) for corner in reading.corners)


def _is_point(corner: Sequence[float]) -> bool:
    x, y = corner
    return math.isfinite(x) and math.isfinite(y)
