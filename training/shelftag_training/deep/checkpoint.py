"""Where a run stands, on the drive: after a kill it goes on from there as if nothing happened."""

import io
import json
import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILE = "checkpoint.npz"


@dataclass
class State:
    """All that a run needs to go on.

    Attributes:
        step: Steps done.
        best_step: Step of the best held-out likelihood.
        best_cost: That likelihood's negative logarithm, per photo.
        history: Figures of each epoch.
        recent: Losses of the present epoch's steps.
        seconds: Time spent so far.
    """

    step: int = 0
    best_step: int = 0
    best_cost: float = float("inf")
    history: list[dict[str, float]] = field(default_factory=list)
    recent: list[float] = field(default_factory=list)
    seconds: float = 0.0


class Checkpoint:
    """A folder with the latest state of one run.

    Args:
        folder: Exists.
        fingerprint: Of settings and data: a state of another run is ignored.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._file = folder / FILE
        self._fingerprint = fingerprint

    def save(self, state: State, arrays: Mapping[str, Sequence[NDArray[Any]]]) -> None:
        """Writes the state, whole or not at all."""
        named: dict[str, Any] = {
            f"{name}_{index}": value
            for name, values in arrays.items()
            for index, value in enumerate(values)
        }
        head = json.dumps({"fingerprint": self._fingerprint, **vars(state)})
        growing = self._file.with_suffix(".growing.npz")
        try:
            with growing.open("wb") as file:
                np.savez(file, _state=np.frombuffer(head.encode(), np.uint8), **named)
                file.flush()
                os.fsync(file.fileno())
            growing.replace(self._file)
        finally:
            growing.unlink(missing_ok=True)

    def read(self, names: Sequence[str]) -> bytes:
        """Returns the latest state for `unpack`; nothing where there is none of this run.

        Args:
            names: Of the lists of arrays.
        """
        try:
            content = self._file.read_bytes()
            fingerprint, _, _ = _opened(content, names)
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
            return b""  # damaged: start anew
        return content if fingerprint == self._fingerprint else b""


def unpack(content: bytes, names: Sequence[str]) -> tuple[State, dict[str, list[NDArray[Any]]]]:
    """Opens what `Checkpoint.read` returned.

    Args:
        content: Not empty.
        names: Of the lists of arrays.
    """
    _, state, arrays = _opened(content, names)
    return state, arrays


def _opened(
    content: bytes, names: Sequence[str]
) -> tuple[str, State, dict[str, list[NDArray[Any]]]]:
    """Reads a checkpoint's fingerprint, state and arrays."""
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        head = json.loads(bytes(kept["_state"]))
        fingerprint = head.pop("fingerprint")
        return fingerprint, State(**head), {name: _numbered(kept, name) for name in names}


def _numbered(kept: Any, name: str) -> list[NDArray[Any]]:
    """The arrays whose names go on with numbers, in order."""
    count = sum(key.rpartition("_")[0] == name for key in kept.files)
    return [kept[f"{name}_{index}"] for index in range(count)]
