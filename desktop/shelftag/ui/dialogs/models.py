"""The model versions of a catalogue: how good each one is, which one is active, in and out."""

from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from shelftag.learning.versions import STARTER, VersionView, list_versions
from shelftag.ui.changes import ChangeSet
from shelftag.ui.dialogs.file_choice import choose_file, choose_new_file, documents
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.pieces import EmptyState, label
from shelftag.ui.dialogs.table import Column, Table
from shelftag.ui.session import Session
from shelftag.ui.translation import moment

_KINDS = "Shelftag (*.zip)"
_STATUS_ICONS = {
    "active": ("ph.check-circle-fill", "confirmed"),
    "candidate": ("ph.circle-dashed-bold", "review"),
    "retired": ("ph.circle", "muted"),
}


class ModelsDialog(Frame):
    """A table of all versions, and what can be done with the chosen one.

    Attributes:
        table: The versions.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("models", "ph.brain", session.text, parent, QSize(880, 560))
        self._session = session
        text = session.text
        self.table = Table(
            text("dialogs.models.title"),
            [
                Column(text("dialogs.models.number"), lambda row: str(row.number), strong=True),
                Column(text("dialogs.models.name"), self._name, wide=1),
                Column(text("dialogs.models.date"), self._made),
                Column(
                    text("dialogs.models.labels"),
                    self._labels, right=True
                ),
                Column(
                    text("dialogs.models.accuracy"), lambda row: accuracy(row, text), right=True
                ),
                Column(
                    text("dialogs.models.status"), self._status,
                    icon=lambda row: _STATUS_ICONS.get(row.status),
                    tone=lambda row: _STATUS_ICONS.get(row.status, ("", "muted"))[1],
                ),
            ],
            EmptyState("ph.brain", text("dialogs.models.none"), text("dialogs.models.none_hint")),
        )  # fmt: skip
        self.body.addWidget(self.table, 1)
        self._detail = label(role="small", wrap=True)
        self._detail.setMinimumHeight(32)
        self.body.addWidget(self._detail)
        self.add_button("dialogs.models.install", self._install, left=True)
        self._export_button = self.add_button("dialogs.models.export", self._export, left=True)
        self.add_button("dialogs.close", self.reject)
        self._activate_button = self.add_button(
            "dialogs.models.activate", self._activate, "primary"
        )
        self.table.chosen.connect(self._choose)
        session.changed.connect(self._changed)
        self._choose(None)
        self._load()

    def _changed(self, change: ChangeSet) -> None:
        if change.models:
            self._load()

    def _load(self) -> None:
        catalog = self._session.catalog
        self._session.background.read(lambda: list_versions(catalog), self._show, None, self)

    def _show(self, versions: list[VersionView]) -> None:
        first = self.table.current() is None
        self.table.show_rows(versions, key=lambda row: row.id)
        if first and versions:
            active = [row.status == "active" for row in versions]
            self.table.view.selectRow(active.index(True) if any(active) else 0)

    def _choose(self, version: VersionView | None) -> None:
        self._export_button.setEnabled(version is not None)
        self._activate_button.setEnabled(version is not None and version.status != "active")
        self._detail.setText("" if version is None else self._explain(version))

    def _name(self, version: VersionView) -> str:
        return self.text("dialogs.models.starter") if version.name == STARTER else version.name

    def _made(self, version: VersionView) -> str:
        return moment(version.created_at, self._session.language)

    def _labels(self, version: VersionView) -> str:
        count = version.label_count
        return self.text("dialogs.models.label_count", count=count) if count else "–"

    def _status(self, version: VersionView) -> str:
        return self.text(f"dialogs.models.{version.status}")

    def _explain(self, version: VersionView) -> str:
        """Says why a version is where it is, and how its accuracy compares."""
        sentences = []
        if version.status_reason:
            sentences.append(self.text(version.status_reason))
        base = _share(version, "base_accuracy")
        combined = _share(version, "cv_accuracy_combined")
        if base is not None:
            sentences.append(self.text("dialogs.models.base", base=_percent(base)))
        if combined is not None:
            sentences.append(self.text("dialogs.models.combined", combined=_percent(combined)))
        if not version.label_count:
            sentences.append(self.text("dialogs.models.starter_hint"))
        elif _share(version, "cv_accuracy") is None:
            sentences.append(self.text("dialogs.models.untested"))
        return self.sentences(sentences)

    def _activate(self) -> None:
        version = self.table.current()
        if version is not None:
            self._session.submit("activate", version_id=version.id)
            self._say("dialogs.models.activating", version.number)

    def _install(self) -> None:
        path = choose_file(self, self.text("dialogs.models.install_title"), _KINDS)
        if path is not None:
            self._session.submit("install", path=str(path))
            self._say("dialogs.models.installing", 0)

    def _export(self) -> None:
        version = self.table.current()
        if version is None:
            return
        name = self.text("dialogs.models.file_name", number=version.number)
        title = self.text("dialogs.models.export_title")
        path = choose_new_file(self, title, documents() / name, _KINDS)
        if path is not None:
            self._session.submit("export_model", version_id=version.id, path=str(path))
            self._say("dialogs.models.exporting", version.number)

    def _say(self, message_id: str, number: int) -> None:
        self.say(self.text(message_id, number=number), "muted")


def accuracy(version: VersionView, text: Any) -> str:
    """Writes the cross-validated accuracy with its interval, or a dash where none was measured."""
    share = _share(version, "cv_accuracy")
    if share is None:
        return "–"
    low, high = _share(version, "cv_accuracy_low"), _share(version, "cv_accuracy_high")
    if low is None or high is None:
        return _percent(share)
    made = text(
        "dialogs.models.interval", share=_percent(share), low=_figure(low), high=_percent(high)
    )
    return str(made)


def _share(version: VersionView, name: str) -> float | None:
    value = version.metrics.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        return None
    return float(value)


def _figure(share: float) -> str:
    return f"{share * 100:.1f}"


def _percent(share: float) -> str:
    return f"{_figure(share)}\u202f%"
