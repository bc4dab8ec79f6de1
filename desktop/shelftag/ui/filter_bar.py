"""The button that opens the filter, and the chips of what is filtered by."""

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from shelftag.catalog.conditions import NOTHING, Conditions
from shelftag.ui.controls import Button
from shelftag.ui.filter_panel import FilterPanel
from shelftag.ui.filter_texts import parts
from shelftag.ui.flow_layout import FlowLayout
from shelftag.ui.navigation import Navigation
from shelftag.ui.session import Session


class FilterButton(Button):
    """Opens the panel of conditions below itself.

    Attributes:
        panel: The panel.
    """

    def __init__(self, session: Session, navigation: Navigation) -> None:
        super().__init__(
            session.text("searches.filter"), "chip", self.open_panel, icon="ph.funnel",
            token="muted",
        )  # fmt: skip
        self.setToolTip(session.text("searches.filter_tip"))
        self.panel = FilterPanel(session, navigation, self)

    def open_panel(self) -> None:
        """Shows the panel, within the screen."""
        self.panel.refresh()
        self.panel.adjustSize()
        at = self.mapToGlobal(QPoint(0, self.height() + 4))
        room = self.screen().availableGeometry()
        at.setX(max(room.left(), min(at.x(), room.right() - self.panel.width())))
        at.setY(max(room.top(), min(at.y(), room.bottom() - self.panel.height())))
        self.panel.move(at)
        self.panel.show()
        self.panel.focus_first()


class FilterChips(QWidget):
    """A chip for each condition; a click takes it away. Hidden while there is none."""

    def __init__(
        self, session: Session, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._navigation = session, navigation
        self._shown: Conditions = NOTHING
        self.chips: list[Button] = []
        self._flow = FlowLayout(self, 6)
        self.setAccessibleName(session.text("searches.filter"))
        navigation.moved.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Shows the conditions of the place."""
        wanted = self._navigation.place.conditions
        self.setVisible(bool(wanted))
        if wanted == self._shown:
            return
        self._shown = wanted
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(text, rest) for text, rest in parts(self._session, wanted)]
        clear = Button(
            self._session.text("searches.clear_all"), "chip",
            partial(self._navigation.set_conditions, NOTHING),
        )  # fmt: skip
        self.chips.append(clear)
        for chip in self.chips:
            self._flow.addWidget(chip)
            chip.show()
        self.updateGeometry()

    def _chip(self, text: str, rest: Conditions) -> Button:
        chip = Button(
            text.replace("&", "&&"), "filter", partial(self._navigation.set_conditions, rest),
            icon="ph.x-bold", token="accent_text",
        )  # fmt: skip
        chip.setIconSize(chip.iconSize() * 0.6)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setText(f"{text.replace('&', '&&')} ")
        chip.setAccessibleName(self._session.text("searches.remove", condition=text))
        chip.setToolTip(chip.accessibleName())
        return chip
