"""The goal of the review and the risk of automatic acceptance, with what they mean in products."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QSlider, QVBoxLayout, QWidget

from shelftag.learning.review.spot_checks import GOAL_SETTING, RISK_SETTING
from shelftag.ui.controls import Button, label, line
from shelftag.ui.review.progress import RETRAIN_SETTING, Progress
from shelftag.ui.session import Session
from shelftag.ui.translation import number

WIDTH = 380
STEP = 0.005
GOALS, RISKS = (0.90, 0.995), (0.005, 0.10)
"""Smallest and largest share of each."""


class _Share(QWidget):
    """A slider for a share, with a sentence below that says what it means.

    Signals:
        moved: The share, while it is dragged and after each key.
        settled: It rests.
    """

    moved = Signal(float)
    settled = Signal()

    def __init__(self, name: str, bounds: tuple[float, float]) -> None:
        super().__init__()
        self.name = label(name, "strong")
        self.name.setWordWrap(True)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(*(round(bound / STEP) for bound in bounds))
        self.slider.setAccessibleName(name)
        self.meaning = label(role="small")
        self.meaning.setWordWrap(True)
        self.meaning.setMinimumHeight(34)
        self.meaning.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.name, self.slider, self.meaning):
            layout.addWidget(part)
        self.slider.valueChanged.connect(lambda value: self.moved.emit(value * STEP))
        self.slider.valueChanged.connect(self._rest)
        self.slider.sliderReleased.connect(self.settled)

    def show_share(self, share: float) -> None:
        """Shows a share without telling."""
        self.slider.blockSignals(True)
        self.slider.setValue(round(share / STEP))
        self.slider.blockSignals(False)

    @property
    def share(self) -> float:
        """The share that is set."""
        return round(self.slider.value() * STEP, 4)

    def _rest(self) -> None:
        if not self.slider.isSliderDown():
            self.settled.emit()


class GoalsPopover(QFrame):
    """A small panel below its button; it closes with Escape or a click beside it.

    Attributes:
        goal: How right the catalogue should be.
        risk: How many of those that the model accepts may be wrong.
        retrains: Whether the model learns by itself.
        accept_button: Has the model accept what is certified.

    Signals:
        changed: A setting was stored.
        accept_requested: All products are to be tagged anew, with what is certified by now.
    """

    changed = Signal()
    accept_requested = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._session = session
        self._progress: Progress | None = None
        text = session.text
        self.setObjectName("panel")
        self.setAccessibleName(text("review.goals.open"))
        self.goal = _Share(text("review.goals.goal"), GOALS)
        self.risk = _Share(text("review.goals.risk"), RISKS)
        self._certified = label(role="small")
        self._certified.setWordWrap(True)
        self.accept_button = Button(text("review.goals.accept", count=0), "soft", self._accept)
        self.retrains = QCheckBox(text("review.goals.retrain"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.goal)
        layout.addWidget(line())
        layout.addWidget(self.risk)
        layout.addWidget(self._certified)
        layout.addWidget(self.accept_button)
        layout.addWidget(line())
        layout.addWidget(self.retrains)
        self.goal.moved.connect(lambda _share: self._explain())
        self.risk.moved.connect(lambda _share: self._explain())
        self.goal.settled.connect(lambda: self._store(GOAL_SETTING, self.goal.share))
        self.risk.settled.connect(lambda: self._store(RISK_SETTING, self.risk.share))
        self.retrains.toggled.connect(lambda on: self._store(RETRAIN_SETTING, on))

    def show_progress(self, progress: Progress) -> None:
        """Shows the settings, and what they mean by now."""
        self._progress = progress
        self.goal.show_share(progress.standing.goal)
        self.risk.show_share(progress.risk)
        self.retrains.blockSignals(True)
        self.retrains.setChecked(progress.retrains)
        self.retrains.blockSignals(False)
        self._explain()

    def open_below(self, button: QWidget) -> None:
        """Opens with its right edge at that of a button; as wide as its longest line needs."""
        self.setFixedWidth(max(WIDTH, self.minimumSizeHint().width()))
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width() - self.width(), button.height() + 4))
        self.move(corner)
        self.show()
        self.goal.slider.setFocus()

    def _explain(self) -> None:
        progress = self._progress
        if progress is None:
            return
        text, total = self._session.text, progress.standing.total
        language = self._session.language
        goal, risk = self.goal.share, self.risk.share
        self.goal.meaning.setText(
            text("review.goals.goal_means", share=_percent(goal),
                 wrong=number(int((1 - goal) * total + 1e-6), language), total=total)
        )  # fmt: skip
        self.risk.meaning.setText(
            text("review.goals.risk_means", share=_percent(risk),
                 wrong=number(int(risk * total + 1e-6), language), total=total)
        )  # fmt: skip
        certain = progress.certain if progress.certified else 0
        words = "review.goals.certified" if progress.certified else "review.goals.uncertified"
        self._certified.setText(text(words, count=certain))
        self.accept_button.setText(text("review.goals.accept", count=certain))
        self.accept_button.setAccessibleName(self.accept_button.text())
        self.accept_button.setVisible(certain > 0)

    def _accept(self) -> None:
        self.hide()
        self.accept_requested.emit()

    def _store(self, name: str, value: float | bool) -> None:
        catalog = self._session.catalog
        self._session.background.write(
            lambda: catalog.set_setting(name, value), lambda _none: self.changed.emit(), None, self
        )


def _percent(share: float) -> str:
    return f"{share * 100:g}\u202f%"
