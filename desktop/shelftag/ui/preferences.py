"""What the owner prefers on this computer: theme, language, sizes. Not part of a catalogue."""

from typing import Any

from PySide6.QtCore import QByteArray, QLocale, QSettings

from shelftag.catalog import places
from shelftag_resources.messages import LANGUAGES

THEMES = ("system", "light", "dark")
CARD_SIZES = (132, 340)
"""Smallest and largest width of a card."""


class Preferences:
    """Typed access to a small INI file beside the list of recent catalogues."""

    def __init__(self) -> None:
        self._store = QSettings(str(places.home() / "window.ini"), QSettings.Format.IniFormat)
        self._language = ""

    @property
    def theme(self) -> str:
        """``system``, ``light`` or ``dark``."""
        value = self._text("theme", "system")
        return value if value in THEMES else "system"

    @theme.setter
    def theme(self, value: str) -> None:
        self._store.setValue("theme", value)

    @property
    def language(self) -> str:
        """One of the message catalogue's languages; the system's until chosen."""
        if not self._language:
            chinese = QLocale.system().language() == QLocale.Language.Chinese
            stored = self._text("language", "")
            self._language = stored if stored in LANGUAGES else "zh_CN" if chinese else "en"
        return self._language

    @language.setter
    def language(self, value: str) -> None:
        self._language = value
        self._store.setValue("language", value)

    @property
    def show_empty(self) -> bool:
        """Whether categories without products are shown in the tree."""
        return self._text("show_empty", "false") == "true"

    @show_empty.setter
    def show_empty(self, value: bool) -> None:
        self._store.setValue("show_empty", "true" if value else "false")

    @property
    def card_size(self) -> int:
        """Wanted width of a card in the grid, in device-independent pixels."""
        low, high = CARD_SIZES
        text = self._text("card_size", "172")
        return min(max(int(text) if text.isdigit() else 172, low), high)

    @card_size.setter
    def card_size(self, value: int) -> None:
        self._store.setValue("card_size", str(value))

    def layout(self, name: str) -> QByteArray | None:
        """Returns a stored window geometry or splitter state."""
        value: Any = self._store.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else None

    def set_layout(self, name: str, value: QByteArray) -> None:
        """Stores a window geometry or splitter state."""
        self._store.setValue(f"layout/{name}", value)

    def _text(self, name: str, default: str) -> str:
        value: Any = self._store.value(name, default)
        return str(value)
