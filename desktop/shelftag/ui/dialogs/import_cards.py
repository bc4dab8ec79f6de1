"""The cards of an import's groupings: what a product is, shown with the owner's own files."""

from functools import partial
from pathlib import PurePosixPath

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from shelftag.importing.grouping import Grouping, ProductGroup
from shelftag.importing.patterns import PLACEHOLDERS, NamePattern
from shelftag.importing.scan import shown
from shelftag.ui.controls import MIDDLE, ElidedLabel
from shelftag.ui.dialogs.frame import Text
from shelftag.ui.dialogs.import_plan import GroupingPlan, PatternPlan
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import label
from shelftag.ui.theme import mark
from shelftag_api.errors import ShelftagError

FIRST_PATTERN = "{sku}_{view}"
TYPING_MS = 200
"""So long after the last key a pattern is tried."""
_LONGEST = 22
"""Characters of a file name in an example."""
_INDENT = 24


class GroupingCard(QFrame):
    """One grouping: a radio button, its count, and an example from the owner's own files.

    Attributes:
        radio: Chooses it.
    """

    def __init__(self, text: Text, grouping: Grouping) -> None:
        super().__init__()
        self.setProperty("kind", "choice")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._text = text
        self.radio = QRadioButton(text(f"dialogs.import.{grouping.value}"))
        self.radio.toggled.connect(lambda chosen: mark(self, chosen=chosen))
        self._suggested = QLabel(text("dialogs.import.suggested"))
        self._suggested.setProperty("role", "key")
        self._suggested.hide()
        self._count = ElidedLabel(role="small", hugs=True)
        self._example = ElidedLabel(role="small", elide=MIDDLE)
        self._example.setContentsMargins(_INDENT, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.radio)
        row.addWidget(self._suggested)
        row.addStretch(1)
        row.addWidget(self._count)
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(12, 8, 12, 8)
        self.inside.setSpacing(2)
        self.inside.addLayout(row)
        self.inside.addWidget(self._example)

    def show_plan(self, plan: GroupingPlan, *, suggested: bool) -> None:
        """Shows what this grouping would make of the files."""
        self._suggested.setVisible(suggested)
        self._explain(
            self._text("dialogs.import.products", count=plan.products),
            example_of(plan, self._text),
        )

    def _explain(self, count: str, example: str) -> None:
        self._count.set_whole(count)
        self._example.set_whole(example)
        self.radio.setAccessibleDescription(f"{count}. {example}" if count else example)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses this card."""
        self.radio.setChecked(True)
        self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()


class PatternCard(GroupingCard):
    """The grouping by a pattern of the owner's: a line to type it into, and what it fits.

    Attributes:
        line: The pattern.
        pattern: What is typed there, or None while that has no meaning.

    Signals:
        typed: `pattern` is another one.
    """

    typed = Signal()

    def __init__(self, text: Text) -> None:
        super().__init__(text, Grouping.PATTERN)
        self.pattern: NamePattern | None = None
        self._explain("", text("dialogs.import.pattern_example"))
        self.line = QLineEdit(FIRST_PATTERN)
        self.line.setAccessibleName(text("dialogs.import.pattern"))
        self.line.setPlaceholderText(FIRST_PATTERN)
        self._verdict = label(role="small", wrap=True)
        chips = QHBoxLayout()
        chips.setSpacing(4)
        for name in PLACEHOLDERS:
            chips.addWidget(self._chip(name))
        chips.addStretch(1)
        self._editor = QWidget()
        layout = QVBoxLayout(self._editor)
        layout.setContentsMargins(_INDENT, 4, 0, 2)
        layout.setSpacing(6)
        layout.addWidget(self.line)
        layout.addLayout(chips)
        layout.addWidget(self._verdict)
        self.inside.addWidget(self._editor)
        self._editor.hide()
        self._wait = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._wait.timeout.connect(self._try)
        self.line.textChanged.connect(lambda: self._wait.start())
        self.radio.toggled.connect(self._unfold)

    def _chip(self, name: str) -> QPushButton:
        """Makes a button that puts a placeholder where the cursor is."""
        chip = QPushButton(f"{{{name}}}")
        chip.setProperty("kind", "placeholder")
        chip.setAutoDefault(False)
        chip.setToolTip(self._text(f"dialogs.import.placeholder.{name}"))
        chip.setAccessibleName(f"{chip.text()}: {chip.toolTip()}")
        chip.clicked.connect(partial(self._insert, chip.text()))
        return chip

    def _insert(self, placeholder: str) -> None:
        self.line.insert(placeholder)
        self.line.setFocus()

    def _unfold(self, chosen: bool) -> None:
        self._editor.setVisible(chosen)
        self._example.setVisible(not chosen)
        if chosen:
            self._try()
            self.line.setFocus()

    def _try(self) -> None:
        """Reads what is typed; says what is wrong with it."""
        self._wait.stop()
        if not self.radio.isChecked():
            return
        try:
            self.pattern = NamePattern.parse(self.line.text())
            self._say(self._text("dialogs.import.pattern_trying"))
        except ShelftagError as error:
            self.pattern = None
            self._count.setText("")
            self._say(self._text(error.message_id, **error.params), wrong=True)
        self.typed.emit()

    def show_fit(self, fit: PatternPlan, photos: int) -> None:
        """Says how many names the pattern fits, and names some that it does not."""
        if fit.plan is not None:
            self._count.setText(self._text("dialogs.import.products", count=fit.plan.products))
        names = ", ".join(_short(PurePosixPath(file).name) for file in fit.misfits)
        sentence = "pattern_fits_all" if not names else "pattern_fits"
        if not fit.fitting:
            sentence = "pattern_fits_none"
        fits = self._text(
            f"dialogs.import.{sentence}", count=photos, fitting=fit.fitting, names=names
        )
        self._say(fits, wrong=not fit.fitting)

    def _say(self, sentence: str, *, wrong: bool = False) -> None:
        self._verdict.setText(sentence)
        mark(self._verdict, tone="danger" if wrong else "")
        mark(self.line, problem=wrong)
        self.line.setAccessibleDescription(sentence)


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
