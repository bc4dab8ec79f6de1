"""Further labels such as a colour: learned by the same network, each by columns of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_training.heads.attributes import learnable_values


@dataclass(frozen=True)
class Attribute:
    """What a network is to say of one further label.

    Attributes:
        name: Its name.
        values: One per column.
        shown: float32 [rows, values]: 1 at the row's value; all 0 where it has none of them.
    """

    name: str
    values: tuple[str, ...]
    shown: NDArray[np.float32]

    @property
    def labels(self) -> NDArray[np.int64]:
        """Column of each row's value, −1 where it has none of them: int64 [rows]."""
        return np.where(self.shown.any(axis=1), self.shown.argmax(axis=1), -1)


def make_attributes(given: Sequence[Mapping[str, str]]) -> tuple[Attribute, ...]:
    """Finds the attributes with at least two values to tell apart, by name.

    Args:
        given: Of each row.
    """
    found: list[Attribute] = []
    for name in sorted({name for row in given for name in row}):
        said = [row.get(name, "") for row in given]
        if values := learnable_values(said):
            shown = [[value == own for value in values] for own in said]
            found.append(Attribute(name, values, np.array(shown, np.float32)))
    return tuple(found)


def by_attribute(attributes: Sequence[Attribute], start: int) -> Iterator[tuple[Attribute, slice]]:
    """Yields attributes with the columns of each.

    Args:
        attributes: In the order of their columns.
        start: The first column.
    """
    for item in attributes:
        yield item, slice(start, start + len(item.values))
        start += len(item.values)


def all_shown(attributes: Sequence[Attribute], rows: int) -> NDArray[np.float32]:
    """`Attribute.shown` of all of them: float32 [rows, values of all]."""
    none = np.zeros((rows, 0), np.float32)
    return np.concatenate([none, *(item.shown for item in attributes)], axis=1)


def attribute_losses(
    tf: Any, logits: Any, shown: Any, widths: Sequence[int], label_smoothing: float
) -> Any:
    """Cross-entropy of each row, the mean over all attributes; those it has not got cost nothing.

    Args:
        tf: TensorFlow.
        logits: float32 [rows, values of all attributes].
        shown: float32 [rows, values of all attributes].
        widths: Values of each attribute; not empty.
        label_smoothing: Share of a label that is spread over all values.

    Returns:
        float32 [rows].
    """
    result = 0.0
    parts = zip(tf.split(logits, widths, axis=1), tf.split(shown, widths, axis=1), strict=True)
    for scores, given in parts:
        known = tf.reduce_sum(given, axis=1, keepdims=True)
        smooth = given * (1 - label_smoothing) + known * label_smoothing / scores.shape[1]
        result -= tf.reduce_sum(smooth * tf.nn.log_softmax(scores), axis=1)
    return result / len(widths)
