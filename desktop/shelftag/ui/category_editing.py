"""The owner's changes of the category tree: by keys, by the menu, by dragging."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from shelftag.catalog import tree
from shelftag.catalog.scope import OperationScope
from shelftag.catalog.tree import CategoryNode
from shelftag.ui.category_drops import BEFORE, ON, Spot
from shelftag.ui.category_tree import CategoryTree
from shelftag.ui.changes import ChangeSet
from shelftag.ui.navigation import Navigation
from shelftag.ui.session import Session

_MOVED = ChangeSet(products=None, categories=True)


class CategoryEditing(QObject):
    """Turns them into operations.

    Signals:
        target_wanted: A category is to be chosen: message id of the question, ids that are none of
            the answers, and who gets the answer.
    """

    target_wanted = Signal(str, object, object)

    def __init__(
        self, session: Session, navigation: Navigation, view: CategoryTree, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._navigation = navigation
        self._view = view
        self._window = parent
        view.categories.renamed.connect(self.rename)
        view.categories.named.connect(self.add)
        view.category_dropped.connect(self._dropped)
        view.key_pressed.connect(self._key)

    def add(self, parent_id: int | None, name: str) -> None:
        """Adds a category."""
        self._session.perform(
            "add_category",
            lambda scope: tree.add_category(scope, name, parent_id),
            params={"name": name},
            change=ChangeSet.of_categories(),
            notice="ui.notice.category_added",
        )

    def rename(self, category_id: int, name: str) -> None:
        """Renames a category."""
        self._session.perform(
            "rename_category",
            lambda scope: tree.rename_category(scope, category_id, name),
            change=ChangeSet.of_categories(),
            notice="ui.notice.category_renamed",
        )

    def move(self, category_id: int, parent_id: int | None, before_id: int | None = None) -> None:
        """Moves a category below another one, or to the top; before a sibling, or last."""

        def write(scope: OperationScope) -> None:
            tree.move_category(scope, category_id, parent_id, before_id)

        self._view.unfold(parent_id)
        self._perform("move_category", category_id, write, "ui.notice.category_moved")

    def merge(self, category_id: int, target_id: int) -> None:
        """Makes a category a part of another one."""
        target = self._session.tree.nodes.get(target_id)
        words = {"target": target.label(self._session.language)} if target else {}
        gone = self._session.tree.subtree(category_id)

        def write(scope: OperationScope) -> None:
            tree.merge_category(scope, category_id, target_id)
            scope.params |= words

        self._perform(
            "merge_category", category_id, write, "ui.notice.category_merged",
            lambda: self._leave(gone, target_id),
        )  # fmt: skip

    def choose_merge(self, category_id: int) -> None:
        """Asks into which category one is to be merged."""
        excluded = self._session.tree.subtree(category_id)
        self.target_wanted.emit(
            "ui.picker.merge", excluded, lambda target: self.merge(category_id, target)
        )

    def choose_parent(self, category_id: int) -> None:
        """Asks below which category one is to go."""
        excluded = self._session.tree.subtree(category_id)
        parent = self._session.tree.nodes[category_id].parent_id
        self.target_wanted.emit(
            "ui.picker.move",
            excluded if parent is None else [*excluded, parent],
            lambda target: self.move(category_id, target),
        )

    def delete(self, category_id: int) -> None:
        """Deletes a category; one that is not empty after the owner has read what that means."""
        if self._is_empty(category_id):
            self.delete_now(category_id)
            return
        from shelftag.ui.dialogs import DeleteCategoryDialog

        dialog = DeleteCategoryDialog(self._session, category_id, self._window.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.delete_now(category_id))
        dialog.open()

    def delete_now(self, category_id: int) -> None:
        """Deletes a category with all that it holds."""
        node = self._session.tree.nodes.get(category_id)
        if node is None:
            return
        gone = self._session.tree.subtree(category_id)
        empty = self._is_empty(category_id)

        def write(scope: OperationScope) -> None:
            tree.delete_category(scope, category_id, with_products=not empty)

        self._perform(
            "delete_category", category_id, write, "ui.notice.category_deleted",
            lambda: self._leave(gone, node.parent_id),
        )  # fmt: skip

    def _is_empty(self, category_id: int) -> bool:
        counts = self._session.overview.counts(category_id)
        return self._session.tree.is_leaf(category_id) and not counts.labelled

    def _perform(
        self,
        kind: str,
        category_id: int,
        write: Callable[[OperationScope], None],
        notice: str,
        done: Callable[[], None] | None = None,
    ) -> None:
        """Runs an operation that names its category as the window does."""
        node = self._session.tree.nodes.get(category_id)
        language = self._session.language

        def named(scope: OperationScope) -> None:
            write(scope)
            if node is not None:
                scope.params["name"] = node.label(language)

        def after(_nothing: None) -> None:
            if done is not None:
                done()

        self._session.perform(kind, named, change=_MOVED, notice=notice, done=after)

    def _leave(self, gone: list[int], target_id: int | None) -> None:
        """Opens another shelf where the open category is not there any more."""
        if self._navigation.place.category_id not in gone:
            return
        if target_id is None:
            self._navigation.open_shelf("all")
        else:
            self._navigation.open_category(target_id)

    # Dragging and keys

    def _dropped(self, category_id: int, spot: Spot) -> None:
        target = self._session.tree.nodes.get(spot.category_id or 0)
        if target is None:
            self.move(category_id, None)
        elif spot.merge:
            self.merge(category_id, target.id)
        elif spot.place == ON:
            self.move(category_id, target.id)
        elif spot.place == BEFORE:
            self.move(category_id, target.parent_id, target.id)
        else:
            after = self._after(target, category_id)
            self.move(category_id, target.parent_id, after.id if after else None)

    def _key(self, category_id: int, meaning: str) -> None:
        node = self._session.tree.nodes.get(category_id)
        if node is None:
            return
        if meaning == "add":
            self._view.add(category_id)
        elif meaning == "delete":
            self.delete(category_id)
        else:
            self._step(node, meaning)

    def _step(self, node: CategoryNode, way: str) -> None:
        """Moves a category by one place among those that are shown, or by one level."""
        siblings = self._siblings(node)
        place = siblings.index(node)
        if way == "up" and place > 0:
            self.move(node.id, node.parent_id, siblings[place - 1].id)
        elif way == "down" and place + 1 < len(siblings):
            after = self._after(siblings[place + 1], node.id)
            self.move(node.id, node.parent_id, after.id if after else None)
        elif way == "in" and place > 0:
            self.move(node.id, siblings[place - 1].id)
        elif way == "out" and node.parent_id is not None:
            parent = self._session.tree.nodes[node.parent_id]
            after = self._after(parent, node.id)
            self.move(node.id, parent.parent_id, after.id if after else None)

    def _siblings(self, node: CategoryNode) -> list[CategoryNode]:
        """Returns a category and its siblings as they are shown."""
        shown = set(self._view.categories.shown_ids)
        children = self._session.tree.children(node.parent_id)
        return [child for child in children if child.id in shown]

    def _after(self, node: CategoryNode, dragged: int) -> CategoryNode | None:
        """Returns the sibling that is shown behind a category, leaving the one that moves aside."""
        siblings = [other for other in self._siblings(node) if other.id != dragged]
        place = siblings.index(node) + 1
        return siblings[place] if place < len(siblings) else None
