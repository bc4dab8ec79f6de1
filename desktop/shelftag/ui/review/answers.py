"""What the owner's answers write into the catalogue, each kind as one operation."""

from collections.abc import Mapping

from sqlalchemy.orm import Session as Reader

from shelftag.catalog import tree
from shelftag.catalog.models import Product
from shelftag.catalog.scope import OperationScope
from shelftag.learning.review import doubted, spot_checks
from shelftag.learning.review.deciding import decide
from shelftag.learning.review.desk import Desk
from shelftag_api.errors import ShelftagError

Answer = int | tuple[str, ...]
"""A category, or the path of names of one that is to be made."""
_NAMED = 3


def label(
    scope: OperationScope, desk: Desk, answers: Mapping[int, Answer], method: str, language: str
) -> list[int]:
    """Gives products their categories; what looks like them follows.

    Returns:
        The products that were touched.
    """
    decided = _resolved(scope, answers)
    moved = decide(scope, desk, decided, method)
    scope.params |= {"count": len(decided), "category": _names(scope.session, decided, language)}
    if len(decided) == 1:
        product = scope.session.get_one(Product, next(iter(decided)))
        scope.params["title"] = product.title or product.sku
    return [*decided, *moved]


def hand_in(scope: OperationScope, desk: Desk, answers: Mapping[int, Answer]) -> list[int]:
    """Hands a spot check in, each product with its true category.

    Returns:
        The products that were touched.
    """
    decided = _resolved(scope, answers)
    return [*decided, *spot_checks.check(scope, desk, decided)]


def keep(scope: OperationScope, present: Mapping[int, int]) -> list[int]:
    """Keeps labels that the model doubts.

    Returns:
        The products that were touched.
    """
    doubted.keep(scope, present)
    return list(present)


def _resolved(scope: OperationScope, answers: Mapping[int, Answer]) -> dict[int, int]:
    """Makes the categories that are new, and makes sure that the others are still there."""
    made = {
        answer: tree.ensure_path(scope, answer)
        for answer in set(answers.values())
        if isinstance(answer, tuple)
    }
    known = tree.read_tree(scope.session).nodes
    decided = {
        product: made[answer] if isinstance(answer, tuple) else answer
        for product, answer in answers.items()
    }
    if any(category not in known for category in decided.values()):
        raise ShelftagError("category.unknown")
    return decided


def _names(reader: Reader, decided: Mapping[int, int], language: str) -> str:
    """Names the categories, the first few of them."""
    nodes = tree.read_tree(reader).nodes
    names = [nodes[category].label(language) for category in dict.fromkeys(decided.values())]
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
