"""Encoder artefact: a content-addressed folder with the graphs that turn photos into embeddings.

``encoder.json`` beside the graphs is the manifest. The artefact's id is the SHA-256 over everything
that decides its output, so that cached embeddings can name exactly what made them.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from shelftag_api.errors import ContractError
from shelftag_api.files import check_name, read_json, verify_files, write_json

SCHEMA_VERSION = 1
MANIFEST = "encoder.json"
PRECISIONS = ("fp32", "int8")
Resize = Literal["squash", "crop"]


@dataclass(frozen=True)
class GraphFile:
    """One ONNX file: its name inside the folder and its SHA-256."""

    file: str
    sha256: str


@dataclass(frozen=True)
class EncoderManifest:
    """What an encoder takes and gives.

    Attributes:
        name: Architecture and origin, for example ``efficientnet-lite2-imagenet``.
        width: Input width, in pixels.
        height: Input height, in pixels.
        resize: How a photo is brought to that size: ``squash`` (both sides scaled on their own)
            or ``crop`` (shorter side scaled to fit, centre kept).
        input_name: Graph input: uint8 RGB, shape [batch, height, width, 3]. Normalisation is
            inside the graph.
        embedding_name: Graph output: float32, shape [batch, embedding_size].
        embedding_size: Length of an embedding.
        feature_map_name: Graph output before pooling: float32, shape [batch, h, w, channels].
        graphs: Precision (``fp32``, ``int8``) to graph file.
        source: Where the weights come from and their licence.
    """

    name: str
    width: int
    height: int
    resize: Resize
    input_name: str
    embedding_name: str
    embedding_size: int
    feature_map_name: str
    graphs: Mapping[str, GraphFile]
    source: str

    @property
    def id(self) -> str:
        """The artefact's content address: SHA-256 over the manifest, graph hashes included."""
        text = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """Returns the manifest as it is written to ``encoder.json``."""
        data = asdict(self)
        data["graphs"] = {name: asdict(graph) for name, graph in self.graphs.items()}
        return {"schema_version": SCHEMA_VERSION, **data}

    def write(self, folder: Path) -> None:
        """Writes ``encoder.json`` into the folder."""
        write_json(folder / MANIFEST, self.to_json())


def read_encoder(folder: Path, *, verify: bool = True) -> EncoderManifest:
    """Reads and checks an encoder artefact.

    Args:
        folder: The artefact's folder.
        verify: Whether to hash the graph files too.

    Raises:
        ContractError: The manifest or a file is missing, of a newer schema, or damaged.
    """
    data = read_json(folder / MANIFEST)
    if data.pop("schema_version", None) != SCHEMA_VERSION:
        raise ContractError("contract.newer_schema", file=MANIFEST)
    try:
        graphs = {
            str(precision): GraphFile(check_name(graph["file"]), str(graph["sha256"]))
            for precision, graph in data.pop("graphs").items()
        }
        manifest = EncoderManifest(graphs=graphs, **data)
        sizes = (manifest.width, manifest.height, manifest.embedding_size)
        sound = all(isinstance(size, int) and 1 <= size <= 8192 for size in sizes)
    except (KeyError, TypeError, AttributeError) as error:
        raise ContractError("contract.bad_manifest", file=MANIFEST) from error
    if manifest.resize not in get_args(Resize):
        sound = False
    if not sound or "fp32" not in graphs or not set(graphs) <= set(PRECISIONS):
        raise ContractError("contract.bad_manifest", file=MANIFEST)
    if verify:
        verify_files(folder, {graph.file: graph.sha256 for graph in graphs.values()})
    return manifest
