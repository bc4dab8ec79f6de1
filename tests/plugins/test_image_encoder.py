"""Photos become the same embeddings, however many there are and however they are batched."""

import json

import numpy as np
import pytest

from shelftag_api.classifier import ImageEncoder
from shelftag_api.errors import ContractError, ShelftagError
from shelftag_onnx.encoder import CPU_BATCH, open_encoder

from .conftest import CHANNELS, SIDE, photos, tiny_encoder


def one_by_one(encoder, pixels):
    return np.concatenate([encoder.embed_images(photo[None]) for photo in pixels])


@pytest.mark.parametrize("precision", ["fp32", "int8"])
@pytest.mark.parametrize("count", [0, 1, 7, 33])
def test_any_number_of_photos(both_precisions, precision, count):
    encoder = open_encoder(both_precisions, device="cpu", precision=precision)
    embeddings = encoder.embed_images(photos(count))
    maps = encoder.feature_maps(photos(count))
    assert isinstance(encoder, ImageEncoder)
    assert encoder.runtime.precision == precision
    assert (embeddings.shape, embeddings.dtype) == ((count, CHANNELS), np.float32)
    assert (maps.shape, maps.dtype) == ((count, 8, 8, CHANNELS), np.float32)
    np.testing.assert_allclose(maps.mean((1, 2)), embeddings, rtol=0.02, atol=0.02)


def test_embeds_what_the_graph_says(both_precisions):
    import onnx.reference

    pixels = photos(3)
    expected = onnx.reference.ReferenceEvaluator(tiny_encoder()).run(None, {"pixels": pixels})[0]
    fp32 = open_encoder(both_precisions, device="cpu", precision="fp32").embed_images(pixels)
    int8 = open_encoder(both_precisions, device="cpu", precision="int8").embed_images(pixels)
    np.testing.assert_allclose(fp32, expected, rtol=1e-4, atol=1e-5)
    cosine = (int8 * fp32).sum(1) / np.linalg.norm(int8, axis=1) / np.linalg.norm(fp32, axis=1)
    assert cosine.min() > 0.99
    assert not np.array_equal(int8, fp32)


@pytest.mark.parametrize("count", [1, 7, 33])
def test_padding_to_a_fixed_batch_changes_nothing(make_encoder, both_precisions, count):
    fixed = open_encoder(make_encoder(fp32=tiny_encoder(batch=4)), device="cpu")
    free = open_encoder(both_precisions, device="cpu", precision="fp32")
    assert fixed.batch_size == 4
    assert free.batch_size == CPU_BATCH
    pixels = photos(count)
    np.testing.assert_allclose(fixed.embed_images(pixels), one_by_one(free, pixels), atol=1e-6)
    np.testing.assert_allclose(fixed.feature_maps(pixels), free.feature_maps(pixels), atol=1e-6)


def test_takes_views_that_are_not_contiguous(both_precisions):
    encoder = open_encoder(both_precisions, device="cpu")
    mirrored = photos(5)[:, :, ::-1]
    np.testing.assert_array_equal(
        encoder.embed_images(mirrored), encoder.embed_images(mirrored.copy())
    )


def test_prefers_int8_on_a_processor(both_precisions):
    runtime = open_encoder(both_precisions, device="cpu", threads=1).runtime
    assert (runtime.device, runtime.precision, runtime.threads) == ("cpu", "int8", 1)


def test_runs_fp32_where_there_is_no_int8(make_encoder):
    encoder = open_encoder(make_encoder(fp32=tiny_encoder()), device="cpu")
    assert encoder.runtime.precision == "fp32"


@pytest.mark.parametrize("device", ["cpu", "auto"])
def test_refuses_a_changed_graph(make_encoder, device):
    folder = make_encoder(fp32=tiny_encoder())
    graph = folder / "fp32.onnx"
    graph.write_bytes(graph.read_bytes() + b"\x00")
    with pytest.raises(ContractError) as caught:
        open_encoder(folder, device=device)
    assert caught.value.message_id == "contract.wrong_hash"


def test_refuses_a_missing_graph(make_encoder):
    folder = make_encoder(fp32=tiny_encoder())
    (folder / "fp32.onnx").unlink()
    with pytest.raises(ContractError) as caught:
        open_encoder(folder, device="cpu")
    assert caught.value.message_id == "contract.file_missing"


def test_refuses_external_data_though_its_hash_is_right(make_encoder, tmp_path):
    from onnx import TensorProto

    model = tiny_encoder()
    weights = model.graph.initializer[1]
    (tmp_path / "secret.bin").write_bytes(weights.raw_data)
    weights.ClearField("raw_data")
    weights.data_location = TensorProto.EXTERNAL
    weights.external_data.add(key="location", value=str(tmp_path / "secret.bin"))
    with pytest.raises(ContractError) as caught:
        open_encoder(make_encoder(fp32=model), device="cpu")
    assert caught.value.message_id == "plugins.external_data"


def test_refuses_an_operator_of_an_unknown_domain(make_encoder):
    model = tiny_encoder()
    model.graph.node[4].domain = "com.evil"
    with pytest.raises(ContractError) as caught:
        open_encoder(make_encoder(fp32=model), device="cpu")
    assert caught.value.message_id == "plugins.unknown_operator"


def test_refuses_a_graph_that_onnx_runtime_does_not_understand(make_encoder):
    model = tiny_encoder()
    model.graph.node[4].op_type = "NoSuchOperator"
    with pytest.raises(ContractError) as caught:
        open_encoder(make_encoder(fp32=model), device="cpu")
    assert caught.value.message_id == "plugins.bad_graph"
    assert "NoSuchOperator" in caught.value.params["problem"]


@pytest.mark.parametrize(
    ("key", "value"), [("embedding_size", 7), ("width", 17), ("feature_map_name", "nothing")]
)
def test_refuses_a_graph_that_differs_from_its_manifest(make_encoder, key, value):
    folder = make_encoder(fp32=tiny_encoder())
    path = folder / "encoder.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {key: value}))
    with pytest.raises(ContractError) as caught:
        open_encoder(folder, device="cpu")
    assert caught.value.message_id == "plugins.bad_graph"


@pytest.mark.parametrize("pixels", [photos(1).astype(np.float32), np.zeros((1, 9, SIDE, 3), "u1")])
def test_wrong_pixels_are_the_callers_fault(both_precisions, pixels):
    with pytest.raises(ValueError, match="expected uint8"):
        open_encoder(both_precisions, device="cpu").embed_images(pixels)


def test_an_unknown_device_is_named(both_precisions):
    with pytest.raises(ShelftagError) as caught:
        open_encoder(both_precisions, device="quantum")
    assert caught.value.message_id == "runtime.unknown_device"
