"""Turns the pages: which one is open, which ones come next, and which ones undo brings back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session as Reader

from shelftag.learning.review.beliefs import NONE, Ints
from shelftag.learning.review.desk import Desk
from shelftag.learning.review.doubted import sure_of
from shelftag.ui.changes import ChangeSet
from shelftag.ui.review.desk_work import DeskWork
from shelftag.ui.review.progress import Progress, read_progress
from shelftag.ui.review.sheets import (
    DOUBTS,
    Believed,
    OpenSheet,
    Sheet,
    believed,
    compose,
    draw,
)
from shelftag.ui.review.steps import Steps
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError

_REMEMBERED = 100
"""Pages that undo brings back as they were."""


@dataclass(frozen=True)
class _State:
    """What the desk says by now.

    Attributes:
        ids: All products, rising.
        categories: What is decided of each, or `NONE`.
        sure: Of which category the owner is sure, by product.
        beliefs: What is believed of some of those that wait.
    """

    ids: Ints
    categories: Ints
    sure: Mapping[int, int]
    beliefs: Mapping[int, Believed]

    def left(self, sheet: Sheet) -> set[int]:
        """Returns the products of a page that still belong on it."""
        asked = np.array(sheet.ids, np.int64)
        rows = np.minimum(np.searchsorted(self.ids, asked), max(len(self.ids) - 1, 0))
        there: NDArray[np.bool_] = np.isin(asked, self.ids)
        found = zip(sheet.ids, rows, there, strict=True)
        by_product = {product: int(self.categories[row]) for product, row, here in found if here}
        if sheet.kind == DOUBTS:
            doubted = {product: sheet.present[product] for product in by_product}
            return {
                product
                for product, category in doubted.items()
                if by_product[product] == category and self.sure.get(product) != category
            }
        return {product for product, category in by_product.items() if category == NONE}


class Turning(QObject):
    """The pages of one review, whatever is decided on them.

    Attributes:
        work: The desk.
        open: The page that is looked at, or None: none has come yet, or nothing is left.
        empty: Why there is no page: ``catalog``, ``model`` or ``done``; empty while one comes.
        progress: How far the review is, or None before it was first read.
        steps: The pages that were passed by, for undo.

    Signals:
        turned: Another page is open, or none.
        settled: Something became of the page's products: they left, came back, or are believed
            to be something else. Carries those that have just left.
        progressed: `progress` was read anew.
        stepped: A page was passed by, or is back: undo is about something else.
    """

    turned = Signal()
    settled = Signal(object)
    progressed = Signal()
    stepped = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.work = DeskWork(session, self)
        self.open: OpenSheet | None = None
        self.empty = ""
        self.progress: Progress | None = None
        self.steps = Steps()
        self._past: list[OpenSheet] = []
        self._ahead: list[OpenSheet] = []
        self._postponed: OpenSheet | None = None
        self._pending: set[int] = set()
        self._shown = 0
        self._active = self._turning = self._syncing = self._stale = False
        self._measuring = self._measure_again = False
        session.changed.connect(self._changed)

    # Coming and going

    def enter(self) -> None:
        """Goes on with the review, or begins it."""
        self._active, self.work.asked = True, False
        if self.open is None:
            self._ahead.clear()
            self._turn(fresh=True)
        elif self._stale:
            self._synchronise()

    def leave(self) -> None:
        """Lets the review rest."""
        self._active = False

    def show_doubts(self, sheet: Sheet) -> None:
        """Opens labels that look wrong; the page that is open follows."""
        if self.open is not None and self.open.left:
            self._ahead.append(self.open)
        self._show(OpenSheet(sheet))

    def _turn(self, *, fresh: bool = False, check: bool = True, weigh: bool = False) -> None:
        """Opens the next page: a spot check where one is due.

        Args:
            fresh: Whether the catalogue may have changed unseen.
            check: Whether a spot check is wanted.
            weigh: Whether it has to be found out first if another one is due.
        """
        if self._turning:
            return
        postponed = self._postponed
        due = check and self.progress is not None and self.progress.standing.check_next
        if check and postponed is not None:
            self._postponed = None
            if not postponed.gone:
                self._show(postponed)
                return
        if self._ahead and not weigh and (not due or self._ahead[-1].seen):
            self._show(self._ahead.pop())
            return
        self._turning = True
        shown, random = self._shown, self.work.random

        def find(reader: Reader, desk: Desk) -> tuple[Sheet | None, int]:
            checks = read_progress(reader, desk).standing.check_next if weigh else due
            if checks and len(desk.undecided):
                return draw(reader, desk, random), len(desk.ids)
            return compose(reader, desk, random), len(desk.ids)

        def show(found: tuple[Sheet | None, int]) -> None:
            sheet, total = found
            if shown == self._shown:  # else undo has brought another page meanwhile
                self.empty = "" if sheet else "done" if total else "catalog"
                self._show(OpenSheet(sheet) if sheet else None)
            if self.progress is None:
                self.measure()

        self.work.run(find, show, self._no_page, fresh=fresh)

    def _no_page(self, error: ShelftagError) -> None:
        if error.message_id == "model.none":
            self.empty = "model"
        elif self.work.mending:
            self.empty = "mending"
        else:
            self.empty = "failed"
            self._session.report(error)
        self._show(None)

    def _show(self, opened: OpenSheet | None) -> None:
        self._turning = False
        self._shown += 1
        self.open = opened
        if opened is not None:
            opened.seen = True
            self._drop(opened.sheet.ids)
        self.turned.emit()
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Composes the page after this one while the owner looks."""
        opened = self.open
        if opened is None or self._ahead:
            return
        random, here = self.work.random, opened.sheet.ids

        def keep(sheet: Sheet | None) -> None:
            wanted = self.open is opened and not self._turning and not self._ahead
            if sheet is not None and wanted:
                self._ahead.append(OpenSheet(sheet))

        self.work.run(lambda reader, desk: compose(reader, desk, random, here), keep, nothing)

    def _drop(self, product_ids: Iterable[int]) -> None:
        """Drops pages composed ahead that are about some of these products."""
        ids = set(product_ids)
        self._ahead = [
            ahead for ahead in self._ahead if ahead.seen or not ids & set(ahead.sheet.ids)
        ]

    def measure(self) -> None:
        """Reads anew how far the review is, on a copy of the desk: decisions do not wait for it."""
        self._measure_again = self._measuring
        if not self._measuring:
            self._measuring = True
            self.work.run(lambda _reader, desk: desk.copy(), self._measure_on, self._not_measured)

    def _measure_on(self, desk: Desk) -> None:
        session = self._session
        session.background.read(
            lambda: session.read_now(lambda reader: read_progress(reader, desk)),
            self._measured, self._not_measured, self,
        )  # fmt: skip

    def _measured(self, progress: Progress) -> None:
        self._measuring = False
        self.progress = progress
        self.progressed.emit()
        if self._measure_again:
            self.measure()

    def _not_measured(self, _error: ShelftagError) -> None:
        self._measuring = False

    def _leave(self, *, weigh: bool = False) -> None:
        """Turns the page over; see `_turn`."""
        if self.open is not None:
            self._past.append(self.open)
            del self._past[:-_REMEMBERED]
        self._turn(weigh=weigh)

    def _take_in(self, ids: Iterable[int], touched: Iterable[int]) -> None:
        """Takes in that decisions are written, and what moved because of them."""
        self._pending.difference_update(ids)
        changed = set(touched)
        self._drop(changed)
        self.measure()
        opened = self.open
        if opened is None:
            return
        here = opened.sheet.ids
        if opened.sheet.kind != DOUBTS and changed.intersection(opened.left):
            self.work.run(
                lambda _reader, desk: believed(desk, desk.rows_of(here)),
                lambda beliefs: self._believe(opened, beliefs),
                nothing,
            )
        self._look_ahead()

    def _believe(self, opened: OpenSheet, beliefs: Mapping[int, Believed]) -> None:
        opened.with_beliefs(beliefs)
        if opened is self.open:
            self.settled.emit(set())

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
        doubted = sorted({product for opened in sheets for product in opened.sheet.present})

        def look(reader: Reader, desk: Desk) -> _State:
            self._syncing = False  # what changes from here on is asked about again
            rows = desk.rows_of(asked)
            waiting = believed(desk, rows[desk.categories[rows] == NONE])
            return _State(desk.ids, desk.categories.copy(), sure_of(reader, doubted), waiting)

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
        others = filter(None, (self.open, self._postponed))
        for opened in (*self._past, *self._ahead, *others):
            left = state.left(opened.sheet) - self._pending
            opened.gone = set(opened.sheet.ids) - left
            opened.with_beliefs(state.beliefs)
        self._ahead = [ahead for ahead in self._ahead if ahead.stands]
        undone = [past for past in self._past if past.decided - past.gone]
        for past in undone:
            past.decided &= past.gone
        self.measure()
        if undone:
            self._bring_back(undone)
        elif self.open is None:
            self._turn()
        elif self.open.gone - before and not self.open.inside:
            self._leave()
        else:
            self.settled.emit(self.open.gone - before)
            self._look_ahead()

    def _reopen(self, opened: OpenSheet) -> None:
        """Opens a page again that was passed by; pages that hold some of it again are dropped."""
        if opened is self._postponed:
            self._postponed = None
        ids = set(opened.left)
        self._ahead = [ahead for ahead in self._ahead if not ids & set(ahead.left)]
        if self.open is not None and ids & set(self.open.left):
            self.open = None
        self._bring_back([opened])

    def _bring_back(self, undone: list[OpenSheet]) -> None:
        """Opens the earliest of some pages again; the later ones follow, and then this one."""
        self._past = [past for past in self._past if past not in undone]
        if self.open is not None and self.open.left:
            self._ahead.append(self.open)
        self._ahead += reversed(undone[1:])
        self.empty = ""
        self._show(undone[0])


def nothing(_result: object) -> None:
    """There is nothing to do; an error shows up where something is waited for."""
