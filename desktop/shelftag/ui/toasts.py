"""Notices that float over a view for a few seconds, with an Undo button where there is one."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from shelftag.ui.changes import Notice
from shelftag.ui.controls import Icon
from shelftag.ui.session import Session
from shelftag.ui.theme import theme
from shelftag.ui.tokens import RADIUS

SHOWN_MS = 6_000
ERROR_SHOWN_MS = 12_000
LOWEST = 44
_WIDEST = 640
_MARGIN = 24


class Toast(QFrame):
    """The latest notice; a new one takes its place.

    Args:
        session: Gives the notices.
        parent: What it floats over.
        place: Returns the rectangle of the parent at whose foot it stands; nearly all of it if
            there is none.

    Attributes:
        sentence: What it says.
        button: Opens details, or takes the operation back where there are none.
        undo_button: Takes the operation back, beside a button for details.
    """

    def __init__(
        self, session: Session, parent: QWidget, place: Callable[[], QRect] | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._under = parent
        self._where = place or self._nearly_all
        self._notice: Notice | None = None
        self.setObjectName("toast")
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton(session.text("ui.undo"))
        self.undo_button = QPushButton(session.text("ui.undo"))
        for button, slot in ((self.button, self._act), (self.undo_button, self._undo)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(slot)
        self._icon = Icon("ph.check-circle-fill", 18, "toast_accent")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(14, 8, 14, 8)
        words, buttons = QHBoxLayout(), QHBoxLayout()
        words.setSpacing(10)
        words.addWidget(self._icon)
        words.addWidget(self.sentence, 1)
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        buttons.addWidget(self.undo_button)
        self._row.addLayout(words, 1)
        self._row.addLayout(buttons)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.hide()
        self._restyle()
        theme().changed.connect(self._restyle)
        session.notice.connect(self.show_notice)
        parent.installEventFilter(self)

    def show_notice(self, notice: Notice) -> None:
        """Shows a notice for a few seconds."""
        self.sentence.setText(self._session.text(notice.message_id, **notice.params))
        self._notice = notice
        self.button.setText(
            self._session.text(notice.details_text if notice.details else "ui.undo")
        )
        self.button.setVisible(notice.undo is not None or notice.details is not None)
        self.undo_button.setVisible(notice.undo is not None and notice.details is not None)
        name = "ph.warning-circle-fill" if notice.is_error else "ph.check-circle-fill"
        self._icon.set_icon(name, "review_fill" if notice.is_error else "toast_accent")
        self._place()
        self.show()
        self.raise_()
        self._timer.start(ERROR_SHOWN_MS if notice.is_error else SHOWN_MS)

    def dismiss(self, message_id: str) -> bool:
        """Hides the notice if it is this one; returns whether it was."""
        notice = self._notice if self.isVisible() else None
        if notice is None or notice.message_id != message_id:
            return False
        self.hide()
        return True

    def _act(self) -> None:
        if self._notice is not None and self._notice.details is not None:
            self.hide()
            self._notice.details()
        else:
            self._undo()

    def _undo(self) -> None:
        self.hide()
        if self._notice is not None and self._notice.undo is not None:
            self._session.undo(self._notice.undo)

    def _nearly_all(self) -> QRect:
        return self._under.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)

    def _place(self) -> None:
        """Stands at the foot of its place: in one line, or with the buttons below the words."""
        room = self._where()
        self.sentence.setWordWrap(False)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight)
        self._row.activate()
        width = self.sizeHint().width()
        widest = min(_WIDEST, room.width())
        if width > widest:
            self.sentence.setWordWrap(True)
            if widest < _WIDEST:
                self._row.setDirection(QBoxLayout.Direction.TopToBottom)
            self._row.activate()
            width = widest
        height = self.heightForWidth(width) if self.hasHeightForWidth() else 0
        height = max(height, LOWEST)
        left = room.left() + (room.width() - width) // 2
        self.setGeometry(left, room.bottom() + 1 - height, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the parent's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _restyle(self) -> None:
        tokens = theme().tokens
        self.setStyleSheet(
            f"#toast {{ background: {tokens.toast}; border-radius: {RADIUS + 2}px; }}"
            f"QLabel {{ color: {tokens.on_toast}; }}"
            f"QPushButton {{ background: transparent; border: none; color: {tokens.toast_accent};"
            " padding: 0 4px; min-height: 24px; font-weight: 600; }"
            "QPushButton:hover, QPushButton:focus { text-decoration: underline; }"
        )
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
