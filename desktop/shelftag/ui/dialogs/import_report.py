"""Reports an import: what became of the files, and why some of them are not in the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session as Reader

from shelftag.catalog.models import ImportOutcome, ImportRun, Root
from shelftag.catalog.models.importing import DUPLICATE, FAILED, IMPORTED, UNCHANGED
from shelftag.exchange.spreadsheet import safe_cell, write_spreadsheet
from shelftag.importing.scan import shown
from shelftag.ui.controls import Icon
from shelftag.ui.dialogs.file_choice import choose_new_file, documents
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import EmptyState, label
from shelftag.ui.dialogs.table import Column, Table
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError

LOOK_ALIKE = "look_alike"
"""Photos that were imported and look like another one: counted apart."""
_TILES = (
    (IMPORTED, "ph.check-circle-fill", "confirmed"),
    (LOOK_ALIKE, "ph.intersect", "review"),
    (DUPLICATE, "ph.copy-fill", "muted"),
    (UNCHANGED, "ph.equals", "muted"),
    (FAILED, "ph.warning-circle-fill", "danger"),
)


@dataclass(frozen=True)
class FileOutcome:
    """One file that is not, or not again, in the catalogue, or looks like another."""

    path: str
    outcome: str
    message_id: str
    params: Mapping[str, Any]

    @property
    def same_as(self) -> str:
        """The file that a duplicate or look-alike matches, or an empty text."""
        return shown(str(self.params.get("same_as", "")))


@dataclass(frozen=True)
class Report:
    """What an import run left behind.

    Attributes:
        folder: The imported folder.
        status: ``running``, ``finished``, ``cancelled`` or ``failed``.
        counts: Files by outcome.
        files: The failed ones, then the look-alikes, then the duplicates.
    """

    folder: str
    status: str
    counts: Mapping[str, int] = field(default_factory=dict)
    files: tuple[FileOutcome, ...] = ()


def read_report(reader: Reader, run_id: int) -> Report | None:
    """Reads the report of an import run, or None where there is none."""
    found = reader.execute(
        select(ImportRun, Root.path)
        .join(Root, Root.id == ImportRun.root_id)
        .where(ImportRun.id == run_id)
    ).first()
    if found is None:
        return None
    run, folder = found
    rows = reader.scalars(
        select(ImportOutcome)
        .where(ImportOutcome.run_id == run_id, ImportOutcome.message_id != "")
        .order_by(ImportOutcome.relative_path)
    )
    files = [
        FileOutcome(
            shown(row.relative_path),
            LOOK_ALIKE if row.outcome == IMPORTED else row.outcome,
            row.message_id,
            dict(row.params),
        )
        for row in rows
    ]
    order = (FAILED, LOOK_ALIKE, DUPLICATE)
    files.sort(key=lambda file: order.index(file.outcome))
    alike = sum(file.outcome == LOOK_ALIKE for file in files)
    return Report(shown(folder), run.status, {**run.counts, LOOK_ALIKE: alike}, tuple(files))


class ImportReportDialog(Frame):
    """Counts and a table of the files that are not in the catalogue, with the reason of each.

    Attributes:
        table: The files.
    """

    def __init__(self, session: Session, run_id: int, parent: QWidget | None = None) -> None:
        super().__init__("report", "ph.clipboard-text", session.text, parent, QSize(880, 600))
        self._session = session
        self._figures = {outcome: label("–", "figure") for outcome, _, _ in _TILES}
        tiles = QHBoxLayout()
        tiles.setSpacing(GAP)
        for outcome, icon, token in _TILES:
            tiles.addWidget(self._tile(outcome, icon, token), 1)
        self.body.addLayout(tiles)
        self.table = Table(
            session.text("dialogs.report.files"),
            [
                Column(
                    session.text("dialogs.report.file"), lambda file: file.path, icon=_file_icon,
                    wide=3,
                ),
                Column(session.text("dialogs.report.reason"), self._reason, wide=5, sentence=True),
                Column(
                    session.text("dialogs.report.same_as"), lambda file: file.same_as, wide=3,
                    tone=lambda _file: "muted",
                ),
            ],
            EmptyState(
                "ph.check-circle", session.text("dialogs.report.nothing"),
                session.text("dialogs.report.nothing_hint"),
            ),
        )  # fmt: skip
        self.body.addWidget(self.table, 1)
        self._detail = label(role="small", wrap=True)
        self._detail.setMinimumHeight(32)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self._detail)
        self.table.chosen.connect(self._explain)
        self._copy_button = self.add_button("dialogs.copy", self._copy, left=True)
        self._save_button = self.add_button("dialogs.report.save", self._ask_and_save, left=True)
        self._alike_button = self.add_button("dialogs.report.look_alikes", self._look_alikes)
        self._alike_button.hide()
        self.add_button("dialogs.close", self.accept, "primary")
        self._enable(False)
        session.read(lambda reader: read_report(reader, run_id), self._show, self)

    def _tile(self, outcome: str, icon: str, token: str) -> QFrame:
        tile = QFrame()
        tile.setProperty("kind", "tile")
        layout = QHBoxLayout(tile)
        layout.setContentsMargins(2 * GAP, 12, 2 * GAP, 12)
        layout.setSpacing(12)
        layout.addWidget(Icon(icon, 24, token))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._figures[outcome])
        words.addWidget(label(self.text(f"dialogs.report.{outcome}"), "small"))
        layout.addLayout(words, 1)
        return tile

    def _show(self, report: Report | None) -> None:
        if report is None:
            self.say(self.text("dialogs.report.unknown"))
            return
        for outcome, figure in self._figures.items():
            count = report.counts.get(outcome, 0)
            figure.setText(self.text("dialogs.number", number=count))
        if report.status in ("cancelled", "failed"):
            self.say(self.text(f"dialogs.report.{report.status}_run"), "review")
        self._alike_button.setVisible(report.counts[LOOK_ALIKE] > 0)
        duplicates = any(file.same_as for file in report.files)
        self.table.view.setColumnHidden(2, not duplicates)
        self.table.show_rows(report.files)
        if report.files:
            self.table.view.selectRow(0)
        self._enable(bool(report.files))

    def _look_alikes(self) -> None:
        """Goes on to the dialog where look-alikes become one product."""
        from shelftag.ui.dialogs.look_alikes import LookAlikesDialog

        dialog = LookAlikesDialog(self._session, self.parentWidget())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.accept()
        dialog.open()

    def _enable(self, enabled: bool) -> None:
        self._copy_button.setEnabled(enabled)
        self._save_button.setEnabled(enabled)

    def _explain(self, file: FileOutcome | None) -> None:
        """Shows the whole sentence of the chosen file."""
        self._detail.setText(self._reason(file) if file else "")

    def _reason(self, file: FileOutcome) -> str:
        return self.text(file.message_id, **{"file": file.path, **file.params})

    def _texts(self) -> tuple[list[str], list[list[str]]]:
        return [column.title for column in self.table.model.columns], self.table.model.as_texts()

    def _copy(self) -> None:
        header, rows = self._texts()
        lines = ["\t".join(safe_cell(" ".join(cell.split())) for cell in row) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(["\t".join(header), *lines]))
        self.say(self.text("dialogs.copied"), "confirmed")

    def _ask_and_save(self) -> None:
        start = documents() / self.text("dialogs.report.file_name")
        path = choose_new_file(self, self.text("dialogs.report.save"), start, "CSV (*.csv)")
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Writes the table as a file for spreadsheets, in which no name runs as a formula."""
        header, rows = self._texts()

        def saved(_count: int) -> None:
            self.say(self.text("dialogs.saved", path=str(path)), "confirmed")

        def failed(error: ShelftagError) -> None:
            self.say(self._session.error_text(error))

        write = self._session.background.read
        write(lambda: write_spreadsheet(path, header, rows), saved, failed, self)


def _file_icon(file: FileOutcome) -> tuple[str, str]:
    icons = {FAILED: ("ph.warning-circle-fill", "danger"), LOOK_ALIKE: ("ph.intersect", "review")}
    return icons.get(file.outcome, ("ph.copy", "muted"))
