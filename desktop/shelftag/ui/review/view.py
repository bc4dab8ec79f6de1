"""The review view: puts its parts together and says what the keys do."""

from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shelftag.catalog import queries
from shelftag.catalog.queries import ProductCard, ProductDetail
from shelftag.ui.controls import line
from shelftag.ui.photo_viewer import NO_PHOTO, PhotoViewer
from shelftag.ui.picker import CategoryPicker
from shelftag.ui.review.answers import Answer
from shelftag.ui.review.empty import ReviewEmpty
from shelftag.ui.review.goals import GoalsPopover
from shelftag.ui.review.headline import Headline
from shelftag.ui.review.keys_row import KeysRow
from shelftag.ui.review.page_cards import Mark
from shelftag.ui.review.page_grid import PageGrid
from shelftag.ui.review.page_model import PageModel
from shelftag.ui.review.sheets import CHECK, DOUBTS, PROPOSAL, OpenSheet, Sheet, doubted
from shelftag.ui.review.side import WIDTH as SIDE_WIDTH
from shelftag.ui.review.side import SidePanel
from shelftag.ui.review.strip import ProgressStrip
from shelftag.ui.review.under_way import ReviewUnderWay
from shelftag.ui.session import Session
from shelftag.ui.thumbnails import ThumbnailStore
from shelftag.ui.toasts import LOWEST, Toast
from shelftag.ui.translation import percent

_FOOT = 60
"""Room for notices below the product, so that they cover nothing."""
_KEYS = {
    Qt.Key.Key_Return: "confirm",
    Qt.Key.Key_Enter: "confirm",
    Qt.Key.Key_X: "out",
    Qt.Key.Key_C: "pick",
    Qt.Key.Key_Slash: "pick",
    Qt.Key.Key_A: "alike",
    Qt.Key.Key_Space: "look",
    Qt.Key.Key_S: "skip",
    Qt.Key.Key_W: "why",
    Qt.Key.Key_K: "keep",
    Qt.Key.Key_Escape: "back",
}


