"""The main window: puts its parts together and connects the commands to them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from shelftag.catalog import queries
from shelftag.catalog.queries import ProductDetail
from shelftag.importing.tables.beside import is_table_name
from shelftag.ui import job_notices
from shelftag.ui.actions import Actions
from shelftag.ui.catalogues import Catalogues
from shelftag.ui.center import Center
from shelftag.ui.changes import Notice
from shelftag.ui.decisions import Decisions
from shelftag.ui.edits import AnyJob
from shelftag.ui.follow_ups import follow_up
from shelftag.ui.import_panel import ImportPanel
from shelftag.ui.inspector.panel import WIDTH as INSPECTOR_WIDTH
from shelftag.ui.inspector.panel import Inspector
from shelftag.ui.navigation import Navigation
from shelftag.ui.photo_viewer import PhotoViewer
from shelftag.ui.picker import CategoryPicker
from shelftag.ui.regrouping import Regrouping
from shelftag.ui.review.flow import ReviewFlow
from shelftag.ui.review.similar import find_similar
from shelftag.ui.review.view import ReviewView
from shelftag.ui.session import Session
from shelftag.ui.shortcuts_overlay import ShortcutsOverlay
from shelftag.ui.sidebar import WIDTH as SIDEBAR_WIDTH
from shelftag.ui.sidebar import Sidebar
from shelftag.ui.status import HEIGHT as STATUS_HEIGHT
from shelftag.ui.status import StatusBar
from shelftag.ui.suggestions import common_suggestions
from shelftag.ui.target_picker import TargetPicker
from shelftag.ui.theme import theme

_ZOOM_STEP = 24


class MainWindow(QMainWindow):
    """One catalogue's window.

    Args:
        session: The catalogue.
        before: A window of the same session that this one takes the place of: it goes on there.

    Attributes:
        session: The catalogue.
        navigation: Where the owner is in it.
        center: Top bar and grid.
        sidebar: Shelves and tree.
        inspector: The selected product.
        review: Takes the place of grid and inspector.
        decisions: What the owner decides.
        imports: The imports of this session.
        actions_by_name: The commands.

    Signals:
        catalog_requested: Another catalogue (a Path) is to be opened in this window's place.
        rebuild_requested: The window is to be made anew: the language changed.
        closed: The window was closed.
    """

    catalog_requested = Signal(object)
    rebuild_requested = Signal()
    closed = Signal()

    def __init__(self, session: Session, before: "MainWindow | None" = None) -> None:
        super().__init__()
        self.session = session
        self.navigation = Navigation(self)
        self.center = Center(session, self.navigation)
        self.decisions = Decisions(session, self.navigation, self.center.grid, self)
        self._regrouping = Regrouping(session, self)
        self._asks = True
        self._leaving: QDialog | None = None
        self._actions = Actions(session, self, self.center.grid)
        self.actions_by_name = self._actions.by_name
        self._catalogues = Catalogues(session, self._actions, self)
        self.sidebar = Sidebar(session, self.navigation, self._catalogues.menu())
        self.inspector = Inspector(session, self.center.grid, self.decisions)
        shown_before = before.review if before is not None else None
        self.review: ReviewView = ReviewView(session, self, shown_before)
        self.status = StatusBar(session)
        self._lay_out()
        self.picker = CategoryPicker(session, self)
        self.target_picker = TargetPicker(session, self)
        self.photo_viewer = PhotoViewer(session, self)
        self.keys_overlay = ShortcutsOverlay(session, self)
        self._actions.fill(self.menuBar(), self._set_theme, self._set_language)
        self._connect_actions()
        self._connect_parts()
        self.setAcceptDrops(True)
        self.setWindowTitle(f"{session.catalog.folder.name} – Shelftag")
        self._enable()
        if before is not None:
            self._go_on_from(before)
        else:
            QTimer.singleShot(0, self.center.grid.setFocus)

    def _go_on_from(self, before: "MainWindow") -> None:
        """Goes to where another window was."""
        self.navigation.go_to(before.navigation)
        self.center.grid.setFocus()
        if before.reviewing:
            self.open_review()

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for part in (self.sidebar, self.center, self.inspector):
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([SIDEBAR_WIDTH, 820, INSPECTOR_WIDTH])
        central = QWidget()
        central.setObjectName("window")
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(central)
        self.imports = ImportPanel(self.session, central, STATUS_HEIGHT)
        self.setMinimumSize(960, 600)
        self.resize(1440, 900)
        geometry = self.session.preferences.layout("window")
        if geometry is not None:
            self.restoreGeometry(geometry)
        state = self.session.preferences.layout("splitter")
        if state is not None:
            self._splitter.restoreState(state)
        self._splitter.addWidget(self.review)
        self._splitter.setStretchFactor(3, 1)
        self.review.hide()
        self._sizes: list[int] = []

    def _connect_actions(self) -> None:
        navigation, decisions = self.navigation, self.decisions
        zoom = self.center.top_bar.zoom
        slots: dict[str, Callable[[], object]] = {
            "new": self._catalogues.make,
            "open": self._catalogues.choose,
            "import": self.import_folder,
            "folders": lambda: self._open("FoldersDialog"),
            "import_table": self.import_table,
            "read_codes": lambda: self.session.submit("read_codes"),
            "export_labels": lambda: self._open("ExportLabelsDialog"),
            "export_catalog": lambda: self._open("ExportCatalogDialog"),
            "back_up": self._catalogues.back_up,
            "keep_copies": lambda: self.session.submit("keep_copies"),
            "locate": self._catalogues.locate,
            "quit": self.close,
            "undo": lambda: self._stepping.undo(),
            "redo": lambda: self._stepping.redo(),
            "confirm": decisions.confirm,
            "pick": self._pick,
            "merge": self._merge,
            "split": self._split,
            "similar": self._find_similar,
            "look_alikes": lambda: self._open("LookAlikesDialog"),
            "select_all": self.center.grid.selectAll,
            "select_none": self.center.grid.clearSelection,
            "find": self._find,
            "filter": self.center.top_bar.filter_button.open_panel,
            "save_search": self.sidebar.save_search,
            "bulk_edit": self._bulk_edit,
            "review": self.open_review,
            "add_category": self.sidebar.add_category,
            "add_inside": self.sidebar.add_inside,
            "rename": self.sidebar.rename_category,
            "merge_category": self.sidebar.merge_category,
            "delete_category": self.sidebar.delete_category,
            "taxonomy": lambda: self._open("TaxonomyDialog"),
            "photo": self._show_photo,
            "zoom_in": lambda: zoom.setValue(zoom.value() + _ZOOM_STEP),
            "zoom_out": lambda: zoom.setValue(zoom.value() - _ZOOM_STEP),
            "show_empty": self._show_empty,
            "retrain": self.retrain,
            "deep_retrain": lambda: self.session.submit("deep_retrain"),
            "models": lambda: self._open("ModelsDialog"),
            "history": lambda: self._open("HistoryDialog"),
            "imports": lambda: self._open("ImportsDialog"),
            "keys": self.keys_overlay.open,
            "doctor": lambda: self._open("DoctorDialog"),
            "about": self._about,
        }
        for rank in range(5):
            slots[f"take_{rank + 1}"] = partial(decisions.take, rank)
        for name in ("all", "review", "accepted", "confirmed"):
            slots[f"filter_{name}"] = partial(navigation.set_states, name)
        self._actions.connect(slots)

    def _connect_parts(self) -> None:
        self._catalogues.requested.connect(self._open_catalog)
        self.sidebar.import_requested.connect(self.import_folder)
        self.sidebar.review_requested.connect(self.open_review)
        self.sidebar.shelves.opened.connect(self.leave_review)
        self.sidebar.categories.opened.connect(self.leave_review)
        self.navigation.moved.connect(self.leave_review)
        self.review.left.connect(self.leave_review)
        self.review.flow.stepped.connect(self._enable)
        self.review.import_requested.connect(self.import_folder)
        self.review.models_requested.connect(lambda: self._open("ModelsDialog"))
        self.center.empty.import_requested.connect(self.import_folder)
        self.center.top_bar.retrain_requested.connect(self.retrain)
        self.center.grid.open_requested.connect(self._show_photo)
        self.center.grid.selection_settled.connect(self._enable)
        self.inspector.picker_requested.connect(self._pick)
        self.inspector.photo_requested.connect(self._show_photo)
        self.inspector.one.similar_requested.connect(self._find_similar)
        self.inspector.folders_requested.connect(lambda: self._open("FoldersDialog"))
        self.inspector.many.merge_requested.connect(self._merge)
        self.inspector.many.edit_requested.connect(self._bulk_edit)
        self.inspector.one.photos.split_requested.connect(self._split)
        self.inspector.one.photos.first_requested.connect(self._put_first)
        self.inspector.one.shown.connect(self._enable)
        self.status.imports_requested.connect(self.imports.toggle)
        self.imports.report_requested.connect(self._show_report)
        self.imports.all_requested.connect(lambda: self._open("ImportsDialog"))
        self.imports.counted.connect(self._count_imports)
        self._count_imports()
        self.picker.picked.connect(self.decisions.assign)
        self.picker.created.connect(self.decisions.assign_new)
        self.sidebar.editing.target_wanted.connect(self.target_picker.ask)
        self.sidebar.categories.products_dropped.connect(self.decisions.assign_to)
        self.navigation.moved.connect(self._enable)
        self.session.overview_changed.connect(self._enable)
        self.session.job_started.connect(self._enable)
        self.session.job_finished.connect(self._job_finished)
        self.session.job_failed.connect(self._job_failed)

    def _enable(self) -> None:
        """Fits the commands to what is open and selected."""
        overview, steps = self.session.overview, self.review.flow.steps
        undo, redo = overview.undo, overview.redo
        if self.reviewing:
            undo, redo = steps.next_undo(undo), steps.next_redo(undo, redo)
        self._actions.refresh(undo, redo)
        enabled = self.actions_by_name
        some = self.center.grid.current_id() is not None and not self.reviewing
        takes = (f"take_{n}" for n in range(1, 6))
        for name in ("confirm", "pick", "bulk_edit", "photo", "similar", *takes):
            enabled[name].setEnabled(some)
        enabled["merge"].setEnabled(some and len(self.center.grid.selected_ids()) > 1)
        enabled["split"].setEnabled(some and self._photo_of_several() is not None)
        for name in ("rename", "merge_category", "delete_category"):
            enabled[name].setEnabled(self.navigation.place.category_id is not None)
        jobs = self.session.jobs
        enabled["read_codes"].setEnabled(jobs is None or not jobs.has("read_codes"))
        retraining = jobs is not None and (jobs.has("retrain") or jobs.has("deep_retrain"))
        enabled["retrain"].setEnabled(not retraining)
        enabled["deep_retrain"].setEnabled(not retraining)
        self.center.top_bar.retrain_button.setEnabled(not retraining)

    # Work

    def import_folder(self, folder: Path | None = None) -> None:
        """Opens the import dialog, with a folder where one was dropped."""
        from shelftag.ui import dialogs

        self._show_dialog(dialogs.ImportDialog(self.session, folder, self))

    def import_table(self, file: Path | None = None) -> None:
        """Opens the dialog for a table, with a file where one was dropped."""
        from shelftag.ui import dialogs

        self._show_dialog(dialogs.TableImportDialog(self.session, file, self))

    def retrain(self) -> None:
        """Starts a retrain, unless one is under way."""
        if self.actions_by_name["retrain"].isEnabled():
            self.session.submit("retrain")

    def _job_finished(self, job: AnyJob) -> None:
        notice = job_notices.finished(
            job, self._show_report, lambda: self._open("LookAlikesDialog"), self._open_on
        )
        version = job_notices.waiting(job)
        free = QApplication.activeModalWidget() is None and not self.reviewing
        if version is not None and free:  # else the next key would be its answer
            self._open_on("WouldChangeDialog", version)  # the owner wants to be asked
        elif notice is not None:
            self.session.notice.emit(notice)
        for table in job_notices.tables(job):
            self._show_table(table)
        following = follow_up(job, self.session.jobs)
        if following is not None:
            self.session.submit(following)
        self._enable()

    def _show_table(self, result: dict[str, Any]) -> None:
        """Tells what of a table could not be used, unless the owner is in another dialog."""
        from shelftag.ui import dialogs

        if error := result.get("error"):
            self.session.notice.emit(Notice(error["message_id"], error["params"], is_error=True))
        elif result["problems"] and QApplication.activeModalWidget() is None:
            self._show_dialog(dialogs.TableReportDialog(self.session, result, self))

    def _job_failed(self, job: AnyJob) -> None:
        self.session.notice.emit(job_notices.failed(job))
        self._enable()

    def _count_imports(self) -> None:
        self.status.imports_button.setVisible(bool(self.imports.cards))

    def _show_report(self, run_id: int) -> None:
        from shelftag.ui import dialogs

        self._show_dialog(dialogs.ImportReportDialog(self.session, run_id, self))

    def _bulk_edit(self) -> None:
        """Opens the dialog that changes the selection, or all that is found, at once."""
        from shelftag.ui import dialogs

        selected, found = self.decisions.targets(), self.center.model.ids
        if found:
            self._show_dialog(dialogs.BulkEditDialog(self.session, selected, found, self))

    def _open(self, dialog: str) -> None:
        from shelftag.ui import dialogs

        self._show_dialog(getattr(dialogs, dialog)(self.session, self))

    def _open_on(self, dialog: str, number: int) -> None:
        """Opens a dialog on a run or a model version."""
        from shelftag.ui import dialogs

        self._show_dialog(getattr(dialogs, dialog)(self.session, number, self))

    def _show_dialog(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _about(self) -> None:
        from shelftag.ui.about import AboutDialog

        self._show_dialog(AboutDialog(self.session, self))

    # Regrouping

    def _merge(self) -> None:
        self._regrouping.merge(self.decisions.targets())

    def _photo_of_several(self) -> tuple[int, str] | None:
        """Returns the inspected product and the photo shown large, where it has several."""
        detail = self.inspector.one.detail
        if detail is None or len(detail.photos) < 2 or self.decisions.targets() != [detail.id]:
            return None
        return detail.id, detail.photos[self.inspector.one.photos.shown].sha256

    def _split(self) -> None:
        if photo := self._photo_of_several():
            self._regrouping.split(*photo)

    def _put_first(self) -> None:
        if photo := self._photo_of_several():
            self._regrouping.put_first(*photo)

    # Looking

    @property
    def reviewing(self) -> bool:
        """Whether the review has the place of grid and inspector."""
        return not self.review.isHidden()

    @property
    def _stepping(self) -> Session | ReviewFlow:
        """What undo and redo are asked of: in a review, pages passed by are steps as well."""
        return self.review.flow if self.reviewing else self.session

    def open_review(self) -> None:
        """Opens the review."""
        self._show_review(True)
        self.review.enter()

    def leave_review(self) -> None:
        """Goes back to where one was in the catalogue."""
        if self.reviewing:
            self._show_review(False)
            self.review.leave()
            self.center.grid.setFocus()

    def _show_review(self, reviewing: bool) -> None:
        if reviewing == self.reviewing:
            return
        sidebar, *sizes = self._splitter.sizes()
        if reviewing:
            self._sizes = [sidebar, *sizes[:2], 0]
        parts = (self.review, self.center, self.inspector)
        for part in parts if not reviewing else reversed(parts):  # what shrinks, first
            part.setVisible((part is self.review) == reviewing)
        self._splitter.setSizes([sidebar, 0, 0, sum(sizes)] if reviewing else self._sizes)
        self.sidebar.show_review(reviewing)
        self._enable()

    def _find(self) -> None:
        self.leave_review()
        self.center.top_bar.search.setFocus()
        self.center.top_bar.search.selectAll()

    def _pick(self) -> None:
        if targets := self.decisions.targets():
            best = self.session.read_now(lambda reader: common_suggestions(reader, targets))[:1]
            self.picker.open(one.category_id for one in best)

    def _show_photo(self) -> None:
        product_id = self.center.grid.current_id()
        if product_id is None:
            return

        def show(detail: ProductDetail | None) -> None:
            if detail is not None:
                same = self.inspector.one.detail is not None
                shown = self.inspector.one.photos.shown if same else 0
                self.photo_viewer.show_product(detail, shown if shown < len(detail.photos) else 0)

        self.session.read(lambda reader: queries.product_detail(reader, product_id), show, self)

    def _find_similar(self) -> None:
        """Shows what looks like the current product."""
        product_id = self.center.grid.current_id()
        if product_id is not None:
            find_similar(self.review.flow.work, product_id, self.navigation, self.session)

    def _show_empty(self) -> None:
        self.session.preferences.show_empty = self.actions_by_name["show_empty"].isChecked()
        self.sidebar.refresh()

    def _set_theme(self, mode: str) -> None:
        self.session.preferences.theme = mode
        theme().set_mode(mode)

    def _set_language(self, language: str) -> None:
        if language != self.session.preferences.language:
            self.session.preferences.language = language
            self.rebuild_requested.emit()

    # Dropping folders, closing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes folders and tables."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens the import dialog with the folder that was dropped, or that of tables."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            start = self.import_folder if path.is_dir() else self.import_table
            QTimer.singleShot(0, lambda: start(path))

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for is on the screen."""
        parts = (self.center, self.inspector, self.review)
        return self.session.background.pending == 0 and all(part.idle for part in parts)

    def close_for_good(self) -> None:
        """Closes without a question: the session goes on in another window, or the owner knows."""
        self._asks = False
        self.close()

    def _leave(self, go: Callable[[], object]) -> None:
        """Does what ends the session: at once, or once the owner knows of the edit that runs."""
        if not self.session.edits.active:
            go()
            return
        if self._leaving is None:
            from shelftag.ui import dialogs

            self._leaving = dialogs.LeavingDialog(self.session, self)
            self._leaving.accepted.connect(go)
            self._leaving.finished.connect(self._answered)
            self._show_dialog(self._leaving)

    def _open_catalog(self, folder: Path) -> None:
        self._leave(lambda: self.catalog_requested.emit(folder))

    def _answered(self) -> None:
        self._leaving = None

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers sizes, and takes a field's last change along; asks first where edits run."""
        if self._asks and self.session.edits.active:
            event.ignore()
            self._leave(self.close_for_good)
            return
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            focus.clearFocus()
        self._show_review(False)  # the splitter's sizes are those of grid and inspector
        self.session.preferences.set_layout("window", self.saveGeometry())
        self.session.preferences.set_layout("splitter", self._splitter.saveState())
        self.center.thumbnails.close()
        self.inspector.close_stores()
        self.review.close_stores()
        super().closeEvent(event)
        self.closed.emit()


def _dropped(event: QDropEvent) -> Path | None:
    """Returns the table or folder that is dragged, or the folder of a dragged file."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next(
        (path if path.is_dir() or is_table_name(path) else path.parent for path in paths), None
    )
