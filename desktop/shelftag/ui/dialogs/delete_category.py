"""Says what becomes of the products before a category that is not empty is deleted."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.pieces import label
from shelftag.ui.session import Session


class DeleteCategoryDialog(Frame):
    """Accepted where the owner wants it gone.

    Attributes:
        what: What would happen, as sentences.
    """

    def __init__(self, session: Session, category_id: int, parent: QWidget | None = None) -> None:
        super().__init__("delete_category", "ph.trash", session.text, parent, QSize(520, 240))
        tree, language = session.tree, session.language
        node = tree.nodes[category_id]
        products = session.overview.counts(category_id).labelled
        below = len(tree.subtree(category_id)) - 1
        parts = [self.text("dialogs.delete_category.what", name=node.label(language))]
        if below:
            parts.append(self.text("dialogs.delete_category.below", count=below))
        if products and node.parent_id is not None:
            parent_name = tree.nodes[node.parent_id].label(language)
            parts.append(
                self.text("dialogs.delete_category.moved", count=products, parent=parent_name)
            )
        elif products:
            parts.append(self.text("dialogs.delete_category.review", count=products))
        self.what = self.sentences(parts)
        self.body.addWidget(label(self.what, wrap=True))
        self.body.addStretch(1)
        self.add_button("dialogs.cancel", self.reject)
        self.add_button("dialogs.delete_category.delete", self.accept, "primary").setFocus()
