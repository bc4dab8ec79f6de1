"""Processors that would compute int8 wrong get the fp32 graph."""

import pytest

from shelftag_onnx import processor


@pytest.mark.parametrize(
    ("machine", "features", "flags", "exact"),
    [
        ("aarch64", {}, "", True),
        ("x86_64", {"AVX512VNNI": True}, "", True),
        ("AMD64", {"AVX512VNNI": False}, "flags : sse avx2 avx_vnni", True),
        ("x86_64", {"AVX512VNNI": False}, "flags : sse avx2", False),
        ("AMD64", {}, None, False),
    ],
)
def test_int8_is_trusted_where_it_cannot_saturate(
    monkeypatch, tmp_path, machine, features, flags, exact
):
    monkeypatch.setattr(processor.platform, "machine", lambda: machine)
    monkeypatch.setattr(processor, "cpu_features", features)
    monkeypatch.setattr(processor, "_CPU_INFO", tmp_path / "cpuinfo")
    if flags is not None:
        (tmp_path / "cpuinfo").write_text(flags)
    assert processor.exact_int8() is exact
