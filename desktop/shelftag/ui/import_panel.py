"""The import panel: all imports of this session over the window's corner; closed, they go on."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from shelftag.ui.controls import Button, IconButton, label
from shelftag.ui.import_card import ImportCard
from shelftag.ui.jobs import JobState
from shelftag.ui.session import Session

WIDTH = 392
_MARGIN = 12
_TALLEST = 520


class ImportPanel(QFrame):
    """Shows the imports that run, then those that wait, then those that have ended. Not modal.

    Attributes:
        cards: One for each import.

    Signals:
        report_requested: Id of the run whose report is to be shown.
        all_requested: The list of all imports ever is to be shown.
        counted: There are more cards, or fewer.
    """

    report_requested = Signal(int)
    all_requested = Signal()
    counted = Signal()

    def __init__(self, session: Session, over: QWidget, bottom: int) -> None:
        """Prepares the panel, hidden.

        Args:
            session: The catalogue.
            over: The widget over whose corner it lies.
            bottom: Pixels to leave free below.
        """
        super().__init__(over)
        self._session = session
        self._over = over
        self._bottom = bottom
        self.cards: list[ImportCard] = []
        self.setObjectName("panel")
        self.setAccessibleName(session.text("ui.imports.title"))
        head = QHBoxLayout()
        head.addWidget(label(session.text("ui.imports.title"), "subtitle"))
        head.addStretch(1)
        self._all = Button(session.text("ui.imports.all"), "link", self.all_requested.emit)
        head.addWidget(self._all)
        head.addSpacing(8)
        self.hide_button = IconButton(
            "ph.caret-down", session.text("ui.imports.hide"), self.close_panel
        )
        self.hide_button.setProperty("kind", "small")
        head.addWidget(self.hide_button)
        self._list = QWidget()
        self._list.setObjectName("importList")
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        self.hide()
        over.installEventFilter(self)
        session.job_started.connect(self._started)
        session.job_progress.connect(self._progressed)
        session.job_finished.connect(self._ended)
        session.job_failed.connect(self._ended)
        for job in session.jobs.active if session.jobs else ():
            self._add(job)

    def toggle(self) -> None:
        """Opens or closes it."""
        if self.isVisible():
            self.close_panel()
        else:
            self.open_panel()

    def open_panel(self) -> None:
        """Shows it; the focus stays where it is."""
        self._place()
        self.show()
        self.raise_()

    def close_panel(self) -> None:
        """Hides it; what it shows goes on."""
        focus = self._over.window().focusWidget()
        self.hide()
        if focus is not None and self.isAncestorOf(focus):
            self._over.setFocus()

    def _started(self, job: JobState) -> None:
        if job.kind == "import":
            self._add(job)
            self.open_panel()

    def _add(self, job: JobState) -> None:
        if job.kind != "import":
            return
        card = ImportCard(self._session, job)
        card.report_requested.connect(self.report_requested)
        card.next_requested.connect(lambda: self._put_next(card))
        card.dismissed.connect(lambda: self._dismiss(card))
        self.cards.append(card)
        self._column.insertWidget(len(self.cards) - 1, card)
        self._refresh()
        self.counted.emit()

    def _put_next(self, card: ImportCard) -> None:
        """Lets a waiting import come before the others that wait."""
        if self._session.jobs is None:
            return
        self._session.jobs.hurry(card.job)
        self._move(card, next((i for i, other in enumerate(self.cards) if other.waiting), 0))

    def _move(self, card: ImportCard, place: int) -> None:
        self.cards.remove(card)
        self.cards.insert(place, card)
        self._column.removeWidget(card)
        self._column.insertWidget(place, card)

    def _dismiss(self, card: ImportCard) -> None:
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()
        if self.cards:
            self._place()
        else:
            self.close_panel()
        self.counted.emit()

    def _progressed(self, job: JobState) -> None:
        card = self._card(job)
        if card is not None and self.isVisible():
            card.refresh()
            self._place()

    def _ended(self, job: JobState) -> None:
        card = self._card(job)
        if card is not None:
            card.end()
            self._move(card, len(self.cards) - 1)
        self._refresh()

    def _card(self, job: JobState) -> ImportCard | None:
        return next((card for card in self.cards if card.job is job), None)

    def _refresh(self) -> None:
        for card in self.cards:
            card.refresh()
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        """Brings what was hidden up to date."""
        self._refresh()
        super().showEvent(event)

    def _place(self) -> None:
        """Fits it into the lower right corner."""
        room = self._over.rect()
        wanted = self._column.totalHeightForWidth(self._scroll.viewport().width()) + 66
        height = min(wanted, _TALLEST, room.height() - self._bottom - 2 * _MARGIN)
        x = room.width() - WIDTH - _MARGIN
        place = QRect(x, room.height() - self._bottom - height - _MARGIN, WIDTH, height)
        if place != self.geometry():
            self.setGeometry(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the window's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Closes with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)
