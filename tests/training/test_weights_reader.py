"""The restricted reader takes the pinned weights and nothing else."""

import collections
import io
import os
import pickle
import struct
import sys
import types

import numpy as np
import pytest

from shelftag_api.errors import ShelftagError
from shelftag_training.encoders.efficientnet_lite import (
    LITE0,
    LITE1,
    LITE2,
    build_encoder,
    load_weights,
)
from shelftag_training.encoders.torch_weights import load_pinned_weights, read_state_dict

MAGIC, PROTOCOL = 0x1950A86A20F9469CFC6C, 1001


class Storage:
    """What a tensor's storage pickles to."""

    def __init__(self, key, count):
        self.key, self.count = key, count


class Tensor:
    """Pickles like a torch tensor: a strided view of a storage."""

    def __init__(self, storage, shape, stride, offset=0):
        self.arguments = (storage, offset, shape, stride, False, collections.OrderedDict())

    def __reduce__(self):
        return sys.modules["torch._utils"]._rebuild_tensor_v2, self.arguments


@pytest.fixture
def torch_names(monkeypatch):
    """The names that torch would have, so that files can be written by them."""
    torch, inner = types.ModuleType("torch"), types.ModuleType("torch._utils")

    def _rebuild_tensor_v2():
        raise AssertionError("never called")

    _rebuild_tensor_v2.__module__, _rebuild_tensor_v2.__qualname__ = (
        inner.__name__,
        ("_rebuild_tensor_v2"),
    )
    inner._rebuild_tensor_v2 = _rebuild_tensor_v2
    torch.FloatStorage = type("FloatStorage", (), {"__module__": "torch"})
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "torch._utils", inner)
    return torch


def write_legacy(state, values, torch):
    """A state dict in the legacy format, with one storage ``s``."""

    class Pickler(pickle.Pickler):
        def persistent_id(self, item):
            if isinstance(item, Storage):
                return ("storage", torch.FloatStorage, item.key, "cpu", item.count, None)
            return None

    file = io.BytesIO()
    for part in (MAGIC, PROTOCOL, {"little_endian": True}):
        pickle.dump(part, file, protocol=2)
    Pickler(file, protocol=2).dump(state)
    pickle.dump(["s"], file, protocol=2)
    file.write(struct.pack("<q", len(values)) + np.asarray(values, "<f4").tobytes())
    return file.getvalue()


def test_strides_are_honoured(torch_names):
    state = collections.OrderedDict(w=Tensor(Storage("s", 6), (2, 3), (1, 2)))
    data = write_legacy(state, range(6), torch_names)
    assert read_state_dict(data)["w"].tolist() == [[0, 2, 4], [1, 3, 5]]


def test_a_window_outside_its_storage_is_refused(torch_names):
    state = collections.OrderedDict(w=Tensor(Storage("s", 6), (2, 4), (4, 1)))
    with pytest.raises(pickle.UnpicklingError):
        read_state_dict(write_legacy(state, range(6), torch_names))


class Evil:
    def __init__(self, function, *arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


@pytest.mark.parametrize(
    "call", [(os.system, "touch /tmp/owned"), (eval, "1"), (collections.Counter, "a")]
)
def test_any_other_name_is_refused(call):
    file = io.BytesIO()
    for part in (MAGIC, PROTOCOL, {"little_endian": True}, Evil(*call)):
        pickle.dump(part, file, protocol=2)
    with pytest.raises(pickle.UnpicklingError, match="not admitted"):
        read_state_dict(file.getvalue())


def test_a_file_that_is_not_the_pinned_one_is_not_even_opened_by_pickle(tmp_path):
    path = tmp_path / "weights.pth"
    path.write_bytes(pickle.dumps(Evil(os.system, "exit 1")))
    with pytest.raises(ShelftagError, match=r"training\.weights_changed"):
        load_pinned_weights(path=path)
    with pytest.raises(ShelftagError, match=r"training\.weights_missing"):
        load_pinned_weights(path=tmp_path / "nothing.pth")


@pytest.mark.parametrize("variant", [LITE0, LITE1, LITE2], ids=lambda variant: variant.name)
def test_the_pinned_weights_are_those_of_their_variant(variant):
    weights = load_pinned_weights(variant)
    assert weights["_conv_stem.weight"].shape == (32, 3, 3, 3)
    assert weights["_fc.weight"].shape == (1000, 1280)
    assert all(np.isfinite(array).all() for array in weights.values())
    load_weights(build_encoder(variant), weights)  # raises where a name or a shape does not fit
