"""fp32 encoder → int8 encoder: static QDQ, per channel, U8 activations, S8 weights."""

import logging
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Method:
    """A way to quantise.

    Attributes:
        float_ends: Whether the first three convolutions and the last one stay in floating point:
            rounding there does most harm, since what the first lose nobody gets back.
        smooth: Whether the range of an activation is a moving average over the pictures, which a
            single extreme picture cannot stretch, and not all that was seen.
    """

    float_ends: bool = False
    smooth: bool = False


METHODS = (Method(), Method(float_ends=True), Method(float_ends=True, smooth=True))
"""In the order in which they are tried: the fastest graph first."""
_FIRST = 3
_FOLLOWING = ("Clip", "Relu", "GlobalAveragePool")


def quantize(
    model: Any,
    input_name: str,
    pictures: Iterable[NDArray[np.uint8]],
    method: Method = METHODS[0],
) -> Any:
    """Quantises an encoder.

    The artefact is the same on every machine, so that embeddings can be exchanged, and weights keep
    all 8 bits: with 7 (``reduce_range``) the cosine to the fp32 features falls from 0.995 to 0.980
    on real photos. x86 CPUs without VNNI saturate sums of 8-bit products, so there the fp32 graph
    is the one to run: the classifier plug-in decides that when it loads the encoder.

    Args:
        model: ``onnx.ModelProto``, fp32.
        input_name: Its input.
        pictures: Calibration pictures, uint8, shape [height, width, 3].
        method: How.

    Returns:
        ``onnx.ModelProto`` with the same inputs and outputs.
    """
    import onnx
    from onnxruntime.quantization import QuantFormat, QuantType, quantize_static
    from onnxruntime.quantization.shape_inference import quant_pre_process

    logging.getLogger().setLevel(logging.ERROR)  # the quantiser warns on the root logger
    with tempfile.TemporaryDirectory(prefix="shelftag-quantize-") as name:
        source, prepared, target = (Path(name) / f"{part}.onnx" for part in ("a", "b", "c"))
        onnx.save(model, source)
        quant_pre_process(source, prepared, skip_symbolic_shape=True)
        graph = onnx.load(prepared).graph
        excluded = _batched_products(graph) + (_ends(graph) if method.float_ends else [])
        quantize_static(
            prepared,
            target,
            _reader(input_name, pictures),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            reduce_range=False,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=excluded,
            extra_options={"CalibMovingAverage": method.smooth},
        )
        return onnx.load(target)


def _batched_products(graph: Any) -> list[str]:
    """Names of products with a stack of matrices: ONNX Runtime has none with a scale per column."""
    stacked = {tensor.name for tensor in graph.initializer if len(tensor.dims) > 2}
    return [
        node.name
        for node in graph.node
        if node.op_type == "MatMul" and not stacked.isdisjoint(node.input)
    ]


def _ends(graph: Any) -> list[str]:
    """Names of the nodes at both ends: convolutions, and the activation or pooling behind each.

    Several branches (a photo and its mirror image) have their own ends. An activation goes with its
    convolution: alone, its input would be rounded in the far wider range from before it.
    """
    depths: dict[str, int] = {}  # tensor → convolutions up to it, on the longest way
    for node in graph.node:
        depth = max((depths.get(name, 0) for name in node.input), default=0)
        depths.update(dict.fromkeys(node.output, depth + (node.op_type == "Conv")))
    passed: set[str] = set()  # tensors that a convolution follows
    ends: set[str] = set()
    for node in reversed(graph.node):
        convolves = node.op_type == "Conv"
        follows = not passed.isdisjoint(node.output)
        if convolves and (depths[node.output[0]] <= _FIRST or not follows):
            ends.update((node.name, *node.output))
        if convolves or follows:
            passed.update(node.input)
    for node in graph.node:  # in order, so that pooling behind an activation is found too
        if node.op_type in _FOLLOWING and node.input[0] in ends:
            ends.update((node.name, *node.output))
    return [node.name for node in graph.node if node.name in ends]


def _reader(input_name: str, pictures: Iterable[NDArray[np.uint8]]) -> Any:
    """Wraps pictures as the calibration data reader that ONNX Runtime asks for."""
    from onnxruntime.quantization import CalibrationDataReader

    class Pictures(CalibrationDataReader):  # type: ignore[misc]  # onnxruntime has no types
        """Hands out one picture at a time."""

        def __init__(self) -> None:
            self._left: Iterator[NDArray[np.uint8]] = iter(pictures)

        def get_next(self) -> dict[str, NDArray[np.uint8]] | None:
            """Returns the next feed, or None at the end."""
            picture = next(self._left, None)
            return None if picture is None else {input_name: picture[None]}

    return Pictures()
