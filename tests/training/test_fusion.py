"""Photos and words together: right with both, right with either, and the plug-in agrees."""

import numpy as np
import pytest

from shelftag_api.bundle import read_bundle
from shelftag_api.classifier import RowTexts, takes_photos, takes_words
from shelftag_api.dataset import (
    CATEGORY_TEXT_EMBEDDINGS,
    EMBEDDINGS,
    TEXT_EMBEDDINGS,
    Dataset,
    DatasetRow,
    write_dataset,
)
from shelftag_api.errors import ShelftagError
from shelftag_onnx.head import open_head
from shelftag_training.families.fusion import train_fusion
from training.samples import category, clusters

CLASSES = 4
EACH = 20
TEXT_SIZE = 24


def shop(folder, *, words=True):
    """A data set in which photos tell the first pair of classes apart, and words the second."""
    random = np.random.default_rng(5)
    folder.mkdir()
    looks, labels = clusters([EACH] * CLASSES, spread=0.6)
    looks[labels == 3] = clusters([EACH] * CLASSES, spread=0.6, seed=1)[0][labels == 2][::-1]
    names = random.normal(size=(CLASSES + 1, TEXT_SIZE))
    said = names[[0, 0, 2, 3]][labels] + 0.7 * random.normal(size=(len(labels), TEXT_SIZE))
    tree = [*(category(f"Class {number}") for number in range(CLASSES)), category("Unlabelled")]
    rows = [
        DatasetRow("", f"{index:064x}", f"p{index}", tree[label].path, tree[label].uuid, "said")
        for index, label in enumerate(labels)
    ]
    write_dataset(
        folder, Dataset(tuple(tree), tuple(rows), encoder="e" * 64, text_encoder="test-words")
    )
    np.save(folder / EMBEDDINGS, looks)
    vectors = said / np.linalg.norm(said, axis=1, keepdims=True)
    if words:
        np.save(folder / TEXT_EMBEDDINGS, vectors.astype(np.float32))
        unit = names / np.linalg.norm(names, axis=1, keepdims=True)
        np.save(folder / CATEGORY_TEXT_EMBEDDINGS, unit.astype(np.float32))
    return looks, vectors.astype(np.float32), labels, tree


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    from training.conftest import Recorder

    folder = tmp_path_factory.mktemp("fusion")
    data = shop(folder / "dataset")
    outcome = train_fusion(folder / "dataset", folder / "bundle", Recorder())
    return folder / "bundle", outcome["metrics"], data


def shares(bundle, looks, vectors, labels, tree):
    """Share of rows that are right with both, with the photo alone, with the words alone."""
    head = open_head(bundle)
    columns = [head.manifest.classes.index(item.uuid) for item in tree[:CLASSES]]
    said, nothing = ["said"] * len(labels), np.zeros_like(looks)
    found = [
        head.predict(looks, RowTexts(said, vectors)),
        head.predict(looks),
        head.predict(nothing, RowTexts(said, vectors)),
    ]
    return [float(np.mean(p[:, columns].argmax(axis=1) == labels)) for p in found]


def test_both_together_know_more_than_either(trained):
    bundle, figures, data = trained
    both, photo, text = shares(bundle, *data)
    assert both >= 0.95
    assert 0.6 <= photo <= both
    assert 0.6 <= text <= both
    assert figures["cv_accuracy"] > max(figures["cv_accuracy_photo"], figures["cv_accuracy_text"])
    assert figures["cv_accuracy"] >= 0.8


def test_the_bundle_says_what_it_takes(trained):
    bundle, figures, (*_, tree) = trained
    manifest = read_bundle(bundle)
    assert takes_photos(manifest)
    assert takes_words(manifest)
    assert manifest.name == "fusion"
    assert manifest.encoder == "e" * 64
    assert manifest.text_encoder == "test-words"
    assert manifest.combination.text_weight == 0
    assert manifest.classes[-1] == tree[-1].uuid  # known by its name alone
    assert figures["parity"] <= 1e-4


def test_a_category_without_labels_is_found_by_its_name(trained):
    bundle, _, _ = trained
    head = open_head(bundle)
    names = np.load(bundle.parent / "dataset" / CATEGORY_TEXT_EMBEDDINGS)
    p = head.predict(np.zeros((5, 1280), np.float32), RowTexts(["said"] * 5, names))
    assert p[:, -1].argmax() == 4
    assert p[4].argmax() == CLASSES


def test_neither_photo_nor_words_is_no_opinion(trained):
    p = open_head(trained[0]).predict(np.zeros((1, 1280), np.float32), RowTexts([""]))
    assert p.max() < 0.5


def test_no_words_at_all_is_a_sentence(tmp_path, recorder):
    folder = tmp_path / "dataset"
    folder.mkdir()
    tree = (category("A"), category("B"))
    rows = tuple(DatasetRow("", "", f"p{i}", tree[i % 2].path, tree[i % 2].uuid) for i in range(4))
    write_dataset(folder, Dataset(tree, rows, encoder="e" * 64))
    np.save(folder / EMBEDDINGS, np.ones((4, 1280), np.float32))
    with pytest.raises(ShelftagError) as caught:
        train_fusion(folder, tmp_path / "bundle", recorder)
    assert caught.value.message_id == "training.no_words"
    assert not (tmp_path / "bundle").exists()
