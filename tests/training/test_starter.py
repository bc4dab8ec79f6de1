"""The starter: what TensorFlow computes, ONNX Runtime computes, and int8 nearly does."""

import numpy as np
import pytest

from shelftag_api.bundle import read_bundle
from shelftag_api.encoder import read_encoder
from shelftag_api.errors import ShelftagError
from shelftag_resources.taxonomy import imagenet_classes
from shelftag_training.encoders.calibration_pictures import draw_pictures
from shelftag_training.encoders.efficientnet_lite import build_encoder, load_weights
from shelftag_training.encoders.torch_weights import load_pinned_weights
from shelftag_training.export import parity
from shelftag_training.export.int8_gate import COSINE
from shelftag_training.export.onnx_export import export
from shelftag_training.families.starter import build_starter, tree_of_starter
from shelftag_training.running import tensorflow_setup


@pytest.fixture(scope="module")
def pictures():
    return np.stack(list(draw_pictures(4, 260, seed=99)))


def outputs(starter, precision, pictures):
    manifest = read_encoder(starter / "encoder")
    graph = starter / "encoder" / manifest.graphs[precision].file
    return parity.run(parity.open_session(graph.read_bytes()), {manifest.input_name: pictures})


def test_artefact_and_bundle_are_whole(starter):
    manifest, bundle = read_encoder(starter / "encoder"), read_bundle(starter / "bundle")
    assert (manifest.width, manifest.height, manifest.embedding_size) == (260, 260, 1280)
    assert set(manifest.graphs) == {"fp32", "int8"}
    assert bundle.encoder == manifest.id
    assert (bundle.name, bundle.version, bundle.parent) == ("starter", 0, None)
    assert len(bundle.classes) == 1000
    assert bundle.categories == tree_of_starter()


def test_imagenet_classes_lead_to_their_categories(starter, starter_ids):
    classes = read_bundle(starter / "bundle").classes
    assert classes[948] == starter_ids["food/fruit/apples"]  # Granny Smith
    assert classes[954] == starter_ids["food/fruit/bananas"]
    assert {index for index, item in enumerate(classes) if item} == set(imagenet_classes())


def test_fp32_is_what_keras_computes(starter, pictures):
    model = build_encoder()
    load_weights(model, load_pinned_weights())
    expected = model(pictures.astype(np.float32), training=False)
    actual = outputs(starter, "fp32", pictures)
    for name in ("embedding", "feature_map"):
        assert parity.check_close(expected[name].numpy(), actual[name], name) < 1e-4
    assert actual["feature_map"].shape == (4, 9, 9, 1280)


def test_int8_stays_close_to_fp32_on_pictures_it_was_not_calibrated_on(starter, pictures):
    fp32, int8 = (outputs(starter, name, pictures)["embedding"] for name in ("fp32", "int8"))
    assert parity.mean_cosine(fp32, int8) >= COSINE


def test_any_batch_size_gives_the_same(starter, pictures):
    whole = outputs(starter, "fp32", pictures)["embedding"]
    single = outputs(starter, "fp32", pictures[:1])["embedding"]
    np.testing.assert_allclose(whole[:1], single, rtol=1e-4, atol=1e-5)


def test_pictures_are_the_same_every_time():
    one, other = (list(draw_pictures(3, 64, seed=5)) for _ in range(2))
    assert np.array_equal(one, other)
    assert not np.array_equal(one[0], one[1])


def test_an_export_has_the_same_bytes_every_time():
    tf = tensorflow_setup.load()
    weights = np.arange(12, dtype=np.float32).reshape(3, 4)

    def function(x):
        return {"b": tf.nn.softmax(tf.matmul(x, tf.constant(weights))), "a": x * 2.0}

    def once():
        model = export(function, [("x", "float32", (None, 3))])
        return model.SerializeToString(deterministic=True)

    assert once() == once()


def test_a_tensor_from_outside_the_function_becomes_part_of_the_graph():
    """Keras's Normalization layer, inside EfficientNet-B0 to B7, holds its mean like this."""
    tf = tensorflow_setup.load()
    outside = tf.constant([1.0, 2.0, 3.0])
    model = export(lambda x: {"y": x - outside}, [("x", "float32", (None, 3))])
    assert [value.name for value in model.graph.input] == ["x"]
    found = parity.run(parity.open_session(model), {"x": np.ones((2, 3), np.float32)})["y"]
    assert found.tolist() == [[0, -1, -2]] * 2


def test_parity_refuses_what_differs():
    right = np.array([[1.0, 2.0, 3.0]], np.float32)
    assert parity.check_close(right, right, "head") == 0
    for wrong in (right + 0.01, right * np.nan, right[:, :2]):
        with pytest.raises(ShelftagError, match=r"training\.parity_failed"):
            parity.check_close(right, wrong.astype(np.float32), "head")
    with pytest.raises(ShelftagError, match=r"training\.parity_failed"):
        parity.check_same_top(right, right[:, ::-1], "head")
    parity.check_same_top(np.zeros((1, 3), np.float32), right, "head")  # an exact tie


def test_nothing_is_written_over_an_existing_folder(tmp_path, recorder):
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(ShelftagError, match=r"training\.output_exists"):
        build_starter(tmp_path, recorder)
    assert [item.name for item in tmp_path.iterdir()] == ["mine.txt"]
    assert recorder.phases == []
