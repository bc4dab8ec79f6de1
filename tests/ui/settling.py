"""Waiting until a window shows what was asked for."""

from pytestqt.qtbot import QtBot

from shelftag.ui.main_window import MainWindow


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Waits until everything that was asked for is on the screen."""
    quiet = 0

    def looks_settled() -> bool:
        nonlocal quiet
        quiet = quiet + 1 if window.idle else 0
        return quiet > 3

    qtbot.waitUntil(looks_settled, timeout=10_000)
