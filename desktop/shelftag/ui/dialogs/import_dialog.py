"""Asks what to import and how, and shows beforehand what would come of it."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shelftag.importing.grouping import Grouping
from shelftag.importing.scan import shown
from shelftag.ui.controls import MIDDLE, ElidedLabel, Icon
from shelftag.ui.dialogs.file_choice import choose_folder
from shelftag.ui.dialogs.file_dialog import FileDialog
from shelftag.ui.dialogs.folder_field import DropZone
from shelftag.ui.dialogs.import_choices import ImportChoices
from shelftag.ui.dialogs.import_plan import (
    GroupingPlan,
    ImportPlan,
    Looked,
    PatternPlan,
    plan_import,
    plan_pattern,
)
from shelftag.ui.dialogs.import_preview import ImportPreview
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import file_well, label, stacked
from shelftag.ui.dialogs.table_offer import TableOffer
from shelftag.ui.dialogs.work import Work
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError


class ImportDialog(FileDialog):
    """From a folder to a started import.

    Attributes:
        plan: What the folder holds, or None while that is unknown.
        choices: The owner's choices.
        preview: What they would lead to.
        start_button: Starts the import.
    """

    def __init__(
        self, session: Session, folder: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("import", "ph.download-simple", session.text, parent, QSize(1080, 760))
        self._session = session
        self._folder = folder
        self._scan: Work | None = None
        self._fitting: Work | None = None
        self._pattern_plan: GroupingPlan | None = None
        self.plan: ImportPlan | None = None
        self._pages = QStackedWidget()
        self.body.addWidget(self._pages)
        self._drop = DropZone(session.text, self._choose)
        self._drop.dropped.connect(self.look_into)
        self._pages.addWidget(self._drop)
        self._scanning = self._scan_page()
        self._pages.addWidget(self._scanning)
        self.choices = ImportChoices(session.text)
        self.preview = ImportPreview(session)
        self._planning = self._plan_page()
        self._pages.addWidget(self._planning)
        self._summary = label(role="strong")
        self._left_out = label(role="small")
        self.add_footer_widget(stacked(self._summary, self._left_out))
        self.add_button("dialogs.cancel", self.reject)
        self.start_button = self.add_button("dialogs.import.start", self._start, "primary")
        self.choices.changed.connect(self._show_choice)
        self.choices.pattern_typed.connect(self._try_pattern)
        self._show_page(self._drop)
        if folder is not None:
            self.look_into(folder)

    def _scan_page(self) -> QWidget:
        page = QFrame()
        page.setProperty("kind", "well")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(8 * GAP, 0, 8 * GAP, 0)
        layout.setSpacing(GAP)
        self._scanned = ElidedLabel(role="muted", elide=MIDDLE)
        self._scanned.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._found = label(role="subtitle")
        self._found.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setFixedWidth(320)
        bar.setAccessibleName(self.text("dialogs.import.scanning"))
        layout.addStretch(1)
        layout.addWidget(Icon("ph.magnifying-glass", 48, "accent_text"))
        layout.addSpacing(GAP)
        layout.addWidget(self._found)
        layout.addWidget(self._scanned)
        layout.addSpacing(GAP)
        layout.addWidget(bar, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        return page

    def _plan_page(self) -> QWidget:
        page = QWidget()
        self._path = ElidedLabel(role="strong", elide=MIDDLE)
        other = QPushButton(self.text("dialogs.import.choose_other"))
        other.setAutoDefault(False)
        other.clicked.connect(self._choose)
        folder = file_well("ph.folder-simple-fill", self._path, other)
        self.choices.setFixedWidth(400)
        columns = QHBoxLayout()
        columns.setSpacing(3 * GAP)
        columns.addWidget(self.choices)
        columns.addWidget(self.preview, 1)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GAP)
        layout.addWidget(folder)
        self.tables = TableOffer(self._session)
        layout.addWidget(self.tables)
        layout.addLayout(columns, 1)
        return page

    def look_into(self, path: Path) -> None:
        """Scans a folder beside the window and then shows what would become of it."""
        self._stop_looking()
        self.plan = None
        self._pattern_plan = None
        self._folder = path
        self.say("")
        self._scanned.set_whole(shown(path))
        self._count(Looked(0))
        self._show_page(self._scanning)
        self._scan = Work(plan_import(path.absolute()), self)
        self._scan.progressed.connect(self._count)
        self._scan.finished.connect(self._show_plan)
        self._scan.failed.connect(self._show_problem)
        self._scan.start()

    def _count(self, looked: Looked) -> None:
        self._found.setText(self.text("dialogs.import.found", count=looked.photos))
        if looked.grouping:
            self._scanned.set_whole(self.text("dialogs.import.sorting"))

    def _show_plan(self, plan: ImportPlan) -> None:
        self.plan = plan
        self._path.set_whole(shown(plan.folder))
        self._show_page(self._planning)
        self.preview.look.open(plan.folder)
        self.preview.show_photos(plan.photos)
        self.choices.show_plan(plan)
        self.tables.show_tables(plan.tables)
        self.choices.cards[plan.suggested].radio.setFocus()
        self.start_button.setDefault(True)

    def _show_problem(self, error: ShelftagError) -> None:
        self._show_page(self._drop)
        self.say(self._session.error_text(error))
        self._drop.button.setFocus()

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        ready = self.plan is not None
        self.start_button.setEnabled(ready)
        self.start_button.setVisible(ready)
        self._summary.setVisible(ready)
        self._left_out.setVisible(ready)

    def _show_choice(self) -> None:
        """Brings preview and summary up to date with the choices."""
        if self.plan is None:
            return
        chosen = self._chosen_plan(self.plan)
        as_categories = self.choices.boxes["folder_categories"].isChecked()
        self.start_button.setEnabled(chosen is not None)
        self.preview.show_plan(chosen, folder_categories=as_categories)
        photos = self.text("dialogs.import.photos", count=self.plan.photos)
        self._summary.setText(
            self.text(
                "dialogs.import.summary_categories" if as_categories else "dialogs.import.summary",
                photos=photos,
                products=self.text("dialogs.import.products", count=chosen.products),
                categories=self.text("dialogs.import.categories", count=len(chosen.categories)),
            )
            if chosen
            else photos
        )
        without = chosen.without_category if chosen and as_categories else 0
        self._show_notes(self.plan, without)

    def _chosen_plan(self, plan: ImportPlan) -> GroupingPlan | None:
        """Returns what the chosen grouping makes of the files; None while that is worked out."""
        if self.choices.grouping is not Grouping.PATTERN:
            return plan.groupings[self.choices.grouping]
        return self._pattern_plan if self.choices.pattern else None

    def _show_notes(self, plan: ImportPlan, without_category: int) -> None:
        """Says what does not come in, or not with a category."""
        counts = {
            "skipped": plan.skipped,
            "in_the_cloud": plan.in_the_cloud,
            "problems": len(plan.problems) - plan.in_the_cloud,
            "without_category": without_category,
        }
        notes = [
            self.text(f"dialogs.import.{name}", count=count)
            for name, count in counts.items()
            if count
        ]
        self._left_out.setText(self.sentences(notes))
        self._left_out.setVisible(bool(notes))

    def _try_pattern(self) -> None:
        """Finds out beside the window what a pattern makes of the files."""
        if self._fitting is not None:
            self._fitting.cancel()
        self._fitting = self._pattern_plan = None
        pattern = self.choices.pattern
        if pattern is not None and self.plan is not None:
            self._fitting = Work(plan_pattern(self.plan.files, pattern), self)
            self._fitting.finished.connect(self._show_fit)
            self._fitting.start()
        self._show_choice()

    def _show_fit(self, fit: PatternPlan) -> None:
        if self.plan is not None:
            self._pattern_plan = fit.plan
            self.choices.pattern_card.show_fit(fit, self.plan.photos)
            self._show_choice()

    def _start(self) -> None:
        """Hands the import to the engine; the import panel shows how it goes."""
        if self.plan is None:
            return
        self._stop_looking()
        self._session.submit(
            "import",
            folder=str(self.plan.folder),
            **self.choices.options(),
            **self.tables.arguments(),
        )
        self.accept()

    def _choose(self) -> None:
        start = self._folder if self._folder and self._folder.is_dir() else None
        folder = choose_folder(self, self.text("dialogs.import.choose_title"), start)
        if folder is not None:
            self.look_into(folder)

    def _stop_looking(self) -> None:
        for work in (self._scan, self._fitting):
            if work is not None:
                work.cancel()
        self._scan = self._fitting = None
        self.preview.look.stop()

    def done(self, result: int) -> None:
        """Closes, and stops what looks into the folder."""
        self._stop_looking()
        super().done(result)
