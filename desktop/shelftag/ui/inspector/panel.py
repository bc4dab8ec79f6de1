"""The inspector itself: follows the selection and shows the page that fits it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from shelftag.catalog import queries
from shelftag.catalog.queries import ProductDetail
from shelftag.ui.changes import ChangeSet
from shelftag.ui.controls import Icon, label
from shelftag.ui.decisions import Decisions
from shelftag.ui.grid import ProductGrid
from shelftag.ui.inspector.many import ManyProducts
from shelftag.ui.inspector.one import OneProduct
from shelftag.ui.session import Session
from shelftag.ui.suggestions import SelectionSummary, read_summary

WIDTH = 348


class Inspector(QWidget):
    """The right part of the window.

    Attributes:
        one: The page for one product.
        many: The page for several.

    Signals:
        picker_requested: Another category is wanted.
        photo_requested: The full view is wanted.
        folders_requested: The folders that photos come from are wanted.
    """

    picker_requested = Signal()
    photo_requested = Signal()
    folders_requested = Signal()

    def __init__(
        self,
        session: Session,
        grid: ProductGrid,
        decisions: Decisions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(300)
        self._session, self._grid, self._decisions = session, grid, decisions
        self._asked = 0
        self.one = OneProduct(session)
        self.many = ManyProducts(session)
        self._nothing = _nothing(session)
        self._pages = QStackedLayout(self)
        for page in (self._nothing, self.one, self.many):
            self._pages.addWidget(page)
        self._look = QTimer(self, interval=0, singleShot=True)
        self._look.timeout.connect(self._read)
        grid.selection_settled.connect(self._look.start)
        session.changed.connect(self._changed)
        session.overview_changed.connect(self._look.start)
        for part in (self.one, self.many):
            part.confirmed.connect(decisions.confirm)
            part.taken.connect(decisions.take)
            part.picker_requested.connect(self.picker_requested)
        self.one.photo_requested.connect(self.photo_requested)
        self.one.folders_requested.connect(self.folders_requested)

    def _changed(self, change: ChangeSet) -> None:
        if change.products is None or any(map(change.touches, self._decisions.targets())):
            self._look.start()

    def _read(self) -> None:
        """Reads what is selected; the latest request wins."""
        self._asked += 1
        asked = self._asked
        ids = self._decisions.targets()
        if not ids:
            self._pages.setCurrentWidget(self._nothing)
        elif len(ids) == 1:
            wanted = ids[0]

            def show_one(detail: ProductDetail | None) -> None:
                if asked == self._asked and detail is not None:
                    self.one.show_product(detail)
                    self._pages.setCurrentWidget(self.one)

            self._session.read(
                lambda reader: queries.product_detail(reader, wanted), show_one, self
            )
        else:

            def show_many(summary: SelectionSummary) -> None:
                if asked == self._asked:
                    self.many.show_selection(summary)
                    self._pages.setCurrentWidget(self.many)

            self._session.read(lambda reader: read_summary(reader, ids), show_many, self)

    @property
    def idle(self) -> bool:
        """Whether nothing is being loaded."""
        return self.one.photos.idle and self.many.idle and not self._look.isActive()

    def close_stores(self) -> None:
        """Lets the threads that load photos finish."""
        self.one.photos.close_stores()
        self.many.close_stores()


def _nothing(session: Session) -> QWidget:
    """Makes the page that is shown while nothing is selected."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(32, 32, 32, 32)
    centre = Qt.AlignmentFlag.AlignHCenter
    layout.addStretch(2)
    layout.addWidget(Icon("ph.cursor", 32, "border_strong"), 0, centre)
    hint = label(session.text("ui.inspector.nothing"), "muted")
    hint.setWordWrap(True)
    hint.setAlignment(centre)
    layout.addWidget(hint)
    layout.addStretch(3)
    return page
