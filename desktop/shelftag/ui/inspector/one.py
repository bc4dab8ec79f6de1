"""The inspector's page for one product."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from shelftag.catalog.queries import ProductDetail
from shelftag.ui.controls import Button, ElidedLabel, label, line
from shelftag.ui.inspector.fields import ProductFields
from shelftag.ui.inspector.history import LabelHistory
from shelftag.ui.inspector.label_card import LabelCard
from shelftag.ui.inspector.marks import MarkNotes
from shelftag.ui.inspector.missing import MissingNote
from shelftag.ui.inspector.photos import PhotoPane
from shelftag.ui.inspector.suggestions import SuggestionList
from shelftag.ui.session import Session
from shelftag.ui.suggestions import Suggestion


class OneProduct(QScrollArea):
    """Photo, label, suggestions, fields, history.

    Attributes:
        detail: The product shown, or None before the first.
        photos: Its photos.
        missing: Says where photo files are gone.
        label_card: Its label.
        marks: Its flags and attributes.
        suggestions: The five best.
        fields: Its fields.

    Signals:
        confirmed: The owner agrees with what is shown.
        taken: Position of a suggestion that was clicked.
        picker_requested: Another category is wanted.
        photo_requested: The full view is wanted.
        similar_requested: Products that look like this one are wanted.
        folders_requested: The folders that photos come from are wanted.
        shown: Another product, or the same one anew, is shown.
    """

    shown = Signal()
    confirmed = Signal()
    taken = Signal(int)
    picker_requested = Signal()
    photo_requested = Signal()
    similar_requested = Signal()
    folders_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.detail: ProductDetail | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.photos = PhotoPane(session)
        self.label_card = LabelCard(session)
        self.suggestions = SuggestionList(session)
        self.missing = MissingNote(session)
        self.marks = MarkNotes(session)
        self.fields = ProductFields(session)
        self._files = ElidedLabel(role="caption")
        self._history = LabelHistory(session)
        self._lay_out()
        self.label_card.confirmed.connect(self.confirmed)
        self.suggestions.taken.connect(self.taken)
        self.photos.opened.connect(self.photo_requested)
        self.missing.find_requested.connect(self.folders_requested)

    def _lay_out(self) -> None:
        text = self._session.text
        body = QWidget()
        body.setObjectName("inspectorBody")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(16, 16, 16, 24)
        layout.setSpacing(8)
        layout.addWidget(self.photos)
        layout.addWidget(self.missing)
        layout.addWidget(self.fields.title)
        layout.addWidget(self.label_card)
        layout.addWidget(self.marks)
        layout.addWidget(line())
        layout.addSpacing(4)
        layout.addWidget(label(text("ui.inspector.suggestions"), "section"))
        layout.addWidget(self.suggestions)
        other = Button(
            text("ui.inspector.other"),
            "ghost",
            self.picker_requested.emit,
            icon="ph.magnifying-glass",
            token="muted",
        )
        other.setToolTip(text("ui.inspector.other_tip"))
        layout.addWidget(other)
        similar = Button(text("review.similar.find"), "ghost", self.similar_requested.emit,
                         icon="ph.image", token="muted")  # fmt: skip
        similar.setToolTip(text("review.similar.find_tip"))
        layout.addWidget(similar)
        for key, part in (("details", self.fields), ("history", self._history)):
            layout.addSpacing(4)
            layout.addWidget(line())
            layout.addSpacing(4)
            layout.addWidget(label(text(f"ui.inspector.{key}"), "section"))
            layout.addWidget(part)
        layout.addSpacing(4)
        layout.addWidget(self._files)
        layout.addStretch(1)
        self.setWidget(body)

    def show_product(self, detail: ProductDetail) -> None:
        """Shows a product; another one is shown from its top."""
        same = self.detail is not None and self.detail.id == detail.id
        self.detail = detail
        self.photos.show_photos(detail.photos, same_product=same)
        self.missing.show_product(detail)
        self.label_card.show_product(detail)
        self.marks.show_product(detail)
        chosen = detail.category_id if detail.state != "review" else None
        found = [Suggestion(category_id, share) for category_id, share in detail.candidates]
        self.suggestions.show_suggestions(found, chosen)
        self.fields.show_product(detail)
        self._history.show_product(detail)
        files = [file for photo in detail.photos for file in photo.files]
        self._files.set_whole(", ".join(Path(file).name for file in files))
        self._files.setToolTip("\n".join(files))
        if not same:
            self.verticalScrollBar().setValue(0)
        self.shown.emit()
