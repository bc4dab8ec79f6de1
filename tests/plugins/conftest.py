"""Small real ONNX models made with the onnx package, and plug-ins installed by hand."""

import hashlib
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from uuid import UUID, uuid4

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from shelftag_api.bundle import BundleCategory, BundleManifest, HeadGraph
from shelftag_api.encoder import EncoderManifest, GraphFile

SIDE = 16
CHANNELS = 6


def tiny_encoder(batch: int | str = "n") -> onnx.ModelProto:
    """Pixels → ÷ 255 → convolution → ReLU → map; mean over the map → embedding."""
    weights = np.random.default_rng(7).normal(size=(CHANNELS, 3, 3, 3)).astype(np.float32)
    nodes = [
        helper.make_node("Cast", ["pixels"], ["float"], to=TensorProto.FLOAT),
        helper.make_node("Div", ["float", "white"], ["scaled"]),
        helper.make_node("Transpose", ["scaled"], ["nchw"], perm=[0, 3, 1, 2]),
        helper.make_node("Conv", ["nchw", "weights"], ["conv"], strides=[2, 2], pads=[1] * 4),
        helper.make_node("Relu", ["conv"], ["relu"]),
        helper.make_node("Transpose", ["relu"], ["map"], perm=[0, 2, 3, 1]),
        helper.make_node("ReduceMean", ["map"], ["embedding"], axes=[1, 2], keepdims=0),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("pixels", TensorProto.UINT8, [batch, SIDE, SIDE, 3])],
        [
            helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [batch, CHANNELS]),
            helper.make_tensor_value_info("map", TensorProto.FLOAT, [batch, 8, 8, CHANNELS]),
        ],
        [
            numpy_helper.from_array(np.float32(255), "white"),
            numpy_helper.from_array(weights, "weights"),
        ],
    )
    return as_model(graph)


def as_model(graph: onnx.GraphProto, **more) -> onnx.ModelProto:
    """Wraps a graph as the trainer writes them."""
    opsets = [helper.make_opsetid("", 17)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8, **more)


def quantised(model: onnx.ModelProto, folder: Path) -> bytes:
    """int8 version of the tiny encoder, by ONNX Runtime's own static quantiser."""
    from onnxruntime.quantization import CalibrationDataReader, QuantType, quantize_static

    class Photos(CalibrationDataReader):
        def __init__(self):
            self.left = iter(photos(8)[:, None])

        def get_next(self):
            photo = next(self.left, None)
            return None if photo is None else {"pixels": photo}

    source, target = folder / "source.onnx", folder / "quantised.onnx"
    onnx.save(model, source)
    quantize_static(
        source,
        target,
        Photos(),
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
    )
    source.unlink()
    return target.rename(folder / "int8.onnx").read_bytes()


def photos(count: int, seed: int = 1) -> np.ndarray:
    """Random photos of the tiny encoder's size."""
    random = np.random.default_rng(seed)
    return random.integers(0, 256, (count, SIDE, SIDE, 3), np.uint8)


def write_encoder(folder: Path, graphs: dict[str, bytes]) -> Path:
    """Writes an encoder artefact with the given graphs."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for precision, data in graphs.items():
        (folder / f"{precision}.onnx").write_bytes(data)
        files[precision] = GraphFile(f"{precision}.onnx", hashlib.sha256(data).hexdigest())
    EncoderManifest(
        name="tiny",
        width=SIDE,
        height=SIDE,
        resize="squash",
        input_name="pixels",
        embedding_name="embedding",
        embedding_size=CHANNELS,
        feature_map_name="map",
        graphs=files,
        source="made by a test",
    ).write(folder)
    return folder


@pytest.fixture(scope="session")
def both_precisions(tmp_path_factory) -> Path:
    """An encoder with fp32 and int8 graphs."""
    folder = tmp_path_factory.mktemp("encoder")
    model = tiny_encoder()
    graphs = {"fp32": model.SerializeToString(), "int8": quantised(model, folder)}
    return write_encoder(folder, graphs)


@pytest.fixture
def make_encoder(tmp_path) -> Callable[..., Path]:
    """Writes an encoder artefact from ONNX models by precision."""

    def make(**models: onnx.ModelProto) -> Path:
        graphs = {name: model.SerializeToString() for name, model in models.items()}
        return write_encoder(tmp_path / "made_encoder", graphs)

    return make


def matmul(source: str, target: str, weights: np.ndarray) -> onnx.ModelProto:
    """A head's graph: target = source × weights."""
    rows, columns = weights.shape
    graph = helper.make_graph(
        [helper.make_node("MatMul", [source, "weights"], [target])],
        "matmul",
        [helper.make_tensor_value_info(source, TensorProto.FLOAT, ["n", rows])],
        [helper.make_tensor_value_info(target, TensorProto.FLOAT, ["n", columns])],
        [numpy_helper.from_array(weights.astype(np.float32), "weights")],
    )
    return as_model(graph)


