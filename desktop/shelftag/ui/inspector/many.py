"""The inspector's page for a selection of several products."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from shelftag.ui.controls import Button, label, line
from shelftag.ui.inspector.suggestions import SuggestionList
from shelftag.ui.overview import StateCounts
from shelftag.ui.session import Session
from shelftag.ui.state_bar import paint_state_bar
from shelftag.ui.suggestions import SelectionSummary
from shelftag.ui.theme import theme
from shelftag.ui.thumbnails import ThumbnailStore
from shelftag.ui.tokens import RADIUS, RADIUS_LARGE


class _Pile(QWidget):
    """The first photos of the selection as a pile of prints."""

    def __init__(self, store: ThumbnailStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._photos: tuple[str, ...] = ()
        self.setFixedHeight(216)
        store.loaded.connect(self.update)

    def show_photos(self, photos: tuple[str, ...]) -> None:
        """Shows other photos."""
        self._photos = photos
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the pile, the first photo on top."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.tile))
        painter.drawRoundedRect(self.rect(), RADIUS_LARGE, RADIUS_LARGE)
        turns = ((0.0, 0), (-8.0, -44), (7.0, 46), (-3.0, 8))
        for photo, (angle, shift) in reversed(list(zip(self._photos, turns, strict=False))):
            painter.save()
            painter.translate(self.width() / 2 + shift, self.height() / 2)
            painter.rotate(angle)
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.setBrush(QColor(tokens.surface))
            painter.drawRoundedRect(QRectF(-76, -76, 152, 152), RADIUS_LARGE, RADIUS_LARGE)
            tile = self._store.tile(photo, 140, RADIUS, self.devicePixelRatioF())
            if tile is not None:
                painter.drawPixmap(QRect(-70, -70, 140, 140), tile)
            painter.restore()


class _StateBar(QWidget):
    """The states of the selection."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = StateCounts()
        self.setFixedHeight(6)

    def show_counts(self, counts: StateCounts) -> None:
        """Shows other counts."""
        self._counts = counts
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the bar."""
        painter = QPainter(self)
        paint_state_bar(painter, QRectF(self.rect()), self._counts, theme().tokens)


class ManyProducts(QScrollArea):
    """How many there are, what they have in common, and what can be done with all of them.

    Attributes:
        headline: Says how many.
        suggestions: What the model suggests for them together.
        confirm_button: Confirms all.
        merge_button: Makes them one product.
        edit_button: Changes fields of all.

    Signals:
        confirmed: The owner agrees with what is shown.
        taken: Position of a suggestion that was clicked.
        picker_requested: Another category is wanted.
        merge_requested: They are one product.
        edit_requested: Fields of all are to be changed.
    """

    confirmed = Signal()
    taken = Signal(int)
    picker_requested = Signal()
    merge_requested = Signal()
    edit_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._session = session
        text = session.text
        self._store = ThumbnailStore(session.catalog, self)
        self._pile = _Pile(self._store)
        self.headline = label(role="title")
        self.headline.setWordWrap(True)
        self._states = label(role="small")
        self._states.setWordWrap(True)
        self._bar = _StateBar()
        self.confirm_button = Button(
            text("ui.confirm_all"), "primary", self.confirmed.emit, icon="ph.checks-bold",
            token="on_accent",
        )  # fmt: skip
        self.confirm_button.setToolTip(text("ui.confirm_tip"))
        self.merge_button = Button(
            text("ui.regroup.merge"),
            "",
            self.merge_requested.emit,
            icon="ph.arrows-in-line-horizontal",
        )
        self.merge_button.setToolTip(text("ui.regroup.merge_tip"))
        self.edit_button = Button(
            text("searches.edit_all"), "", self.edit_requested.emit, icon="ph.pencil-line"
        )
        self.edit_button.setToolTip(text("searches.edit_all_tip"))
        self.suggestions = SuggestionList(session)
        self.suggestions.taken.connect(self.taken)
        other = Button(
            text("ui.inspector.other"), "ghost", self.picker_requested.emit,
            icon="ph.magnifying-glass", token="muted",
        )  # fmt: skip
        body = QWidget()
        body.setObjectName("inspectorBody")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._pile)
        layout.addSpacing(8)
        layout.addWidget(self.headline)
        layout.addWidget(self._bar)
        layout.addWidget(self._states)
        layout.addSpacing(8)
        layout.addWidget(self.confirm_button)
        layout.addWidget(self.edit_button)
        layout.addWidget(self.merge_button)
        layout.addSpacing(8)
        layout.addWidget(line())
        layout.addSpacing(4)
        layout.addWidget(label(text("ui.inspector.common"), "section"))
        layout.addWidget(self.suggestions)
        layout.addWidget(other, 0, Qt.AlignmentFlag.AlignTop)
        layout.addStretch(1)
        self.setWidget(body)

    def show_selection(self, summary: SelectionSummary) -> None:
        """Shows a selection."""
        text = self._session.text
        states = summary.states
        confirmed = states.get("confirmed", 0) + states.get("trusted", 0)
        counts = StateCounts(states.get("review", 0), states.get("accepted", 0), confirmed)
        self.headline.setText(text("ui.inspector.selected", count=len(summary.ids)))
        self._bar.show_counts(counts)
        self._states.setText(
            text(
                "ui.inspector.states",
                review=counts.review,
                accepted=counts.accepted,
                confirmed=counts.confirmed,
            )
        )
        self.confirm_button.setEnabled(states.get("confirmed", 0) < len(summary.ids))
        self.suggestions.show_suggestions(summary.suggestions, None)
        self._pile.show_photos(summary.thumbnails)

    @property
    def idle(self) -> bool:
        """Whether nothing is being loaded."""
        return self._store.idle

    def close_stores(self) -> None:
        """Lets the threads finish."""
        self._store.close()
