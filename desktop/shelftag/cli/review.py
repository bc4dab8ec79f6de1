"""Commands of the review: where it stands, its goal and risk, and labels that look wrong."""

from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from shelftag.catalog.catalog import Catalog
from shelftag.catalog.models import Product
from shelftag.catalog.tree import read_tree
from shelftag.cli.running import choices, open_catalog, say
from shelftag.learning.review.desk import Desk, open_desk
from shelftag.learning.review.doubted import doubted_labels
from shelftag.learning.review.spot_checks import (
    DEFAULT_GOAL,
    DEFAULT_RISK,
    GOAL_SETTING,
    RISK_SETTING,
    certified,
    standing,
)
from shelftag.learning.workbench import Workbench


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command("review")(review)


def review(
    goal: Annotated[
        float | None, typer.Option(min=0.5, max=1.0, help="Share that should be right: 0.98.")
    ] = None,
    risk: Annotated[
        float | None,
        typer.Option(min=0.001, max=0.5, help="Largest share of wrong ones that are accepted."),
    ] = None,
    doubts: Annotated[
        bool, typer.Option("--doubts", help="List your labels that look wrong.")
    ] = False,
) -> None:
    """Say how right the catalogue is, by spot checks, and what is left to do."""
    with open_catalog() as catalog:
        if goal is not None:
            catalog.set_setting(GOAL_SETTING, goal)
        if risk is not None:
            catalog.set_setting(RISK_SETTING, risk)
        desk = desk_of(catalog)
        with catalog.database.read() as session:
            _say_standing(catalog, session, desk)
            if doubts:
                _say_doubts(session, desk)


def desk_of(catalog: Catalog) -> Desk:
    """Opens the desk of a catalogue.

    Raises:
        ShelftagError: There is no model yet (``model.none``).
    """
    bench = Workbench(catalog)
    version = bench.active_version()
    with catalog.database.read() as session:
        return open_desk(session, version, bench.photo_stores(version))


def _say_standing(catalog: Catalog, session: Session, desk: Desk) -> None:
    now = standing(session, desk, float(catalog.setting(GOAL_SETTING, DEFAULT_GOAL)))
    say("review_command.standing", total=now.total, decided=now.decided, waiting=now.waiting)
    figure = now.estimate
    say(
        "review_command.estimate" if now.drawn else "review_command.unchecked",
        best=f"{figure.best:.1%}",
        low=f"{figure.low:.1%}",
        high=f"{figure.high:.1%}",
        drawn=now.drawn,
    )
    say("review_command.met" if now.met else "review_command.not_met", goal=f"{now.goal:.0%}")
    risk = float(catalog.setting(RISK_SETTING, DEFAULT_RISK))
    threshold = certified(session, risk)
    if threshold is None:
        say("review_command.accepts_nothing", risk=f"{risk:.1%}")
    else:
        say("review_command.accepts", risk=f"{risk:.1%}", accepted=int(desk.accepted.sum()))


def _say_doubts(session: Session, desk: Desk) -> None:
    found = doubted_labels(session, desk)
    if not found:
        say("review_command.no_doubts")
        return
    tree = read_tree(session)
    titles = dict(
        session.execute(
            select(Product.id, Product.title).where(Product.id.in_([one.product for one in found]))
        ).all()
    )
    say("review_command.doubts", count=len(found))
    for one in found:
        say(
            "review_command.doubt",
            product=one.product,
            title=titles.get(one.product, ""),
            label=tree.path_text(one.category, choices.language),
            suggestion=tree.path_text(one.suggestion, choices.language),
        )
