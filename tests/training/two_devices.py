"""Normalises a batch on one device and on two, as a process that may still choose its devices.

Prints, as JSON, the largest difference of what comes out, of the gradients and of the statistics.
"""

import json

import numpy as np

from shelftag_training.running import tensorflow_setup

tf = tensorflow_setup.load()
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
strategy = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])

from shelftag_training.encoders.normalised_conv import NormalisedConv  # noqa: E402  # loads Keras

random = np.random.default_rng(0)
photos = random.normal(size=(8, 6, 6, 3)).astype(np.float32)
photos[4:] += 2  # the halves alone would be normalised differently
weights = random.normal(size=(8, 6, 6, 4)).astype(np.float32)
kernel = random.normal(size=(3, 3, 3, 4)).astype(np.float32)


def make():
    layer = NormalisedConv(4, 3, statistics="batch")
    layer.build((None, 6, 6, 3))
    layer.kernel.assign(kernel)
    return layer


def learn(layer, photos, weights):
    variables = [item.value for item in layer.trainable_variables]
    with tf.GradientTape() as tape:
        result = layer(photos, training=True)
        loss = tf.reduce_sum(result * weights)
    everywhere = tf.distribute.get_replica_context().all_reduce
    return result, [everywhere("SUM", item) for item in tape.gradient(loss, variables)]


def half(values):
    return strategy.experimental_distribute_values_from_function(
        lambda replica: tf.constant(np.split(values, 2)[replica.replica_id_in_sync_group])
    )


alone = make()
expected, expected_gradients = learn(alone, tf.constant(photos), tf.constant(weights))
with strategy.scope():
    together = make()
run = tf.function(lambda *parts: strategy.run(lambda *part: learn(together, *part), args=parts))
result, gradients = run(half(photos), half(weights))
pairs = [
    (expected, np.concatenate(strategy.experimental_local_results(result))),
    *((one, strategy.experimental_local_results(two)[1]) for one, two in
      zip(expected_gradients, gradients, strict=True)),
    (alone.mean, together.mean),
    (alone.variance, together.variance),
]  # fmt: skip
print(json.dumps([float(np.abs(np.asarray(one) - np.asarray(two)).max()) for one, two in pairs]))
