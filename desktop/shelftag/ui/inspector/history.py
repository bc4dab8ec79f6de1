"""The history of a product's labels, newest first."""

from PySide6.QtWidgets import QGridLayout, QWidget

from shelftag.catalog.queries import ProductDetail
from shelftag.ui import icons
from shelftag.ui.controls import ElidedLabel, Icon, label
from shelftag.ui.inspector.label_card import who_said
from shelftag.ui.session import Session
from shelftag.ui.translation import moment

_SHOWN = 8
_STATES = {"model": "accepted", "import": "trusted", "owner": "confirmed"}


class LabelHistory(QWidget):
    """One line per label event; undone ones are struck out."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)

    def show_product(self, detail: ProductDetail) -> None:
        """Shows the latest events."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        session = self._session
        for row, event in enumerate(detail.labels[:_SHOWN]):
            state = _STATES.get(event.source, "review") if event.category_id else "review"
            token = {"trusted": "confirmed"}.get(state, state)
            node = session.tree.nodes.get(event.category_id or 0)
            name = node.label(session.language) if node else session.text("ui.no_category")
            text = f"{name} · {who_said(session, event)}"
            line = ElidedLabel(text, "small")
            if event.retracted:
                font = line.font()
                font.setStrikeOut(True)
                line.setFont(font)
                token = "muted"
            self._grid.addWidget(Icon(icons.STATE_ICONS[state], 14, token), row, 0)
            self._grid.addWidget(line, row, 1)
            when = moment(event.at, session.language)
            self._grid.addWidget(label(when, "caption"), row, 2)
        if not detail.labels:
            self._grid.addWidget(label(session.text("ui.history.none"), "small"), 0, 0, 1, 3)
