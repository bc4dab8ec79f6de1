"""What is wrong with a set of labelled photos, as data: for a screen, for JSON, for a program."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

KINDS = (
    "unreadable",
    "missing",
    "tiny",
    "duplicate",
    "near_duplicate",
    "two_categories",
    "few_examples",
    "label_error",
)
"""Kinds of findings, in the order in which they are shown."""


@dataclass(frozen=True)
class Finding:
    """One thing that somebody should look at.

    Attributes:
        kind: One of `KINDS`.
        files: The photos that it is about; a product's title where there is no photo.
        categories: Their categories, each once.
        suggestion: The category that a wrong label should probably be, or empty.
        value: ``tiny``: the shorter edge in pixels; ``few_examples``: how many there are;
            ``label_error``: probability of the suggestion. Else None.
    """

    kind: str
    files: tuple[str, ...] = ()
    categories: tuple[tuple[str, ...], ...] = ()
    suggestion: tuple[str, ...] = ()
    value: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Returns the finding as JSON has it; what is empty is left out."""
        data = {
            "kind": self.kind,
            "files": list(self.files),
            "categories": [list(path) for path in self.categories],
            "suggestion": list(self.suggestion),
            "value": self.value,
        }
        return {key: value for key, value in data.items() if value not in ([], None)}


@dataclass(frozen=True)
class CleaningReport:
    """All that was found.

    Attributes:
        rows: Labelled photos that were looked at.
        categories: Categories that have any.
        labels_checked: Whether embeddings were there to judge the labels by.
        findings: By kind, in the order of `KINDS`; probable label errors with the surest first.
    """

    rows: int
    categories: int
    labels_checked: bool
    findings: tuple[Finding, ...]

    def of_kind(self, kind: str) -> Sequence[Finding]:
        """Returns the findings of one kind."""
        return [finding for finding in self.findings if finding.kind == kind]

    def counts(self) -> dict[str, int]:
        """Returns how many findings there are of each kind, those that there are none of too."""
        return {kind: len(self.of_kind(kind)) for kind in KINDS}

    def to_json(self) -> dict[str, Any]:
        """Returns the report as JSON has it."""
        return {
            "rows": self.rows,
            "categories": self.categories,
            "labels_checked": self.labels_checked,
            "counts": self.counts(),
            "findings": [finding.to_json() for finding in self.findings],
        }
