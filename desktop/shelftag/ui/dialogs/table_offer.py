"""Offers the tables that lie beside photos: they are used once the photos are in."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from shelftag.importing.scan import shown
from shelftag.importing.tables.mapping import TableOrder
from shelftag.ui.controls import Icon
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.session import Session

MOST = 3
"""Tables that are offered; a folder with more of them is no delivery of photos."""


class TableOffer(QFrame):
    """A check box for each table, and a button to look at its columns. Hidden without tables.

    Attributes:
        boxes: The check boxes.
        columns: The buttons.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._orders: list[TableOrder] = []
        self.boxes: list[QCheckBox] = []
        self.columns: list[QPushButton] = []
        self.setProperty("kind", "well")
        self.setAccessibleName(session.text("dialogs.table_offer.found"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, GAP, GAP, GAP)
        row.setSpacing(12)
        row.addWidget(Icon("ph.table", 20, "accent_text"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(GAP // 2)
        row.addLayout(self._lines, 1)
        self.hide()

    def show_tables(self, paths: Sequence[Path]) -> None:
        """Offers tables."""
        text = self._session.text
        for old in (*self.boxes, *self.columns):
            old.hide()
            old.deleteLater()
        self._orders = [TableOrder(path.absolute()) for path in paths[:MOST]]
        self.boxes, self.columns = [], []
        for number, order in enumerate(self._orders):
            name = shown(order.path.name)
            box = QCheckBox(text("dialogs.table_offer.use", file=name).replace("&", "&&"))
            button = QPushButton(text("dialogs.table_offer.columns"))
            button.setAccessibleName(text("dialogs.table_offer.columns_of", file=name))
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._look_at_columns, number))
            line = QHBoxLayout()
            line.addWidget(box, 1)
            line.addWidget(button)
            self._lines.addLayout(line)
            self.boxes.append(box)
            self.columns.append(button)
        self.setVisible(bool(self._orders))

    def arguments(self) -> dict[str, Any]:
        """Returns what the import job is told of the tables that were chosen."""
        chosen = zip(self._orders, self.boxes, strict=True)
        tables = [order.to_json() for order, box in chosen if box.isChecked()]
        return {"tables": tables} if tables else {}

    def _look_at_columns(self, number: int) -> None:
        from shelftag.ui.dialogs.table_import import TableImportDialog

        dialog = TableImportDialog(self._session, parent=self.window(), only_choose=True)
        dialog.show_order(self._orders[number])

        def take() -> None:
            if dialog.order is not None:
                self._orders[number] = dialog.order
                self.boxes[number].setChecked(True)

        dialog.accepted.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
