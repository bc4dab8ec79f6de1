"""Runs any bundle's head in the trainer, whatever tensors its graphs start from."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import BundleManifest, read_bundle
from shelftag_api.errors import ContractError, ShelftagError
from shelftag_api.files import read_verified
from shelftag_api.words import MAX_CHARACTERS, pad_tokens, sound_text
from shelftag_training.evaluation.metrics import Floats, log_softmax
from shelftag_training.export import parity

_ROWS_AT_ONCE = 4096


class BundleHead:
    """A head's graphs, opened.

    Attributes:
        manifest: The bundle's.
        sees: Whether it takes the embeddings of photos.
        reads: Whether it takes words.
        reads_vectors: Whether it takes them as embeddings.
    """

    def __init__(self, folder: Path) -> None:
        """Opens a bundle that nobody vouches for.

        Raises:
            ShelftagError: It is unsound.
        """
        self.manifest: BundleManifest = read_bundle(folder)
        self._sessions = [self._open(folder, graph.file) for graph in self.manifest.graphs]
        self._shapes = {
            item.name: item.shape for session in self._sessions for item in session.get_inputs()
        }
        self.sees = "embedding" in self._shapes
        self.reads_vectors = "text_embedding" in self._shapes
        self.reads = self.reads_vectors or "token_ids" in self._shapes
        self._pieces = self._tokenizer(folder)

    def log_probabilities(
        self,
        embeddings: NDArray[np.float32],
        texts: Sequence[str] = (),
        vectors: NDArray[np.float32] | None = None,
    ) -> Floats:
        """Scores rows: calibrated, float64 [rows, classes].

        Args:
            embeddings: float32 [rows, embedding size]; a row of zeros where there is no photo.
            texts: What is said about each row's product; nothing where heads do not read.
            vectors: The words' embeddings, float32 [rows, text size], or None.

        Raises:
            ShelftagError: The embeddings have another width than the head takes.
        """
        width = self.width(embeddings.shape[1])
        if width != embeddings.shape[1]:
            raise ShelftagError(
                "training.embedding_width", expected=width, found=embeddings.shape[1]
            )
        (logits,) = self._outputs(["logits"], embeddings, texts, vectors)
        return log_softmax(logits, self.manifest.temperature)

    def attributes(
        self,
        embeddings: NDArray[np.float32],
        texts: Sequence[str] = (),
        vectors: NDArray[np.float32] | None = None,
    ) -> dict[str, Floats]:
        """Scores the values of each further label: calibrated, float64 [rows, values], by name.

        Takes what `log_probabilities` takes.
        """
        heads = self.manifest.attributes
        scores = self._outputs([item.output for item in heads], embeddings, texts, vectors)
        return {
            item.name: log_softmax(found, item.temperature)
            for item, found in zip(heads, scores, strict=True)
        }

    def _outputs(
        self,
        names: Sequence[str],
        embeddings: NDArray[np.float32],
        texts: Sequence[str],
        vectors: NDArray[np.float32] | None,
    ) -> list[NDArray[np.float32]]:
        """Runs the graphs on some rows at a time; returns some of the tensors that they give."""
        given = self._given(embeddings, list(texts) or [""] * len(embeddings), vectors)
        parts: list[list[NDArray[np.float32]]] = [[] for _ in names]
        for start in range(0, max(len(embeddings), 1), _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            found = self._run({name: tensor[rows] for name, tensor in given.items()})
            for name, part in zip(names, parts, strict=True):
                part.append(np.asarray(found[name], np.float32))
        return [np.concatenate(part) for part in parts]

    def _run(self, tensors: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """Runs the graphs in order, each on what those before it gave."""
        for graph, session in zip(self.manifest.graphs, self._sessions, strict=True):
            if missing := set(graph.inputs) - set(tensors):
                raise ContractError("contract.bad_manifest", file=f"{graph.file}: {missing}")
            tensors = tensors | parity.run(session, {name: tensors[name] for name in graph.inputs})
        return tensors

    def _given(
        self, embeddings: NDArray[np.float32], texts: list[str], vectors: NDArray[np.float32] | None
    ) -> dict[str, NDArray[Any]]:
        """Makes `shelftag_api.bundle.GIVEN_TENSORS`."""
        if vectors is None:
            vectors = np.zeros((len(texts), self._width("text_embedding", 0)), np.float32)
        has_photo, has_text = embeddings.any(axis=1), [bool(text.strip()) for text in texts]
        given: dict[str, NDArray[Any]] = {
            "embedding": np.ascontiguousarray(embeddings, np.float32),
            "text_embedding": vectors,
            "has_photo": np.asarray(has_photo, np.float32)[:, None],
            "has_text": np.asarray(has_text, np.float32)[:, None],
        }
        if self.manifest.tokenizer is not None:
            clean = [sound_text(text, MAX_CHARACTERS) for text in texts]
            tokens = self._pieces.encode(clean) if clean else []
            given["token_ids"] = pad_tokens(tokens, self.manifest.tokenizer.length)
        return given

    def width(self, otherwise: int) -> int:
        """Size of the photos' embeddings that it takes; ``otherwise`` where it takes any."""
        return self._width("embedding", otherwise)

    def _width(self, tensor: str, otherwise: int) -> int:
        """Columns of a tensor that the graphs take."""
        size = self._shapes.get(tensor, [otherwise])[-1]
        return size if isinstance(size, int) else otherwise

    def _open(self, folder: Path, file: str) -> Any:
        """Opens one graph."""
        data = read_verified(folder, file, self.manifest.files[file])
        try:
            return parity.open_session(data)
        except Exception as error:  # ONNX Runtime's exceptions share no base class
            raise ContractError("contract.bad_manifest", file=file) from error

    def _tokenizer(self, folder: Path) -> Any:
        """Opens SentencePiece on the bundle's own model, where there is one."""
        described = self.manifest.tokenizer
        if described is None:
            return None
        from sentencepiece import SentencePieceProcessor

        data = read_verified(folder, described.file, self.manifest.files[described.file])
        try:
            return SentencePieceProcessor(model_proto=data, num_threads=1)
        except (RuntimeError, ValueError) as error:
            raise ContractError("contract.bad_manifest", file=described.file) from error
