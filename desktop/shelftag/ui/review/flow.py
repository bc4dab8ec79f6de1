"""Goes from page to page: what is decided on them, what comes back by undo, what comes next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session as Reader

from shelftag.catalog import tree
from shelftag.catalog.scope import OperationScope
from shelftag.learning.review.beliefs import NONE, Ints
from shelftag.learning.review.deciding import decide
from shelftag.learning.review.desk import Desk
from shelftag.ui.changes import ChangeSet
from shelftag.ui.review.desk_work import DeskWork
from shelftag.ui.review.sheets import Believed, OpenSheet, Sheet, believed, compose
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError

_REMEMBERED = 100
"""Pages that undo brings back as they were."""


@dataclass(frozen=True)
class _State:
    """What the desk says by now.

    Attributes:
        ids: All products, rising.
        undecided: Whether each waits, bool.
        beliefs: What is believed of some of those that wait.
    """

    ids: Ints
    undecided: NDArray[np.bool_]
    beliefs: Mapping[int, Believed]

    def waiting(self, product_ids: Sequence[int]) -> set[int]:
        """Returns those of some products that wait; what is no product any more does not."""
        found = np.isin(np.array(product_ids, np.int64), self.ids[self.undecided])
        return {product for product, waits in zip(product_ids, found, strict=True) if waits}


class ReviewFlow(QObject):
    """The pages of one review.

    Attributes:
        open: The page that is looked at, or None: none has come yet, or nothing is left.
        empty: Why there is no page: ``catalog``, ``model`` or ``done``; empty while one comes.

    Signals:
        turned: Another page is open, or none.
        settled: Something became of the page's products: they left, came back, or are believed
            to be something else. Carries those that have just left.
    """

    turned = Signal()
    settled = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.work = DeskWork(session, self)
        self.open: OpenSheet | None = None
        self.empty = ""
        self._past: list[OpenSheet] = []
        self._ahead: list[OpenSheet] = []
        self._pending: set[int] = set()
        self._active = self._turning = self._syncing = self._stale = False
        session.changed.connect(self._changed)

    # Coming and going

    def enter(self) -> None:
        """Goes on with the review, or begins it."""
        self._active = True
        if self.open is None:
            self._turn(fresh=True)
        elif self._stale:
            self._synchronise()

    def leave(self) -> None:
        """Lets the review rest."""
        self._active = False

    def _turn(self, *, fresh: bool = False) -> None:
        """Opens the next page."""
        if self._turning:
            return
        if fresh:
            self._ahead.clear()
        if self._ahead:
            self._show(self._ahead.pop())
            return
        self._turning = True
        random = self.work.random

        def find(reader: Reader, desk: Desk) -> tuple[Sheet | None, int]:
            return compose(reader, desk, random), len(desk.ids)

        def show(found: tuple[Sheet | None, int]) -> None:
            self._turning = False
            sheet, total = found
            self.empty = "" if sheet else "done" if total else "catalog"
            self._show(OpenSheet(sheet) if sheet else None)

        self.work.run(find, show, self._no_page, fresh=fresh)

    def _no_page(self, error: ShelftagError) -> None:
        self._turning = False
        self.empty = "model"
        if error.message_id != "model.none":
            self._session.report(error)
        self._show(None)

    def _show(self, opened: OpenSheet | None) -> None:
        self.open = opened
        if opened is not None:
            opened.seen = True
        self.turned.emit()
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Composes the page after this one while the owner looks."""
        opened = self.open
        if opened is None or self._ahead:
            return
        random, here = self.work.random, opened.sheet.ids

        def keep(sheet: Sheet | None) -> None:
            if sheet is not None and self.open is opened and not self._ahead:
                self._ahead.append(OpenSheet(sheet))

        self.work.run(
            lambda reader, desk: compose(reader, desk, random, here), keep, lambda _error: None
        )

    # Deciding

    def toggle(self, product_ids: Iterable[int]) -> None:
        """Takes products out of the page, or puts them back where all of them are out."""
        if self.open is None:
            return
        ids = set(product_ids) & set(self.open.left)
        if ids <= self.open.out:
            self.open.out -= ids
        else:
            self.open.out |= ids
        self.settled.emit(set())

    def confirm(self) -> bool:
        """Gives all products that are in the page's category; False where there is none."""
        opened = self.open
        if opened is None or self._turning:
            return True
        category = opened.sheet.category
        if not opened.inside:
            self._leave()
        elif category is None or category not in self._session.tree.nodes:
            return False
        else:
            self._decide("confirm", dict.fromkeys(opened.inside, category), "page")
        return True

    def give(self, product_ids: Sequence[int], category_id: int) -> None:
        """Gives products of the page a category."""
        ids = self._here(product_ids)
        if ids:
            method = "single" if len(ids) == 1 else "bulk"
            self._decide("label", dict.fromkeys(ids, category_id), method)

    def give_new(self, product_ids: Sequence[int], path: Sequence[str]) -> None:
        """Creates a category, with what is missing above it, and gives it to products."""
        ids = self._here(product_ids)
        if ids:
            method = "single" if len(ids) == 1 else "bulk"
            self._decide("label", dict.fromkeys(ids, NONE), method, new=tuple(path))

    def skip(self) -> None:
        """Passes the page by; its products come again when nothing else is left."""
        opened = self.open
        if opened is None or self._turning:
            return
        ids = opened.left

        def pass_by(_reader: Reader, desk: Desk) -> None:
            desk.passed[desk.rows_of(ids)] = True

        self.work.run(pass_by, lambda _none: None)
        self._leave()

    def _here(self, product_ids: Sequence[int]) -> list[int]:
        """Those of some products that are on the page; none while it turns."""
        if self.open is None or self._turning:
            return []
        left = set(self.open.left)
        return [product for product in product_ids if product in left]

    def _decide(
        self, kind: str, decided: dict[int, int], method: str, new: tuple[str, ...] = ()
    ) -> None:
        """Has decisions written; the products leave the page at once."""
        opened = self.open
        assert opened is not None
        language = self._session.language
        ids = list(decided)

        def write(scope: OperationScope, desk: Desk) -> list[int]:
            category = tree.ensure_path(scope, new) if new else next(iter(decided.values()))
            node = tree.read_tree(scope.session).nodes.get(category)
            if node is None:
                raise ShelftagError("category.unknown")
            moved = decide(scope, desk, dict.fromkeys(ids, category), method)
            scope.params |= {"count": len(ids), "category": node.label(language)}
            return ids + moved

        notice = "ui.notice.confirmed" if kind == "confirm" else "ui.notice.labelled"
        self._begin(opened, ids)
        self.work.decide(
            kind,
            write,
            notice=notice,
            categories=bool(new),
            done=lambda touched: self._done(ids, touched),
            failed=lambda error: self._failed(ids, error),
        )
        if kind == "confirm" or not opened.left:
            self._leave()

    def _begin(self, opened: OpenSheet, ids: Iterable[int]) -> None:
        self._pending.update(ids)
        opened.gone.update(ids)
        opened.decided.update(ids)
        self.settled.emit(set(ids))

    def _leave(self) -> None:
        """Turns the page over."""
        if self.open is not None:
            self._past.append(self.open)
            del self._past[:-_REMEMBERED]
        self._turn()

    def _done(self, ids: Iterable[int], touched: Iterable[int]) -> None:
        """Takes in that decisions are written, and what moved because of them."""
        self._pending.difference_update(ids)
        changed = set(touched)
        self._ahead = [a for a in self._ahead if not changed.intersection(a.sheet.ids)]
        opened = self.open
        if opened is None:
            return
        here = opened.sheet.ids
        if changed.intersection(opened.left):
            self.work.run(
                lambda _reader, desk: believed(desk, desk.rows_of(here)),
                lambda beliefs: self._believe(opened, beliefs),
                lambda _error: None,
            )
        self._look_ahead()

    def _believe(self, opened: OpenSheet, beliefs: Mapping[int, Believed]) -> None:
        opened.with_beliefs(beliefs)
        if opened is self.open:
            self.settled.emit(set())

    def _failed(self, ids: Iterable[int], error: ShelftagError) -> None:
        self._pending.difference_update(ids)
        self._session.report(error)
        self._synchronise()

    # Changes elsewhere, undo and redo

    def _changed(self, change: ChangeSet) -> None:
        if self.work.is_own(change):
            return
        self._stale = True
        if self._active:
            self._synchronise()

    def _synchronise(self) -> None:
        """Brings the desk up to date, then the pages."""
        if self._syncing:
            return
        self._syncing, self._stale = True, False
        sheets = [*self._past, *self._ahead, *([self.open] if self.open else [])]
        asked = {product for opened in sheets for product in opened.sheet.ids}

        def look(_reader: Reader, desk: Desk) -> _State:
            self._syncing = False  # what changes from here on is asked about again
            undecided = desk.categories == NONE
            rows = desk.rows_of(asked)
            return _State(desk.ids, undecided, believed(desk, rows[undecided[rows]]))

        self.work.run(look, self._reconcile, self._not_synchronised, fresh=True)

    def _not_synchronised(self, error: ShelftagError) -> None:
        self._syncing = False
        if self.open is None:
            self._no_page(error)
        else:
            self._session.report(error)

    def _reconcile(self, state: _State) -> None:
        """Fits the pages to what is decided by now: undo brings back those it is about."""
        before = set(self.open.gone) if self.open else set()
        for opened in (*self._past, *self._ahead, *filter(None, (self.open,))):
            waiting = state.waiting(opened.sheet.ids) - self._pending
            opened.gone = set(opened.sheet.ids) - waiting
            opened.with_beliefs(state.beliefs)
        self._ahead = [ahead for ahead in self._ahead if ahead.stands]
        undone = [past for past in self._past if past.decided - past.gone]
        for past in undone:
            past.decided &= past.gone
        if undone:
            self._bring_back(undone)
        elif self.open is None:
            self._turn()
        elif self.open.gone - before and not self.open.inside:
            self._leave()
        else:
            self.settled.emit(self.open.gone - before)
            self._look_ahead()

    def _bring_back(self, undone: list[OpenSheet]) -> None:
        """Opens the earliest of some pages again; the later ones follow, and then this one."""
        self._past = [past for past in self._past if past not in undone]
        if self.open is not None and self.open.left:
            self._ahead.append(self.open)
        self._ahead += reversed(undone[1:])
        self.empty = ""
        self._show(undone[0])
