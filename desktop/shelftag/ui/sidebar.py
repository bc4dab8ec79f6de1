"""The sidebar: which catalogue, importing, smart shelves, the category tree."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from shelftag.ui.category_editing import CategoryEditing
from shelftag.ui.category_tree import CategoryTree
from shelftag.ui.controls import Button, IconButton, label
from shelftag.ui.navigation import Navigation
from shelftag.ui.saved_shelves import SavedShelves
from shelftag.ui.session import Session
from shelftag.ui.shelves import ShelfList, ShelfRow

WIDTH = 240


class Sidebar(QWidget):
    """The left part of the window.

    Attributes:
        catalog_button: Names the catalogue; opens the menu of catalogues.
        import_button: Starts an import.
        review_button: Opens the review.
        shelves: The smart shelves.
        saved: The saved searches.
        categories: The tree.
        editing: What changes it.

    Signals:
        import_requested: Photos are to be imported.
        review_requested: The review is to be opened.
    """

    import_requested = Signal()
    review_requested = Signal()

    def __init__(
        self,
        session: Session,
        navigation: Navigation,
        catalog_menu: QMenu,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._navigation = navigation
        self.setMinimumWidth(220)
        name = session.catalog.folder.name
        self.catalog_button = Button(
            name.replace("&", "&&"), "catalog", icon="ph.storefront-fill", token="accent_text"
        )
        self.catalog_button.setAccessibleName(session.text("ui.sidebar.catalog", name=name))
        self.catalog_button.setToolTip(str(session.catalog.folder))
        self.catalog_button.setMenu(catalog_menu)
        self.import_button = Button(
            session.text("ui.sidebar.import"),
            "primary",
            self.import_requested.emit,
            icon="ph.folder-plus-bold",
            token="on_accent",
        )
        self.review_button = ShelfRow(("ph.cards-fill", "accent_text"), session.text("review.open"))
        self.review_button.setToolTip(session.text("review.open_tip"))
        self.review_button.clicked.connect(self.review_requested)
        self.shelves = ShelfList(session)
        self.saved = SavedShelves(session, navigation)
        self.categories = CategoryTree(session)
        self._lay_out()
        self.shelves.opened.connect(navigation.open_shelf)
        self.categories.opened.connect(navigation.open_category)
        self.categories.menu_requested.connect(self._menu)
        self.editing = CategoryEditing(session, navigation, self.categories, self)
        navigation.moved.connect(self._show_place)
        session.overview_changed.connect(self.refresh)
        self.refresh()
        self._show_place()

    def _lay_out(self) -> None:
        text = self._session.text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(12, 0, 12, 16)
        head.setSpacing(8)
        for button in (self.catalog_button, self.import_button):
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setMinimumHeight(36)
            head.addWidget(button)
        layout.addLayout(head)
        review = QHBoxLayout()
        review.setContentsMargins(8, 0, 8, 8)
        review.addWidget(self.review_button)
        layout.addLayout(review)
        layout.addWidget(self.shelves)
        layout.addWidget(self.saved)
        section = QHBoxLayout()
        section.setContentsMargins(20, 16, 12, 4)
        section.addWidget(label(text("ui.sidebar.categories"), "section"))
        section.addStretch(1)
        plus = IconButton("ph.plus-bold", text("ui.category.add"), self.add_category, size=14)
        plus.setProperty("kind", "small")
        section.addWidget(plus)
        layout.addLayout(section)
        layout.addWidget(self.categories, 1)

    def refresh(self) -> None:
        """Shows counts and tree anew."""
        overview = self._session.overview
        self.review_button.set_count(overview.everything.review, self._session.language)
        self.shelves.show_counts(overview)
        self.categories.show_overview(overview, self._session.preferences.show_empty)

    def show_review(self, reviewing: bool) -> None:
        """Marks the review, or the place in the catalogue."""
        self.review_button.setChecked(reviewing)
        if reviewing:
            self.shelves.show_shelf("")
            self.categories.choose(None)
        else:
            self._show_place()

    def _show_place(self) -> None:
        place = self._navigation.place
        self.shelves.show_shelf("" if self.saved.open_name else place.shelf)
        if self.categories.current_id() != place.category_id:
            self.categories.choose(place.category_id)

    def save_search(self) -> None:
        """Asks for a name for the present search and keeps it."""
        self.saved.save()

    def add_category(self) -> None:
        """Lets a name for a new category be typed, below the one that is open."""
        current = self._navigation.place.category_id
        node = self._session.tree.nodes.get(current or 0)
        self.categories.add(node.parent_id if node else None)

    def add_inside(self) -> None:
        """Lets a name for a new category inside the open one be typed."""
        self.categories.add(self._navigation.place.category_id)

    def merge_category(self) -> None:
        """Asks into which category the open one is to be merged."""
        category_id = self._navigation.place.category_id
        if category_id is not None:
            self.editing.choose_merge(category_id)

    def delete_category(self) -> None:
        """Deletes the open category."""
        category_id = self._navigation.place.category_id
        if category_id is not None:
            self.editing.delete(category_id)

    def rename_category(self) -> None:
        """Lets the open category's name be typed."""
        category_id = self._navigation.place.category_id
        if category_id is not None:
            self.categories.rename(category_id)

    def _menu(self, category_id: int | None, position: QPoint) -> None:
        text = self._session.text
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if category_id is None:
            menu.addAction(text("ui.category.add"), lambda: self.categories.add(None))
        else:
            self._fill_menu(menu, category_id)
        menu.popup(position)

    def _fill_menu(self, menu: QMenu, category_id: int) -> None:
        node = self._session.tree.nodes[category_id]
        tree, editing = self.categories, self.editing
        self._entry(menu, "rename", lambda: tree.rename(category_id), "F2")
        self._entry(menu, "add_inside", lambda: tree.add(category_id), "Ins")
        self._entry(menu, "add_beside", lambda: tree.add(node.parent_id))
        menu.addSeparator()
        self._entry(menu, "move", lambda: editing.choose_parent(category_id))
        to_top = self._entry(menu, "to_top", lambda: editing.move(category_id, None))
        to_top.setEnabled(node.parent_id is not None)
        self._entry(menu, "merge", lambda: editing.choose_merge(category_id))
        menu.addSeparator()
        self._entry(menu, "delete", lambda: editing.delete(category_id), "Del")

    def _entry(self, menu: QMenu, name: str, slot: Callable[[], object], key: str = "") -> QAction:
        """Adds an entry; the key beside it is the tree's, and only told here."""
        text = self._session.text(f"ui.category.{name}")
        if key:
            text += "\t" + QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        action = menu.addAction(text)
        action.triggered.connect(lambda: slot())
        return action
