"""The bar over the grid: where one is, filter, search, order, card size, retrain."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
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
from shelftag.ui.controls import Button, ElidedLabel, Icon, label
from shelftag.ui.filter_bar import FilterButton, FilterChips
from shelftag.ui.navigation import STATE_FILTERS, Navigation
from shelftag.ui.preferences import CARD_SIZES
from shelftag.ui.session import Session
from shelftag.ui.theme import font, theme
from shelftag.ui.tokens import BODY, CAPTION
from shelftag.ui.translation import number

_TYPING_PAUSE_MS = 120

_CHIP_PADDING = 28
"""Left and right of a filter's text, its border included."""


class RetrainButton(Button):
    """Retrains; a badge says how many new labels there are to learn from."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session.text("ui.retrain"), "badge", icon="ph.graduation-cap", token="accent_text",
            parent=parent,
        )  # fmt: skip
        self._session = session
        self._badge = ""
        self.refresh()

    def refresh(self) -> None:
        """Shows how many labels are new."""
        count = self._session.overview.new_labels
        self._badge = number(min(count, 9999), self._session.language) if count else ""
        self.setToolTip(self._session.text("ui.retrain_tip", count=count))
        self.setAccessibleName(f"{self._session.text('ui.retrain')}. {self.toolTip()}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Leaves room for the badge."""
        hint = super().sizeHint()
        return QSize(hint.width() + 36, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the button and its badge."""
        super().paintEvent(event)
        if not self._badge:
            return
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(CAPTION, QFont.Weight.DemiBold))
        width = max(20, painter.fontMetrics().horizontalAdvance(self._badge) + 12)
        box = QRectF(self.width() - width - 8, (self.height() - 18) / 2, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(box, 9, 9)
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._badge)


class TopBar(QWidget):
    """Two lines: headline, search and retrain; filter, order and size.

    Attributes:
        search: The search field.
        chips: The state filters by name.
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
        self.chips: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        self.filter_button = FilterButton(session, navigation)
        self.filter_chips = FilterChips(session, navigation)
        self.similar_chip = Button(
            session.text("review.similar.leave"), "chip", navigation.leave_similar,
            icon="ph.arrow-left-bold", token="muted",
        )  # fmt: skip
        self.similar_chip.setCheckable(True)
        self._order = self._make_order()
        self.zoom = self._make_zoom()
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
        field.setClearButtonEnabled(True)
        field.setFixedWidth(264)
        field.addAction(
            icons.icon("ph.magnifying-glass", theme().tokens.muted),
            QLineEdit.ActionPosition.LeadingPosition,
        )
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

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 8)
        layout.setSpacing(12)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._headline, 1)
        first.addWidget(self._count)
        first.addWidget(self.search)
        first.addWidget(self.retrain_button)
        layout.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(4)
        second.addWidget(self.similar_chip)
        for name in STATE_FILTERS:
            chip = Button(self._session.text(f"ui.filter.{name}"), "chip")
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._navigation.set_states, name))
            self._group.addButton(chip)
            self.chips[name] = chip
            second.addWidget(chip)
        second.addSpacing(4)
        second.addWidget(self.filter_button)
        second.addStretch(1)
        second.addWidget(self._order)
        second.addSpacing(8)
        second.addWidget(Icon("ph.image", 14))
        second.addWidget(self.zoom)
        second.addWidget(Icon("ph.image", 18))
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
        counts = place.counts(session.overview)
        by_name = {
            "all": counts.total,
            "review": counts.review,
            "accepted": counts.accepted,
            "confirmed": counts.confirmed,
        }
        bold = QFontMetrics(font(BODY, QFont.Weight.DemiBold))
        for name, chip in self.chips.items():
            shown = number(by_name[name], session.language)
            chip.setText(f"{session.text(f'ui.filter.{name}')}  {shown}")
            chip.setAccessibleName(chip.text())
            chip.setChecked(name == place.states)
            chip.setVisible(place.similar is None)
            # The chosen one is bolder than the size hint knows.
            chip.setMinimumWidth(bold.horizontalAdvance(chip.text()) + _CHIP_PADDING)
        self.similar_chip.setVisible(place.similar is not None)
        self.similar_chip.setChecked(True)
        self._order.setVisible(place.similar is None)
        if self.search.text() != place.search and not self._typing.isActive():
            self.search.setText(place.search)
        self._order.setText(session.text(f"ui.order.{place.order}"))
        self._order.setIcon(icons.icon("ph.sort-ascending", theme().tokens.muted))
        for action in self._order.menu().actions():
            action.setChecked(action.data() == place.order)
        self.retrain_button.refresh()

    @property
    def idle(self) -> bool:
        """Whether what was typed into the search field has been searched for."""
        return not self._typing.isActive()

    def show_count(self, count: int) -> None:
        """Shows how many products a search or a filter finds; the chips show the rest."""
        searching = self._navigation.place.narrowed
        self._count.setText(self._session.text("ui.found", count=count) if searching else "")
