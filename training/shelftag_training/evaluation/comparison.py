"""Which of two versions is better on the same data, and whether the data can tell."""

from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.errors import ShelftagError
from shelftag_training.data.examples import labelled_source
from shelftag_training.data.folds import group_rows
from shelftag_training.data.labelled_files import TRAIN
from shelftag_training.data.sources import Source
from shelftag_training.evaluation.bootstrap import cluster_intervals
from shelftag_training.evaluation.figures import Figures
from shelftag_training.evaluation.hierarchical import Names
from shelftag_training.evaluation.judged import Answers, judge
from shelftag_training.evaluation.metrics import Floats, Labels
from shelftag_training.running.reporting import Reporter

SIGNIFICANT = 0.05
DIFFERENCES = ("accuracy", "parent_accuracy", "top5", "macro_f1", "nll", "ece", "coverage_at_2")
"""Figures whose difference is told with a paired interval: both versions are measured on the same
rows drawn again."""


def compare(
    first: Path,
    second: Path,
    data: Path | Source,
    reporter: Reporter,
    *,
    first_encoder: Path | None = None,
    second_encoder: Path | None = None,
    split: str = TRAIN,
) -> Mapping[str, Any]:
    """Compares two bundles on what both can answer, product by product and row by row.

    Args:
        first: A head bundle's folder, or one with ``bundle/`` and ``encoder/``.
        second: Another.
        data: The labelled photos or products, or where they are.
        reporter: Told of the steps.
        first_encoder: Encoder to make the first one's embeddings with.
        second_encoder: The same for the second.
        split: Which part of a data set that is still to be read.

    Returns:
        ``metrics``: `paired_figures` of ``photo`` and ``combined``. ``kind`` says which is better
        by product, if that can be told. ``skipped``: rows that one of them could not answer.

    Raises:
        ShelftagError: One of them is unsound, or there is nothing that both can answer
            (``training.other_photos``).
    """
    source = labelled_source(data, split=split)
    one = judge(first, source, reporter, first_encoder)
    other = judge(second, source, reporter, second_encoder)
    rows = _shared(one.places.tolist(), other.places.tolist())
    products = _shared(one.products, other.products)
    if not len(rows[0]):
        raise ShelftagError("training.other_photos", folder=str(source.path))
    paths = [category.path for category in one.tree]
    figures = {"photos": float(len(rows[0])), "products": float(len(products[0]))}
    levels = {"photo": (one.photo, other.photo, rows)}
    levels["combined"] = (one.combined, other.combined, products)
    for name, (mine, yours, (here, there)) in levels.items():
        figures |= paired_figures(name, mine.some(here), yours.some(there), paths)
    low, high = figures["combined_difference_low"], figures["combined_difference_high"]
    outcome = "open"
    # The test takes products for independent; where bursts of photos are products, they are not.
    if figures["combined_p_value"] < SIGNIFICANT and (low > 0 or high < 0):
        outcome = "second" if figures["combined_difference"] > 0 else "first"
    skipped = len(source.dataset.rows) - len(rows[0]) + len(source.missing)
    return {"kind": f"comparison_{outcome}", "metrics": figures, "skipped": skipped}


def _shared(first: Sequence[Hashable], second: Sequence[Hashable]) -> tuple[Labels, Labels]:
    """Where each of two lists has what both have, in the order of the first."""
    place = {item: index for index, item in enumerate(second)}
    pairs = [(here, place[item]) for here, item in enumerate(first) if item in place]
    both = np.array(pairs, np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def paired_figures(
    prefix: str, first: Answers, second: Answers, paths: Sequence[Names]
) -> dict[str, float]:
    """Lays two versions' answers to the same rows side by side.

    Returns:
        ``…_first`` and ``…_second`` (accuracies), ``…_difference`` (second − first) with its
        bootstrap interval ``…_low`` and ``…_high``, ``…_only_first`` and ``…_only_second`` (rows
        that only one has right), ``…_p_value``; ``…_NAME_difference`` of the other `DIFFERENCES`.
    """
    of = Figures(first, paths), Figures(second, paths)
    one, other = of[0].right, of[1].right
    only_first, only_second = int(np.sum(one & ~other)), int(np.sum(other & ~one))
    figures = {
        "first": float(one.mean()),
        "second": float(other.mean()),
        "only_first": float(only_first),
        "only_second": float(only_second),
        "p_value": mcnemar(only_first, only_second),
    }
    # What either takes for one occasion counts as one.
    pairs = zip(first.groups.tolist(), second.groups.tolist(), strict=True)
    groups = group_rows([[("first", a), ("second", b)] for a, b in pairs])

    def differences(weights: Floats) -> NDArray[np.float64]:
        before, after = of[0](weights), of[1](weights)
        return np.array([after[name] - before[name] for name in DIFFERENCES])

    ends = cluster_intervals(differences, groups)
    measured = differences(np.ones(len(one)))
    for name, value, (low, high) in zip(DIFFERENCES, measured, ends, strict=True):
        key = "difference" if name == "accuracy" else f"{name}_difference"
        figures |= {key: float(value), f"{key}_low": float(low), f"{key}_high": float(high)}
    return {f"{prefix}_{name}": value for name, value in figures.items()}


def mcnemar(only_first: int, only_second: int) -> float:
    """Exact two-sided test of McNemar (1947): how likely so uneven a split is by chance.

    Of the rows that only one version has right, each has half of them if both are equally good.
    Rows must be independent: ask it about products rather than about photos.

    Args:
        only_first: Rows that only the first version has right.
        only_second: Rows that only the second has right.
    """
    from scipy.stats import binomtest

    if only_first + only_second == 0:
        return 1.0
    return float(binomtest(only_first, only_first + only_second).pvalue)
