"""Asks where labels go and which; the engine writes them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QDate, QSize
from PySide6.QtWidgets import QCheckBox, QDateEdit, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session as Reader

from shelftag.catalog import marks
from shelftag.catalog.labelled import contradicts
from shelftag.catalog.models import LabelEvent, Operation, Product, ProductPhoto
from shelftag.catalog.models.labels import MODEL
from shelftag.ui.controls import Icon
from shelftag.ui.dialogs.file_choice import choose_folder, documents
from shelftag.ui.dialogs.folder_field import PathField
from shelftag.ui.dialogs.frame import Frame
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import label
from shelftag.ui.session import Session


@dataclass(frozen=True)
class LabelCount:
    """How much an export would hold."""

    products: int
    photos: int


def count_labels(reader: Reader, since: datetime | None, corrected_only: bool) -> LabelCount:
    """Counts what `shelftag.exchange.labels.export_labels` would write."""
    query = (
        select(func.count(distinct(Product.id)), func.count())
        .select_from(Product)
        .join(LabelEvent, LabelEvent.id == Product.label_event_id)
        .join(Operation, Operation.id == LabelEvent.operation_id)
        .join(ProductPhoto, (ProductPhoto.product_id == Product.id) & ProductPhoto.active)
        .where(Product.active, LabelEvent.source != MODEL, Product.category_id.is_not(None))
        .where(marks.may_be_learned())
    )
    if since is not None:
        query = query.where(Operation.started_at >= since)
    if corrected_only:
        query = query.where(contradicts())
    products, photos = reader.execute(query).one()
    return LabelCount(products, photos)


class ExportLabelsDialog(Frame):
    """From a choice of labels to a started export.

    Attributes:
        folder: Where they go.
        only_since: Whether a date limits them.
        since: That date; labels of the day itself are in.
        corrected_only: Only labels by which the owner contradicted the model.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("labels", "ph.tag", session.text, parent, QSize(600, 440))
        self._session = session
        self._asked = 0
        name = session.text("dialogs.labels.folder_name", day=f"{datetime.now():%Y-%m-%d}")
        self.folder = PathField(
            session.text("dialogs.labels.folder"),
            session.text("dialogs.browse"),
            self._choose,
            documents() / name,
        )
        self.body.addWidget(self.folder)
        self.corrected_only = QCheckBox(session.text("dialogs.labels.corrected_only"))
        self.only_since = QCheckBox(session.text("dialogs.labels.since"))
        self.since = QDateEdit(QDate.currentDate().addMonths(-1))
        self.since.setCalendarPopup(True)
        self.since.setMaximumDate(QDate.currentDate())
        self.since.setDisplayFormat("yyyy-MM-dd")
        self.since.setAccessibleName(session.text("dialogs.labels.since"))
        self.since.setEnabled(False)
        self.only_since.toggled.connect(self.since.setEnabled)
        self.body.addLayout(self._options())
        self.body.addWidget(self._count_box())
        self.body.addStretch(1)
        self.add_button("dialogs.cancel", self.reject)
        self._export_button = self.add_button("dialogs.export", self._start, "primary")
        for signal in (
            self.only_since.toggled, self.corrected_only.toggled, self.since.dateChanged,
        ):  # fmt: skip
            signal.connect(lambda: self._count())
        self.folder.changed.connect(self._enable)
        self._counted = LabelCount(0, 0)
        self._enable()
        self._count()

    def _options(self) -> QVBoxLayout:
        options = QVBoxLayout()
        options.setSpacing(GAP)
        options.addWidget(label(self.text("dialogs.labels.which"), "strong"))
        hint = label(self.text("dialogs.labels.corrected_hint"), "small", wrap=True)
        hint.setContentsMargins(26, 0, 0, 0)
        explained = QVBoxLayout()
        explained.setSpacing(2)
        explained.addWidget(self.corrected_only)
        explained.addWidget(hint)
        options.addLayout(explained)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.only_since)
        row.addWidget(self.since)
        row.addStretch(1)
        options.addLayout(row)
        return options

    def _count_box(self) -> QFrame:
        box = QFrame()
        box.setProperty("kind", "well")
        layout = QHBoxLayout(box)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addWidget(Icon("ph.stack", 20, "accent_text"))
        self._count_label = label(role="strong", wrap=True)
        layout.addWidget(self._count_label, 1)
        return box

    def _moment(self) -> datetime | None:
        """Returns the beginning of the chosen day here, or None."""
        if not self.only_since.isChecked():
            return None
        day = self.since.date()
        return datetime(day.year(), day.month(), day.day()).astimezone()

    def _count(self) -> None:
        """Counts beside the window; only the answer to the latest question is shown."""
        self._asked += 1
        asked, since, corrected = self._asked, self._moment(), self.corrected_only.isChecked()
        self._session.read(
            lambda reader: (asked, count_labels(reader, since, corrected)), self._show, self
        )

    def _show(self, answer: tuple[int, LabelCount]) -> None:
        asked, count = answer
        if asked != self._asked:
            return
        self._counted = count
        if count.photos:
            sentence = self.text(
                "dialogs.labels.count",
                photos=self.text("dialogs.labels.photos", count=count.photos),
                products=self.text("dialogs.labels.products", count=count.products),
            )
        else:
            limited = self.only_since.isChecked() or self.corrected_only.isChecked()
            sentence = self.text("dialogs.labels.none_match" if limited else "export.no_labels")
        self._count_label.setText(sentence)
        self._enable()

    def _enable(self) -> None:
        self._export_button.setEnabled(self._counted.photos > 0 and self.folder.path is not None)
        self.say("")

    def _choose(self) -> Path | None:
        """Asks for a folder; a folder that holds something gets a new one inside it."""
        chosen = choose_folder(self, self.text("dialogs.labels.choose_title"), documents())
        if chosen is None or not _holds_something(chosen):
            return chosen
        path = self.folder.path
        return chosen / (path.name if path else "labels")

    def _start(self) -> None:
        folder = self.folder.path
        if folder is None:
            return
        if _holds_something(folder):
            self.say(self.text("export.folder_not_empty", path=str(folder)))
            return
        since = self._moment()
        self._session.submit(
            "export_labels",
            folder=str(folder.absolute()),
            since=since.isoformat() if since else None,
            corrected_only=self.corrected_only.isChecked(),
        )
        self.accept()


def _holds_something(folder: Path) -> bool:
    """Whether a path is taken: a file, or a folder with something in it, or one not to be read."""
    try:
        return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError:
        return True
