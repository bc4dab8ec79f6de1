"""What a classifier plug-in does: photos and words to vectors, vectors to class probabilities."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import BundleManifest
from shelftag_api.encoder import EncoderManifest

FloatArray = NDArray[np.float32]
ByteArray = NDArray[np.uint8]


@dataclass(frozen=True)
class Runtime:
    """Where a model really runs, found out after it was loaded, not asked of a driver.

    Attributes:
        device: ``cuda``, ``coreml``, ``directml`` or ``cpu``.
        precision: ``fp32`` or ``int8``.
        provider: The execution provider's own name.
        threads: Threads used on a CPU.
        reason: Message id that says why no GPU is used, or an empty string.
        reason_detail: The technical reason behind it, for `shelftag doctor`.
    """

    device: str
    precision: str
    provider: str
    threads: int
    reason: str = ""
    reason_detail: str = ""


@runtime_checkable
class ImageEncoder(Protocol):
    """Turns photos into embeddings. Used by one thread at a time."""

    manifest: EncoderManifest
    runtime: Runtime
    batch_size: int
    """Batch size that it works best with; smaller last batches are padded inside."""

    def embed_images(self, pixels: ByteArray) -> FloatArray:
        """Encodes RGB photos.

        Args:
            pixels: uint8, shape [n, height, width, 3], of the manifest's size; any n ≥ 0.

        Returns:
            float32, shape [n, embedding_size].
        """
        ...

    def feature_maps(self, pixels: ByteArray) -> FloatArray:
        """Returns the last feature maps: float32, shape [n, h, w, channels]."""
        ...


@runtime_checkable
class TextEncoder(Protocol):
    """Turns short texts of many languages into vectors of unit length."""

    id: str
    size: int

    def embed_texts(self, texts: Sequence[str]) -> FloatArray:
        """Encodes texts.

        Returns:
            float32, shape [len(texts), size], each row of length 1.
        """
        ...


@runtime_checkable
class Head(Protocol):
    """Turns embeddings into probabilities of a bundle's classes."""

    manifest: BundleManifest

    def predict(self, embeddings: FloatArray) -> FloatArray:
        """Scores embeddings.

        Args:
            embeddings: float32, shape [n, embedding_size]; any n ≥ 0.

        Returns:
            Probabilities after the temperature: float32, shape [n, len(manifest.classes)], rows
            sum to 1.
        """
        ...


@runtime_checkable
class ClassifierPlugin(Protocol):
    """What the factory of a classifier plug-in returns."""

    def open_encoder(
        self, folder: Path, *, device: str = "auto", threads: int | None = None
    ) -> ImageEncoder:
        """Loads a verified encoder.

        Args:
            folder: The artefact.
            device: ``auto`` (a GPU where it really works, else the CPU), ``gpu`` or ``cpu``.
            threads: CPU threads for inference; None for all cores.

        Raises:
            ShelftagError: The artefact is unsound, or ``gpu`` was asked for and does not work.
        """
        ...

    def open_head(self, folder: Path) -> Head:
        """Loads a verified head bundle.

        Raises:
            ShelftagError: The bundle is unsound.
        """
        ...

    def open_text_encoder(self) -> TextEncoder:
        """Loads the text encoder. Raises ShelftagError where it is not installed."""
        ...

    def diagnose(self) -> dict[str, str]:
        """Returns technical facts for `shelftag doctor`: versions, providers, devices."""
        ...
