"""One import in the import panel: its stages, its pace, what came of it, and what can be done."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from shelftag.importing.scan import shown
from shelftag.ui.controls import MIDDLE, Button, ElidedLabel, Icon, IconButton, label
from shelftag.ui.jobs import JobState
from shelftag.ui.session import Session
from shelftag.ui.translation import duration, number
from shelftag_api.progress import Progress

STAGES = ("read", "encoded", "stored", "tagged")
"""What a photo goes through; the names of the counts in a progress's detail, and the tagging."""
OUTCOMES = ("imported", "duplicate", "failed", "unchanged")


class _Stages(QWidget):
    """A thin bar for each stage.

    Attributes:
        bars: By stage.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._language = session.language
        self.bars: dict[str, QProgressBar] = {}
        self._counts = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, stage in enumerate(STAGES):
            name = label(session.text(f"ui.imports.stage.{stage}"), "small")
            bar = self.bars[stage] = QProgressBar()
            bar.setTextVisible(False)
            bar.setAccessibleName(name.text())
            count = self._counts[stage] = label("", "small")
            grid.addWidget(name, row, 0)
            grid.addWidget(bar, row, 1)
            grid.addWidget(count, row, 2, Qt.AlignmentFlag.AlignRight)

    def show_stage(self, stage: str, done: int, total: int) -> None:
        """Shows how many of how many have passed a stage."""
        bar = self.bars[stage]
        bar.setRange(0, max(total, 1))
        bar.setValue(min(done, total) if total else 0)
        self._counts[stage].setText(number(done, self._language) if total else "")


class ImportCard(QFrame):
    """One import.

    Attributes:
        job: Its job.
        stages: Its bars.
        pause_button: Holds it, or lets it go on.
        next_button: Puts a waiting one ahead of the others.
        cancel_button: Ends it, or takes it off the list once it has ended.
        report_button: Shows what became of the files.

    Signals:
        report_requested: Id of the run whose report is to be shown.
        next_requested: It is to come before the others that wait.
        dismissed: It has ended and is to be shown no more.
    """

    report_requested = Signal(int)
    next_requested = Signal()
    dismissed = Signal()

    def __init__(self, session: Session, job: JobState) -> None:
        super().__init__()
        self.job = job
        self._session = session
        self._total = 0
        self._over = False
        self._run_id: int | None = None
        self.setProperty("kind", "import")
        folder = str(job.arguments.get("folder", ""))
        name = ElidedLabel(shown(Path(folder).name or folder), "strong", elide=MIDDLE)
        name.setToolTip(shown(folder))
        self._icon = Icon("ph.folder-simple-fill", 16, "accent_text")
        text = session.text
        self.next_button = IconButton("ph.arrow-line-up", text("ui.imports.next"), size=14)
        self.next_button.clicked.connect(self.next_requested)
        self.pause_button = IconButton("ph.pause-fill", text("ui.imports.pause"), size=14)
        self.pause_button.clicked.connect(self._pause)
        self.cancel_button = IconButton("ph.x-bold", text("ui.imports.cancel"), size=12)
        self.cancel_button.clicked.connect(self._cancel)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._icon)
        head.addWidget(name, 1)
        for button in (self.next_button, self.pause_button, self.cancel_button):
            button.setProperty("kind", "small")
            head.addWidget(button)
        self._state = label(role="small")
        self._state.setWordWrap(True)
        self.stages = _Stages(session)
        self._outcome = label(role="small")
        self._outcome.setWordWrap(True)
        self.report_button = Button(text("ui.imports.report"), "link", self._report)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 10, 12)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._state)
        layout.addWidget(self.stages)
        layout.addWidget(self._outcome)
        layout.addWidget(self.report_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.report_button.hide()
        self.refresh()

    @property
    def waiting(self) -> bool:
        """Whether it has not begun."""
        return not self._over and not self.job.job.started

    def refresh(self) -> None:
        """Shows what is new."""
        if self._over:
            return
        job, progress = self.job, self.job.progress
        self._state.setText(self._describe(progress))
        self.next_button.setVisible(self.waiting)
        self.pause_button.setVisible(not self.waiting)
        self.stages.setVisible(not self.waiting)
        self.cancel_button.setEnabled(not job.cancelling)
        self.pause_button.setEnabled(not job.cancelling)
        self.pause_button.show_icon(
            *(
                ("ph.play-fill", self._session.text("ui.imports.resume"))
                if job.paused
                else ("ph.pause-fill", self._session.text("ui.imports.pause"))
            )
        )
        if progress is not None:
            self._show_progress(progress)
        self._outcome.setVisible(bool(self._outcome.text()))

    def _show_progress(self, progress: Progress) -> None:
        if progress.phase == "phase.import":
            self._total = progress.total or 0
            for stage in STAGES[:3]:
                self.stages.show_stage(stage, int(progress.detail.get(stage, 0)), self._total)
            self._outcome.setText(self._outcomes(progress.detail))
        elif progress.phase == "phase.tag":
            self.stages.show_stage("tagged", progress.done, progress.total or 0)

    def _describe(self, progress: Progress | None) -> str:
        """Says in a line what it is doing and how long that will take."""
        text, language, job = self._session.text, self._session.language, self.job
        if job.cancelling:
            return text("ui.job.cancelling")
        if job.paused:
            return text("ui.imports.paused" if job.job.paused else "ui.imports.pausing")
        if self.waiting:
            return text("ui.imports.waiting")
        if progress is None:
            return text("ui.job.import")
        parts = [text(progress.phase, **progress.detail)]
        if progress.rate and progress.rate >= 1:
            parts.append(text("ui.job.rate", count=round(progress.rate)))
        if progress.seconds_left is not None and progress.seconds_left >= 1:
            parts.append(text("ui.job.left", time=duration(progress.seconds_left, language)))
        return "  ·  ".join(parts)

    def _outcomes(self, counts: Mapping[str, Any]) -> str:
        """Lists how many files ended in which way."""
        found = ((outcome, int(counts.get(outcome, 0))) for outcome in OUTCOMES)
        return "  ·  ".join(
            self._session.text(f"ui.imports.outcome.{outcome}", count=count)
            for outcome, count in found
            if count or outcome == "imported"
        )

    def end(self) -> None:
        """Shows what came of it; the card stays until it is dismissed."""
        self._over = True
        result: dict[str, Any] = self.job.result if isinstance(self.job.result, dict) else {}
        text = self._session.text
        failed = result.get("counts", {}).get("failed", 0)
        if result:
            self._run_id = result.get("run_id")
            self._state.setText(text("ui.done.import", count=result.get("products", 0)))
            self._outcome.setText(self._outcomes(result.get("counts", {})))
            icon = (
                ("ph.warning-fill", "review") if failed else ("ph.check-circle-fill", "confirmed")
            )
            self.report_button.setText(
                text("ui.imports.problems" if failed else "ui.imports.report")
            )
        elif self.job.error is not None:
            self._state.setText(self._session.error_text(self.job.error))
            icon = ("ph.warning-circle-fill", "danger")
        else:
            self._state.setText(text("ui.done.cancelled"))
            icon = ("ph.prohibit", "muted")
        self._icon.set_icon(*icon)
        self._outcome.setVisible(bool(self._outcome.text()))
        for part in (self.stages, self.next_button, self.pause_button):
            part.hide()
        self.cancel_button.setEnabled(True)
        self.cancel_button.show_icon("ph.x-bold", text("ui.imports.dismiss"))
        self.report_button.setVisible(self._run_id is not None)

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self._over

    def _pause(self) -> None:
        self.job.pause(not self.job.paused)
        self.refresh()

    def _cancel(self) -> None:
        if self._over:
            self.dismissed.emit()
            return
        self.job.cancel()
        self.refresh()

    def _report(self) -> None:
        if self._run_id is not None:
            self.report_requested.emit(self._run_id)
