"""What frames the products: the tree with its counts, the active model, what can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session as Reader

from shelftag.catalog import operations, queries, tree
from shelftag.catalog.catalog import read_setting
from shelftag.catalog.models import LabelEvent, ModelVersion, Operation
from shelftag.catalog.models.labels import IMPORT, OWNER
from shelftag.catalog.operations import HistoryEntry
from shelftag.catalog.tree import Tree


@dataclass(frozen=True)
class StateCounts:
    """Products of a shelf by what is known about them.

    Attributes:
        review: Nobody is sure yet.
        accepted: The model was sure enough.
        confirmed: The owner, or a folder that the owner trusts, said so.
    """

    review: int = 0
    accepted: int = 0
    confirmed: int = 0

    @classmethod
    def of(cls, states: Mapping[str, int]) -> "StateCounts":
        """Sums up products counted by the state that is stored."""
        return cls(
            states.get("review", 0),
            states.get("accepted", 0),
            states.get("confirmed", 0) + states.get("trusted", 0),
        )

    @property
    def total(self) -> int:
        """All of them."""
        return self.review + self.accepted + self.confirmed

    @property
    def labelled(self) -> int:
        """Those that have a category, not only a suggestion."""
        return self.accepted + self.confirmed

    def __add__(self, other: "StateCounts") -> "StateCounts":
        return StateCounts(
            self.review + other.review,
            self.accepted + other.accepted,
            self.confirmed + other.confirmed,
        )


NOTHING = StateCounts()


@dataclass(frozen=True)
class ActiveModel:
    """The model version whose suggestions are shown."""

    number: int
    name: str
    label_count: int


@dataclass(frozen=True)
class Overview:
    """One consistent reading of everything but the products themselves.

    Attributes:
        tree: The categories.
        shelves: Counts by category, each with everything below it.
        uncategorised: Counts of the products without any category or suggestion.
        everything: Counts of all products.
        missing: Counts of the products whose photo files are all gone.
        new_labels: Labels given by the owner or a trusted import since the last retrain.
        model: The active model, or None before the first.
        runtime: What the engine says about the device it runs on.
        undo: What Ctrl+Z takes back.
        redo: What Ctrl+Shift+Z restores.
    """

    tree: Tree = field(default_factory=lambda: Tree({}))
    shelves: Mapping[int, StateCounts] = field(default_factory=dict)
    uncategorised: StateCounts = NOTHING
    everything: StateCounts = NOTHING
    missing: StateCounts = NOTHING
    new_labels: int = 0
    model: ActiveModel | None = None
    runtime: Mapping[str, Any] = field(default_factory=dict)
    undo: HistoryEntry | None = None
    redo: HistoryEntry | None = None

    def counts(self, category_id: int) -> StateCounts:
        """Returns the counts of a category with everything below it."""
        return self.shelves.get(category_id, NOTHING)


def read_overview(reader: Reader) -> Overview:
    """Reads the overview in one transaction."""
    snapshot = tree.read_tree(reader)
    shelves: dict[int, StateCounts] = {}
    uncategorised = everything = NOTHING
    for category_id, states in queries.category_counts(reader).items():
        counts = StateCounts.of(states)
        everything += counts
        if category_id is None:
            uncategorised = counts
        elif category_id in snapshot.nodes:
            for ancestor in snapshot.nodes[category_id].path:
                shelves[ancestor] = shelves.get(ancestor, NOTHING) + counts
    model = reader.scalar(select(ModelVersion).where(ModelVersion.status == "active"))
    runtime = read_setting(reader, "runtime")
    return Overview(
        tree=snapshot,
        shelves=shelves,
        uncategorised=uncategorised,
        everything=everything,
        missing=StateCounts.of(queries.missing_counts(reader)),
        new_labels=_new_labels(reader),
        model=ActiveModel(model.number, model.name, model.label_count) if model else None,
        runtime=runtime if isinstance(runtime, dict) else {},
        undo=operations.next_undo(reader),
        redo=operations.next_redo(reader),
    )


def _new_labels(reader: Reader) -> int:
    """Counts products labelled since the newest trained model; the starter learned from none."""
    trained = (
        select(func.max(ModelVersion.created_at)).where(ModelVersion.number > 0).scalar_subquery()
    )
    count = reader.scalar(
        select(func.count(distinct(LabelEvent.product_id)))
        .join(Operation, Operation.id == LabelEvent.operation_id)
        .where(
            LabelEvent.source.in_((OWNER, IMPORT)),
            LabelEvent.field == "category",
            Operation.retracted_at.is_(None),
            func.coalesce(Operation.started_at > trained, True),
        )
    )
    return count or 0
