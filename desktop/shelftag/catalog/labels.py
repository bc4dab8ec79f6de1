"""Labels: the owner's decisions as events, and the current value derived from all events."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    case,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased

from shelftag.catalog.database import chunks
from shelftag.catalog.models import (
    Category,
    LabelEvent,
    ModelVersion,
    Operation,
    Prediction,
    Product,
)
from shelftag.catalog.models.labels import IMPORT, MODEL, OWNER, RANKS
from shelftag.catalog.scope import OperationScope
from shelftag.catalog.tombstones import gathered, holder_of, merged_categories, merged_into


def assign(
    scope: OperationScope,
    product_ids: Sequence[int],
    category_id: int,
    *,
    source: str = OWNER,
    method: str = "single",
) -> None:
    """Gives products a category.

    Args:
        scope: The operation that this belongs to.
        product_ids: The products.
        category_id: Their category.
        source: ``owner`` or ``import``.
        method: ``single``, ``page``, ``bulk``, ``audit``, ``folder`` or ``table``.
    """
    assign_each(scope, dict.fromkeys(product_ids, category_id), source=source, method=method)


def assign_each(
    scope: OperationScope, categories: dict[int, int], *, source: str = OWNER, method: str
) -> None:
    """Gives every product its own category (product id → category id)."""
    session = scope.session
    active_model = session.scalar(select(ModelVersion.id).where(ModelVersion.status == "active"))
    rows: list[dict[str, Any]] = []
    for chunk in chunks(list(categories)):
        known = session.execute(
            select(Product.id, Product.suggested_category_id, Product.confidence).where(
                Product.id.in_(chunk)
            )
        )
        rows += [
            {
                "operation_id": scope.id,
                "product_id": product_id,
                "field": "category",
                "category_id": categories[product_id],
                "source": source,
                "rank": RANKS[source],
                "method": method,
                "model_version_id": active_model,
                "confidence": confidence,
                "suggested_category_id": suggested,
            }
            for product_id, suggested, confidence in known
        ]
    if rows:
        session.execute(insert(LabelEvent), rows)
    refresh_ids(session, list(categories))


def confirm(scope: OperationScope, product_ids: Sequence[int], *, method: str) -> list[int]:
    """Confirms the category under which each product is shown.

    Returns:
        The products confirmed; those without any category or suggestion are left out.
    """
    shown: dict[int, int] = {}
    for chunk in chunks(product_ids):
        rows = scope.session.execute(
            select(Product.id, Product.shown_category_id).where(
                Product.id.in_(chunk), Product.shown_category_id.is_not(None)
            )
        )
        shown |= {product_id: category_id for product_id, category_id in rows if category_id}
    assign_each(scope, shown, method=method)
    return list(shown)


def take_back(scope: OperationScope, product_ids: Sequence[int]) -> None:
    """Takes the labels of products back, whoever gave them: they wait for review again."""
    rows: list[dict[str, Any]] = []
    for chunk in chunks(product_ids):
        events = scope.session.scalars(
            select(LabelEvent)
            .join(Product, Product.label_event_id == LabelEvent.id)
            .where(Product.id.in_(chunk), LabelEvent.category_id.is_not(None))
        )
        rows += [
            {
                "operation_id": scope.id,
                "product_id": event.product_id,
                "field": event.field,
                "category_id": None,
                "source": event.source,
                "rank": event.rank,
                "method": "bulk",
            }
            for event in events
        ]
    if rows:
        scope.session.execute(insert(LabelEvent), rows)
    refresh_ids(scope.session, product_ids)


def refresh_ids(session: Session, product_ids: Sequence[int]) -> None:
    """Derives the current label of some products anew."""
    session.flush()
    for chunk in chunks(product_ids):
        _refresh_where(session, Product.id.in_(chunk))


def refresh(session: Session, product_ids: Select[Any] | CompoundSelect[Any]) -> None:
    """Derives the current label of the products of a query anew."""
    session.flush()
    _refresh_where(session, Product.id.in_(product_ids))


def refresh_shelves(session: Session, category_ids: Sequence[int]) -> None:
    """Derives the current label of all products anew that some categories may hold."""
    for chunk in chunks([*category_ids, *merged_into(session, category_ids)]):
        refresh(
            session,
            select(Product.id)
            .outerjoin(LabelEvent, LabelEvent.id == Product.label_event_id)
            .outerjoin(Prediction, Prediction.id == Product.prediction_id)
            .where(or_(LabelEvent.category_id.in_(chunk), Prediction.category_id.in_(chunk))),
        )


def _refresh_where(session: Session, condition: ColumnElement[bool]) -> None:
    """Sets the derived columns from the best event and the latest prediction that count.

    Where these name a category that was merged into another, that one counts; where they name one
    that was deleted, the product waits for review.
    """
    best_event = (
        select(LabelEvent.id)
        .join(Operation, Operation.id == LabelEvent.operation_id)
        .where(
            LabelEvent.product_id == Product.id,
            LabelEvent.field == "category",
            Operation.retracted_at.is_(None),
        )
        .order_by(LabelEvent.rank.desc(), LabelEvent.id.desc())
        .limit(1)
        .correlate(Product)
        .scalar_subquery()
    )
    latest_prediction = (
        select(Prediction.id)
        .join(Operation, Operation.id == Prediction.operation_id)
        .where(Prediction.product_id == Product.id, Operation.retracted_at.is_(None))
        .order_by(Prediction.operation_id.desc())
        .limit(1)
        .correlate(Product)
        .scalar_subquery()
    )
    options = {"synchronize_session": False}
    session.execute(
        update(Product)
        .where(condition)
        .values(label_event_id=best_event, prediction_id=latest_prediction),
        execution_options=options,
    )

    holder = aliased(Category)

    def of_event(column: Any) -> Any:
        return (
            select(column)
            .join_from(LabelEvent, holder, holder.id == holder_of(LabelEvent.category_id))
            .where(LabelEvent.id == Product.label_event_id, holder.deleted.is_(False))
            .correlate(Product)
            .scalar_subquery()
        )

    def of_prediction(column: Any) -> Any:
        return (
            select(column)
            .join_from(Prediction, holder, holder.id == holder_of(Prediction.category_id))
            .where(Prediction.id == Product.prediction_id, holder.deleted.is_(False))
            .correlate(Product)
            .scalar_subquery()
        )

    state = case(
        (LabelEvent.source == MODEL, "accepted"),
        (LabelEvent.source == IMPORT, "trusted"),
        else_="confirmed",
    )
    category, suggestion = of_event(holder.id), of_prediction(holder.id)
    session.execute(
        update(Product)
        .where(condition)
        .values(
            category_id=category,
            state=func.coalesce(of_event(state), "review"),
            suggested_category_id=suggestion,
            confidence=of_prediction(Prediction.confidence),
            shown_category_id=func.coalesce(category, suggestion),
        ),
        execution_options=options,
    )
    _add_up_merged(session, condition)
    session.expire_all()


def _add_up_merged(session: Session, condition: ColumnElement[bool]) -> None:
    """Sets confidences in categories that others were merged into: what was said of all counts."""
    merged = merged_categories(session)
    for chunk in chunks(sorted({*merged, *merged.values()})):
        rows = session.execute(
            select(Product.id, Product.suggested_category_id, Prediction.candidates)
            .join(Prediction, Prediction.id == Product.prediction_id)
            .where(
                condition,
                Prediction.category_id.in_(chunk),
                Product.suggested_category_id.is_not(None),
            )
        )
        sums = [
            {"id": product, "confidence": round(share, 4)}
            for product, category, said in rows
            if (share := gathered(said, merged).get(category or 0)) is not None
        ]
        if sums:
            session.execute(update(Product), sums)
