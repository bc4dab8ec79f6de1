"""The model versions of a catalogue: how good each is, which is used, compared, in and out."""

from datetime import UTC
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from shelftag.catalog import operations
from shelftag.learning.versions import (
    ASK_SETTING,
    STARTER,
    VersionView,
    list_versions,
    previous,
    share,
)
from shelftag.ui.changes import ChangeSet
from shelftag.ui.controls import fit_chip
from shelftag.ui.dialogs.accuracy_chart import AccuracyChart, ChartPoint
from shelftag.ui.dialogs.class_map import ClassMapDialog
from shelftag.ui.dialogs.file_choice import choose_file, choose_new_file, documents
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import EmptyState, label
from shelftag.ui.dialogs.table import ROW_HEIGHT, Column, Table
from shelftag.ui.dialogs.what_changed import CompareModelsDialog
from shelftag.ui.session import Session
from shelftag.ui.translation import accuracy, moment

_KINDS = "Shelftag (*.zip)"
_NAMES = {STARTER: "starter", "head": "head", "finetune": "deep", "cnn": "deep"}
_STATUS_ICONS = {
    "active": ("ph.check-circle-fill", "confirmed"),
    "candidate": ("ph.circle-dashed-bold", "review"),
    "retired": ("ph.circle", "muted"),
}


