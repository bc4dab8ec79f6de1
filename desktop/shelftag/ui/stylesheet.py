"""The one Qt style sheet, rendered from the theme tokens."""

from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from string import Template

from shelftag.ui.tokens import (
    BODY,
    CAPTION,
    CONTROL_HEIGHT,
    RADIUS,
    RADIUS_LARGE,
    RADIUS_SMALL,
    SMALL,
    SUBTITLE,
    TITLE,
    Tokens,
)

ICONS = Path(str(files("shelftag_resources") / "icons"))


def render(tokens: Tokens) -> str:
    """Fills the tokens into the style sheet."""
    sizes = {
        "caption": CAPTION, "small": SMALL, "body": BODY, "subtitle": SUBTITLE, "title": TITLE,
        "r": RADIUS, "r_small": RADIUS_SMALL, "r_large": RADIUS_LARGE,
        "inner": CONTROL_HEIGHT - 2, "icons": ICONS.as_posix(),
    }  # fmt: skip
    return "".join(part.substitute(asdict(tokens), **sizes) for part in _PARTS)


_BASE = Template("""
* { outline: none; }
QMainWindow, QWidget#window { background: $surface; }
QToolTip { background: $toast; color: $on_toast; border: none; padding: 4px 8px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; color: $text; }
QLabel[role="subtitle"] { font-size: ${subtitle}px; font-weight: 600; color: $text; }
QLabel[role="strong"] { font-weight: 600; color: $text; }
QLabel[role="section"] { font-size: ${caption}px; font-weight: 600; color: $muted; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { font-size: ${small}px; color: $muted; }
QLabel[role="caption"] { font-size: ${caption}px; color: $muted; }
QLabel[role="error"] { font-size: ${small}px; color: $danger; }
QLabel[role="key"] {
    font-size: ${caption}px; font-weight: 600; color: $muted; background: $hover;
    border-radius: 4px; padding: 2px 6px;
}
QFrame[role="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent; }
#sidebar { background: $sidebar; }
#center, #topBar { background: $canvas; }
#inspector, #inspectorBody { background: $surface; }
#statusBar { background: $sidebar; border-top: 1px solid $border; }
#panel {
    background: $surface; border: 1px solid $border; border-radius: ${r_large}px;
}
QFrame[kind="import"] {
    background: $canvas; border: 1px solid $border; border-radius: ${r}px;
}
QWidget#importList, QWidget#savedList { background: transparent; }
QScrollArea, QAbstractScrollArea#grid { border: none; background: transparent; }
""")

_BUTTONS = Template("""
QPushButton {
    min-height: ${inner}px; padding: 0 14px; border-radius: ${r}px; color: $text;
    background: $raised; border: 1px solid $border_strong; font-weight: 500;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton:disabled { color: $muted; background: transparent; border-color: $border; }
QPushButton:default, QPushButton[kind="primary"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
}
QPushButton:default:hover, QPushButton[kind="primary"]:hover {
    background: $accent_hover; border-color: $accent_hover;
}
QPushButton:default:focus, QPushButton[kind="primary"]:focus { border: 1px solid $text; }
QPushButton:default:disabled, QPushButton[kind="primary"]:disabled {
    background: $hover; color: $muted; border-color: $hover;
}
QPushButton[kind="ghost"], QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: ${r}px; color: $text;
}
QToolButton { min-height: ${inner}px; min-width: ${inner}px; padding: 0; }
QToolButton[kind="text"] { padding: 0 10px; font-weight: 500; }
QLineEdit QToolButton { min-height: 0; min-width: 0; border: none; background: transparent; }
QToolButton[kind="small"] { min-height: 22px; min-width: 22px; border-radius: ${r_small}px; }
QPushButton[kind="ghost"]:hover, QToolButton:hover { background: $hover; }
QPushButton[kind="ghost"]:pressed, QToolButton:pressed, QToolButton:checked {
    background: $pressed;
}
QPushButton[kind="ghost"]:focus, QToolButton:focus { border: 1px solid $accent; }
QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="chip"] {
    min-height: 26px; padding: 0 12px; border-radius: 14px; border: 1px solid transparent;
    background: transparent; color: $muted; font-weight: 500;
}
QPushButton[kind="chip"]:hover { background: $hover; color: $text; }
QPushButton[kind="chip"]:focus { border: 1px solid $accent; }
QPushButton[kind="chip"]:checked {
    background: $surface; color: $text; border: 1px solid $border_strong; font-weight: 600;
}
QPushButton[kind="chip"]:checked:focus { border: 1px solid $accent; }
QPushButton[kind="filter"] {
    min-height: 26px; padding: 0 12px; border-radius: 14px; border: 1px solid $accent_soft;
    background: $accent_soft; color: $accent_text; font-weight: 500;
}
QPushButton[kind="filter"]:hover, QPushButton[kind="filter"]:focus { border-color: $accent; }
QPushButton[kind="badge"] { text-align: left; padding: 0 10px; }
QPushButton[kind="soft"] {
    background: $accent_soft; color: $accent_text; border: 1px solid $accent_soft;
}
QPushButton[kind="soft"]:hover { border-color: $accent; }
QPushButton[kind="soft"]:disabled {
    background: transparent; color: $muted; border-color: transparent;
}
QPushButton[kind="catalog"] {
    background: transparent; border: 1px solid transparent; text-align: left; padding: 0 8px;
    font-size: ${subtitle}px; font-weight: 600;
}
QPushButton[kind="catalog"]:hover, QPushButton[kind="catalog"]:pressed { background: $hover; }
QPushButton[kind="catalog"]:focus { border: 1px solid $accent; }
QPushButton::menu-indicator {
    image: url($icons/caret-down.svg); width: 12px; height: 12px; right: 10px;
    subcontrol-position: right center; subcontrol-origin: padding;
}
QPushButton[kind="link"] {
    border: none; background: transparent; color: $accent_text; padding: 0; min-height: 20px;
    text-align: left; font-weight: 500;
}
QPushButton[kind="link"]:hover, QPushButton[kind="link"]:focus { text-decoration: underline; }
QCheckBox, QRadioButton { spacing: 8px; color: $text; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 16px; height: 16px; border: 1px solid $border_strong; background: $raised;
}
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url($icons/check.svg);
}
QRadioButton::indicator:checked {
    background: $accent; border-color: $accent; image: url($icons/dot.svg);
}
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $accent; }
QCheckBox::indicator:checked:focus, QRadioButton::indicator:checked:focus {
    border: 1px solid $text;
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $hover; }
QCheckBox::indicator:checked:disabled { background: $muted; border-color: $muted; }
""")

