"""A sample of what a model learned from, kept in its bundle: what keeps old classes known later.

A model that learns new photos alone forgets the old ones (McCloskey and Cohen, 1989). So a version
carries some embeddings of each class, and one that starts from it learns them again beside the new
photos (rehearsal: Robins, 1995). Each stands for the photos of its class that were not kept. The
photos themselves and the products' words never travel in a bundle.
"""

import io
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import BundleManifest, read_bundle
from shelftag_api.dataset import DatasetRow, read_array
from shelftag_api.errors import ContractError, ShelftagError
from shelftag_training.data.examples import Examples
from shelftag_training.heads.combine import Words

ROWS, EMBEDDINGS, WEIGHTS = "replay.jsonl", "replay.npy", "replay_weights.npy"
PER_CLASS = 60
"""Photos of a class that are kept: at most 160 kB a class. With 30 the old classes of grocery lose
0.9 ± 0.9 points to ten new ones, with 60 0.2 ± 0.8, as when everything is learned at once."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Replay:
    """What an earlier version kept.

    Attributes:
        manifest: The version's.
        rows: Its labels.
        embeddings: float32 [rows, embedding size].
        weights: float32 [rows]: how many photos each stands for.
    """

    manifest: BundleManifest
    rows: tuple[DatasetRow, ...]
    embeddings: Floats
    weights: Floats


def replay_files(examples: Examples, weights: Floats, per_class: int) -> Mapping[str, bytes]:
    """Returns the files of a bundle that hold a sample of its examples.

    Args:
        examples: What the version learned from.
        weights: float32 [rows]: how many photos each stands for already.
        per_class: Photos of a class that are kept at most; 0 keeps none.
    """
    if not per_class:
        return {}
    classes: dict[object, list[int]] = defaultdict(list)
    for index, row in enumerate(examples.rows):
        classes[row.category_uuid].append(index)
    kept: list[int] = []
    stand_for: list[float] = []
    for members in classes.values():
        # Evenly over the order in which they came: photos of one burst are neighbours.
        places = np.linspace(0, len(members) - 1, min(per_class, len(members))).round()
        chosen = [members[int(place)] for place in places]
        share = float(weights[members].sum() / weights[chosen].sum())
        kept += chosen
        stand_for += [float(weights[row]) * share for row in chosen]
    plain = (
        replace(examples.rows[row], file_name="", title="", description="", fold=None)
        for row in kept
    )
    return {
        ROWS: "".join(f"{row.to_line()}\n" for row in plain).encode(),
        EMBEDDINGS: _as_file(examples.embeddings[kept].astype(np.float16)),
        WEIGHTS: _as_file(np.array(stand_for, np.float32)[:, None]),
    }


def _as_file(array: NDArray[np.floating]) -> bytes:
    """A matrix as the content of a ``.npy`` file."""
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def read_replay(bundle: Path) -> Replay:
    """Reads what a version kept.

    Raises:
        ShelftagError: The bundle is unsound, or kept nothing.
    """
    manifest = read_bundle(bundle)
    if not {ROWS, EMBEDDINGS, WEIGHTS} <= set(manifest.files):
        raise ShelftagError("training.no_replay", folder=str(bundle))
    try:
        lines = (bundle / ROWS).read_text("utf-8").splitlines()
        rows = tuple(DatasetRow.from_line(line) for line in lines)
    except (KeyError, TypeError, ValueError) as error:
        raise ContractError("contract.bad_manifest", file=ROWS) from error
    embeddings = read_array(bundle / EMBEDDINGS, rows=len(rows))
    return Replay(manifest, rows, embeddings, read_array(bundle / WEIGHTS, rows=len(rows))[:, 0])


def with_replay(examples: Examples, replay: Replay) -> tuple[Examples, Floats]:
    """Adds what an earlier version kept to new examples.

    Its categories are found in the new tree by path, then by id; those that the new tree lacks are
    added to it. A photo or product that is labelled anew counts with its new label alone.

    Returns:
        The examples, and how many photos each row stands for: float32 [rows].

    Raises:
        ShelftagError: The embeddings are another encoder's.
    """
    if replay.manifest.encoder != examples.encoder:
        expected, found = replay.manifest.encoder[:12], examples.encoder[:12]
        raise ShelftagError("training.encoder_mismatch", expected=expected, found=found)
    dataset = examples.dataset
    by_path = {category.path: category for category in dataset.categories}
    by_id = {category.uuid: category for category in dataset.categories}
    added = [
        category
        for category in replay.manifest.categories
        if category.path not in by_path and category.uuid not in by_id
    ]
    by_path |= {category.path: category for category in added}
    by_id |= {category.uuid: category for category in added}
    photos = {row.sha256 for row in dataset.rows} - {""}
    products = {row.product for row in dataset.rows}
    kept, rows = [], []
    for index, row in enumerate(replay.rows):
        own = by_path.get(row.category) or by_id.get(row.category_uuid)
        if own and row.sha256 not in photos and row.product not in products:
            kept.append(index)
            rows.append(replace(row, category=own.path, category_uuid=own.uuid))
    words = examples.words
    if words is not None:
        empty = np.zeros((len(rows), words.rows.shape[1]), np.float32)
        unnamed = np.zeros((len(added), words.categories.shape[1]), np.float32)
        words = Words(
            np.concatenate([words.rows, empty]), np.concatenate([words.categories, unnamed])
        )
    whole = replace(
        dataset,
        categories=(*dataset.categories, *added),
        rows=(*dataset.rows, *rows),
        parent=replay.manifest.id,
        version=replay.manifest.version + 1,
    )
    joined = replace(
        examples,
        source=replace(examples.source, dataset=whole),
        rows=(*examples.rows, *rows),
        embeddings=np.concatenate([examples.embeddings, replay.embeddings[kept]]),
        words=words,
    )
    weights = np.concatenate([np.ones(len(examples.rows), np.float32), replay.weights[kept]])
    return joined, weights
