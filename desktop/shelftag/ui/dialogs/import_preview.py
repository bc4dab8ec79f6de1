"""The preview of an import: what is new, the first products with their pictures, the categories."""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from shelftag.catalog.tree import PATH_SEPARATOR
from shelftag.importing.grouping import ProductGroup
from shelftag.ui import icons
from shelftag.ui.controls import Icon
from shelftag.ui.dialogs.frame import Text
from shelftag.ui.dialogs.import_cards import product_name
from shelftag.ui.dialogs.import_look import Comparison, FolderLook
from shelftag.ui.dialogs.import_plan import CategoryPlan, GroupingPlan, category_path
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import label
from shelftag.ui.dialogs.table import Column, Table
from shelftag.ui.session import Session
from shelftag.ui.theme import theme

_SKU_COLUMN, _CATEGORY_COLUMN = 1, 3
PICTURE = 40
_EMPTY_ICON = 18
ROW = 52
_FIGURES = (
    ("new", "ph.plus-circle-fill", "confirmed"),
    ("known", "ph.check-circle-fill", "muted"),
    ("twice", "ph.copy-fill", "muted"),
)


class ComparisonStrip(QFrame):
    """How many photos are new, in the catalogue already, and there twice.

    Attributes:
        figures: The sentences by name.
    """

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text
        self.setProperty("kind", "tile")
        self.figures: dict[str, QLabel] = {}
        row = QHBoxLayout()
        row.setSpacing(6)
        for name, icon, token in _FIGURES:
            self.figures[name] = label(role="strong" if name == "new" else "")
            row.addWidget(Icon(icon, 16, token))
            row.addWidget(self.figures[name])
            row.addSpacing(2 * GAP)
        row.addStretch(1)
        self._state = label(role="small")
        row.addWidget(self._state)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1_000)
        self._bar.setFixedHeight(3)
        self._bar.setProperty("kind", "thin")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 6)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._bar)

    def show_comparison(self, found: Comparison, photos: int) -> None:
        """Shows what is known so far.

        Args:
            found: The comparison.
            photos: Photos in the folder: new until something else is known.
        """
        overlap = found.overlap
        counts = {
            "new": overlap.new if overlap else photos,
            "known": overlap.known if overlap else 0,
            "twice": overlap.elsewhere + overlap.doubles if overlap else 0,
        }
        for name, count in counts.items():
            self.figures[name].setText(self._text(f"dialogs.import.count_{name}", count=count))
        self.figures["twice"].setToolTip(
            self._text(
                "dialogs.import.twice_tip", elsewhere=overlap.elsewhere, doubles=overlap.doubles
            )
            if overlap and counts["twice"]
            else ""
        )
        self._state.setText("" if found.share >= 1 else self._text(_state(found)))
        self._bar.setValue(round(found.share * 1_000))
        under_way = found.share < 1 and not found.failed
        self._bar.setProperty("over", not under_way)
        self._bar.style().polish(self._bar)
        self.setAccessibleName(", ".join(figure.text() for figure in self.figures.values()))


def _state(found: Comparison) -> str:
    return "dialogs.import.not_compared" if found.failed else "dialogs.import.comparing"


class ImportPreview(QWidget):
    """What would come into the catalogue. The pictures are decoded by the engine.

    Attributes:
        strip: What is new.
        products: The table of the first products.
        categories: The table of the categories.
        look: What the engine finds in the folder.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        text = self._text = session.text
        self._tree = session.tree
        self._photos = 0
        self.look = FolderLook(session, PICTURE, self.devicePixelRatioF(), self)
        self.strip = ComparisonStrip(text)
        self.products = Table(
            text("dialogs.import.preview"),
            [
                Column(
                    text("dialogs.import.product"), product_name, wide=3,
                    tone=lambda found: "" if found.title or found.sku else "muted",
                    picture=self._picture,
                ),
                Column(
                    text("dialogs.import.sku"), lambda found: found.sku or "", tone=_muted, wide=2
                ),
                Column(
                    text("dialogs.import.photo_count"), lambda found: str(len(found.files)),
                    right=True,
                ),
                Column(
                    text("dialogs.import.category"),
                    lambda found: PATH_SEPARATOR.join(category_path(found)), tone=_muted, wide=2,
                ),
            ],
        )  # fmt: skip
        view = self.products.view
        view.verticalHeader().setDefaultSectionSize(ROW)
        view.setIconSize(QSize(PICTURE, PICTURE))
        self.categories = Table(
            text("dialogs.import.found_categories"),
            [
                Column(
                    text("dialogs.import.found_categories"),
                    lambda plan: PATH_SEPARATOR.join(plan.path),
                    icon=lambda plan: ("ph.folder-simple-fill", "accent_text"), wide=1,
                ),
                Column("", self._novelty, tone=lambda plan: "confirmed"),
                Column(
                    text("dialogs.import.product_count"),
                    lambda plan: text("dialogs.number", number=plan.products), right=True,
                ),
            ],
        )  # fmt: skip
        self._more = label(role="small")
        heading = QHBoxLayout()
        heading.addWidget(label(text("dialogs.import.preview"), "strong"))
        heading.addStretch(1)
        heading.addWidget(self._more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(heading)
        layout.addWidget(self.strip)
        layout.addWidget(self.products, 3)
        layout.addWidget(self.categories, 2)
        self.look.pictures_came.connect(view.viewport().update)
        self.look.compared.connect(self._compared)

    def show_photos(self, photos: int) -> None:
        """Tells how many photos there are at most."""
        self._photos = photos
        self._compared()

    def _compared(self) -> None:
        self.strip.show_comparison(self.look.comparison, self._photos)

    def show_plan(self, plan: GroupingPlan | None, *, folder_categories: bool) -> None:
        """Shows what a grouping makes of the files; None where that is not known."""
        preview = plan.preview if plan else ()
        view = self.products.view
        view.setColumnHidden(_SKU_COLUMN, not any(found.sku for found in preview))
        view.setColumnHidden(_CATEGORY_COLUMN, not folder_categories)
        self.categories.setVisible(folder_categories)
        if preview != tuple(self.products.model.rows):
            self.products.show_rows(preview)
        self.categories.show_rows(plan.categories if plan and folder_categories else [])
        self._more.setText(
            self._text("dialogs.import.first", shown=len(preview), all=plan.products)
            if plan and plan.products > len(preview)
            else ""
        )
        if plan:
            self.look.want(found.files[0] for found in preview)

    def _picture(self, found: ProductGroup) -> QPixmap:
        picture = self.look.picture(found.files[0])
        return picture or _empty_tile(len(found.files) > 1, self.devicePixelRatioF())

    def _novelty(self, plan: CategoryPlan) -> str:
        """Says which categories the tree does not have yet."""
        return "" if self._tree.find(plan.path) else self._text("dialogs.import.new_category")


def _empty_tile(several: bool, ratio: float) -> QPixmap:
    """Paints what stands in place of a picture."""
    tile = QPixmap(QSize(PICTURE, PICTURE) * ratio)
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().tokens.tile))
    painter.drawRoundedRect(0, 0, PICTURE, PICTURE, 5, 5)
    edge = (PICTURE - _EMPTY_ICON) // 2
    name = "ph.stack" if several else "ph.image"
    icons.paint(painter, name, theme().tokens.muted, edge, edge, _EMPTY_ICON)
    painter.end()
    return tile


def _muted(_row: Any) -> str:
    return "muted"
