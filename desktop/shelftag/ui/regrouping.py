"""What the owner regroups: products made one, photos made products of their own."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from shelftag.catalog import proposals, regrouping
from shelftag.catalog.proposals import AlikeGroup
from shelftag.catalog.scope import OperationScope
from shelftag.ui.changes import ChangeSet
from shelftag.ui.session import Session
from shelftag_api.errors import ShelftagError


class Regrouping(QObject):
    """Turns clicks into operations; the model then looks again at what changed."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def merge(self, product_ids: Sequence[int]) -> None:
        """Makes products one; the first stays."""
        if len(product_ids) < 2:
            self._session.report(ShelftagError("regrouping.one_product"))
            return
        self._perform(
            regrouping.MERGE, lambda scope: [regrouping.merge(scope, product_ids)],
            "ui.notice.merged",
        )  # fmt: skip

    def merge_groups(
        self,
        groups: Sequence[AlikeGroup],
        done: Callable[[list[int]], None],
        failed: Callable[[ShelftagError], None],
    ) -> None:
        """Makes each group one product, all in one step."""
        merge = partial(proposals.merge_groups, groups=groups)
        self._perform(proposals.MERGE, merge, "ui.notice.merged_alike", done, failed)

    def split(self, product_id: int, sha256: str) -> None:
        """Makes a photo of a product a product of its own."""

        def write(scope: OperationScope) -> list[int]:
            photos = regrouping.photo_ids(scope.session, [sha256])
            return regrouping.split(scope, product_id, photos)

        self._perform(regrouping.SPLIT, write, "ui.notice.split")

    def put_first(self, product_id: int, sha256: str) -> None:
        """Makes a photo the one that stands for its product."""

        def write(scope: OperationScope) -> list[int]:
            (photo,) = regrouping.photo_ids(scope.session, [sha256])
            regrouping.put_first(scope, product_id, photo)
            return [product_id]

        self._session.perform(
            regrouping.FIRST_PHOTO,
            write,
            change=lambda ids: ChangeSet.of_products(ids, membership=False),
        )

    def _perform(
        self,
        kind: str,
        write: Callable[[OperationScope], list[int]],
        notice: str,
        done: Callable[[list[int]], None] | None = None,
        failed: Callable[[ShelftagError], None] | None = None,
    ) -> None:
        def written(product_ids: list[int]) -> None:
            self._session.submit("tag_again")
            if done is not None:
                done(product_ids)

        self._session.perform(kind, write, notice=notice, done=written, failed=failed)
