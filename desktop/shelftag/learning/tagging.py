"""Tagging: a model run over products. It never touches what the owner or a trusted import said."""

import time
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.model_runs import Followed, Said, not_for_models, record
from shelftag.catalog.models import (
    ModelVersion,
    Operation,
    Prediction,
    Product,
    ProductPhoto,
)
from shelftag.catalog.models.labels import MODEL
from shelftag.catalog.operations import finish, operation, start, undo
from shelftag.catalog.scope import OperationScope
from shelftag.catalog.tree import read_tree
from shelftag.learning import versions
from shelftag.learning.acceptance import Acceptance, certified_acceptance
from shelftag.learning.encoding import encode_missing
from shelftag.learning.moves import Standing
from shelftag.learning.scoring import Known, Scorer
from shelftag.learning.workbench import Workbench
from shelftag_api.progress import Progress

BATCH = 2_000
TOP = 5


@dataclass(frozen=True)
class TagResult:
    """What a model run did.

    Attributes:
        operation_id: The run; undoing it uncovers what was there before.
        products: Products that got a suggestion.
        accepted: Of these, those confident enough to get the model's label.
        changed: Products whose shown category changed.
    """

    operation_id: int
    products: int
    accepted: int
    changed: int


def untagged(session: Session) -> list[int]:
    """Returns the products that no model has looked at, with the photos that they have now."""
    run, step = aliased(Operation), aliased(Operation)
    photos_changed = (
        exists()
        .where(
            ProductPhoto.product_id == Product.id,
            or_(step.id == ProductPhoto.operation_id, step.id == ProductPhoto.removed_operation_id),
            or_(
                and_(step.id > run.id, step.retracted_at.is_(None)),
                and_(step.id < run.id, step.retracted_at > run.started_at),
            ),
        )
        .correlate(Product, run)
    )
    return list(
        session.scalars(
            select(Product.id)
            .outerjoin(Prediction, Prediction.id == Product.prediction_id)
            .outerjoin(run, run.id == Prediction.operation_id)
            .where(Product.active, or_(Product.prediction_id.is_(None), photos_changed))
            .order_by(Product.id)
        )
    )


def all_products(session: Session) -> list[int]:
    """Returns all products."""
    return list(session.scalars(select(Product.id).where(Product.active).order_by(Product.id)))


def tag(
    bench: Workbench,
    version: ModelVersion,
    product_ids: Sequence[int],
    *,
    kind: str = "tag",
    activate: bool = False,
    acceptance: Acceptance | None = None,
) -> Generator[Progress, None, TagResult]:
    """Runs a model version over products, as one operation.

    Every product gets a prediction; those without an owner's or trusted label get the model's label
    where it is confident enough, and lose an earlier one where it no longer is. The run counts
    from its first batch on; when it is cancelled, what is written is taken back.

    Args:
        bench: The open catalogue.
        version: The model version.
        product_ids: Which products.
        kind: The operation's kind: ``tag``, ``retrain`` or ``activate``.
        activate: Whether the version becomes the active one as part of the operation.
        acceptance: What it may accept; None for what spot checks certify.
    """
    yield from encode_missing(bench, version)
    database = bench.catalog.database
    with database.read() as session:
        tree = read_tree(session)
    scorer = Scorer(bench, version, tree)
    acceptance = acceptance or certified_acceptance(bench, version)
    with database.write() as session:
        scope = start(session, kind, MODEL, {"model": version.number})
    outcome = Followed()
    began = time.monotonic()
    done = 0
    try:
        with closing(_answers(bench.catalog, scorer, acceptance, product_ids)) as answers:
            for answer in answers:
                with database.write() as session:
                    outcome += record(session, Said(scope.id, version.id, *answer))
                done += len(answer.product_ids)
                yield _progress(done, len(product_ids), began)
    except BaseException:
        _retract(bench.catalog, scope.id)
        raise
    with database.write() as session:
        scope = OperationScope(session, scope.id, scope.params)
        if activate:
            versions.make_active(scope, version.id)
        scope.params |= {"count": len(product_ids), "accepted": outcome.accepted}
        finish(scope)
    return TagResult(scope.id, len(product_ids), outcome.accepted, outcome.changed)


