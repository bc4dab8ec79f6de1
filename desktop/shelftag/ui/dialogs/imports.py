"""All imports of a catalogue, newest first, each with its report."""

from PySide6.QtCore import QModelIndex, QSize
from PySide6.QtWidgets import QWidget

from shelftag.catalog import import_history
from shelftag.catalog.import_history import ImportView
from shelftag.catalog.models.importing import DUPLICATE, FAILED, IMPORTED
from shelftag.importing.scan import shown
from shelftag.ui.changes import ChangeSet
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.history import when
from shelftag.ui.dialogs.import_report import ImportReportDialog
from shelftag.ui.dialogs.pieces import EmptyState
from shelftag.ui.dialogs.table import Column, Table
from shelftag.ui.session import Session

SHOWN = 500
_ICONS = {
    "finished": ("ph.check-circle-fill", "confirmed"),
    "running": ("ph.spinner-gap", "accent_text"),
    "cancelled": ("ph.prohibit", "muted"),
    "failed": ("ph.warning-circle-fill", "danger"),
}


class ImportsDialog(Frame):
    """The imports.

    Attributes:
        table: The imports.
        report_button: Shows the report of the chosen one.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("imports", "ph.download-simple", session.text, parent, QSize(860, 560))
        self._session = session
        text = session.text

        def count(outcome: str, tone: str = "") -> Column:
            return Column(
                text(f"dialogs.report.{outcome}"),
                lambda run: text("dialogs.number", number=run.counts.get(outcome, 0)),
                tone=lambda run: tone if run.counts.get(outcome) else "muted",
                right=True,
            )

        self.table = Table(
            text("dialogs.imports.title"),
            [
                Column(
                    text("dialogs.imports.folder"), lambda run: shown(run.folder), wide=1,
                    icon=lambda run: _ICONS.get(run.status, _ICONS["finished"]),
                    tone=lambda run: "muted" if run.undone else "",
                ),
                Column(
                    text("dialogs.history.when"),
                    lambda run: when(run.started_at, session.language),
                    tone=lambda _run: "muted",
                ),
                count(IMPORTED),
                count(DUPLICATE),
                count(FAILED, "danger"),
                Column("", self._state, tone=lambda run: "review"),
            ],
            EmptyState(
                "ph.download-simple", text("dialogs.imports.none"),
                text("dialogs.imports.none_hint"),
            ),
        )  # fmt: skip
        self.body.addWidget(self.table, 1)
        self.add_button("dialogs.close", self.reject)
        self.report_button = self.add_button("dialogs.imports.report", self._report, "primary")
        self.table.chosen.connect(lambda run: self.report_button.setEnabled(run is not None))
        self.table.view.doubleClicked.connect(self._open)
        self.report_button.setEnabled(False)
        session.changed.connect(self._load)
        self._load(ChangeSet())

    def _load(self, _change: ChangeSet) -> None:
        self._session.read(lambda reader: import_history.imports(reader, SHOWN), self._show, self)

    def _show(self, runs: list[ImportView]) -> None:
        first = self.table.current() is None
        self.table.show_rows(runs, key=lambda run: run.id)
        if first and runs:
            self.table.view.selectRow(0)

    def _state(self, run: ImportView) -> str:
        if run.undone:
            return self.text("dialogs.history.undone")
        return "" if run.status == "finished" else self.text(f"dialogs.imports.{run.status}")

    def _open(self, _index: QModelIndex) -> None:
        self._report()

    def _report(self) -> None:
        run = self.table.current()
        if run is not None:
            ImportReportDialog(self._session, run.id, self).open()
