"""The folders that photos came from: what is missing, found again, imported anew and watched."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from shelftag.catalog import source_folders
from shelftag.catalog.photo_files import folder_is_there
from shelftag.catalog.source_folders import SourceFolder
from shelftag.importing.plan import ImportOptions
from shelftag.importing.scan import shown
from shelftag.ui.changes import ChangeSet
from shelftag.ui.dialogs.file_choice import choose_folder
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.pieces import EmptyState, label
from shelftag.ui.dialogs.table import Column, Table
from shelftag.ui.dialogs.work import Work
from shelftag.ui.session import Session
from shelftag.ui.translation import moment, number


@dataclass(frozen=True)
class Place:
    """What a look at a folder's place has found.

    Attributes:
        there: Whether the folder is there.
        nearest: The folder itself, or the nearest one above it that is there.
    """

    there: bool
    nearest: Path


class FoldersDialog(Frame):
    """A table of source folders, and what can be done with the chosen one.

    Attributes:
        table: The folders.
        find_button: Looks for the photos of the chosen folder elsewhere.
        import_button: Imports what is new in it.
        watch_button: Starts or stops watching it.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("folders", "ph.folders", session.text, parent, QSize(880, 560))
        self._session = session
        self._places: dict[str, Place] = {}
        self._look: Work | None = None
        text = session.text
        self.table = Table(
            text("dialogs.folders.title"),
            [
                Column(text("dialogs.folders.path"), lambda row: shown(row.path),
                       icon=self._icon, wide=1),
                Column(text("dialogs.folders.photos"), self._photos, right=True),
                Column(text("dialogs.folders.missing"), self._missing, right=True,
                       tone=lambda _row: "danger"),
                Column(text("dialogs.folders.imported"), self._imported,
                       tone=lambda _row: "muted"),
                Column(text("dialogs.folders.state"), self._state,
                       tone=lambda row: "danger" if self._is_away(row) else ""),
            ],
            EmptyState(
                "ph.folders", text("dialogs.folders.none"), text("dialogs.folders.none_hint")
            ),
        )  # fmt: skip
        self.body.addWidget(self.table, 1)
        self._detail = label(role="small", wrap=True)
        self._detail.setMinimumHeight(32)
        self.body.addWidget(self._detail)
        self.find_button = self.add_button("dialogs.folders.find", self._find, left=True)
        self.import_button = self.add_button("dialogs.folders.import", self._import, left=True)
        self.watch_button = self.add_button("dialogs.folders.watch", self._watch, left=True)
        self._check_button = self.add_button("dialogs.folders.check", self._check)
        self.add_button("dialogs.close", self.reject, "primary")
        self.table.chosen.connect(self._choose)
        session.changed.connect(self._changed)
        self._choose(None)
        self._load()

    def _changed(self, _change: ChangeSet) -> None:
        self._load()

    def _load(self) -> None:
        self._session.read(source_folders.source_folders, self._show, self)

    def _show(self, folders: list[SourceFolder]) -> None:
        first = self.table.current() is None
        self.table.show_rows(folders, key=lambda row: row.id)
        if first and folders:
            self.table.view.selectRow(0)
        if self._look is not None:
            self._look.cancel()
        self._look = Work(_look_at([folder.path for folder in folders]), self)
        self._look.progressed.connect(self._looked)
        self._look.finished.connect(self._looked)
        self._look.start()

    def _looked(self, places: dict[str, Place]) -> None:
        """Shows which folders are there; a drive that does not answer holds nobody up."""
        self._places = places
        self.table.show_rows(self.table.model.rows, key=lambda row: row.id)

    # What the table says

    def _is_away(self, folder: SourceFolder) -> bool:
        """Whether a look has found that a folder is not there."""
        place = self._places.get(folder.path)
        return place is not None and not place.there

    def _icon(self, folder: SourceFolder) -> tuple[str, str]:
        if self._is_away(folder):
            return "ph.folder-simple-minus-bold", "danger"
        return ("ph.eye", "accent_text") if folder.watched else ("ph.folder-simple", "muted")

    def _photos(self, folder: SourceFolder) -> str:
        return number(folder.photos, self._session.language)

    def _missing(self, folder: SourceFolder) -> str:
        return number(folder.missing, self._session.language) if folder.missing else ""

    def _imported(self, folder: SourceFolder) -> str:
        at = folder.imported_at
        return moment(at, self._session.language) if at is not None else "–"

    def _state(self, folder: SourceFolder) -> str:
        if self._is_away(folder):
            return self.text("dialogs.folders.not_there")
        return self.text("dialogs.folders.watched") if folder.watched else ""

    def _choose(self, folder: SourceFolder | None) -> None:
        there = folder is not None and not self._is_away(folder)
        self.find_button.setEnabled(folder is not None and folder.photos > 0)
        self.import_button.setEnabled(there)
        self.watch_button.setEnabled(folder is not None)
        watched = folder is not None and folder.watched
        key = "dialogs.folders.stop" if watched else "dialogs.folders.watch"
        self.watch_button.setText(self.text(key))
        self._detail.setText("" if folder is None else self._explain(folder))

    def _explain(self, folder: SourceFolder) -> str:
        """Says what the state of a folder means and what to do about it."""
        sentences = []
        if self._is_away(folder):
            sentences.append(self.text("dialogs.folders.not_there_hint"))
        elif folder.missing:
            sentences.append(self.text("dialogs.folders.missing_hint", count=folder.missing))
        if folder.watched:
            sentences.append(self.text("dialogs.folders.watched_hint"))
        return self.sentences(sentences)

    # What can be done

    def _find(self) -> None:
        folder = self.table.current()
        if folder is None:
            return
        place = self._places.get(folder.path)
        title = self.text("dialogs.folders.find_title")
        chosen = choose_folder(self, title, place.nearest if place is not None else None)
        if chosen is not None:
            self._session.submit("relink", folder=str(chosen), old=folder.path)
            self.say(self.text("dialogs.folders.finding"), "muted")

    def _import(self) -> None:
        folder = self.table.current()
        if folder is not None:
            self._session.submit("import", folder=folder.path, **_options(folder))
            self.say(self.text("dialogs.folders.importing"), "muted")

    def _check(self) -> None:
        self._session.submit("check_files")
        self.say(self.text("dialogs.folders.checking"), "muted")

    def _watch(self) -> None:
        """Starts or stops watching the chosen folder."""
        folder = self.table.current()
        if folder is None:
            return
        path = Path(folder.path)
        database = self._session.catalog.database

        def change() -> None:
            with database.write() as session:
                if folder.watched:
                    source_folders.stop_watching(session, path)
                else:
                    source_folders.watch_folder(session, path, _options(folder))

        def done(_nothing: object) -> None:
            if self._session.watched is not None:
                self._session.watched.refresh()
            self._load()

        self._session.background.write(change, done, None, self)

    def done(self, result: int) -> None:
        """Closes, and forgets a look under way."""
        if self._look is not None:
            self._look.cancel()
        super().done(result)


def _look_at(paths: Sequence[str]) -> Generator[dict[str, Place], None, dict[str, Place]]:
    """Looks which folders are there, one after the other."""
    places: dict[str, Place] = {}
    for path in paths:
        above = (Path(path), *Path(path).parents)
        nearest = next((folder for folder in above if folder.is_dir()), Path(path))
        places = places | {path: Place(folder_is_there(path), nearest)}
        yield places
    return places


def _options(folder: SourceFolder) -> dict[str, Any]:
    """Returns how a folder was imported last, else the usual way."""
    return dict(folder.options) or ImportOptions().to_json()
