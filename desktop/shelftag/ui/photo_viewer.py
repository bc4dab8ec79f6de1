"""The full view of a product's photos, over the whole window."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QImageReader,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from sqlalchemy.orm import Session as Reader

from shelftag.catalog.photo_files import photo_places
from shelftag.catalog.queries import ProductDetail
from shelftag.ui.controls import Button, ElidedLabel, IconButton, label
from shelftag.ui.overlay import Overlay
from shelftag.ui.session import Session
from shelftag.ui.tokens import RADIUS

_LARGEST = 2.0
"""A photo is not stretched further than this: what is shown is the thumbnail that the engine made,
since the window itself never decodes a file from outside."""


class _Canvas(QWidget):
    """Paints a photo as large as fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QPixmap()
        expanding = QSizePolicy.Policy.Expanding
        self.setSizePolicy(expanding, expanding)

    def show_image(self, image: QImage) -> None:
        """Shows another photo."""
        self._image = QPixmap.fromImage(image)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the photo in the middle."""
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        room = self.size()
        whole = self._image.size()
        limit = QSize(int(whole.width() * _LARGEST), int(whole.height() * _LARGEST))
        size = whole.scaled(room.boundedTo(limit), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(
            (room.width() - size.width()) / 2, (room.height() - size.height()) / 2,
            size.width(), size.height(),
        )  # fmt: skip
        outline = QPainterPath()
        outline.addRoundedRect(target, RADIUS, RADIUS)
        painter.setClipPath(outline)
        painter.drawPixmap(target, self._image, QRectF(self._image.rect()))


NO_PHOTO = "ui.photo.none"
"""What is said of a product that cannot be looked at."""


class PhotoViewer(Overlay):
    """One photo at a time; arrow keys go through them, Space or Escape closes."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, dim=190)
        self._session = session
        self._detail: ProductDetail | None = None
        self._position = 0
        text = session.text
        outer = QVBoxLayout(self)
        outer.setContentsMargins(40, 32, 40, 32)
        outer.addWidget(self.panel)
        layout = QVBoxLayout(self.panel)
        layout.setContentsMargins(16, 12, 16, 12)
        self._title = ElidedLabel(role="subtitle")
        self._place = label(role="muted")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._place)
        head.addWidget(Button(text("ui.photo.open"), "ghost", self._open_file,
                              icon="ph.arrow-square-out", token="muted"))  # fmt: skip
        head.addWidget(IconButton("ph.x-bold", text("ui.close"), self.close_overlay))
        self._canvas = _Canvas()
        row = QHBoxLayout()
        self._back = IconButton("ph.caret-left-bold", text("ui.photo.previous"), self._previous)
        self._forth = IconButton("ph.caret-right-bold", text("ui.photo.next"), self._next)
        row.addWidget(self._back)
        row.addWidget(self._canvas, 1)
        row.addWidget(self._forth)
        layout.addLayout(head)
        layout.addLayout(row, 1)

    @property
    def place_text(self) -> str:
        """Which photo of how many is shown, and its size."""
        return self._place.text()

    def show_product(self, detail: ProductDetail, position: int = 0) -> None:
        """Opens with a photo of a product; says so where it has none."""
        if not detail.photos:
            self._session.notify(NO_PHOTO, title=detail.title or detail.sku)
            return
        self._detail = detail
        self._show(position)
        self.open()

    def _show(self, position: int) -> None:
        detail = self._detail
        if detail is None or not detail.photos:
            return
        self._position = position % len(detail.photos)
        photo = detail.photos[self._position]
        reader = QImageReader(str(self._session.catalog.thumbnail(photo.sha256)))
        self._canvas.show_image(reader.read())
        self._title.set_whole(detail.title or detail.sku)
        place = self._session.text(
            "ui.photo.place", number=self._position + 1, count=len(detail.photos)
        )
        self._place.setText(f"{place}   {photo.width} × {photo.height}")
        for button in (self._back, self._forth):
            button.setEnabled(len(detail.photos) > 1)

    def _previous(self) -> None:
        self._show(self._position - 1)

    def _next(self) -> None:
        self._show(self._position + 1)

    def _open_file(self) -> None:
        """Opens the photo's file with the program that the computer uses for photos."""
        if self._detail is None:
            return
        session, photo = self._session, self._detail.photos[self._position].id

        def find(reader: Reader) -> tuple[str, Path | None]:
            places = photo_places(reader, session.catalog, [photo])[photo]
            return places.shown, next(places.openable(), None)

        def show(found: tuple[str, Path | None]) -> None:
            if found[1] is None:
                session.notify("ui.error.photo_gone", path=found[0])
            else:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(found[1])))

        session.read(find, show, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes through the photos."""
        key = event.key()
        if key == Qt.Key.Key_Space:
            self.close_overlay()
        elif key == Qt.Key.Key_Left:
            self._previous()
        elif key == Qt.Key.Key_Right:
            self._next()
        else:
            super().keyPressEvent(event)
