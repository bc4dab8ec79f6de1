"""What only dialogs look like: rendered from the theme's tokens, on top of the window's sheet."""

from dataclasses import asdict
from string import Template

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from shelftag.ui.stylesheet import ICONS
from shelftag.ui.theme import theme
from shelftag.ui.tokens import RADIUS, RADIUS_LARGE, TITLE

GAP = 8
"""The grid: every distance is a multiple of it, or half of it."""

_SHEET = Template("""
QFrame#footer { background: $canvas; border: none; border-top: 1px solid $border; }
QLabel#emblem { background: $accent_soft; border-radius: ${r_large}px; }
QFrame[kind="notice"] { background: $hover; border-radius: ${r}px; }
QFrame[kind="notice"][tone="danger"] { background: $danger_soft; }
QFrame[kind="notice"][tone="review"] { background: $review_soft; }
QFrame[kind="notice"] QLabel { color: $text; }
QFrame[kind="drop"] {
    background: $canvas; border: 2px dashed $border_strong; border-radius: ${r_large}px;
}
QFrame[kind="drop"][over="true"] { background: $accent_soft; border-color: $accent; }
QFrame[kind="well"] {
    background: $canvas; border: 1px solid $border; border-radius: ${r}px;
}
QFrame[kind="choice"] {
    background: $raised; border: 1px solid $border; border-radius: ${r}px;
}
QFrame[kind="choice"]:hover { border-color: $border_strong; }
QFrame[kind="choice"][chosen="true"] { background: $accent_soft; border-color: $accent; }
QFrame[kind="choice"] QRadioButton { font-weight: 600; }
QPushButton[kind="placeholder"] {
    min-height: 20px; padding: 0 6px; border-radius: 4px; font-size: 11px; font-weight: 500;
    background: $raised; color: $accent_text; border: 1px solid $border;
}
QPushButton[kind="placeholder"]:hover { border-color: $accent; }
QPushButton[kind="placeholder"]:focus { border-color: $accent; }
QProgressBar[kind="thin"] {
    min-height: 3px; max-height: 3px; border-radius: 1px; background: $border;
}
QProgressBar[kind="thin"]::chunk { border-radius: 1px; background: $accent; }
QProgressBar[kind="thin"][over="true"], QProgressBar[kind="thin"][over="true"]::chunk {
    background: transparent;
}
QFrame[kind="tile"] { background: $canvas; border: 1px solid $border; border-radius: ${r}px; }
QPushButton[kind="tile"] {
    background: $canvas; border: 1px solid $border; border-radius: ${r}px; text-align: left;
    min-height: 66px; padding: 0;
}
QPushButton[kind="tile"]:hover { border-color: $border_strong; }
QPushButton[kind="tile"]:focus { border-color: $accent; }
QPushButton[kind="tile"]:checked { background: $accent_soft; border-color: $accent; }
QPushButton[kind="tile"]:checked:focus { border-color: $text; }
QLabel[role="figure"] { font-size: ${title}px; font-weight: 600; color: $text; }
QLabel[tone="danger"] { color: $danger; }
QLabel[tone="review"] { color: $review; }
QTableView::item { padding: 0 8px; border: none; }
QHeaderView::section { padding: 6px 11px; }
QTableView::corner { background: transparent; border: none; }
QComboBox[kind="field"] { color: $muted; background: $surface; }
QComboBox[kind="field"][used="true"] {
    color: $text; background: $accent_soft; border-color: $accent; font-weight: 600;
}
QComboBox[kind="field"][guessed="true"] { border-style: dashed; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 1px solid $accent; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section:first { border-top-left-radius: ${r}px; }
QHeaderView::section:last { border-top-right-radius: ${r}px; }
QTableCornerButton::section { background: $surface; border: none; }
QPushButton[kind="row"] {
    text-align: left; padding: 0 12px; min-height: 46px; font-weight: 400; background: $raised;
    border: 1px solid $border;
}
QPushButton[kind="row"]:hover { background: $hover; border-color: $border_strong; }
QPushButton[kind="row"]:focus { border: 1px solid $accent; }
QDateEdit {
    background: $raised; color: $text; border: 1px solid $border_strong; border-radius: ${r}px;
    padding: 0 10px; min-height: 30px;
}
QDateEdit:focus { border-color: $accent; }
QDateEdit:disabled { color: $muted; background: $canvas; border-color: $border; }
QDateEdit::drop-down { border: none; width: 24px; }
QDateEdit::down-arrow { image: url($icons/caret-down.svg); width: 12px; height: 12px; }
QCalendarWidget QWidget { alternate-background-color: $canvas; }
QCalendarWidget QToolButton { padding: 0 8px; }
QCalendarWidget QAbstractItemView { background: $surface; border: none; }
""")


def dress(widget: QWidget) -> None:
    """Gives a dialog its look, and keeps it when the theme changes."""
    _Look(widget)


class _Look(QObject):
    """Renders a dialog's style sheet; lives and goes with the dialog."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        theme().changed.connect(self._render)
        self._render()

    def _render(self) -> None:
        sizes = {"r": RADIUS, "r_large": RADIUS_LARGE, "title": TITLE, "icons": ICONS.as_posix()}
        sheet = _SHEET.substitute(asdict(theme().tokens), **sizes)
        self._widget.setStyleSheet(sheet)
