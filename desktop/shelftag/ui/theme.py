"""The look of the application: theme tokens turned into a palette, fonts and one style sheet."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from shelftag.ui import stylesheet
from shelftag.ui.tokens import BODY, DARK, LIGHT, Tokens

_PLAIN = {"DejaVu Sans", "Sans Serif", "Sans", "Bitstream Vera Sans", "Liberation Sans", ""}
"""Default families of systems where nobody chose one."""
_PREFERRED = ("Inter", "Noto Sans", "Cantarell", "Ubuntu", "Roboto", "Open Sans", "Source Sans 3")
_CHINESE = (
    "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)  # fmt: skip


class Theme(QObject):
    """The theme in use.

    Attributes:
        tokens: Its colours.

    Signals:
        changed: `tokens` are different now.
    """

    changed = Signal()

    def __init__(self, application: QApplication, mode: str = "system") -> None:
        super().__init__(application)
        self._application = application
        self._mode = mode
        self.tokens: Tokens = LIGHT
        application.setStyle("Fusion")
        application.setFont(_font())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self.set_mode(mode)

    def set_mode(self, mode: str) -> None:
        """Switches to ``system``, ``light`` or ``dark``."""
        self._mode = mode
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        QGuiApplication.styleHints().setColorScheme(scheme.get(mode, Qt.ColorScheme.Unknown))
        self._follow()

    def _follow(self) -> None:
        system_is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self._mode == "dark" or (self._mode == "system" and system_is_dark)
        self.tokens = DARK if dark else LIGHT
        self._application.setPalette(palette(self.tokens))
        self._application.setStyleSheet(stylesheet.render(self.tokens))
        self.changed.emit()


def palette(tokens: Tokens) -> QPalette:
    """Returns the palette for what the style draws itself."""
    made = QPalette()
    role = QPalette.ColorRole
    colors = {
        role.Window: tokens.surface,
        role.WindowText: tokens.text,
        role.Base: tokens.raised,
        role.AlternateBase: tokens.canvas,
        role.Text: tokens.text,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.danger,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.ToolTipBase: tokens.toast,
        role.ToolTipText: tokens.on_toast,
        role.PlaceholderText: tokens.muted,
        role.Link: tokens.accent_text,
        role.Mid: tokens.border_strong,
        role.Light: tokens.surface,
        role.Dark: tokens.border,
        role.Accent: tokens.accent,
    }
    for which, color in colors.items():
        made.setColor(which, QColor(color))
    for which in (role.WindowText, role.Text, role.ButtonText):
        faded = QColor(tokens.muted)
        faded.setAlphaF(0.6)
        made.setColor(QPalette.ColorGroup.Disabled, which, faded)
    return made


def _font() -> QFont:
    """Returns the system's font, with a Chinese one behind it; only families that are there."""
    installed = set(QFontDatabase.families())
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    families = [] if system in _PLAIN else [system]
    families += [family for family in (*_PREFERRED, *_CHINESE) if family in installed]
    font = QFont(families or [system])
    font.setPixelSize(BODY)
    return font


def font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Returns the application's font in a size of the type scale."""
    made = QFont(QApplication.font())
    made.setPixelSize(size)
    made.setWeight(weight)
    return made


_themes: list[Theme] = []


def theme() -> Theme:
    """Returns the theme of the application; the first call makes it."""
    if not _themes:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        _themes.append(Theme(application))
    return _themes[0]


def tokens() -> Tokens:
    """Returns the colours in use."""
    return theme().tokens


def mark(widget: QWidget, **properties: object) -> None:
    """Sets properties that the style sheet asks for, and has the widget styled anew."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
