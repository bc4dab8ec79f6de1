"""The slim strip over the pages: what waits, how right the catalogue is, the work of today."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shelftag.learning.review.checks import Estimate
from shelftag.ui.controls import Button, ElidedLabel, Icon, IconButton, label
from shelftag.ui.review.progress import Progress
from shelftag.ui.session import Session
from shelftag.ui.translation import duration, percent

HEIGHT = 40


class ProgressStrip(QWidget):
    """How far the review is, in words.

    Attributes:
        waiting: How many products wait.
        right: How right the catalogue is believed to be, or that the goal is met.
        pace: Decisions today, and the time left.
        learning: What the model is learning from.
        doubts_button: Opens the labels that look wrong; there while there are some.
        goals_button: Opens the goal and the risk.

    Signals:
        doubts_requested: The labels that look wrong are to be shown.
        goals_requested: The goal is to be changed.
    """

    doubts_requested = Signal()
    goals_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        text = session.text
        self.setFixedHeight(HEIGHT)
        self.waiting = label(role="strong")
        self._icon = Icon("ph.target", 16)
        self.right = ElidedLabel(role="muted", hugs=True)
        self.pace = ElidedLabel(role="muted", hugs=True)
        self.learning = ElidedLabel(role="small", hugs=True)
        self.doubts_button = Button("", "soft", self.doubts_requested.emit, icon="ph.warning-bold",
                                    token="accent_text")  # fmt: skip
        self.doubts_button.setMinimumHeight(28)
        self.goals_button = IconButton(
            "ph.sliders-horizontal", text("review.goals.open"), self.goals_requested.emit
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 4, 12, 4)
        layout.setSpacing(8)
        layout.addWidget(self.waiting)
        layout.addSpacing(12)
        layout.addWidget(self._icon)
        layout.addWidget(self.right)
        layout.addSpacing(12)
        layout.addWidget(self.pace)
        layout.addStretch(1)
        layout.addWidget(self.learning)
        layout.addWidget(self.doubts_button)
        layout.addWidget(self.goals_button)
        self.show_doubts(0)
        self.show_waiting(session.overview.everything.review)

    def show_waiting(self, count: int) -> None:
        """Says how many products wait."""
        self.waiting.setText(self._session.text("review.strip.waiting", count=count))

    def show_progress(self, progress: Progress) -> None:
        """Says how far the review is."""
        text, standing = self._session.text, progress.standing
        self.show_waiting(standing.waiting)
        self._show_right(progress)
        parts = [text("review.strip.today", count=progress.today)] if progress.today else []
        if progress.minutes_left is not None and standing.waiting:
            left = duration(progress.minutes_left * 60, self._session.language)
            parts.append(text("review.strip.left", time=left))
        tip = text("review.strip.pace_tip") if len(parts) > 1 else ""
        self.pace.set_whole(" · ".join(parts), tip)

    def _show_right(self, progress: Progress) -> None:
        text, standing = self._session.text, progress.standing
        figures = {name: percent(share) for name, share in _shares(standing.estimate).items()}
        if standing.met:
            words = text("review.strip.met", goal=_goal(standing.goal))
        elif standing.drawn:
            words = text("review.strip.right", **figures)
        else:
            words = text("review.strip.unchecked", **figures)
        tip = "review.strip.right_tip" if standing.drawn else "review.strip.unchecked_tip"
        self._icon.set_icon(
            "ph.check-circle-fill" if standing.met else "ph.target",
            "confirmed" if standing.met else "muted",
        )
        explained = text(tip, drawn=standing.drawn, decided=standing.decided,
                         total=standing.total, goal=_goal(standing.goal), **figures)  # fmt: skip
        self.right.set_whole(words, explained)
        for part in (self._icon, self.right):
            part.setVisible(standing.decided > 0)  # before that nothing is known

    def show_learning(self, count: int | None) -> None:
        """Says from how many decisions the model is learning; None where it is not."""
        words = "" if count is None else self._session.text("review.strip.learning", count=count)
        self.learning.set_whole(words)

    def show_doubts(self, count: int) -> None:
        """Says how many labels look wrong."""
        words = self._session.text("review.strip.doubts", count=count)
        self.doubts_button.setText(f" {words}")
        self.doubts_button.setAccessibleName(words)
        self.doubts_button.setVisible(count > 0)


def _shares(estimate: Estimate) -> dict[str, float]:
    return {"low": estimate.low, "best": estimate.best, "high": estimate.high}


def _goal(share: float) -> str:
    """Writes a goal, with half a percent where it has one."""
    return f"{share * 100:g}\u202f%"
