"""Head bundle: a model version as a folder, from embeddings to classes.

``model.json`` is the manifest, beside it lie the small graphs. The encoder is named by its id, not
contained; in the zip that people pass on, both travel together (``bundle/`` and ``encoder/``).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from shelftag_api.errors import ContractError
from shelftag_api.files import check_name, pack, read_json, unpack, verify_files, write_json

SCHEMA_VERSION = 1
MANIFEST = "model.json"
_LARGEST_COUNT = 2**31
_LONGEST_TEXT = 4096


@dataclass(frozen=True)
class BundleCategory:
    """A category of the tree that the model was trained on.

    Attributes:
        uuid: Permanent id in the shop's tree.
        path: Names from the department down to the category itself.
    """

    uuid: UUID
    path: tuple[str, ...]


GIVEN_TENSORS = ("embedding", "text_embedding", "token_ids", "has_photo", "has_text")
"""What a head's graphs may take without another graph giving it: ``embedding`` (float32
[batch, embedding size], zeros without a photo), ``text_embedding`` (float32 [batch, text size],
zeros without words), ``token_ids`` (int32 [batch, `Tokenizer.length`], 0 after the last token),
``has_photo`` and ``has_text`` (float32 [batch, 1], 1 where there is one)."""


@dataclass(frozen=True)
class HeadGraph:
    """One ONNX graph of the head. Graphs run in order and pass tensors on by name.

    Attributes:
        file: Name inside the bundle.
        inputs: Names of the tensors it takes: outputs of graphs before it, or what is there from
            the start (`GIVEN_TENSORS`).
        outputs: Names of the tensors it gives. The last graph gives ``logits``
            (float32 [batch, classes]), not yet divided by the temperature.
    """

    file: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True)
class AttributeHead:
    """A further label that the model gives, such as a colour.

    Attributes:
        name: The attribute's name.
        values: One per column of the output.
        output: The graphs' tensor with its scores: float32 [batch, values].
        temperature: Divides them before the softmax.
    """

    name: str
    values: tuple[str, ...]
    output: str
    temperature: float = 1.0


@dataclass(frozen=True)
class Tokenizer:
    """How words become ``token_ids``.

    Attributes:
        kind: ``sentencepiece`` is the one kind so far.
        file: Its model inside the bundle.
        length: Tokens of a text: longer ones are cut, shorter ones padded with 0.
    """

    kind: str
    file: str
    length: int


@dataclass(frozen=True)
class Combination:
    """How the photos of a product, and its words, combine.

    The score of category c is the mean over the photos of log p(c | photo), plus ``text_weight`` ×
    cosine(text, name of c) / ``text_temperature``; the softmax of all scores is the confidence.

    Attributes:
        photos: ``mean_log_probability`` is the one kind so far.
        text_weight: 0 leaves the words out.
        text_temperature: Divides the cosine.
        floor: Probability shared by the categories that the head does not know, so that the words
            can still find them.
        temperature: Divides the combined score before the last softmax: the calibration.
    """

    photos: str = "mean_log_probability"
    text_weight: float = 1.0
    text_temperature: float = 0.1
    floor: float = 0.05
    temperature: float = 1.0


@dataclass(frozen=True)
class BundleManifest:
    """What a model version is and what it needs.

    Attributes:
        id: UUID of this version.
        name: What kind of model, for example ``starter`` or ``head``.
        version: Counts up from the parent.
        created_at: ISO 8601, UTC.
        parent: Id of the version that it builds on, or None.
        encoder: Id of the encoder artefact that makes its embeddings.
        categories: The tree it was trained on.
        classes: One entry per column of ``logits``: the UUID of its category, or None for a class
            that belongs to none. Several classes may share a category: their probabilities add up.
        graphs: The head's graphs in the order in which they run.
        text_encoder: Id of the text encoder behind the combination, or None.
        combination: How photos and text combine.
        temperature: Divides ``logits`` before the softmax (Guo et al., 2017).
        out_of_fold: File with the cross-validation's scores, or None.
        metrics: Figures by name.
        label_count: Labels learned from.
        dataset_hash: Hash of the data set, or None.
        attributes: Further labels that the graphs give.
        tokenizer: What makes ``token_ids``, where a graph takes them.
        files: Every file but the manifest, with its SHA-256.
    """

    id: UUID
    name: str
    version: int
    created_at: str
    parent: UUID | None
    encoder: str
    categories: tuple[BundleCategory, ...]
    classes: tuple[UUID | None, ...]
    graphs: tuple[HeadGraph, ...]
    files: Mapping[str, str]
    text_encoder: str | None = None
    combination: Combination = field(default_factory=Combination)
    temperature: float = 1.0
    out_of_fold: str | None = None
    metrics: Mapping[str, float] = field(default_factory=dict)
    label_count: int = 0
    dataset_hash: str | None = None
    attributes: tuple[AttributeHead, ...] = ()
    tokenizer: Tokenizer | None = None

    def to_json(self) -> dict[str, Any]:
        """Returns the manifest as it is written to ``model.json``."""
        data = asdict(self)
        data["id"] = str(self.id)
        data["parent"] = str(self.parent) if self.parent else None
        data["categories"] = [
            {"uuid": str(item.uuid), "path": list(item.path)} for item in self.categories
        ]
        data["classes"] = [str(item) if item else None for item in self.classes]
        return {"schema_version": SCHEMA_VERSION, **data}

    def write(self, folder: Path) -> None:
        """Writes ``model.json`` into the folder."""
        write_json(folder / MANIFEST, self.to_json())


def read_bundle(folder: Path, *, verify: bool = True) -> BundleManifest:
    """Reads and checks a head bundle's folder.

    Raises:
        ContractError: The manifest or a file is missing, of a newer schema, or damaged.
    """
    data = read_json(folder / MANIFEST)
    if data.pop("schema_version", None) != SCHEMA_VERSION:
        raise ContractError("contract.newer_schema", file=MANIFEST)
    try:
        manifest = BundleManifest(
            **data
            | {
                "id": UUID(data["id"]),
                "parent": UUID(data["parent"]) if data["parent"] else None,
                "categories": tuple(
                    BundleCategory(UUID(item["uuid"]), tuple(map(str, item["path"])))
                    for item in data["categories"]
                ),
                "classes": tuple(UUID(item) if item else None for item in data["classes"]),
                "graphs": tuple(
                    HeadGraph(check_name(g["file"]), tuple(g["inputs"]), tuple(g["outputs"]))
                    for g in data["graphs"]
                ),
                "attributes": tuple(_read_attribute(a) for a in data.get("attributes", ())),
                "tokenizer": _read_tokenizer(data.get("tokenizer")),
                "combination": Combination(**data["combination"]),
                "files": {check_name(name): str(sha) for name, sha in data["files"].items()},
            }
        )
        sound = _is_sound(manifest)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ContractError("contract.bad_manifest", file=MANIFEST) from error
    if not sound:
        raise ContractError("contract.bad_manifest", file=MANIFEST)
    if verify:
        verify_files(folder, manifest.files)
    return manifest


def _read_attribute(data: Mapping[str, Any]) -> AttributeHead:
    """Reads an attribute of the manifest."""
    values = tuple(map(str, data["values"]))
    return AttributeHead(str(data["name"]), values, str(data["output"]), float(data["temperature"]))


def _read_tokenizer(data: Mapping[str, Any] | None) -> Tokenizer | None:
    """Reads the tokenizer of the manifest."""
    if data is None:
        return None
    return Tokenizer(str(data["kind"]), check_name(data["file"]), int(data["length"]))


def _is_sound(manifest: BundleManifest) -> bool:
    """Whether a head could be run from the manifest."""
    combination = manifest.combination
    datetime.fromisoformat(manifest.created_at)
    manifest.name.encode("utf-8")  # fails on half a character, which no database takes
    return bool(
        manifest.graphs
        and isinstance(manifest.label_count, int)
        and 0 <= manifest.label_count < _LARGEST_COUNT
        and isinstance(manifest.metrics, dict)
        and manifest.classes
        and all(graph.file in manifest.files for graph in manifest.graphs)
        and "logits" in manifest.graphs[-1].outputs
        and _further_outputs_are_sound(manifest)
        and combination.photos == "mean_log_probability"
        and manifest.temperature > 0
        and combination.temperature > 0
        and combination.text_temperature > 0
        and 0 < combination.floor < 1
    )


def _further_outputs_are_sound(manifest: BundleManifest) -> bool:
    """Whether attributes and tokenizer fit the graphs and files."""
    given = {output for graph in manifest.graphs for output in graph.outputs}
    tokenizer = manifest.tokenizer
    return all(
        item.values and item.output in given and item.temperature > 0
        for item in manifest.attributes
    ) and (
        tokenizer is None
        or (
            tokenizer.kind == "sentencepiece"
            and tokenizer.file in manifest.files
            and 1 <= tokenizer.length <= _LONGEST_TEXT
        )
    )


def pack_model(bundle: Path, encoder: Path, archive: Path) -> None:
    """Writes the zip in which a model version travels: its bundle and its encoder."""
    pack({"bundle": bundle, "encoder": encoder}, archive)


def unpack_model(archive: Path, folder: Path) -> tuple[Path, Path]:
    """Unpacks a model's zip into an empty folder.

    Returns:
        The folders of the bundle and of the encoder. They are yet to be verified by
        `read_bundle` and `read_encoder`.

    Raises:
        ContractError: No zip, or not one of a model.
    """
    unpack(archive, folder)
    bundle, encoder = folder / "bundle", folder / "encoder"
    if not bundle.is_dir() or not encoder.is_dir():
        raise ContractError("contract.not_a_bundle", file=archive.name)
    return bundle, encoder