def dry_run(
    bench: Workbench, version: ModelVersion, product_ids: Sequence[int]
) -> Generator[Progress, None, dict[int, Standing]]:
    """Says where products would be shown by a model version, and writes nothing.

    But photos that the version's encoder has never seen are encoded, for good.

    Args:
        bench: The open catalogue.
        version: The model version.
        product_ids: Which products; of those with an owner's or trusted label it is told where
            they would be without.
    """
    yield from encode_missing(bench, version)
    with bench.catalog.database.read() as session:
        tree = read_tree(session)
    scorer = Scorer(bench, version, tree, keep=False)
    acceptance = certified_acceptance(bench, version)
    standings: dict[int, Standing] = {}
    began = time.monotonic()
    with closing(_answers(bench.catalog, scorer, acceptance, product_ids)) as answers:
        for products, categories, _, accepted in answers:
            with bench.catalog.database.read() as session:
                closed = not_for_models(session, products)
            best = zip(products, categories[:, 0].tolist(), accepted.tolist(), strict=True)
            for product, category, sure in best:
                standings[product] = Standing(category, sure and product not in closed)
            yield _progress(len(standings), len(product_ids), began)
    return standings


class _Answer(NamedTuple):
    """What a model says of some products: fields of `Said`."""

    product_ids: Sequence[int]
    categories: NDArray[np.int64]
    confidences: NDArray[np.float64]
    accepted: NDArray[np.bool_]


def _answers(
    catalog: Catalog, scorer: Scorer, acceptance: Acceptance, product_ids: Sequence[int]
) -> Generator[_Answer, None, None]:
    """Yields what a model says of products, part by part, in order.

    While one part is judged, the caller writes the part before it, and the part after it is read.
    With two threads at work, products of matrices have one each: further ones would burn a fifth of
    the processor's time in waiting for one another.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    def judge(known: Known) -> _Answer:
        categories, confidences = scorer.judge(known).best(TOP)
        accepted = acceptance.of(known.product_ids, categories[:, 0], confidences[:, 0])
        return _Answer(known.product_ids, categories, confidences, accepted)

    with threadpool_limits(1, "blas"), ThreadPoolExecutor(1, "shelftag-judge") as thread:
        last: Future[_Answer] | None = None
        for part in _parts(product_ids):
            with catalog.database.read() as session:
                known = scorer.look_up(session, part)
            judged = thread.submit(judge, known)
            if last:
                yield last.result()
            last = judged
        if last:
            yield last.result()


def _parts(product_ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (product_ids[start : start + BATCH] for start in range(0, len(product_ids), BATCH))


def _progress(done: int, total: int, began: float) -> Progress:
    """Says how far a run is that began at a moment of `time.monotonic`."""
    rate = done / max(time.monotonic() - began, 1e-6)
    return Progress("phase.tag", done, total, rate, (total - done) / rate)


def _retract(catalog: Catalog, operation_id: int) -> None:
    """Takes a run back that was cancelled or broke."""
    with catalog.database.write() as session:
        row = session.get(Operation, operation_id)
        if row is not None:
            finish(OperationScope(session, row.id, {**row.params, "cancelled": True}))
    undo(catalog.database, operation_id)


def activate(
    bench: Workbench, version_id: int, *, kind: str = "activate"
) -> Generator[Progress, None, TagResult]:
    """Makes a version the active one and tags everything with it, as one operation."""
    version = versions.get(bench.catalog, version_id)
    with bench.catalog.database.read() as session:
        products = all_products(session)
    if not products:
        with operation(bench.catalog.database, kind, MODEL) as scope:
            versions.make_active(scope, version_id)
        return TagResult(scope.id, 0, 0, 0)
    return (yield from tag(bench, version, products, kind=kind, activate=True))
