"""The preview of an import: the first products and the categories, by names alone."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shelftag.catalog.tree import PATH_SEPARATOR, Tree
from shelftag.ui.dialogs.frame import Text
from shelftag.ui.dialogs.import_choices import product_name
from shelftag.ui.dialogs.import_plan import CategoryPlan, GroupingPlan, category_path
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import label
from shelftag.ui.dialogs.table import Column, Table

_SKU_COLUMN, _CATEGORY_COLUMN = 1, 3


class ImportPreview(QWidget):
    """What would come into the catalogue.

    No picture is shown: the window opens no stranger's file.

    Attributes:
        products: The table of the first products.
        categories: The table of the categories.
    """

    def __init__(self, text: Text, tree: Tree) -> None:
        super().__init__()
        self._text = text
        self._tree = tree
        self.products = Table(
            text("dialogs.import.preview"),
            [
                Column(
                    text("dialogs.import.product"), product_name, icon=_photos_icon, wide=3,
                    tone=lambda found: "" if found.title or found.sku else "muted",
                ),
                Column(text("dialogs.import.sku"), lambda found: found.sku or "", tone=_muted),
                Column(
                    text("dialogs.import.photo_count"), lambda found: str(len(found.files)),
                    right=True,
                ),
                Column(
                    text("dialogs.import.category"),
                    lambda found: PATH_SEPARATOR.join(category_path(found)), tone=_muted, wide=2,
                ),
            ],
        )  # fmt: skip
        self.categories = Table(
            text("dialogs.import.found_categories"),
            [
                Column(
                    text("dialogs.import.found_categories"),
                    lambda plan: PATH_SEPARATOR.join(plan.path),
                    icon=lambda plan: ("ph.folder-simple-fill", "accent_text"), wide=1,
                ),
                Column("", self._novelty, tone=lambda plan: "confirmed"),
                Column(
                    text("dialogs.import.product_count"),
                    lambda plan: text("dialogs.number", number=plan.products), right=True,
                ),
            ],
        )  # fmt: skip
        self._more = label(role="small")
        heading = QHBoxLayout()
        heading.addWidget(label(text("dialogs.import.preview"), "strong"))
        heading.addStretch(1)
        heading.addWidget(self._more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(heading)
        layout.addWidget(self.products, 3)
        layout.addWidget(self.categories, 2)

    def show_plan(self, plan: GroupingPlan, *, folder_categories: bool) -> None:
        """Shows what a grouping makes of the files."""
        view = self.products.view
        view.setColumnHidden(_SKU_COLUMN, not any(found.sku for found in plan.preview))
        view.setColumnHidden(_CATEGORY_COLUMN, not folder_categories)
        self.categories.setVisible(folder_categories)
        self.products.show_rows(plan.preview)
        self.categories.show_rows(plan.categories if folder_categories else [])
        self._more.setText(
            self._text("dialogs.import.first", shown=len(plan.preview), all=plan.products)
            if plan.products > len(plan.preview)
            else ""
        )

    def _novelty(self, plan: CategoryPlan) -> str:
        """Says which categories the tree does not have yet."""
        return "" if self._tree.find(plan.path) else self._text("dialogs.import.new_category")


def _photos_icon(found: Any) -> tuple[str, str]:
    return ("ph.stack" if len(found.files) > 1 else "ph.image", "muted")


def _muted(_row: Any) -> str:
    return "muted"
