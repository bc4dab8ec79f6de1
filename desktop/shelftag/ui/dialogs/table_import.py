"""Asks what the columns of a table hold, and tells beforehand what would become of its rows."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from shelftag.importing.scan import shown
from shelftag.importing.tables.mapping import TableMapping, TableOrder
from shelftag.ui.controls import MIDDLE, ElidedLabel
from shelftag.ui.dialogs.file_choice import choose_file
from shelftag.ui.dialogs.file_dialog import FileDialog
from shelftag.ui.dialogs.folder_field import DropZone
from shelftag.ui.dialogs.pieces import file_well, label, stacked
from shelftag.ui.dialogs.table_choices import ApplyChoices, FormatChoices
from shelftag.ui.dialogs.table_grid import TableGrid
from shelftag.ui.dialogs.table_jobs import TableJobs
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError


class TableImportDialog(FileDialog):
    """From a file to a started import, or to an order that another dialog carries out.

    The file is opened by the engine; what is shown here are plain texts.

    Attributes:
        order: The table with all choices, or None while it is not known.
        grid: Its first rows, with the use of each column.
        formats: How the file is read.
        options: What its values may replace.
        start_button: Starts the import.
    """

    def __init__(
        self,
        session: Session,
        file: Path | None = None,
        parent: QWidget | None = None,
        *,
        only_choose: bool = False,
    ) -> None:
        """Opens the dialog.

        Args:
            session: The catalogue.
            file: The table; asked for where None.
            parent: The window.
            only_choose: The owner's choices are taken from `order`; nothing is started here.
        """
        super().__init__("table_import", "ph.table", session.text, parent, QSize(1040, 736))
        self._session = session
        self._only_choose = only_choose
        self.order: TableOrder | None = None
        self._path = file
        self._guessed: set[str] = set()
        self._jobs = TableJobs(session, self)
        self._jobs.previewed.connect(self._show_preview)
        self._jobs.checked.connect(self._show_check)
        self._jobs.failed.connect(self._show_problem)
        self.setAcceptDrops(not only_choose)
        self.grid = TableGrid(session.text)
        self.grid.chosen.connect(self._use_column)
        self.formats = FormatChoices(session.text)
        self.formats.changed.connect(self._read_again)
        self.options = ApplyChoices(session.text)
        self.options.changed.connect(self._choose_options)
        self._pages = QStackedWidget()
        self._drop = DropZone(session.text, self._choose, "table_import", "ph.table")
        self._drop.dropped.connect(self.look_into)
        self._table_page = self._page()
        self._pages.addWidget(self._drop)
        self._pages.addWidget(self._table_page)
        self.body.addWidget(self._pages)
        self._matches = label(role="strong", wrap=True)
        self._details = label(role="small", wrap=True)
        self.add_footer_widget(stacked(self._matches, self._details))
        self.add_button("dialogs.cancel", self.reject)
        start = "dialogs.table_import.use" if only_choose else "dialogs.table_import.start"
        self.start_button = self.add_button(start, self._start, "primary")
        self._enable()
        if file is not None:
            self.look_into(file)

    def _page(self) -> QWidget:
        page = QWidget()
        self._name = ElidedLabel(role="strong", elide=MIDDLE)
        other = QPushButton(self.text("dialogs.table_import.choose_other"))
        other.setAutoDefault(False)
        other.clicked.connect(self._choose)
        other.setVisible(not self._only_choose)
        file = file_well("ph.table", self._name, other)
        self._how = label(role="small")
        heading = QHBoxLayout()
        heading.addWidget(label(self.text("dialogs.table_import.columns"), "strong"))
        heading.addStretch(1)
        heading.addWidget(self._how)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(file)
        layout.addWidget(self.formats)
        layout.addLayout(heading)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.options)
        return page

    def look_into(self, path: Path) -> None:
        """Has the engine read a file."""
        self._path = path
        self.order = None
        self._name.set_whole(shown(path))
        self._read(TableOrder(path.absolute()))

    def show_order(self, order: TableOrder) -> None:
        """Shows a table with choices that were made before."""
        self._path = order.path
        self._name.set_whole(shown(order.path))
        self._read(order)

    def _read_again(self) -> None:
        """Reads the file in the format that the owner chose; the columns are others then."""
        if self._path is not None:
            self._read(TableOrder(self._path.absolute(), self.formats.format))

    def _read(self, order: TableOrder) -> None:
        self.say("")
        self._tell("reading")
        self._jobs.preview(order)
        self._enable()

    def _show_preview(self, found: dict[str, Any]) -> None:
        order = TableOrder.from_json(found["order"])
        assert order.mapping is not None and order.options is not None
        self.order = order
        self._pages.setCurrentWidget(self._table_page)
        self.formats.show_format(order.format, found["sheets"])
        self.grid.show_table(found["columns"], found["rows"])
        self.options.show_choices(order.mapping, order.options)
        self._guessed = set(order.mapping.columns) if found["guessed"] else set()
        how = "last_time" if found["last_time"] else "guessed" if self._guessed else "chosen"
        self._how.setText(self.text(f"dialogs.table_import.{how}"))
        self._show_mapping(order.mapping)

    def _show_mapping(self, mapping: TableMapping) -> None:
        """Shows what the columns hold, and asks what would become of the rows."""
        assert self.order is not None
        self.order = replace(self.order, mapping=mapping)
        self.grid.show_uses(mapping.columns, self._guessed)
        self.options.enable(mapping)
        self._choose_options()

    def _use_column(self, column: str, held: Any) -> None:
        if self.order is not None and self.order.mapping is not None:
            self._guessed.discard(column)
            how = "guessed" if self._guessed else "chosen"
            self._how.setText(self.text(f"dialogs.table_import.{how}"))
            self._show_mapping(self.order.mapping.with_column(column, held))

    def _choose_options(self) -> None:
        if self.order is None or self.order.mapping is None:
            return
        mapping = self.options.applied_to(self.order.mapping)
        self.order = replace(self.order, mapping=mapping, options=self.options.options)
        self.say("")
        self._tell("comparing")
        self._jobs.check(self.order)
        self._enable()

    def _show_check(self, result: dict[str, Any]) -> None:
        text, counts = self.text, result["counts"]
        matched, rows = counts.get("matched", 0), result["rows"]
        key = "all_match" if matched == rows and rows else "match"
        self._matches.setText(
            text(f"dialogs.table_import.{key}", matched=matched, count=rows, rest=rows - matched)
        )
        notes = [
            text(f"dialogs.table_import.{name}", count=count)
            for name, count in (
                ("made", result["made"]), ("ambiguous", counts.get("ambiguous", 0)),
                ("bad", counts.get("bad", 0)), ("new_categories", result["categories"]),
            )
            if count
        ]  # fmt: skip
        self._details.setText(self.sentences(notes))
        self._enable(bool(matched))

    def _show_problem(self, error: ShelftagError) -> None:
        self.say(self._session.error_text(error))
        self._matches.setText("")
        self._details.setText("")
        self._enable()

    def _tell(self, message: str) -> None:
        self._matches.setText(self.text(f"dialogs.table_import.{message}"))
        self._details.setText("")

    def _enable(self, ready: bool = False) -> None:
        """The import can be started once it is known that some rows would be used."""
        self.start_button.setEnabled(ready or (self._only_choose and self.order is not None))
        self.start_button.setVisible(self.order is not None)

    def _start(self) -> None:
        """Hands the table to the engine; its progress is shown in the status bar."""
        if self.order is None:
            return
        self._jobs.stop()
        if not self._only_choose:
            self._session.submit("import_table", table=self.order.to_json())
        self.accept()

    def _choose(self) -> None:
        kinds = self.text("dialogs.table_import.kinds")
        path = choose_file(self, self.text("dialogs.table_import.choose_title"), kinds)
        if path is not None:
            self.look_into(path)

    def done(self, result: int) -> None:
        """Closes, and asks nothing any more."""
        self._jobs.stop()
        super().done(result)
