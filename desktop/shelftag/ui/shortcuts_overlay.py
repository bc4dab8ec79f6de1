"""The overlay that shows all keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shelftag.ui.controls import IconButton, label
from shelftag.ui.overlay import Overlay
from shelftag.ui.session import Session

_GROUPS = (
    (
        "decide",
        (("1 – 5", "take"), ("Enter", "confirm"), ("C", "pick"), ("E", "bulk_edit"), ("M", "merge"),
         ("Space", "photo"), ("Ctrl+Z", "undo"), ("Ctrl+Shift+Z", "redo")),
    ),
    (
        "move",
        (("← ↑ → ↓", "arrows"), ("Shift+→", "extend"), ("Ctrl+A", "all"), ("Esc", "none"),
         ("Ctrl+F", "search"), ("Ctrl+Shift+F", "conditions"), ("Ctrl+D", "save_search"),
         ("F", "similar"), ("Ctrl+1 – 4", "filter")),
    ),
    (
        "work",
        (("Ctrl+E", "review"), ("Ctrl+I", "import"), ("Ctrl+R", "retrain"), ("Ctrl+H", "history"),
         ("F2", "rename"), ("Ctrl+Shift+N", "add_inside"), ("Alt+← ↑ → ↓", "move_category"),
         ("Ctrl++ / Ctrl+−", "zoom"), ("?", "keys")),
    ),
)  # fmt: skip


class ShortcutsOverlay(Overlay):
    """A panel with one column per group of keys."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        text = session.text
        self.centre(860)
        layout = QVBoxLayout(self.panel)
        layout.setContentsMargins(32, 24, 32, 32)
        layout.setSpacing(20)
        head = QHBoxLayout()
        head.addWidget(label(text("ui.keys.title"), "title"), 1)
        head.addWidget(IconButton("ph.x-bold", text("ui.close"), self.close_overlay))
        layout.addLayout(head)
        columns = QHBoxLayout()
        columns.setSpacing(40)
        for group, keys in _GROUPS:
            columns.addLayout(_column(session, group, keys), 1)
        layout.addLayout(columns)


def _column(session: Session, group: str, keys: tuple[tuple[str, str], ...]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(12)
    column.addWidget(label(session.text(f"ui.keys.group.{group}"), "section"))
    grid = QGridLayout()
    grid.setVerticalSpacing(10)
    grid.setHorizontalSpacing(12)
    grid.setColumnStretch(1, 1)
    side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    for row, (key, meaning) in enumerate(keys):
        grid.addWidget(label(key, "key"), row, 0, side)
        what = label(session.text(f"ui.keys.{meaning}"))
        what.setWordWrap(True)
        grid.addWidget(what, row, 1, Qt.AlignmentFlag.AlignTop)
    column.addLayout(grid)
    column.addStretch(1)
    return column
