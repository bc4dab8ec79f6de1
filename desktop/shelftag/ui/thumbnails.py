"""Loads thumbnails beside the window, scaled and rounded for the tiles that show them."""

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QRunnable, QSize, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPixmap

from shelftag.catalog.catalog import Catalog

CACHE_BYTES = 96 << 20
_MOST_WAITING = 240
"""Wishes kept; older ones are dropped, since the view has scrolled on."""
_COVER_LOSS = 0.26
"""A photo fills its tile where no more than this share is cut off; else it is shown whole."""


class _Load(QRunnable):
    """Reads and scales one thumbnail in a thread of the pool."""

    def __init__(
        self, store: "ThumbnailStore", sha256: str, path: Path, edge: int, radius: float
    ) -> None:
        super().__init__()
        self._store = store
        self._sha256 = sha256
        self._path = path
        self._edge = edge
        self._radius = radius

    def run(self) -> None:
        """Runs in the pool."""
        image = tile_image(self._path, self._edge, self._radius, cover=self._store.cover)
        self._store.arrived.emit(self._sha256, self._edge, image)


class ThumbnailStore(QObject):
    """A cache of the thumbnails on screen and around it, bounded by bytes.

    Attributes:
        cover: Whether photos that are nearly square fill their tile.

    Signals:
        loaded: Thumbnails have arrived: paint again.
        arrived: One has been read (from the pool; internal).
    """

    loaded = Signal()
    arrived = Signal(str, int, QImage)

    def __init__(
        self, catalog: Catalog, parent: QObject | None = None, *, cover: bool = True
    ) -> None:
        super().__init__(parent)
        self.cover = cover
        self._catalog = catalog
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._cache: OrderedDict[str, tuple[QPixmap, int]] = OrderedDict()
        self._bytes = 0
        self._waiting: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._loading: set[str] = set()
        self._missing: set[str] = set()
        self.arrived.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        self._announce = QTimer(self, interval=16, singleShot=True)
        self._announce.timeout.connect(self.loaded)

    def tile(self, sha256: str, edge: int, radius: int, ratio: float) -> QPixmap | None:
        """Returns a rounded square tile, or None until it is loaded.

        Args:
            sha256: The photo.
            edge: Edge of the tile in device-independent pixels.
            radius: Of its corners, likewise.
            ratio: Device pixels per device-independent pixel.
        """
        pixels = round(edge * ratio)
        found = self._cache.get(sha256)
        if found is not None:
            self._cache.move_to_end(sha256)
        if (found is None or found[1] != pixels) and sha256 not in self._missing:
            self._want(sha256, pixels, radius * ratio)
        return found[0] if found else None

    def shape(self, sha256: str) -> QSize:
        """Returns the size of a thumbnail's picture; nothing but its head is read."""
        return QImageReader(str(self._catalog.thumbnail(sha256))).size()

    def forget_missing(self) -> None:
        """Tries again what could not be read: an import may have written it by now."""
        self._missing.clear()

    @property
    def idle(self) -> bool:
        """Whether nothing is being loaded."""
        return not (self._waiting or self._loading or self._announce.isActive())

    def close(self) -> None:
        """Lets the threads finish."""
        self._waiting.clear()
        self._pool.clear()
        self._pool.waitForDone()

    def _want(self, sha256: str, pixels: int, radius: float) -> None:
        self._waiting[sha256] = (pixels, radius)
        self._waiting.move_to_end(sha256)
        while len(self._waiting) > _MOST_WAITING:
            self._waiting.popitem(last=False)
        self._start()

    def _start(self) -> None:
        """Keeps the pool busy with the latest wishes."""
        while self._waiting and len(self._loading) < 4:
            sha256, (pixels, radius) = self._waiting.popitem()
            if sha256 in self._loading:
                continue
            self._loading.add(sha256)
            self._pool.start(_Load(self, sha256, self._catalog.thumbnail(sha256), pixels, radius))

    def _keep(self, sha256: str, pixels: int, image: QImage) -> None:
        self._loading.discard(sha256)
        if image.isNull():
            self._missing.add(sha256)
        else:
            old = self._cache.pop(sha256, None)
            if old is not None:
                self._bytes -= _size(old[0])
            pixmap = QPixmap.fromImage(image)
            self._cache[sha256] = (pixmap, pixels)
            self._bytes += _size(pixmap)
            while self._bytes > CACHE_BYTES and len(self._cache) > 1:
                _, (dropped, _) = self._cache.popitem(last=False)
                self._bytes -= _size(dropped)
        self._start()
        if not self._announce.isActive():
            self._announce.start()


def _size(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4


def tile_image(path: Path, edge: int, radius: float, *, cover: bool = True) -> QImage:
    """Reads a thumbnail as a square tile with rounded corners; null where it cannot be read.

    Args:
        path: The thumbnail.
        edge: Edge of the tile in device pixels.
        radius: Of its corners, likewise.
        cover: A photo that is nearly square fills the tile; else, and always where this is False,
            it is shown whole.
    """
    reader = QImageReader(str(path))
    size = reader.size()
    if not size.isValid():
        return QImage()
    lost = 1 - min(size.width(), size.height()) / max(size.width(), size.height())
    aspect = Qt.AspectRatioMode
    filled = cover and lost <= _COVER_LOSS
    mode = aspect.KeepAspectRatioByExpanding if filled else aspect.KeepAspectRatio
    scaled = size.scaled(QSize(edge, edge), mode)
    reader.setScaledSize(scaled)
    image = reader.read()
    return image if image.isNull() else _rounded(image, edge, radius)


def tile_of(data: bytes, edge: int, radius: float) -> QImage:
    """Makes a tile that a thumbnail in memory fills; null where it cannot be read."""
    image = QImage.fromData(data)
    if image.isNull():
        return image
    aspect = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    smooth = Qt.TransformationMode.SmoothTransformation
    return _rounded(image.scaled(QSize(edge, edge), aspect, smooth), edge, radius)


def _rounded(image: QImage, edge: int, radius: float) -> QImage:
    """Centres an image in a square with rounded corners."""
    tile = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(0, 0, edge, edge), radius, radius)
    painter.setClipPath(outline)
    painter.drawImage((edge - image.width()) // 2, (edge - image.height()) // 2, image)
    painter.end()
    return tile
