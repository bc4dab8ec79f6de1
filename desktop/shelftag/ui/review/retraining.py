"""Has the model learn from the decisions by itself, when that pays."""

from PySide6.QtCore import QObject, Signal

from shelftag.learning.review.pace import pays
from shelftag.ui.jobs import JobState
from shelftag.ui.review.progress import Progress
from shelftag.ui.session import Session

_KINDS = ("retrain", "deep_retrain")


class SelfRetraining(QObject):
    """Starts a retrain after enough decisions, and says while one runs.

    A retrain whose model did not prove itself, or that was cancelled, is not tried again at once:
    as many decisions again have to come in.

    Attributes:
        learning: Decisions that the retrain under way learns from, or None.

    Signals:
        changed: `learning` is different now.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._progress: Progress | None = None
        self._tried = 0
        self.learning: int | None = None
        session.job_started.connect(self._started)
        session.job_finished.connect(self._ended)
        session.job_failed.connect(self._ended)

    def consider(self, progress: Progress) -> None:
        """Starts a retrain where it pays."""
        self._progress = progress
        if progress.fresh < self._tried:  # a new model has learned from them, or they were undone
            self._tried = 0
        jobs = self._session.jobs
        busy = jobs is None or any(jobs.has(kind) for kind in _KINDS)
        if (
            not busy
            and progress.retrains
            and pays(progress.learned + self._tried, progress.fresh - self._tried)
        ):
            self._session.submit("retrain")

    def _started(self, job: JobState) -> None:
        if job.kind in _KINDS:
            self.learning = self._progress.fresh if self._progress else 0
            self.changed.emit()

    def _ended(self, job: JobState) -> None:
        if job.kind in _KINDS:
            self._tried = self._progress.fresh if self._progress else 0
            self.learning = None
            self.changed.emit()
