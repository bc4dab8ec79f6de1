"""On real photos: what 2,640 labels teach a frozen encoder. Skipped where the photos are not."""

from pathlib import Path
from uuid import uuid5

import numpy as np
import pytest

from shelftag_api.bundle import BundleCategory
from shelftag_api.dataset import EMBEDDINGS, Dataset, DatasetRow, write_dataset
from shelftag_training.evaluation.evaluate import evaluate
from shelftag_training.families.head import train_head
from training.grocery_photos import GROCERY, embeddings, photos
from training.samples import IDS

pytestmark = pytest.mark.skipif(
    not (GROCERY / "train.txt").is_file(), reason="needs ../shared/data/grocery"
)


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
    np.save(folder / EMBEDDINGS, embeddings(split, starter).astype(np.float16))
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
