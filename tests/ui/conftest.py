"""A real window on a real catalogue, offscreen; an unexpected Qt warning fails the test."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from settling import settle
from ui_shop import small_shop

from shelftag.catalog.catalog import Catalog
from shelftag.ui.app import application
from shelftag.ui.main_window import MainWindow
from shelftag.ui.session import Session

HERE = Path(__file__).parent
_OFFSCREEN_CHATTER = ["This plugin does not support"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents and "dialogs" not in item.path.parts:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*_OFFSCREEN_CHATTER, extend=True))


@pytest.fixture(scope="session")
def qapp_cls():
    """Has pytest-qt make the application the way Shelftag does."""
    return lambda _arguments: application()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("SHELFTAG_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def shop_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    folder = tmp_path_factory.mktemp("template") / "Corner shop"
    catalog, categories, _ = small_shop(folder)
    catalog.close()
    return folder, categories


@pytest.fixture
def categories(shop_template: tuple[Path, dict[str, int]]) -> dict[str, int]:
    """Ids of the categories by English name."""
    return shop_template[1]


@pytest.fixture
def shop_folder(tmp_path: Path, shop_template: tuple[Path, dict[str, int]]) -> Path:
    return shutil.copytree(shop_template[0], tmp_path / "Corner shop")


@pytest.fixture
def open_session(qtbot: QtBot) -> Iterator[Callable[[Path], Session]]:
    sessions: list[Session] = []

    def open_one(folder: Path) -> Session:
        sessions.append(Session(Catalog.open(folder), with_engine=False))
        return sessions[-1]

    yield open_one
    for session in sessions:
        session.close()


@pytest.fixture
def open_window(
    qtbot: QtBot, open_session: Callable[[Path], Session]
) -> Iterator[Callable[[Path], MainWindow]]:
    windows: list[MainWindow] = []

    def open_one(folder: Path) -> MainWindow:
        window = MainWindow(open_session(folder))
        windows.append(window)
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        settle(qtbot, window)
        return window

    yield open_one
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(open_window: Callable[[Path], MainWindow], shop_folder: Path) -> MainWindow:
    return open_window(shop_folder)


class Owner:
    """The owner at the keyboard: presses keys, and looks at what is stored."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    def press(self, *keys: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)
            settle(self.qtbot, self.window)

    def type(self, text: str) -> None:
        field = self.window.focusWidget()
        if text.isascii():
            self.qtbot.keyClicks(field, text)
        else:  # as an input method for Chinese does
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(field, event)
        settle(self.qtbot, self.window)

    def control(self, key: Qt.Key, *, shift: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier
        if shift:
            modifier |= Qt.KeyboardModifier.ShiftModifier
        self.press(key, modifier=modifier)

    def open_shelf(self, shelf: str) -> None:
        self.qtbot.mouseClick(self.window.sidebar.shelves.rows[shelf], Qt.MouseButton.LeftButton)
        settle(self.qtbot, self.window)
        self.window.center.grid.setFocus()

    def settle(self) -> None:
        settle(self.qtbot, self.window)

    def card(self, product_id: int):
        from shelftag.catalog.queries import product_cards

        with self.window.session.catalog.database.read() as session:
            return product_cards(session, [product_id])[product_id]

    def detail(self, product_id: int):
        from shelftag.catalog.queries import product_detail

        with self.window.session.catalog.database.read() as session:
            return product_detail(session, product_id)

    @property
    def notice(self) -> str:
        toast = self.window.center.toast
        return toast.sentence.text() if toast.isVisible() else ""


@pytest.fixture
def owner(qtbot: QtBot, window: MainWindow) -> Owner:
    return Owner(qtbot, window)
