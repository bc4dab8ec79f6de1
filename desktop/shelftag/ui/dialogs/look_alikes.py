"""Proposes products that look alike as one; the owner accepts, or keeps them apart."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shelftag.catalog import proposals, queries
from shelftag.catalog.proposals import AlikeGroup, AlikePair
from shelftag.catalog.queries import ProductCard
from shelftag.ui.controls import Button, ElidedLabel
from shelftag.ui.dialogs.alike_photos import AlikePhotos
from shelftag.ui.dialogs.alike_threshold import AlikeThreshold
from shelftag.ui.dialogs.frame import Frame, Text
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import EmptyState, label
from shelftag.ui.dialogs.wait_page import WaitPage
from shelftag.ui.jobs import JobState
from shelftag.ui.regrouping import Regrouping
from shelftag.ui.session import Session
from shelftag.ui.thumbnails import ThumbnailStore
from shelftag.ui.translation import percent
from shelftag_api.errors import ShelftagError

JOB = "find_look_alikes"
SHOWN = 40
"""Groups on the page; more come once these are dealt with."""
_SETTLE_MS = 150


class _GroupRow(QFrame):
    """One group: its photos, its titles, and what can be done with it.

    Signals:
        joined: It is one product.
        kept_apart: It is not.
    """

    joined = Signal()
    kept_apart = Signal()

    def __init__(
        self, group: AlikeGroup, photos: Sequence[str], text: Text, store: ThumbnailStore
    ) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.group = group
        self._pictures = AlikePhotos(store, 72, 5)
        self._titles = ElidedLabel(role="small")
        self._titles.hide()
        count = text("dialogs.look_alikes.count", count=len(group.products))
        share = text("dialogs.look_alikes.alike", share=percent(group.score))
        self._pictures.show_photos(photos, f"{count}, {share}")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(label(count, "strong"))
        words.addWidget(label(share, "muted"))
        words.addWidget(self._titles)
        words.addStretch(1)
        join = Button(text("dialogs.look_alikes.join"), "soft", self.joined.emit)
        apart = Button(text("dialogs.look_alikes.apart"), "ghost", self.kept_apart.emit)
        apart.setToolTip(text("dialogs.look_alikes.apart_tip"))
        for button in (join, apart):
            button.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, 2 * GAP, GAP)
        layout.setSpacing(2 * GAP)
        layout.addWidget(self._pictures)
        layout.addLayout(words, 1)
        layout.addWidget(apart)
        layout.addWidget(join)

    def show_titles(self, cards: dict[int, ProductCard]) -> None:
        """Names the products, once they are read."""
        found = (cards[product] for product in self.group.products if product in cards)
        titles = dict.fromkeys(card.title or card.sku for card in found)
        self._titles.set_whole(" · ".join(title for title in titles if title))
        self._titles.setVisible(any(titles))


class LookAlikesDialog(Frame):
    """Groups of products that may be one, with a threshold that examples explain.

    Attributes:
        threshold: How alike photos must be.
        rows: The groups shown.
        join_button: Joins them all.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("look_alikes", "ph.intersect", session.text, parent, QSize(880, 720))
        self._session = session
        self._regrouping = Regrouping(session, self)
        self._store = ThumbnailStore(session.catalog, self)
        self._pairs: list[AlikePair] = []
        self._apart: proposals.Apart = frozenset()
        self._asked = 0
        self.rows: list[_GroupRow] = []
        self.threshold = AlikeThreshold(session.text, self._store)
        self.threshold.changed.connect(self._wait)
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._show_groups)
        self._pages = QStackedWidget()
        self._searching = WaitPage(self.text("phase.compare"))
        self._found = self._groups_page()
        self._empty = EmptyState(
            "ph.check-circle", self.text("dialogs.look_alikes.none"),
            self.text("dialogs.look_alikes.none_hint"),
        )  # fmt: skip
        for page in (self._searching, self._found, self._empty):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)
        self._summary = label(role="small", wrap=True)
        self.add_footer_widget(self._summary)
        self.add_button("dialogs.close", self.reject)
        self.join_button = self.add_button(
            "dialogs.look_alikes.join_all", self._join_all, "primary"
        )
        self.join_button.hide()
        session.job_progress.connect(self._progressed)
        session.job_finished.connect(self._finished)
        session.job_failed.connect(self._failed)
        session.submit(JOB)

    def _groups_page(self) -> QWidget:
        page = QWidget()
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, GAP, 0)
        self._list.setSpacing(GAP)
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        inside.setObjectName("inspectorBody")
        inside.setLayout(self._list)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GAP)
        layout.addWidget(self.threshold)
        layout.addWidget(scroll, 1)
        return page

    # The search

    def _progressed(self, job: JobState) -> None:
        if job.kind != JOB or job.progress is None:
            return
        self._searching.show_progress(self.text(job.progress.phase), job.progress)

    def _finished(self, job: JobState) -> None:
        if job.kind != JOB:
            return

        def show(apart: proposals.Apart) -> None:
            self._apart = apart
            self._show_pairs(list(job.result["pairs"]))

        self._session.read(proposals.kept_apart, show, self)

    def _failed(self, job: JobState) -> None:
        if job.kind == JOB:
            self._searching.stop(self.text("dialogs.look_alikes.not_searched"))
            if job.error is not None:
                self.say(self._session.error_text(job.error))

    # The groups

    def _show_pairs(self, pairs: list[AlikePair]) -> None:
        self._pairs = pairs
        self.threshold.show_pairs(pairs)
        self._show_groups()

    def _wait(self) -> None:
        """While the slider moves, only the examples follow; nothing can be joined unseen."""
        self.join_button.setEnabled(False)
        self._settle.start()

    def _show_groups(self) -> None:
        """Builds the rows of the chosen threshold, the most alike first."""
        groups = proposals.grouped(self._pairs, self.threshold.threshold, self._apart)
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        photos = self._photos()
        self.rows = []
        for group in groups[:SHOWN]:
            row = _GroupRow(group, [photos[i] for i in group.products], self.text, self._store)
            row.joined.connect(partial(self._join, [group]))
            row.kept_apart.connect(partial(self._keep_apart, group))
            self._list.addWidget(row)
            self.rows.append(row)
        self._pages.setCurrentWidget(self._found if self._pairs else self._empty)
        self.join_button.setVisible(bool(groups))
        self.join_button.setEnabled(True)
        self.join_button.setText(self.text("dialogs.look_alikes.join_all", count=len(self.rows)))
        more = len(groups) - len(self.rows)
        self._summary.setText(
            self.text("dialogs.look_alikes.further", count=more) if more
            else "" if groups or not self._pairs
            else self.text("dialogs.look_alikes.none_at")
        )  # fmt: skip
        self._read_titles()

    def _photos(self) -> dict[int, str]:
        """Returns for each product the photo that is most like another one's."""
        photos: dict[int, str] = {}
        for pair in self._pairs:
            for product, photo in zip(pair.products, pair.photos, strict=True):
                photos.setdefault(product, photo)
        return photos

    def _read_titles(self) -> None:
        self._asked += 1
        asked = self._asked
        ids = [product for row in self.rows for product in row.group.products]

        def show(cards: dict[int, ProductCard]) -> None:
            if asked == self._asked:
                for row in self.rows:
                    row.show_titles(cards)

        self._session.read(lambda reader: queries.product_cards(reader, ids), show, self)

    # Deciding

    def _join_all(self) -> None:
        self._join([row.group for row in self.rows])

    def _join(self, groups: list[AlikeGroup]) -> None:
        gone = {product for group in groups for product in group.products[1:]}

        def done(kept: list[int]) -> None:
            self.say(self.text("dialogs.look_alikes.joined", count=len(kept)), "confirmed")
            self._show_pairs([pair for pair in self._pairs if gone.isdisjoint(pair.products)])

        def failed(error: ShelftagError) -> None:
            self.say(self._session.error_text(error))
            self._show_groups()

        self.join_button.setEnabled(False)
        self._regrouping.merge_groups(groups, done, failed)

    def _keep_apart(self, group: AlikeGroup) -> None:
        database = self._session.catalog.database

        def write() -> proposals.Apart:
            with database.write() as session:
                proposals.keep_apart(session, group.products)
                return proposals.kept_apart(session)

        def done(apart: proposals.Apart) -> None:
            self._apart = apart
            self._show_pairs([pair for pair in self._pairs if pair.products not in apart])

        self._session.background.write(write, done, None, self)

    def done(self, result: int) -> None:
        """Stops the search, where it still runs, and lets the threads finish."""
        jobs = self._session.jobs
        for job in jobs.active if jobs is not None else ():
            if job.kind == JOB:
                job.cancel()
        self._store.close()
        super().done(result)
