"""The category picker with a question of its own: only what is there, and some of it left out."""

from collections.abc import Callable, Collection, Iterable

from PySide6.QtWidgets import QWidget

from shelftag.catalog.tree import Tree
from shelftag.ui.picker import CategoryPicker, Choice
from shelftag.ui.session import Session


class TargetPicker(CategoryPicker):
    """Asks for a category and hands it to whoever asked."""

    hint = "ui.picker.target_hint"

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._excluded: Collection[int] = ()
        self._tree: Tree | None = None
        self._chosen: Callable[[int], object] = lambda _category: None
        self.picked.connect(lambda category_id: self._chosen(category_id))

    def ask(
        self,
        question: str,
        excluded: Collection[int],
        chosen: Callable[[int], object],
        tree: Tree | None = None,
    ) -> None:
        """Opens the picker.

        Args:
            question: Message id of what is asked.
            excluded: Categories that cannot be chosen.
            chosen: Gets the id of the category.
            tree: The categories; the shop's where None.
        """
        self._excluded, self._chosen, self._tree = frozenset(excluded), chosen, tree
        text = self._session.text(question)
        self.field.setPlaceholderText(text)
        self.field.setAccessibleName(text)
        self.open()

    def open(self, likely: Iterable[int] = ()) -> None:
        """Opens without a guess: what was picked last answered another question."""
        self._last = None
        super().open(likely)

    def choices(self, typed: str) -> list[Choice]:
        """Returns the categories that match, without those left out."""
        found = self.matching(self._tree or self._session.tree, typed)
        return [choice for choice in found if choice.category_id not in self._excluded]
