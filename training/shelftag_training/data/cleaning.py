"""Looks through labelled photos before they are learned from, and says what to look at again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from shelftag_api.dataset import DatasetRow
from shelftag_training.data.examples import Examples
from shelftag_training.data.findings import KINDS, CleaningReport, Finding
from shelftag_training.data.folds import FOLDS, group_rows
from shelftag_training.data.label_errors import held_out_probabilities, suspects
from shelftag_training.data.look_at_photos import Look, look_at, same_pictures
from shelftag_training.data.sources import Source
from shelftag_training.running.reporting import Reporter

SMALLEST_EDGE = 64
"""Pixels of the shorter edge below which a photo shows too little to learn from."""


def clean(
    source: Source,
    reporter: Reporter,
    *,
    examples: Examples | None = None,
    smallest_edge: int = SMALLEST_EDGE,
    fewest: int = FOLDS,
) -> CleaningReport:
    """Checks photos and labels. Nothing is changed.

    Args:
        source: What is to be learned from. Without photos in it only its labels are checked.
        reporter: Told of the photos looked at.
        examples: The source's embeddings; without them labels are not judged.
        smallest_edge: In pixels.
        fewest: Products that a category needs; with fewer than folds it cannot be tested well.
    """
    rows = source.dataset.rows
    looks: list[Look | None] = [None] * len(rows)
    if any(row.file_name for row in rows):
        looks = look_at(
            source.photos(), lambda done: reporter.progress("training.phase.look", done, len(rows))
        )
    found = [Finding("missing", (name,)) for name in source.missing]
    found += _photo_findings(rows, looks, smallest_edge)
    found += _repeated(rows, looks)
    found += _few(rows, fewest)
    wrong = None
    if examples is not None:
        reporter.progress("training.phase.labels")
        wrong = _label_errors(examples)
    found += wrong or []
    return CleaningReport(
        rows=len(rows),
        categories=len({row.category for row in rows}),
        labels_checked=wrong is not None,
        findings=tuple(sorted(found, key=lambda finding: KINDS.index(finding.kind))),
    )


def _photo_findings(
    rows: Sequence[DatasetRow], looks: Sequence[Look | None], smallest_edge: int
) -> Iterator[Finding]:
    """Photos that cannot be read, or are too small."""
    seen = any(looks)
    for row, look in zip(rows, looks, strict=True):
        about = Finding("unreadable", (_name(row),), (row.category,))
        if look is None and row.file_name and seen:
            yield about
        elif look is not None and (edge := min(look.width, look.height)) < smallest_edge:
            yield replace(about, kind="tiny", value=edge)


def _repeated(rows: Sequence[DatasetRow], looks: Sequence[Look | None]) -> Iterator[Finding]:
    """The same photo twice, by content or by looks, in one category or in two."""
    contents = group_rows([[row.sha256 or index] for index, row in enumerate(rows)])
    for members in _together(contents.tolist()):
        yield _same("duplicate", [rows[index] for index in members])
    seen = [int(i) for i in np.unique(contents, return_index=True)[1] if looks[int(i)]]
    pictures = [look.picture for i in seen if (look := looks[i])]
    if not pictures:
        return
    for members in _together(same_pictures(np.stack(pictures)).tolist()):
        yield _same("near_duplicate", [rows[seen[index]] for index in members])


def _together(groups: Iterable[int]) -> Iterator[list[int]]:
    """Yields the members of each group that has more than one."""
    members: dict[int, list[int]] = {}
    for row, group in enumerate(groups):
        members.setdefault(group, []).append(row)
    yield from (found for found in members.values() if len(found) > 1)


def _same(kind: str, rows: Sequence[DatasetRow]) -> Finding:
    """One finding for photos that are the same; worse where their categories differ."""
    categories = tuple(dict.fromkeys(row.category for row in rows))
    kind = "two_categories" if len(categories) > 1 else kind
    return Finding(kind, tuple(map(_name, rows)), categories)


def _few(rows: Sequence[DatasetRow], fewest: int) -> Iterator[Finding]:
    """Categories with too few products."""
    products: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        products.setdefault(row.category, set()).add(row.product)
    for category, known in sorted(products.items()):
        if len(known) < fewest:
            yield Finding("few_examples", categories=(category,), value=len(known))


def _label_errors(examples: Examples) -> list[Finding] | None:
    """Labels that held-out predictions contradict; None where there is nothing to compare."""
    classes = sorted({row.category_uuid for row in examples.rows}, key=str)
    labels = examples.labels(classes)
    groups = group_rows([[("product", row.product), row.sha256] for row in examples.rows])
    probabilities = held_out_probabilities(examples.embeddings, labels, groups)
    if probabilities is None:
        return None
    paths = {row.category_uuid: row.category for row in examples.rows}
    return [
        Finding(
            "label_error",
            (_name(examples.rows[item.row]),),
            (examples.rows[item.row].category,),
            paths[classes[item.suggestion]],
            round(item.confidence, 4),
        )
        for item in suspects(probabilities, labels)
    ]


def _name(row: DatasetRow) -> str:
    """What a row is called in a report."""
    return row.file_name or row.title or row.product
