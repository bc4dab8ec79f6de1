"""The five best suggestions as buttons with their number keys."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from shelftag.catalog.tree import PATH_SEPARATOR
from shelftag.ui import icons
from shelftag.ui.session import Session
from shelftag.ui.suggestions import SHOWN, Suggestion
from shelftag.ui.theme import font, theme
from shelftag.ui.tokens import BODY, CAPTION, RADIUS, SMALL
from shelftag.ui.translation import percent

ROW_HEIGHT = 44
_BAR = 56


class SuggestionButton(QAbstractButton):
    """One suggestion: key, name and path, confidence."""

    def __init__(self, rank: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rank = rank
        self._path = ""
        self._share = 0.0
        self._chosen = False
        self._blank = True
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setEnabled(False)

    def show_suggestion(self, name: str, path: str, share: float, chosen: bool) -> None:
        """Shows a suggestion; `chosen` marks the category that the product has."""
        self.setText(name)
        self._path, self._share, self._chosen = path, share, chosen
        self._blank = False
        self.setEnabled(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{self._rank + 1}: {name}, {path}, {percent(share)}")
        self.setToolTip(f"{path}{PATH_SEPARATOR if path else ''}{name}")
        self.update()

    def show_blank(self) -> None:
        """Keeps its place without a suggestion."""
        self._blank = True
        self.setText("")
        self.setEnabled(False)
        self.unsetCursor()
        self.setToolTip("")
        self.setAccessibleName("")
        self.update()

    def sizeHint(self) -> QSize:
        """Returns the size of a row."""
        return QSize(200, ROW_HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Lights up."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the row."""
        if self._blank:
            return
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.rect()
        painter.setPen(Qt.PenStyle.NoPen)
        if self._chosen or self.underMouse() or self.isDown():
            painter.setBrush(QColor(tokens.accent_soft if self._chosen else tokens.hover))
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(tokens.accent))
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        self._paint_key(painter, QRect(10, 11, 22, 22))
        self._paint_names(painter, rect.adjusted(44, 0, -_BAR - 24, 0))
        self._paint_share(painter, rect)

    def _paint_key(self, painter: QPainter, box: QRect) -> None:
        tokens = theme().tokens
        painter.setPen(QColor(tokens.accent if self._chosen else tokens.border_strong))
        painter.setBrush(QColor(tokens.accent if self._chosen else tokens.raised))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self._chosen:
            icons.paint(
                painter, "ph.check-bold", tokens.on_accent, box.left() + 5, box.top() + 5, 12
            )
            return
        painter.setFont(font(SMALL, QFont.Weight.DemiBold))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._rank + 1))

    def _paint_names(self, painter: QPainter, box: QRect) -> None:
        tokens = theme().tokens
        middle, elide = Qt.AlignmentFlag.AlignVCenter, Qt.TextElideMode.ElideRight
        weight = QFont.Weight.DemiBold if self._rank == 0 or self._chosen else QFont.Weight.Medium
        painter.setFont(font(BODY, weight))
        painter.setPen(QColor(tokens.text))
        metrics = QFontMetrics(painter.font())
        name_box = box.adjusted(0, 5, 0, -20) if self._path else box
        painter.drawText(name_box, middle, metrics.elidedText(self.text(), elide, box.width()))
        painter.setFont(font(CAPTION))
        painter.setPen(QColor(tokens.muted))
        metrics = QFontMetrics(painter.font())
        path = metrics.elidedText(self._path, Qt.TextElideMode.ElideLeft, box.width())
        painter.drawText(box.adjusted(0, 23, 0, -4), middle, path)

    def _paint_share(self, painter: QPainter, rect: QRect) -> None:
        tokens = theme().tokens
        left = rect.right() - _BAR - 10
        painter.setFont(font(SMALL, QFont.Weight.Medium))
        painter.setPen(QColor(tokens.muted))
        box = QRect(left, 7, _BAR, 18)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, percent(self._share))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.border))
        track = QRectF(left, 28, _BAR, 4)
        painter.drawRoundedRect(track, 2, 2)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(QRectF(left, 28, max(4.0, _BAR * self._share), 4), 2, 2)


class SuggestionList(QWidget):
    """Room for five suggestions; fewer leave their places empty, so that nothing jumps.

    Attributes:
        buttons: The five.

    Signals:
        taken: Position of the suggestion that was clicked, from 0.
    """

    taken = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._empty = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.buttons: list[SuggestionButton] = []
        for rank in range(SHOWN):
            button = SuggestionButton(rank)
            button.clicked.connect(partial(self.taken.emit, rank))
            self.buttons.append(button)
            layout.addWidget(button)

    def show_suggestions(self, suggestions: Sequence[Suggestion], chosen: int | None) -> None:
        """Shows suggestions, best first."""
        tree, language = self._session.tree, self._session.language
        known = [s for s in suggestions if s.category_id in tree.nodes]
        self._empty = not known
        self.update()
        for rank, button in enumerate(self.buttons):
            if rank < len(known):
                suggestion = known[rank]
                *above, name = tree.path_names(suggestion.category_id, language)
                path = PATH_SEPARATOR.join(above)
                is_chosen = suggestion.category_id == chosen
                button.show_suggestion(name, path, suggestion.share, is_chosen)
            else:
                button.show_blank()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Says that there are none yet."""
        if not self._empty:
            return
        painter = QPainter(self)
        painter.setFont(font(SMALL))
        painter.setPen(QColor(theme().tokens.muted))
        where = self.rect().adjusted(0, 4, 0, 0)
        painter.drawText(where, Qt.TextFlag.TextWordWrap, self._session.text("ui.inspector.none"))
