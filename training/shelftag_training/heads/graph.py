"""The head as TensorFlow operations: what is exported, and what the export is checked against."""

from collections.abc import Sequence
from typing import Any

from shelftag_training.heads.features import LENGTH, Metric, Projection
from shelftag_training.heads.residual_head import ResidualHead

_SMALLEST = 1e-12


def projected(tf: Any, projection: Projection, embedding: Any) -> tuple[Any, Any]:
    """`Projection.apply`: components [batch, directions] and rest [batch, 1]."""
    roots = tf.sign(embedding) * tf.sqrt(tf.abs(embedding))
    scaling = projection.scaling
    scaled = (roots - tf.constant(scaling.mean)) / tf.constant(scaling.deviation)
    components = tf.matmul(scaled, tf.constant(projection.basis))
    return components, tf.maximum(_squares(tf, scaled) - _squares(tf, components), 0.0)


def features(tf: Any, metric: Metric, components: Any, rest: Any) -> Any:
    """`Metric.apply`: [batch, directions]."""
    whitened = tf.matmul(components, tf.constant(metric.whitening))
    squares = _squares(tf, whitened) + metric.rest_precision * rest
    return whitened * (float(LENGTH) / tf.sqrt(tf.maximum(squares, _SMALLEST)))


def scores(tf: Any, head: ResidualHead, rows: tuple[Any, Any], log_prior: Any | None) -> Any:
    """`ResidualHead.logits`: [batch, classes]; without a prior, of the labelled classes alone."""
    layer = head.layer
    found = tf.matmul(features(tf, head.metric, *rows), tf.constant(layer.weights))
    found += tf.constant(layer.bias)
    if log_prior is None:
        return found
    rest = log_prior.shape[1] - len(layer.bias)
    return tf.pad(found, [[0, 0], [0, rest]]) + head.alpha * log_prior


def mean_scores(
    tf: Any, heads: Sequence[ResidualHead], rows: tuple[Any, Any], log_prior: Any | None
) -> Any:
    """Logits of several heads' mean probabilities; of a single head as they are."""
    each = [scores(tf, head, rows, log_prior) for head in heads]
    if len(each) == 1:
        return each[0]
    return tf.reduce_logsumexp(tf.stack([tf.nn.log_softmax(item) for item in each]), axis=0)


def _squares(tf: Any, rows: Any) -> Any:
    """Squared length of each row: [batch, 1]."""
    return tf.reduce_sum(rows * rows, axis=1, keepdims=True)
