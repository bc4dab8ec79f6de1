"""Spot checks in the catalogue: what they were, and what they say by now.

Each is one operation that carries its own figures, so that undoing it takes back what it proved. An
import brings products that no earlier check has drawn from: what was checked before it proves
nothing about them, and counts no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shelftag.catalog.models import Operation
from shelftag.catalog.scope import OperationScope
from shelftag.learning.review.checks import DELTA, Campaign, Draws, Estimate, estimate
from shelftag.learning.review.deciding import decide
from shelftag.learning.review.desk import Desk
from shelftag_api.risk import Threshold, selective_threshold

CHECK = "check"
GOAL_SETTING = "review_goal"
DEFAULT_GOAL = 0.98
RISK_SETTING = "accept_risk"
DEFAULT_RISK = 0.02


@dataclass(frozen=True)
class Standing:
    """Where the review stands.

    Attributes:
        total: Products of the catalogue.
        decided: Of these, decided by the owner or a trusted import.
        waiting: Neither decided nor accepted.
        goal: Share that should be right.
        estimate: Share that is.
        met: Whether the goal is met, by spot checks.
        check_next: Whether the next page should be a spot check.
        drawn: Products that spot checks have drawn since the last import.
    """

    total: int
    decided: int
    waiting: int
    goal: float
    estimate: Estimate
    met: bool
    check_next: bool
    drawn: int


@dataclass(frozen=True)
class _Check:
    """One spot check, as its operation keeps it."""

    total: int
    waiting: int
    count: int
    wrong: int
    doubt: float
    scores: tuple[float, ...]
    right: tuple[bool, ...]


def check(scope: OperationScope, desk: Desk, answers: Mapping[int, int]) -> list[int]:
    """Takes in a page that was drawn at random, each product with its true category.

    Args:
        scope: The owner's operation, of kind `CHECK`.
        desk: The products.
        answers: Category by product.

    Returns:
        The products whose suggestion moved.
    """
    rows = desk.rows_of(answers)
    scores = desk.scores(rows)
    truth = np.array([answers[int(product)] for product in desk.ids[rows]], np.int64)
    right = desk.beliefs.best[rows] == truth
    scope.params |= {
        "count": len(rows),
        "wrong": int((~right).sum()),
        "total": len(desk.ids),
        "waiting": len(desk.undecided),
        "doubt": round(float((1 - scores).sum()), 3),
        "scores": [round(float(score), 4) for score in scores],
        "right": [bool(value) for value in right],
    }
    return decide(scope, desk, answers, "audit")


def standing(session: Session, desk: Desk, goal: float) -> Standing:
    """Says where the review stands.

    Args:
        session: A session to read with.
        desk: The products.
        goal: Share that should be right.
    """
    total, undecided = len(desk.ids), desk.undecided
    doubt = desk.doubt(undecided)
    campaign, met = Campaign(goal), not len(undecided)
    latest: Draws | None = None
    drawn = 0
    for one in _checks(session):
        before = campaign.draws or Draws(one.waiting)
        campaign, reached = campaign.checked(
            one.total, one.waiting, one.count, one.wrong, one.doubt
        )
        latest = replace(before, drawn=before.drawn + one.count, wrong=before.wrong + one.wrong)
        met, drawn = met or reached, drawn + one.count
    if latest is None:
        # What the model itself says: most categories have nothing confirmed to back it yet.
        wrong = float((1 - desk.beliefs.confidence[undecided]).sum())
        decided = total - len(undecided)
        figure = Estimate(decided / total, 1 - wrong / total, 1.0) if total else Estimate(1, 1, 1)
    else:
        figure = estimate(total, latest, doubt * campaign.bias, len(undecided), DELTA)
    return Standing(
        total=total,
        decided=total - len(undecided),
        waiting=len(desk.waiting),
        goal=goal,
        estimate=figure,
        met=met,
        check_next=not met and campaign.wants(total, len(undecided), doubt),
        drawn=drawn,
    )


def certified(session: Session, risk: float) -> Threshold | None:
    """Returns the score from which spot checks certify a risk, or None.

    Args:
        session: A session to read with.
        risk: Largest share of wrong ones among what is accepted.
    """
    found = _checks(session)
    scores = [score for one in found for score in one.scores]
    right = [value for one in found for value in one.right]
    return selective_threshold(scores, right, risk) if scores else None


def _checks(session: Session) -> list[_Check]:
    """Returns the spot checks that count, oldest first."""
    imported = session.scalar(
        select(func.max(Operation.id)).where(
            Operation.kind == "import", Operation.retracted_at.is_(None)
        )
    )
    rows = session.scalars(
        select(Operation.params)
        .where(
            Operation.kind == CHECK,
            Operation.retracted_at.is_(None),
            Operation.id > (imported or 0),
        )
        .order_by(Operation.id)
    )
    return [_read(params) for params in rows]


def _read(params: Mapping[str, Any]) -> _Check:
    return _Check(
        int(params["total"]),
        int(params["waiting"]),
        int(params["count"]),
        int(params["wrong"]),
        float(params["doubt"]),
        tuple(float(score) for score in params["scores"]),
        tuple(bool(value) for value in params["right"]),
    )
