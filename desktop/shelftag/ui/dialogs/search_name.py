"""Asks for the name of a saved search; a name that does not work is refused here."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget

from shelftag.catalog.saved_searches import MAX_NAME
from shelftag.catalog.scope import OperationScope
from shelftag.ui.changes import ChangeSet
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError


class SearchNameDialog(Frame):
    """One field for a name.

    Args:
        session: The session.
        kind: Kind of the operation: ``save_search`` or ``rename_search``.
        write: Stores the name.
        name: What stands in the field at first.
        parent: The window.

    Attributes:
        field: The name.
        save_button: Stores it.
    """

    def __init__(
        self,
        session: Session,
        kind: str,
        write: Callable[[OperationScope, str], object],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind, "ph.bookmark-simple", session.text, parent, QSize(440, 240))
        self._session, self._kind, self._write = session, kind, write
        self.field = QLineEdit(name[:MAX_NAME])
        self.field.setMaxLength(MAX_NAME)
        self.field.setPlaceholderText(self.text("searches.name"))
        self.field.setAccessibleName(self.text("searches.name"))
        self.field.selectAll()
        self.field.textEdited.connect(lambda: self.say(""))
        self.body.addWidget(self.field)
        self.body.addStretch(1)
        self.add_button("dialogs.cancel", self.reject)
        self.save_button = self.add_button("searches.save", self._save, "primary")
        self.field.setFocus()

    def _save(self) -> None:
        name = self.field.text()
        self.save_button.setEnabled(False)
        self._session.perform(
            self._kind,
            lambda scope: self._write(scope, name),
            change=ChangeSet(),
            notice=f"searches.done_{self._kind}",
            done=lambda _result: self.accept(),
            failed=self._refuse,
        )

    def _refuse(self, error: ShelftagError) -> None:
        self.save_button.setEnabled(True)
        self.say(self._session.error_text(error))
        self.field.setFocus()