class ReviewView(QWidget):
    """Pages of products, one after the other.

    Args:
        session: The session.
        window: What the picker and the photo at full size lie over.
        before: The view of a window that this one takes the place of: its review goes on here.

    Attributes:
        under_way: The review.
        flow: Its pages.
        grid: The products of the page.
        strip: How far the review is.
        headline: What the page is about.
        side: The current product and the best categories.
        picker: Any category.
        viewer: The photo at full size.
        empty: What stands there without a page.
        toast: The latest notice.

    Signals:
        left: The owner goes back to the catalogue.
        import_requested: Photos are to be imported.
        models_requested: The models are to be shown.
    """

    left = Signal()
    import_requested = Signal()
    models_requested = Signal()

    def __init__(
        self, session: Session, window: QWidget, before: "ReviewView | None" = None
    ) -> None:
        super().__init__()
        self.setObjectName("center")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._wanted: list[int] = []
        self._kind = ""
        self.under_way: ReviewUnderWay = before.under_way if before else ReviewUnderWay(session)
        self.flow = self.under_way.flow
        self.thumbnails = ThumbnailStore(session.catalog, self)
        self.grid = PageGrid(PageModel(self._describe, self), self.thumbnails, self._marks)
        self.grid.setAccessibleName(session.text("review.page"))
        self.strip = ProgressStrip(session)
        self.goals = GoalsPopover(session, self)
        self.retraining = self.under_way.retraining
        self.headline = Headline(session)
        self.keys = KeysRow(session)
        self.side = SidePanel(session, self.flow.work)
        self.doubts = self.under_way.doubts
        self.empty = ReviewEmpty(session)
        self.picker = CategoryPicker(session, window)
        self.viewer = PhotoViewer(session, window)
        self._lay_out()
        self.toast = Toast(session, self, self._foot)
        if before is not None:
            self.under_way.let_go()
        self.under_way.setParent(self)
        self._connect()
        self._turned()
        if before is not None:
            self._go_on_from(before)

    def _lay_out(self) -> None:
        page = QVBoxLayout()
        page.setSpacing(0)
        page.addWidget(self.headline)
        page.addWidget(self.grid, 1)
        page.addWidget(self.keys)
        self._pages = QWidget()
        row = QHBoxLayout(self._pages)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addWidget(self.side, 1)
        side.addWidget(foot := QWidget())
        foot.setObjectName("inspectorBody")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setFixedSize(SIDE_WIDTH, _FOOT)
        row.addLayout(page, 1)
        row.addLayout(side)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._pages)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip)
        layout.addWidget(line())
        layout.addWidget(self._stack, 1)
        order = (self.grid, self.side, *self.side.suggestions.buttons)
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def _connect(self) -> None:
        self.flow.turned.connect(self._turned)
        self.flow.settled.connect(self._settled)
        self.flow.progressed.connect(self._progressed)
        self.strip.goals_requested.connect(lambda: self.goals.open_below(self.strip.goals_button))
        self.strip.doubts_requested.connect(self.open_doubts)
        self.doubts.changed.connect(lambda: self.strip.show_doubts(len(self.doubts.found)))
        self.goals.changed.connect(self.flow.measure)
        self.goals.accept_requested.connect(lambda: self._session.submit("tag_all"))
        self.retraining.changed.connect(lambda: self.strip.show_learning(self.retraining.learning))
        self.grid.moved.connect(self._moved)
        self.grid.clicked_product.connect(lambda product: self.flow.toggle([product]))
        self.headline.confirmed.connect(lambda: self.act("confirm"))
        self.keys.pressed.connect(self.act)
        self.side.taken.connect(self.take)
        self.picker.picked.connect(self._picked)
        self.picker.created.connect(self._created)
        self.empty.import_requested.connect(self.import_requested)
        self.empty.models_requested.connect(self.models_requested)
        self.empty.left.connect(self.left)
        self._session.overview_changed.connect(self._renamed)

    def _foot(self) -> QRect:
        """Where notices stand: in the room that is kept for them below the product."""
        return QRect(self.width() - SIDE_WIDTH, 0, SIDE_WIDTH, self.height()).adjusted(
            12, 0, -12, -(_FOOT - LOWEST) // 2
        )

    def sizeHint(self) -> QSize:
        """Takes what is left by the sidebar, however long the words are."""
        return QSize(800, 600)

    # Coming and going

    def enter(self) -> None:
        """Begins the review, or goes on with it."""
        self.flow.enter()
        self._focus()

    def leave(self) -> None:
        """Lets it rest."""
        self.side.why.close_panel()
        self.flow.leave()

    def _go_on_from(self, before: "ReviewView") -> None:
        """Shows what the view of another window showed."""
        self.strip.show_doubts(len(self.doubts.found))
        self.strip.show_learning(self.retraining.learning)
        self._progressed()
        self.grid.show_current(before.grid.current_id())
        self.grid.select_ids(before.grid.selected_ids())
        if not before.side.why.isHidden():
            self._why()

    def _focus(self) -> None:
        target = self.grid if self.flow.open is not None else self.empty.button
        target.setFocus()

    # The page

    def _turned(self) -> None:
        """Shows the page that is open, or says why there is none."""
        opened = self.flow.open
        if self._kind == DOUBTS:
            self.doubts.look()
        self._kind = opened.sheet.kind if opened else ""
        shown: QWidget = self._pages if opened else self.empty
        if opened is None:
            self.empty.show_kind(self.flow.empty)
        else:
            self.headline.show_page(opened)
            self.keys.show_kind(opened.sheet.kind)
        self.grid.show_page(opened)
        self._stack.setCurrentWidget(shown)
        if self.isVisible() and not self.picker.isVisible():
            self._focus()

    def _settled(self, left: set[int]) -> None:
        self.grid.settle(left)
        if self.flow.open is not None:
            self.headline.show_count(self.flow.open)

    def _progressed(self) -> None:
        progress = self.flow.progress
        if progress is not None:
            self.strip.show_progress(progress)
            self.goals.show_progress(progress)
            self.retraining.consider(progress)
            self.doubts.consider(progress)

    def open_doubts(self) -> None:
        """Opens the labels that look wrong."""
        found = self.doubts.found

        def show(sheet: Sheet | None) -> None:
            if sheet is None:
                self.doubts.look()
            else:
                self.flow.show_doubts(sheet)

        self.flow.work.run(lambda reader, desk: doubted(reader, desk, found), show)

    def _renamed(self) -> None:
        if self.flow.open is not None:
            self.headline.show_page(self.flow.open)
            self._moved()
            self.grid.viewport().update()

    def _moved(self) -> None:
        opened, current = self.flow.open, self.grid.current_id()
        if opened is None or current is None:
            self.side.show_products(opened, None, 0, ())
            return
        selected = self.grid.selected_ids()
        believed = opened.sheet.common(selected or [current])
        self.side.show_products(opened, current, len(selected), believed)

    def _marks(self, opened: OpenSheet, product: int) -> tuple[Mark | None, Mark | None]:
        """Says what stands on a product's photo, and what below its title.

        On a page the product's own suggestion where it is another one; on a spot check the category
        under which it is shown; on a page of doubts what the label is and what it should be.
        """
        sheet, best = opened.sheet, opened.sheet.best(product)
        if sheet.kind == CHECK:
            answer = opened.answers.get(product)
            return None, Mark("given" if answer else "own", self._name(answer or best))
        if sheet.kind == DOUBTS:
            return (
                Mark("given", self._name(sheet.present[product])),
                Mark("other", self._name(best)),
            )
        if best is None or best == sheet.category:
            return None, None
        return Mark("other", self._name(best)), None

    def _name(self, answer: Answer | None) -> str:
        """Names a category, or one that is to be made."""
        if isinstance(answer, tuple):
            return answer[-1]
        node = self._session.tree.nodes.get(answer or 0)
        text = self._session.text
        return node.label(self._session.language) if node else text("ui.no_category")

    def _describe(self, opened: OpenSheet, card: ProductCard) -> str:
        """Says a card in words, for screen readers."""
        words = [card.title or card.sku]
        believed = opened.sheet.beliefs.get(card.id, ())
        if opened.sheet.kind != CHECK and believed:
            words += [self._name(believed[0].category_id), percent(believed[0].share)]
        if opened.sheet.kind != PROPOSAL:
            words += [mark.words for mark in self._marks(opened, card.id) if mark]
        if card.id in opened.out:
            words.append(self._session.text("review.taken_out"))
        return ", ".join(words)

    # What the keys do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decides."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if plain and Qt.Key.Key_1 <= key <= Qt.Key.Key_5:
            self.take(key - Qt.Key.Key_1)
        elif plain and key in _KEYS:
            self.act(_KEYS[key])
        else:
            super().keyPressEvent(event)

    def act(self, what: str) -> None:
        """Does what a key stands for."""
        acts = {
            "confirm": self._confirm,
            "out": lambda: self.flow.toggle(self._chosen()),
            "hand_in": self._confirm,
            "agree": self._confirm,
            "wrong": lambda: self.flow.toggle(self._chosen()),
            "later": self.flow.skip,
            "keep": lambda: self.flow.keep(self._chosen()),
            "give": lambda: self.side.suggestions.buttons[0].setFocus(),
            "pick": self._pick,
            "alike": self._select_alike,
            "look": self._look_closer,
            "why": self._why,
            "skip": self.flow.skip,
            "undo": self.flow.undo,
            "back": self._back,
        }
        if what in acts:
            acts[what]()

    def _chosen(self) -> list[int]:
        """The selected products, or the current one."""
        current = self.grid.current_id()
        return self.grid.selected_ids() or ([] if current is None else [current])

    def _confirm(self) -> None:
        opened = self.flow.open
        if opened is not None and opened.sheet.kind == DOUBTS:
            self.flow.agree(self._chosen())
        elif not self.flow.confirm():
            self._pick(whole=True)

    def take(self, rank: int) -> None:
        """Gives the chosen products one of the best categories, 0 being the first."""
        opened, chosen = self.flow.open, self._chosen()
        if opened is None or not chosen:
            return
        tree = self._session.tree
        known = [s for s in opened.sheet.common(chosen) if s.category_id in tree.nodes]
        if rank < len(known):
            self.flow.give(chosen, known[rank].category_id)
        else:
            self._session.notify("ui.error.no_suggestion", rank=rank + 1)

    def _pick(self, *, whole: bool = False) -> None:
        """Has a category chosen for the selected products, or for all that are in."""
        opened = self.flow.open
        if opened is None:
            return
        one_by_one = opened.sheet.kind != PROPOSAL
        chosen = self._chosen() if one_by_one else self.grid.selected_ids()
        self._wanted = opened.inside if whole or not chosen else chosen
        if self._wanted:
            self.picker.open(one.category_id for one in opened.sheet.common(self._wanted)[:1])

    def _picked(self, category_id: int) -> None:
        self.flow.give(self._wanted, category_id)

    def _created(self, path: tuple[str, ...]) -> None:
        self.flow.give(self._wanted, path)

    def _select_alike(self) -> None:
        opened, current = self.flow.open, self.grid.current_id()
        if opened is not None and current is not None:
            self.grid.select_ids(opened.sheet.look_alikes(current))

    def _look_closer(self) -> None:
        product = self.grid.current_id()
        if product is None:
            return

        def show(detail: ProductDetail | None) -> None:
            if detail is not None:
                self.viewer.show_product(detail)

        self._session.read(lambda reader: queries.product_detail(reader, product), show, self)

    def _why(self) -> None:
        """Opens the reasons, or closes them."""
        if self.side.why.isHidden():
            self.side.explain(self.flow.open, self.grid.current_id())
        else:
            self.side.why.close_panel()

    def _back(self) -> None:
        """Goes back to the page, clears the selection, or leaves.

        What was to close a photo that is not there closes the notice that says so.
        """
        if self.side.hasFocus():
            self._focus()
        elif self.toast.dismiss(NO_PHOTO):
            return
        elif self.grid.selected_ids():
            self.grid.clearSelection()
        else:
            self.left.emit()

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for is on the screen."""
        return self.thumbnails.idle and self.side.idle and self.grid.idle

    def close_stores(self) -> None:
        """Lets the threads that load photos finish."""
        self.thumbnails.close()
        self.side.close_stores()
