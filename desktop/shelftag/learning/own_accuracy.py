"""How right the active model is, at the least, on this shop's own labels.

A version that was trained here has been cross-validated on them. What the figures of any other
bundle say was measured on another shop's labels, or by nobody knows whom: it is judged by what it
said here of the products that the owner or a trusted import has labelled.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.marks import may_be_learned
from shelftag.catalog.models import LabelEvent, ModelVersion, Operation, Prediction, Product
from shelftag.catalog.models.labels import MODEL
from shelftag.catalog.tombstones import merged_categories
from shelftag.catalog.tree import read_tree
from shelftag.learning import versions
from shelftag.learning.review.desk import LEARNED_UNTIL
from shelftag_api.risk import risk_bound

_TAIL = 0.025
"""Of the interval, as those of the cross-validation are."""


def is_own(version: ModelVersion) -> bool:
    """Whether a version was trained in this catalogue."""
    return LEARNED_UNTIL in version.metrics


def lowest_accuracy(catalog: Catalog) -> float:
    """Returns the lower end of how right the active version is; 0 where nothing is known."""
    version = versions.active(catalog)
    if is_own(version):
        return versions.share(version.metrics, "cv_accuracy_low") or 0.0
    with catalog.database.read() as session:
        right, judged = _judged(session, version)
    return 1.0 - risk_bound(judged - right, judged, _TAIL)


def _judged(session: Session, version: ModelVersion) -> tuple[int, int]:
    """Counts the labelled products of which a version was right, and those of which it spoke.

    A label that stops at a parent is met by anything below it.
    """
    rows = session.execute(
        select(Product.id, Product.category_id, Prediction.category_id)
        .join(LabelEvent, LabelEvent.id == Product.label_event_id)
        .join(Prediction, Prediction.product_id == Product.id)
        .join(Operation, Operation.id == Prediction.operation_id)
        .where(
            Product.active,
            LabelEvent.source != MODEL,
            may_be_learned(),
            Prediction.model_version_id == version.id,
            Operation.origin == MODEL,
            Operation.retracted_at.is_(None),
        )
        .order_by(Prediction.operation_id)
    )
    latest = {product: (label, said) for product, label, said in rows}
    nodes, merged = read_tree(session).nodes, merged_categories(session)
    right = 0
    for label, said in latest.values():
        node = nodes.get(merged.get(said, said))
        right += node is not None and label in node.path
    return right, len(latest)
