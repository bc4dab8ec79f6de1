"""A real catalogue and a real session, whose jobs are noted instead of run."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from shelftag.catalog.catalog import Catalog
from shelftag.ui.preferences import Preferences
from shelftag.ui.session import Session


class NotingSession(Session):
    """A session without an engine that notes what the engine would be asked for."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__(catalog, with_engine=False)
        self.submitted: list[tuple[str, dict[str, Any]]] = []

    def submit(self, kind: str, **arguments: Any) -> None:
        self.submitted.append((kind, arguments))


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keeps settings and recent catalogues of the test to itself; English."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SHELFTAG_HOME", str(folder))
    preferences = Preferences()
    preferences.language = "en"
    preferences._store.sync()
    return folder


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog.create(tmp_path / "Corner shop")


@pytest.fixture
def session(qtbot: Any, catalog: Catalog) -> Iterator[NotingSession]:
    made = NotingSession(catalog)
    yield made
    made.close()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder as a shop has it: views of products, a camera's name, a note, sub-folders."""
    folder = tmp_path / "Autumn"
    for name in (
        "Mugs/MUG-0012_1.jpg",
        "Mugs/MUG-0012_2.jpg",
        "Mugs/MUG-0013.jpg",
        "vases/Tall/blue-vase-front.jpg",
        "vases/Tall/blue-vase-back.jpg",
        "IMG_2044.HEIC",
        "notes.txt",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"no picture: nobody may open it yet")
    return folder
