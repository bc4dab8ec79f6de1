"""The desk: a catalogue's products as the review works with them, read once and kept up to date."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog.database import chunks
from shelftag.catalog.embeddings import EmbeddingStore, photo_places, read_from
from shelftag.catalog.model_runs import category_holders
from shelftag.catalog.models import (
    LabelEvent,
    ModelVersion,
    Operation,
    Prediction,
    Product,
    ProductPhoto,
)
from shelftag.catalog.models.labels import MODEL
from shelftag.catalog.tombstones import gathered
from shelftag.learning.review.beliefs import (
    NONE,
    TOP,
    Beliefs,
    Examples,
    Ints,
    backed,
    follow,
    votes,
)
from shelftag.learning.review.looks import SAMPLE, Floats, LookSpace, unit
from shelftag.learning.review.pages import Page, next_page

LEARNED_UNTIL = "learned_until"
"""Figure of a version: the last label event that it learned from."""
_BLOCK = 8_192
_SPEAKERS = 4_000
"""Learned decisions that are asked what they say of a product."""
_NEAR = 0.2
"""Cosine below which a decision says nothing of another product: with 90 % of these it is none of
its category."""
_DECIDED = ("confirmed", "trusted")


@dataclass
class Desk:
    """Products on the desk. Used by one thread at a time.

    Attributes:
        version_id: The model whose suggestions lie here.
        ids: int64 [products], rising.
        looks: float32 [products, size]; a row of zeros without an encoded photo.
        said: What the model's latest run says of each.
        beliefs: The same, following what was decided since.
        predictions: int64 [products]: rows of the catalogue that these were read from.
        categories: int64 [products]: what the owner or a trusted import said, or `NONE`.
        fresh: bool [products]: decided since the model was trained.
        learned_votes: float32 [products]: what the other decisions have to say of each, see
            `shelftag.learning.review.beliefs.follow`; NaN until it is asked for.
        accepted: bool [products]: whether the model's own label stands.
        passed: bool [products]: whether the owner has passed it by, for another page.
    """

    version_id: int
    ids: Ints
    looks: Floats
    said: Beliefs
    beliefs: Beliefs
    predictions: Ints
    categories: Ints
    fresh: NDArray[np.bool_]
    learned_votes: Floats
    accepted: NDArray[np.bool_]
    passed: NDArray[np.bool_]

    @property
    def waiting(self) -> Ints:
        """Rows that wait for the owner: neither decided nor accepted."""
        rows: Ints = np.flatnonzero((self.categories == NONE) & ~self.accepted)
        return rows

    @property
    def learned(self) -> NDArray[np.bool_]:
        """Which decisions the model was trained on: bool [products]."""
        decided: NDArray[np.bool_] = self.categories != NONE
        return decided & ~self.fresh

    @property
    def undecided(self) -> Ints:
        """Rows that the owner has not decided, accepted or not."""
        return np.flatnonzero(self.categories == NONE)

    def copy(self) -> "Desk":
        """Returns the desk as it is, for another thread to look at while this one goes on."""
        return replace(
            self,
            categories=self.categories.copy(),
            fresh=self.fresh.copy(),
            accepted=self.accepted.copy(),
            passed=self.passed.copy(),
        )

    def rows_of(self, product_ids: Iterable[int]) -> Ints:
        """Returns the rows of products; those that are not here are left out."""
        wanted = np.fromiter(product_ids, np.int64)
        rows = np.searchsorted(self.ids, wanted)
        rows = rows[rows < len(self.ids)]
        found: Ints = rows[np.isin(self.ids[rows], wanted)]
        return found

    def page(self, random: np.random.Generator, without: Ints | None = None) -> Page | None:
        """Returns the next page; what was passed by comes again when nothing else is left.

        Args:
            random: Draws the products that pages are tried around.
            without: Rows that are being looked at: for the page after that.
        """
        waiting = self.waiting
        if without is not None:
            waiting = np.setdiff1d(waiting, without)
        if len(waiting) and self.passed[waiting].all():
            self.passed[:] = False
        return next_page(self.looks, self.beliefs, waiting[~self.passed[waiting]], random)

    def draw(self, count: int, random: np.random.Generator) -> Ints:
        """Draws products at random from those that wait: rows of a spot check."""
        waiting = self.undecided
        drawn: Ints = random.choice(waiting, min(count, len(waiting)), replace=False)
        return drawn

    def examples(self, rows: Ints | NDArray[np.bool_] | None = None) -> Examples:
        """Returns what was decided, of some rows or of all."""
        chosen = self.categories != NONE
        if rows is not None:
            only = np.zeros(len(chosen), bool)
            only[rows] = True
            chosen &= only
        return Examples(self.looks[chosen], self.categories[chosen])

    def scores(self, rows: Ints) -> Floats:
        """What acceptance goes by: confidence, backed by confirmed products: float32 [rows]."""
        return backed(self.beliefs[rows], self.looks[rows], self.examples())

    def doubt(self, rows: Ints) -> float:
        """How many suggestions are expected to be wrong among some products."""
        return float((1 - self.scores(rows)).sum())

    def similar(self, row: int, count: int) -> Ints:
        """Returns the rows that look most like one, nearest first, without itself."""
        cosines = self.looks @ self.looks[row]
        cosines[row] = -2
        nearest: Ints = np.argsort(-cosines, kind="stable")[:count]
        return nearest

    def decide(self, decided: Mapping[int, int]) -> Ints:
        """Takes in decisions and lets the suggestions of what looks alike follow.

        Args:
            decided: Category by product id.

        Returns:
            The rows whose suggestion moved.
        """
        rows = self.rows_of(decided)
        if self.learned[rows].any():
            self.learned_votes[:] = np.nan
        self.categories[rows] = [decided[int(self.ids[row])] for row in rows]
        self.fresh[rows], self.accepted[rows] = True, False
        return self._follow(rows)

    def _follow(self, rows: Ints) -> Ints:
        """Lets suggestions follow new decisions; returns the rows whose best one, or how sure it
        is to within 2 %, is another now."""
        seen = rows[self.looks[rows].any(axis=1)]
        others = self.undecided
        others = others[self.said.best[others] != NONE]
        if not len(seen) or not len(others):
            return np.zeros(0, np.int64)
        near = others[(self.looks[others] @ self.looks[seen].T).max(axis=1) > _NEAR]
        fresh = self.examples(self.fresh)
        moved = follow(self.said[near], self.looks[near], fresh, self._learned_votes(near))
        before = self.beliefs[near]
        changed = (moved.best != before.best) | (
            np.abs(moved.confidence - before.confidence) > 0.02
        )
        self.beliefs = self.beliefs.put(near, moved)
        moving: Ints = near[changed]
        self.predictions[moving] = NONE  # read again when what is stored counts, or is undone
        return moving

    def _learned_votes(self, rows: Ints) -> Floats:
        """Returns what the decisions that the model was trained on have to say of products.

        Where they are very many, a part of them speaks for all.
        """
        unasked = rows[np.isnan(self.learned_votes[rows])]
        if len(unasked):
            every = self.looks[self.learned]
            some = every[:: -(-len(every) // _SPEAKERS) or 1]
            scale = len(every) / max(len(some), 1)
            for start in range(0, len(unasked), _BLOCK):
                block = unasked[start : start + _BLOCK]
                self.learned_votes[block] = votes(self.looks[block] @ some.T).sum(axis=1) * scale
        return self.learned_votes[rows]


def open_desk(session: Session, version: ModelVersion, stores: list[EmbeddingStore]) -> Desk:
    """Reads a catalogue's products.

    Args:
        session: A session to read with.
        version: The active model version.
        stores: Where the embeddings of its encoder lie.
    """
    ids = read_columns(session).ids
    count = len(ids)
    desk = Desk(
        version_id=version.id,
        ids=ids,
        looks=product_looks(session, stores, ids),
        said=Beliefs.nothing(count),
        beliefs=Beliefs.nothing(count),
        predictions=np.full(count, NONE),
        categories=np.full(count, NONE),
        fresh=np.zeros(count, bool),
        learned_votes=np.full(count, np.nan, np.float32),
        accepted=np.zeros(count, bool),
        passed=np.zeros(count, bool),
    )
    synchronise(session, desk)
    return desk


def synchronise(session: Session, desk: Desk) -> bool:
    """Brings the desk up to date with the catalogue, reading what has changed.

    Returns:
        Whether that was possible: not where products came or went.
    """
    columns = read_columns(session)
    if not np.array_equal(columns.ids, desk.ids):
        return False
    learned = desk.learned
    desk.categories, desk.accepted = columns.categories, columns.accepted
    desk.fresh = np.isin(desk.ids, _fresh(session)) & (desk.categories != NONE)
    if not np.array_equal(learned, desk.learned):
        desk.learned_votes[:] = np.nan
    moved = np.flatnonzero(columns.predictions != desk.predictions)
    desk.predictions = columns.predictions
    if len(moved):
        _read_suggestions(session, desk, moved)
    return True


@dataclass(frozen=True)
class Columns:
    """What the catalogue says of all products.

    Attributes:
        ids: int64 [products], rising.
        categories: int64 [products]: what the owner or a trusted import said, or `NONE`.
        accepted: bool [products]: whether the model's own label stands.
        predictions: int64 [products]: the prediction that counts, or `NONE`.
    """

    ids: Ints
    categories: Ints
    accepted: NDArray[np.bool_]
    predictions: Ints


def read_columns(session: Session) -> Columns:
    """Reads what the catalogue says of all products."""
    rows = session.execute(
        select(Product.id, Product.state, Product.category_id, Product.prediction_id)
        .where(Product.active)
        .order_by(Product.id)
    ).all()
    categories = (row.category_id if row.state in _DECIDED else None for row in rows)
    return Columns(
        np.array([row.id for row in rows], np.int64),
        np.array([category or NONE for category in categories], np.int64),
        np.array([row.state == "accepted" for row in rows], bool),
        np.array([row.prediction_id or NONE for row in rows], np.int64),
    )


def _fresh(session: Session) -> list[int]:
    """Returns the products whose label the active model has not learned."""
    active = session.scalar(select(ModelVersion).where(ModelVersion.status == "active"))
    learned = active.metrics.get(LEARNED_UNTIL) if active else 0
    if not isinstance(learned, int) or not 0 <= learned < 2**63:  # a bundle may say anything
        learned = 0
    return list(
        session.scalars(
            select(Product.id)
            .join(LabelEvent, LabelEvent.id == Product.label_event_id)
            .where(LabelEvent.source != MODEL, LabelEvent.id > learned)
        )
    )


def product_looks(session: Session, stores: list[EmbeddingStore], ids: Ints) -> Floats:
    """Returns the mean look of each product's photos: float32 [products, size]."""
    row_of = {int(product): row for row, product in enumerate(ids)}
    places = photo_places(session, stores)
    links = session.execute(
        select(ProductPhoto.product_id, ProductPhoto.photo_id).where(ProductPhoto.active)
    )
    found = sorted(
        (places[photo], row_of[product])
        for product, photo in links
        if photo in places and product in row_of
    )
    if not found:
        return np.zeros((len(ids), 1), np.float32)
    where = [place for place, _ in found]
    owners = np.array([row for _, row in found])
    space = LookSpace.of(read_from(stores, where[:: max(1, len(where) // SAMPLE)]))
    sums = np.zeros((len(ids), space.axes.shape[1]), np.float32)
    for start in range(0, len(where), _BLOCK):
        block = slice(start, start + _BLOCK)
        np.add.at(sums, owners[block], space.apply(read_from(stores, where[block])))
    return unit(sums)


def _read_suggestions(session: Session, desk: Desk, rows: Ints) -> None:
    """Reads what is suggested, and below what followed a decision also what the model had said."""
    desk.beliefs = desk.beliefs.put(rows, Beliefs.nothing(len(rows)))
    desk.said = desk.said.put(rows, Beliefs.nothing(len(rows)))
    query = select(Prediction.product_id, Prediction.candidates, Operation.origin).join(
        Operation, Operation.id == Prediction.operation_id
    )
    followed: list[int] = []
    holders = category_holders(session)
    for chunk in chunks([int(desk.predictions[row]) for row in rows]):
        for product, candidates, origin in session.execute(query.where(Prediction.id.in_(chunk))):
            row = int(np.searchsorted(desk.ids, product))
            _fill(desk.beliefs, row, _there(candidates, holders))
            if origin == MODEL:
                _fill(desk.said, row, _there(candidates, holders))
            else:
                followed.append(product)
    for chunk in chunks(followed):
        said = session.execute(
            query.where(
                Prediction.product_id.in_(chunk),
                Operation.origin == MODEL,
                Operation.retracted_at.is_(None),
            ).order_by(Prediction.operation_id)
        )
        for product, candidates, _ in said:  # the latest comes last
            row = int(np.searchsorted(desk.ids, product))
            _fill(desk.said, row, _there(candidates, holders))


def _there(candidates: list[list[float]], holders: Mapping[int | None, int]) -> dict[int, float]:
    """Keeps the categories that there are, merged ones under the one that holds them now."""
    there = [pair for pair in candidates if int(pair[0]) in holders]
    return gathered(there, {int(pair[0]): holders[int(pair[0])] for pair in there})


def _fill(beliefs: Beliefs, row: int, candidates: Mapping[int, float]) -> None:
    beliefs.categories[row], beliefs.shares[row] = NONE, 0
    for place, (category, share) in enumerate(list(candidates.items())[:TOP]):
        beliefs.categories[row, place], beliefs.shares[row, place] = category, share
