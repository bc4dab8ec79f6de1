"""Evaluation: how right a model is on photos whose folders tell the truth."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shelftag.catalog.models import ModelVersion
from shelftag.catalog.tree import CategoryNode, Tree, read_tree
from shelftag.importing.decode import DecodedPhoto, decode
from shelftag.importing.plan import read_folder
from shelftag.importing.scan import ScannedFile
from shelftag.learning import class_maps
from shelftag.learning.scoring import class_columns
from shelftag.learning.workbench import Workbench
from shelftag_api.combine import category_probabilities
from shelftag_api.errors import ShelftagError
from shelftag_api.progress import Progress


@dataclass(frozen=True)
class Evaluation:
    """Share of photos for which the model, seeing nothing but the photo, is right.

    Attributes:
        photos: Photos judged.
        unknown: Photos whose folder is no category of the catalogue; they count as wrong.
        accuracy: Share with exactly the right category.
        by_depth: Share right down to each depth of the tree; the first is the department.
    """

    photos: int
    unknown: int
    accuracy: float
    by_depth: tuple[float, ...]


def evaluate(
    bench: Workbench, version: ModelVersion, folder: Path
) -> Generator[Progress, None, Evaluation]:
    """Judges a model on a folder tree whose folder names are the true categories.

    Only the photos are looked at: no file name and no folder name reaches the model.

    Args:
        bench: The open catalogue.
        version: The model version.
        folder: Folders named like the catalogue's categories.

    Raises:
        ShelftagError: The folder is missing, or holds no readable photo.
    """
    with bench.catalog.database.read() as session:
        tree = read_tree(session)
        chosen = class_maps.read(session, version.uuid)
    files = list(read_folder(folder).files.values())
    encoder, head = bench.encoder(version), bench.head(version)
    manifest = encoder.manifest

    def read(file: ScannedFile) -> DecodedPhoto | None:
        try:
            return decode(file.path, size=(manifest.width, manifest.height), resize=manifest.resize)
        except ShelftagError:
            return None

    hits: list[tuple[tuple[str, ...], CategoryNode | None, CategoryNode]] = []
    columns = list(tree.nodes)
    classes = class_columns(head, tree, columns, chosen)
    with ThreadPoolExecutor(2) as pool:
        for chunk in _chunks(files, encoder.batch_size * 4):
            photos = [(f, p) for f, p in zip(chunk, pool.map(read, chunk), strict=True) if p]
            if photos:
                vectors = encoder.embed_images(np.stack([photo.pixels for _, photo in photos]))
                scores = category_probabilities(
                    head.predict(vectors), classes, len(columns), head.manifest.combination.floor
                )
                for (file, _), best in zip(photos, scores.argmax(axis=1), strict=True):
                    names = tuple(file.relative.split("/")[:-1])
                    hits.append((names, tree.find(names), tree.nodes[columns[best]]))
            yield Progress("phase.evaluate", len(hits), len(files))
    if not hits:
        raise ShelftagError("importing.nothing_found", folder=str(folder), skipped=0)
    return _summary(tree, hits)


def _chunks(files: list[ScannedFile], size: int) -> list[list[ScannedFile]]:
    return [files[start : start + size] for start in range(0, len(files), size)]


def _summary(
    tree: Tree, hits: list[tuple[tuple[str, ...], CategoryNode | None, CategoryNode]]
) -> Evaluation:
    """Counts how deep each guess agrees with the truth."""
    deepest = max((len(truth.path) for _, truth, _ in hits if truth), default=0)
    right = [0] * deepest
    exact = 0
    for _, truth, guess in hits:
        if truth is None:
            continue
        exact += truth.id == guess.id
        for depth in range(deepest):
            right[depth] += truth.path[: depth + 1] == guess.path[: depth + 1]
    total = len(hits)
    unknown = sum(truth is None for _, truth, _ in hits)
    return Evaluation(total, unknown, exact / total, tuple(count / total for count in right))