class ModelsDialog(Frame):
    """A table of all versions, a chart of their accuracy, and what can be done with them.

    Attributes:
        table: The versions.
        chart: Their accuracy.
        ask: Whether the owner is asked before a new version is used.
        actions_by_name: Buttons for the chosen version.
        back_button: Rolls back to the version before the active one.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("models", "ph.brain", session.text, parent, QSize(960, 720))
        self._session = session
        self._previous: tuple[int, int] | None = None
        self.table = self._table()
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.table.setMinimumHeight(6 * ROW_HEIGHT)
        self.body.addWidget(self.table, 3)
        self._detail = label(role="small", wrap=True)
        self._detail.setMinimumHeight(32)
        self.actions_by_name: dict[str, QPushButton] = {}
        self.body.addLayout(self._about_chosen())
        self.chart = AccuracyChart(session.text)
        self.chart.picked.connect(self._pick)
        self.body.addLayout(self._chart_header())
        self.body.addWidget(self.chart, 2)
        self.ask = QCheckBox(self.text("dialogs.models.ask"))
        self.ask.setToolTip(self.text("dialogs.models.ask_hint"))
        self.ask.setAccessibleDescription(self.text("dialogs.models.ask_hint"))
        self.ask.setChecked(bool(session.catalog.setting(ASK_SETTING, False)))
        self.ask.toggled.connect(self._set_ask)
        self.body.addWidget(self.ask)
        self.add_button("dialogs.models.install", self._install, left=True)
        self.add_button("dialogs.close", self.reject)
        self.back_button = self.add_button("dialogs.models.roll_back", self._roll_back)
        self._activate_button = self.add_button(
            "dialogs.models.activate", self._activate, "primary"
        )
        self.table.chosen.connect(self._choose)
        delete = QShortcut(QKeySequence("Del"), self.table.view, self._ask_and_delete)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        session.changed.connect(self._changed)
        self._choose(None)
        self._show_previous(None)
        self._load()

    # Building

    def _table(self) -> Table:
        text = self.text
        return Table(
            text("dialogs.models.title"),
            [
                Column(text("dialogs.models.number"), lambda row: str(row.number), strong=True),
                Column(text("dialogs.models.name"), self._name, wide=1),
                Column(text("dialogs.models.date"), self._made),
                Column(text("dialogs.models.labels"), self._labels, right=True),
                Column(text("dialogs.models.accuracy"), self._accuracy, right=True),
                Column(
                    text("dialogs.models.status"), self._status,
                    icon=lambda row: _STATUS_ICONS.get(row.status),
                    tone=lambda row: _STATUS_ICONS.get(row.status, ("", "muted"))[1],
                ),
            ],
            EmptyState("ph.brain", text("dialogs.models.none"), text("dialogs.models.none_hint")),
        )  # fmt: skip

    def _about_chosen(self) -> QHBoxLayout:
        """Builds the line below the table: what there is to say of a version, and to do with it."""
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._detail, 1)
        for name, slot in (
            ("compare", self._compare),
            ("classes", self._map_classes),
            ("export", self._export),
            ("delete", self._ask_and_delete),
        ):
            button = self.actions_by_name[name] = QPushButton(self.text(f"dialogs.models.{name}"))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _chart_header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP // 2)
        row.addWidget(label(self.text("dialogs.models.chart"), "section"))
        row.addStretch(1)
        group = QButtonGroup(self)
        for by_labels, name in ((False, "over_time"), (True, "over_labels")):
            chip = QPushButton(self.text(f"dialogs.models.{name}"))
            chip.setProperty("kind", "chip")
            fit_chip(chip)
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setChecked(not by_labels)
            chip.clicked.connect(partial(self.chart.order_by_labels, by_labels))
            group.addButton(chip)
            row.addWidget(chip)
        return row

    # Reading

    def _changed(self, change: ChangeSet) -> None:
        if change.models:
            self._load()

    def _load(self) -> None:
        catalog = self._session.catalog
        self._session.background.read(lambda: list_versions(catalog), self._show, None, self)
        self._session.read(previous, self._show_previous, self)

    def _show(self, versions: list[VersionView]) -> None:
        first = self.table.current() is None
        self.table.show_rows(versions, key=lambda row: row.id)
        if first and versions:
            active = [row.status == "active" for row in versions]
            self.table.view.selectRow(active.index(True) if any(active) else 0)
        points = (self._point(version) for version in reversed(versions))
        self.chart.show_points([point for point in points if point])

    def _show_previous(self, found: tuple[int, int] | None) -> None:
        self._previous = found
        self.back_button.setVisible(found is not None)
        self.back_button.setEnabled(found is not None)
        if found is not None:
            self.back_button.setText(self.text("dialogs.models.roll_back", number=found[1]))

    def _point(self, version: VersionView) -> ChartPoint | None:
        figure, low, high = self._figures(version)
        if figure is None:
            return None
        spoken = self.text(
            "dialogs.models.chart_point", number=version.number, labels=version.label_count,
            accuracy=self._accuracy(version),
        )  # fmt: skip
        return ChartPoint(
            version.id, version.number, version.created_at.astimezone(UTC), version.label_count,
            figure, figure if low is None else low, figure if high is None else high,
            version.status == "active", spoken,
        )  # fmt: skip

    def _figures(self, version: VersionView) -> tuple[float | None, float | None, float | None]:
        """The accuracy by cross-validation, and the ends of its interval."""
        ends = ("", "_low", "_high")
        figure, low, high = (share(version.metrics, f"cv_accuracy{end}") for end in ends)
        return figure, low, high

    def _choose(self, version: VersionView | None) -> None:
        some = version is not None
        only = len(self.table.model.rows) < 2
        self.actions_by_name["compare"].setEnabled(some and not only)
        self.actions_by_name["classes"].setVisible(version is not None and version.foreign)
        self.actions_by_name["export"].setEnabled(some)
        self.actions_by_name["delete"].setEnabled(version is not None and version.deletable)
        self._activate_button.setEnabled(version is not None and version.status != "active")
        self._detail.setText("" if version is None else self._explain(version))
        self.chart.choose(version.id if version else None)

    def _pick(self, version_id: int) -> None:
        """Chooses the version of a point of the chart."""
        for number, row in enumerate(self.table.model.rows):
            if row.id == version_id:
                self.table.view.selectRow(number)

    def _name(self, version: VersionView) -> str:
        key = _NAMES.get(version.name)
        return self.text(f"dialogs.models.{key}") if key else version.name

    def _made(self, version: VersionView) -> str:
        return moment(version.created_at, self._session.language)

    def _labels(self, version: VersionView) -> str:
        count = version.label_count
        return self.text("dialogs.models.label_count", count=count) if count else "–"

    def _accuracy(self, version: VersionView) -> str:
        figure, low, high = self._figures(version)
        return accuracy(figure, low, high, self._session.language)

    def _status(self, version: VersionView) -> str:
        return self.text(f"dialogs.models.{version.status}")

    def _explain(self, version: VersionView) -> str:
        """Says why a version is where it is, and how its accuracy compares."""
        sentences = []
        if version.status_reason:
            sentences.append(self.text(version.status_reason))
        for name, key in (("base_accuracy", "base"), ("cv_accuracy_combined", "combined")):
            figure = share(version.metrics, name)
            if figure is not None:
                shown = accuracy(figure, None, None, self._session.language)
                sentences.append(self.text(f"dialogs.models.{key}", **{key: shown}))
        if not version.label_count:
            sentences.append(self.text("dialogs.models.starter_hint"))
        elif share(version.metrics, "cv_accuracy") is None:
            sentences.append(self.text("dialogs.models.untested"))
        return self.sentences(sentences)

    # Doing

    def _set_ask(self, ask: bool) -> None:
        catalog = self._session.catalog
        self._session.background.write(lambda: catalog.set_setting(ASK_SETTING, ask))

    def _activate(self) -> None:
        version = self.table.current()
        if version is not None:
            self._session.submit("activate", version_id=version.id)
            self._say("dialogs.models.activating", version.number)

    def _roll_back(self) -> None:
        """Takes the run back by which the active version came: what was shown before is again."""
        if self._previous is None:
            return
        step, number = self._previous
        database = self._session.catalog.database
        self.back_button.setEnabled(False)
        self._say("dialogs.models.rolling_back", number)

        def done(_entry: object) -> None:
            self.say(self.text("dialogs.models.rolled_back", number=number), "confirmed")
            self._session.changed.emit(ChangeSet.everything())

        self._session.background.write(
            lambda: operations.undo(database, step),
            done,
            lambda error: self.say(self._session.error_text(error)),
            self,
        )

    def _compare(self) -> None:
        """Compares the chosen version with the active one, or that with the one before it."""
        version = self.table.current()
        versions = list(self.table.model.rows)
        if version is None or len(versions) < 2:
            return
        active = next((row for row in versions if row.status == "active"), versions[0])
        other = active
        if version.id == active.id:
            older = [row for row in versions if row.number < version.number]
            other = (older or [row for row in versions if row.id != version.id])[0]
        first, second = sorted((version, other), key=lambda row: row.number)
        self._open(CompareModelsDialog(self._session, versions, (first.id, second.id), self))

    def _map_classes(self) -> None:
        version = self.table.current()
        if version is not None:
            self._open(ClassMapDialog(self._session, version.id, self))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _ask_and_delete(self) -> None:
        version = self.table.current()
        if version is None or not version.deletable:
            return
        question = QMessageBox(self)
        question.setWindowTitle(self.text("dialogs.models.title"))
        question.setText(self.text("dialogs.models.really", number=version.number))
        delete = question.addButton(
            self.text("dialogs.models.delete_it"), QMessageBox.ButtonRole.DestructiveRole
        )
        keep = question.addButton(
            self.text("dialogs.models.keep"), QMessageBox.ButtonRole.RejectRole
        )
        question.setDefaultButton(keep)
        question.setEscapeButton(keep)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        delete.clicked.connect(lambda: self._delete(version))
        question.open()

    def _delete(self, version: VersionView) -> None:
        self._session.submit("delete_model", version_id=version.id)
        self._say("dialogs.models.deleting", version.number)

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
            self._session.submit(
                "export_model", version_id=version.id, path=str(path), overwrite=True
            )
            self._say("dialogs.models.exporting", version.number)

    def _say(self, message_id: str, number: int) -> None:
        self.say(self.text(message_id, number=number), "muted")
