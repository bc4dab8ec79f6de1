"""Pictures of the main views, for `shelftag demo` on a machine without a screen."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QItemSelectionModel, QSize, QTimer

from shelftag.catalog.catalog import Catalog
from shelftag.ui.main_window import MainWindow
from shelftag.ui.session import Session

SIZE = QSize(1440, 900)
_PATIENCE = 30.0
_QUIET_ROUNDS = 6


def wait_until_idle(window: MainWindow) -> None:
    """Lets Qt work until everything that the window asked for has been painted."""
    loop = QEventLoop()
    quiet = 0
    end = time.monotonic() + _PATIENCE

    def look() -> None:
        nonlocal quiet
        quiet = quiet + 1 if window.idle else 0
        if quiet >= _QUIET_ROUNDS or time.monotonic() > end:
            loop.quit()

    timer = QTimer(interval=30)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()


def grab_views(catalog_folder: Path, target_folder: Path) -> list[Path]:
    """Builds the window and saves PNGs of its main views.

    Args:
        catalog_folder: A catalogue that no application has open.
        target_folder: Where the pictures go; made if missing.

    Returns:
        The pictures.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from shelftag.ui.app import application
    from shelftag.ui.theme import theme

    application()
    target_folder.mkdir(parents=True, exist_ok=True)
    session = Session(Catalog.open(catalog_folder), with_engine=False)
    window = MainWindow(session)
    window.resize(SIZE)
    window.show()
    saved: list[Path] = []

    def save(name: str) -> None:
        wait_until_idle(window)
        path = target_folder / f"{name}.png"
        window.grab().save(str(path))
        saved.append(path)

    def dark() -> None:
        window.navigation.open_shelf("all")
        theme().set_mode("dark")

    views: dict[str, Callable[[], None]] = {
        "all-products": lambda: theme().set_mode("light"),
        "to-review": lambda: window.navigation.open_shelf("review"),
        "selection": lambda: _select_some(window),
        "dark": dark,
    }
    for name, prepare in views.items():
        prepare()
        save(name)
    theme().set_mode(session.preferences.theme)
    window.close()
    session.close()
    window.deleteLater()
    return saved


def _select_some(window: MainWindow) -> None:
    """Selects the first products of the view."""
    model, selection = window.center.model, window.center.grid.selectionModel()
    for row in range(1, min(9, len(model.ids))):
        selection.select(model.index(row), QItemSelectionModel.SelectionFlag.Select)
