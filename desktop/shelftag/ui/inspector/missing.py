"""Says that photo files of the inspected product are gone, and leads to where they are found."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shelftag.catalog.queries import ProductDetail
from shelftag.ui.cards import MISSING_ICON
from shelftag.ui.controls import Button, ElidedLabel, Icon
from shelftag.ui.session import Session


class MissingNote(QWidget):
    """A line with the place where the file was, and a button; hidden while nothing is missing.

    Signals:
        find_requested: The owner wants to find the files again.
    """

    find_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.sentence = ElidedLabel(role="strong")
        self._place = ElidedLabel(role="small", elide=Qt.TextElideMode.ElideMiddle)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(10)
        layout.addWidget(Icon(MISSING_ICON, 20, "danger"), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.sentence)
        words.addWidget(self._place)
        layout.addLayout(words, 1)
        self.button = Button(session.text("ui.missing.find"), "soft", self.find_requested.emit)
        self.button.setToolTip(session.text("ui.missing.find_tip"))
        layout.addWidget(self.button)
        self.hide()

    def show_product(self, detail: ProductDetail) -> None:
        """Shows how many of a product's photos lie nowhere any more."""
        missing = [photo for photo in detail.photos if photo.missing]
        self.setVisible(bool(missing))
        if not missing:
            return
        key = "ui.missing.all" if len(missing) == len(detail.photos) else "ui.missing.some"
        self.sentence.set_whole(
            self._session.text(key, count=len(missing), photos=len(detail.photos))
        )
        places = [photo.files[0] for photo in missing if photo.files]
        self._place.set_whole(places[0] if places else "")
        self._place.setToolTip("\n".join(places))
