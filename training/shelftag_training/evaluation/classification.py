"""How right a model is class by class: precision, recall, F1, and what it mistakes for what."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shelftag_training.evaluation.metrics import Floats, Labels


@dataclass(frozen=True)
class ClassScore:
    """How one class fares.

    Attributes:
        category: Its column.
        support: Rows that belong to it.
        precision: Share of the rows given to it that belong to it.
        recall: Share of the rows that belong to it that were given to it.
        f1: Harmonic mean of both.
    """

    category: int
    support: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Confusion:
    """Rows of one class that were given to another.

    Attributes:
        truth: Column of the class that they belong to.
        guess: Column of the class that they were given to.
        rows: The rows, most confident first.
    """

    truth: int
    guess: int
    rows: tuple[int, ...]


def class_scores(guesses: Labels, labels: Labels) -> list[ClassScore]:
    """Scores every class that has rows, by column."""
    from sklearn.metrics import precision_recall_fscore_support

    present = np.unique(labels)
    scored = precision_recall_fscore_support(labels, guesses, labels=present, zero_division=0.0)
    return [
        ClassScore(int(item), int(support), float(precision), float(recall), float(f1))
        for item, precision, recall, f1, support in zip(present, *scored, strict=True)
    ]


def averaged_scores(guesses: Labels, labels: Labels, weights: Floats) -> dict[str, float]:
    """Precision, recall and F1 over the classes that have rows.

    scikit-learn has the same, but takes a second for the thousand draws of a bootstrap.

    Args:
        guesses: int64 [rows].
        labels: int64 [rows].
        weights: float64 [rows], how often each row counts.

    Returns:
        ``macro_*`` counts each class alike, ``weighted_*`` by its rows.
    """
    size = int(max(guesses.max(), labels.max())) + 1
    hits = np.bincount(labels, weights * (guesses == labels), size)
    belong = np.bincount(labels, weights, size)
    given = np.bincount(guesses, weights, size)
    scores = {
        "precision": hits / np.maximum(given, 1),
        "recall": hits / np.maximum(belong, 1),
        "f1": 2 * hits / np.maximum(belong + given, 1),
    }
    averages = {"macro": (belong > 0).astype(np.float64), "weighted": belong}
    return {
        f"{average}_{name}": float((values * share).sum() / share.sum())
        for average, share in averages.items()
        for name, values in scores.items()
    }


def confusions(probabilities: Floats, labels: Labels) -> list[Confusion]:
    """Lists what is mistaken for what, most frequent pairs first."""
    guesses = probabilities.argmax(axis=1)
    confidence = probabilities.max(axis=1)
    pairs: dict[tuple[int, int], list[int]] = {}
    for row in np.argsort(-confidence, kind="stable"):
        if guesses[row] != labels[row]:
            pairs.setdefault((int(labels[row]), int(guesses[row])), []).append(int(row))
    ordered = sorted(pairs.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Confusion(truth, guess, tuple(rows)) for (truth, guess), rows in ordered]


def confusion_matrix(guesses: Labels, labels: Labels, classes: Labels) -> NDArray[np.float64]:
    """Shares of each class's rows by what they were given to.

    Args:
        guesses: int64 [rows].
        labels: int64 [rows].
        classes: int64 [shown]: classes to show; rows that belong to others are left out.

    Returns:
        float64 [shown, shown + 1]; the last column is given to classes not shown. Rows sum to 1.
    """
    place = {int(item): index for index, item in enumerate(classes)}
    counts = np.zeros((len(classes), len(classes) + 1))
    for truth, guess in zip(labels, guesses, strict=True):
        if int(truth) in place:
            counts[place[int(truth)], place.get(int(guess), len(classes))] += 1
    return np.asarray(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))
