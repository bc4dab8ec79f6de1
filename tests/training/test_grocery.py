"""On real photos: what 2,640 labels teach a frozen encoder. Skipped where the photos are not."""

import time
from pathlib import Path
from uuid import uuid5

import numpy as np
import pytest

from shelftag_api.bundle import BundleCategory
from shelftag_api.dataset import EMBEDDINGS, Dataset, DatasetRow, write_dataset
from shelftag_training.encoders.encode import encode_photos
from shelftag_training.evaluation.evaluate import evaluate
from shelftag_training.families.head import train_head
from training.samples import IDS

REPOSITORY = Path(__file__).resolve().parents[2]
GROCERY = REPOSITORY.parent / "shared" / "data" / "grocery"

pytestmark = pytest.mark.skipif(
    not (GROCERY / "train.txt").is_file(), reason="needs ../shared/data/grocery"
)


def photos(split):
    lines = (GROCERY / f"{split}.txt").read_text().splitlines()
    return [line.split(",")[0].strip() for line in lines]


def embeddings(split, starter, encoder_id):
    """Embeddings of a split, kept for later test runs under the encoder's id."""
    kept = REPOSITORY / ".cache" / f"grocery-{split}-{encoder_id[:12]}.npy"
    if not kept.exists():
        paths = [GROCERY / name for name in photos(split)]
        array, _ = encode_photos(paths, starter / "encoder", lambda done, failed: None)
        kept.parent.mkdir(exist_ok=True)
        growing = kept.with_name(f"{kept.stem}-{time.monotonic_ns()}.npy")
        np.save(growing, array)
        growing.replace(kept)
    return np.load(kept)


def write_split(folder, split, starter, encoder_id):
    """The split as a data set whose tree is that of the photos' folders."""
    folder.mkdir()
    names = photos(split)
    tree = {}
    for name in sorted(photos("train") + photos("val")):
        path = tuple(Path(name).parts[1:-1])
        for depth in range(1, len(path) + 1):
            tree[path[:depth]] = BundleCategory(uuid5(IDS, "/".join(path[:depth])), path[:depth])
    rows = []
    for index, name in enumerate(names):
        own = tree[tuple(Path(name).parts[1:-1])]
        rows.append(DatasetRow("", f"{split}{index}", f"{split}{index}", own.path, own.uuid))
    write_dataset(folder, Dataset(tuple(tree.values()), tuple(rows), encoder=encoder_id))
    np.save(folder / EMBEDDINGS, embeddings(split, starter, encoder_id).astype(np.float16))
    (folder / "base").symlink_to(starter / "bundle")
    return folder


def test_all_labels_reach_a_full_linear_probe(tmp_path, recorder, starter, encoder_id):
    train, val = (
        write_split(tmp_path / split, split, starter, encoder_id) for split in ("train", "val")
    )
    figures = train_head(train, tmp_path / "bundle", recorder)["metrics"]
    assert figures["classes"] == 81
    measured = evaluate(tmp_path / "bundle", val, recorder)["metrics"]
    assert measured["photo_accuracy"] >= 0.72
    assert measured["photo_parent_accuracy"] >= 0.85
    assert measured["photo_top5"] >= 0.9