_FIELDS = Template("""
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {
    background: $raised; color: $text; border: 1px solid $border_strong; border-radius: ${r}px;
    padding: 0 10px; min-height: ${inner}px;
    selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $muted;
}
QPlainTextEdit, QTextEdit { padding: 6px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus {
    border: 1px solid $accent;
}
QLineEdit[kind="quiet"], QPlainTextEdit[kind="quiet"] {
    background: transparent; border: 1px solid transparent;
}
QLineEdit[kind="quiet"]:hover, QPlainTextEdit[kind="quiet"]:hover {
    border: 1px solid $border_strong;
}
QLineEdit[kind="quiet"]:focus, QPlainTextEdit[kind="quiet"]:focus {
    border: 1px solid $accent; background: $raised;
}
QLineEdit[kind="quiet"][problem="true"], QLineEdit[kind="title"][problem="true"],
QLineEdit[problem="true"] {
    border: 1px solid $danger; background: $danger_soft;
}
QLineEdit[kind="search"] { padding: 0 4px; }
QLineEdit[kind="title"] {
    background: transparent; border: 1px solid transparent; padding: 0 6px; margin: 0 -7px;
    font-size: ${subtitle}px; font-weight: 600;
}
QLineEdit[kind="title"]:hover { border: 1px solid $border_strong; }
QLineEdit[kind="title"]:focus { border: 1px solid $accent; background: $raised; }
QLineEdit[kind="bare"] {
    background: transparent; border: none; font-size: ${subtitle}px; min-height: 40px;
}
QComboBox::drop-down, QSpinBox::up-button, QSpinBox::down-button,
QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    border: none; background: transparent; width: 24px;
}
QComboBox::down-arrow, QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {
    image: url($icons/caret-down.svg); width: 12px; height: 12px;
}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {
    image: url($icons/caret-up.svg); width: 12px; height: 12px;
}
QComboBox QAbstractItemView {
    background: $surface; border: 1px solid $border; border-radius: ${r}px; padding: 4px;
    selection-background-color: $accent_soft; selection-color: $text;
}
QSlider { background: transparent; min-height: 20px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $border_strong; }
QSlider::sub-page:horizontal { background: $muted; border-radius: 2px; }
QSlider::handle:horizontal {
    width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: $text;
}
QSlider::handle:horizontal:focus, QSlider::handle:horizontal:hover { background: $accent; }
QProgressBar {
    border: none; border-radius: 3px; background: $border; max-height: 6px; min-height: 6px;
    color: transparent;
}
QProgressBar::chunk { border-radius: 3px; background: $accent; }
""")

_VIEWS = Template("""
QMenuBar { background: $sidebar; color: $text; padding: 2px 8px; }
QMenuBar::item { padding: 4px 10px; border-radius: ${r_small}px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu {
    background: $surface; color: $text; border: 1px solid $border; padding: 6px;
}
QMenu::item { padding: 6px 28px 6px 12px; border-radius: ${r_small}px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $muted; background: transparent; }
QMenu::separator { height: 1px; background: $border; margin: 6px 8px; }
QMenu::icon { padding-left: 10px; }
QMenu::right-arrow { image: url($icons/caret-right.svg); width: 12px; height: 12px; right: 8px; }
QTreeView, QListView, QTableView {
    background: transparent; border: none; color: $text;
    selection-background-color: $accent_soft; selection-color: $text;
}
QDialog QTreeView, QDialog QListView, QDialog QTableView {
    background: $raised; border: 1px solid $border; border-radius: ${r}px;
    alternate-background-color: $canvas;
}
QHeaderView::section {
    background: $surface; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: 6px 8px; font-size: ${small}px; font-weight: 600;
}
QTreeView#categories { padding: 0 7px; border: 1px solid transparent; border-radius: ${r}px; }
QTreeView#categories:focus { border: 1px solid $accent; }
QTreeView#categories::item { height: 32px; border: none; }
QTreeView#categories QLineEdit { min-height: 24px; padding: 0 6px; }
QDialog { background: $surface; }
QScrollBar:vertical { width: 12px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 12px; background: transparent; margin: 0; }
QScrollBar::handle { background: $border_strong; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 40px; }
QScrollBar::handle:horizontal { min-width: 40px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")

_PARTS = (_BASE, _BUTTONS, _FIELDS, _VIEWS)
