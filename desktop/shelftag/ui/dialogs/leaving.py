"""Asks before the window goes while an edit runs: that would take it back."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.edits import AnyJob
from shelftag.ui.session import Session


class LeavingDialog(Frame):
    """Accepted where the owner goes all the same, or the edit has come to its end meanwhile.

    Attributes:
        stay_button: Waits for the edit.
        leave_button: Takes it back.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("leaving", "ph.hourglass", session.text, parent, QSize(520, 200))
        self._session = session
        self.body.addStretch(1)
        self.leave_button = self.add_button("dialogs.leaving.leave", self.accept)
        self.stay_button = self.add_button("dialogs.leaving.stay", self.reject, "primary")
        self.stay_button.setFocus()
        session.job_finished.connect(self._ended)
        session.job_failed.connect(self._ended)

    def _ended(self, job: AnyJob) -> None:
        """Goes once no edit is left; stays where the window has to say why one failed."""
        if self.isVisible() and not self._session.edits.active:
            self.done(self.DialogCode.Rejected if job.error else self.DialogCode.Accepted)
