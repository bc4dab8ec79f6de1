"""Other people's networks become encoders: of keras.applications, or any ONNX file."""

import json
import socket
from types import SimpleNamespace

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from shelftag_api.encoder import read_encoder
from shelftag_api.errors import ShelftagError
from shelftag_onnx.encoder import open_encoder
from shelftag_training.encoders.calibration_pictures import draw_pictures
from shelftag_training.encoders.onnx_input import Normalisation
from shelftag_training.families.encoder import encoder_from_keras, encoder_from_onnx
from shelftag_training.running import tensorflow_setup

PIXELS, SIZE = 32, 6
PLAIN = Normalisation((0.5, 0.4, 0.3), (0.5, 0.25, 0.2))


@pytest.fixture(scope="module")
def photos():
    return np.stack(list(draw_pictures(17, PIXELS, seed=5)))


@pytest.fixture
def offline(monkeypatch):
    """Whoever opens a connection fails the test."""

    def refuse(*_):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="module")
def mobilenet(tmp_path_factory):
    """A small network with random weights, and the files that they are saved in."""
    tensorflow_setup.load()
    import keras

    model = keras.applications.MobileNet(
        include_top=False, weights=None, input_shape=(PIXELS, PIXELS, 3), alpha=0.25
    )
    folder = tmp_path_factory.mktemp("keras")
    files = {ending: folder / f"net{ending}" for ending in (".weights.h5", ".keras", ".h5")}
    model.save_weights(files[".weights.h5"])
    model.save(files[".keras"])
    model.save(files[".h5"])
    return SimpleNamespace(model=model, files=files)


def build(mobilenet_file, output, reporter, **changes):
    arguments = {"pixels": PIXELS, "options": {"alpha": 0.25}} | changes
    return encoder_from_keras(output, "MobileNet", mobilenet_file, reporter, **arguments)


def test_a_keras_network_runs_in_the_application(tmp_path, mobilenet, photos, recorder, offline):
    result = build(mobilenet.files[".weights.h5"], tmp_path / "encoder", recorder)
    manifest = read_encoder(tmp_path / "encoder")
    assert (result["encoder"], manifest.name) == (manifest.id, "MobileNet")
    encoder = open_encoder(tmp_path / "encoder", device="cpu", precision="fp32")
    maps = mobilenet.model(photos.astype(np.float32) / 127.5 - 1, training=False).numpy()
    embeddings = encoder.embed_images(photos)
    np.testing.assert_allclose(embeddings, maps.mean((1, 2)), rtol=1e-3, atol=1e-5)
    np.testing.assert_allclose(encoder.feature_maps(photos), maps, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("ending", [".keras", ".h5"])
def test_other_kinds_of_weights_files_hold_the_same(mobilenet, ending):
    from shelftag_training.encoders.keras_application import build_application

    model = build_application("MobileNet", mobilenet.files[ending], PIXELS, {"alpha": 0.25})
    for one, other in zip(model.weights, mobilenet.model.weights, strict=True):
        assert np.array_equal(one, other)


def test_keras_networks_that_do_not_fit_are_refused(tmp_path, mobilenet, recorder, offline):
    text = tmp_path / "text.weights.h5"
    text.write_text("not weights")
    right = mobilenet.files[".weights.h5"]
    for message, call in {
        "keras_weights_wrong": lambda: build(text, tmp_path / "out", recorder),
        "keras_weights_missing": lambda: build(tmp_path / "no.h5", tmp_path / "out", recorder),
        "bad_size": lambda: build(right, tmp_path / "out", recorder, pixels=0),
        "keras_option_unknown": lambda: build(
            right, tmp_path / "out", recorder, options={"weights": "imagenet"}
        ),
        "keras_build_failed": lambda: build(
            right, tmp_path / "out", recorder, options={"alpha": "wide"}
        ),
        "keras_unknown": lambda: encoder_from_keras(tmp_path / "out", "Nope", right, recorder),
    }.items():
        with pytest.raises(ShelftagError) as caught:
            call()
        assert caught.value.message_id == f"training.{message}"
    with pytest.raises(ShelftagError, match=r"training\.keras_weights_wrong"):
        build(right, tmp_path / "out", recorder, options={"alpha": 0.5})
    assert not (tmp_path / "out").exists()


def convolution():
    return np.random.default_rng(3).normal(0, 0.3, (SIZE, 3, 4, 4)).astype(np.float32)


def network(
    *, batch="n", pixels=PIXELS, kind=TensorProto.FLOAT, tail="flatten", opset=17, extra=(), **more
):
    """A convolution, pooled into a vector, as PyTorch exports it: [batch, 3, h, w] in."""
    nodes = [
        helper.make_node("Conv", ["photo", "kernel"], ["c"], strides=[4, 4]),
        helper.make_node("Relu", ["c"], ["map"]),
        helper.make_node("GlobalAveragePool", ["map"], ["pooled"]),
    ]
    constants = [numpy_helper.from_array(convolution(), "kernel")]
    output = helper.make_tensor_value_info("vector", TensorProto.FLOAT, [batch, SIZE])
    if tail == "flatten":
        nodes.append(helper.make_node("Flatten", ["pooled"], ["vector"]))
    elif tail == "reshape":  # what exporters write for a fixed batch
        constants.append(numpy_helper.from_array(np.array([batch, -1], np.int64), "shape"))
        nodes.append(helper.make_node("Reshape", ["pooled", "shape"], ["vector"]))
    elif tail == "normalised":  # a vector that is not the mean of its map
        nodes.append(helper.make_node("Flatten", ["pooled"], ["flat"]))
        nodes.append(helper.make_node("LpNormalization", ["flat"], ["vector"], axis=1))
    elif tail == "map":
        nodes = [nodes[0], helper.make_node("Relu", ["c"], ["vector"])]
        side = pixels // 4
        output = helper.make_tensor_value_info(
            "vector", TensorProto.FLOAT, [batch, SIZE, side, side]
        )
    graph = helper.make_graph(
        [*nodes, *extra],
        "made in a test",
        [helper.make_tensor_value_info("photo", kind, [batch, 3, pixels, pixels])],
        [output],
        constants,
    )
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8, **more
    )


