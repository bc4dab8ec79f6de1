"""Convolution, batch normalisation and ReLU6 as one Keras layer.

On a processor TensorFlow spends as long on a separate batch normalisation as on the convolution
before it. While the statistics stay as they are, normalising is a scale per channel, and a scale
can be moved into the kernel: the same function of the same weights in half the time.

Keras is imported at the top, so import this module inside the functions that use it, after
`tensorflow_setup.load`.
"""

from typing import Any

import keras
import tensorflow as tf

from shelftag_training.encoders.efficientnet_lite import Statistics

EPSILON = 1e-3
"""Added to the variance, as the pretrained weights expect."""
_MOMENTUM = 0.99


@keras.saving.register_keras_serializable("shelftag")
class NormalisedConv(keras.layers.Layer):  # type: ignore[misc]  # keras has no types
    """A convolution without bias, normalised per channel, with ReLU6 where asked.

    From [batch, h, w, channels] to [batch, h / stride, w / stride, channels'] with TensorFlow's
    SAME padding. Its weights are ``kernel``, ``gamma``, ``beta`` (trainable), ``mean`` and
    ``variance`` (not trained by gradients).

    Attributes:
        block: Where in the network it stands, counted from the input: what freezing and learning
            rates by depth go by.
        statistics: What normalises while training. ``frozen``: the stored mean and variance, which
            stay. ``batch``: those of the batch (on several devices: of all their shares together),
            and the stored ones follow them (Ioffe and Szegedy, 2015). Outside training, and in a
            layer that is not trainable, it is always the stored ones.
    """

    def __init__(
        self,
        channels: int | None,
        kernel_size: int,
        stride: int = 1,
        *,
        activate: bool = True,
        block: int = 0,
        statistics: Statistics = "frozen",
        **keywords: Any,
    ) -> None:
        """Makes the layer.

        Args:
            channels: Output channels; None for a depthwise convolution, which keeps them.
            kernel_size: Height and width of the kernel.
            stride: In both directions.
            activate: Whether ReLU6 follows.
            block: See the attribute.
            statistics: See the attribute.
            keywords: Of every Keras layer: ``name``, ``dtype``.
        """
        super().__init__(**keywords)
        self.channels, self.kernel_size, self.stride = channels, kernel_size, stride
        self.activate, self.block, self.statistics = activate, block, statistics

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Makes the weights. They stay float32: mixed precision casts the folded kernel."""
        size, given = self.kernel_size, shape[-1]
        last = (given, 1) if self.channels is None else (given, self.channels)
        length = self.channels or given

        def add(name: str, shape: tuple[int | None, ...], initial: str, *, train: bool) -> Any:
            return self.add_weight(
                name=name,
                shape=shape,
                initializer=initial,
                trainable=train,
                autocast=False,
                aggregation="mean",
            )

        self.kernel = add("kernel", (size, size, *last), "he_normal", train=True)
        self.gamma = add("gamma", (length,), "ones", train=True)
        self.beta = add("beta", (length,), "zeros", train=True)
        self.mean = add("mean", (length,), "zeros", train=False)
        self.variance = add("variance", (length,), "ones", train=False)

    def call(self, x: Any, training: bool = False) -> Any:
        """Applies the layer."""
        if training and self.trainable and self.statistics == "batch":
            y = self._normalised_by_batch(self._convolve(x, self.kernel))
        else:
            scale = self.gamma * tf.math.rsqrt(self.variance + EPSILON)
            per_input = scale[:, None] if self.channels is None else scale
            bias = tf.cast(self.beta - self.mean * scale, x.dtype)
            y = tf.nn.bias_add(self._convolve(x, self.kernel * per_input), bias)
        return tf.nn.relu6(y) if self.activate else y

    def _convolve(self, x: Any, kernel: Any) -> Any:
        """Convolves in the precision of the input."""
        kernel = tf.cast(kernel, x.dtype)
        if self.channels is not None:
            return tf.nn.conv2d(x, kernel, self.stride, "SAME")
        if self.stride == 1:
            return depthwise(x, kernel)
        return tf.nn.depthwise_conv2d(x, kernel, [1, self.stride, self.stride, 1], "SAME")

    def _normalised_by_batch(self, y: Any) -> Any:
        """Normalises by the batch's own moments and lets the stored ones follow."""
        if tf.distribute.get_replica_context().num_replicas_in_sync > 1:
            y, mean, variance = self._normalised_together(y)
        else:
            y, mean, variance = tf.compat.v1.nn.fused_batch_norm(
                y, self.gamma.value, self.beta.value, epsilon=EPSILON, is_training=True
            )
        for kept, new in ((self.mean, mean), (self.variance, variance)):
            kept.assign(kept * _MOMENTUM + new * (1 - _MOMENTUM))
        return y

    def _normalised_together(self, y: Any) -> tuple[Any, Any, Any]:
        """The same by the moments of all replicas' shares, which are of one size."""
        replica, numbers = tf.distribute.get_replica_context(), tf.cast(y, tf.float32)
        own = [tf.reduce_mean(item, [0, 1, 2]) for item in (numbers, numbers * numbers)]
        mean, square = replica.all_reduce(tf.distribute.ReduceOp.MEAN, own)
        variance = tf.maximum(square - mean * mean, 0.0)
        normal = tf.nn.batch_normalization(
            numbers, mean, variance, self.beta.value, self.gamma.value, EPSILON
        )
        count = tf.cast(tf.size(y[..., 0]) * replica.num_replicas_in_sync, tf.float32)
        return tf.cast(normal, y.dtype), mean, variance * count / (count - 1)

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Shape of the output."""
        batch, *sides, given = shape
        sides = [side and -(-side // self.stride) for side in sides]
        return (batch, *sides, self.channels or given)

    def get_config(self) -> dict[str, Any]:
        """What makes the same layer again."""
        names = ("channels", "kernel_size", "stride", "activate", "block", "statistics")
        return {**super().get_config(), **{name: getattr(self, name) for name in names}}


@tf.custom_gradient  # type: ignore[untyped-decorator]  # tensorflow has no types
def depthwise(x: Any, kernel: Any) -> tuple[Any, Any]:
    """Depthwise convolution of stride 1 whose gradient is a depthwise convolution too.

    The gradient to the input is the convolution with the kernel turned by 180°. TensorFlow's own
    operator for it is the slower of the two on a processor.

    Args:
        x: [batch, h, w, channels].
        kernel: [k, k, channels, 1], k odd.
    """
    ones = [1, 1, 1, 1]

    def gradient(upstream: Any) -> tuple[Any, Any]:
        to_input = tf.nn.depthwise_conv2d(upstream, kernel[::-1, ::-1], ones, "SAME")
        to_kernel = tf.nn.depthwise_conv2d_backprop_filter(
            x, tf.shape(kernel), upstream, ones, "SAME"
        )
        return to_input, to_kernel

    return tf.nn.depthwise_conv2d(x, kernel, ones, "SAME"), gradient
