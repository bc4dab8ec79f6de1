"""What the engine sees in a folder while the import dialog is open: pictures, and what is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from shelftag.importing.preview import MOST_PICTURES, Overlap
from shelftag.ui.jobs import Inquiry
from shelftag.ui.session import Session
from shelftag.ui.thumbnails import tile_of
from shelftag_api.progress import Progress

_AT_ONCE = 6
"""Photos in one question: the first pictures come soon, and the rest follow."""


@dataclass(frozen=True)
class Comparison:
    """How a folder compares with the catalogue.

    Attributes:
        overlap: The counts so far, or None before there are any.
        share: How much of it is done, 0 to 1.
        failed: Whether it could not be found out.
    """

    overlap: Overlap | None = None
    share: float = 0.0
    failed: bool = False


class FolderLook(QObject):
    """Asks the engine for pictures first, then for the comparison; nothing is written.

    Attributes:
        comparison: What is known so far.

    Signals:
        pictures_came: There are more pictures.
        compared: `comparison` is another one.
    """

    pictures_came = Signal()
    compared = Signal()

    def __init__(self, session: Session, edge: int, ratio: float, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._edge, self._ratio = edge, ratio
        self._folder = Path()
        self._wanted: list[str] = []
        self._asked: set[str] = set()
        self._pictures: dict[str, QPixmap] = {}
        self._inquiry: Inquiry | None = None
        self._comparing = False
        self.comparison = Comparison()

    def open(self, folder: Path) -> None:
        """Looks into another folder."""
        self.stop()
        self._folder = folder
        self._wanted.clear()
        self._asked.clear()
        self._pictures.clear()
        self._show(Comparison())

    def want(self, files: Iterable[str]) -> None:
        """Asks for the pictures of these files, and then for the comparison if that is missing."""
        self._wanted = [file for file in list(files)[:MOST_PICTURES] if file not in self._asked]
        if self._wanted and self._comparing:
            self.stop()  # seconds of reading are lost, but the owner is looking at the pictures
        self._go_on()

    def picture(self, file: str) -> QPixmap | None:
        """Returns the picture of a file, or None while there is none."""
        return self._pictures.get(file)

    def stop(self) -> None:
        """Asks for nothing more."""
        if self._inquiry is not None:
            self._inquiry.cancel()
        self._inquiry = None
        self._comparing = False

    def _go_on(self) -> None:
        if self._inquiry is not None:
            return
        if self._wanted:
            files, self._wanted = self._wanted[:_AT_ONCE], self._wanted[_AT_ONCE:]
            self._asked |= set(files)
            self._ask("preview_photos", files=files)
        elif self.comparison.share < 1 and not self.comparison.failed:
            self._comparing = True
            self._ask("preview_import")

    def _ask(self, kind: str, **arguments: object) -> None:
        made = self._session.inquire(kind, self, folder=str(self._folder), **arguments)
        self._inquiry = made
        if made is None:
            self._show(Comparison(failed=True))
            return
        made.progressed.connect(self._progressed)
        made.finished.connect(self._finished)
        made.failed.connect(self._failed)

    def _progressed(self, progress: Progress) -> None:
        if not self._comparing:
            return
        share = progress.done / progress.total if progress.total else 0.0
        overlap = Overlap(**progress.detail) if progress.detail else None
        self._show(Comparison(overlap, min(share, 0.99)))

    def _finished(self, result: dict[str, object]) -> None:
        comparing, self._inquiry, self._comparing = self._comparing, None, False
        if comparing:
            self._show(Comparison(Overlap(**result), 1.0))  # type: ignore[arg-type]
        else:
            self._keep(result)
        self._go_on()

    def _failed(self, _error: object) -> None:
        """The import itself will say what is wrong with which file; here it is only left out."""
        comparing, self._inquiry, self._comparing = self._comparing, None, False
        if comparing:
            self._show(Comparison(failed=True))
        self._go_on()

    def _keep(self, found: dict[str, object]) -> None:
        pixels = round(self._edge * self._ratio)
        for file, data in found.items():
            image = tile_of(data, pixels, 5 * self._ratio) if isinstance(data, bytes) else None
            if image is not None and not image.isNull():
                pixmap = QPixmap.fromImage(image)
                pixmap.setDevicePixelRatio(self._ratio)
                self._pictures[file] = pixmap
        self.pictures_came.emit()

    def _show(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.compared.emit()
