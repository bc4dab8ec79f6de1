"""Beside the page: the current product large, and the best categories with their number keys."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from shelftag.catalog.queries import ProductCard
from shelftag.ui import icons
from shelftag.ui.controls import ElidedLabel
from shelftag.ui.inspector.suggestions import SuggestionList
from shelftag.ui.review.desk_work import DeskWork
from shelftag.ui.review.sheets import Believed, OpenSheet
from shelftag.ui.review.why import Heat, WhyPanel
from shelftag.ui.scroll_panel import ScrollPanel
from shelftag.ui.session import Session
from shelftag.ui.theme import theme
from shelftag.ui.thumbnails import ThumbnailStore
from shelftag.ui.tokens import RADIUS

WIDTH = 288
MARGIN, SCROLL_BAR = 16, 12
TALL = 860
"""Height from which there is room for two lines of look-alikes."""
LARGEST, SMALLEST = WIDTH - 2 * MARGIN, 140
"""Edge of the photo; it makes room for the reasons in a low window."""


class ProductPhoto(QWidget):
    """The current product's photo, whole, in a square."""

    def __init__(self, thumbnails: ThumbnailStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._card: ProductCard | None = None
        self._heat: Heat | None = None
        self._shape = QSize()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(LARGEST)
        thumbnails.loaded.connect(self.update)

    def show_card(self, card: ProductCard | None) -> None:
        """Shows another product."""
        self._card = card
        self.update()

    def show_heat(self, heat: Heat | None) -> None:
        """Shows over the photo where the model looked."""
        self._heat = heat
        if heat is not None and self._card is not None and self._card.thumbnail is not None:
            self._shape = self._thumbnails.shape(self._card.thumbnail)
        self.update()

    @property
    def heated(self) -> bool:
        """Whether it is shown where the model looked."""
        return self._heat is not None

    @property
    def square(self) -> QRect:
        """Where the photo is."""
        edge = min(self.width(), self.height())
        return QRect((self.width() - edge) // 2, 0, edge, edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the photo."""
        tokens, square = theme().tokens, self.square
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.tile))
        painter.drawRoundedRect(square, RADIUS, RADIUS)
        if self._card is None or self._card.thumbnail is None:
            corner = square.center()
            icons.paint(painter, "ph.image", tokens.border_strong,
                        corner.x() - 20, corner.y() - 20, 40)  # fmt: skip
            return
        ratio = self.devicePixelRatioF()
        photo = self._thumbnails.tile(self._card.thumbnail, square.width(), RADIUS, ratio)
        if photo is not None:
            painter.drawPixmap(square, photo)
        if photo is not None and self._heat is not None:
            self._paint_heat(painter, square, self._heat)

    def _paint_heat(self, painter: QPainter, square: QRect, heat: Heat) -> None:
        """Paints the map over the part of the photo that the model has seen."""
        size = self._shape.scaled(square.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if not heat.whole:
            edge = min(size.width(), size.height())
            size = QSize(edge, edge)
        where = QRect(QPoint(0, 0), size)
        where.moveCenter(square.center())
        painter.drawImage(where, heat.image)


class SidePanel(ScrollPanel):
    """The current product, and what the number keys give it or the selected ones.

    Attributes:
        photo: The product's photo.
        suggestions: The five best categories.
        why: Reasons; hidden until they are asked for.
        thumbnails: Loads the photo.

    Signals:
        taken: Number of the suggestion that was clicked, from 0.
    """

    taken = Signal(int)

    def __init__(self, session: Session, work: DeskWork, parent: QWidget | None = None) -> None:
        super().__init__(session.text("review.side"), parent)
        self._session = session
        self.setObjectName("inspector")
        self.setFixedWidth(WIDTH)
        self.thumbnails = ThumbnailStore(session.catalog, self, cover=False)
        self.photo = ProductPhoto(self.thumbnails)
        self.title = ElidedLabel(role="subtitle")
        self._sku = ElidedLabel(role="small")
        self.who = ElidedLabel(role="section")
        self.suggestions = SuggestionList(session)
        self.suggestions.taken.connect(self.taken)
        self.why = WhyPanel(session, work)
        self.why.heat_came.connect(self.photo.show_heat)
        self.why.grown.connect(self.fit)
        self._body = body = QWidget()
        body.setObjectName("inspectorBody")
        body.setFixedWidth(WIDTH - SCROLL_BAR)  # so that nothing moves when there is a scroll bar
        column = QVBoxLayout(body)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN - SCROLL_BAR, MARGIN)
        column.setSpacing(4)
        for part in (self.photo, self.title, self._sku):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self.who)
        column.addWidget(self.suggestions)
        column.addWidget(self.why)
        column.addStretch(1)
        self.setWidget(body)

    def show_products(
        self, opened: OpenSheet | None, current: int | None, selected: int, believed: Believed
    ) -> None:
        """Shows a product and what is suggested.

        Args:
            opened: The page.
            current: The current product.
            selected: How many are selected; 0 where the keys are about the current one.
            believed: What is suggested for these.
        """
        card = opened.sheet.cards.get(current or 0) if opened else None
        self.photo.show_card(card)
        self.title.set_whole((card.title or card.sku) if card else "")
        self._sku.set_whole(card.sku if card and card.title not in ("", card.sku) else "")
        who = "review.for_selected" if selected else "review.for_current"
        self.who.set_whole(self._session.text(who, count=selected))
        given = opened.answers.get(current or 0) if opened else None
        chosen = given if isinstance(given, int) else None
        self.suggestions.show_suggestions(believed, chosen)
        if not self.why.isHidden():
            self.explain(opened, current)

    def fit(self) -> None:
        """Makes the photo as large as leaves room for the rest."""
        self.why.show_rows(2 if self.height() >= TALL else 1)
        rest = self._body.sizeHint().height() - self.photo.height()
        self.photo.setFixedHeight(min(LARGEST, max(SMALLEST, self.height() - rest)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the photo to the height."""
        super().resizeEvent(event)
        self.fit()

    def explain(self, opened: OpenSheet | None, current: int | None) -> None:
        """Says why the best category is suggested for a product."""
        best = opened.sheet.best(current) if opened and current is not None else None
        self.why.show()
        self.why.ask(current, best if best in self._session.tree.nodes else None)

    @property
    def idle(self) -> bool:
        """Whether all photos are there."""
        return self.thumbnails.idle and self.why.idle

    def close_stores(self) -> None:
        """Lets the threads that load photos finish."""
        self.thumbnails.close()
        self.why.thumbnails.close()
