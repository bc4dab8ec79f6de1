"""Further labels such as a colour: learned by the same network, each by columns of its own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_training.heads.attributes import FEWEST


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


def make_attributes(given: Sequence[Mapping[str, str]]) -> tuple[Attribute, ...]:
    """Finds the attributes with at least two values to tell apart, by name.

    Args:
        given: Of each row.
    """
    found: list[Attribute] = []
    for name in sorted({name for row in given for name in row}):
        said = [row.get(name, "") for row in given]
        counts = Counter(said)
        values = tuple(sorted(v for v, count in counts.items() if v and count >= FEWEST))
        if len(values) >= 2:
            shown = [[value == own for value in values] for own in said]
            found.append(Attribute(name, values, np.array(shown, np.float32)))
    return tuple(found)


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
