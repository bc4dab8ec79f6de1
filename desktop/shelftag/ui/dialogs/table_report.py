"""Reports what became of a table's rows, and why some could not be used."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shelftag.exchange.spreadsheet import write_spreadsheet
from shelftag.ui.controls import Icon
from shelftag.ui.dialogs.file_choice import choose_new_file, documents
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import EmptyState, label
from shelftag.ui.dialogs.table import Column, Table
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError

_TILES = (
    ("matched", "ph.check-circle-fill", "confirmed"),
    ("unmatched", "ph.question-fill", "review"),
    ("ambiguous", "ph.stack-fill", "review"),
    ("bad", "ph.warning-circle-fill", "danger"),
)


class TableReportDialog(Frame):
    """Counts of the rows, and a line for each thing that could not be used.

    Attributes:
        table: The problems.
    """

    def __init__(
        self, session: Session, result: dict[str, Any], parent: QWidget | None = None
    ) -> None:
        """Opens the report.

        Args:
            session: The catalogue.
            result: What the job gave back: a `TableResult` as plain values.
            parent: The window.
        """
        super().__init__("table_report", "ph.clipboard-text", session.text, parent, QSize(880, 600))
        self._session = session
        self._operation = result["operation_id"]
        tiles = QHBoxLayout()
        tiles.setSpacing(GAP)
        for kind, icon, token in _TILES:
            tiles.addWidget(self._tile(kind, icon, token, result["counts"].get(kind, 0)), 1)
        self.body.addLayout(tiles)
        text = session.text
        self.table = Table(
            text("dialogs.table_report.problems"),
            [
                Column(text("dialogs.table_import.line"), lambda p: str(p["line"]), right=True),
                Column(
                    text("dialogs.table_import.column"), lambda p: p["params"].get("column", ""),
                    wide=1, tone=lambda _problem: "muted",
                ),
                Column(text("dialogs.table_import.reason"), self._reason, wide=4, sentence=True),
            ],
            EmptyState(
                "ph.check-circle", text("dialogs.table_report.nothing"),
                text("dialogs.table_report.nothing_hint"),
            ),
        )  # fmt: skip
        self.body.addWidget(self.table, 1)
        self._detail = label(role="small", wrap=True)
        self._detail.setMinimumHeight(32)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self._detail)
        self.table.chosen.connect(
            lambda problem: self._detail.setText(self._reason(problem) if problem else "")
        )
        self.save_button = self.add_button("dialogs.report.save", self._ask_and_save, left=True)
        undo = self.add_button("dialogs.table_report.undo", self._undo, left=True)
        undo.setVisible(self._operation is not None)
        self.add_button("dialogs.close", self.accept, "primary")
        self.table.show_rows(result["problems"])
        self.save_button.setEnabled(bool(result["problems"]))
        if result["problems"]:
            self.table.view.selectRow(0)

    def _tile(self, kind: str, icon: str, token: str, count: int) -> QFrame:
        tile = QFrame()
        tile.setProperty("kind", "tile")
        layout = QHBoxLayout(tile)
        layout.setContentsMargins(2 * GAP, 12, 2 * GAP, 12)
        layout.setSpacing(12)
        layout.addWidget(Icon(icon, 24, token if count else "muted"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(self.text("dialogs.number", number=count), "figure"))
        words.addWidget(label(self.text(f"dialogs.table_report.{kind}"), "small"))
        layout.addLayout(words, 1)
        return tile

    def _reason(self, problem: dict[str, Any]) -> str:
        return self.text(problem["message_id"], **problem["params"])

    def _undo(self) -> None:
        """Takes the whole table back."""
        self._session.undo(self._operation)
        self.accept()

    def _ask_and_save(self) -> None:
        start = documents() / self.text("dialogs.table_report.file_name")
        path = choose_new_file(self, self.text("dialogs.report.save"), start, "CSV (*.csv)")
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Writes the problems as a file for spreadsheets, in which no cell runs as a formula."""
        header = [column.title for column in self.table.model.columns]
        rows = self.table.model.as_texts()

        def saved(_count: int) -> None:
            self.say(self.text("dialogs.saved", path=str(path)), "confirmed")

        def failed(error: ShelftagError) -> None:
            self.say(self._session.error_text(error))

        write = self._session.background.read
        write(lambda: write_spreadsheet(path, header, rows), saved, failed, self)
