"""What moves with a model: figures, a list of moves from category to category, their products."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from shelftag.learning.moves import Move, count
from shelftag.learning.what_changed import Side, WhatChanged
from shelftag.ui.controls import clearable
from shelftag.ui.dialogs.figure_tile import FigureTile
from shelftag.ui.dialogs.look import GAP
from shelftag.ui.dialogs.pieces import EmptyState, label
from shelftag.ui.dialogs.product_tiles import ProductTiles
from shelftag.ui.dialogs.table import Column, Table
from shelftag.ui.session import Session
from shelftag.ui.translation import accuracy

_TILES = {
    "moved": ("ph.arrows-left-right-bold", "accent_text"),
    "accepted": ("ph.check-circle-fill", "accepted"),
    "no_longer_accepted": ("ph.minus-circle-fill", "review"),
}


class MovesView(QWidget):
    """Shows a comparison.

    Attributes:
        tiles: The figures; pressing one lists what it counts.
        filter: Narrows the list down to some categories.
        table: The moves.
        products: The products of the chosen move.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._text = session.text
        self._shown = "moved"
        self._changed: WhatChanged | None = None
        self.tiles: dict[str, FigureTile] = {}
        self._models = label(role="small", wrap=True)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self._text("dialogs.moves.filter"))
        self.filter.setAccessibleName(self._text("dialogs.moves.filter"))
        clearable(self.filter, self._text("ui.search.clear"))
        self.filter.textChanged.connect(self._list)
        self.table = Table(
            self._text("dialogs.moves.list"),
            [
                Column(self._text("dialogs.moves.before"), lambda m: self._name(m.before), wide=1,
                       tone=lambda m: "muted"),
                Column(self._text("dialogs.moves.after"), lambda m: self._name(m.after), wide=1),
                Column(self._text("dialogs.moves.products"),
                       lambda m: self._text("dialogs.moves.count", count=len(m.products)),
                       right=True, strong=True),
            ],
            EmptyState("ph.funnel", self._text("dialogs.moves.none"),
                       self._text("dialogs.moves.none_hint")),
        )  # fmt: skip
        self.table.chosen.connect(self._choose)
        self.products = ProductTiles(session, self._text("dialogs.moves.tiles"))
        self._lay_out()

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(GAP)
        group = QButtonGroup(self)
        for kind, (icon, token) in _TILES.items():
            tile = self.tiles[kind] = FigureTile(self._text(f"dialogs.moves.{kind}"), icon, token)
            tile.clicked.connect(partial(self.show_kind, kind))
            group.addButton(tile)
            figures.addWidget(tile, 1)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self.filter)
        left.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.setSpacing(2 * GAP)
        below.addLayout(left, 11)
        below.addWidget(self.products, 10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GAP)
        layout.addWidget(self._models)
        layout.addLayout(figures)
        layout.addLayout(below, 1)

    def show_changed(self, changed: WhatChanged) -> None:
        """Shows a comparison, beginning with what there is most to see of."""
        self._changed = changed
        moves = changed.moves
        counts = {kind: count(getattr(moves, kind)) for kind in _TILES}
        for kind, number in counts.items():
            shown = self._text("dialogs.moves.count", count=number)
            self.tiles[kind].show_count(shown, can_open=number > 0)
        compared = self._text("dialogs.moves.of", count=moves.compared)
        sides = [self._side(side) for side in (changed.before, changed.after) if side]
        self._models.setText("   ·   ".join([*sides, compared]))
        self.show_kind(next((kind for kind, number in counts.items() if number), "moved"))

    def _side(self, side: Side) -> str:
        shown = accuracy(side.accuracy, side.low, side.high, self._session.language)
        key = "right" if side.accuracy is not None else "untested"
        return self._text(f"dialogs.moves.{key}", number=side.number, accuracy=shown)

    def show_kind(self, kind: str) -> None:
        """Lists what a figure counts."""
        self._shown = kind
        self.tiles[kind].setChecked(True)
        self._list()

    def _moves(self) -> Sequence[Move]:
        moves: Sequence[Move] = getattr(self._changed.moves, self._shown) if self._changed else ()
        wanted = self.filter.text().casefold().split()
        return [
            move
            for move in moves
            if all(word in f"{self._path(move.before)} {self._path(move.after)}" for word in wanted)
        ]

    def _list(self) -> None:
        moves = self._moves()
        self.table.show_rows(moves, key=lambda move: (move.before, move.after))
        if moves and self.table.current() is None:
            self.table.view.selectRow(0)

    def _choose(self, move: Move | None) -> None:
        self.products.show_products(move.products if move else ())

    def _path(self, category_id: int | None) -> str:
        """What the filter looks at: all names on the way to a category, in small letters."""
        nodes = self._session.tree.nodes
        if category_id is None or category_id not in nodes:
            return self._name(category_id).casefold()
        names = (name for step in nodes[category_id].path for name in nodes[step].words)
        return " ".join(names).casefold()

    def _name(self, category_id: int | None) -> str:
        path = self._session.tree.path_text(category_id, self._session.language)
        return path or self._text("dialogs.moves.nowhere")

    def focus_list(self) -> None:
        """Puts the keyboard where the moves are."""
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
