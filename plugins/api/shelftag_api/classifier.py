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


@dataclass(frozen=True)
class RowTexts:
    """What is said about the product of each row that a head judges.

    Attributes:
        texts: One a row; empty where nothing is said.
        vectors: Their embeddings by the bundle's text encoder, float32 [n, text size]; a row of
            zeros where nothing is said. None will do for a head that takes no ``text_embedding``.
    """

    texts: Sequence[str]
    vectors: FloatArray | None = None


def takes(manifest: BundleManifest, *tensors: str) -> bool:
    """Whether a bundle's graphs take any of these tensors of `shelftag_api.bundle.GIVEN_TENSORS`.

    Args:
        manifest: The bundle's.
        tensors: Names.
    """
    return any(name in graph.inputs for graph in manifest.graphs for name in tensors)


def takes_photos(manifest: BundleManifest) -> bool:
    """Whether a head looks at the photo's embedding."""
    return takes(manifest, "embedding")


def takes_words(manifest: BundleManifest) -> bool:
    """Whether a head reads the product's words itself."""
    return takes(manifest, "text_embedding", "token_ids")


@runtime_checkable
class Head(Protocol):
    """Turns embeddings, and the words of their products, into probabilities of a bundle's classes.

    Which of the two it looks at is told by `takes_photos` and `takes_words`.
    """

    manifest: BundleManifest

    def predict(self, embeddings: FloatArray, texts: RowTexts | None = None) -> FloatArray:
        """Scores rows.

        Args:
            embeddings: float32, shape [n, embedding_size]; any n ≥ 0. A row of zeros where there
                is no photo.
            texts: The words of each row's product; None where nothing is said of any.

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
