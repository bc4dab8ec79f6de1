"""Whether this processor computes int8 graphs right."""

import platform
from pathlib import Path

from numpy._core._multiarray_umath import (  # type: ignore[import-not-found]
    __cpu_features__ as cpu_features,
)

_CPU_INFO = Path("/proc/cpuinfo")


def exact_int8() -> bool:
    """Whether products of unsigned and signed bytes are summed without saturation.

    x86 processors with AVX2 or AVX512 but without VNNI add pairs of such products in 16 bits, which
    overflows with 8-bit weights (ONNX Runtime's documentation of quantisation, "reduce range"); the
    fp32 graph is used there. Others (ARM, x86 with VNNI or AVX-VNNI) are exact.
    """
    if platform.machine().lower() not in ("x86_64", "amd64", "x86", "i686"):
        return True
    if cpu_features.get("AVX512VNNI", False):
        return True
    try:
        flags = _CPU_INFO.read_text("utf-8", errors="replace").split()
    except OSError:
        return False
    return "avx_vnni" in flags or "avx512_vnni" in flags
