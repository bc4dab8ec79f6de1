"""The current label of the inspected product: what it is, and who said so."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shelftag.catalog.queries import LabelView, ProductDetail
from shelftag.catalog.tree import PATH_SEPARATOR
from shelftag.ui import icons
from shelftag.ui.controls import Button, ElidedLabel, Icon
from shelftag.ui.session import Session
from shelftag.ui.translation import moment, percent


def current_label(detail: ProductDetail) -> LabelView | None:
    """Returns the event that decides: the best source's latest one that counts."""
    ranks = {"model": 1, "import": 2, "owner": 3}
    counting = [event for event in detail.labels if not event.retracted]
    return max(counting, key=lambda event: ranks.get(event.source, 0), default=None)


def who_said(session: Session, event: LabelView) -> str:
    """Says who gave a label, for example “by model 2, 87 % sure”."""
    if event.source == "model" and not event.model_number:
        return session.text("ui.source.starter", share=percent(event.confidence or 0))
    if event.source == "model":
        share = percent(event.confidence or 0)
        return session.text("ui.source.model", model=event.model_number, share=share)
    return session.text(f"ui.source.{event.source}")


class LabelCard(QFrame):
    """A framed line: state icon, category, who said it, and a button to confirm.

    Signals:
        confirmed: The owner agrees.
    """

    confirmed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._icon = Icon("ph.circle-dashed-bold", 20, "review")
        self._name = ElidedLabel(role="strong")
        self._who = ElidedLabel(role="small")
        self.confirm_button = Button(
            session.text("ui.confirm"),
            "soft",
            self.confirmed.emit,
            icon="ph.check-bold",
            token="accent_text",
        )
        self.confirm_button.setToolTip(session.text("ui.confirm_tip"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(10)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._name)
        names.addWidget(self._who)
        layout.addLayout(names, 1)
        layout.addWidget(self.confirm_button)

    @property
    def who_text(self) -> str:
        """Who gave the label, as shown."""
        return self._who.accessibleName()

    def show_product(self, detail: ProductDetail) -> None:
        """Shows the label, or the suggestion where there is none yet."""
        session, tree = self._session, self._session.tree
        shown = detail.category_id
        event = current_label(detail)
        if shown is None and detail.candidates:
            shown = detail.candidates[0][0]
        if shown in tree.nodes:
            assert shown is not None
            *above, name = tree.path_names(shown, session.language)
            self._name.set_whole(name)
            self._name.setToolTip(PATH_SEPARATOR.join((*above, name)))
        else:
            self._name.set_whole(session.text("ui.no_category"))
        state = detail.state if shown is not None else "review"
        token = {"review": "review", "accepted": "accepted"}.get(state, "confirmed")
        self._icon.set_icon(icons.STATE_ICONS[state], token)
        self._who.set_whole(self._explain(detail, event))
        self._who.setToolTip(moment(event.at, session.language) if event else "")
        self.confirm_button.setEnabled(shown is not None and detail.state != "confirmed")

    def _explain(self, detail: ProductDetail, event: LabelView | None) -> str:
        session = self._session
        if detail.state == "review" or event is None:
            key = "ui.source.suggested" if detail.candidates else "ui.source.nothing"
            return session.text(key)
        return who_said(session, event)
