"""The bar over the grid: where one is, filter, search, order, card size, retrain."""

from functools import partial
from itertools import product

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from shelftag.catalog.product_query import ORDERS
from shelftag.ui import icons
from shelftag.ui.controls import Button, ElidedLabel, Icon, clearable, label
from shelftag.ui.filter_bar import FilterButton, FilterChips
from shelftag.ui.navigation import Navigation
from shelftag.ui.preferences import CARD_SIZES
from shelftag.ui.retrain_button import RetrainButton
from shelftag.ui.session import Session
from shelftag.ui.state_chips import StateChips
from shelftag.ui.theme import theme

_TYPING_PAUSE_MS = 120
_NARROWEST = 360
_MARGIN, _GAP, _CLOSE = 20, 12, 4
_SEARCH_WIDTHS = (120, 180, 264)
"""Of the search field: the least, the least beside words on the retrain button, and the usual."""
_HEADLINE = 200
"""So much of a headline is shown before the search field has its usual width."""


class TopBar(QWidget):
    """Two lines: headline, search and retrain; filter, order and size.

    Where it is narrow, words give way to icons, the size of the cards is left to the menu and its
    keys, and the chips become one with a menu: nothing is out of reach, and nothing overlaps.

    Attributes:
        search: The search field.
        states: The state filters.
        filter_button: Opens the conditions.
        filter_chips: Those that are set.
        similar_chip: Leaves what looks like a product; takes the filters' place there.
        retrain_button: Starts a retrain.
        zoom: Changes the size of the cards.

    Signals:
        retrain_requested: A retrain is wanted.
        card_size_changed: Wanted width of a card.
        left_search: Enter or Down was pressed in the search field.
    """

    retrain_requested = Signal()
    card_size_changed = Signal(int)
    left_search = Signal()

    def __init__(
        self, session: Session, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._navigation = session, navigation
        self._headline = ElidedLabel(role="title")
        self._count = label(role="muted")
        self.search = self._make_search()
        self.retrain_button = RetrainButton(session)
        self.retrain_button.clicked.connect(self.retrain_requested)
        self.states = StateChips(session, navigation)
        self.filter_button = FilterButton(session, navigation)
        self.filter_chips = FilterChips(session, navigation)
        self.similar_chip = Button(
            session.text("review.similar.leave"), "chip", navigation.leave_similar,
            icon="ph.arrow-left-bold", token="muted",
        )  # fmt: skip
        self.similar_chip.setCheckable(True)
        self._order = self._make_order()
        self.zoom = self._make_zoom()
        self._size = self._make_size()
        self._lay_out()
        navigation.moved.connect(self.refresh)
        session.overview_changed.connect(self.refresh)
        theme().changed.connect(self.refresh)
        self.refresh()

    def _make_search(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(self._session.text("ui.search.placeholder"))
        field.setAccessibleName(self._session.text("ui.search.placeholder"))
        field.setToolTip(self._session.text("searches.words_tip"))
        field.setProperty("kind", "search")
        clearable(field, self._session.text("ui.search.clear"))
        glass = field.addAction(
            icons.icon("ph.magnifying-glass", theme().tokens.muted),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        glass.setText(field.placeholderText())
        self._typing = QTimer(self, interval=_TYPING_PAUSE_MS, singleShot=True)
        self._typing.timeout.connect(lambda: self._navigation.set_search(field.text()))
        field.textChanged.connect(self._typing.start)
        field.returnPressed.connect(self._leave_search)
        return field

    def _leave_search(self) -> None:
        self._typing.stop()
        self._navigation.set_search(self.search.text())
        self.left_search.emit()

    def _make_order(self) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "text")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setIconSize(QSize(16, 16))
        menu = QMenu(button)
        group = QActionGroup(menu)
        for order in ORDERS:
            action = QAction(self._session.text(f"ui.order.{order}"), menu, checkable=True)
            action.setData(order)
            action.triggered.connect(partial(self._navigation.set_order, order))
            group.addAction(action)
            menu.addAction(action)
        button.setMenu(menu)
        return button

    def _make_zoom(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(*CARD_SIZES)
        slider.setPageStep(24)
        slider.setSingleStep(12)
        slider.setFixedWidth(88)
        slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        slider.setValue(self._session.preferences.card_size)
        slider.setToolTip(self._session.text("ui.zoom"))
        slider.setAccessibleName(self._session.text("ui.zoom"))
        slider.valueChanged.connect(self.card_size_changed)
        return slider

    def _make_size(self) -> QWidget:
        """Puts a small and a large picture beside the slider."""
        around = QWidget()
        row = QHBoxLayout(around)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(_CLOSE)
        for part in (Icon("ph.image", 14), self.zoom, Icon("ph.image", 18)):
            row.addWidget(part)
        return around

    def _lay_out(self) -> None:
        self.setMinimumWidth(_NARROWEST)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 16, _MARGIN, 8)
        layout.setSpacing(12)
        first = QHBoxLayout()
        first.setSpacing(_GAP)
        first.addWidget(self._headline, 1)
        first.addWidget(self._count)
        first.addWidget(self.search)
        first.addWidget(self.retrain_button)
        layout.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(_CLOSE)
        for part in (self.similar_chip, self.states, self.filter_button):
            second.addWidget(part)
        second.addStretch(1)
        second.addWidget(self._order)
        second.addWidget(self._size)
        layout.addLayout(second)
        layout.addWidget(self.filter_chips)

    def refresh(self) -> None:
        """Shows the place: headline, counts, filter, order."""
        session, place = self._session, self._navigation.place
        if place.similar is not None:
            headline = session.text("review.similar.title", title=place.similar.title)
        elif place.category_id is not None and place.category_id in session.tree.nodes:
            headline = session.tree.nodes[place.category_id].label(session.language)
        else:
            shelf = "all" if place.category_id is not None else place.shelf
            headline = session.text(f"ui.shelf.{shelf}")
        self._headline.set_whole(headline)
        self.states.refresh()
        self.states.setVisible(place.similar is None)
        self.similar_chip.setVisible(place.similar is not None)
        self.similar_chip.setChecked(True)
        self._order.setVisible(place.similar is None)
        if self.search.text() != place.search and not self._typing.isActive():
            self.search.setText(place.search)
        order = session.text(f"ui.order.{place.order}")
        self._order.setText(order)
        self._order.setToolTip(session.text("ui.order.tip", order=order))
        self._order.setAccessibleName(self._order.toolTip())
        self._order.setIcon(icons.icon("ph.sort-ascending", theme().tokens.muted))
        for action in self._order.menu().actions():
            action.setChecked(action.data() == place.order)
        self.retrain_button.refresh()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits both lines to the width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fits them to another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * _MARGIN
        self._fit_first(room)
        self._fit_second(room)

    def _fit_first(self, room: int) -> None:
        """Shares the first line among headline, search field and the words on the button."""
        least, beside_words, usual = _SEARCH_WIDTHS
        count = self._count.sizeHint().width() + _GAP
        rest = room - min(self._headline.whole_width, _HEADLINE) - count - 2 * _GAP
        self.retrain_button.show_words(True)
        if rest - self.retrain_button.sizeHint().width() < beside_words:
            self.retrain_button.show_words(False)
        rest -= self.retrain_button.sizeHint().width()
        self.search.setFixedWidth(max(least, min(rest, usual)))

    def _fit_second(self, room: int) -> None:
        """Leaves out as little of the second line as makes the rest fit."""
        order = {words: self._order_width(words) for words in (True, False)}
        size = self._size.sizeHint().width() + _CLOSE
        similar = self._navigation.place.similar is not None
        leave = self.similar_chip.sizeHint().width() if similar else 0
        rest = room - leave - self.filter_button.sizeHint().width() - 2 * _CLOSE
        for folded, small, words in product((False, True), (False, True), (True, False)):
            chips = 0 if similar else self.states.width_for(folded)
            if chips + (0 if small else size) + order[words] <= rest:
                break
        self.states.fold(folded)
        self._size.setVisible(not small)
        self._order_width(words)

    def _order_width(self, words: bool) -> int:
        """Shows the order with or without words; returns how wide it is."""
        self._order.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            if words
            else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        shown = not self._order.isHidden()
        return self._order.sizeHint().width() + _CLOSE if shown else 0

    @property
    def idle(self) -> bool:
        """Whether what was typed into the search field has been searched for."""
        return not self._typing.isActive()

    def show_count(self, count: int) -> None:
        """Shows how many products a search or a filter finds; the chips show the rest."""
        searching = self._navigation.place.narrowed
        self._count.setText(self._session.text("ui.found", count=count) if searching else "")
        self._fit()
