"""Names what is under way, for the process that comes after a crash."""

import json
from pathlib import Path


class Journal:
    """A small file with the names of the photos that are being decoded right now."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._growing = path.with_suffix(".part")

    def write(self, names: list[str]) -> None:
        """Says what is under way from now on."""
        self._growing.write_text(json.dumps(names), "utf-8")
        self._growing.replace(self._path)

    def read(self) -> list[str]:
        """Returns what was under way when the process died; nothing where it did not."""
        try:
            names = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return []
        return [name for name in names if isinstance(name, str)]

    def clear(self) -> None:
        """Says that nothing is under way."""
        self._path.unlink(missing_ok=True)
        self._growing.unlink(missing_ok=True)
