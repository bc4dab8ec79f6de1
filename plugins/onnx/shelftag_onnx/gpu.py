"""Finds out whether a GPU really runs a given graph, and if not, why.

``get_available_providers()`` and ``get_device()`` name what ONNX Runtime was compiled with, not
what works here. So the graph itself is opened on the GPU alone and run once.
"""

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import Any

from shelftag_onnx.session import one_line, open_strictly

PROVIDERS = {
    "cuda": "CUDAExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
    "directml": "DmlExecutionProvider",
}
"""Device of `shelftag_api.classifier.Runtime` to ONNX Runtime's provider, best first."""

_LOG_NOTHING = 4
_LOG_WARNINGS = 2  # ONNX Runtime's default


@dataclass(frozen=True)
class GpuAttempt:
    """How the attempt to use a GPU went.

    Attributes:
        session: ``onnxruntime.InferenceSession`` that runs on the GPU, or None.
        device: ``cuda``, ``coreml`` or ``directml``; empty where none works.
        provider: The provider's own name; empty where none works.
        reason: Message id that says why none works, or an empty string.
        detail: Technical detail of the reason.
    """

    session: Any
    device: str = ""
    provider: str = ""
    reason: str = ""
    detail: str = ""


def open_on_gpu(data: bytes, warm_up: Callable[[Any], None]) -> GpuAttempt:
    """Opens a graph on the first GPU provider that really runs it.

    Args:
        data: A graph from `shelftag_onnx.session.read_graph`, in fp32.
        warm_up: Runs the session once with the shape that will be used; raises if that fails.

    Returns:
        The session, or the reason why there is none. Never raises for a GPU that does not work.
    """
    import onnxruntime

    compiled_in = onnxruntime.get_available_providers()
    failures: list[str] = []
    with _quiet() as said:
        for device, provider in PROVIDERS.items():
            if provider not in compiled_in:
                continue
            if device == "cuda":
                failures.extend(_preload_cuda())
            try:
                session = open_strictly(data, provider)
                warm_up(session)
            except Exception as error:  # drivers fail in many ways, all of them mean: no GPU
                failures.append(f"{provider}: {one_line(error)}")
            else:
                return GpuAttempt(session, device, provider)
        failures.extend(said.getvalue().splitlines())
    return GpuAttempt(None, reason=_reason(compiled_in), detail="; ".join(failures))


def _reason(compiled_in: list[str]) -> str:
    """Chooses the sentence for an attempt that failed."""
    if not set(PROVIDERS.values()) & set(compiled_in):
        return "runtime.no_gpu_build"
    if PROVIDERS["cuda"] in compiled_in:
        if nvidia_cards() == 0:
            return "runtime.no_gpu"
        if _preload_cuda():
            return "runtime.gpu_libraries"
    return "runtime.gpu_failed"


@cache
def _preload_cuda() -> tuple[str, ...]:
    """Loads the CUDA and cuDNN libraries that pip installed; returns what is missing, line by line.

    ONNX Runtime prints what it misses; standard output is no place for that, it may be a pipe.
    """
    import onnxruntime

    with redirect_stdout(StringIO()) as said:
        try:
            onnxruntime.preload_dlls()
        except Exception as error:  # a broken CUDA folder raises whatever it likes
            return (one_line(error),)
    return tuple(line for line in said.getvalue().splitlines() if line.startswith("Failed"))


@cache
def nvidia_cards() -> int:
    """Counts the NVIDIA cards that the driver offers; 0 without a driver.

    Only asked to explain a failure: whether a card works is known from running on it.
    """
    try:
        driver = ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
        count = ctypes.c_int()
        if driver.cuInit(0) or driver.cuDeviceGetCount(ctypes.byref(count)):
            return 0
    except (OSError, AttributeError):
        return 0
    return count.value


@contextmanager
def _quiet() -> Iterator[StringIO]:
    """Keeps ONNX Runtime's complaints about an absent GPU off the terminal."""
    import onnxruntime

    onnxruntime.set_default_logger_severity(_LOG_NOTHING)
    try:
        with redirect_stdout(StringIO()) as said:
            yield said
    finally:
        onnxruntime.set_default_logger_severity(_LOG_WARNINGS)
