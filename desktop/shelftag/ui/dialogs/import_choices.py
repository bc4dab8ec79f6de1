"""The choices of an import: what a product is, and what folder and file names are good for."""

from pathlib import PurePosixPath

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from shelftag.importing.grouping import Grouping, ProductGroup
from shelftag.importing.scan import shown
from shelftag.ui.controls import MIDDLE, ElidedLabel
from shelftag.ui.dialogs.frame import Text
from shelftag.ui.dialogs.import_plan import GroupingPlan, ImportPlan
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import label
from shelftag.ui.theme import mark

_LONGEST = 22
"""Characters of a file name in an example."""


class _Card(QFrame):
    """One grouping: a radio button, its count, and an example from the owner's own files."""

    def __init__(self, text: Text, grouping: Grouping) -> None:
        super().__init__()
        self.setProperty("kind", "choice")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._text = text
        self._grouping = grouping
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(GAP // 2)
        self.radio = QRadioButton(text(f"dialogs.import.{grouping.value}"))
        self.radio.toggled.connect(lambda chosen: mark(self, chosen=chosen))
        self._suggested = QLabel(text("dialogs.import.suggested"))
        self._suggested.setProperty("role", "key")
        self._count = label(role="small")
        self._example = ElidedLabel(role="small", elide=MIDDLE)
        self._example.setContentsMargins(24, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.radio)
        row.addWidget(self._suggested)
        row.addStretch(1)
        row.addWidget(self._count)
        layout.addLayout(row)
        layout.addWidget(self._example)

    def show_plan(self, plan: GroupingPlan, *, suggested: bool) -> None:
        """Shows what this grouping would make of the files."""
        self._suggested.setVisible(suggested)
        self._count.setText(self._text("dialogs.import.products", count=plan.products))
        example = example_of(plan, self._text)
        self._example.set_whole(example)
        self.radio.setAccessibleDescription(f"{self._count.text()}. {example}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses this card."""
        self.radio.setChecked(True)
        self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()


def example_of(plan: GroupingPlan, text: Text) -> str:
    """Explains a grouping with one of the owner's own products."""
    found = plan.example
    names = [_short(PurePosixPath(file).name) for file in found.files]
    if plan.grouping is Grouping.EACH_PHOTO:
        return text("dialogs.import.example_photo", file=names[0])
    if plan.grouping is Grouping.EACH_FOLDER:
        if not found.key.endswith("/"):
            return text("dialogs.import.example_no_folders")
        folder = _short(PurePosixPath(found.files[0]).parent.name)
        return text("dialogs.import.example_folder", folder=folder, count=len(names))
    if len(names) == 1:
        return text("dialogs.import.example_no_names")
    files = " + ".join(names[:2]) + (" + …" if len(names) > 2 else "")
    return text("dialogs.import.example_names", files=files)


def product_name(found: ProductGroup) -> str:
    """Returns what a product would be called in a list."""
    return found.title or found.sku or shown(PurePosixPath(found.files[0]).name)


def _short(name: str) -> str:
    name = shown(name)
    half = _LONGEST // 2
    return name if len(name) <= _LONGEST else f"{name[:half]}…{name[-half:]}"


class ImportChoices(QWidget):
    """All choices of an import.

    Attributes:
        grouping: The chosen grouping.

    Signals:
        changed: Something else was chosen.
    """

    changed = Signal()

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(label(text("dialogs.import.grouping"), "strong"))
        self._group = QButtonGroup(self)
        self.cards: dict[Grouping, _Card] = {}
        for number, grouping in enumerate(Grouping):
            card = self.cards[grouping] = _Card(text, grouping)
            self._group.addButton(card.radio, number)
            layout.addWidget(card)
        self._group.idToggled.connect(self._toggled)
        layout.addSpacing(GAP)
        layout.addWidget(label(text("dialogs.import.names"), "strong"))
        names = QVBoxLayout()
        names.setSpacing(2)
        layout.addLayout(names)
        self.folder_categories = QCheckBox(text("dialogs.import.folder_categories"))
        self.folder_categories.toggled.connect(self._enable)
        self.trusted = QCheckBox(text("dialogs.import.trusted"))
        self.use_names = QCheckBox(text("dialogs.import.use_names"))
        self.use_names.setChecked(True)
        self._folders_hint = self._option(
            names, self.folder_categories, "folder_categories_hint", 0
        )
        self._option(names, self.trusted, "trusted_hint", 24)
        self._option(names, self.use_names, "use_names_hint", 0)
        layout.addStretch(1)
        for box in (self.trusted, self.use_names):
            box.toggled.connect(lambda: self.changed.emit())
        self._enable()

    def _option(self, layout: QVBoxLayout, box: QCheckBox, hint_id: str, indent: int) -> QLabel:
        """Adds a check box with a sentence below; returns the sentence."""
        row = QHBoxLayout()
        row.setContentsMargins(indent, 0, 0, 0)
        row.addWidget(box)
        layout.addLayout(row)
        hint = label(self._text(f"dialogs.import.{hint_id}"), "small", wrap=True)
        hint.setContentsMargins(indent + 26, 0, 0, 0)
        layout.addWidget(hint)
        layout.addSpacing(GAP)
        return hint

    @property
    def grouping(self) -> Grouping:
        """The chosen grouping."""
        return list(Grouping)[max(self._group.checkedId(), 0)]

    def show_plan(self, plan: ImportPlan) -> None:
        """Shows what each choice would lead to, and chooses the suggested grouping."""
        for grouping, card in self.cards.items():
            card.show_plan(plan.groupings[grouping], suggested=grouping is plan.suggested)
        self.cards[plan.suggested].radio.setChecked(True)
        named = any(found.categories for found in plan.groupings.values())
        hint = "folder_categories_hint" if named else "no_folder_names"
        self._folders_hint.setText(self._text(f"dialogs.import.{hint}"))
        self.folder_categories.setEnabled(named)
        if not named:
            self.folder_categories.setChecked(False)
        self.changed.emit()

    def _toggled(self, _id: int, chosen: bool) -> None:
        if chosen:
            self.changed.emit()

    def _enable(self) -> None:
        """Folder names can be trusted only where they are used."""
        self.trusted.setEnabled(self.folder_categories.isChecked())
        if not self.folder_categories.isChecked():
            self.trusted.setChecked(False)
        self.changed.emit()
