"""From a TensorFlow network to an artefact: what is proven, and what is not published."""

import numpy as np
import pytest

from shelftag_api.encoder import read_encoder
from shelftag_api.errors import ShelftagError
from shelftag_training.encoders.artefact import EncoderRecipe, write_encoder
from shelftag_training.encoders.calibration_pictures import draw_pictures, drawn_for
from shelftag_training.export import parity
from shelftag_training.export.int8_gate import judge, loss_p_value
from shelftag_training.export.onnx_export import export
from shelftag_training.export.quantize import Method, quantize
from shelftag_training.running import tensorflow_setup

PIXELS, SIZE = 32, 8
RECIPE = EncoderRecipe("small", PIXELS, "made in a test", resize="crop")


@pytest.fixture(scope="module")
def photos():
    return np.stack(list(draw_pictures(40, PIXELS, seed=3)))


@pytest.fixture(scope="module")
def kernel():
    return np.random.default_rng(0).normal(0, 0.2, (4, 4, 3, SIZE)).astype(np.float32)


def encoder(kernel, *, mirrored=False):
    """A convolution; with test-time flip the mean over the photo and its mirror image."""
    tf = tensorflow_setup.load()

    def once(photos):
        return tf.nn.relu6(tf.nn.conv2d((photos - 127) / 128, tf.constant(kernel), 4, "SAME"))

    def encode(pixels):
        photos = tf.cast(pixels, tf.float32)
        maps = once(photos)
        if mirrored:
            maps = (maps + once(photos[:, :, ::-1])[:, :, ::-1]) / 2
        return {"embedding": tf.reduce_mean(maps, [1, 2]), "feature_map": maps}

    return encode


def run(folder, precision, pixels):
    manifest = read_encoder(folder)
    data = (folder / manifest.graphs[precision].file).read_bytes()
    return parity.run(parity.open_session(data), {manifest.input_name: pixels})


@pytest.fixture(scope="module")
def written(tmp_path_factory, photos, kernel):
    """An encoder with test-time flip, judged by a head, and its figures."""
    folder = tmp_path_factory.mktemp("artefact") / "encoder"
    head = np.random.default_rng(1).normal(size=(SIZE, 3)).astype(np.float32)

    class Silent:
        def progress(self, *arguments, **detail):
            pass

    manifest, metrics = write_encoder(
        folder,
        encoder(kernel, mirrored=True),
        RECIPE,
        photos[:10],
        photos[10:],
        Silent(),
        head=lambda embeddings: embeddings @ head,
        labels=np.full(30, -1),
    )
    return folder, manifest, metrics


def test_the_manifest_says_what_is_there(written):
    folder, manifest, metrics = written
    assert read_encoder(folder) == manifest
    assert (manifest.width, manifest.resize, manifest.embedding_size) == (PIXELS, "crop", SIZE)
    assert set(manifest.graphs) == {"fp32", "int8"}
    assert metrics["parity_embedding"] < 1e-4
    assert metrics["int8_agreement"] >= 0.96
    assert metrics["int8_published"] == 1


@pytest.mark.parametrize("precision", ["fp32", "int8"])
def test_any_number_of_photos_can_be_encoded_at_once(written, photos, precision):
    results = {count: run(written[0], precision, photos[:count]) for count in (1, 3, 17)}
    for count, result in results.items():
        assert result["embedding"].shape == (count, SIZE)
        assert result["feature_map"].shape == (count, 8, 8, SIZE)
        np.testing.assert_allclose(
            result["embedding"][:1], results[1]["embedding"], rtol=1e-4, atol=1e-5
        )


def test_a_flip_in_the_graph_makes_mirrored_photos_equal(written, photos):
    one, other = (
        run(written[0], "fp32", np.ascontiguousarray(item))["embedding"]
        for item in (photos[:4], photos[:4, :, ::-1])
    )
    np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


def test_an_int8_graph_that_changes_answers_is_left_out(tmp_path, photos, kernel, recorder):
    """A head that asks which side of the median a value lies on sees every rounding."""
    embeddings = encoder(kernel)(photos)["embedding"].numpy()
    middle = np.median(embeddings, axis=0)

    def nervous(values):
        bits = (values > middle) @ (1 << np.arange(SIZE))
        return np.eye(1 << SIZE, dtype=np.float32)[bits]

    manifest, metrics = write_encoder(
        tmp_path / "encoder",
        encoder(kernel),
        RECIPE,
        np.full((2, PIXELS, PIXELS, 3), 127, np.uint8),  # says nothing about real ranges
        photos,
        recorder,
        head=nervous,
    )
    assert set(manifest.graphs) == {"fp32"}
    assert metrics["int8_published"] == 0
    assert metrics["int8_agreement"] < 0.96
    assert "training.phase.fp32_only" in recorder.phases
    assert sorted(path.name for path in (tmp_path / "encoder").iterdir()) == [
        "encoder.json",
        "fp32.onnx",
    ]


