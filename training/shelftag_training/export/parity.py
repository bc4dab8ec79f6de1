"""Checks that what was exported computes what was trained. Nothing that fails here is published."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.errors import ShelftagError

RELATIVE = 1e-4
"""Largest difference to TensorFlow, relative to the largest value of the row."""
_TIE = 1e-5
"""Scores of a row closer than this, relative to its largest, count as equal."""


def open_session(model: Any, *, threads: int = 0) -> Any:
    """Opens a graph on the CPU.

    Args:
        model: ``onnx.ModelProto`` or its bytes.
        threads: 0 for all cores.

    Returns:
        ``onnxruntime.InferenceSession``.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = threads
    data = model if isinstance(model, bytes) else model.SerializeToString()
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def run(session: Any, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
    """Runs a graph; returns all its outputs by name."""
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, dict(feeds)), strict=True))


def check_close(expected: NDArray[np.float32], actual: NDArray[np.float32], what: str) -> float:
    """Compares TensorFlow's output with ONNX Runtime's.

    Args:
        expected: float32, shape [rows, ...].
        actual: The same shape.
        what: Name for the error.

    Returns:
        The largest difference, relative to the largest value of its row.

    Raises:
        ShelftagError: They differ by more than `RELATIVE`.
    """
    if expected.shape != actual.shape:
        raise ShelftagError("training.parity_failed", what=what, difference="shape")
    flat, other = (array.reshape(len(array), -1) for array in (expected, actual))
    scale = np.maximum(np.abs(flat).max(axis=1, initial=0), 1e-6)
    worst = float(np.max(np.abs(flat - other).max(axis=1, initial=0) / scale, initial=0))
    if not worst <= RELATIVE:  # also when it is not a number
        raise ShelftagError("training.parity_failed", what=what, difference=f"{worst:.1e}")
    return worst


def check_same_top(expected: NDArray[np.float32], actual: NDArray[np.float32], what: str) -> None:
    """Checks that every row has the same best class, exact ties aside.

    Raises:
        ShelftagError: A row's best class differs.
    """
    rows = np.arange(len(expected))
    best = expected.max(axis=1, initial=-np.inf)
    chosen = expected[rows, actual.argmax(axis=1)] if len(expected) else best
    if np.any(best - chosen > _TIE * np.maximum(np.abs(best), 1)):
        raise ShelftagError("training.parity_failed", what=what, difference="top-1")


def mean_cosine(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Returns the mean cosine between the rows of two matrices."""
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return float(np.mean(np.sum(one * other, axis=1) / np.maximum(lengths, 1e-12)))
