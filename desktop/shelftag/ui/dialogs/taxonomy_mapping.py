"""What the shop's categories are in a taxonomy: guessed, and corrected by hand."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from shelftag.catalog import tree
from shelftag.catalog.scope import OperationScope
from shelftag.catalog.tree import PATH_SEPARATOR
from shelftag.exchange.taxonomies.lines import GOOGLE
from shelftag.ui.dialogs.pieces import EmptyState, label
from shelftag.ui.dialogs.table import Column, Table
from shelftag.ui.dialogs.taxonomy_tree import FoundTaxonomy
from shelftag.ui.session import Session
from shelftag.ui.target_picker import TargetPicker
from shelftag.ui.translation import percent

THRESHOLDS = (90, 70, 50, 0)
USUAL = 70


@dataclass(frozen=True)
class MappingRow:
    """A category of the shop and what it is in the taxonomy.

    Attributes:
        category_id: The category.
        name: Its path.
        before: The id that it has; empty for none.
        place: What it would be, as a place in the taxonomy; None for nothing.
        confidence: Of the guess; None where the owner chose, or the id was there.
        taken: Whether it gets that id.
    """

    category_id: int
    name: str
    before: str
    place: int | None
    confidence: float | None
    taken: bool


class MappingPage(QWidget):
    """A table of all categories, and what can be done with the chosen one.

    Attributes:
        table: The categories, as `MappingRow`.
        threshold: From which confidence guesses are taken.

    Signals:
        changed: Something would be stored that is different now.
    """

    changed = Signal()

    def __init__(self, session: Session, dialog: QWidget) -> None:
        super().__init__()
        self._session = session
        self._found: FoundTaxonomy | None = None
        text = self._text = session.text
        self._picker = TargetPicker(session, dialog)
        self.table = Table(
            text("dialogs.taxonomy.use_map"),
            [
                Column(text("dialogs.taxonomy.own"), lambda row: row.name, wide=2, strong=True,
                       icon=_icon),
                Column(text("dialogs.taxonomy.in_taxonomy"), self._path, wide=3,
                       tone=lambda row: "" if row.taken else "muted"),
                Column(text("dialogs.taxonomy.id"), self._code, right=True,
                       tone=lambda row: "" if row.taken else "muted"),
                Column(text("dialogs.taxonomy.confidence"), self._confidence, right=True),
            ],
            EmptyState("ph.tree-structure", text("dialogs.taxonomy.no_categories"),
                       text("dialogs.taxonomy.no_categories_hint")),
        )  # fmt: skip
        self.table.view.installEventFilter(self)
        self.table.view.doubleClicked.connect(lambda _index: self.choose())
        self.table.chosen.connect(lambda _row: self._enable())
        self.threshold = QComboBox()
        self.threshold.setAccessibleName(text("dialogs.taxonomy.threshold"))
        for value in THRESHOLDS:
            name = "from" if value else "all"
            self.threshold.addItem(
                text(f"dialogs.taxonomy.threshold_{name}", share=percent(value / 100)), value
            )
        self.threshold.setCurrentIndex(THRESHOLDS.index(USUAL))
        self.threshold.currentIndexChanged.connect(lambda _index: self._guess())
        self._buttons = [
            self._button("change", self.choose),
            self._button("toggle", self.toggle),
            self._button("clear", self.clear),
        ]
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(self._text("dialogs.taxonomy.threshold"), "muted"))
        row.addWidget(self.threshold)
        row.addStretch(1)
        for button in self._buttons:
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)

    def _button(self, name: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(self._text(f"dialogs.taxonomy.{name}"))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: slot())
        return button

    def show_taxonomy(self, found: FoundTaxonomy) -> None:
        """Shows the guesses for a taxonomy."""
        self._found = found
        self._guess()

    def _guess(self) -> None:
        """Fills the table with what there is and what is guessed."""
        found = self._found
        if found is None:
            return
        own, language = self._session.tree, self._session.language
        places = {code: place for place, code in enumerate(found.codes) if code}
        guesses = {category: (place, share) for category, place, share in found.guesses}
        least = self.threshold.currentData() / 100
        rows = []
        for node in own.nodes.values():
            code = node.google_id if found.kind == GOOGLE else node.shopify_id
            before = str(code or "")
            place, share = guesses.get(node.id, (None, None))
            if before:
                place, share = places.get(before), None
            elif place is not None and not found.codes[place]:
                place, share = None, None
            taken = bool(before) or (share is not None and share >= least)
            name = own.path_text(node.id, language)
            rows.append(MappingRow(node.id, name, before, place, share, taken))
        self.table.show_rows(rows, key=lambda row: row.category_id)
        self._enable()
        self.changed.emit()

    @property
    def rows(self) -> list[MappingRow]:
        """All categories."""
        return list(self.table.model.rows)

    def choose(self) -> None:
        """Asks what the chosen category is in the taxonomy."""
        row = self.table.current()
        if row is None or self._found is None:
            return
        without = [place + 1 for place, code in enumerate(self._found.codes) if not code]
        self._picker.ask(
            "ui.picker.taxonomy",
            without,
            lambda number: self._set(row, place=number - 1, confidence=None, taken=True),
            self._found.tree,
        )

    def toggle(self) -> None:
        """Takes the guess for the chosen category, or leaves it out."""
        row = self.table.current()
        if row is not None and row.place is not None:
            self._set(row, taken=not row.taken)

    def clear(self) -> None:
        """Leaves the chosen category without an id."""
        row = self.table.current()
        if row is not None:
            self._set(row, place=None, confidence=None, taken=False)

    def _set(self, row: MappingRow, **values: object) -> None:
        changed = replace(row, **values)  # type: ignore[arg-type]
        rows = [changed if other.category_id == row.category_id else other for other in self.rows]
        bar = self.table.view.verticalScrollBar()
        scrolled = bar.value()
        self.table.show_rows(rows, key=lambda other: other.category_id)
        bar.setValue(scrolled)
        self.table.view.setFocus()
        self.changed.emit()

    def told(self) -> tuple[str, str, bool]:
        """Returns what would happen, more about it, and whether it is anything."""
        codes = self._changes()
        unsure = sum(row.place is not None and not row.taken for row in self.rows)
        details = self._text("dialogs.taxonomy.unsure", count=unsure) if unsure else ""
        return self._text("dialogs.taxonomy.would_map", count=len(codes)), details, bool(codes)

    def writer(self) -> Callable[[OperationScope], None]:
        """Returns what stores the ids."""
        codes = self._changes()
        if self._found is not None and self._found.kind == GOOGLE:
            numbers = {i: int(code) if code else None for i, code in codes.items()}
            return lambda scope: tree.map_categories(scope, google=numbers)
        return lambda scope: tree.map_categories(
            scope, shopify={i: code or None for i, code in codes.items()}
        )

    def _changes(self) -> dict[int, str]:
        """Returns the ids that are other than before, by category; empty to take one away."""
        return {
            row.category_id: after for row in self.rows if (after := self._after(row)) != row.before
        }

    def _after(self, row: MappingRow) -> str:
        """Returns the id that a category will have; one of another version stays as it is."""
        if not row.taken:
            return ""
        return self._code(row)

    def _path(self, row: MappingRow) -> str:
        if row.place is None or self._found is None:
            return self._text("dialogs.taxonomy.unknown_id") if row.taken else "–"
        return PATH_SEPARATOR.join(self._found.paths[row.place])

    def _code(self, row: MappingRow) -> str:
        if row.place is None or self._found is None:
            return row.before if row.taken else ""
        return self._found.codes[row.place]

    def _confidence(self, row: MappingRow) -> str:
        if row.confidence is not None:
            return percent(row.confidence)
        return self._text("dialogs.taxonomy.by_hand") if row.taken else ""

    def _enable(self) -> None:
        row = self.table.current()
        change, toggle, clear = self._buttons
        change.setEnabled(row is not None)
        toggle.setEnabled(row is not None and row.place is not None)
        clear.setEnabled(row is not None and (row.place is not None or row.taken))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter chooses, Space takes or leaves out, Delete clears."""
        slots = {
            Qt.Key.Key_Return: self.choose, Qt.Key.Key_Enter: self.choose,
            Qt.Key.Key_Space: self.toggle, Qt.Key.Key_Delete: self.clear,
        }  # fmt: skip
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            slot = slots.get(Qt.Key(event.key()))
            if slot is not None:
                slot()
                return True
        return super().eventFilter(watched, event)


def _icon(row: MappingRow) -> tuple[str, str]:
    return ("ph.check-circle-fill", "confirmed") if row.taken else ("ph.circle", "muted")