def test_a_graph_that_differs_from_its_source_is_not_written(tmp_path, photos, kernel, recorder):
    tf = tensorflow_setup.load()
    calls = tf.Variable(0.0)

    def changing(pixels):
        """Its output depends on how often it ran, which no exported graph can do."""
        outputs = encoder(kernel)(pixels)
        return {name: value + calls.assign_add(1.0) for name, value in outputs.items()}

    with pytest.raises(ShelftagError, match=r"training\.(parity_failed|not_exportable)"):
        write_encoder(tmp_path / "encoder", changing, RECIPE, photos[:2], photos[:8], recorder)
    assert not (tmp_path / "encoder").exists()


def test_a_loss_of_accuracy_is_seen_where_a_paired_test_can_see_it():
    right = np.ones(600, bool)
    worse = right.copy()
    worse[:5] = False
    assert loss_p_value(right, worse) == pytest.approx(1 / 32)
    assert loss_p_value(worse, right) == 1
    assert loss_p_value(right, right) == 1


def test_photos_without_a_label_count_for_agreement_alone():
    eye = np.eye(3, dtype=np.float32)
    full = np.repeat(eye, 200, axis=0)
    compact = full.copy()
    compact[:12] = eye[1]  # 2 % changed, all for the worse
    labels = np.repeat(np.arange(3), 200)
    assert not judge(full, compact, lambda values: values, labels).passed
    labels[:12] = -1
    verdict = judge(full, compact, lambda values: values, labels)
    assert verdict.passed
    assert verdict.metrics["int8_agreement"] == pytest.approx(0.98)


def test_without_a_head_the_embeddings_themselves_are_compared():
    values = np.random.default_rng(0).normal(size=(50, 16)).astype(np.float32)
    assert judge(values, values + 0.01).passed
    assert not judge(values, -values).passed


def test_both_ends_can_stay_in_floating_point(photos):
    """Of six convolutions the first three and the last; each activation goes with its own."""
    tf = tensorflow_setup.load()
    random = np.random.default_rng(2)
    shapes = [(3, 3, 3, 4), *[(3, 3, 4, 4)] * 5]
    kernels = [random.normal(0, 0.3, shape).astype(np.float32) for shape in shapes]

    def encode(pixels):
        x = tf.cast(pixels, tf.float32) / 128 - 1
        for kernel in kernels:
            x = tf.nn.relu6(tf.nn.conv2d(x, tf.constant(kernel), 2, "SAME"))
        return {"embedding": tf.reduce_mean(x, [1, 2]), "feature_map": x}

    fp32 = export(encode, [("pixels", "uint8", (None, PIXELS, PIXELS, 3))])
    for method, rounded in ((Method(), 6), (Method(float_ends=True), 2)):
        int8 = quantize(fp32, "pixels", photos[:8], method)
        makers = {output: node.op_type for node in int8.graph.node for output in node.output}
        inputs = [makers.get(node.input[1]) for node in int8.graph.node if node.op_type == "Conv"]
        assert inputs.count("DequantizeLinear") == rounded


def test_without_a_head_things_must_not_be_taken_for_each_other():
    random = np.random.default_rng(0)
    things = np.repeat(np.arange(64), 8)
    full = random.gamma(0.5, 1, (64, 100))[things] + random.gamma(0.5, 0.2, (512, 100))
    full = full.astype(np.float32)
    same = judge(full, full * 1.01, labels=things)
    assert same.passed
    assert same.metrics["int8_photos"] == 512
    assert same.metrics["int8_agreement"] == 1
    close = full + random.normal(0, 0.15, full.shape).astype(np.float32)
    assert judge(full, close).passed  # by the angle alone
    confused = np.where(things[:, None] % 10 == 0, np.roll(full, 8, axis=0), full)
    verdict = judge(full, confused, labels=things)
    assert not verdict.passed
    assert verdict.metrics["int8_agreement"] < 0.96


def test_things_are_drawn_in_several_views_and_the_same_every_time():
    drawn = drawn_for(64)
    assert drawn.check.shape == (512, 64, 64, 3)
    assert np.bincount(drawn.things).tolist() == [8] * 64
    assert (drawn.check[0] != drawn.check[1]).any()
    np.testing.assert_array_equal(drawn_for(64).check, drawn.check)


def test_a_stack_of_products_is_left_in_floating_point(photos):
    """A dense layer with weights of its own for each place of a map."""
    tf = tensorflow_setup.load()
    places = np.random.default_rng(0).normal(size=(8, 8, 3, 5)).astype(np.float32)

    def encode(pixels):
        cells = tf.nn.avg_pool2d(tf.cast(pixels, tf.float32), PIXELS // 8, PIXELS // 8, "VALID")
        x = tf.einsum("bhwc,hwcd->bhwd", cells / 255, tf.constant(places))
        return {"embedding": tf.reduce_mean(x, [1, 2]), "feature_map": x}

    fp32 = export(encode, [("pixels", "uint8", (None, PIXELS, PIXELS, 3))])
    int8 = parity.open_session(quantize(fp32, "pixels", photos[:8]))
    expected, actual = encode(photos[:4]), parity.run(int8, {"pixels": photos[:4]})
    close = parity.mean_cosine(expected["embedding"].numpy(), actual["embedding"])
    assert close > 0.99
