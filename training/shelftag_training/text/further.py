"""Further labels of models on embeddings, such as a colour: each one more head in the same graph.

They are linear heads on one of the network's own inputs: on the words' embedding, or where photos
are looked at on the photo's, which shows a colour better than a title tells it. A network that
reads token by token learns its further labels itself: `Reader.attributes`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from shelftag_training.heads import graph
from shelftag_training.heads.attributes import FittedAttribute, attribute_output, fit_attributes
from shelftag_training.heads.features import Projection
from shelftag_training.running.reporting import Reporter
from shelftag_training.text.examples import Labels, TextExamples
from shelftag_training.text.fitting import WHOLE
from shelftag_training.text.readers import Reader

_FLAGS = {"text_embedding": "has_text", "embedding": "has_photo"}


@dataclass(frozen=True)
class Further:
    """Fitted heads of further labels.

    Attributes:
        tensor: The input that they are on.
        projection: Of that input.
        heads: One per label.
    """

    tensor: str
    projection: Projection
    heads: tuple[FittedAttribute, ...]

    def outputs(self, tf: Any, given: Any) -> dict[str, Any]:
        """Scores in the exported graph; all values alike where the input is missing."""
        rows = graph.projected(tf, self.projection, given[self.tensor])
        there = given[_FLAGS[self.tensor]]
        return {
            attribute_output(index): graph.scores(tf, item.head, rows, None) * there
            for index, item in enumerate(self.heads)
        }


def fit_further(
    reader: Reader, examples: TextExamples, folds: Labels, reporter: Reporter
) -> Further | None:
    """Fits a head for each further label of the examples; None where there is none to be learned.

    Args:
        reader: Says which input they are on; one that reads token by token has none of these.
        examples: The labelled rows.
        folds: int64 [rows].
        reporter: Told of each fit.
    """
    inputs = reader.views[WHOLE].inputs
    tensor = next((name for name in ("embedding", "text_embedding") if name in inputs), None)
    if tensor is None or not any(row.attributes for row in examples.rows):
        return None
    there = np.flatnonzero(inputs[tensor].any(axis=1))
    vectors = inputs[tensor][there]
    projection = Projection.of(vectors)
    rows = [examples.rows[place] for place in there]
    fitted = tuple(fit_attributes(rows, projection.apply(vectors), folds[there], reporter))
    return Further(tensor, projection, fitted) if fitted else None