def right_answer(photos):
    """The network of above, computed by TensorFlow: feature map [n, h, w, SIZE]."""
    tf = tensorflow_setup.load()
    numbers = (photos / 255 - PLAIN.mean) / np.array(PLAIN.std)
    kernel = convolution().transpose(2, 3, 1, 0)
    return tf.nn.relu(tf.nn.conv2d(numbers.astype(np.float32), kernel, 4, "VALID")).numpy()


def convert(model, tmp_path, reporter, **options):
    file = tmp_path / "stranger.onnx"
    file.write_bytes(model if isinstance(model, bytes) else model.SerializeToString())
    options = {"normalisation": PLAIN} | options
    return encoder_from_onnx(tmp_path / "encoder", file, reporter, **options)


@pytest.mark.parametrize(
    "model",
    [
        network(),
        network(opset=11),
        network(batch=1, tail="reshape"),
        network(batch=4),
        network(tail="map"),
        network(pixels=None),
    ],
    ids=["free batch", "old operators", "fixed batch", "batch of four", "map alone", "any size"],
)
def test_an_onnx_file_runs_in_the_application(tmp_path, recorder, photos, model):
    convert(model, tmp_path, recorder, pixels=PIXELS)
    encoder = open_encoder(tmp_path / "encoder", device="cpu", precision="fp32")
    maps = right_answer(photos)
    for count in (1, 3, 17):
        encoder.batch_size = count
        embeddings = encoder.embed_images(photos)
        np.testing.assert_allclose(embeddings, maps.mean((1, 2)), rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(encoder.feature_maps(photos), maps, rtol=1e-3, atol=1e-4)


def test_without_a_map_behind_the_vector_the_map_is_one_by_one(tmp_path, recorder, photos):
    convert(network(tail="normalised"), tmp_path, recorder)
    encoder = open_encoder(tmp_path / "encoder", device="cpu", precision="fp32")
    embeddings = encoder.embed_images(photos)
    np.testing.assert_allclose(np.linalg.norm(embeddings, axis=1), 1, rtol=1e-4)
    assert np.array_equal(encoder.feature_maps(photos), embeddings[:, None, None, :])


def half(model):
    kernel = numpy_helper.to_array(model.graph.initializer[0]).astype(np.float16)
    model.graph.initializer[0].CopyFrom(numpy_helper.from_array(kernel, "kernel"))
    model.graph.output[0].type.tensor_type.elem_type = TensorProto.FLOAT16
    return model


def two_inputs():
    model = network()
    model.graph.input.append(helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["n", 1]))
    return model


def external():
    model = network()
    tensor = model.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="../../secret")
    return model


def with_operator(domain):
    model = network(extra=[helper.make_node("Magic", ["map"], ["unused"], domain=domain)])
    model.opset_import.append(helper.make_opsetid(domain, 1))
    return model


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (b"no ONNX file at all", "onnx_unreadable"),
        (b"", "onnx_unreadable"),
        (two_inputs(), "onnx_input"),
        (half(network(kind=TensorProto.FLOAT16)), "onnx_half"),
        (network(kind=TensorProto.UINT8), "onnx_unreadable"),
        (external(), "onnx_external"),
        (with_operator("com.example"), "onnx_operator"),
        (network(pixels=64), "onnx_size"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_onnx_files_that_do_not_fit_are_refused(tmp_path, recorder, model, message):
    with pytest.raises(ShelftagError) as caught:
        convert(model, tmp_path, recorder, pixels=PIXELS)
    assert caught.value.message_id == f"training.{message}"
    assert [path.name for path in tmp_path.iterdir()] == ["stranger.onnx"]


def test_an_output_that_is_not_there_and_a_layout_that_cannot_be_told(tmp_path, recorder):
    with pytest.raises(ShelftagError, match=r"training\.onnx_output"):
        convert(network(), tmp_path, recorder, embedding="nothing")
    model = network(pixels=3)  # [n, 3, 3, 3]
    with pytest.raises(ShelftagError, match=r"training\.onnx_layout"):
        convert(model, tmp_path, recorder)


def test_the_command_line_says_what_is_wrong(tmp_path, capsys):
    from typer.testing import CliRunner

    from shelftag_training.cli import app

    output = ["--output", str(tmp_path / "out"), "--json"]
    file = tmp_path / "net.onnx"
    onnx.save(network(), file)
    for message, arguments in {
        "encoder_one_source": [],
        "bad_numbers": ["--onnx", str(file), "--std", "0"],
        "bad_option": ["--keras", "MobileNet", "--weights", "w.h5", "--option", "alpha"],
    }.items():
        done = CliRunner().invoke(app, ["encoder", *arguments, *output])
        assert done.exit_code == 1
        assert json.loads(done.stdout.splitlines()[-1])["message_id"] == f"training.{message}"
