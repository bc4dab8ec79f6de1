"""The panel of conditions: what it shows is what the grid is filtered by, at once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy import select
from sqlalchemy.orm import Session as Reader

from shelftag.catalog import import_history
from shelftag.catalog.conditions import DUPLICATES, MISSING, NOTHING, SOURCES
from shelftag.catalog.marks import FLAGS
from shelftag.catalog.models import ModelVersion
from shelftag.ui.controls import Button, label, line
from shelftag.ui.day_choice import DayChoice
from shelftag.ui.dialogs.look import dress
from shelftag.ui.navigation import Navigation
from shelftag.ui.session import Session
from shelftag.ui.translation import moment

_IMPORTS = 100
"""Imports that can be chosen: the latest."""


@dataclass(frozen=True)
class _Choices:
    """What there is to choose from: model versions by number, imports by number."""

    models: list[tuple[int, str]]
    imports: list[tuple[int, str, datetime]]


def _read_choices(reader: Reader) -> _Choices:
    versions = select(ModelVersion.number, ModelVersion.name).order_by(ModelVersion.number.desc())
    runs = import_history.imports(reader, _IMPORTS)
    return _Choices(
        [(number, name) for number, name in reader.execute(versions)],
        [(run.id, run.folder, run.started_at) for run in runs],
    )


class FilterPanel(QFrame):
    """All conditions that can be set with the mouse or by Tab and Space; Esc closes it.

    Attributes:
        boxes: The check boxes, by kind and name.
        least: Least confidence, in per cent.
        most: Confidence that is too high, likewise.
        model: Which version suggested.
        run: Which import brought it.
        imported: When it came in.
        labelled: When its label was given.
    """

    def __init__(self, session: Session, navigation: Navigation, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(session.text("searches.filter"))
        dress(self)
        self._session, self._navigation = session, navigation
        self._showing = False
        self.boxes: dict[tuple[str, str], QCheckBox] = {}
        self.least, self.most = self._share("least", 0), self._share("most", 100)
        self.model, self.run = QComboBox(), QComboBox()
        self.imported = DayChoice(session, "imported")
        self.labelled = DayChoice(session, "labelled")
        self._lay_out()
        for combo in (self.model, self.run):
            combo.activated.connect(self._apply)
        for days in (self.imported, self.labelled):
            days.changed.connect(self._apply)

    def _share(self, key: str, value: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(0, 100)
        box.setSingleStep(5)
        box.setValue(value)
        box.setSuffix("\u202f%")
        box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box.setAccessibleName(self._session.text(f"searches.confidence_{key}"))
        box.valueChanged.connect(self._apply)
        return box

    def _lay_out(self) -> None:
        text = self._session.text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 12)
        layout.setSpacing(12)
        columns = QHBoxLayout()
        columns.setSpacing(32)
        confidence = QHBoxLayout()
        confidence.setSpacing(6)
        confidence.addWidget(self.least, 1)
        confidence.addWidget(label("–", "muted"))
        confidence.addWidget(self.most, 1)
        left = (
            ("source_title", self._checks("source", SOURCES, 2)),
            ("confidence_title", confidence),
            ("model_title", self.model),
            ("labelled", self.labelled),
            ("corrected_title", self._checks("corrected", ("yes",), 1)),
        )
        right = (
            ("missing_title", self._checks("missing", MISSING, 2)),
            ("duplicate_title", self._checks("duplicate", DUPLICATES, 3)),
            ("flag_title", self._checks("flag", FLAGS, 1)),
            ("imported", self.imported),
            ("run_title", self.run),
        )
        for sections in (left, right):
            column = QVBoxLayout()
            column.setSpacing(6)
            for key, part in sections:
                column.addWidget(label(text(f"searches.{key}"), "section"))
                if isinstance(part, QWidget):
                    column.addWidget(part)
                else:
                    column.addLayout(part)
                column.addSpacing(8)
            column.addStretch(1)
            columns.addLayout(column, 1)
        for combo, key in ((self.model, "model_title"), (self.run, "run_title")):
            combo.setAccessibleName(text(f"searches.{key}"))
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            combo.setMinimumContentsLength(18)
        layout.addLayout(columns)
        layout.addWidget(line())
        layout.addLayout(self._footer())

    def _footer(self) -> QHBoxLayout:
        text = self._session.text
        footer = QHBoxLayout()
        hint = label(text("searches.words_hint"), "caption")
        hint.setWordWrap(True)
        hint.setToolTip(text("searches.words_tip"))
        self.clear_button = Button(text("searches.clear_all"), "ghost", self._clear)
        footer.addWidget(hint, 1)
        footer.addWidget(self.clear_button)
        footer.addWidget(Button(text("ui.close"), "", self.close))
        return footer

    def _checks(self, kind: str, names: Iterable[str], across: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for place, name in enumerate(names):
            box = QCheckBox(self._session.text(f"searches.{kind}.{name}"))
            box.toggled.connect(self._apply)
            self.boxes[kind, name] = box
            grid.addWidget(box, place // across, place % across)
        return grid

    def focus_first(self) -> None:
        """Puts the focus on the first condition."""
        self.boxes["source", "owner"].setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self) -> None:
        """Shows the conditions of the place, and what there is to choose from."""
        choices = self._session.read_now(_read_choices)
        wanted, text = self._navigation.place.conditions, self._session.text
        self._showing = True
        models = [
            (text("searches.model_name", model=n, name=name), n) for n, name in choices.models
        ]
        runs = [
            (f"{folder} · {moment(at, self._session.language)}", number)
            for number, folder, at in choices.imports
        ]
        _fill(self.model, text("searches.any_model"), models, wanted.model)
        _fill(self.run, text("searches.any_run"), runs, wanted.import_run)
        self.least.setValue(round(100 * (wanted.confidence_from or 0)))
        below = wanted.confidence_below
        self.most.setValue(100 if below is None else round(100 * below))
        self.imported.show_days(wanted)
        self.labelled.show_days(wanted)
        chosen = {
            "source": wanted.sources, "missing": wanted.missing, "duplicate": wanted.duplicates,
            "flag": wanted.flags, "corrected": frozenset({"yes"} if wanted.corrected else ()),
        }  # fmt: skip
        for (kind, name), box in self.boxes.items():
            box.setChecked(name in chosen[kind])
        self._showing = False

    def _ticked(self, kind: str) -> frozenset[str]:
        return frozenset(
            name for (of, name), box in self.boxes.items() if of == kind and box.isChecked()
        )

    def _apply(self) -> None:
        """Filters by what is chosen; what cannot be chosen here stays."""
        if self._showing:
            return
        self._navigation.set_conditions(
            replace(
                self._navigation.place.conditions,
                sources=self._ticked("source"),
                confidence_from=self.least.value() / 100 or None,
                confidence_below=self.most.value() / 100 if self.most.value() < 100 else None,
                model=self.model.currentData(),
                missing=self._ticked("missing"),
                duplicates=self._ticked("duplicate"),
                flags=self._ticked("flag"),
                corrected=bool(self._ticked("corrected")),
                import_run=self.run.currentData(),
                **self.imported.days(),
                **self.labelled.days(),
            )
        )

    def _clear(self) -> None:
        self._navigation.set_conditions(NOTHING)
        self.refresh()


def _fill(
    combo: QComboBox, nothing: str, choices: Iterable[tuple[str, int]], chosen: int | None
) -> None:
    """Fills a combo box; a choice that is there no more stays chosen by its number."""
    combo.clear()
    combo.addItem(nothing, None)
    for shown, value in choices:
        combo.addItem(shown, value)
    if combo.findData(chosen) < 0:
        combo.addItem(str(chosen), chosen)
    combo.setCurrentIndex(combo.findData(chosen))
