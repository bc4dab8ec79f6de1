"""What a network is asked to predict: leaf classes, and all levels of the tree above them.

A network's softmax runs over the leaves alone. The probability of any category is the sum over the
leaves below it, so that children always add up to their parent, and a label that stops at a parent
teaches just that sum.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import BundleCategory
from shelftag_training.deep.attributes import Attribute, all_shown, by_attribute
from shelftag_training.heads.residual_head import frequency

_LEAST = 1e-7


@dataclass(frozen=True)
class Targets:
    """Labels of some rows, as matrices.

    Attributes:
        classes: Category of each column of the softmax: labelled ones without labelled
            descendants, in the order of the tree.
        members: float32 [classes, groups]: which classes lie below which inner category.
        leaf: float32 [rows, classes]: 1 at the row's class; all 0 where the label is an inner one.
        groups: float32 [rows, groups]: weight of each inner category in the row's loss.
        attributes: Further labels of the same rows; their columns follow those of the classes.
    """

    classes: tuple[UUID, ...]
    members: NDArray[np.float32]
    leaf: NDArray[np.float32]
    groups: NDArray[np.float32]
    attributes: tuple[Attribute, ...] = ()

    @property
    def columns(self) -> int:
        """Scores that a network gives."""
        return len(self.classes) + sum(len(item.values) for item in self.attributes)

    @property
    def shown(self) -> NDArray[np.float32]:
        """`Attribute.shown` of all of them: float32 [rows, values of all]."""
        return all_shown(self.attributes, len(self.leaf))

    def by_attribute(self) -> Iterator[tuple[Attribute, slice]]:
        """The attributes with the columns of each."""
        return by_attribute(self.attributes, len(self.classes))

    def frequencies(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """What a column's share of the labels explains by itself: float32 [columns].

        Added to the scores while learning and not afterwards, so that the network takes all classes
        for equally likely: `shelftag_training.heads.residual_head.frequency`.

        Args:
            rows: Those that are learned.
        """
        each = []
        for part in (self.leaf, *(item.shown for item in self.attributes)):
            known = part[rows][part[rows].any(axis=1)]
            shift = frequency(known.argmax(axis=1), np.ones(len(known), np.float32), part.shape[1])
            each.append(np.where(known.any(axis=0), shift, 0))  # the unseen are not to be favoured
        return np.concatenate(each).astype(np.float32)


def make_targets(
    categories: Sequence[BundleCategory], labels: Sequence[UUID], level_weight: float
) -> Targets:
    """Builds the matrices.

    Args:
        categories: The tree.
        labels: Category of each row.
        level_weight: Weight of the levels above a label, all together; the label itself weighs 1.

    Returns:
        The targets.
    """
    path = {item.uuid: item.path for item in categories}
    labelled = {path[label] for label in labels}
    inner = {name[:depth] for name in labelled for depth in range(1, len(name))}
    classes = tuple(c.uuid for c in categories if c.path in labelled and c.path not in inner)
    column = {path[uuid]: index for index, uuid in enumerate(classes)}
    group = {name: index for index, name in enumerate(sorted(inner))}
    members = np.zeros((len(classes), len(group)), np.float32)
    for name, index in column.items():
        for depth in range(1, len(name)):
            members[index, group[name[:depth]]] = 1
    leaf = np.zeros((len(labels), len(classes)), np.float32)
    groups = np.zeros((len(labels), len(group)), np.float32)
    for row, label in enumerate(labels):
        name = path[label]
        if name in column:
            leaf[row, column[name]] = 1
        else:
            groups[row, group[name]] = 1
        for depth in range(1, len(name)):
            groups[row, group[name[:depth]]] += level_weight / (len(name) - 1)
    return Targets(classes, members, leaf, groups)


def losses(
    tf: Any, logits: Any, leaf: Any, groups: Any, members: Any, label_smoothing: float
) -> Any:
    """Cross-entropy of each row on all levels.

    Args:
        tf: TensorFlow.
        logits: float32 [rows, classes].
        leaf: float32 [rows, classes], from `Targets`.
        groups: float32 [rows, groups].
        members: float32 [classes, groups].
        label_smoothing: Share of a leaf label that is spread over all classes.

    Returns:
        float32 [rows].
    """
    log_p = tf.nn.log_softmax(logits)
    count = tf.cast(tf.shape(logits)[1], tf.float32)
    known = tf.reduce_sum(leaf, axis=1, keepdims=True)
    smooth = leaf * (1 - label_smoothing) + known * label_smoothing / count
    result = -tf.reduce_sum(smooth * log_p, axis=1)
    if members.shape[1]:
        log_group = tf.math.log(tf.matmul(tf.exp(log_p), members) + _LEAST)
        result -= tf.reduce_sum(groups * log_group, axis=1)
    return result
