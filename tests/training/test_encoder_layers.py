"""The one layer that the encoders are built of, against Keras's own three."""

import numpy as np
import pytest

from shelftag_training.encoders.efficientnet_lite import LITE0, build_encoder
from shelftag_training.running import tensorflow_setup


@pytest.fixture(scope="module")
def tf():
    return tensorflow_setup.load()


@pytest.fixture
def photos():
    return np.random.default_rng(0).normal(size=(4, 9, 9, 5)).astype(np.float32)


def layer_with_values(photos, channels, stride=1, **options):
    """A layer whose weights are anything but their starting values."""
    from shelftag_training.encoders.normalised_conv import NormalisedConv

    layer = NormalisedConv(channels, 3, stride, **options)
    layer.build(photos.shape)
    random = np.random.default_rng(1)
    for weight in layer.weights:
        weight.assign(random.uniform(0.5, 1.5, weight.shape) - (weight.name == "kernel"))
    return layer


def three_layers(layer):
    """The same function of Keras's convolution, batch normalisation and ReLU."""
    import keras

    options = {"strides": layer.stride, "padding": "same", "use_bias": False}
    if layer.channels is None:
        conv = keras.layers.DepthwiseConv2D(3, **options)
    else:
        conv = keras.layers.Conv2D(layer.channels, 3, **options)
    norm = keras.layers.BatchNormalization(epsilon=1e-3)
    model = keras.Sequential([conv, norm, keras.layers.ReLU(6.0)])
    model.build((None, 9, 9, 5))
    conv.set_weights([layer.kernel])
    norm.set_weights([layer.gamma, layer.beta, layer.mean, layer.variance])
    return model


def gradients(tf, model, weights, photos, training):
    with tf.GradientTape() as tape:
        x = tf.constant(photos)
        tape.watch(x)
        loss = tf.reduce_sum(tf.square(model(x, training=training)))
    return [item.numpy() for item in tape.gradient(loss, [x, *(item.value for item in weights)])]


@pytest.mark.parametrize(("channels", "stride"), [(7, 1), (7, 2), (None, 1), (None, 2)])
@pytest.mark.parametrize("statistics", ["frozen", "batch"])
def test_it_computes_and_learns_what_three_layers_do(tf, photos, channels, stride, statistics):
    ours = layer_with_values(photos, channels, stride, statistics=statistics)
    plain = three_layers(ours)
    for training in (False, statistics == "batch"):
        one = gradients(tf, ours, ours.trainable_weights, photos, training)
        other = gradients(tf, plain, plain.trainable_weights, photos, training)
        for mine, right in zip(one, other, strict=True):
            np.testing.assert_allclose(mine, right, rtol=2e-3, atol=2e-3)
        np.testing.assert_allclose(ours(photos), plain(photos), rtol=1e-3, atol=1e-3)
    assert ours.compute_output_shape(photos.shape) == tuple(plain(photos).shape)


def test_frozen_statistics_stay_and_those_of_the_batch_follow(tf, photos):
    frozen, adapting, still = (
        layer_with_values(photos, 7, statistics=kind) for kind in ("frozen", "batch", "batch")
    )
    still.trainable = False
    before = frozen.mean.numpy()
    for layer in (frozen, adapting, still):
        layer(photos, training=True)
    assert np.array_equal(frozen.mean, before)
    assert np.array_equal(still.mean, before)
    moments = tf.nn.moments(tf.nn.conv2d(photos, adapting.kernel, 1, "SAME"), [0, 1, 2])[0]
    np.testing.assert_allclose(adapting.mean, before * 0.99 + moments.numpy() * 0.01, rtol=1e-3)


def test_in_half_precision_it_stays_close_and_keeps_exact_weights(photos):
    exact = layer_with_values(photos, None)
    half = layer_with_values(photos, None, dtype="mixed_float16")
    assert half(photos).dtype == "float16"
    assert half.kernel.dtype == "float32"
    np.testing.assert_allclose(half(photos), exact(photos), rtol=2e-2, atol=2e-2)


def test_a_layer_made_from_its_description_is_the_same(photos):
    import keras

    layer = layer_with_values(photos, None, 2, activate=False, block=3, statistics="batch")
    copy = keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(layer))
    copy.set_weights(layer.get_weights())
    assert (copy.block, copy.statistics) == (3, "batch")
    assert np.array_equal(copy(photos), layer(photos))


def test_blocks_are_counted_from_the_input_and_any_picture_size_will_do():
    model = build_encoder(LITE0)
    blocks = [layer.block for layer in model.layers if hasattr(layer, "block")]
    assert blocks == sorted(blocks)
    assert set(blocks) == set(range(18))  # stem, 16 blocks, last convolution
    for pixels in (64, 96):
        outputs = model(np.zeros((1, pixels, pixels, 3), np.float32))
        assert outputs["feature_map"].shape == (1, pixels // 32, pixels // 32, 1280)
