"""Quick retrain: new classes are learned, old knowledge stays, the export is what was trained."""

import json

import numpy as np
import pytest

from shelftag_api.bundle import read_bundle
from shelftag_api.errors import ShelftagError
from shelftag_training.evaluation import metrics
from shelftag_training.evaluation.evaluate import evaluate
from shelftag_training.families.head import train_head
from shelftag_training.families.starter import tree_of_starter
from shelftag_training.heads.prior import load_prior, log_prior
from training.samples import category, clusters


def by_uuid(folder, embeddings):
    """Best category of each row, and the probability matrix, as an application computes them."""
    head = load_prior(folder)
    log_p = metrics.log_softmax(head.logits(embeddings), head.manifest.temperature)
    best = [head.manifest.classes[column] for column in log_p.argmax(axis=1)]
    return best, np.exp(log_p)


def test_a_class_that_the_starter_never_knew_is_learned(make_dataset, tmp_path, recorder):
    names = [category(name) for name in ("Fishing rods", "Tea caddies", "Kites")]
    embeddings, labels = clusters([12, 12, 12])
    folder = make_dataset(embeddings[::2], [names[item] for item in labels[::2]])
    outcome = train_head(folder, tmp_path / "bundle", recorder)
    bundle = read_bundle(tmp_path / "bundle")
    assert {item.uuid for item in names} <= set(bundle.classes)
    best, probabilities = by_uuid(tmp_path / "bundle", embeddings[1::2])
    assert best == [names[item].uuid for item in labels[1::2]]
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-4)
    figures = outcome["metrics"]
    assert figures["labels"] == 18
    assert figures["classes"] == 3
    assert figures["cv_accuracy"] >= 0.9 > figures["base_accuracy"] + 0.5
    assert figures["cv_accuracy_low"] < figures["cv_accuracy"] <= figures["cv_accuracy_high"]
    assert figures["parity"] <= 1e-4
    assert bundle.metrics == figures


def test_the_bundle_says_what_it_is(make_dataset, tmp_path, recorder, starter, encoder_id):
    embeddings, labels = clusters([6, 6])
    names = [category("Rods"), category("Kites")]
    folder = make_dataset(embeddings, [names[item] for item in labels])
    train_head(folder, tmp_path / "bundle", recorder)
    bundle, base = read_bundle(tmp_path / "bundle"), read_bundle(starter / "bundle")
    assert bundle.name == "head"
    assert bundle.encoder == encoder_id
    assert bundle.parent == base.id
    assert bundle.label_count == 12
    assert [graph.file for graph in bundle.graphs] == ["prior_head.onnx", "head.onnx"]
    assert set(base.classes) - {None} <= set(bundle.classes)
    kept = json.loads((tmp_path / "bundle" / bundle.out_of_fold).read_text())["products"]
    assert len(kept) == 12
    assert all(0 <= row["confidence"] <= 1 for row in kept)


def test_a_handful_of_labels_leaves_the_rest_as_it_was(
    make_dataset, tmp_path, recorder, drawn, starter
):
    """Five labels in two classes must not draw everything into these two."""
    base = load_prior(starter / "bundle")
    classes = sorted({item for item in base.manifest.classes if item}, key=str)
    prior = log_prior(base.logits(drawn), 1.0, base.fold_matrix(classes))
    before = [classes[column] for column in prior.argmax(axis=1)]
    tree = {item.uuid: item for item in tree_of_starter()}
    rare = [item for item in classes if before.count(item) == 0][:2]
    labelled = [tree[rare[0]]] * 3 + [tree[rare[1]]] * 2
    folder = make_dataset(drawn[:5], labelled)
    train_head(folder, tmp_path / "bundle", recorder)
    after, probabilities = by_uuid(tmp_path / "bundle", drawn)
    rest = range(5, len(drawn))
    drawn_in = np.mean([after[row] in rare for row in rest])
    unchanged = np.mean([after[row] == before[row] for row in rest])
    assert drawn_in < 0.3
    assert unchanged > 0.6
    head = read_bundle(tmp_path / "bundle")
    column = head.classes.index(rare[0])
    assert probabilities[:3, column].mean() > 3 * np.exp(prior[:3, classes.index(rare[0])]).mean()


