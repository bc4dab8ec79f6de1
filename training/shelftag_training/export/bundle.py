"""Writes a head bundle's folder: graphs, further files, and the manifest that names them all."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from shelftag_api.bundle import BundleManifest, HeadGraph
from shelftag_api.files import sha256_of


def write_bundle(
    folder: Path,
    models: Mapping[str, Any],
    further: Mapping[str, bytes] | None = None,
    **fields: Any,
) -> BundleManifest:
    """Writes a bundle. Parity is the caller's to check before.

    Args:
        folder: Exists and is empty.
        models: File name to ``onnx.ModelProto``, in the order in which the graphs run.
        further: File name to content: out-of-fold scores, a tokenizer.
        fields: The manifest's other fields; ``id`` and ``created_at`` are made here where missing.

    Returns:
        The manifest as written.
    """
    files: dict[str, str] = {}
    for name, model in models.items():
        (folder / name).write_bytes(model.SerializeToString(deterministic=True))
    for name, content in (further or {}).items():
        (folder / name).write_bytes(content)
    for name in (*models, *(further or {})):
        files[name] = sha256_of(folder / name)
    graphs = tuple(
        HeadGraph(
            name,
            tuple(value.name for value in model.graph.input),
            tuple(value.name for value in model.graph.output),
        )
        for name, model in models.items()
    )
    fields.setdefault("id", uuid4())
    fields.setdefault("created_at", datetime.now(UTC).isoformat(timespec="seconds"))
    manifest = BundleManifest(graphs=graphs, files=files, **fields)
    manifest.write(folder)
    return manifest
