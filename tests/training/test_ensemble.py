"""Fold heads averaged or distilled: one bundle, and figures that say what they are of."""

import numpy as np
import pytest

from shelftag_api.bundle import read_bundle
from shelftag_api.errors import ShelftagError
from shelftag_training.evaluation.evaluate import evaluate
from shelftag_training.evaluation.metrics import log_softmax
from shelftag_training.families.ensemble import train_ensemble
from shelftag_training.families.head import train_head
from shelftag_training.heads.prior import load_prior
from training.samples import category, clusters


@pytest.fixture
def dataset(make_dataset):
    embeddings, labels = clusters([15, 15, 15], spread=0.75)
    names = [category(name) for name in ("Rods", "Kites", "Tins")]
    return make_dataset(embeddings, [names[item] for item in labels])


@pytest.mark.parametrize("distil", [False, True])
def test_it_is_trained_exported_and_measured(dataset, tmp_path, recorder, distil):
    outcome = train_ensemble(dataset, tmp_path / "bundle", recorder, distil=distil)
    figures, bundle = outcome["metrics"], read_bundle(tmp_path / "bundle")
    assert (outcome["kind"], bundle.name, bundle.label_count) == ("ensemble", "ensemble", 45)
    assert figures["members"] == 5
    assert figures["agreement"] >= (0.95 if distil else 1.0)
    assert figures["parity"] <= 1e-4
    assert evaluate(tmp_path / "bundle", dataset, recorder)["metrics"]["photo_accuracy"] >= 0.95


def test_distilled_it_is_as_small_as_a_single_head(dataset, tmp_path, recorder):
    for name, distil in (("mean", False), ("one", True)):
        train_ensemble(dataset, tmp_path / name, recorder, distil=distil)
    train_head(dataset, tmp_path / "single", recorder)
    mean, one, single = (
        (tmp_path / name / "head.onnx").stat().st_size for name in ("mean", "one", "single")
    )
    assert one == single < mean
    embeddings = np.load(dataset / "embeddings.npy")
    taught, teacher = (load_prior(tmp_path / name).logits(embeddings) for name in ("one", "mean"))
    gap = np.abs(np.exp(log_softmax(taught)) - np.exp(log_softmax(teacher)))
    assert gap.mean() < 0.02


def test_too_few_products_to_set_some_aside(make_dataset, tmp_path, recorder):
    embeddings, _ = clusters([1])
    folder = make_dataset(embeddings, [category("Rods")])
    with pytest.raises(ShelftagError, match=r"training\.no_folds"):
        train_ensemble(folder, tmp_path / "bundle", recorder)
    assert not (tmp_path / "bundle").exists()
