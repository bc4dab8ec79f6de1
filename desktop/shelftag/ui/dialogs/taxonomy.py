"""Brings a public taxonomy in: as categories of the shop, or as ids of those that it has."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shelftag.exchange.taxonomies.lines import PLAIN
from shelftag.importing.scan import shown
from shelftag.ui.changes import ChangeSet
from shelftag.ui.controls import MIDDLE, ElidedLabel, fit_chip
from shelftag.ui.dialogs.file_choice import choose_file
from shelftag.ui.dialogs.file_dialog import FileDialog
from shelftag.ui.dialogs.folder_field import DropZone
from shelftag.ui.dialogs.pieces import file_well, label, stacked
from shelftag.ui.dialogs.taxonomy_mapping import MappingPage
from shelftag.ui.dialogs.taxonomy_tree import FoundTaxonomy, ImportPage
from shelftag.ui.dialogs.wait_page import WaitPage
from shelftag.ui.jobs import Inquiry
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress


class TaxonomyDialog(FileDialog):
    """From a file to an import, or to ids that are mapped. The file is opened by the engine.

    Attributes:
        found: What is in the file, or None while that is not known.
        waiting: The page while it is read.
        importing: The page on what would be added.
        mapping: The page on what the shop's categories would be.
        start_button: Does it.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("taxonomy", "ph.tree-structure", session.text, parent, QSize(960, 720))
        self._session = session
        self._path: Path | None = None
        self._inquiry: Inquiry | None = None
        self.found: FoundTaxonomy | None = None
        self.importing = ImportPage(session.text)
        self.mapping = MappingPage(session, self)
        for page in (self.importing, self.mapping):
            page.changed.connect(self._tell)
        self._pages = QStackedWidget()
        self._drop = DropZone(session.text, self._choose, "taxonomy", "ph.tree-structure")
        self._drop.dropped.connect(self.look_into)
        self.waiting = WaitPage(self.text("dialogs.taxonomy.reading"))
        self._uses = QStackedWidget()
        self._uses.addWidget(self.importing)
        self._uses.addWidget(self.mapping)
        self._found = self._page()
        for shown_page in (self._drop, self.waiting, self._found):
            self._pages.addWidget(shown_page)
        self.body.addWidget(self._pages, 1)
        self._summary = label(role="strong", wrap=True)
        self._details = label(role="small", wrap=True)
        self.add_footer_widget(stacked(self._summary, self._details))
        self.add_button("dialogs.cancel", self.reject)
        self.start_button = self.add_button("dialogs.taxonomy.add", self._start, "primary")
        self._tell()

    def _page(self) -> QWidget:
        page = QWidget()
        self._name = ElidedLabel(role="strong", elide=MIDDLE)
        other = QPushButton(self.text("dialogs.taxonomy.choose_other"))
        other.setAutoDefault(False)
        other.clicked.connect(self._choose)
        chips = QHBoxLayout()
        chips.setSpacing(4)
        group = QButtonGroup(self)
        self.use_buttons: list[QPushButton] = []
        for place, name in enumerate(("import", "map")):
            chip = QPushButton(self.text(f"dialogs.taxonomy.use_{name}"))
            chip.setProperty("kind", "chip")
            fit_chip(chip)
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setChecked(place == 0)
            chip.clicked.connect(lambda _checked=False, place=place: self.use(place))
            group.addButton(chip)
            chips.addWidget(chip)
            self.use_buttons.append(chip)
        chips.addStretch(1)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(file_well("ph.tree-structure", self._name, other))
        layout.addLayout(chips)
        layout.addWidget(self._uses, 1)
        return page

    def use(self, place: int) -> None:
        """Shows the page for importing (0) or mapping (1)."""
        self._uses.setCurrentIndex(place)
        self.use_buttons[place].setChecked(True)
        self._tell()

    def look_into(self, path: Path) -> None:
        """Has the engine read a file."""
        self._stop()
        self._path, self.found = path.absolute(), None
        self._name.set_whole(shown(path))
        self.say("")
        made = self._inquiry = self._session.inquire("preview_taxonomy", self, path=str(self._path))
        if made is not None:
            self._wait(path)
            made.progressed.connect(self._progressed)
            made.finished.connect(self._show)
            made.failed.connect(self._show_problem)
        self._tell()

    def _wait(self, path: Path) -> None:
        """Says that a file is being read."""
        self.waiting.begin(self.text("dialogs.taxonomy.reading"), shown(path))
        self._pages.setCurrentWidget(self.waiting)

    def _progressed(self, progress: Progress) -> None:
        self.waiting.show_progress(self.text(progress.phase), progress)
        self.waiting.detail.set_whole(shown(self._path) if self._path else "")

    def _show(self, result: dict[str, Any]) -> None:
        self._inquiry = None
        self.found = FoundTaxonomy.of(result)
        self._pages.setCurrentWidget(self._found)
        self.importing.show_taxonomy(self.found)
        self.mapping.show_taxonomy(self.found)
        plain = self.found.kind == PLAIN
        self.use_buttons[1].setEnabled(not plain)
        self.use_buttons[1].setToolTip(self.text("dialogs.taxonomy.no_ids") if plain else "")
        if plain:
            self.use(0)
        self._show_left_out(self.found)
        self._tell()
        self.importing.view.setFocus()

    def _show_left_out(self, found: FoundTaxonomy) -> None:
        """Says which lines could not be used, and why the first could not."""
        if not found.problems:
            return
        line, message_id, params = found.problems[0]
        first = self.text("taxonomy.problem", line=line, reason=self.text(message_id, **params))
        count = self.text("dialogs.taxonomy.left_out", count=found.problem_count)
        self.say(self.sentences([count, first]), "review")

    def _show_problem(self, error: ShelftagError) -> None:
        self._inquiry = None
        self._pages.setCurrentWidget(self._drop)
        self.say(self._session.error_text(error))
        self._tell()

    def _tell(self) -> None:
        """Says what would happen, and lets it be done where that is something."""
        button = self.start_button
        button.setVisible(self.found is not None)
        if self.found is None:
            self._summary.setText("")
            self._details.setText("")
            return
        page = self.mapping if self._uses.currentIndex() else self.importing
        summary, details, ready = page.told()
        self._summary.setText(summary)
        self._details.setText(details)
        name = "map" if page is self.mapping else "add"
        button.setText(self.text(f"dialogs.taxonomy.{name}"))
        button.setEnabled(ready)

    def _start(self) -> None:
        """Hands the file to the engine, or writes the ids."""
        if self._uses.currentIndex():
            self._session.perform(
                "map_categories",
                self.mapping.writer(),
                change=ChangeSet.of_categories(),
                notice="ui.notice.mapped",
            )
        else:
            self._session.submit(
                "import_taxonomy", path=str(self._path), under=list(self.importing.under)
            )
        self.accept()

    def _choose(self) -> None:
        kinds = self.text("dialogs.taxonomy.kinds")
        path = choose_file(self, self.text("dialogs.taxonomy.choose_title"), kinds)
        if path is not None:
            self.look_into(path)

    def _stop(self) -> None:
        if self._inquiry is not None:
            self._inquiry.cancel()
            self._inquiry = None

    def done(self, result: int) -> None:
        """Closes, and asks nothing any more."""
        self._stop()
        super().done(result)
