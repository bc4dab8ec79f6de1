"""Notices that float over the grid for a few seconds, with an Undo button where there is one."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from shelftag.ui.changes import Notice
from shelftag.ui.controls import Icon
from shelftag.ui.session import Session
from shelftag.ui.theme import theme
from shelftag.ui.tokens import RADIUS

SHOWN_MS = 6_000
ERROR_SHOWN_MS = 12_000
_WIDEST = 640


class Toast(QFrame):
    """The latest notice; a new one takes its place.

    Attributes:
        sentence: What it says.
        button: Opens details, or takes the operation back where there are none.
        undo_button: Takes the operation back, beside a button for details.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._under = parent
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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(10)
        layout.addWidget(self._icon)
        layout.addWidget(self.sentence, 1)
        layout.addWidget(self.button)
        layout.addWidget(self.undo_button)
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

    def _place(self) -> None:
        """Puts the notice into the middle of the lower edge."""
        room = self._under.rect()
        self.sentence.setWordWrap(False)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        width = self.sizeHint().width()
        widest = min(_WIDEST, room.width() - 48)
        if width > widest:
            self.sentence.setWordWrap(True)
            width = widest
        height = self.heightForWidth(width) if self.hasHeightForWidth() else 0
        height = max(height, 44)
        self.setGeometry((room.width() - width) // 2, room.height() - height - 24, width, height)

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
