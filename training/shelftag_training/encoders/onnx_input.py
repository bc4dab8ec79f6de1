"""What an ONNX encoder takes: where its photo goes in, of which size, and in which numbers."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from shelftag_api.errors import ShelftagError

Layout = Literal["auto", "nchw", "nhwc"]
DEFAULT_PIXELS = 224
MIN_PIXELS, MAX_PIXELS = 16, 2048


@dataclass(frozen=True)
class Normalisation:
    """How pixels become the network's numbers: (pixel / 255 − mean) / std, by colour.

    Attributes:
        mean: Red, green, blue; on the scale from 0 to 1.
        std: The same. The defaults are what PyTorch's ImageNet models expect.
    """

    mean: tuple[float, float, float] = (0.485, 0.456, 0.406)
    std: tuple[float, float, float] = (0.229, 0.224, 0.225)

    @property
    def scale(self) -> NDArray[np.float32]:
        """Factor on a pixel: float32 [3]."""
        return np.asarray(1 / (255 * np.array(self.std)), np.float32)

    @property
    def offset(self) -> NDArray[np.float32]:
        """Added afterwards: float32 [3]."""
        return np.asarray(-np.array(self.mean) / np.array(self.std), np.float32)


@dataclass(frozen=True)
class PhotoInput:
    """Where a graph takes its photo.

    Attributes:
        name: Of the graph's input.
        colours_first: Whether its shape is [batch, 3, h, w] and not [batch, h, w, 3].
        pixels: Height and width.
        batch: How many photos at once; None where that is free.
    """

    name: str
    colours_first: bool
    pixels: int
    batch: int | None

    def feed(
        self, photos: NDArray[np.uint8], normalisation: Normalisation
    ) -> dict[str, NDArray[np.float32]]:
        """Prepares photos: uint8 [n, h, w, 3] → what a session of the graph takes."""
        numbers = photos.astype(np.float32) * normalisation.scale + normalisation.offset
        if self.colours_first:
            numbers = numbers.transpose(0, 3, 1, 2)
        return {self.name: np.ascontiguousarray(numbers)}


def find_photo_input(model: Any, file: str, pixels: int | None, layout: Layout) -> PhotoInput:
    """Finds the one input of a graph and what it wants.

    Args:
        model: ``onnx.ModelProto``.
        file: Its name, for messages.
        pixels: Wanted height and width; None for the graph's own, or `DEFAULT_PIXELS`.
        layout: Where the colours lie; ``auto`` looks for a dimension of 3.

    Raises:
        ShelftagError: There is no such input, or it cannot be told or made what is wanted.
    """
    import onnx

    constants = {tensor.name for tensor in model.graph.initializer}
    inputs = [value for value in model.graph.input if value.name not in constants]
    found = "; ".join(_described(value) for value in inputs) or "–"
    kinds = {value.type.tensor_type.elem_type for value in inputs}
    shape = [_size(dim) for dim in inputs[0].type.tensor_type.shape.dim] if inputs else []
    if len(inputs) != 1 or kinds != {onnx.TensorProto.FLOAT} or len(shape) != 4:
        raise ShelftagError("training.onnx_input", file=file, found=found)
    first = shape[1] == 3 if layout == "auto" else layout == "nchw"
    if layout == "auto" and (shape[1] == 3) == (shape[3] == 3):
        raise ShelftagError("training.onnx_layout", file=file, found=found)
    if shape[1 if first else 3] not in (3, None):
        raise ShelftagError("training.onnx_input", file=file, found=found)
    fixed = {side for side in (shape[2:] if first else shape[1:3]) if side is not None}
    wanted = pixels or next(iter(fixed), DEFAULT_PIXELS)
    if fixed - {wanted}:
        raise ShelftagError("training.onnx_size", file=file, found=found, pixels=wanted)
    return PhotoInput(inputs[0].name, first, check_pixels(wanted), shape[0])


def check_pixels(pixels: int) -> int:
    """Returns an input size if it is one.

    Raises:
        ShelftagError: ``training.bad_size``.
    """
    if not MIN_PIXELS <= pixels <= MAX_PIXELS:
        raise ShelftagError("training.bad_size", pixels=pixels)
    return pixels


def _size(dim: Any) -> int | None:
    """A dimension's size; None where it is free."""
    return int(dim.dim_value) if dim.HasField("dim_value") and dim.dim_value > 0 else None


def _described(value: Any) -> str:
    """An input's name, type and shape, for a message."""
    import onnx

    tensor = value.type.tensor_type
    sizes = " × ".join(str(_size(dim) or dim.dim_param or "?") for dim in tensor.shape.dim)
    kind = onnx.TensorProto.DataType.Name(tensor.elem_type).lower()
    return f"{value.name}: {kind} {sizes}"
