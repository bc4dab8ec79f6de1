"""Why a category is suggested: confirmed look-alikes at once, words and heat map when they come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session as Reader

from shelftag.catalog import queries
from shelftag.catalog.queries import ProductCard
from shelftag.learning.review.beliefs import NONE
from shelftag.learning.review.desk import Desk
from shelftag.ui.controls import ElidedLabel, label
from shelftag.ui.jobs import Inquiry
from shelftag.ui.review.desk_work import DeskWork
from shelftag.ui.session import Session
from shelftag.ui.theme import theme
from shelftag.ui.thumbnails import ThumbnailStore
from shelftag.ui.tokens import RADIUS_SMALL
from shelftag.ui.translation import percent
from shelftag_api.errors import ShelftagError

_COLUMNS, _SHOWN = 3, 6
_EDGE = 76
_PAUSE_MS = 180
"""While the owner goes from product to product, nothing is asked."""


@dataclass(frozen=True)
class LookAlike:
    """A confirmed product that looks like the one that is asked about."""

    card: ProductCard
    category_id: int


def look_alikes(reader: Reader, desk: Desk, product_id: int) -> list[LookAlike]:
    """Returns the confirmed products that look most like one, nearest first."""
    rows = desk.rows_of([product_id])
    if not len(rows) or not desk.looks[rows[0]].any():
        return []
    nearest = desk.similar(int(rows[0]), len(desk.ids) - 1)
    nearest = nearest[desk.categories[nearest] != NONE][:_SHOWN]
    ids = [int(product) for product in desk.ids[nearest]]
    cards = queries.product_cards(reader, ids)
    categories = desk.categories[nearest].tolist()
    return [LookAlike(cards[i], c) for i, c in zip(ids, categories, strict=True) if i in cards]


@dataclass(frozen=True)
class Heat:
    """Where a model looked.

    Attributes:
        image: Cells with more or less colour.
        whole: Whether it lies over the whole photo, or over the square in its middle.
    """

    image: QImage
    whole: bool


def heat_of(rows: Sequence[Sequence[float]], resize: str) -> Heat | None:
    """Makes a picture of a map from 0 to 1; None of an empty one."""
    if not rows or not rows[0]:
        return None
    image = QImage(len(rows[0]), len(rows), QImage.Format.Format_ARGB32)
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            image.setPixelColor(x, y, QColor.fromRgbF(1.0, 0.32, 0.05, 0.78 * min(value, 1.0)))
    return Heat(image, resize == "squash")


class _Photo(QWidget):
    """A look-alike's photo."""

    def __init__(self, thumbnails: ThumbnailStore) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._sha256: str | None = None
        self.setFixedSize(QSize(_EDGE, _EDGE))
        thumbnails.loaded.connect(self.update)

    def show_photo(self, sha256: str | None) -> None:
        """Shows another photo."""
        self._sha256 = sha256
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().tokens.tile))
        painter.drawRoundedRect(self.rect(), RADIUS_SMALL, RADIUS_SMALL)
        if self._sha256 is not None:
            ratio = self.devicePixelRatioF()
            photo = self._thumbnails.tile(self._sha256, _EDGE, RADIUS_SMALL, ratio)
            if photo is not None:
                painter.drawPixmap(self.rect(), photo)


