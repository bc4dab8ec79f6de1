"""How alike photos must be: a slider, and what it means in examples of the owner's own photos."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from shelftag.catalog.proposals import DEFAULT, LOWEST, AlikePair
from shelftag.ui.dialogs.alike_photos import AlikePhotos
from shelftag.ui.dialogs.frame import Text
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import label
from shelftag.ui.thumbnails import ThumbnailStore
from shelftag.ui.translation import percent

_EXAMPLES = 3
_EDGE = 56


class _Examples(QFrame):
    """Pairs on one side of the threshold."""

    def __init__(self, title: str, nothing: str, store: ThumbnailStore) -> None:
        super().__init__()
        self.setProperty("kind", "well")
        self._nothing = nothing
        self._title = title
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, GAP, 12, GAP)
        outer.setSpacing(GAP)
        outer.addWidget(label(title, "section"))
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        self.pairs: list[tuple[AlikePhotos, QLabel]] = []
        for _ in range(_EXAMPLES):
            photos, share = AlikePhotos(store, _EDGE, 2), label("", "small")
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(photos)
            column.addWidget(share)
            row.addLayout(column)
            self.pairs.append((photos, share))
        row.addStretch(1)
        outer.addLayout(row)

    def show_pairs(self, pairs: Sequence[AlikePair]) -> None:
        """Shows a few pairs, or says that there is none."""
        for place, (photos, share) in enumerate(self.pairs):
            found = pairs[place] if place < len(pairs) else None
            text = f"{found.score * 100:.1f}\u202f%" if found else "" if place else self._nothing
            photos.show_photos(found.photos if found else (), f"{self._title}: {text}")
            share.setText(text)


class AlikeThreshold(QWidget):
    """The slider with its examples.

    Attributes:
        slider: In percent.
        above: The pairs that are just alike enough.
        below: The pairs that just are not.

    Signals:
        changed: Another threshold was chosen.
    """

    changed = Signal()

    def __init__(self, text: Text, store: ThumbnailStore) -> None:
        super().__init__()
        self._pairs: Sequence[AlikePair] = ()
        self._share = label("", "strong")
        self._share.setFixedWidth(48)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(LOWEST * 100), 99)
        self.slider.setPageStep(2)
        self.slider.setValue(round(DEFAULT * 100))
        self.slider.setAccessibleName(text("dialogs.look_alikes.threshold"))
        self.slider.valueChanged.connect(self._changed)
        name = label(text("dialogs.look_alikes.threshold"), "strong")
        name.setBuddy(self.slider)
        nothing = text("dialogs.look_alikes.none_here")
        self.above = _Examples(text("dialogs.look_alikes.above"), nothing, store)
        self.below = _Examples(text("dialogs.look_alikes.below"), nothing, store)
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        row.addWidget(name)
        row.addWidget(label(text("dialogs.look_alikes.less"), "small"))
        row.addWidget(self.slider, 1)
        row.addWidget(label(text("dialogs.look_alikes.more"), "small"))
        row.addWidget(self._share)
        examples = QHBoxLayout()
        examples.setSpacing(2 * GAP)
        examples.addWidget(self.below, 1)
        examples.addWidget(self.above, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row)
        layout.addLayout(examples)

    @property
    def threshold(self) -> float:
        """The chosen threshold, as a share."""
        return self.slider.value() / 100

    def show_pairs(self, pairs: Sequence[AlikePair]) -> None:
        """Takes the examples from these pairs, the most alike first."""
        self._pairs = pairs
        self._show()

    def _changed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self._share.setText(percent(self.threshold))
        enough = [pair for pair in self._pairs if pair.score >= self.threshold]
        self.above.show_pairs(enough[: -_EXAMPLES - 1 : -1])
        self.below.show_pairs(self._pairs[len(enough) : len(enough) + _EXAMPLES])
