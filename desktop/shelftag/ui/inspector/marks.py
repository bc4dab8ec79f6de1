"""The flags and attributes of the inspected product, where it has any."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shelftag.catalog.marks import FLAG, name_of
from shelftag.catalog.queries import ProductDetail
from shelftag.ui.controls import Icon, label
from shelftag.ui.session import Session


class MarkNotes(QWidget):
    """One line a flag or attribute; hidden while there is none.

    Attributes:
        lines: What they say.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.lines: list[str] = []
        self._rows: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 4)
        self._layout.setSpacing(4)
        self.hide()

    def show_product(self, detail: ProductDetail) -> None:
        """Shows what is said of a product."""
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.lines = [self._words(field, value) for field, value in detail.marks]
        icons = ["ph.flag-fill" if f.startswith(FLAG) else "ph.tag-simple" for f, _ in detail.marks]
        self._rows = [_row(*pair) for pair in zip(icons, self.lines, strict=True)]
        for row in self._rows:
            self._layout.addWidget(row)
        self.setVisible(bool(self._rows))

    def _words(self, field: str, value: str) -> str:
        name = name_of(field)
        if field.startswith(FLAG):
            return self._session.text(f"searches.flag.{name}")
        return self._session.text("searches.chip.attribute", name=name, value=value)


def _row(icon: str, words: str) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(Icon(icon, 16, "review" if "flag" in icon else "muted"))
    text = label(words, "small")
    text.setWordWrap(True)
    layout.addWidget(text, 1, Qt.AlignmentFlag.AlignVCenter)
    return row
