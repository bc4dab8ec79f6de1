"""Facts about this installation: versions, plug-ins, and where models really run."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from shelftag.ui.dialogs.doctor_process import Fact, ask_doctor
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.pieces import EmptyState
from shelftag.ui.dialogs.table import Column, Table
from shelftag.ui.dialogs.work import Work
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError
from shelftag_resources.messages import message_ids


class DoctorDialog(Frame):
    """A table of facts that can be copied into a report.

    Attributes:
        table: The facts, each a name and a value.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("doctor", "ph.heartbeat", session.text, parent, QSize(720, 560))
        self._session = session
        self._known = message_ids()
        self.table = Table(
            session.text("dialogs.doctor.title"),
            [
                Column(session.text("dialogs.doctor.name"), self._name, tone=lambda _fact: "muted"),
                Column(session.text("dialogs.doctor.value"), self._value, wide=1, sentence=True),
            ],
            EmptyState(
                "ph.hourglass", session.text("dialogs.doctor.asking"),
                session.text("dialogs.doctor.asking_hint"),
            ),
        )  # fmt: skip
        self.table.show_rows([])
        self.body.addWidget(self.table, 1)
        self._copy_button = self.add_button("dialogs.copy", self._copy, left=True)
        self._copy_button.setEnabled(False)
        self.add_button("dialogs.close", self.accept, "primary")
        self._asking = Work(ask_doctor(session.language), self)
        self._asking.finished.connect(self._show)
        self._asking.failed.connect(self._failed)
        self._asking.start()

    def done(self, result: int) -> None:
        """Closes, and waits for no answer."""
        self._asking.cancel()
        super().done(result)

    def _show(self, facts: list[Fact]) -> None:
        self.table.show_rows(facts)
        self._copy_button.setEnabled(True)

    def _failed(self, error: ShelftagError) -> None:
        self.say(self._session.error_text(error))

    def _name(self, fact: Fact) -> str:
        """Returns the name of a fact in words where there are some."""
        message_id = f"dialogs.doctor.fact.{fact[0].replace('.', '_')}"
        if message_id in self._known:
            return self.text(message_id)
        if fact[0].startswith("plugin."):
            plugin = fact[0].removeprefix("plugin.")
            return self.text("dialogs.doctor.plugin", plugin=plugin)
        return fact[0]

    def _value(self, fact: Fact) -> str:
        words = f"dialogs.doctor.{fact[1]}"
        return self.text(words) if words in self._known else fact[1]

    def _copy(self) -> None:
        """Copies the facts with their plain names: a report is read by others."""
        lines = (f"{name}: {value}" for name, value in self.table.model.rows)
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.say(self.text("dialogs.copied"), "confirmed")
