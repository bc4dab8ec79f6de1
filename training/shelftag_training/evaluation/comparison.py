"""Which of two versions is better on the same data, and whether the data can tell."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.errors import ShelftagError
from shelftag_training.data.labelled_files import TRAIN
from shelftag_training.evaluation.bootstrap import cluster_intervals
from shelftag_training.evaluation.judged import Answers, Judged, judge
from shelftag_training.evaluation.metrics import Floats, Labels
from shelftag_training.running.reporting import Reporter

SIGNIFICANT = 0.05


def compare(
    first: Path,
    second: Path,
    data: Path,
    reporter: Reporter,
    *,
    first_encoder: Path | None = None,
    second_encoder: Path | None = None,
    split: str = TRAIN,
) -> Mapping[str, Any]:
    """Compares two bundles on a data set, product by product and photo by photo.

    Args:
        first: A head bundle's folder, or one with ``bundle/`` and ``encoder/``.
        second: Another.
        data: The labelled photos.
        reporter: Told of the steps.
        first_encoder: Encoder to make the first one's embeddings with.
        second_encoder: The same for the second.
        split: Which part of the data set.

    Returns:
        ``metrics``: `paired_figures` of ``photo`` and ``combined``. ``kind`` says which is better
        by product, if that can be told.

    Raises:
        ShelftagError: One of them is unsound, or they could not read the same photos.
    """
    one = judge(first, data, reporter, first_encoder, split=split)
    other = judge(second, data, reporter, second_encoder, split=split)
    if one.examples.rows != other.examples.rows or _order(one) != _order(other):
        raise ShelftagError("training.other_photos", folder=str(data))
    figures = paired_figures("photo", one.photo, other.photo)
    figures |= paired_figures("combined", one.combined, other.combined)
    outcome = "open"
    if figures["combined_p_value"] < SIGNIFICANT:
        outcome = "second" if figures["combined_difference"] > 0 else "first"
    return {"kind": f"comparison_{outcome}", "metrics": figures}


def paired_figures(prefix: str, first: Answers, second: Answers) -> dict[str, float]:
    """Lays two versions' answers to the same rows side by side.

    Returns:
        ``…_first`` and ``…_second`` (accuracies), ``…_difference`` (second − first) with its
        bootstrap interval ``…_low`` and ``…_high``, ``…_only_first`` and ``…_only_second`` (rows
        that only one has right), ``…_p_value``.
    """
    one, other = _right(first), _right(second)
    low, high = difference_interval(one, other, first.groups)
    only_first, only_second = int(np.sum(one & ~other)), int(np.sum(other & ~one))
    figures = {
        "first": float(one.mean()),
        "second": float(other.mean()),
        "difference": float(other.mean() - one.mean()),
        "difference_low": low,
        "difference_high": high,
        "only_first": float(only_first),
        "only_second": float(only_second),
        "p_value": mcnemar(only_first, only_second),
    }
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


def difference_interval(
    first: NDArray[np.bool_], second: NDArray[np.bool_], groups: Labels
) -> tuple[float, float]:
    """95 % interval of the difference of accuracies, whole groups drawn again.

    Args:
        first: Whether the first version is right, [rows].
        second: The same of the second.
        groups: int64 [rows], numbered from 0.
    """
    gain = second.astype(np.float64) - first

    def difference(weights: Floats) -> NDArray[np.float64]:
        return np.array([np.average(gain, weights=weights)])

    ((low, high),) = cluster_intervals(difference, groups)
    return float(low), float(high)


def _right(answers: Answers) -> NDArray[np.bool_]:
    """Whether each row's best category is the right one."""
    return np.asarray(answers.log_p.argmax(axis=1) == answers.labels)


def _order(judged: Judged) -> list[Any]:
    """What the columns of the answers stand for."""
    return [category.uuid for category in judged.tree]
