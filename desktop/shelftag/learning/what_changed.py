"""What changed, or would change, with a model: read from what a run wrote, or from a dry run."""

from collections import Counter
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from shelftag.catalog.model_runs import category_holders
from shelftag.catalog.models import (
    LabelEvent,
    ModelVersion,
    Operation,
    Prediction,
    Product,
)
from shelftag.catalog.models.labels import MODEL, RANKS
from shelftag.learning import tagging
from shelftag.learning.moves import Moves, Standing, compare
from shelftag.learning.versions import STARTER, share
from shelftag.learning.workbench import Workbench
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress

RUNS = frozenset({"tag", "retrain", "activate"})
"""Kinds of operation by which a model suggests categories."""
Standings = dict[int, Standing]


@dataclass(frozen=True)
class Side:
    """A model version in a comparison.

    Attributes:
        version_id: The version.
        number: Its number.
        accuracy: Share that it was right about by cross-validation, or None where nobody knows.
        low: Lower end of the interval, or None.
        high: Upper end, likewise.
        label_count: Labels that it learned from.
    """

    version_id: int
    number: int
    accuracy: float | None
    low: float | None
    high: float | None
    label_count: int


@dataclass(frozen=True)
class WhatChanged:
    """The outcome of a comparison.

    Attributes:
        moves: What moves; owner's and trusted labels never do.
        before: The model whose word counts before, or None where there was none.
        after: The model whose word counts after.
        operation_id: The run that did it, or None where nothing was done yet.
    """

    moves: Moves
    before: Side | None
    after: Side
    operation_id: int | None = None


def of_run(session: Session, operation_id: int) -> WhatChanged:
    """Compares what a run said with what counted before it.

    Args:
        session: A session to read with.
        operation_id: The run; whether it still counts makes no difference.

    Raises:
        ShelftagError: There is no such run (``operation.unknown``).
    """
    run = session.get(Operation, operation_id)
    if run is None:
        raise ShelftagError("operation.unknown", operation=operation_id)
    counted = select(Operation.id).where(_counted_before(run))
    holders = category_holders(session)
    given = _given(session, run, counted)
    decided = {product for product, category in given.items() if category in holders}
    labelled = set(
        session.scalars(
            select(LabelEvent.product_id).where(
                LabelEvent.operation_id == run.id, LabelEvent.category_id.is_not(None)
            )
        )
    )
    said_by: Counter[int] = Counter()
    after: Standings = {}
    for product, category, version in session.execute(
        select(
            Prediction.product_id, Prediction.category_id, Prediction.model_version_id
        ).where(Prediction.operation_id == run.id)
    ):  # fmt: skip
        said_by[version] += 1
        if product not in decided:
            after[product] = Standing(category, product in labelled)
    if not said_by:
        raise ShelftagError("operation.unknown", operation=operation_id)
    before, earlier = _before_run(session, run, counted, holders, given)
    new = session.get_one(ModelVersion, said_by.most_common(1)[0][0])
    old = session.get(ModelVersion, earlier) if earlier is not None else None
    return WhatChanged(compare(before, after), *_sides(old, new), operation_id)


def _counted_before(run: Operation) -> ColumnElement[bool]:
    """Whether an operation counted when a run began."""
    return and_(
        Operation.id < run.id,
        or_(Operation.retracted_at.is_(None), Operation.retracted_at > run.started_at),
    )


def _given(session: Session, run: Operation, counted: Select[int]) -> dict[int, int | None]:
    """What the owner or a trusted import had said of the run's products before it."""
    rows = session.execute(
        select(LabelEvent.product_id, LabelEvent.category_id)
        .where(
            LabelEvent.product_id.in_(_products_of(run)), LabelEvent.operation_id.in_(counted),
            LabelEvent.field == "category", LabelEvent.rank > RANKS[MODEL],
        )
        .order_by(LabelEvent.rank, LabelEvent.id)
    )  # fmt: skip
    return dict(rows.all())  # the best comes last


def _products_of(run: Operation) -> Select[int]:
    return select(Prediction.product_id).where(Prediction.operation_id == run.id)


def _before_run(
    session: Session,
    run: Operation,
    counted: Select[int],
    holders: Mapping[int | None, int],
    given: Mapping[int, int | None],
) -> tuple[Standings, int | None]:
    """Where the run's products stood before it, and the model that had said most of it."""
    latest = (
        select(Prediction.product_id, func.max(Prediction.operation_id).label("step"))
        .where(Prediction.product_id.in_(_products_of(run)), Prediction.operation_id.in_(counted))
        .group_by(Prediction.product_id)
        .subquery()
    )
    this = and_(
        latest.c.product_id == Prediction.product_id, latest.c.step == Prediction.operation_id
    )
    said_by: Counter[int] = Counter()
    standings: Standings = {}
    for product, category, version in session.execute(
        select(Prediction.product_id, Prediction.category_id, Prediction.model_version_id).join(
            latest, this
        )
    ):
        standings[product] = Standing(holders.get(category))
        said_by[version] += 1
    newest = (
        select(func.max(LabelEvent.id))
        .where(
            LabelEvent.product_id.in_(_products_of(run)), LabelEvent.operation_id.in_(counted),
            LabelEvent.field == "category", LabelEvent.rank == RANKS[MODEL],
        )
        .group_by(LabelEvent.product_id)
    )  # fmt: skip
    for product, label in session.execute(
        select(LabelEvent.product_id, LabelEvent.category_id).where(LabelEvent.id.in_(newest))
    ):
        if label in holders and product not in given:
            standings[product] = Standing(holders[label], accepted=True)
    return standings, max(said_by, key=said_by.__getitem__, default=None)


def current(session: Session) -> Standings:
    """Returns where the products without an owner's or trusted label are shown now."""
    rows = session.execute(
        select(Product.id, Product.shown_category_id, Product.state).where(
            Product.active, Product.state.in_(("review", "accepted"))
        )
    )
    return {product: Standing(shown, state == "accepted") for product, shown, state in rows}


def would_change(
    bench: Workbench, version_id: int, from_id: int | None = None
) -> Generator[Progress, None, WhatChanged]:
    """Compares what a version would say of all products with what is shown, or another would say.

    Nothing is written, but that photos which a version's encoder has never seen are encoded, for
    good.

    Args:
        bench: The open catalogue.
        version_id: The version.
        from_id: The version to compare it with; None for what is shown now.

    Raises:
        ShelftagError: There is no such version.
    """
    new = bench.version(version_id)
    active = bench.active_version()
    with bench.catalog.database.read() as session:
        shown = current(session)
    if from_id is None or from_id == active.id:
        old, before = active, shown
    else:
        old = bench.version(from_id)
        before = yield from tagging.dry_run(bench, old, list(shown))
    if version_id == active.id:
        after = shown
    else:
        after = yield from tagging.dry_run(bench, new, list(shown))
    return WhatChanged(compare(before, after), *_sides(old, new))


def _sides(old: ModelVersion | None, new: ModelVersion) -> tuple[Side | None, Side]:
    """Describes both versions; the starter is as right as the other's own tests say of it."""
    after = _side(new, new.metrics, "cv_accuracy")
    if old is None:
        return None, after
    if old.name == STARTER and "cv_accuracy" not in old.metrics:
        return _side(old, new.metrics, "base_accuracy"), after
    return _side(old, old.metrics, "cv_accuracy"), after


def _side(version: ModelVersion, metrics: dict[str, Any], name: str) -> Side:
    accuracy, low, high = (share(metrics, f"{name}{end}") for end in ("", "_low", "_high"))
    return Side(version.id, version.number, accuracy, low, high, version.label_count)
