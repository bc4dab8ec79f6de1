"""The category picker: type a few letters, in any language, and press Enter."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from shelftag.catalog.tree import PATH_SEPARATOR, Tree
from shelftag.ui import icons
from shelftag.ui.controls import label, line
from shelftag.ui.overlay import Overlay
from shelftag.ui.session import Session
from shelftag.ui.theme import font, theme
from shelftag.ui.tokens import BODY, CAPTION, RADIUS

_SHOWN = 60
_Index = QModelIndex | QPersistentModelIndex
_CHOICE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Choice:
    """A line of the picker.

    Attributes:
        category_id: The category, or None for a new one.
        name: Its name.
        above: The path above it; for a new category, what will happen.
        path: Names of a new category.
    """

    category_id: int | None
    name: str
    above: str
    path: tuple[str, ...] = ()


def matches(tree: Tree, typed: str, language: str) -> list[Choice]:
    """Finds categories by parts of their path, in English and Chinese alike.

    Names that begin with what was typed come first, then names with a word that does, names that
    hold it, synonyms, and at last paths.
    """
    words = typed.casefold().replace(PATH_SEPARATOR.strip(), " ").split()
    ranked: list[tuple[int, int, Choice]] = []
    for position, node in enumerate(tree.nodes.values()):
        names = [n.casefold() for n in (node.name, *node.names.values())]
        synonyms = [n.casefold() for n in node.synonyms]
        above = [
            name.casefold()
            for ancestor in node.path[:-1]
            for name in (tree.nodes[ancestor].name, *tree.nodes[ancestor].names.values())
        ]
        if not all(any(w in n for n in (*names, *synonyms, *above)) for w in words):
            continue
        choice = choice_of(tree, node.id, language)
        ranked.append((_rank(words[-1] if words else "", names, synonyms), position, choice))
    ranked.sort(key=lambda entry: entry[:2])
    return [choice for _, _, choice in ranked[:_SHOWN]]


def choice_of(tree: Tree, category_id: int, language: str) -> Choice:
    """Makes the line of a category."""
    *above, name = tree.path_names(category_id, language)
    return Choice(category_id, name, PATH_SEPARATOR.join(above))


def _rank(word: str, names: list[str], synonyms: list[str]) -> int:
    """Says how well a category fits the last word typed; 0 is best."""
    tests = (
        any(name.startswith(word) for name in names),
        any(part.startswith(word) for name in names for part in name.split()),
        any(word in name for name in names),
        any(word in name for name in synonyms),
    )
    return tests.index(True) if True in tests else len(tests)


class _ChoiceDelegate(QStyledItemDelegate):
    """Paints a line: name and the path above it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Returns the size of a line."""
        return QSize(100, 44)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints the line."""
        tokens = theme().tokens
        choice: Choice = index.data(_CHOICE)
        rect: QRect = option.rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = self.parent()
        if isinstance(view, QListWidget) and view.currentIndex() == index:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), RADIUS, RADIUS)
        name = "ph.plus-circle-fill" if choice.category_id is None else "ph.tag"
        color = tokens.accent_text if choice.category_id is None else tokens.muted
        icons.paint(painter, name, color, rect.left() + 12, rect.center().y() - 9, 18)
        room = rect.width() - 56
        painter.setFont(font(BODY, QFont.Weight.Medium))
        painter.setPen(QColor(tokens.text))
        where = rect.adjusted(42, 5, -8, -21) if choice.above else rect.adjusted(42, 0, -8, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        elide = Qt.TextElideMode.ElideRight
        shown = QFontMetrics(painter.font()).elidedText(choice.name, elide, room)
        painter.drawText(where, middle, shown)
        if choice.above:
            painter.setFont(font(CAPTION))
            painter.setPen(QColor(tokens.muted))
            shown = QFontMetrics(painter.font()).elidedText(choice.above, elide, room)
            painter.drawText(rect.adjusted(42, 23, -8, -4), middle, shown)


class CategoryPicker(Overlay):
    """A field and the categories that match.

    While nothing is typed, the likely ones come first, and Enter takes the first of these; where
    there are none, nothing is chosen until something is typed or an arrow key is pressed.

    Attributes:
        field: Where one types.
        list: What matches.
        hint: Message id of the line on its keys.

    Signals:
        picked: Id of the category.
        created: Path of names of a category that is to be made.
    """

    picked = Signal(int)
    created = Signal(object)
    hint = "ui.picker.hint"

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._likely: list[int] = []
        self._last: int | None = None
        text = session.text
        self.centre(520, 460, top=True)
        layout = QVBoxLayout(self.panel)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        self.field = QLineEdit()
        self.field.setProperty("kind", "bare")
        self.field.setPlaceholderText(text("ui.picker.placeholder"))
        self.field.setAccessibleName(text("ui.picker.placeholder"))
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(text("ui.sidebar.categories"))
        self.list.setItemDelegate(_ChoiceDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemEntered.connect(self.list.setCurrentItem)
        self.list.itemClicked.connect(lambda _item: self._accept())
        layout.addWidget(self.field)
        layout.addWidget(line())
        layout.addWidget(self.list, 1)
        hint = label(text(self.hint), "caption")
        hint.setWordWrap(True)
        hint.setContentsMargins(8, 0, 8, 4)
        layout.addWidget(hint)

    def open(self, likely: Iterable[int] = ()) -> None:
        """Opens with all categories.

        Args:
            likely: Categories that come first, before the one that was picked last.
        """
        last = () if self._last is None else (self._last,)
        wanted = dict.fromkeys((*likely, *last))
        self._likely = [one for one in wanted if one in self._session.tree.nodes]
        super().open()
        self.field.clear()
        self._filter("")
        self.field.setFocus()

    def matching(self, tree: Tree, typed: str) -> list[Choice]:
        """Returns the categories of a tree that match."""
        return matches(tree, typed, self._session.language)

    def choices(self, typed: str) -> list[Choice]:
        """Returns what can be chosen: the categories that match, or a new one."""
        found = self.matching(self._session.tree, typed)
        path = tuple(part.strip() for part in typed.split(">") if part.strip())
        exact = path and self._session.tree.find(path) is not None
        same = any(choice.name.casefold() == typed.strip().casefold() for choice in found)
        if path and not exact and not same:
            above = PATH_SEPARATOR.join(path[:-1])
            found.append(
                Choice(None, self._session.text("ui.picker.create", name=path[-1]), above, path)
            )
        return found

    def _ahead(self, found: list[Choice]) -> list[Choice]:
        """Puts the likely categories first."""
        tree, language = self._session.tree, self._session.language
        first = [choice_of(tree, category, language) for category in self._likely]
        return first + [choice for choice in found if choice not in first]

    def _filter(self, typed: str) -> None:
        self.list.clear()
        choices = self.choices(typed)
        blank = not typed.strip()
        for choice in self._ahead(choices) if blank else choices:
            item = QListWidgetItem(choice.name)
            item.setData(_CHOICE, choice)
            self.list.addItem(item)
        if self._likely or not blank:
            self.list.setCurrentRow(0)

    def _accept(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        choice: Choice = item.data(_CHOICE)
        self.close_overlay()
        if choice.category_id is None:
            self.created.emit(choice.path)
        else:
            self._last = choice.category_id
            self.picked.emit(choice.category_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Moves in the list with the arrow keys, chooses with Enter, all from the field."""
        if watched is self.field and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 7,
                 Qt.Key.Key_PageUp: -7}  # fmt: skip
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        elif key == Qt.Key.Key_Escape:
            self.close_overlay()
        elif key in steps:
            row = self.list.currentRow() + steps[Qt.Key(key)]
            self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        else:
            return False
        return True
