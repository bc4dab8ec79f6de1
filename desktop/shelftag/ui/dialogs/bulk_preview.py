"""What a bulk edit would do: how many products change, and three of them before and after."""

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from shelftag.catalog.bulk_edits import BulkEdit, CategoryEdit, FlagEdit
from shelftag.catalog.bulk_run import EXAMPLES, BulkPreview
from shelftag.ui.controls import ElidedLabel, Icon
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import label
from shelftag.ui.session import Session


class BulkPreviewBox(QFrame):
    """The preview; its height stays, whatever it shows.

    Attributes:
        headline: How many change.
        rows: Per example its title, the value before, an arrow and the value after.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("kind", "well")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GAP, 12, 2 * GAP, 12)
        layout.setSpacing(12)
        self.headline = label(role="strong", wrap=True)
        layout.addWidget(self.headline)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(GAP)
        for column, stretch in enumerate((4, 4, 0, 5)):
            grid.setColumnStretch(column, stretch)
        self.rows: list[tuple[ElidedLabel, ElidedLabel, Icon, ElidedLabel]] = []
        for number in range(EXAMPLES):
            row = (
                ElidedLabel(role="muted"), ElidedLabel(role="small"),
                Icon("ph.arrow-right", 14), ElidedLabel(role="strong"),
            )  # fmt: skip
            for column, part in enumerate(row):
                policy = part.sizePolicy()
                policy.setRetainSizeWhenHidden(column > 0)
                part.setSizePolicy(policy)
                grid.addWidget(part, number, column)
            self.rows.append(row)
        layout.addLayout(grid)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Asks for what is missing."""
        self.headline.setText(self._session.text("dialogs.bulk_edit.choose"))
        self._hide_rows(0)

    def _hide_rows(self, first: int) -> None:
        for row in self.rows[first:]:
            for part in row:
                part.hide()

    def show_preview(self, edit: BulkEdit, told: BulkPreview) -> None:
        """Shows a preview."""
        text = self._session.text
        key = "will_change" if told.count else "nothing_changes"
        self.headline.setText(
            text(f"dialogs.bulk_edit.{key}", count=told.count, products=told.products)
        )
        self._hide_rows(len(told.examples))
        for row, example in zip(self.rows, told.examples, strict=False):
            row[0].set_whole(example.title or text("ui.field.no_title"))
            row[1].set_whole(self._shown(edit, example.before))
            row[3].set_whole(self._shown(edit, example.after))
            for part in row:
                part.show()
            row[0].setVisible(example.title != example.before)

    def _shown(self, edit: BulkEdit, value: Any) -> str:
        """Writes a value before or after."""
        if isinstance(edit, CategoryEdit):
            node = self._session.tree.nodes.get(value or 0)
            return node.label(self._session.language) if node else self._empty
        if isinstance(edit, FlagEdit):
            return self._session.text(f"searches.flag.{edit.flag}") if value else self._empty
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return str(value) if value not in ("", None) else self._empty

    @property
    def _empty(self) -> str:
        return self._session.text("ui.field.empty")
