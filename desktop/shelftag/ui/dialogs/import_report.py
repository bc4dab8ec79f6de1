"""Reports an import: what became of the files, and why some of them are not in the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget
from sqlalchemy.orm import Session as Reader

from shelftag.catalog import import_history
from shelftag.catalog.import_history import KINDS, LOOK_ALIKE, ImportView, OutcomeView
from shelftag.catalog.models.importing import DUPLICATE, FAILED, IMPORTED, MOVED, UNCHANGED
from shelftag.exchange.import_report import reason, write_import_report
from shelftag.exchange.spreadsheet import safe_cell
from shelftag.importing.scan import shown
from shelftag.ui.dialogs.figure_tile import FigureTile
from shelftag.ui.dialogs.file_choice import choose_new_file, documents
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.paged_rows import Deliver, PagedRows
from shelftag.ui.dialogs.pieces import EmptyState, label
from shelftag.ui.dialogs.table import Column, Table
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError

_TILES = {
    FAILED: ("ph.warning-circle-fill", "danger"),
    LOOK_ALIKE: ("ph.intersect", "review"),
    DUPLICATE: ("ph.copy-fill", "muted"),
    MOVED: ("ph.arrow-bend-up-right", "muted"),
    IMPORTED: ("ph.check-circle-fill", "confirmed"),
    UNCHANGED: ("ph.equals", "muted"),
}
"""The kinds of outcome, those first that the owner may have to do something about."""


@dataclass(frozen=True)
class Report:
    """What an import run left behind.

    Attributes:
        run: The import.
        ids: Its files by outcome, as ids of rows.
    """

    run: ImportView
    ids: dict[str, list[int]]


def read_report(reader: Reader, run_id: int) -> Report:
    """Reads the report of an import run.

    Raises:
        ShelftagError: There was no such import.
    """
    run = import_history.find_import(reader, run_id)
    ids = {kind: import_history.outcome_ids(reader, run.id, (kind,)) for kind in KINDS}
    ids[IMPORTED] = import_history.outcome_ids(reader, run.id, (LOOK_ALIKE, IMPORTED))
    return Report(run, ids)


class ImportReportDialog(Frame):
    """Counts, and for each a table of the files, read as far as it is looked at.

    Attributes:
        tiles: The counts by outcome; pressing one shows its files.
        table: The files.
    """

    def __init__(self, session: Session, run_id: int, parent: QWidget | None = None) -> None:
        super().__init__("report", "ph.clipboard-text", session.text, parent, QSize(920, 640))
        self._session = session
        self._run_id = run_id
        self._report: Report | None = None
        self._shown = ""
        self.tiles: dict[str, FigureTile] = {}
        self.body.addLayout(self._tile_row())
        self.table = Table(
            session.text("dialogs.report.files"),
            [
                Column(
                    session.text("report.file"), lambda file: shown(file.path), icon=_file_icon,
                    wide=3,
                ),
                Column(session.text("report.why"), self._reason, wide=5, sentence=True),
                Column(
                    session.text("report.same_as"), lambda file: shown(file.same_as), wide=3,
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
        session.background.read(
            lambda: session.read_now(lambda reader: read_report(reader, run_id)),
            self._show,
            self._say_unknown,
            self,
        )

    def _tile_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        group = QButtonGroup(self)
        for outcome, (icon, token) in _TILES.items():
            tile = self.tiles[outcome] = FigureTile(
                self.text(f"dialogs.report.{outcome}"), icon, token
            )
            tile.clicked.connect(partial(self.show_outcome, outcome))
            tile.setEnabled(False)
            group.addButton(tile)
            row.addWidget(tile, 1)
        return row

    def _say_unknown(self, error: ShelftagError) -> None:
        self.say(self._session.error_text(error))

    def _show(self, report: Report) -> None:
        self._report = report
        for outcome, tile in self.tiles.items():
            count = len(report.ids.get(outcome, ())) or report.run.counts.get(outcome, 0)
            tile.show_count(
                self.text("dialogs.number", number=count), can_open=bool(report.ids.get(outcome))
            )
        for outcome in (LOOK_ALIKE, MOVED):
            self.tiles[outcome].setVisible(bool(report.ids.get(outcome)))
        self._alike_button.setVisible(bool(report.ids.get(LOOK_ALIKE)))
        if report.run.undone:
            self.say(self.text("dialogs.report.undone_run"), "review")
        elif report.run.status in ("cancelled", "failed"):
            self.say(self.text(f"dialogs.report.{report.run.status}_run"), "review")
        self._enable(any(report.ids.values()))
        self.show_outcome(next((kind for kind in _TILES if report.ids.get(kind)), ""))

    def show_outcome(self, outcome: str) -> None:
        """Shows the files that ended in one way."""
        self._shown = outcome
        view = self.table.view
        if outcome:
            self.tiles[outcome].setChecked(True)
        view.setColumnHidden(1, outcome == IMPORTED)
        view.setColumnHidden(2, outcome not in (DUPLICATE, LOOK_ALIKE))
        self.table.show_rows(PagedRows(self._ids, self._fetch, self.table.model.tell_arrived))
        if self._ids:
            view.selectRow(0)

    @property
    def _ids(self) -> Sequence[int]:
        return self._report.ids.get(self._shown, ()) if self._report else ()

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        def keep(rows: Sequence[OutcomeView]) -> None:
            deliver(rows)
            if not self._detail.text():
                self._explain(self.table.current())

        self._session.read(lambda reader: import_history.outcomes(reader, ids), keep, self)

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

    def _explain(self, file: OutcomeView | None) -> None:
        """Shows the whole sentence of the chosen file."""
        self._detail.setText((self._reason(file) or shown(file.path)) if file else "")

    def _reason(self, file: OutcomeView) -> str:
        return reason(file, self._session.language)

    def _copy(self) -> None:
        """Puts the files that are shown onto the clipboard, as a table."""
        ids, columns = self._ids, self.table.model.columns

        def lines(reader: Reader) -> str:
            rows = [[column.title for column in columns]]
            for start in range(0, len(ids), 2_000):
                for file in import_history.outcomes(reader, ids[start : start + 2_000]):
                    rows.append([" ".join(column.text(file).split()) for column in columns])
            return "\n".join("\t".join(map(safe_cell, row)) for row in rows)

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.say(self.text("dialogs.copied"), "confirmed")

        self._session.read(lines, done, self)

    def _ask_and_save(self) -> None:
        start = documents() / self.text("dialogs.report.file_name")
        path = choose_new_file(self, self.text("dialogs.report.save"), start, "CSV (*.csv)")
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Writes all files as a table for spreadsheets, in which no name runs as a formula."""
        session = self._session

        def saved(_count: int) -> None:
            self.say(self.text("dialogs.saved", path=str(path)), "confirmed")

        session.background.read(
            lambda: write_import_report(session.catalog, self._run_id, path, session.language),
            saved,
            self._say_unknown,
            self,
        )


def _file_icon(file: OutcomeView) -> tuple[str, str]:
    name, token = _TILES.get(file.outcome, _TILES[IMPORTED])
    return name.removesuffix("-fill") if file.outcome == DUPLICATE else name, token
