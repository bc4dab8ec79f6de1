"""A choice of days: any, the last few, or from one day to another."""

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from shelftag.catalog.conditions import Conditions
from shelftag.ui.controls import label
from shelftag.ui.session import Session

_WITHIN = (1, 7, 30, 365)
_BETWEEN = -1
_FIRST = QDate(1970, 1, 1)


class DayChoice(QWidget):
    """Chooses days for one of the dates of `Conditions`.

    Attributes:
        choice: How they are chosen.
        first: The first day, while it is chosen by dates.
        last: The last day, likewise.

    Signals:
        changed: Other days were chosen.
    """

    changed = Signal()

    def __init__(self, session: Session, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        name = session.text(f"searches.{kind}")
        self.choice = QComboBox()
        self.choice.setAccessibleName(name)
        self.choice.addItem(session.text("searches.any_day"), None)
        for days in _WITHIN:
            self.choice.addItem(session.text("searches.within", count=days), days)
        self.choice.addItem(session.text("searches.between"), _BETWEEN)
        self.first, self.last = QDateEdit(), QDateEdit()
        row = QHBoxLayout()
        row.setSpacing(6)
        for part, key in ((self.first, "first_day"), (self.last, "last_day")):
            part.setCalendarPopup(True)
            part.setDisplayFormat("yyyy-MM-dd")
            part.setDateRange(_FIRST, QDate.currentDate())
            part.setAccessibleName(f"{name}: {session.text(f'searches.{key}')}")
            part.dateChanged.connect(lambda: self.changed.emit())
            row.addWidget(part, 1)
        row.insertWidget(1, label("–", "muted"))
        self._days = QWidget()
        self._days.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.choice)
        layout.addWidget(self._days)
        self.choice.activated.connect(self._choose)

    def _choose(self) -> None:
        self._days.setVisible(self.choice.currentData() == _BETWEEN)
        self.window().adjustSize()
        self.changed.emit()

    def show_days(self, wanted: Conditions) -> None:
        """Shows what is asked for; emits nothing."""
        within = getattr(wanted, f"{self._kind}_within")
        first, last = getattr(wanted, f"{self._kind}_from"), getattr(wanted, f"{self._kind}_to")
        value = _BETWEEN if first or last else within
        if self.choice.findData(value) < 0:
            value = _WITHIN[-1]
        self.blockSignals(True)
        self.choice.setCurrentIndex(self.choice.findData(value))
        today = QDate.currentDate()
        self.first.setDate(_shown(first, today.addMonths(-1) if value != _BETWEEN else _FIRST))
        self.last.setDate(_shown(last, today))
        self._days.setVisible(value == _BETWEEN)
        self.blockSignals(False)

    def days(self) -> dict[str, Any]:
        """Returns the fields of `Conditions` that are chosen here."""
        value = self.choice.currentData()
        between = value == _BETWEEN
        return {
            f"{self._kind}_within": None if between else value,
            f"{self._kind}_from": _date(self.first) if between else None,
            f"{self._kind}_to": _date(self.last) if between else None,
        }


def _shown(day: date | None, otherwise: QDate) -> QDate:
    return QDate(day.year, day.month, day.day) if day else otherwise


def _date(field: QDateEdit) -> date:
    day = field.date()
    return date(day.year(), day.month(), day.day())
