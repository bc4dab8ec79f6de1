"""Image encoder: photos to embeddings, in batches of one shape."""

from pathlib import Path
from typing import Any

import numpy as np

from shelftag_api.classifier import ByteArray, FloatArray, Runtime
from shelftag_api.encoder import EncoderManifest, read_encoder
from shelftag_api.errors import ContractError, ShelftagError
from shelftag_onnx.gpu import GpuAttempt, open_on_gpu
from shelftag_onnx.processor import exact_int8
from shelftag_onnx.session import CPU_PROVIDER, cpu_threads, one_line, open_on_cpu, read_graph

DEVICES = ("auto", "gpu", "cpu")
CPU_BATCH = 8
"""Photos per batch on a processor: see tests/benchmarks/encoder_speed.py."""
GPU_BATCH = 64
"""Photos per batch on a GPU."""


class OnnxImageEncoder:
    """`shelftag_api.classifier.ImageEncoder` on ONNX Runtime.

    Attributes:
        manifest: What the encoder takes and gives.
        runtime: Where it runs.
        batch_size: Photos per run of the graph.
    """

    def __init__(
        self, session: Any, manifest: EncoderManifest, runtime: Runtime, batch_size: int
    ) -> None:
        self.manifest = manifest
        self.runtime = runtime
        fixed = session.get_inputs()[0].shape[0]
        self.batch_size = fixed if isinstance(fixed, int) else batch_size
        # cuDNN searches the fastest algorithm anew for every shape, so a GPU sees only one; a
        # processor takes a short batch as it is, and wastes no time on padding.
        self._padded = isinstance(fixed, int) or runtime.device != "cpu"
        self._session = session
        _, maps = _try_out(session, manifest, self.batch_size if self._padded else 1)
        self._map_shape = maps.shape[1:]

    def embed_images(self, pixels: ByteArray) -> FloatArray:
        """Encodes RGB photos.

        Args:
            pixels: uint8, shape [n, height, width, 3], of the manifest's size; any n ≥ 0.

        Returns:
            float32, shape [n, embedding_size].

        Raises:
            ShelftagError: ``plugins.inference_failed``, for example a GPU out of memory.
        """
        return self._run(self.manifest.embedding_name, pixels, (self.manifest.embedding_size,))

    def feature_maps(self, pixels: ByteArray) -> FloatArray:
        """Returns the last feature maps.

        Args:
            pixels: As in `embed_images`.

        Returns:
            float32, shape [n, h, w, channels].

        Raises:
            ShelftagError: ``plugins.inference_failed``.
        """
        return self._run(self.manifest.feature_map_name, pixels, self._map_shape)

    def _run(self, output: str, pixels: ByteArray, shape: tuple[int, ...]) -> FloatArray:
        """Runs the graph batch by batch and fetches one output: float32, shape [n, *shape]."""
        expected = (self.manifest.height, self.manifest.width, 3)
        if pixels.dtype != np.uint8 or pixels.shape[1:] != expected:
            raise ValueError(f"expected uint8 [n, {expected}], got {pixels.dtype} {pixels.shape}")
        result = np.empty((len(pixels), *shape), np.float32)
        for start in range(0, len(pixels), self.batch_size):
            part = pixels[start : start + self.batch_size]
            count = len(part)
            if self._padded and count < self.batch_size:
                padding = np.zeros((self.batch_size - count, *expected), np.uint8)
                part = np.concatenate([part, padding])
            feed = {self.manifest.input_name: np.ascontiguousarray(part)}
            try:
                result[start : start + count] = self._session.run([output], feed)[0][:count]
            except Exception as error:  # ONNX Runtime's exceptions share no base class
                raise ShelftagError("plugins.inference_failed", problem=one_line(error)) from error
        return result


def open_encoder(
    folder: Path, *, device: str = "auto", threads: int | None = None, precision: str | None = None
) -> OnnxImageEncoder:
    """Opens an encoder artefact: fp32 on a GPU that really works, else int8 on the processor.

    Args:
        folder: The artefact. Only the graph that is used is read, and verified as it is read.
        device: ``auto``, ``gpu`` or ``cpu``.
        threads: CPU threads; None for all cores.
        precision: Forces ``fp32`` or ``int8`` on the processor; None for int8 where there is one
            and the processor computes it right.

    Raises:
        ContractError: The artefact is unsound.
        ShelftagError: ``gpu`` was asked for and does not work: the reason is the message id.
    """
    if device not in DEVICES:
        raise ShelftagError("runtime.unknown_device", device=device, known=", ".join(DEVICES))
    manifest = read_encoder(folder, verify=False)
    attempt = GpuAttempt(None, reason="runtime.cpu_chosen")
    if device != "cpu":
        graph = manifest.graphs["fp32"]
        attempt = open_on_gpu(
            read_graph(folder, graph.file, graph.sha256),
            lambda session: _warm_up(session, manifest),
        )
        if attempt.session is not None:
            runtime = Runtime(attempt.device, "fp32", attempt.provider, threads=0)
            return OnnxImageEncoder(attempt.session, manifest, runtime, GPU_BATCH)
        if device == "gpu":
            raise ShelftagError(attempt.reason, detail=attempt.detail)
    fast = "int8" in manifest.graphs and exact_int8()
    precision = precision or ("int8" if fast else "fp32")
    graph = manifest.graphs[precision]
    count = cpu_threads(threads)
    session = open_on_cpu(read_graph(folder, graph.file, graph.sha256), graph.file, count)
    runtime = Runtime("cpu", precision, CPU_PROVIDER, count, attempt.reason, attempt.detail)
    return OnnxImageEncoder(session, manifest, runtime, CPU_BATCH)


def _warm_up(session: Any, manifest: EncoderManifest) -> None:
    """Runs a GPU session once with the shape of its later batches; raises if that fails."""
    fixed = session.get_inputs()[0].shape[0]
    _try_out(session, manifest, fixed if isinstance(fixed, int) else GPU_BATCH)


def _try_out(session: Any, manifest: EncoderManifest, batch: int) -> tuple[FloatArray, FloatArray]:
    """Runs a grey batch and compares what comes out with the manifest.

    Returns:
        Embeddings, shape [batch, embedding_size], and feature maps, shape [batch, h, w, channels].

    Raises:
        ContractError: ``plugins.bad_graph``.
    """
    pixels = np.full((batch, manifest.height, manifest.width, 3), 127, np.uint8)
    names = [manifest.embedding_name, manifest.feature_map_name]
    try:
        embeddings, maps = session.run(names, {manifest.input_name: pixels})
    except Exception as error:  # ONNX Runtime's exceptions share no base class
        raise ContractError(
            "plugins.bad_graph", file=manifest.name, problem=one_line(error)
        ) from error
    sound = (
        embeddings.shape == (batch, manifest.embedding_size)
        and embeddings.dtype == np.float32
        and maps.ndim == 4
        and maps.shape[0] == batch
        and maps.dtype == np.float32
        and np.isfinite(embeddings).all()
    )
    if not sound:
        problem = f"outputs {embeddings.dtype} {embeddings.shape}, {maps.dtype} {maps.shape}"
        raise ContractError("plugins.bad_graph", file=manifest.name, problem=problem)
    return embeddings, maps
