"""How far the review is: what waits, how right the catalogue is, and how long it will take."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session as Reader

from shelftag.catalog.catalog import read_setting
from shelftag.catalog.models import ModelVersion, Operation
from shelftag.catalog.models.labels import OWNER
from shelftag.learning.review.desk import Desk
from shelftag.learning.review.spot_checks import (
    CHECK,
    DEFAULT_GOAL,
    DEFAULT_RISK,
    GOAL_SETTING,
    RISK_SETTING,
    Standing,
    certified,
    standing,
)
from shelftag_api.risk import Threshold

DECISIONS = ("label", "confirm", CHECK)
"""Kinds of operations that decide about products."""
RETRAIN_SETTING = "review_retrain"
_LOOKED_AT = 50
_PAUSE = timedelta(minutes=2)
_SHORTEST = timedelta(seconds=20)
"""Over less time than this a pace is no pace."""


@dataclass(frozen=True)
class Progress:
    """One reading of where the review stands.

    Attributes:
        standing: What waits, and how right the catalogue is.
        risk: Largest share of wrong ones among what the model accepts by itself.
        certified: Score from which spot checks certify that, or None.
        certain: Waiting products with such a score.
        today: Decisions since midnight.
        per_minute: Products decided a minute lately, or None where that is not known.
        learned: Labels that the active model was trained on.
        fresh: Products decided since.
        retrains: Whether the model may be retrained without being asked.
    """

    standing: Standing
    risk: float
    certified: Threshold | None
    certain: int
    today: int
    per_minute: float | None
    learned: int
    fresh: int
    retrains: bool

    @property
    def minutes_left(self) -> float | None:
        """Minutes until nothing waits, at the pace of late."""
        return self.standing.waiting / self.per_minute if self.per_minute else None


def read_progress(reader: Reader, desk: Desk) -> Progress:
    """Reads where the review stands."""
    risk = float(read_setting(reader, RISK_SETTING, DEFAULT_RISK))
    goal = float(read_setting(reader, GOAL_SETTING, DEFAULT_GOAL))
    threshold = certified(reader, risk)
    waiting = desk.waiting
    sure = desk.scores(waiting) >= threshold.confidence if threshold else waiting[:0]
    version = reader.get_one(ModelVersion, desk.version_id)
    return Progress(
        standing=standing(reader, desk, goal),
        risk=risk,
        certified=threshold,
        certain=int(sure.sum()),
        today=_today(reader),
        per_minute=pace(reader),
        learned=version.label_count,
        fresh=int(desk.fresh.sum()),
        retrains=bool(read_setting(reader, RETRAIN_SETTING, True)),
    )


def pace(reader: Reader) -> float | None:
    """Returns the products decided a minute over the last decisions, pauses left out."""
    rows = reader.execute(
        select(Operation.started_at, Operation.params)
        .where(*_decisions())
        .order_by(Operation.id.desc())
        .limit(_LOOKED_AT)
    ).all()
    steps = [(one[0] - before[0], one[1]) for one, before in pairwise(rows)]
    worked = [
        (time, int(params.get("count", 1)))
        for time, params in steps
        if timedelta() <= time <= _PAUSE  # a clock that was set back gives no time at all
    ]
    total = sum((time for time, _ in worked), timedelta())
    if total < _SHORTEST:
        return None
    return sum(count for _, count in worked) / (total / timedelta(minutes=1))


def _today(reader: Reader) -> int:
    """Counts the decisions since midnight, in the computer's time zone."""
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    found = reader.scalars(
        select(Operation.id).where(*_decisions(), Operation.started_at >= midnight)
    )
    return len(found.all())


def _decisions() -> tuple[ColumnElement[bool], ...]:
    return (
        Operation.kind.in_(DECISIONS),
        Operation.origin == OWNER,
        Operation.retracted_at.is_(None),
    )
