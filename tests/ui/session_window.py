"""A window with a session of its own: for tests that choose its engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shelftag.catalog.catalog import Catalog
from shelftag.ui.main_window import MainWindow
from shelftag.ui.session import Session


@contextmanager
def session_window(folder: Path, **engine: Any) -> Iterator[MainWindow]:
    """Opens a catalogue in a window; ``engine`` are arguments of `Session`."""
    session = Session(Catalog.open(folder), **engine)
    window = MainWindow(session)
    window.resize(1280, 800)
    window.show()
    yield window
    window.close()
    session.close()
    window.deleteLater()
