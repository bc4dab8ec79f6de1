"""The product's fields, edited in place: each commit is one operation that can be undone."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from shelftag.catalog import products
from shelftag.catalog.queries import ProductDetail
from shelftag.ui.changes import ChangeSet
from shelftag.ui.controls import Icon, label
from shelftag.ui.session import Session
from shelftag.ui.theme import mark
from shelftag_api.errors import ShelftagError
from shelftag_api.gtin import comparable

ROWS = ("sku", "gtin", "brand", "price", "currency", "quantity", "location")


class _Description(QPlainTextEdit):
    """A few lines of text that commit when the focus leaves."""

    def __init__(self, commit: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commit = commit
        self.setProperty("kind", "quiet")
        self.setTabChangesFocus(True)
        self.setFixedHeight(76)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commits."""
        super().focusOutEvent(event)
        self._commit()


class ProductFields(QWidget):
    """Title, numbers, price and the rest.

    Attributes:
        title: The title, placed by the inspector above the others.
        edits: The one-line fields by name, the title among them.
        description: The long text.
        seen: Says what barcodes stand on the photos; hidden where there is none.
        problem: The sentence about what was typed wrongly, shown below its field.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._detail: ProductDetail | None = None
        self._rejected: tuple[int, str, str] | None = None
        self._error: ShelftagError | None = None
        self.edits: dict[str, QLineEdit] = {}
        self.problem = label(role="error")
        self.problem.setParent(self)  # it goes with the window, even where it was never needed
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.title = self._edit("title", "title")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnMinimumWidth(0, 84)
        self._grid.setColumnStretch(1, 1)
        for row, name in enumerate(ROWS):
            self._grid.addWidget(label(session.text(f"ui.field.{name}"), "small"), 2 * row, 0)
            self._grid.addWidget(self._edit(name, "quiet"), 2 * row, 1)
        self.seen = Icon("ph.barcode", 16)
        self._grid.addWidget(self.seen, 2 * ROWS.index("gtin"), 2)
        last = 2 * len(ROWS)
        self.description = _Description(self._commit_description)
        self.description.setAccessibleName(session.text("ui.field.description"))
        self.description.setPlaceholderText(session.text("ui.field.empty"))
        caption = label(session.text("ui.field.description"), "small")
        caption.setContentsMargins(0, 8, 0, 0)
        self._grid.addWidget(caption, last, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.description, last, 1)

    def _edit(self, name: str, kind: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setProperty("kind", kind)
        edit.setAccessibleName(self._session.text(f"ui.field.{name}"))
        edit.setPlaceholderText(
            self._session.text("ui.field.no_title" if name == "title" else "ui.field.empty")
        )
        edit.editingFinished.connect(lambda: self._commit(name, edit.text()))
        edit.textEdited.connect(lambda _text: self._clear_problem(edit))
        edit.installEventFilter(self)
        self.edits[name] = edit
        return edit

    def show_product(self, detail: ProductDetail) -> None:
        """Shows a product; what is being typed is left alone."""
        other = self._detail is None or self._detail.id != detail.id
        before = self._detail
        self._detail = detail
        if other:
            if self._error is not None:
                self._session.report(self._error)
            for edit in self.edits.values():
                self._clear_problem(edit)
        for name, edit in self.edits.items():
            typing = edit.hasFocus() and before is not None and edit.text() != _text(before, name)
            if (other or not typing) and not edit.property("problem"):
                edit.setText(_text(detail, name))
                edit.setCursorPosition(0)
        self._show_seen(detail)
        if other or not self.description.hasFocus():
            self.description.setPlainText(detail.description)

    def _show_seen(self, detail: ProductDetail) -> None:
        """Says whether the barcode is one of those on the photos."""
        seen = detail.gtins_on_photos
        same = detail.gtin and comparable(detail.gtin) in map(comparable, seen)
        message_id = "ui.field.gtin_from_photo" if same else "ui.field.gtin_on_photo"
        text = self._session.text(message_id, gtins=", ".join(seen)) if seen else ""
        self.seen.setVisible(bool(seen))
        self.seen.setToolTip(text)
        self.seen.setAccessibleName(text)
        if not self.edits["gtin"].property("problem"):
            self.edits["gtin"].setAccessibleDescription(text)

    def _commit_description(self) -> None:
        self._commit("description", self.description.toPlainText())

    def _commit(self, name: str, text: str) -> None:
        detail = self._detail
        if detail is None or text == _text(detail, name):
            return
        if self._rejected == (detail.id, name, text):
            return
        edit = self.edits.get(name)

        def failed(error: ShelftagError) -> None:
            if edit is None or self._detail is None or self._detail.id != detail.id:
                self._session.report(error)
            else:
                self._rejected = (detail.id, name, text)
                self._show_problem(edit, error)

        membership = name in ("title", "sku", "gtin", "brand", "description")
        self._session.perform(
            "edit",
            lambda scope: products.edit(scope, detail.id, {name: text}),
            change=ChangeSet.of_products([detail.id], membership=membership),
            failed=failed,
        )

    def _show_problem(self, edit: QLineEdit, error: ShelftagError) -> None:
        self._error = error
        mark(edit, problem="true")
        self.problem.setText(self._session.error_text(error))
        edit.setAccessibleDescription(self.problem.text())
        position = self._grid.indexOf(edit)
        if position >= 0:
            row = self._grid.getItemPosition(position)[0]  # type: ignore[index]
            self._grid.addWidget(self.problem, row + 1, 1)
        else:
            self._grid.addWidget(self.problem, 2 * len(ROWS) + 1, 0, 1, 2)
        self.problem.show()

    def _clear_problem(self, edit: QLineEdit) -> None:
        if edit.property("problem"):
            self._rejected = self._error = None
            mark(edit, problem=None)
            edit.setAccessibleDescription("")
            self.problem.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes back with Escape what was typed."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
            and isinstance(watched, QLineEdit)
            and self._detail is not None
        ):
            name = next(name for name, edit in self.edits.items() if edit is watched)
            if watched.text() != _text(self._detail, name):
                self._clear_problem(watched)
                watched.setText(_text(self._detail, name))
                return True
        return super().eventFilter(watched, event)


def _text(detail: ProductDetail, name: str) -> str:
    """Returns a field as it is typed."""
    value = getattr(detail, name)
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value % 1 == 0 else f"{value:.3f}".rstrip("0")
    return str(value)
