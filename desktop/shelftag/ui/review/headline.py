"""The head of a page: the category that is proposed, how sure it is, and why it comes now."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shelftag.catalog.tree import PATH_SEPARATOR
from shelftag.ui.controls import Button, ElidedLabel, label
from shelftag.ui.review.sheets import CHECK, DOUBTS, OpenSheet
from shelftag.ui.session import Session
from shelftag.ui.theme import theme
from shelftag.ui.translation import percent

ROOMY = 600
"""Width from which the bar has its full length."""


class ConfidenceBar(QWidget):
    """A calm bar that shows a share."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setFixedSize(QSize(120, 6))

    def show_share(self, share: float) -> None:
        """Shows a share from 0 to 1."""
        self._share = share
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the bar."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.border))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        painter.setBrush(QColor(tokens.accent))
        width = max(6.0, self.width() * self._share)
        painter.drawRoundedRect(QRectF(0, 0, width, self.height()), 3, 3)


class Headline(QWidget):
    """Path, name, confidence and reason; they keep their places from page to page.

    Attributes:
        name: The category, or what there is to do.
        reason: Why the page comes now.
        button: Confirms the page.

    Signals:
        confirmed: The button was pressed.
    """

    confirmed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._path = ElidedLabel(role="small")
        self.name = ElidedLabel(role="title")
        self.reason = ElidedLabel(role="muted")
        self._bar = ConfidenceBar()
        self._share = label(role="small")
        self.button = Button(session.text("review.next"), "primary", self.confirmed.emit,
                             icon="ph.check-bold", token="on_accent")  # fmt: skip
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self._path, self.name, self.reason):
            words.addWidget(part)
        sure = QVBoxLayout()
        sure.setSpacing(6)
        sure.addStretch(1)
        sure.addWidget(self._share, 0, Qt.AlignmentFlag.AlignRight)
        sure.addWidget(self._bar)
        sure.addStretch(1)
        layout = self._row = QHBoxLayout(self)
        layout.setContentsMargins(20, 10, 20, 6)
        layout.addLayout(words, 1)
        layout.addLayout(sure)
        layout.addWidget(self.button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the words as much room as there is."""
        super().resizeEvent(event)
        roomy = self.width() >= ROOMY
        self._bar.setFixedWidth(120 if roomy else 56)
        self._row.setSpacing(20 if roomy else 12)

    def show_page(self, opened: OpenSheet) -> None:
        """Shows what a page is about."""
        sheet, text, tree = opened.sheet, self._session.text, self._session.tree
        category = sheet.category if sheet.category in tree.nodes else None
        above, reason = "", f"review.reason.{sheet.reason}"
        if category is not None:
            *path, name = tree.path_names(category, self._session.language)
            above = PATH_SEPARATOR.join(path)
        elif sheet.kind == CHECK:
            name, reason = text("review.check.title"), "review.check.explain"
        elif sheet.kind == DOUBTS:
            name, reason = text("review.doubts.title"), "review.doubts.explain"
        else:
            name, reason = text("review.nameless.title"), "review.nameless.explain"
        self._path.set_whole(above)
        self.name.set_whole(name)
        self.reason.set_whole(text(reason))
        self._bar.setVisible(category is not None)
        self._share.setVisible(category is not None)
        self._bar.show_share(sheet.confidence)
        self._share.setText(text("review.sure", share=percent(sheet.confidence)))
        self.show_count(opened)

    def show_count(self, opened: OpenSheet) -> None:
        """Says what the button would do."""
        text, sheet = self._session.text, opened.sheet
        count = len(opened.inside)
        missing = len(opened.unanswered)
        if sheet.kind == CHECK:
            words = text("review.check.missing", count=missing) if missing else text(
                "review.check.hand_in")  # fmt: skip
        elif sheet.kind == DOUBTS:
            words = text("review.doubts.agree")
        elif not count:
            words = text("review.next")
        elif sheet.category is None or sheet.category not in self._session.tree.nodes:
            words = text("review.name_them", count=count)
        else:
            words = text("review.confirm_count", count=count)
        self.button.setText(f" {words}")
        self.button.setAccessibleName(words)
        self.button.setEnabled(not missing)