@pytest.fixture
def make_bundle(tmp_path) -> Callable[..., Path]:
    """Writes a head bundle of chained matrix products."""

    def make(
        *steps: tuple[str, str, np.ndarray], temperature: float = 1.0, classes: int = 4
    ) -> Path:
        folder = tmp_path / "bundle"
        folder.mkdir(exist_ok=True)
        graphs, files = [], {}
        for number, (source, target, weights) in enumerate(steps):
            data = matmul(source, target, weights).SerializeToString()
            name = f"step{number}.onnx"
            (folder / name).write_bytes(data)
            files[name] = hashlib.sha256(data).hexdigest()
            graphs.append(HeadGraph(name, (source,), (target,)))
        category = uuid4()
        names: tuple[UUID | None, ...] = (category, *[None] * (classes - 1))
        BundleManifest(
            id=uuid4(),
            name="test",
            version=1,
            created_at="2026-11-23T00:00:00Z",
            parent=None,
            encoder="0" * 64,
            categories=(BundleCategory(category, ("Food", "Fruit")),),
            classes=names,
            graphs=tuple(graphs),
            files=files,
            temperature=temperature,
        ).write(folder)
        return folder

    return make


@dataclass(frozen=True)
class Stranger:
    """A plug-in installed by hand: package, manifest and dist-info in a folder of its own."""

    site: Path
    distribution: str = "strange-plugin"
    package: str = "strange_plugin"
    id: str = "strange"
    kind: str = "classifier"
    api: tuple[int, int] = (1, 1)
    factory: str = "strange_plugin:create"
    code: str = "def create():\n    return object()\n"
    manifest: str | None = None
    entry_points: str | None = None

    def install(self) -> None:
        """Writes what pip would have written."""
        folder = self.site / self.package
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text(self.code, "utf-8")
        described = {
            "id": self.id,
            "kind": self.kind,
            "name": "A stranger's plug-in",
            "version": "3.2.1",
            "api_min": self.api[0],
            "api_max": self.api[1],
            "factory": self.factory,
        }
        if self.kind == "trainer":
            described["command"] = ["{python}", "-m", self.package]
        text = json.dumps(described) if self.manifest is None else self.manifest
        (folder / "shelftag-plugin.json").write_text(text, "utf-8")
        info = self.site / f"{self.distribution.replace('-', '_')}-3.2.1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {self.distribution}\nVersion: 3.2.1\n", "utf-8"
        )
        entry = self.entry_points or f"[shelftag.plugins]\n{self.id} = {self.package}\n"
        (info / "entry_points.txt").write_text(entry, "utf-8")


@pytest.fixture
def install(tmp_path, monkeypatch) -> Iterator[Callable[..., Stranger]]:
    """Installs strangers' plug-ins, and forgets their modules afterwards."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(site)
    before = set(sys.modules)

    def make(**values) -> Stranger:
        stranger = replace(Stranger(site), **values)
        stranger.install()
        importlib.invalidate_caches()
        return stranger

    yield make
    for name in set(sys.modules) - before:
        if (getattr(sys.modules[name], "__file__", None) or "").startswith(str(site)):
            del sys.modules[name]


@pytest.fixture
def installed_onnx() -> None:
    """Skips where the workspace's plug-in is importable but not installed."""
    try:
        distribution("shelftag-onnx")
    except PackageNotFoundError:
        pytest.skip("shelftag-onnx is not installed in this environment")
