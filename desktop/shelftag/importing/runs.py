"""Import runs: begun, gone on with after an interruption, and closed."""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from shelftag.catalog.database import chunks
from shelftag.catalog.models import ImportOutcome, ImportRun, Operation, ProductPhoto
from shelftag.catalog.models.base import utc_now
from shelftag.catalog.models.importing import FAILED
from shelftag.catalog.operations import OWNER, finish, start
from shelftag.catalog.scope import OperationScope
from shelftag.catalog.source_folders import ensure_root
from shelftag.importing.plan import ImportOptions
from shelftag.importing.scan import ScanProblem, shown

CRASHED = "importing.crashed"
_CUT_SHORT = ("failed", "running")
"""How a run stands that did not come to its end: one at a time runs, so that none does now."""


@dataclass(frozen=True)
class Run:
    """An import run while it is under way.

    Attributes:
        id: Of the run.
        operation_id: Its operation.
        root_id: The folder.
        resumed: Whether it goes on where an earlier process was interrupted.
        given_up: Files (relative paths) that brought down an earlier attempt of this run.
    """

    id: int
    operation_id: int
    root_id: int
    resumed: bool = False
    given_up: frozenset[str] = field(default=frozenset())


def begin(session: Session, folder: Path, options: ImportOptions, attempt: int) -> Run:
    """Starts the run of a folder, or goes on with the one that was interrupted.

    The latest run of the folder goes on where it failed under the same options, was not undone, and
    the owner has decided nothing since: it is one import then, with one report and one undo. After
    a crash of this very import (``attempt`` above 1) it goes on whatever the owner did meanwhile.
    """
    root = ensure_root(session, folder)
    interrupted = _interrupted(session, root.id, options, attempt)
    if interrupted is not None:
        return _reopen(session, interrupted, given_up=attempt > 1)
    scope = start(session, "import", "import", {"folder": shown(folder.name or folder)})
    run = ImportRun(operation_id=scope.id, root_id=root.id, options=options.to_json())
    session.add(run)
    session.flush()
    return Run(run.id, scope.id, root.id)


def _interrupted(
    session: Session, root_id: int, options: ImportOptions, attempt: int
) -> ImportRun | None:
    latest = session.scalar(
        select(ImportRun).where(ImportRun.root_id == root_id).order_by(ImportRun.id.desc()).limit(1)
    )
    if latest is None or latest.status not in _CUT_SHORT or latest.options != options.to_json():
        return None
    operation = session.get_one(Operation, latest.operation_id)
    decided = select(Operation.id).where(Operation.id > operation.id, Operation.origin == OWNER)
    if operation.retracted_at is not None:
        return None
    if attempt == 1 and session.scalar(decided.limit(1)) is not None:
        return None
    return latest


def _reopen(session: Session, run: ImportRun, *, given_up: bool) -> Run:
    run.status, run.finished_at = "running", None
    operation = session.get_one(Operation, run.operation_id)
    operation.finished_at = None
    operation.params = {k: v for k, v in operation.params.items() if k != "cancelled"}
    crashed = select(ImportOutcome.relative_path).where(
        ImportOutcome.run_id == run.id, ImportOutcome.message_id == CRASHED
    )
    files = frozenset(session.scalars(crashed)) if given_up else frozenset()
    return Run(run.id, run.operation_id, run.root_id, True, files)


def earlier_outcomes(session: Session, run: Run, again: Container[str]) -> dict[str, str]:
    """Returns what became of files in a run before it was interrupted, by relative path.

    What is tried ``again``, and whatever failed, is struck off its report.
    """
    if not run.resumed:
        return {}
    stale: list[int] = []
    kept: dict[str, str] = {}
    for number, relative, outcome in session.execute(
        select(ImportOutcome.id, ImportOutcome.relative_path, ImportOutcome.outcome).where(
            ImportOutcome.run_id == run.id
        )
    ):
        if relative in again or (outcome == FAILED and relative not in run.given_up):
            stale.append(number)
        else:
            kept[relative] = outcome
    for chunk in chunks(stale):
        session.execute(delete(ImportOutcome).where(ImportOutcome.id.in_(chunk)))
    return kept


def record_problems(session: Session, run: Run, problems: Sequence[ScanProblem]) -> None:
    """Notes the folders and files that could not be looked at."""
    session.add_all(
        ImportOutcome(
            run_id=run.id,
            relative_path=problem.relative,
            byte_size=0,
            outcome=FAILED,
            message_id=problem.message_id,
            params={key: str(value) for key, value in problem.params.items()},
        )
        for problem in problems
    )


def close(session: Session, run: Run, status: str, counts: Counter[str], folder: Path) -> int:
    """Closes the run and its operation, however it ended; returns how many products it touched."""
    touched = select(func.count(ProductPhoto.product_id.distinct())).where(
        ProductPhoto.operation_id == run.operation_id
    )
    count = session.scalar(touched) or 0
    params = {"folder": shown(folder.name or folder), "count": count}
    finish(OperationScope(session, run.operation_id, params))
    session.execute(
        update(ImportRun)
        .where(ImportRun.id == run.id)
        .values(status=status, counts=dict(counts), finished_at=utc_now())
    )
    return count
