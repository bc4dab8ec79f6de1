"""The status bar: the device that really runs, the model, and the job under way."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from shelftag.ui.controls import ElidedLabel, Icon, IconButton, label
from shelftag.ui.edits import AnyJob
from shelftag.ui.session import Session
from shelftag.ui.translation import duration, number

HEIGHT = 32
PATIENCE_MS = 600
"""A job that is done before this never shows up."""


class StatusBar(QWidget):
    """The bottom line of the window.

    Attributes:
        cancel_button: Cancels the job that is shown.
        imports_button: Shows the imports, or hides them; there while there are some.

    Signals:
        models_requested: The model versions are to be shown.
        imports_requested: The imports are to be shown, or hidden.
    """

    models_requested = Signal()
    imports_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._session = session
        self._job: AnyJob | None = None
        self._device = label(role="small")
        self._model = label(role="small")
        self._what = ElidedLabel(role="small")
        self._what.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._bar = QProgressBar()
        self._bar.setFixedWidth(160)
        self._bar.setTextVisible(False)
        self.cancel_button = IconButton(
            "ph.x-bold", session.text("ui.job.cancel"), self._cancel, size=12
        )
        self.cancel_button.setProperty("kind", "small")
        self.imports_button = IconButton(
            "ph.caret-up", session.text("ui.imports.show"), self.imports_requested.emit, size=14
        )
        self.imports_button.setProperty("kind", "small")
        self.imports_button.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 12, 0)
        layout.setSpacing(6)
        layout.addWidget(Icon("ph.cpu", 14))
        layout.addWidget(self._device)
        layout.addSpacing(16)
        layout.addWidget(Icon("ph.brain", 14))
        layout.addWidget(self._model)
        layout.addWidget(self._what, 1)
        layout.addSpacing(6)
        layout.addWidget(self._bar)
        layout.addWidget(self.cancel_button)
        layout.addWidget(self.imports_button)
        self._patience = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(self._show_job)
        session.job_started.connect(self._started)
        session.job_progress.connect(self._progressed)
        session.job_finished.connect(self._ended)
        session.job_failed.connect(self._ended)
        session.overview_changed.connect(self.refresh)
        self._next_job()
        self.refresh()

    def refresh(self) -> None:
        """Shows device and model."""
        text, overview = self._session.text, self._session.overview
        runtime = overview.runtime
        if runtime:
            parts = [str(runtime.get("device", "")).upper(), str(runtime.get("precision", ""))]
            threads = runtime.get("threads")
            if isinstance(threads, int):
                parts.append(text("ui.status.threads", count=threads))
            self._device.setText(" · ".join(part for part in parts if part))
            reason = str(runtime.get("reason") or "")
            self._device.setToolTip(text(reason) if reason else "")
        else:
            self._device.setText(text("ui.status.no_device"))
        model = overview.model
        if model is None:
            self._model.setText(text("ui.status.no_model"))
        elif model.number == 0:
            self._model.setText(text("ui.status.starter"))
        else:
            self._model.setText(
                text("ui.status.model", model=model.number, count=model.label_count)
            )

    def _started(self, job: AnyJob) -> None:
        if self._job is None:
            self._job = job
            self._patience.start()

    def _progressed(self, job: AnyJob) -> None:
        if job is self._job and not self._patience.isActive():
            self._show_job()

    def _ended(self, job: AnyJob) -> None:
        if job is not self._job:
            return
        self._patience.stop()
        self._next_job()

    def _next_job(self) -> None:
        """Shows the oldest job under way, if there is one."""
        self._job = next(iter(self._session.under_way), None)
        if self._job is None:
            self._hide_job()
        else:
            self._show_job()

    def _show_job(self) -> None:
        job = self._job
        if job is None:
            return
        self._what.set_whole(self._describe(job))
        progress = job.progress
        if progress is not None and progress.total:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(min(progress.done, progress.total))
        else:
            self._bar.setRange(0, 0)
        self._bar.setVisible(True)
        self.cancel_button.setVisible(True)
        self.cancel_button.setEnabled(not job.cancelling)

    def _describe(self, job: AnyJob) -> str:
        """Says what the job is doing, how far it is, how fast, and how long it will take."""
        text, language = self._session.text, self._session.language
        if job.cancelling:
            return text("ui.job.cancelling")
        if job.paused:
            return text("ui.imports.paused")
        progress = job.progress
        parts = [
            text(progress.phase, **progress.detail) if progress else text(f"ui.job.{job.kind}")
        ]
        if progress is not None:
            if progress.total:
                done, total = number(progress.done, language), number(progress.total, language)
                parts.append(f"{done} / {total}")
            if progress.rate and progress.rate >= 1:
                parts.append(text("ui.job.rate", count=round(progress.rate)))
            if progress.seconds_left is not None and progress.seconds_left >= 1:
                left = duration(progress.seconds_left, language)
                parts.append(text("ui.job.left", time=left))
        return "  ·  ".join(parts)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Shows the imports where the line about one was clicked."""
        over_job = event.position().x() >= self._what.x()
        if self.imports_button.isVisible() and over_job:
            self.imports_requested.emit()
        super().mouseReleaseEvent(event)

    def _hide_job(self) -> None:
        self._what.set_whole("")
        self._bar.setVisible(False)
        self.cancel_button.setVisible(False)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._show_job()
