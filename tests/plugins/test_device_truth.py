"""The device that is named is the one that runs."""

import onnx
import onnxruntime
import pytest
from onnx import numpy_helper

from shelftag_api.errors import ShelftagError
from shelftag_onnx.diagnosis import PROBE, diagnose
from shelftag_onnx.encoder import open_encoder
from shelftag_onnx.gpu import PROVIDERS, nvidia_cards, open_on_gpu
from shelftag_onnx.graph_check import check_graph
from shelftag_onnx.session import open_strictly
from shelftag_resources.messages import message_ids

from .conftest import photos

GPU = diagnose()["gpu"]
no_gpu = pytest.mark.skipif(GPU != "none", reason="a GPU works here")
with_gpu = pytest.mark.skipif(GPU == "none", reason="no GPU works here")


@no_gpu
def test_says_cpu_and_why_though_cuda_is_compiled_in(both_precisions):
    runtime = open_encoder(both_precisions, device="auto").runtime
    assert (runtime.device, runtime.provider) == ("cpu", "CPUExecutionProvider")
    assert runtime.precision == "int8"
    assert runtime.reason in message_ids("en")
    assert runtime.reason.startswith("runtime.")
    if "CUDAExecutionProvider" in onnxruntime.get_available_providers():
        expected = "runtime.gpu_libraries" if nvidia_cards() else "runtime.no_gpu"
        assert runtime.reason in (expected, "runtime.gpu_failed")
        assert "CUDAExecutionProvider" in runtime.reason_detail


@no_gpu
def test_refuses_a_gpu_that_does_not_work(both_precisions):
    with pytest.raises(ShelftagError) as caught:
        open_encoder(both_precisions, device="gpu")
    assert caught.value.message_id in message_ids("en")
    assert caught.value.message_id.startswith("runtime.")


@no_gpu
def test_looking_for_a_gpu_writes_nothing_to_the_terminal(both_precisions, capfd):
    open_encoder(both_precisions, device="auto").embed_images(photos(2))
    diagnose()
    assert capfd.readouterr() == ("", "")


@no_gpu
def test_a_broken_cuda_path_does_not_stop_the_processor(both_precisions, tmp_path, monkeypatch):
    monkeypatch.setenv("CUDA_PATH", str(tmp_path / "nowhere"))
    encoder = open_encoder(both_precisions, device="auto")
    assert encoder.runtime.device == "cpu"
    assert encoder.embed_images(photos(1)).shape == (1, 6)


@with_gpu
def test_a_gpu_that_works_runs_fp32_with_the_same_result(both_precisions):
    import numpy as np

    gpu = open_encoder(both_precisions, device="gpu")
    cpu = open_encoder(both_precisions, device="cpu", precision="fp32")
    assert gpu.runtime.provider == PROVIDERS[gpu.runtime.device]
    assert (gpu.runtime.precision, gpu.runtime.reason) == ("fp32", "")
    pixels = photos(70)
    np.testing.assert_allclose(gpu.embed_images(pixels), cpu.embed_images(pixels), atol=1e-2)


def test_says_when_the_owner_chose_the_processor(both_precisions):
    assert open_encoder(both_precisions, device="cpu").runtime.reason == "runtime.cpu_chosen"


@no_gpu
def test_a_strict_session_raises_instead_of_using_the_processor():
    with pytest.raises(Exception, match=r"fallback to CPU|Unknown|not available"):
        open_strictly(PROBE, "CUDAExecutionProvider")


def test_a_gpu_whose_warm_up_fails_is_not_used():
    def fail(session):
        raise RuntimeError("out of memory")

    attempt = open_on_gpu(PROBE, fail)
    assert attempt.session is None
    assert attempt.reason in message_ids("en")


def test_the_built_in_probe_is_a_plain_convolution():
    model = onnx.load_model_from_string(PROBE)
    onnx.checker.check_model(model, full_check=True)
    check_graph(PROBE, "probe")
    assert [node.op_type for node in model.graph.node] == ["Conv", "Relu"]
    assert numpy_helper.to_array(model.graph.initializer[0]).sum() == pytest.approx(1.0)


def test_diagnosis_names_versions_and_the_truth():
    facts = diagnose()
    assert facts["onnxruntime"] == onnxruntime.__version__
    assert facts["text_encoder"] != "missing"
    assert facts["gpu"] in {*PROVIDERS, "none"}
    assert (facts["gpu"] == "none") == ("gpu_reason" in facts)
    assert all(isinstance(value, str) for value in facts.values())
