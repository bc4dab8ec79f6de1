"""What became of a table: its rows counted, and a sentence for each that could not be used."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from shelftag.importing.tables.rows import BAD, RowProblem, RowReading

KEPT_PROBLEMS = 20_000
"""More sentences than this nobody reads; all are counted."""
MATCHED = "matched"


@dataclass
class TableResult:
    """What became of a table.

    Attributes:
        operation_id: Its operation, or None where nothing was written.
        rows: How many it has.
        counts: Rows by what became of them: ``matched``, ``unmatched``, ``ambiguous``; and those
            with a ``bad`` cell.
        products: How many products its rows speak of.
        made: How many of these it made.
        changed: The products of which something is different now.
        labelled: Products that got a category by its word.
        categories: Categories that were made.
        problems: The first of the problems.
    """

    operation_id: int | None = None
    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    products: int = 0
    made: int = 0
    changed: dict[int, None] = field(default_factory=dict)
    labelled: int = 0
    categories: int = 0
    problems: list[RowProblem] = field(default_factory=list)

    def count(self, reading: RowReading) -> None:
        """Counts a row in."""
        self.rows += 1
        kinds = {problem.kind for problem in reading.problems}
        self.counts.update(kinds if reading.product is None else {MATCHED} | kinds & {BAD})
        self.problems += reading.problems[: max(KEPT_PROBLEMS - len(self.problems), 0)]

    def to_json(self) -> dict[str, Any]:
        """Returns plain values, as a job gives them back."""
        return {
            "operation_id": self.operation_id,
            "rows": self.rows,
            "counts": {kind: self.counts[kind] for kind in sorted(self.counts)},
            "products": self.products,
            "made": self.made,
            "changed": len(self.changed),
            "labelled": self.labelled,
            "categories": self.categories,
            "problems": [
                {"line": p.line, "kind": p.kind, "message_id": p.message_id, "params": p.params}
                for p in self.problems
            ],
        }
