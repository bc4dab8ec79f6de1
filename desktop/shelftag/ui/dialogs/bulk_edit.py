"""Changes many products at once: a choice, a preview, and one step that can be undone."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from shelftag.catalog import bulk_run
from shelftag.catalog.bulk_run import BulkPreview
from shelftag.ui.dialogs.bulk_choices import BulkChoices
from shelftag.ui.dialogs.bulk_preview import BulkPreviewBox
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError

_TYPING_PAUSE_MS = 200


class BulkEditDialog(Frame):
    """From a choice of products and a change to the changed products.

    Args:
        session: The session.
        selected: The selected products.
        found: All products of the shelf, filter or search.
        parent: The window.

    Attributes:
        of_selected: Only the selected products.
        of_found: All that were found.
        choices: What to change.
        preview: What would happen.
        change_button: Does it.
    """

    def __init__(
        self,
        session: Session,
        selected: Sequence[int],
        found: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        icon = "ph.pencil-line"
        super().__init__("bulk_edit", icon, session.text, parent, QSize(640, 600))
        self._session = session
        self._selected, self._found = list(selected), list(found)
        self._asked = 0
        self.choices = BulkChoices(session)
        self.preview = BulkPreviewBox(session)
        self.body.addLayout(self._scope())
        self.body.addWidget(self.choices)
        self.body.addStretch(1)
        self.body.addWidget(self.preview)
        self.add_button("dialogs.cancel", self.reject)
        self.change_button = self.add_button("dialogs.bulk_edit.change", self._start, "primary")
        self._settle = QTimer(self, interval=_TYPING_PAUSE_MS, singleShot=True)
        self._settle.timeout.connect(self._look)
        for signal in (self.choices.changed, self.of_found.toggled):
            signal.connect(lambda: self._wait())
        self._wait()
        self.choices.what.setFocus()

    def _scope(self) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setSpacing(GAP)
        self.of_selected = QRadioButton(
            self.text("dialogs.bulk_edit.selected", count=len(self._selected))
        )
        self.of_found = QRadioButton(self.text("dialogs.bulk_edit.found", count=len(self._found)))
        group = QButtonGroup(self)
        for button in (self.of_selected, self.of_found):
            group.addButton(button)
            layout.addWidget(button)
        self.of_selected.setEnabled(bool(self._selected))
        (self.of_selected if self._selected else self.of_found).setChecked(True)
        return layout

    @property
    def products(self) -> list[int]:
        """The products that are to be changed."""
        return self._found if self.of_found.isChecked() else self._selected

    # Before

    def _wait(self) -> None:
        self._asked += 1
        self.say("")
        self.change_button.setEnabled(False)
        self._settle.start()

    def _look(self) -> None:
        """Asks beside the window what would change; only the latest answer is shown."""
        edit, products, asked = self.choices.edit(), self.products, self._asked
        if edit is None:
            self.preview.show_nothing()
            return

        def show(told: BulkPreview) -> None:
            if asked == self._asked:
                self.preview.show_preview(edit, told)
                self.change_button.setEnabled(told.count > 0)

        def refuse(error: ShelftagError) -> None:
            if asked == self._asked:
                self.preview.show_nothing()
                self.say(self._session.error_text(error))

        session = self._session
        session.background.read(
            lambda: session.read_now(lambda reader: bulk_run.preview(reader, edit, products)),
            show, refuse, self,
        )  # fmt: skip

    # Changing

    def _start(self) -> None:
        """Starts the change and lets the owner go on; the status bar says how far it is."""
        edit = self.choices.edit()
        if edit is not None:
            steps = bulk_run.run(self._session.catalog.database, edit, self.products)
            self._session.edit("bulk_edit", steps)
            self.accept()
