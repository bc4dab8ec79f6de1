"""Says which of the shop's categories those of a model from elsewhere mean."""

from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from shelftag.catalog import tree
from shelftag.catalog.tree import PATH_SEPARATOR
from shelftag.learning import class_maps, versions
from shelftag.learning.class_maps import ClassMatch
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.pieces import EmptyState, label
from shelftag.ui.dialogs.table import Column, Table
from shelftag.ui.picker import CategoryPicker
from shelftag.ui.session import Session


class ClassMapDialog(Frame):
    """The model's categories beside the shop's.

    Attributes:
        table: The model's categories that the shop's tree does not know.
        picker: Chooses the shop's category for the current one.
        save_button: Keeps what was chosen.
    """

    def __init__(self, session: Session, version_id: int, parent: QWidget | None = None) -> None:
        super().__init__("class_map", "ph.tree-structure", session.text, parent, QSize(820, 620))
        self._session = session
        self._version_id = version_id
        self._chosen: dict[UUID, int | None] = {}
        self.table = Table(
            self.text("dialogs.class_map.table"),
            [
                Column(
                    self.text("dialogs.class_map.theirs"),
                    lambda match: PATH_SEPARATOR.join(match.path), wide=1,
                ),
                Column(
                    self.text("dialogs.class_map.ours"), self._ours, wide=1,
                    icon=lambda match: ("ph.check-circle-fill", "confirmed")
                    if self._chosen[match.uuid] else ("ph.minus-circle", "muted"),
                    tone=lambda match: "" if self._chosen[match.uuid] else "muted",
                ),
            ],
            EmptyState("ph.check-circle", self.text("dialogs.class_map.none"),
                       self.text("dialogs.class_map.none_hint")),
        )  # fmt: skip
        self.body.addWidget(self.table, 1)
        self._summary = label(role="small", wrap=True)
        self._choose_button = self.add_button("dialogs.class_map.choose", self._pick, left=True)
        self._leave_button = self.add_button("dialogs.class_map.leave_out", self._leave, left=True)
        self.add_footer_widget(self._summary)
        self.add_button("dialogs.cancel", self.reject)
        self.save_button = self.add_button("dialogs.class_map.save", self._save, "primary")
        self.picker = CategoryPicker(session, self)
        self.picker.picked.connect(self._put)
        self.picker.created.connect(self._create)
        self.table.chosen.connect(self._allow)
        self.table.view.doubleClicked.connect(lambda _index: self._pick())
        for keys, slot in (
            (("Return", "Enter", "Space"), self._pick),
            (("Del", "Backspace"), self._leave),
        ):
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self.table.view, slot)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._allow(None)
        self.save_button.setEnabled(False)
        session.overview_changed.connect(self._show_names)
        asked = session.inquire("class_matches", self, version_id=version_id)
        if asked is not None:
            asked.finished.connect(lambda result: self.show_matches(result["matches"]))
            asked.failed.connect(lambda error: self.say(session.error_text(error)))

    def show_matches(self, matches: list[ClassMatch]) -> None:
        """Shows the model's categories; those without a place here come first."""
        self._chosen = {match.uuid: match.category_id for match in matches}
        rows = sorted(matches, key=lambda match: (match.category_id is not None, match.path))
        self.table.show_rows(rows)
        if rows:
            self.table.view.selectRow(0)
            self.table.view.setFocus()
        self.save_button.setEnabled(bool(rows))
        self._tell()

    def _tell(self) -> None:
        matched = sum(category is not None for category in self._chosen.values())
        self._summary.setText(
            self.text("dialogs.class_map.matched", count=matched, all=len(self._chosen))
        )

    def _ours(self, match: ClassMatch) -> str:
        path = self._session.tree.path_text(self._chosen[match.uuid], self._session.language)
        return path or self.text("dialogs.class_map.left_out")

    def _allow(self, match: ClassMatch | None) -> None:
        self._choose_button.setEnabled(match is not None)
        self._leave_button.setEnabled(match is not None and bool(self._chosen[match.uuid]))

    def _pick(self) -> None:
        if self.table.current() is not None:
            self.picker.open()

    def _create(self, path: tuple[str, ...]) -> None:
        """Adds a category for the model's."""
        self._session.perform(
            "add_category",
            lambda scope: tree.ensure_path(scope, path),
            done=self._put,
            failed=lambda error: self.say(self._session.error_text(error)),
        )

    def _leave(self) -> None:
        self._put(None)

    def _put(self, category_id: int | None) -> None:
        match = self.table.current()
        if match is None:
            return
        self._chosen[match.uuid] = category_id
        row = self.table.view.currentIndex().row()
        self.table.model.tell_arrived(row, row)
        self._allow(match)
        self._tell()

    def _save(self) -> None:
        catalog, version_id, chosen = self._session.catalog, self._version_id, dict(self._chosen)

        def write() -> bool:
            version = versions.get(catalog, version_id)
            with catalog.database.write() as session:
                class_maps.choose(session, version.uuid, chosen)
            return version.status == "active"

        self.save_button.setEnabled(False)
        self._session.background.write(write, self._saved, None, self)

    def _saved(self, active: bool) -> None:
        if active:
            self._session.submit("tag_all")
        self.accept()

    def _show_names(self) -> None:
        """The tree has changed: a category was added or has another name."""
        self.table.model.tell_arrived(0, len(self.table.model.rows) - 1)

    def reject(self) -> None:
        """Escape closes the picker first."""
        if self.picker.isVisible():
            self.picker.close_overlay()
        else:
            super().reject()
