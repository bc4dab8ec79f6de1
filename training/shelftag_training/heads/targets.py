"""What each label teaches: its own class, and sums over the classes below a category.

A label at a parent whose children are labelled as well may mean "this kind, which has no category
of its own" or "one of the children, somebody did not look closer". Both readings count: the parent
keeps a class of its own, and part of the label's weight goes to the sum of that class and all below
it, which leaves open which of them it is. The loss on a sum is −log of it, so that the levels of
the tree can be learned together with the classes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

OPEN = 0.5
"""Share of a parent's label that leaves open which class below it is meant."""
_LEAST = np.float32(1e-7)


@dataclass(frozen=True)
class Targets:
    """Labels of some rows as matrices.

    Attributes:
        own: float32 [rows, classes]: weight of each class in the row's cross-entropy; probabilities
            where a row has no single label.
        members: float32 [classes, groups]: which classes belong to which group.
        groups: float32 [rows, groups]: weight of −log of each group's sum in the row's loss.
        other: float32 [rows]: weight of "none of the classes", for rows that are no example of any.
    """

    own: Floats
    members: Floats
    groups: Floats
    other: Floats

    def losses(
        self, rows: NDArray[np.intp], scores: Floats, spare: Floats | None = None
    ) -> tuple[NDArray[np.float64], Floats]:
        """Computes each row's loss, and its gradient by the scores.

        Args:
            rows: Which rows the scores belong to.
            scores: float32 [some rows, classes]; overwritten.
            spare: Log of the sum of exponentials of further scores, float32 [some rows], or None.

        Returns:
            float64 [some rows], and float32 [some rows, classes].
        """
        own, groups, other = self.own[rows], self.groups[rows], self.other[rows]
        highest = scores.max(axis=1)
        if spare is not None:
            highest = np.maximum(highest, spare)
        scores -= highest[:, None]
        losses = -np.einsum("rc,rc->r", own, scores, dtype=np.float64)
        probabilities = np.exp(scores, out=scores)
        total = probabilities.sum(axis=1)
        if spare is not None:
            total += np.exp(spare - highest)
            losses -= other * (spare - highest)
        probabilities /= total[:, None]
        weight = own.sum(axis=1) + other
        losses += weight * np.log(total)
        if not self.members.shape[1]:
            probabilities *= weight[:, None]
            return losses, np.subtract(probabilities, own, out=own)
        sums = probabilities @ self.members + _LEAST
        losses -= np.einsum("rg,rg->r", groups, np.log(sums), dtype=np.float64)
        pull = (weight + groups.sum(axis=1))[:, None] - (groups / sums) @ self.members.T
        probabilities *= pull
        return losses, np.subtract(probabilities, own, out=own)


def make_targets(
    labels: NDArray[np.int64], paths: Sequence[tuple[str, ...]], level_weight: float = 0.0
) -> Targets:
    """Builds the matrices.

    Args:
        labels: int64 [rows], column of each row's class.
        paths: Names from the department down, of each class.
        level_weight: Weight of the levels above a label, all together; the label itself weighs 1.

    Returns:
        The targets.
    """
    levels = levels_above(paths, level_weight, open_share=OPEN)
    own = np.zeros((len(labels), len(paths)), np.float32)
    own[np.arange(len(labels)), labels] = 1 - levels.open[labels]
    return Targets(own, levels.members, levels.weights[labels], np.zeros(len(labels), np.float32))


@dataclass(frozen=True)
class Levels:
    """What a label of each class teaches about sums over classes.

    Attributes:
        members: float32 [classes, groups]: which classes belong to which group.
        weights: float32 [classes, groups]: weight of −log of each group's sum in the loss of a row
            of that class.
        open: float32 [classes]: share of a class's own label that went to the group of it and all
            below it.
    """

    members: Floats
    weights: Floats
    open: Floats


def levels_above(
    paths: Sequence[tuple[str, ...]], level_weight: float, *, open_share: float = 0.0
) -> Levels:
    """Groups classes by the categories above them, and by those that have others below them.

    Args:
        paths: Names from the department down, of each class.
        level_weight: Weight of the levels above a label, all together; the label itself weighs 1.
        open_share: Share of a label at a parent that leaves open which class below it is meant.

    Returns:
        The groups that have any weight.
    """
    above = [[path[:depth] for depth in range(1, len(path))] for path in paths]
    below: dict[tuple[str, ...], set[int]] = {path: {i} for i, path in enumerate(paths)}
    for column, names in enumerate(above):
        for name in names:
            below.setdefault(name, set()).add(column)
    weights = np.zeros((len(paths), len(below)), np.float32)
    number = {name: index for index, name in enumerate(below)}
    for column, (path, names) in enumerate(zip(paths, above, strict=True)):
        if len(below[path]) > 1:
            weights[column, number[path]] = open_share
        for name in names:
            weights[column, number[name]] = level_weight / len(names)
    used = np.flatnonzero(weights.any(axis=0))
    members = np.zeros((len(paths), len(below)), np.float32)
    for name, columns in below.items():
        members[list(columns), number[name]] = 1
    inner = weights[np.arange(len(paths)), [number[path] for path in paths]]
    return Levels(members[:, used], weights[:, used], inner)


def mixed_targets(targets: Targets, probabilities: Floats, share: float) -> Targets:
    """Lets a teacher's probabilities stand for part of each label.

    Args:
        targets: Of the labels.
        probabilities: float32 [rows, classes].
        share: Weight of the teacher, 0 to 1; the labels have the rest.
    """
    part = np.float32(share)
    own = (1 - part) * targets.own + part * probabilities
    return Targets(own, targets.members, (1 - part) * targets.groups, targets.other)


def reminders(prior: Floats, classes: int) -> Targets:
    """Targets of rows without a label: what is known of them already.

    Args:
        prior: Scores, float32 [rows, all classes].
        classes: How many of the columns, from the first, are classes of the targets.
    """
    believed = np.exp(prior - prior.max(axis=1, keepdims=True))
    believed /= believed.sum(axis=1, keepdims=True)
    own = np.ascontiguousarray(believed[:, :classes])
    members, groups = np.zeros((classes, 0), np.float32), np.zeros((len(own), 0), np.float32)
    return Targets(own, members, groups, np.maximum(1 - own.sum(axis=1), 0))


def joined(labelled: Targets, others: Targets) -> Targets:
    """Targets of labelled rows and, behind them, of rows that belong to no group."""
    none = np.zeros((len(others.own), labelled.groups.shape[1]), np.float32)
    return Targets(
        np.concatenate([labelled.own, others.own]),
        labelled.members,
        np.concatenate([labelled.groups, none]),
        np.concatenate([labelled.other, others.other]),
    )