def test_one_labelled_class_is_enough_beside_the_starter_but_not_alone(
    make_dataset, tmp_path, recorder
):
    embeddings, _ = clusters([4])
    with_base = make_dataset(embeddings, [category("Rods")] * 4)
    train_head(with_base, tmp_path / "bundle", recorder)
    assert read_bundle(tmp_path / "bundle").classes[0] == category("Rods").uuid
    alone = make_dataset(embeddings, [category("Rods")] * 4, name="alone", base=False)
    with pytest.raises(ShelftagError, match=r"training\.one_class"):
        train_head(alone, tmp_path / "other", recorder)
    assert not (tmp_path / "other").exists()


def test_it_works_without_a_starter(make_dataset, tmp_path, recorder):
    embeddings, labels = clusters([10, 10])
    names = [category("Rods"), category("Kites")]
    folder = make_dataset(embeddings, [names[item] for item in labels], base=False)
    outcome = train_head(folder, tmp_path / "bundle", recorder)
    assert [graph.file for graph in read_bundle(tmp_path / "bundle").graphs] == ["head.onnx"]
    assert outcome["metrics"]["cv_accuracy"] == 1.0


def test_a_single_label_is_no_reason_to_fail(make_dataset, tmp_path, recorder):
    embeddings, _ = clusters([1])
    outcome = train_head(
        make_dataset(embeddings, [category("Rods")]), tmp_path / "bundle", recorder
    )
    assert "cv_accuracy" not in outcome["metrics"]  # nothing could be held out
    assert read_bundle(tmp_path / "bundle").temperature == 1.0


def test_classes_with_one_label_each_are_not_worse_than_the_starter(
    make_dataset, tmp_path, recorder, drawn, starter
):
    """Held out, such a class is as the starter has it; it is not learned to be impossible."""
    base = load_prior(starter / "bundle")
    classes = sorted({item for item in base.manifest.classes if item}, key=str)
    prior = log_prior(base.logits(drawn), 1.0, base.fold_matrix(classes))
    before = prior.argmax(axis=1)
    rows = [int(np.flatnonzero(before == column)[0]) for column in np.unique(before)][:8]
    tree = {item.uuid: item for item in tree_of_starter()}
    folder = make_dataset(drawn[rows], [tree[classes[before[row]]] for row in rows])
    figures = train_head(folder, tmp_path / "bundle", recorder)["metrics"]
    assert figures["base_accuracy"] == 1.0
    assert figures["cv_accuracy"] >= 0.75


def test_a_parent_may_carry_labels_as_well(make_dataset, tmp_path, recorder, starter_ids):
    tree = {item.uuid: item for item in tree_of_starter()}
    names = [tree[starter_ids[key]] for key in ("food/fruit", "food/fruit/apples")]
    embeddings, labels = clusters([8, 8])
    folder = make_dataset(embeddings, [names[item] for item in labels])
    train_head(folder, tmp_path / "bundle", recorder)
    best, _ = by_uuid(tmp_path / "bundle", embeddings)
    assert best == [names[item].uuid for item in labels]


def test_the_same_labels_give_the_same_graphs(make_dataset, tmp_path, recorder):
    embeddings, labels = clusters([15, 9, 4], spread=0.8)
    names = [category(str(item)) for item in range(3)]
    folder = make_dataset(embeddings, [names[item] for item in labels])
    for name in ("one", "two"):
        train_head(folder, tmp_path / name, recorder)
    one, two = (read_bundle(tmp_path / name) for name in ("one", "two"))
    assert one.files == two.files
    assert (one.temperature, one.combination) == (two.temperature, two.combination)
    assert one.id != two.id


def test_words_are_weighed_and_evaluated(make_dataset, tmp_path, recorder):
    """Photos that say nothing, words that say all: the combination finds out."""
    random = np.random.default_rng(2)
    names = [category(str(item)) for item in range(3)]
    labels = np.repeat(np.arange(3), 20)
    embeddings = random.gamma(0.5, 0.8, (60, 1280))

    def words(tree):
        by_category = random.normal(size=(len(tree), 32))
        by_category /= np.linalg.norm(by_category, axis=1, keepdims=True)
        by_row = by_category[[tree.index(names[item]) for item in labels]]
        return by_row, by_category

    folder = make_dataset(embeddings, [names[item] for item in labels], words=words)
    figures = train_head(folder, tmp_path / "bundle", recorder)["metrics"]
    assert figures["cv_accuracy"] < 0.7 < 0.95 <= figures["cv_accuracy_combined"]
    measured = evaluate(tmp_path / "bundle", folder, recorder)["metrics"]
    assert measured["combined_accuracy"] >= 0.95
    assert measured["photo_parent_accuracy"] >= measured["photo_accuracy"]
    assert measured["products"] == 60
