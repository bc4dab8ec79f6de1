"""The desk beside the window: opened, kept up to date and used in the writer thread alone."""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from PySide6.QtCore import QObject
from sqlalchemy import select
from sqlalchemy.orm import Session as Reader

from shelftag.catalog.models import ModelVersion
from shelftag.catalog.scope import OperationScope
from shelftag.learning.review.desk import Desk, open_desk, synchronise
from shelftag.learning.workbench import Workbench
from shelftag.ui.changes import ChangeSet
from shelftag.ui.edits import AnyJob
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError

Result = TypeVar("Result")
_LOST = "embeddings.missing"


class DeskWork(QObject):
    """Runs what needs the desk, one after the other.

    Where stored embeddings turn out to be lost, the engine is asked once to make them anew.

    Attributes:
        random: Draws pages and spot checks; used in the writer thread.
        asked: Whether it was, and nothing has been read from the desk since.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._bench = Workbench(session.catalog)
        self._desk: Desk | None = None
        self._own: ChangeSet | None = None
        self.random = np.random.default_rng()
        self.asked = False
        self._mender: AnyJob | None = None

    @property
    def mending(self) -> bool:
        """Whether the engine is making embeddings anew."""
        return self._mender in self._session.under_way

    def run(
        self,
        function: Callable[[Reader, Desk], Result],
        done: Callable[[Result], None],
        failed: Callable[[ShelftagError], None] | None = None,
        *,
        fresh: bool = False,
        context: QObject | None = None,
    ) -> None:
        """Has something read from the desk.

        Args:
            function: Runs in the writer thread.
            done: Gets the result, in the Qt thread.
            failed: Gets a ShelftagError: ``model.none`` where there is no model yet.
            fresh: Whether the catalogue has changed: the desk is brought up to date first.
            context: Nothing is delivered once this object is gone.
        """

        def work() -> Result:
            with self._session.catalog.database.read() as reader:
                return function(reader, self._opened(reader, fresh=fresh))

        def succeeded(result: Result) -> None:
            self.asked = False
            done(result)

        def fail(error: ShelftagError) -> None:
            if error.message_id == _LOST and not self.asked:
                self.asked, self._mender = True, self._session.submit("tag")
            (failed or self._session.report)(error)

        self._session.background.write(work, succeeded, fail, context or self)

    def decide(
        self,
        kind: str,
        write: Callable[[OperationScope, Desk], list[int]],
        *,
        notice: str,
        params: dict[str, Any] | None = None,
        categories: bool = False,
        done: Callable[[list[int]], None],
        failed: Callable[[ShelftagError], None],
    ) -> None:
        """Has decisions written as one operation. Where that fails, the desk is opened anew.

        Args:
            kind: Of the operation.
            write: Returns the products that were touched: decided, or suggested something else.
            notice: Shown afterwards, with Undo.
            params: Of the operation.
            categories: Whether the tree changes too.
            done: Gets the products touched.
            failed: Gets the error.
        """

        def in_scope(scope: OperationScope) -> list[int]:
            return write(scope, self._opened(scope.session))

        def change(touched: list[int]) -> ChangeSet:
            self._own = ChangeSet(frozenset(touched), categories=categories)
            return self._own

        def give_up(error: ShelftagError) -> None:
            self._session.background.write(self._close, context=self)
            failed(error)

        self._session.perform(
            kind, in_scope, params=params, change=change, notice=notice, done=done, failed=give_up
        )

    def is_own(self, change: ChangeSet) -> bool:
        """Whether the desk knows of a change because it was made here."""
        return change is self._own

    def _close(self) -> None:
        self._desk = None

    def _opened(self, reader: Reader, *, fresh: bool = False) -> Desk:
        """Returns the desk of the active model, in the writer thread."""
        version = reader.scalar(select(ModelVersion).where(ModelVersion.status == "active"))
        if version is None:
            raise ShelftagError("model.none")
        desk = self._desk
        if (
            desk is not None
            and desk.version_id == version.id
            and (not fresh or synchronise(reader, desk))
        ):
            return desk
        self._desk = open_desk(reader, version, self._bench.photo_stores(version))
        if desk is not None:
            self._desk.passed = np.isin(self._desk.ids, desk.ids[desk.passed])
        return self._desk
