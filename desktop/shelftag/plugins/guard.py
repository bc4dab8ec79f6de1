"""Stands between Shelftag and a classifier plug-in: whatever it raises becomes one kind of error.

A `ShelftagError` of the plug-in passes as it is; anything else, and answers of the wrong shape,
become ``plugins.broken`` with the plug-in's name, so that the rest of the program goes on.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from shelftag_api.classifier import (
    ByteArray,
    ClassifierPlugin,
    FloatArray,
    Head,
    ImageEncoder,
    RowTexts,
    TextEncoder,
)
from shelftag_api.errors import ShelftagError


@contextmanager
def guarded(plugin: str) -> Iterator[None]:
    """Turns exceptions of a plug-in's code into `ShelftagError`.

    Raises:
        ShelftagError: ``plugins.broken``, or the plug-in's own.
    """
    try:
        yield
    except ShelftagError:
        raise
    except (Exception, SystemExit) as error:  # a stranger's module may call sys.exit()
        raise broken(plugin, f"{type(error).__name__}: {error}") from error


def broken(plugin: str, problem: str) -> ShelftagError:
    """Returns the error that names a plug-in and what is wrong with it."""
    return ShelftagError("plugins.broken", plugin=plugin, problem=" ".join(problem.split())[:300])


class GuardedClassifier:
    """A classifier plug-in behind the guard; what it opens is guarded as well."""

    def __init__(self, plugin: str, inner: ClassifierPlugin) -> None:
        self._plugin = plugin
        self._inner = inner

    def open_encoder(
        self, folder: Path, *, device: str = "auto", threads: int | None = None
    ) -> ImageEncoder:
        """Loads a verified encoder (see `ClassifierPlugin`)."""
        with guarded(self._plugin):
            encoder = self._inner.open_encoder(folder, device=device, threads=threads)
            return _GuardedEncoder(self._plugin, encoder)

    def open_head(self, folder: Path) -> Head:
        """Loads a verified head bundle (see `ClassifierPlugin`)."""
        with guarded(self._plugin):
            return _GuardedHead(self._plugin, self._inner.open_head(folder))

    def open_text_encoder(self) -> TextEncoder:
        """Loads the text encoder (see `ClassifierPlugin`)."""
        with guarded(self._plugin):
            return _GuardedTextEncoder(self._plugin, self._inner.open_text_encoder())

    def diagnose(self) -> dict[str, str]:
        """Returns technical facts (see `ClassifierPlugin`)."""
        with guarded(self._plugin):
            return {str(key): str(value) for key, value in self._inner.diagnose().items()}


class _GuardedEncoder:
    """An image encoder whose answers are checked."""

    def __init__(self, plugin: str, inner: ImageEncoder) -> None:
        self._plugin = plugin
        self._inner = inner
        self.manifest = inner.manifest
        self.runtime = inner.runtime
        self.batch_size = inner.batch_size

    def embed_images(self, pixels: ByteArray) -> FloatArray:
        """Encodes RGB photos: float32, shape [n, embedding_size]."""
        with guarded(self._plugin):
            result = self._inner.embed_images(pixels)
        return _checked(self._plugin, result, (len(pixels), self.manifest.embedding_size))

    def feature_maps(self, pixels: ByteArray) -> FloatArray:
        """Returns the last feature maps: float32, shape [n, h, w, channels]."""
        with guarded(self._plugin):
            result = self._inner.feature_maps(pixels)
        return _checked(self._plugin, result, (len(pixels), *np.shape(result)[1:]))


class _GuardedHead:
    """A head whose answers are checked."""

    def __init__(self, plugin: str, inner: Head) -> None:
        self._plugin = plugin
        self._inner = inner
        self.manifest = inner.manifest

    def predict(self, embeddings: FloatArray, texts: RowTexts | None = None) -> FloatArray:
        """Scores rows: float32, shape [n, classes]."""
        with guarded(self._plugin):
            result = self._inner.predict(embeddings, texts)
        return _checked(self._plugin, result, (len(embeddings), len(self.manifest.classes)))


class _GuardedTextEncoder:
    """A text encoder whose answers are checked."""

    def __init__(self, plugin: str, inner: TextEncoder) -> None:
        self._plugin = plugin
        self._inner = inner
        self.id = inner.id
        self.size = inner.size

    def embed_texts(self, texts: Sequence[str]) -> FloatArray:
        """Encodes texts: float32, shape [len(texts), size]."""
        with guarded(self._plugin):
            result = self._inner.embed_texts(texts)
        return _checked(self._plugin, result, (len(texts), self.size))


def _checked(plugin: str, array: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    """Returns a plug-in's array if it is float32, finite and of the promised shape."""
    if not isinstance(array, np.ndarray) or array.dtype != np.float32 or array.shape != shape:
        found = f"{getattr(array, 'dtype', type(array))} {getattr(array, 'shape', '')}"
        raise broken(plugin, f"expected float32 {shape}, got {found}")
    if not np.isfinite(array).all():
        raise broken(plugin, "NaN or infinity in the result")
    return array
