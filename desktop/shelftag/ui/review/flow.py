"""What the keys decide about a page: confirm, give, hand in, agree, keep, skip, undo."""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy.orm import Session as Reader

from shelftag.catalog.scope import OperationScope
from shelftag.learning.review.desk import Desk
from shelftag.learning.review.spot_checks import CHECK as CHECK_KIND
from shelftag.ui.review import answers
from shelftag.ui.review.answers import Answer
from shelftag.ui.review.sheets import CHECK, DOUBTS, PROPOSAL, OpenSheet
from shelftag.ui.review.steps import Skip, Step
from shelftag.ui.review.turning import Turning, nothing
from shelftag_api.errors import ShelftagError


class ReviewFlow(Turning):
    """One review: the pages, and what their keys decide."""

    def toggle(self, product_ids: Iterable[int]) -> None:
        """Takes products out of the page, or puts them back where all of them are out."""
        opened = self.open
        if opened is None or opened.sheet.kind == DOUBTS:
            return
        ids = set(product_ids) & set(opened.left)
        if ids <= opened.out:
            opened.out -= ids
        else:
            opened.out |= ids
            for product in ids:
                opened.answers.pop(product, None)
        self.settled.emit(set())

    def confirm(self) -> bool:
        """Gives all products that are in the page's category; False where there is none."""
        opened = self.open
        if opened is None or self._turning:
            return True
        category = opened.sheet.category
        if opened.sheet.kind == CHECK:
            self._hand_in(opened)
        elif not opened.inside:
            self._pass_by(opened)
        elif category is None or category not in self._session.tree.nodes:
            return False
        else:
            self._label("confirm", dict.fromkeys(opened.inside, category), "page")
            self._leave()
        return True

    def give(self, product_ids: Sequence[int], answer: Answer) -> None:
        """Gives products of the page a category, or one that is to be made.

        On a spot check it is kept until that is handed in.
        """
        opened = self.open
        if opened is None or self._turning:
            return
        left = set(opened.left)
        ids = [product for product in product_ids if product in left]
        if opened.sheet.kind == CHECK:
            opened.out.difference_update(ids)
            opened.answers |= dict.fromkeys(ids, answer)
            self.settled.emit(set())
        elif ids:
            self._label("label", dict.fromkeys(ids, answer), _method(ids))
            if not opened.left:
                self._leave()

    def agree(self, product_ids: Sequence[int]) -> None:
        """Gives products whose label looks wrong the category that the model suggests."""
        opened = self.open
        if opened is None or opened.sheet.kind != DOUBTS:
            return
        best = {product: opened.sheet.best(product) for product in product_ids}
        wanted = {p: c for p, c in best.items() if c is not None and p not in opened.gone}
        if wanted:
            self._label("label", dict(wanted), _method(list(wanted)))
            if not opened.left:
                self._leave()

    def keep(self, product_ids: Sequence[int]) -> None:
        """Keeps labels that look wrong for good."""
        opened = self.open
        if opened is None or opened.sheet.kind != DOUBTS:
            return
        present = {p: opened.sheet.present[p] for p in product_ids if p in opened.left}
        if present:
            self._write(
                "keep",
                list(present),
                lambda scope, _desk: answers.keep(scope, present),
                "review.notice.kept",
            )
            if not opened.left:
                self._leave()

    def skip(self) -> None:
        """Passes the page by; its products come again when nothing else is left.

        A spot check is put off until after the next page: another draw would let one choose.
        """
        opened = self.open
        if opened is not None and not self._turning:
            self._pass_by(opened, put_off=True)

    def _pass_by(self, opened: OpenSheet, *, put_off: bool = False) -> None:
        """Leaves a page without a decision, as a step that can be undone.

        Args:
            opened: The page that is open.
            put_off: Whether its products are to wait until nothing else is left.
        """
        self.work.run(
            lambda reader, _desk: self.steps.passed(reader, opened, put_off=put_off),
            lambda _nothing: self.stepped.emit(),
            nothing,
        )
        if put_off:
            self._put_off(opened, True)
        self._go_past(opened)

    def _go_past(self, opened: OpenSheet) -> None:
        if opened.sheet.kind == CHECK:
            self._postponed = opened
            self._turn(check=False)
        else:
            self._leave()

    def undo(self) -> None:
        """Takes the owner's latest step back: a page passed by, or what changed data."""
        database = self._session.catalog.database
        self._session.background.write(
            lambda: self.steps.undo(database), self._undone, context=self
        )

    def redo(self) -> None:
        """Restores the step that was undone last."""
        database = self._session.catalog.database
        self._session.background.write(
            lambda: self.steps.redo(database), self._redone, context=self
        )

    def _undone(self, step: Step) -> None:
        if not isinstance(step, Skip):
            self._session.undone(step)
        elif step.opened is self.open or not step.opened.left:
            self.undo()  # it is back already, or nothing of it waits any more
        else:
            self._put_off(step.opened, False)
            self._reopen(step.opened)
            self._tell("ui.notice.undone", step)

    def _redone(self, step: Step) -> None:
        if not isinstance(step, Skip):
            self._session.redone(step)
            return
        self._put_off(step.opened, step.put_off)
        self._ahead = [ahead for ahead in self._ahead if ahead is not step.opened]
        if step.opened is self.open:
            self._go_past(step.opened)
        self._tell("ui.notice.redone", step)

    def _tell(self, message_id: str, skip: Skip) -> None:
        self.stepped.emit()
        self._session.notify(message_id, what=self._session.operation_text(skip.entry))

    def _put_off(self, opened: OpenSheet, off: bool) -> None:
        """Has a page's products wait until nothing else is left, or no longer."""
        if opened.sheet.kind != PROPOSAL:
            return
        ids = opened.left

        def mark(_reader: Reader, desk: Desk) -> None:
            desk.passed[desk.rows_of(ids)] = off

        self.work.run(mark, nothing)

    def _hand_in(self, opened: OpenSheet) -> None:
        """Hands a spot check in, once every wrong one has its category."""
        if opened.unanswered:
            self._session.notify("review.check.first", count=len(opened.unanswered))
            return
        said = {product: opened.said(product) for product in opened.left}
        final = {product: answer for product, answer in said.items() if answer is not None}
        self._write(
            CHECK_KIND,
            list(final),
            lambda scope, desk: answers.hand_in(scope, desk, final),
            "review.notice.checked",
            categories=any(isinstance(answer, tuple) for answer in final.values()),
        )
        self._leave(weigh=True)

    def _label(self, kind: str, given: dict[int, Answer], method: str) -> None:
        language = self._session.language
        self._write(
            kind,
            list(given),
            lambda scope, desk: answers.label(scope, desk, given, method, language),
            "ui.notice.confirmed" if kind == "confirm" else "ui.notice.labelled",
            categories=any(isinstance(answer, tuple) for answer in given.values()),
        )

    def _write(
        self,
        kind: str,
        ids: Sequence[int],
        write: Callable[[OperationScope, Desk], list[int]],
        notice: str,
        *,
        categories: bool = False,
    ) -> None:
        """Has something written about products of the page, which leave it at once."""
        assert self.open is not None
        self._pending.update(ids)
        self._drop(ids)
        self.open.gone.update(ids)
        self.open.decided.update(ids)
        if self._postponed is not None:  # what is decided now is not to be asked about there again
            self._postponed.gone.update(set(ids) & set(self._postponed.sheet.ids))
        self.settled.emit(set(ids))
        self.work.decide(
            kind,
            write,
            notice=notice,
            categories=categories,
            done=lambda touched: self._take_in(ids, touched),
            failed=lambda error: self._failed(ids, error),
        )

    def _failed(self, ids: Iterable[int], error: ShelftagError) -> None:
        self._pending.difference_update(ids)
        self._session.report(error)
        self._synchronise()


def _method(ids: Sequence[int]) -> str:
    return "single" if len(ids) == 1 else "bulk"
