"""Photos side by side, small, as the look-alikes dialog compares them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from shelftag.ui.theme import font, theme
from shelftag.ui.thumbnails import ThumbnailStore
from shelftag.ui.tokens import RADIUS_SMALL, SMALL

_GAP = 4


class AlikePhotos(QWidget):
    """A row of photos; what does not fit is counted on the last one.

    Args:
        store: Loads the thumbnails.
        edge: Edge of a photo.
        most: So many are shown at most.
    """

    def __init__(self, store: ThumbnailStore, edge: int, most: int) -> None:
        super().__init__()
        self._store, self._edge, self._most = store, edge, most
        self._photos: Sequence[str] = ()
        store.loaded.connect(self.update)
        self.setFixedHeight(edge)

    def show_photos(self, photos: Sequence[str], accessible_name: str) -> None:
        """Shows photos, by SHA-256."""
        self._photos = photos
        self.setAccessibleName(accessible_name)
        self.setFixedWidth(self.sizeHint().width())
        self.update()

    def sizeHint(self) -> QSize:
        """Returns the size of the row."""
        count = min(len(self._photos), self._most)
        return QSize(count * (self._edge + _GAP) - _GAP if count else 0, self._edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the photos."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, photo in enumerate(self._photos[: self._most]):
            box = QRect(place * (self._edge + _GAP), 0, self._edge, self._edge)
            painter.setBrush(QColor(theme().tokens.tile))
            painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
            tile = self._store.tile(photo, self._edge, RADIUS_SMALL, self.devicePixelRatioF())
            if tile is not None:
                painter.drawPixmap(box, tile)
        hidden = len(self._photos) - self._most
        if hidden > 0:
            last = QRect((self._most - 1) * (self._edge + _GAP), 0, self._edge, self._edge)
            painter.setBrush(QColor(0, 0, 0, 150))
            painter.drawRoundedRect(last, RADIUS_SMALL, RADIUS_SMALL)
            painter.setFont(font(SMALL))
            painter.setPen(QColor("#ffffff"))
            painter.drawText(last, Qt.AlignmentFlag.AlignCenter, f"+{hidden}")
