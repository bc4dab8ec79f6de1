"""A sample of what a model learned from, kept in its bundle: what keeps old classes known later.

A model that learns new photos alone forgets the old ones (McCloskey and Cohen, 1989). So a version
carries some examples of each class, and one that starts from it learns them again beside the new
ones (rehearsal: Robins, 1995). Each stands for the examples of its class that were not kept. Photos
and words travel as embeddings alone; only of a model that reads token by token, what it reads of
the kept products' words goes along.
"""

import io
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shelftag_api.bundle import BundleManifest, read_bundle
from shelftag_api.dataset import Dataset, DatasetRow, read_array
from shelftag_api.errors import ContractError, ShelftagError
from shelftag_training.data.examples import Examples
from shelftag_training.heads.combine import Words

ROWS, WEIGHTS = "replay.jsonl", "replay_weights.npy"
EMBEDDINGS, TEXT_EMBEDDINGS = "replay.npy", "replay_text.npy"
PER_CLASS = 60
"""Photos of a class that are kept: at most 160 kB a class. With 30 the old classes of grocery lose
0.9 ± 0.9 points to ten new ones, with 60 0.2 ± 0.8, as when everything is learned at once."""
KINDS = ("head", "ensemble")
"""Kinds of models whose examples are embeddings of photos."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Replay:
    """What an earlier version kept.

    Attributes:
        folder: Of its bundle.
        manifest: The version's.
        rows: Its labels; with words as titles where the model reads token by token.
        weights: float32 [rows]: how many examples each stands for.
        arrays: What the model sees of each, float32 [rows, any]: by file.
    """

    folder: Path
    manifest: BundleManifest
    rows: tuple[DatasetRow, ...]
    weights: Floats
    arrays: Mapping[str, Floats]

    def array(self, file: str, width: int) -> Floats:
        """Returns what the model sees of each row: float32 [rows, width].

        Raises:
            ShelftagError: It was not kept, or is of another width.
        """
        if file not in self.arrays:
            raise ShelftagError("training.no_replay", folder=str(self.folder))
        if (found := self.arrays[file].shape[1]) != width:
            raise ShelftagError("training.embedding_width", expected=width, found=found)
        return self.arrays[file]


def replay_files(
    rows: Sequence[DatasetRow],
    weights: Floats,
    per_class: int,
    arrays: Mapping[str, Floats],
    words: Sequence[str] = (),
) -> Mapping[str, bytes]:
    """Returns the files of a bundle that hold a sample of its examples.

    Args:
        rows: What the version learned from.
        weights: float32 [rows]: how many examples each stands for already.
        per_class: Examples of a class that are kept at most; 0 keeps none.
        arrays: What the model sees of each row, float32 [rows, any], by the file to keep it in.
        words: What the model reads of each row, where it reads token by token.
    """
    if not per_class:
        return {}
    classes: dict[object, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
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
    titles = words or [""] * len(rows)
    plain = (
        replace(rows[row], file_name="", title=titles[row], description="", fold=None)
        for row in kept
    )
    return {
        ROWS: "".join(f"{row.to_line()}\n" for row in plain).encode("utf-8", "replace"),
        WEIGHTS: _as_file(np.array(stand_for, np.float32)[:, None]),
        **{file: _as_file(array[kept].astype(np.float16)) for file, array in arrays.items()},
    }


def _as_file(array: NDArray[np.floating]) -> bytes:
    """A matrix as the content of a ``.npy`` file."""
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def read_replay(bundle: Path, kinds: Collection[str]) -> Replay:
    """Reads what a version kept.

    Args:
        bundle: Its folder.
        kinds: Kinds of models that can be started from.

    Raises:
        ShelftagError: The bundle is unsound, of another kind (``training.other_kind``), or kept
            nothing (``training.no_replay``).
    """
    manifest = read_bundle(bundle)
    if manifest.name not in kinds:
        expected, found = ", ".join(kinds), manifest.name
        raise ShelftagError(
            "training.other_kind", folder=str(bundle), expected=expected, found=found
        )
    if not {ROWS, WEIGHTS} <= set(manifest.files):
        raise ShelftagError("training.no_replay", folder=str(bundle))
    try:
        lines = (bundle / ROWS).read_text("utf-8").split("\n")
        rows = tuple(DatasetRow.from_line(line) for line in lines if line)
    except (KeyError, TypeError, ValueError) as error:
        raise ContractError("contract.bad_manifest", file=ROWS) from error
    arrays = {
        file: read_array(bundle / file, rows=len(rows))
        for file in (WEIGHTS, EMBEDDINGS, TEXT_EMBEDDINGS)
        if file in manifest.files
    }
    if unsound := [file for file, array in arrays.items() if not np.isfinite(array).all()]:
        raise ContractError("contract.bad_array", file=unsound[0])
    weights = arrays.pop(WEIGHTS)[:, :1].sum(axis=1)
    if not (weights > 0).all():
        raise ContractError("contract.bad_array", file=WEIGHTS)
    return Replay(bundle, manifest, rows, weights, arrays)


def joined(dataset: Dataset, replay: Replay) -> tuple[Dataset, NDArray[np.int64]]:
    """Adds what an earlier version kept to a data set, behind its own rows.

    Its categories are found in the new tree by path, then by id; those that the new tree lacks are
    added to it. A photo or product that is labelled anew counts with its new label alone.

    Returns:
        The data set, and which of the version's rows were added: int64 [added].
    """
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
    whole = replace(
        dataset,
        categories=(*dataset.categories, *added),
        rows=(*dataset.rows, *rows),
        parent=replay.manifest.id,
        version=replay.manifest.version + 1,
    )
    return whole, np.array(kept, np.int64)


def with_replay(examples: Examples, replay: Replay) -> tuple[Examples, Floats]:
    """Adds the photos that an earlier version kept to new examples: see `joined`.

    Returns:
        The examples, and how many photos each row stands for: float32 [rows].

    Raises:
        ShelftagError: The embeddings are another encoder's, or none were kept.
    """
    check_encoder(replay.manifest.encoder, examples.encoder)
    embeddings = replay.array(EMBEDDINGS, examples.embeddings.shape[1])
    whole, kept = joined(examples.dataset, replay)
    rows = whole.rows[len(examples.dataset.rows) :]
    words = examples.words
    if words is not None:
        empty = np.zeros((len(rows), words.rows.shape[1]), np.float32)
        added = len(whole.categories) - len(words.categories)
        unnamed = np.zeros((added, words.categories.shape[1]), np.float32)
        words = Words(
            np.concatenate([words.rows, empty]), np.concatenate([words.categories, unnamed])
        )
    everything = replace(
        examples,
        source=replace(examples.source, dataset=whole),
        rows=(*examples.rows, *rows),
        embeddings=np.concatenate([examples.embeddings, embeddings[kept]]),
        words=words,
    )
    weights = np.concatenate([np.ones(len(examples.rows), np.float32), replay.weights[kept]])
    return everything, weights


def check_encoder(expected: str | None, found: str) -> None:
    """Sees that an earlier version's embeddings are of the encoder that made the new ones.

    Raises:
        ShelftagError: They are another's.
    """
    if expected != found:
        raise ShelftagError(
            "training.encoder_mismatch", expected=(expected or "–")[:12], found=found[:12]
        )
