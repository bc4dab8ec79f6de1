"""The choices of an import: what a product is, and what else is to be done with the photos."""

from dataclasses import fields
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from shelftag.importing.grouping import Grouping
from shelftag.importing.patterns import NamePattern
from shelftag.importing.plan import ImportOptions
from shelftag.ui.dialogs.fold import Fold
from shelftag.ui.dialogs.frame import Text
from shelftag.ui.dialogs.import_cards import GroupingCard, PatternCard
from shelftag.ui.dialogs.import_plan import PLAIN_GROUPINGS, ImportPlan
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import label

_FIELDS = {field.name: field.default for field in fields(ImportOptions)}
MORE_OPTIONS = tuple(
    name
    for name in ("use_names", "keep_copies", "read_codes", "pull_cloud", "watch")
    if name in _FIELDS
)
"""What is folded away: fields of `ImportOptions` that are on or off; one is a name here and the
sentences ``dialogs.import.NAME`` and ``dialogs.import.NAME_hint``."""


class ImportChoices(QScrollArea):
    """All choices of an import.

    Attributes:
        cards: The groupings.
        pattern_card: The card of the grouping by a pattern.
        boxes: The check boxes, by the field of `ImportOptions`.
        more: What hides the less usual ones.

    Signals:
        changed: Something else was chosen.
        pattern_typed: The pattern is another one.
    """

    changed = Signal()
    pattern_typed = Signal()

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text
        self._named = True
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        self.setWidget(content)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, GAP, 0)
        layout.setSpacing(GAP)
        layout.addWidget(label(text("dialogs.import.grouping"), "strong"))
        self._group = QButtonGroup(self)
        self.pattern_card = PatternCard(text)
        self.cards: dict[Grouping, GroupingCard] = {
            grouping: GroupingCard(text, grouping) for grouping in PLAIN_GROUPINGS
        }
        self.cards[Grouping.PATTERN] = self.pattern_card
        for number, card in enumerate(self.cards.values()):
            self._group.addButton(card.radio, number)
            layout.addWidget(card)
        layout.addSpacing(GAP)
        layout.addWidget(label(text("dialogs.import.names"), "strong"))
        self.boxes: dict[str, QCheckBox] = {}
        self._hints: dict[str, QLabel] = {}
        self._add_option(layout, "folder_categories")
        self._add_option(layout, "trusted", indent=24)
        self.more = Fold(text("dialogs.import.more"))
        for name in MORE_OPTIONS:
            self._add_option(self.more.inside, name)
        layout.addWidget(self.more)
        layout.addStretch(1)
        self.more.button.toggled.connect(self._show_more)
        self._group.idToggled.connect(self._toggled)
        self.pattern_card.typed.connect(self._pattern_typed)
        self._fit()

    def _add_option(self, layout: QVBoxLayout, name: str, indent: int = 0) -> None:
        """Adds a check box with a sentence below."""
        box = self.boxes[name] = QCheckBox(self._text(f"dialogs.import.{name}"))
        box.setChecked(bool(_FIELDS[name]))
        box.toggled.connect(lambda: self._fit())
        hint = self._hints[name] = label(
            self._text(f"dialogs.import.{name}_hint"), "small", wrap=True
        )
        hint.setContentsMargins(24, 0, 0, 0)
        box.setAccessibleDescription(hint.text())
        row = QVBoxLayout()
        row.setContentsMargins(indent, 0, 0, 4)
        row.setSpacing(2)
        row.addWidget(box)
        row.addWidget(hint)
        layout.addLayout(row)

    @property
    def grouping(self) -> Grouping:
        """The chosen grouping."""
        return list(self.cards)[max(self._group.checkedId(), 0)]

    @property
    def pattern(self) -> NamePattern | None:
        """The pattern that the grouping goes by, or None."""
        return self.pattern_card.pattern if self.grouping is Grouping.PATTERN else None

    def options(self) -> dict[str, Any]:
        """Returns everything chosen, as the import job takes it."""
        pattern = self.pattern
        chosen = {name: box.isChecked() for name, box in self.boxes.items()}
        return {
            "grouping": self.grouping.value, "pattern": pattern.text if pattern else "", **chosen,
        }  # fmt: skip

    def show_plan(self, plan: ImportPlan) -> None:
        """Shows what each choice would lead to, and chooses the suggested grouping."""
        for grouping, made in plan.groupings.items():
            self.cards[grouping].show_plan(made, suggested=grouping is plan.suggested)
        self.cards[plan.suggested].radio.setChecked(True)
        named = any(found.categories for found in plan.groupings.values())
        self._hints["folder_categories"].setText(
            self._text(
                "dialogs.import.folder_categories_hint"
                if named
                else "dialogs.import.no_folder_names"
            )
        )
        self._named = named
        self._fit()

    def _show_more(self) -> None:
        """Scrolls to what was unfolded, once it is laid out."""
        QTimer.singleShot(0, self.more, lambda: self.ensureWidgetVisible(self.more))

    def _toggled(self, _id: int, chosen: bool) -> None:
        if chosen:
            self._fit()

    def _pattern_typed(self) -> None:
        self._fit()
        self.pattern_typed.emit()

    def _fit(self) -> None:
        """Folder names can be trusted only where they are used; a pattern may say that they are."""
        pattern = self.pattern
        said = pattern is not None and pattern.names_category
        folders = self.boxes["folder_categories"]
        _allow(folders, self._named and not said, otherwise=said)
        _allow(self.boxes["trusted"], folders.isChecked(), otherwise=False)
        self.changed.emit()


def _allow(box: QCheckBox, allowed: bool, *, otherwise: bool) -> None:
    """Leaves a box to the owner, or sets it where there is no choice."""
    blocker = QSignalBlocker(box)
    box.setEnabled(allowed)
    if not allowed:
        box.setChecked(otherwise)
    blocker.unblock()
