"""All commands of the window: their names, keys, and places in the menus."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from shelftag.catalog.operations import HistoryEntry
from shelftag.ui.preferences import THEMES
from shelftag.ui.session import Session

KEYS: dict[str, tuple[str, ...]] = {
    "import": ("Ctrl+I",),
    "import_table": ("Ctrl+Shift+I",),
    "new": ("Ctrl+N",),
    "open": ("Ctrl+O",),
    "quit": ("Ctrl+Q",),
    "undo": ("Ctrl+Z",),
    "redo": ("Ctrl+Shift+Z", "Ctrl+Y"),
    "find": ("Ctrl+F",),
    "filter": ("Ctrl+Shift+F",),
    "save_search": ("Ctrl+D",),
    "history": ("Ctrl+H",),
    "review": ("Ctrl+E",),
    "zoom_in": ("Ctrl++", "Ctrl+="),
    "zoom_out": ("Ctrl+-",),
    "retrain": ("Ctrl+R",),
    "keys": ("?", "F1"),
    "rename": ("F2",),
    "add_inside": ("Ctrl+Shift+N",),
    "filter_all": ("Ctrl+1",),
    "filter_review": ("Ctrl+2",),
    "filter_accepted": ("Ctrl+3",),
    "filter_confirmed": ("Ctrl+4",),
}
"""Keys that work in the whole window."""
GRID_KEYS: dict[str, tuple[str, ...]] = {
    "confirm": ("Enter", "Return"),
    "pick": ("C", "/"),
    "bulk_edit": ("E",),
    "merge": ("M",),
    "split": ("Shift+M",),
    "photo": ("Space",),
    "similar": ("F",),
    "select_all": ("Ctrl+A",),
    "select_none": ("Esc",),
    **{f"take_{number}": (str(number),) for number in range(1, 6)},
}
"""Keys that work while the grid has the focus, so that they can still be typed elsewhere."""
MENUS: dict[str, tuple[str, ...]] = {
    "file": ("new", "open", "recent", "", "import", "import_table", "read_codes", "imports",
             "folders", "", "export_labels", "export_catalog", "", "back_up", "keep_copies",
             "locate", "", "quit"),
    "edit": ("undo", "redo", "", "confirm", "take_1", "take_2", "take_3", "take_4", "take_5",
             "pick", "bulk_edit", "", "merge", "split", "look_alikes", "similar", "", "select_all",
             "select_none", "", "find", "filter", "save_search", "", "add_category", "add_inside",
             "rename", "merge_category", "delete_category", "", "taxonomy"),
    "view": ("review", "", "filter_all", "filter_review", "filter_accepted", "filter_confirmed",
             "", "photo", "", "zoom_in", "zoom_out", "", "show_empty", "", "theme", "language"),
    "model": ("retrain", "deep_retrain", "", "models", "history"),
    "help": ("keys", "", "doctor", "about"),
}  # fmt: skip
"""What is in which menu; an empty name is a separator."""
LANGUAGE_NAMES = {"en": "English", "zh_CN": "简体中文"}


class Actions:
    """The commands by name.

    Attributes:
        by_name: The actions.
        recent: The menu of catalogues used last.
    """

    def __init__(self, session: Session, window: QWidget, grid: QWidget) -> None:
        self._session = session
        self._window = window
        self.by_name: dict[str, QAction] = {}
        self.recent = QMenu(session.text("ui.menu.recent"), window)
        names = {name for menu in MENUS.values() for name in menu if name}
        for name in sorted(names - {"recent", "theme", "language"}):
            action = QAction(self._label(name), window)
            if name in GRID_KEYS:
                action.setShortcuts([QKeySequence(key) for key in GRID_KEYS[name]])
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                grid.addAction(action)
            elif name in KEYS:
                action.setShortcuts([QKeySequence(key) for key in KEYS[name]])
                window.addAction(action)
            self.by_name[name] = action
        self.by_name["show_empty"].setCheckable(True)
        self.by_name["show_empty"].setChecked(session.preferences.show_empty)

    def _label(self, name: str) -> str:
        if name.startswith("take_"):
            return self._session.text("ui.menu.take", number=int(name[-1]))
        if name.startswith("filter_"):
            return self._session.text(f"ui.filter.{name.removeprefix('filter_')}")
        return self._session.text(f"ui.menu.{name}")

    def connect(self, slots: dict[str, Callable[[], object]]) -> None:
        """Says what the commands do."""
        for name, slot in slots.items():
            self.by_name[name].triggered.connect(lambda _checked=False, slot=slot: slot())

    def refresh(self, undo: HistoryEntry | None, redo: HistoryEntry | None) -> None:
        """Names what would be undone and restored."""
        for name, entry in (("undo", undo), ("redo", redo)):
            action = self.by_name[name]
            what = self._session.operation_text(entry).replace("&", "&&") if entry else ""
            key = f"ui.menu.{name}_what" if entry else f"ui.menu.{name}"
            action.setText(self._session.text(key, what=what))
            action.setEnabled(entry is not None)

    def fill(
        self,
        bar: QMenuBar,
        set_theme: Callable[[str], None],
        set_language: Callable[[str], None],
    ) -> None:
        """Builds the menus."""
        text, preferences = self._session.text, self._session.preferences
        for menu_name, names in MENUS.items():
            menu = bar.addMenu(text(f"ui.menu.{menu_name}"))
            for name in names:
                if not name:
                    menu.addSeparator()
                elif name == "recent":
                    menu.addMenu(self.recent)
                elif name == "theme":
                    labels = [text(f"ui.theme.{theme}") for theme in THEMES]
                    choices = menu.addMenu(text("ui.menu.theme"))
                    _choices(choices, THEMES, labels, preferences.theme, set_theme)
                elif name == "language":
                    choices = menu.addMenu(text("ui.menu.language"))
                    languages, names_shown = zip(*LANGUAGE_NAMES.items(), strict=True)
                    _choices(choices, languages, names_shown, preferences.language, set_language)
                else:
                    menu.addAction(self.by_name[name])


def _choices(
    menu: QMenu,
    values: Sequence[str],
    labels: Sequence[str],
    chosen: str,
    choose: Callable[[str], None],
) -> None:
    """Fills a menu with choices of which one is ticked."""
    group = QActionGroup(menu)
    for value, shown in zip(values, labels, strict=True):
        action = QAction(shown, menu, checkable=True, checked=value == chosen)
        action.triggered.connect(lambda _checked=False, value=value: choose(value))
        group.addAction(action)
        menu.addAction(action)
