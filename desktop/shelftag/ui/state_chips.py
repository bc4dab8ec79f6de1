"""The chips that filter a place by state; where there is no room for them, one chip with a menu."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QWidget

from shelftag.ui.controls import Button, fit_chip
from shelftag.ui.navigation import STATE_FILTERS, Navigation
from shelftag.ui.session import Session
from shelftag.ui.translation import number

_GAP = 4
_ARROW = 20
"""Room beside the words where a menu opens."""


class StateChips(QWidget):
    """All, to review, accepted, confirmed, each with its number.

    Attributes:
        chips: The chips by name.
        chosen: Stands for all of them in a narrow bar: shows the one that is chosen.
    """

    def __init__(self, session: Session, navigation: Navigation) -> None:
        super().__init__()
        self._session, self._navigation = session, navigation
        self.chips: dict[str, Button] = {}
        self._actions: dict[str, QAction] = {}
        self._group = QButtonGroup(self)
        self.chosen = Button("", "chip")
        menu = QMenu(self.chosen)
        actions = QActionGroup(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for name in STATE_FILTERS:
            choose = partial(navigation.set_states, name)
            chip = self.chips[name] = Button("", "chip", choose)
            chip.setCheckable(True)
            self._group.addButton(chip)
            row.addWidget(chip)
            action = self._actions[name] = QAction(menu, checkable=True)
            action.triggered.connect(choose)
            actions.addAction(action)
            menu.addAction(action)
        self.chosen.setMenu(menu)
        self.chosen.setCheckable(True)
        self.chosen.setChecked(True)
        self.chosen.hide()
        row.addWidget(self.chosen)

    def refresh(self) -> None:
        """Shows the counts of the place, and which chip is chosen."""
        session, place = self._session, self._navigation.place
        counts = place.counts(session.overview)
        numbers = {
            "all": counts.total,
            "review": counts.review,
            "accepted": counts.accepted,
            "confirmed": counts.confirmed,
        }
        for name, chip in self.chips.items():
            shown = number(numbers[name], session.language)
            words = f"{session.text(f'ui.filter.{name}')}  {shown}"
            chip.setChecked(name == place.states)
            self._actions[name].setChecked(name == place.states)
            self._actions[name].setText(words)
            chip.setText(words)
            chip.setAccessibleName(words)
            fit_chip(chip)
            if name == place.states:
                self.chosen.setText(words)
                self.chosen.setAccessibleName(words)
                fit_chip(self.chosen, _ARROW)

    def fold(self, folded: bool) -> None:
        """Shows one chip with a menu, or all of them; the focus goes along."""
        if folded == self.folded:
            return
        focused = any(chip.hasFocus() for chip in (*self.chips.values(), self.chosen))
        for chip in self.chips.values():
            chip.setVisible(not folded)
        self.chosen.setVisible(folded)
        if focused:
            target = self.chosen if folded else self.chips[self._navigation.place.states]
            target.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def folded(self) -> bool:
        """Whether one chip stands for all."""
        return not self.chosen.isHidden()

    def width_for(self, folded: bool) -> int:
        """Returns how wide it is, folded or not."""
        shown = [self.chosen] if folded else list(self.chips.values())
        return sum(chip.minimumWidth() for chip in shown) + _GAP * (len(shown) - 1)

    def minimumSizeHint(self) -> QSize:
        """Keeps the height of a chip."""
        return QSize(self.width_for(self.folded), self.chosen.sizeHint().height())
