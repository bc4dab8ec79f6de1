"""The saved searches in the sidebar: opened, counted, renamed, reordered, deleted."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget
from sqlalchemy.orm import Session as Reader

from shelftag.catalog import saved_searches
from shelftag.catalog.queries import product_count
from shelftag.catalog.saved_searches import CHANGE, DELETE, ORDER, RENAME, SAVE, SavedView
from shelftag.catalog.tree import Tree
from shelftag.ui.changes import ChangeSet
from shelftag.ui.controls import IconButton, label
from shelftag.ui.navigation import Navigation
from shelftag.ui.session import Session
from shelftag.ui.shelves import ROW_HEIGHT, ShelfRow

ICON = ("ph.bookmark-simple", "accent_text")
_SHOWN = 5
"""Rows without scrolling."""
_SETTLE_MS = 300
"""The counts follow once the owner pauses: each is a search."""
NO_CHANGE = ChangeSet()
"""What saved searches change of the products: nothing."""


class SavedRow(ShelfRow):
    """A saved search; F2 renames it, Delete deletes it, Alt with an arrow moves it.

    Attributes:
        saved: What it is.

    Signals:
        acted: What is wanted: ``rename``, ``change``, ``delete``, ``up`` or ``down``.
    """

    acted = Signal(str)

    def __init__(self, session: Session, saved: SavedView) -> None:
        super().__init__(ICON, saved.name)
        self._session = session
        self.saved = saved
        self.setToolTip(saved.name)
        self.setAccessibleName(saved.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Acts on the keys."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        key = event.key()
        if key == Qt.Key.Key_F2:
            self.acted.emit("rename")
        elif key == Qt.Key.Key_Delete:
            self.acted.emit("delete")
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.acted.emit("up" if key == Qt.Key.Key_Up else "down")
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offers what can be done."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in ("rename", "change", "", "up", "down", "", "delete"):
            if action:
                text = self._session.text(f"searches.saved_{action}")
                menu.addAction(text, partial(self.acted.emit, action))
            else:
                menu.addSeparator()
        menu.popup(event.globalPos())


class SavedShelves(QWidget):
    """All saved searches, under a headline with a button that saves one.

    Attributes:
        rows: One a search.
        save_button: Saves the present place.
    """

    def __init__(
        self, session: Session, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._navigation = session, navigation
        self.rows: list[SavedRow] = []
        self._asked = 0
        self.save_button = IconButton(
            "ph.plus-bold", session.text("searches.save_tip"), self.save, size=14
        )
        self.save_button.setProperty("kind", "small")
        self._list = QWidget()
        self._list.setObjectName("savedList")
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(8, 0, 8, 0)
        self._column.setSpacing(2)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._list)
        self._lay_out()
        self._count = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._count.timeout.connect(self._read_counts)
        navigation.moved.connect(self.show_place)
        session.overview_changed.connect(self._read)
        self._show(session.read_now(saved_searches.saved_searches))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        section = QHBoxLayout()
        section.setContentsMargins(20, 16, 12, 4)
        section.addWidget(label(self._session.text("searches.saved"), "section"))
        section.addStretch(1)
        section.addWidget(self.save_button)
        layout.addLayout(section)
        layout.addWidget(self._scroll)

    # Showing

    def _read(self) -> None:
        self._session.read(saved_searches.saved_searches, self._show, self)

    def _show(self, found: list[SavedView]) -> None:
        self._scroll.setFixedHeight(min(len(found), _SHOWN) * (ROW_HEIGHT + 2))
        self._scroll.setVisible(bool(found))
        if [row.saved for row in self.rows] != found:
            focused = next((row.saved.id for row in self.rows if row.hasFocus()), None)
            for row in self.rows:
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
            self.rows = [self._row(saved) for saved in found]
            for row in self.rows:
                if row.saved.id == focused:
                    row.setFocus()
            self.show_place()
        if self.rows:
            self._count.start()

    def _row(self, saved: SavedView) -> SavedRow:
        row = SavedRow(self._session, saved)
        row.clicked.connect(partial(self._open, saved))
        row.acted.connect(partial(self._act, saved))
        self._column.addWidget(row)
        row.show()
        return row

    def _open(self, saved: SavedView) -> None:
        self._navigation.open_query(saved.query)
        self.show_place()

    def show_place(self) -> None:
        """Marks the search that is open, if the place is exactly one of them."""
        place = self._navigation.place.plain()
        for row in self.rows:
            row.setChecked(row.saved.query == place)

    @property
    def open_name(self) -> str:
        """Name of the search that is open, or an empty text."""
        place = self._navigation.place.plain()
        return next((row.saved.name for row in self.rows if row.saved.query == place), "")

    def _read_counts(self) -> None:
        self._asked += 1
        asked, tree = self._asked, self._session.tree
        wanted = [row.saved for row in self.rows]

        def show(counts: dict[int, int]) -> None:
            if asked != self._asked:
                return
            for row in self.rows:
                if row.saved.id in counts:
                    row.set_count(counts[row.saved.id], self._session.language)

        self._session.read(lambda reader: _counts(reader, wanted, tree), show, self)

    # Changing

    def save(self) -> None:
        """Asks for a name and saves the present place under it."""
        from shelftag.ui.dialogs import SearchNameDialog

        query = self._navigation.place.plain()
        dialog = SearchNameDialog(
            self._session, SAVE, lambda scope, name: saved_searches.save(scope, name, query),
            self.open_name or query.search.strip(), self.window(),
        )  # fmt: skip
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _act(self, saved: SavedView, action: str) -> None:
        if action == "rename":
            self._rename(saved)
        elif action == "change":
            query = self._navigation.place.plain()
            self._session.perform(
                CHANGE, lambda scope: saved_searches.change(scope, saved.id, query),
                change=NO_CHANGE, notice="searches.changed",
            )  # fmt: skip
        elif action == "delete":
            self._session.perform(
                DELETE, lambda scope: saved_searches.delete(scope, saved.id),
                change=NO_CHANGE, notice="searches.deleted",
            )  # fmt: skip
        else:
            self._move(saved, -1 if action == "up" else 1)

    def _rename(self, saved: SavedView) -> None:
        from shelftag.ui.dialogs import SearchNameDialog

        dialog = SearchNameDialog(
            self._session, RENAME,
            lambda scope, name: saved_searches.rename(scope, saved.id, name),
            saved.name, self.window(),
        )  # fmt: skip
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _move(self, saved: SavedView, step: int) -> None:
        order = [row.saved.id for row in self.rows]
        place = order.index(saved.id)
        if not 0 <= place + step < len(order):
            return
        order.insert(place + step, order.pop(place))
        self._session.perform(
            ORDER, lambda scope: saved_searches.reorder(scope, order), change=NO_CHANGE
        )


def _counts(reader: Reader, wanted: list[SavedView], tree: Tree) -> dict[int, int]:
    return {saved.id: product_count(reader, saved.query.filter(tree)) for saved in wanted}