class WhyPanel(QWidget):
    """Reasons, below the suggestions.

    Attributes:
        words: The words that mattered.
        names: Categories of the look-alikes.
        thumbnails: Loads their photos.

    Signals:
        heat_came: A `Heat` for the photo, or None.
        grown: It needs another height.
    """

    heat_came = Signal(object)
    grown = Signal()

    def __init__(self, session: Session, work: DeskWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._work = session, work
        self._asked: tuple[int, int] | None = None
        self._found: Sequence[LookAlike] = ()
        self._room = _SHOWN
        self._inquiry: Inquiry | None = None
        self.thumbnails = ThumbnailStore(session.catalog, self)
        self._state = label(role="small")
        self._state.setWordWrap(True)
        self.words = label()
        self.words.setWordWrap(True)
        for part, height in ((self._state, 32), (self.words, 34)):  # so that nothing jumps
            part.setMinimumHeight(height)
            part.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._alike = ElidedLabel(session.text("review.why.alike"), "section")
        self.names = [ElidedLabel(role="caption") for _ in range(_SHOWN)]
        self._photos = [_Photo(self.thumbnails) for _ in range(_SHOWN)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for place, (photo, name) in enumerate(zip(self._photos, self.names, strict=True)):
            row, column = divmod(place, _COLUMNS)
            name.setFixedWidth(_EDGE)
            grid.addWidget(photo, 2 * row, column)
            grid.addWidget(name, 2 * row + 1, column)
        grid.setColumnStretch(_COLUMNS, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(ElidedLabel(session.text("review.why.title"), "section"))
        layout.addWidget(self._state)
        layout.addWidget(self.words)
        layout.addSpacing(4)
        layout.addWidget(self._alike)
        layout.addLayout(grid)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._ask_engine)
        self.hide()

    def ask(self, product_id: int | None, category_id: int | None) -> None:
        """Asks about a product and the category that is suggested for it."""
        asked = None if product_id is None else (product_id, category_id or 0)
        if asked == self._asked:
            return
        self._forget()
        self._asked = asked
        if asked is None or product_id is None:
            return
        self._work.run(
            lambda reader, desk: look_alikes(reader, desk, product_id),
            lambda found: self._show_alike(asked, found),
            lambda _error: None,
            context=self,
        )
        if category_id is not None and self._session.jobs is not None:
            self._state.setText(self._session.text("review.why.looking"))
            self._pause.start()
        else:
            self._state.setText(self._session.text("review.why.unknown"))

    def show_rows(self, rows: int) -> None:
        """Shows so many lines of look-alikes."""
        if rows * _COLUMNS != self._room:
            self._room = rows * _COLUMNS
            self._show_cards(self._found)

    def close_panel(self) -> None:
        """Asks no more."""
        self._forget()
        self._show_cards([])
        self.hide()
        self.grown.emit()

    @property
    def idle(self) -> bool:
        """Whether the photos are there."""
        return self.thumbnails.idle

    def _forget(self) -> None:
        self._asked = None
        self._pause.stop()
        if self._inquiry is not None:
            self._inquiry.cancel()
            self._inquiry = None
        self.words.setText("")
        self._state.setText("")
        self.heat_came.emit(None)

    def _ask_engine(self) -> None:
        if self._asked is None:
            return
        product, category = self._asked
        inquiry = self._session.inquire("explain", self, product_id=product, category_id=category)
        self._inquiry = inquiry
        if inquiry is not None:
            inquiry.finished.connect(self.show_explanation)
            inquiry.failed.connect(self._not_explained)

    def show_explanation(self, result: Mapping[str, Any]) -> None:
        """Shows what the engine says."""
        self._inquiry = None
        text = self._session.text
        heat = heat_of(result["heat"], result["resize"])
        self._state.setText(text("review.why.heat" if heat else "review.why.no_heat"))
        parts = [f"{word} {percent(share)}" for word, share in result["words"]]
        words = "review.why.words" if parts else "review.why.no_words"
        self.words.setText(text(words, words=", ".join(parts)))
        self.heat_came.emit(heat)

    def _not_explained(self, error: ShelftagError) -> None:
        self._inquiry = None
        self._state.setText(self._session.error_text(error))

    def _show_alike(self, asked: tuple[int, int], found: list[LookAlike]) -> None:
        if asked == self._asked:
            self._show_cards(found)

    def _show_cards(self, found: Sequence[LookAlike]) -> None:
        before, self._found = len(self._found), found
        nodes, language = self._session.tree.nodes, self._session.language
        text = self._session.text
        self._alike.set_whole(text("review.why.alike" if found else "review.why.none_alike"))
        for place, (photo, name) in enumerate(zip(self._photos, self.names, strict=True)):
            one = found[place] if place < min(len(found), self._room) else None
            node = nodes.get(one.category_id) if one else None
            photo.show_photo(one.card.thumbnail if one else None)
            photo.setVisible(one is not None)
            name.setVisible(one is not None)
            name.set_whole(node.label(language) if node else "")
            if one is not None:
                title = one.card.title or one.card.sku
                photo.setAccessibleName(f"{title}, {name.accessibleName()}")
        if len(found) != before:
            self.grown.emit()
