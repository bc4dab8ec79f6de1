"""The photos of the inspected product: a large one, and a strip where there are several."""

from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from shelftag.catalog.queries import PhotoView
from shelftag.ui import icons
from shelftag.ui.controls import Button
from shelftag.ui.flow_layout import FlowLayout
from shelftag.ui.session import Session
from shelftag.ui.theme import theme
from shelftag.ui.thumbnails import ThumbnailStore
from shelftag.ui.tokens import RADIUS, RADIUS_LARGE, RADIUS_SMALL

_STRIP = 5
"""Photos in the strip; the full view shows all."""
_TALLEST = 332


class LargePhoto(QWidget):
    """One photo, whole, on a neutral tile.

    Signals:
        opened: It was double-clicked.
    """

    opened = Signal()

    def __init__(self, store: ThumbnailStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._sha256: str | None = None
        self.setFixedHeight(300)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        store.loaded.connect(self.update)

    def show_photo(self, sha256: str | None) -> None:
        """Shows another photo."""
        self._sha256 = sha256
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stays square while there is room."""
        super().resizeEvent(event)
        self.setFixedHeight(min(self.width(), _TALLEST))

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Asks for the full view."""
        self.opened.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the photo."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.tile))
        painter.drawRoundedRect(self.rect(), RADIUS_LARGE, RADIUS_LARGE)
        edge = self.height()
        photo = self._photo(edge)
        if photo is not None:
            painter.drawPixmap(QRect((self.width() - edge) // 2, 0, edge, edge), photo)
        elif self._sha256 is None:
            corner = self.rect().center() - QPoint(20, 20)
            icons.paint(painter, "ph.image", tokens.border_strong, corner.x(), corner.y(), 40)

    def _photo(self, edge: int) -> QPixmap | None:
        if self._sha256 is None:
            return None
        return self._store.tile(self._sha256, edge, RADIUS, self.devicePixelRatioF())


class _StripPhoto(QAbstractButton):
    """A small photo in the strip."""

    def __init__(self, store: ThumbnailStore, photo: PhotoView, more: int, text: str) -> None:
        super().__init__()
        self._store, self._photo, self._more = store, photo, more
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedSize(QSize(48, 48))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        store.loaded.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the photo, with a ring where it is the one shown large."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.tile))
        painter.drawRoundedRect(self.rect(), RADIUS_SMALL, RADIUS_SMALL)
        tile = self._store.tile(self._photo.sha256, 48, RADIUS_SMALL, self.devicePixelRatioF())
        if tile is not None:
            painter.drawPixmap(self.rect(), tile)
        if self._more:
            painter.setBrush(QColor(0, 0, 0, 150))
            painter.drawRoundedRect(self.rect(), RADIUS_SMALL, RADIUS_SMALL)
            painter.setPen(QColor("#ffffff"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, f"+{self._more}")
        if self.isChecked() or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_SMALL, RADIUS_SMALL
            )


class PhotoPane(QWidget):
    """The large photo and the strip below it.

    Attributes:
        shown: Position of the photo shown large.
        split_button: Makes it a product of its own.
        first_button: Puts it first.

    Signals:
        opened: The full view is wanted.
        split_requested: The large photo is to be a product of its own.
        first_requested: The large photo is to stand for the product.
    """

    opened = Signal()
    split_requested = Signal()
    first_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._photos: tuple[PhotoView, ...] = ()
        self.shown = 0
        self._store = ThumbnailStore(session.catalog, self, cover=False)
        self._small = ThumbnailStore(session.catalog, self)
        self._large = LargePhoto(self._store)
        self._large.setAccessibleName(session.text("ui.inspector.photo"))
        self._large.opened.connect(self.opened)
        self._strip = QHBoxLayout()
        self._strip.setSpacing(8)
        self._strip.setAlignment(Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._large)
        layout.addLayout(self._strip)
        layout.addWidget(self._regrouping())

    def _regrouping(self) -> QWidget:
        """Makes the buttons for the photo that is shown large."""
        text = self._session.text
        self.split_button = Button(
            text("ui.regroup.split"), "ghost", self.split_requested.emit,
            icon="ph.arrows-out-line-horizontal", token="muted",
        )  # fmt: skip
        self.split_button.setToolTip(text("ui.regroup.split_tip"))
        self.first_button = Button(
            text("ui.regroup.first"), "ghost", self.first_requested.emit, icon="ph.star",
            token="muted",
        )  # fmt: skip
        self.first_button.setToolTip(text("ui.regroup.first_tip"))
        self._buttons = QWidget()
        row = FlowLayout(self._buttons, 4)
        row.addWidget(self.split_button)
        row.addWidget(self.first_button)
        return self._buttons

    def show_photos(self, photos: tuple[PhotoView, ...], *, same_product: bool) -> None:
        """Shows the photos of a product; while it stays the same, so does the large one."""
        self._store.forget_missing()
        if same_product and photos == self._photos:
            self._large.update()
            return
        self._photos = photos
        self.shown = 0
        self._buttons.setVisible(len(photos) > 1)
        self.first_button.setEnabled(False)
        while (item := self._strip.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if len(photos) > 1:
            for position, photo in enumerate(photos[:_STRIP]):
                more = len(photos) - _STRIP if position == _STRIP - 1 else 0
                name = self._session.text("ui.photo.place", number=position + 1, count=len(photos))
                button = _StripPhoto(self._small, photo, more, name)
                button.setChecked(position == 0)
                button.clicked.connect(partial(self._show, position))
                self._strip.addWidget(button)
        self._large.show_photo(photos[0].sha256 if photos else None)

    def _show(self, position: int) -> None:
        self.shown = position
        self.first_button.setEnabled(position > 0)
        self._large.show_photo(self._photos[position].sha256)
        if position == _STRIP - 1 and len(self._photos) > _STRIP:
            self.opened.emit()

    @property
    def idle(self) -> bool:
        """Whether nothing is being loaded."""
        return self._store.idle and self._small.idle

    def close_stores(self) -> None:
        """Lets the threads finish."""
        self._store.close()
        self._small.close()
