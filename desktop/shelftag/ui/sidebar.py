"""The sidebar: which catalogue, importing, smart shelves, the category tree."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from shelftag.catalog import tree
from shelftag.ui.category_tree import CategoryTree
from shelftag.ui.changes import ChangeSet
from shelftag.ui.controls import Button, IconButton, label
from shelftag.ui.navigation import Navigation
from shelftag.ui.session import Session
from shelftag.ui.shelves import ShelfList, ShelfRow

WIDTH = 272


class Sidebar(QWidget):
    """The left part of the window.

    Attributes:
        catalog_button: Names the catalogue; opens the menu of catalogues.
        import_button: Starts an import.
        review_button: Opens the review.
        shelves: The smart shelves.
        categories: The tree.

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
        self.review_button = ShelfRow("ph.cards-fill", "accent_text", session.text("review.open"))
        self.review_button.setToolTip(session.text("review.open_tip"))
        self.review_button.clicked.connect(self.review_requested)
        self.shelves = ShelfList(session)
        self.categories = CategoryTree(session)
        self._lay_out()
        self.shelves.opened.connect(navigation.open_shelf)
        self.categories.opened.connect(navigation.open_category)
        self.categories.menu_requested.connect(self._menu)
        self.categories.categories.renamed.connect(self._rename)
        self.categories.categories.named.connect(self._add)
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
        self.shelves.show_shelf(place.shelf)
        if self.categories.current_id() != place.category_id:
            self.categories.choose(place.category_id)

    def add_category(self) -> None:
        """Lets a name for a new category be typed, below the one that is open."""
        current = self._navigation.place.category_id
        node = self._session.tree.nodes.get(current or 0)
        self.categories.add(node.parent_id if node else None)

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
        text = self._session.text
        node = self._session.tree.nodes[category_id]
        menu.addAction(text("ui.category.rename"), lambda: self.categories.rename(category_id))
        menu.addAction(text("ui.category.add_inside"), lambda: self.categories.add(category_id))
        menu.addAction(text("ui.category.add_beside"), lambda: self.categories.add(node.parent_id))
        menu.addSeparator()
        delete = menu.addAction(text("ui.category.delete"), lambda: self._delete(category_id))
        empty = not self._session.overview.counts(category_id).total
        delete.setEnabled(empty and self._session.tree.is_leaf(category_id))

    def _add(self, parent_id: int | None, name: str) -> None:
        self._session.perform(
            "add_category",
            lambda scope: tree.add_category(scope, name, parent_id),
            params={"name": name},
            change=ChangeSet.of_categories(),
            notice="ui.notice.category_added",
        )

    def _rename(self, category_id: int, name: str) -> None:
        self._session.perform(
            "rename_category",
            lambda scope: tree.rename_category(scope, category_id, name),
            change=ChangeSet.of_categories(),
            notice="ui.notice.category_renamed",
        )

    def _delete(self, category_id: int) -> None:
        if self._navigation.place.category_id == category_id:
            self._navigation.open_shelf("all")
        self._session.perform(
            "delete_category",
            lambda scope: tree.delete_category(scope, category_id),
            change=ChangeSet.of_categories(),
            notice="ui.notice.category_deleted",
        )
