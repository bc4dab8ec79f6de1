"""What a model changed, or would change: after a run, before a new model is used, between two."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QWidget

from shelftag.catalog import operations
from shelftag.catalog.models import Operation
from shelftag.learning import what_changed
from shelftag.learning.moves import Moves
from shelftag.learning.versions import VersionView
from shelftag.learning.what_changed import WhatChanged
from shelftag.ui.changes import ChangeSet
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.moves_view import MovesView
from shelftag.ui.dialogs.pieces import EmptyState, label
from shelftag.ui.dialogs.wait_page import WaitPage
from shelftag.ui.jobs import Inquiry
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

SIZE = QSize(1040, 720)


class ChangesFrame(Frame):
    """A dialog around a comparison that is yet to come.

    Attributes:
        waiting: What is shown until then.
        view: The comparison.
    """

    def __init__(self, name: str, icon: str, session: Session, parent: QWidget | None) -> None:
        super().__init__(name, icon, session.text, parent, SIZE)
        self.session = session
        self._inquiry: Inquiry | None = None
        self._pages = QStackedWidget()
        self.waiting = WaitPage(self.text("dialogs.what_changed.reading"))
        self.view = MovesView(session)
        self._nothing = EmptyState(
            "ph.equals", self.text("dialogs.what_changed.nothing"),
            self.text("dialogs.what_changed.nothing_hint"),
        )  # fmt: skip
        for page in (self.waiting, self.view, self._nothing):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)

    def ask(self, version_id: int, from_id: int | None = None) -> None:
        """Has the engine find out what a version would change; the answer before is dropped."""
        if self._inquiry is not None:
            self._inquiry.cancel()
        self.waiting.begin(self.text("dialogs.what_changed.reading"))
        self._pages.setCurrentWidget(self.waiting)
        self._inquiry = self.session.inquire(
            "what_would_change", self, version_id=version_id, from_id=from_id
        )
        if self._inquiry is not None:
            self._inquiry.progressed.connect(self._progressed)
            self._inquiry.finished.connect(lambda result: self.show_changed(result["changed"]))
            self._inquiry.failed.connect(self.failed)

    def _progressed(self, progress: Progress) -> None:
        self.waiting.show_progress(self.text(progress.phase), progress)

    def show_changed(self, changed: WhatChanged) -> None:
        """Shows the comparison."""
        self._inquiry = None
        self.view.show_changed(changed)
        different = changed.moves != Moves(changed.moves.compared)
        self._pages.setCurrentWidget(self.view if different else self._nothing)
        if different:
            self.view.focus_list()

    def failed(self, error: ShelftagError) -> None:
        """Says why there is no comparison."""
        self._inquiry = None
        sentence = self.session.error_text(error)
        self.waiting.stop("")
        self.say(sentence)

    def done(self, result: int) -> None:
        """Asks no more, and lets the threads finish."""
        if self._inquiry is not None:
            self._inquiry.cancel()
            self._inquiry = None
        self.view.products.close_store()
        super().done(result)


class WhatChangedDialog(ChangesFrame):
    """What a run changed, against what counted before it; the run can be undone.

    Attributes:
        undo_button: Takes the run back.
    """

    def __init__(self, session: Session, operation_id: int, parent: QWidget | None = None) -> None:
        super().__init__("what_changed", "ph.arrows-left-right", session, parent)
        self._operation_id = operation_id
        self.undo_button = self.add_button("dialogs.what_changed.undo", self._undo, left=True)
        self.undo_button.setEnabled(False)
        self.add_button("dialogs.close", self.accept, "primary")
        session.background.read(
            lambda: session.read_now(lambda reader: what_changed.of_run(reader, operation_id)),
            self.show_changed,
            self.failed,
            self,
        )
        session.read(lambda reader: reader.get(Operation, operation_id), self._allow, self)

    def _allow(self, run: Operation | None) -> None:
        undone = run is not None and run.retracted_at is not None
        self.undo_button.setEnabled(run is not None and run.finished_at is not None and not undone)
        if undone:
            self.say(self.text("dialogs.what_changed.undone_already"), "muted")

    def _undo(self) -> None:
        database = self.session.catalog.database
        self.undo_button.setEnabled(False)
        self.session.background.write(
            partial(operations.undo, database, self._operation_id),
            self._undone,
            self._refused,
            self,
        )

    def _undone(self, _entry: object) -> None:
        self.say(self.text("dialogs.what_changed.is_undone"), "confirmed")
        self.session.changed.emit(ChangeSet.everything())

    def _refused(self, error: ShelftagError) -> None:
        self.undo_button.setEnabled(True)
        self.say(self.session.error_text(error))


class WouldChangeDialog(ChangesFrame):
    """What a new model would change, before it is used.

    Attributes:
        use_button: Makes it the active one, once there is something to judge it by.
    """

    def __init__(self, session: Session, version_id: int, parent: QWidget | None = None) -> None:
        super().__init__("would_change", "ph.arrows-left-right", session, parent)
        self._version_id = version_id
        self.add_button("dialogs.would_change.later", self.reject)
        self.use_button = self.add_button("dialogs.would_change.use", self._use, "primary")
        self.use_button.setEnabled(False)
        self.ask(version_id)

    def show_changed(self, changed: WhatChanged) -> None:
        """Shows the comparison; from now on the model can be used."""
        super().show_changed(changed)
        self.use_button.setEnabled(True)

    def _use(self) -> None:
        self.session.submit("activate", version_id=self._version_id)
        self.accept()


class CompareModelsDialog(ChangesFrame):
    """What two versions see differently.

    Attributes:
        first: The version before.
        second: The version after.
    """

    def __init__(
        self,
        session: Session,
        versions: list[VersionView],
        chosen: tuple[int, int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("compare_models", "ph.scales", session, parent)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.first, self.second = QComboBox(), QComboBox()
        sides = zip(("first", "second"), (self.first, self.second), chosen, strict=True)
        for name, combo, version_id in sides:
            title = self.text(f"dialogs.compare_models.{name}")
            combo.setAccessibleName(title)
            for version in versions:
                key = "one_active" if version.status == "active" else "one"
                shown = self.text(f"dialogs.compare_models.{key}", number=version.number)
                combo.addItem(shown, version.id)
            combo.setCurrentIndex(combo.findData(version_id))
            combo.activated.connect(self._compare)
            caption = label(title, "small")
            caption.setBuddy(combo)
            row.addWidget(caption)
            row.addWidget(combo)
        row.addStretch(1)
        self.body.insertLayout(0, row)
        self.add_button("dialogs.close", self.accept, "primary")
        self._compare()

    def _compare(self) -> None:
        self.ask(self.second.currentData(), self.first.currentData())
